"""One question's answer in words: it names what belongs together as one, and claims no more."""

import itertools

import msgspec
import pytest

from haski_desktop.engine.analysis import Prediction
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEADS, HeadName
from haski_desktop.results.answers import answer, answer_words, bars, certainty, tendency
from haski_desktop.results.care import PAGES, page, pages_for, what_you_can_do
from haski_desktop.results.photo_advice import hints, issue, not_judged, reason
from tests.made_up import made_up


def left_open(**shares: float) -> Prediction:
    """An uncertain answer between the labels given, likeliest first."""
    labels = tuple(shares)
    return Prediction(labels[0], shares[labels[0]], shares, "uncertain", labels)


@pytest.mark.parametrize("decision", ["confident", "uncertain", "not_assessable"])
def test_an_answer_claims_no_more_than_the_result(decision: str) -> None:
    for head in HEADS:
        prediction = made_up(decision).predictions[head.name]
        text = answer(head.name, prediction)
        assert "you have" not in text.lower()
        assert text.startswith("Looks like") == (decision == "confident")
        assert certainty(head.name, prediction)


@pytest.mark.parametrize(
    ("head", "prediction", "sentence", "words", "sure"),
    [
        (
            "hair_type",
            left_open(coily=0.5, curly=0.45),
            "Curly to coily hair",
            "curly to coily",
            "Quite sure of this range",
        ),
        (
            "hair_type",
            left_open(wavy=0.4, straight=0.4),
            "Straight to wavy hair",
            "straight to wavy",
            "Fairly sure",
        ),
        (
            "hair_type",
            left_open(straight=0.4, coily=0.3),
            "Hair type: perhaps straight or coily",
            "straight or coily",
            "Not sure",
        ),
        (
            "hair_type",
            left_open(straight=0.3, wavy=0.3, curly=0.2, coily=0.2),
            "No clear answer",
            "",
            "Not sure",
        ),
        (
            "condition",
            left_open(mild_acne=0.58, severe_acne=0.41),
            "Looks like acne, mild or severe",
            "acne",
            "Quite sure that it is acne, not how strong.",
        ),
        (
            "condition",
            left_open(eczema=0.55, psoriasis=0.43),
            "Eczema or psoriasis: these look alike in photos; a dermatologist can tell them apart",
            "eczema or psoriasis",
            "Quite sure that it is one of the two",
        ),
        (
            "condition",
            left_open(healthy=0.9),
            "Perhaps no visible condition",
            "perhaps no visible condition",
            "Likely, but not sure.",
        ),
        (
            "condition",
            left_open(healthy=0.5, mild_acne=0.4),
            "Perhaps mild acne, perhaps nothing",
            "no visible condition or mild acne",
            "Not sure",
        ),
        (
            "condition",
            left_open(eczema=0.4, psoriasis=0.3, severe_acne=0.2),
            "Condition: perhaps eczema, psoriasis or severe acne",
            "eczema, psoriasis or severe acne",
            "Not sure",
        ),
        (
            "condition",
            left_open(healthy=0.4, eczema=0.3, mild_acne=0.2),
            "No clear answer",
            "",
            "Not sure",
        ),
        (
            "skin_type",
            left_open(oily=0.5, dry=0.3),
            "A photo can't tell this. Answer six questions",
            "",
            "Skin type is felt more than seen.",
        ),
    ],
)
def test_what_an_answer_leaves_open_is_named(
    head: HeadName, prediction: Prediction, sentence: str, words: str, sure: str
) -> None:
    assert answer(head, prediction) == sentence
    assert answer_words(head, prediction) == words
    assert certainty(head, prediction).startswith(sure)


def test_a_condition_that_is_none_of_the_labels_is_said_to_be_so() -> None:
    found = msgspec.structs.replace(
        left_open(eczema=0.5, mild_acne=0.3), unlisted=0.7, is_unlisted=True
    )
    assert answer(CONDITION.name, found) == "A visible condition that this program doesn't know"
    assert answer_words(CONDITION.name, found) == "unknown condition"
    assert pages_for(found) == ("unknown",)
    assert "nothing that this program has learned" in certainty(CONDITION.name, found)
    rather_not = msgspec.structs.replace(found, unlisted=0.2, is_unlisted=False)
    assert answer_words(CONDITION.name, rather_not) == "eczema or mild acne"


