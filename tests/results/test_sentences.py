"""What is said of results claims no more than they do, in every language, without Qt."""

import subprocess
import sys

from haski_desktop import language
from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Source
from haski_desktop.engine.labels import HEADS
from haski_desktop.language import LANGUAGES
from haski_desktop.results import names, sentences
from haski_desktop.results.answers import answer
from haski_desktop.results.care import what_you_can_do
from haski_desktop.results.errors import explain
from haski_desktop.results.status import PhotoStatus
from haski_desktop.results.summary import Summary
from tests.made_up import made_up

FAILURE = Failure(Source("b.jpg"), ErrorInfo("damaged", "“b.jpg” is damaged.", "Copy it."))


def test_short_answers() -> None:
    assert sentences.short_answer(made_up()) == "mild acne · wavy · dry"
    assert sentences.short_answer(made_up("uncertain")) == (
        "mild acne or no visible condition · straight to wavy"
    )
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
                answer(head.name, made_up(decision).predictions[head.name])
                for head in HEADS
                for decision in ("confident", "uncertain", "not_assessable")
            ),
            *explain(FAILURE.error),
            *sentences.demo_notice(),
        ]
    assert "Sieht nach trockener Haut aus" in said["de"]
    assert "Parece piel seca" in said["es"]
    assert "Cela ressemble à une peau sèche" in said["fr"]
    assert "Looks like dry skin" in said["en"]
    same_word = {"normal", "psoriasis", "Error"}
    for code in LANGUAGES.keys() - {language.SOURCE}:
        assert same_word.issuperset(text for text in said[code] if text in said["en"]), code


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


def test_one_headline_over_all_questions_says_the_surest_first() -> None:
    both = made_up()
    wavy, open_ = both.predictions["hair_type"], made_up("uncertain").predictions["condition"]
    either = sentences.headline(made_up(predictions=both.predictions | {"condition": open_}))
    assert (
        either.title
        == "Looks like wavy hair. Looks like dry skin. Perhaps mild acne, perhaps nothing"
    )
    assert either.certainty.startswith("Hair type: Fairly sure (70%)")
    nothing = made_up("not_assessable").predictions
    hair = sentences.headline(made_up(predictions=nothing | {"hair_type": wavy}))
    assert hair == ("Looks like wavy hair", "Fairly sure (70%)")
    assert "judged" in sentences.headline(made_up(predictions=nothing)).title
    assert sentences.headline(FAILURE).title == "The photo is damaged or cut short."
    assert sentences.headline(made_up(in_scope=False)).title == "Not a photo of skin or hair"


def test_the_text_to_copy_says_what_the_screen_says() -> None:
    result = made_up(warnings=("mock_result", "low_resolution"))
    text = sentences.as_text("a\nb.jpg", result)
    assert text.startswith("a\N{SYMBOL FOR LINE FEED}b.jpg\nDemo result: made up.")
    title, sure = sentences.headline(result)
    for part in (title, sure, "The photo is small", "Model v1", *what_you_can_do(result)):
        assert part in text
    assert text.endswith("Informational, not a diagnosis.\n")
    unclear = sentences.as_text("x", made_up("not_assessable"))
    assert "Hair type can't be judged." in unclear
    assert "Skin type: A photo can't tell this." in sentences.as_text("x", made_up("uncertain"))
