"""Skin type from answers: the rule is what its documentation says."""

import itertools

import pytest

from haski_desktop import language
from haski_desktop.engine.labels import SKIN_TYPE
from haski_desktop.questionnaire.items import ANSWER_NAMES, ANSWERS, QUESTIONS, Answer, Item
from haski_desktop.questionnaire.rule import skin_type


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
        assert result.spoke_for_it
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
    assert result.spoke_for_it == [
        "forehead, nose and chin shine, or pores show",
        "the cheeks hardly shine",
    ]


def test_a_missing_answer_is_an_error() -> None:
    with pytest.raises(KeyError):
        skin_type({Item.PORES: "often"})


def test_the_questions_are_in_every_language() -> None:
    for code in language.LANGUAGES:
        with language.speaking(code):
            texts = [*map(str, QUESTIONS.values()), *map(str, ANSWER_NAMES.values())]
            assert len(set(texts)) == len(Item) + len(ANSWERS)
            assert (texts[0][0] == "M") == (code == "de")
