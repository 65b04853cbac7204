"""What photos can be told apart by: the answer to each question, and the status.

Facets in the sense of faceted search. They hold labels, not words, so that what was chosen
stays so when the language changes.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from haski_desktop.engine.analysis import Analysis, Failure, Prediction
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, HEADS, SKIN_TYPE, HeadName
from haski_desktop.language import gettext
from haski_desktop.results.answers import either, label_groups, named_groups
from haski_desktop.results.names import head_name, label_name, status_name
from haski_desktop.results.status import PhotoStatus, status_of

# Values of a question that are no labels.
NOT_ASSESSABLE: Final = ("not_assessable",)
UNCLEAR: Final = ("unclear",)
UNLISTED: Final = ("unlisted",)
_STATUS: Final = "status"
_OWN: Final = "own_question"
_LABELS: Final = {head.name: head.labels for head in HEADS}
_ORDER: Final = (CONDITION.name, HAIR_TYPE.name, SKIN_TYPE.name)
_STATUSES: Final = tuple(PhotoStatus)


Question = HeadName | Literal["status", "own_question"]


class Facet(NamedTuple):
    """One value of one question, or one status.

    Attributes:
        question: The name of a head, ``status``, or ``own_question``.
        value: The labels that the answer leaves open, in the head's order; or one word:
            a status, ``not_assessable``, ``unclear``, ``unlisted``. For a question of the
            user's own its name and the likeliest label.
    """

    question: Question
    value: tuple[str, ...]

    @property
    def is_informative(self) -> bool:
        """Whether it tells photos apart: an answer or a status, not that there is no answer."""
        return self.value not in (NOT_ASSESSABLE, UNCLEAR) or self.question == _STATUS


class SummaryRow(NamedTuple):
    """One row of a summary of many photos.

    Attributes:
        facet: What is counted.
        photos: How many photos have it.
        share: Their share of those that the question was asked of, above 0 to 1.
    """

    facet: Facet
    photos: int
    share: float


def status_facet(status: PhotoStatus) -> Facet:
    """The facet of a status."""
    return Facet(_STATUS, (str(status),))


def facets_of(status: PhotoStatus, result: Analysis | Failure | None) -> frozenset[Facet]:
    """All facets of a photo: its status, and one for each question that was asked of it."""
    found = [status_facet(status_of(result) if result else status)]
    if isinstance(result, Analysis) and result.in_scope:
        found += (_facet(head, prediction) for head, prediction in result.predictions.items())
    if isinstance(result, Analysis) and (own := result.own_question) is not None:
        found.append(Facet(_OWN, (own.question, own.label)))
    return frozenset(found)


def _facet(head: HeadName, prediction: Prediction) -> Facet:
    if prediction.decision == "not_assessable":
        return Facet(head, NOT_ASSESSABLE)
    if prediction.is_unlisted:
        return Facet(head, UNLISTED)
    if not named_groups(head, prediction):
        return Facet(head, UNCLEAR)
    return Facet(head, tuple(x for x in _LABELS[head] if x in prediction.candidates))


def facet_name(facet: Facet) -> str:
    """What a facet is called, as a heading: beginning with a capital letter."""
    if facet.question == _STATUS:
        return status_name(PhotoStatus(facet.value[0]))
    if facet.question == _OWN:
        return ": ".join(facet.value)
    if facet.value == NOT_ASSESSABLE:
        return status_name(PhotoStatus.NOT_ASSESSABLE)
    if facet.value == UNCLEAR:
        return gettext("No clear answer")
    if facet.value == UNLISTED:
        name = gettext("unknown condition")
    else:
        name = either(facet.question, label_groups(facet.question, facet.value))
    return name[:1].upper() + name[1:]


def question_name(question: Question) -> str:
    """The heading of a question, or of the statuses."""
    if question == _STATUS:
        return gettext("Photos")
    return gettext("Your own question") if question == _OWN else head_name(question)


def place_of(facet: Facet) -> tuple[int | str, ...]:
    """Sort key: errors first, then the answers question by question, then other statuses."""
    question, value = facet
    if question == _STATUS:
        status = PhotoStatus(value[0])
        return (0,) if status is PhotoStatus.ERROR else (5, _STATUSES.index(status))
    if question == _OWN:
        return (4, *value)
    labels = _LABELS[question]
    places = tuple(labels.index(x) for x in value if x in labels)
    rest = (UNLISTED, UNCLEAR, NOT_ASSESSABLE)
    after = 0 if places else 1 + rest.index(value)
    return (1 + _ORDER.index(question), after, len(places), *places)


def open_labels(result: Analysis | Failure | None) -> str:
    """The names of all labels that a result leaves open, to be searched.

    A list says “straight to curly” of hair that may be wavy: who searches “wavy” wants it.
    """
    if not isinstance(result, Analysis):
        return ""
    own = result.own_question.candidates if result.own_question else ()
    if not result.in_scope:
        return " ".join(own)
    return " ".join(
        (
            *own,
            *(
                label_name(head, label)
                for head, prediction in result.predictions.items()
                if len(prediction.candidates) > 1 and named_groups(head, prediction)
                for label in prediction.candidates
            ),
        )
    )


def by_question(counts: Mapping[Facet, int]) -> dict[Question, list[tuple[Facet, int]]]:
    """The facets of each question with their counts, the most frequent first.

    Args:
        counts: How many photos have a facet.

    Returns:
        For the statuses, then for each head in the order in which they are shown, the facets
        that any photo has; what says nothing (no clear answer, can't be judged) comes last.
        Every photo counts once among the statuses, and every analysed photo of skin or hair
        once a head.
    """
    found: dict[Question, list[tuple[Facet, int]]] = {head: [] for head in (_STATUS, *_ORDER, _OWN)}
    for facet, count in counts.items():
        if count > 0:
            found[facet.question].append((facet, count))
    for rows in found.values():
        rows.sort(key=lambda row: (not row[0].is_informative, -row[1], place_of(row[0])))
    return {question: rows for question, rows in found.items() if rows or question != _OWN}


def summary_rows(counts: Mapping[Facet, int]) -> list[SummaryRow]:
    """All that a summary of many photos says, row by row; see :func:`by_question`."""
    return [
        SummaryRow(facet, count, count / sum(n for _, n in rows))
        for rows in by_question(counts).values()
        for facet, count in rows
    ]
