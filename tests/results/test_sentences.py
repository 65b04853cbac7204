"""What is said of results claims no more than they do, in every language, without Qt."""

import subprocess
import sys

import pytest

from haski_desktop import language
from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Prediction, Source
from haski_desktop.engine.labels import HEADS
from haski_desktop.language import LANGUAGES
from haski_desktop.results import names, sentences
from haski_desktop.results.errors import explain
from haski_desktop.results.status import PhotoStatus
from haski_desktop.results.summary import Summary
from tests.made_up import made_up

FAILURE = Failure(Source("b.jpg"), ErrorInfo("damaged", "“b.jpg” is damaged.", "Copy it."))


@pytest.mark.parametrize("decision", ["confident", "uncertain", "not_assessable"])
def test_an_answer_claims_no_more_than_the_result(decision: str) -> None:
    for head in HEADS:
        prediction = made_up(decision).predictions[head.name]
        text = sentences.answer(head.name, prediction)
        assert "you have" not in text.lower()
        assert text.startswith({"c": "Looks like", "u": "Between", "n": "Can't"}[decision[0]])
        assert sentences.certainty(prediction)


def test_what_is_uncertain_is_named_so() -> None:
    hair = made_up("uncertain").predictions["hair_type"]
    assert sentences.answer("hair_type", hair) == "Between wavy and straight"
    alike = Prediction("eczema", 0.98, {}, "uncertain", ("eczema", "psoriasis"))
    assert sentences.answer("condition", alike) == "Between eczema and psoriasis"
    assert "can't tell these apart" in sentences.certainty(alike)


def test_short_answers() -> None:
    assert sentences.short_answer(made_up()) == "dry · wavy · mild acne"
    assert sentences.short_answer(FAILURE) == "The photo is damaged or cut short."
    assert sentences.short_answer(made_up(in_scope=False)) == "Not skin or hair"
    assert sentences.short_answer(made_up(warnings=("mock_result",))).startswith("DEMO")


def test_an_error_that_the_catalogue_does_not_know_explains_itself() -> None:
    assert explain(ErrorInfo("new_code", "A sentence.", "A step.")) == ("A sentence.", "A step.")


def test_every_language_says_everything() -> None:
    said = {}
    for code in LANGUAGES:
        language.use(code)
        said[code] = [
            *(names.status_name(status) for status in PhotoStatus),
            *(names.label_name(head.name, label) for head in HEADS for label in head.labels),
            *(
                sentences.answer(head.name, made_up(decision).predictions[head.name])
                for head in HEADS
                for decision in ("confident", "uncertain", "not_assessable")
            ),
            *explain(FAILURE.error),
            *sentences.demo_notice(),
        ]
    assert "Sieht nach trockener Haut aus" in said["de"]
    assert "Looks like dry skin" in said["en"]
    assert [text for text in said["de"] if text in said["en"]] == ["normal"]


def test_a_report_may_speak_another_language_than_the_program() -> None:
    with language.speaking("de"):
        assert names.disclaimer() == "Zur Information, keine Diagnose."
        assert language.percent(0.58) == "58\N{NO-BREAK SPACE}%"
    assert names.disclaimer() == "Informational, not a diagnosis."
    assert language.percent(0.58) == "58%"


def test_no_qt_and_no_network_library_is_needed() -> None:
    code = """
import sys
from haski_desktop.results import errors, names, sentences, status, summary, text
print(sorted(m for m in sys.modules if m.split(".")[0] in ("PySide6", "onnxruntime", "PIL")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_summary_counts_failures_apart_from_what_was_analysed() -> None:
    results: list[Analysis | Failure] = [
        *map(made_up, ("confident", "uncertain", "not_assessable")),
        made_up(in_scope=False),
        FAILURE,
        made_up(warnings=("mock_result",)),
    ]
    summary = Summary.of(results)
    assert (summary.analysed, summary.failed, summary.photos) == (5, 1, 6)
    assert (summary.out_of_scope, summary.demo) == (1, 1)
    for head in HEADS:
        assert sum(summary.confident[head.name].values()) == 2
        assert summary.uncertain[head.name] == summary.not_assessable[head.name] == 1