def test_no_combination_of_candidates_is_without_words() -> None:
    for head in HEADS:
        for count in range(len(head.labels) + 1):
            for labels in itertools.permutations(head.labels, count):
                shares = dict.fromkeys(head.labels, 1 / len(head.labels))
                open_ = Prediction(head.labels[0], 0.2, shares, "uncertain", labels)
                assert answer(head.name, open_)
                assert certainty(head.name, open_)
                assert sum(bar.share for bar in bars(head.name, open_)) == pytest.approx(1)


def test_bars_are_merged_where_the_answer_is() -> None:
    shares = {"mild_acne": 0.58, "severe_acne": 0.41, "healthy": 0.01}
    prediction = Prediction("mild_acne", 0.58, shares, "uncertain", ("mild_acne", "severe_acne"))
    first, second = bars(CONDITION.name, prediction)
    assert (first.name, first.possible) == ("acne", True)
    assert first.share == pytest.approx(0.99)
    assert [(part.name, part.share) for part in first.parts] == [
        ("mild acne", 0.58),
        ("severe acne", 0.41),
    ]
    assert (second.name, second.possible, second.parts) == ("none visible", False, ())
    confident = Prediction("mild_acne", 0.9, {"mild_acne": 0.9, "severe_acne": 0.1}, "confident",
                           ("mild_acne",))  # fmt: skip
    assert [bar.name for bar in bars(CONDITION.name, confident)] == ["mild acne", "severe acne"]
    untrained = Prediction("dry", 1.0, {"dry": 1.0, "sensitive": 0.0}, "uncertain", ("dry",))
    assert [bar.name for bar in bars("skin_type", untrained)] == ["dry"]
    hair = left_open(curly=0.5, coily=0.5)
    assert [bar.name for bar in bars(HAIR_TYPE.name, hair)] == ["curly", "coily"]


def test_a_photos_tendency_of_skin_type_is_told_as_no_more() -> None:
    assert tendency(left_open(oily=0.5, dry=0.3)) == (
        "This photo's tendency, no more than that: oily or dry"
    )
    assert tendency(made_up("not_assessable").predictions["skin_type"]) == ""
    nothing_left = msgspec.structs.replace(left_open(oily=0.5, dry=0.3), candidates=())
    assert tendency(nothing_left) == ""


def test_what_you_can_do_fits_the_finding_and_names_its_source() -> None:
    acne = made_up()
    lines = what_you_can_do(acne)
    assert len(lines) == 3
    assert "squeeze" in lines[0]
    assert lines[2].startswith("See a doctor soon")
    assert what_you_can_do(made_up("not_assessable")) == []
    assert what_you_can_do(made_up(in_scope=False)) == []
    alike = made_up().predictions | {"condition": left_open(eczema=0.5, psoriasis=0.5)}
    assert pages_for(alike["condition"]) == ("eczema_or_psoriasis",)
    assert "which of the two" in page("eczema_or_psoriasis").doctor
    both = made_up().predictions | {"condition": left_open(eczema=0.5, mild_acne=0.4)}
    assert what_you_can_do(made_up(predictions=both)) == [
        page("unknown").care,
        page("unknown").pharmacist,
        page("unknown").soon,
    ]
    for name in PAGES:
        found = page(name)
        assert all(source.url.startswith("https://") for source in found.sources)
        for text in (found.about, found.care, found.pharmacist, found.doctor, found.soon):
            assert "you have" not in text.replace("if you have a fever", "")


def test_a_question_that_cant_be_judged_says_why_and_what_to_do() -> None:
    assert not_judged("hair_type", "no_hair") == (
        "Hair type can't be judged. No hair is visible whose texture shows. Show the hair open and "
        "dry, without a cap, a bun or a braid."
    )
    texts = [
        reason(code) for code in ("out_of_scope", "no_skin", "no_hair", "too_small", "too_poor")
    ]
    assert len({*texts, reason(None)}) == 6


def test_a_live_guide_says_the_most_important_first_and_nothing_twice() -> None:
    assert hints(["colour_cast", "noisy", "too_dark", "too_small", "unknown code"]) == [
        "Come closer",
        "More light",
        "Daylight, no coloured lamps",
    ]
    assert hints([]) == []
    codes = ("blurred", "too_dark", "noisy", "tiny", "blown_out", "colour_cast")
    assert len({issue(code) for code in (*codes, "uneven_light")}) == 7
