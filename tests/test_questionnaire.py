"""Skin type from answers: the rule is what its documentation says."""

import itertools
import json
from pathlib import Path

import pytest

from haski_desktop import language
from haski_desktop.engine.labels import SKIN_TYPE
from haski_desktop.errors import HaskiError
from haski_desktop.questionnaire.file import read_answers
from haski_desktop.questionnaire.items import ANSWER_NAMES, ANSWERS, QUESTIONS, Answer, Item
from haski_desktop.questionnaire.rule import sentence, skin_type, spoke_for


def answers(**given: Answer) -> dict[Item, Answer]:
    """Answers to all items; ``never`` unless given."""
    return {item: given.get(item.value, "never") for item in Item}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "normal"),
        ({"shine_t_zone": "sometimes", "tightness": "sometimes", "flaking": "sometimes"}, "normal"),
        ({"tightness": "often", "flaking": "sometimes"}, "dry"),
        ({"shine_t_zone": "always"}, "combination"),
        ({"shine_t_zone": "often", "pores": "sometimes", "flaking": "always"}, "combination"),
        ({"shine_t_zone": "often", "pores": "always", "shine_cheeks": "often"}, "oily"),
        ({"shine_t_zone": "always", "shine_cheeks": "always", "stinging": "often"}, "sensitive"),
    ],
)
def test_people_as_the_literature_describes_them(given: dict[str, Answer], expected: str) -> None:
    assert skin_type(answers(**given)).skin_type == expected


def test_every_combination_of_answers_has_one_type_and_a_reason() -> None:
    found = set()
    for given in itertools.product(ANSWERS, repeat=len(Item)):
        result = skin_type(dict(zip(Item, given, strict=True)))
        found.add(result.skin_type)
        assert all(0 <= score <= 1 for score in result.scores.values())
        assert spoke_for(result)
        assert sentence(result).startswith("Your answers speak for")
    assert found == set(SKIN_TYPE.labels)


def test_more_of_a_sign_never_takes_it_away() -> None:
    """Monotone: a stronger answer never lowers a score."""
    for item in Item:
        before = None
        for answer in ANSWERS:
            scores = skin_type(answers(**{item.value: answer})).scores
            assert before is None or all(scores[name] >= before[name] for name in scores)
            before = scores


def test_scores_are_those_of_the_documentation() -> None:
    result = skin_type(
        answers(shine_t_zone="often", pores="sometimes", shine_cheeks="sometimes", flaking="always")
    )
    assert result.scores == {
        "t_zone_oil": 0.56,
        "cheek_oil": 0.33,
        "dryness": 0.5,
        "sensitivity": 0.0,
    }
    assert spoke_for(result) == [
        "forehead, nose and chin shine, or pores show",
        "the cheeks hardly shine",
    ]


def test_a_missing_answer_is_an_error() -> None:
    with pytest.raises(KeyError):
        skin_type({Item.PORES: "often"})


GOOD = json.dumps(answers(shine_t_zone="often", pores="often"))


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(GOOD)
    found = read_answers(str(file))
    assert found == skin_type(answers(shine_t_zone="often", pores="often"))
    assert (found.skin_type, found.answers["pores"]) == ("combination", "often")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "not JSON",
        "[" * 60_000,
        " " * 70_000,
        GOOD.replace("often", "oft"),
        GOOD.replace('"pores"', '"spores"'),
        GOOD.replace("}", ', "age": "often"}'),
    ],
    ids=range(9),
)
def test_what_is_no_answers_is_a_coded_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.json"
    file.write_text(text)
    with pytest.raises(HaskiError, match="can't be used") as caught:
        read_answers(str(file))
    assert caught.value.code == "skin_answers_invalid"
    with pytest.raises(HaskiError, match="it is no file"):
        read_answers(str(tmp_path))


def test_a_file_that_is_none_is_a_coded_error(tmp_path: Path, fifo: Path) -> None:
    for path in (tmp_path / "missing.json", tmp_path, fifo):
        with pytest.raises(HaskiError, match="can't be used"):
            read_answers(str(path))


def test_the_documentation_asks_the_same_questions() -> None:
    text = (Path(__file__).parents[1] / "docs/skin-type.md").read_text()
    for item, question in QUESTIONS.items():
        assert f"| `{item}` | {question.text} |" in text


def test_the_questions_are_in_every_language() -> None:
    for code in language.LANGUAGES:
        with language.speaking(code):
            texts = [*map(str, QUESTIONS.values()), *map(str, ANSWER_NAMES.values())]
            assert len(set(texts)) == len(Item) + len(ANSWERS)
            assert (texts[0][0] == "M") == (code == "de")
