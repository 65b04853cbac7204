"""What photos are counted and filtered by."""

from collections import Counter

import msgspec

from haski_desktop.engine.analysis import Analysis, ErrorInfo, Failure, Source
from haski_desktop.language import use
from haski_desktop.results.answers import answer_words
from haski_desktop.results.facets import (
    Facet,
    by_question,
    facet_name,
    facets_of,
    open_labels,
    place_of,
    status_facet,
)
from haski_desktop.results.status import PhotoStatus, status_of
from tests.made_up import made_up


def left_open(head: str, *labels: str) -> Analysis:
    """A result that leaves these labels open."""
    result = made_up()
    decision = "confident" if len(labels) == 1 else "uncertain"
    prediction = msgspec.structs.replace(
        result.predictions[head],  # type: ignore[index]
        label=labels[0],
        candidates=labels,
        decision=decision,
    )
    return msgspec.structs.replace(result, predictions={**result.predictions, head: prediction})


def facets(result: Analysis) -> frozenset[Facet]:
    return facets_of(status_of(result), result)


def test_each_photo_counts_once_a_question_under_the_words_of_its_row() -> None:
    for labels in (
        ("curly",),
        ("coily", "curly"),
        ("curly", "coily"),
        ("wavy", "straight", "curly"),
        ("coily", "straight"),
    ):
        result = left_open("hair_type", *labels)
        (facet,) = (f for f in facets(result) if f.question == "hair_type")
        words = answer_words("hair_type", result.predictions["hair_type"])
        assert sorted(facet_name(facet).casefold().split()) == sorted(words.casefold().split())
    both = {
        next(f for f in facets(left_open("hair_type", *pair)) if f.question == "hair_type")
        for pair in (("curly", "coily"), ("coily", "curly"))
    }
    assert len(both) == 1


def test_what_says_nothing_is_no_answer() -> None:
    unjudged = facets(made_up("not_assessable"))
    assert {f.question for f in unjudged} == {"status", "skin_type", "hair_type", "condition"}
    assert [f.question for f in unjudged if f.is_informative] == ["status"]
    (skin,) = (f for f in facets(made_up("uncertain")) if f.question == "skin_type")
    assert not skin.is_informative
    everything = left_open("condition", "healthy", "mild_acne", "eczema")
    (unclear,) = (f for f in facets(everything) if f.question == "condition")
    assert (facet_name(unclear), unclear.is_informative) == ("No clear answer", False)


def test_an_unknown_condition_is_an_answer_of_its_own() -> None:
    result = left_open("condition", "mild_acne", "healthy")
    prediction = msgspec.structs.replace(
        result.predictions["condition"], unlisted=0.9, is_unlisted=True
    )
    result = msgspec.structs.replace(
        result, predictions={**result.predictions, "condition": prediction}
    )
    (facet,) = (f for f in facets(result) if f.question == "condition")
    assert (facet_name(facet), facet.is_informative) == ("Unknown condition", True)


def test_photos_without_answers_have_their_status_alone() -> None:
    failure = Failure(Source("x"), ErrorInfo("damaged", "", ""))
    assert facets_of(PhotoStatus.ERROR, failure) == {status_facet(PhotoStatus.ERROR)}
    assert facets(made_up(in_scope=False)) == {status_facet(PhotoStatus.OUT_OF_SCOPE)}
    waiting = facets_of(PhotoStatus.WAITING, None)
    assert waiting == {status_facet(PhotoStatus.WAITING)}


def test_errors_come_first_and_certain_answers_before_uncertain_ones() -> None:
    error = status_facet(PhotoStatus.ERROR)
    curly, either = Facet("hair_type", ("curly",)), Facet("hair_type", ("curly", "coily"))
    acne, waiting = Facet("condition", ("mild_acne",)), status_facet(PhotoStatus.WAITING)
    assert sorted((waiting, either, curly, error, acne), key=place_of) == [
        error, acne, curly, either, waiting,
    ]  # fmt: skip


def test_a_search_finds_what_a_range_or_group_hides() -> None:
    assert "wavy" in open_labels(left_open("hair_type", "straight", "wavy", "curly"))
    assert "severe acne" in open_labels(left_open("condition", "mild_acne", "severe_acne"))
    assert open_labels(left_open("hair_type", "curly")) == ""
    assert open_labels(None) == ""


def test_the_distribution_of_each_question_adds_up_to_its_photos() -> None:
    results = [
        *[left_open("hair_type", "curly")] * 3,
        *[left_open("hair_type", "curly", "coily")] * 5,
        made_up("not_assessable"),
    ]
    counts = Counter(facet for result in results for facet in facets(result))
    found = by_question(counts)
    assert list(found) == ["status", "condition", "hair_type", "skin_type"]
    assert all(sum(count for _, count in rows) == 9 for rows in found.values())
    names = [(facet_name(facet), count) for facet, count in found["hair_type"]]
    assert names == [("Curly to coily", 5), ("Curly", 3), ("Can't be judged", 1)]


def test_names_follow_the_language() -> None:
    use("de")
    try:
        assert facet_name(Facet("condition", ("eczema", "psoriasis"))) == "Ekzem oder Psoriasis"
    finally:
        use("en")
