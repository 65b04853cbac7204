"""The result types. Their JSON and its schema (see ``export/schema.py``) come from these alone."""

from typing import Annotated, Any, Literal

import msgspec

from haski_desktop.engine.labels import HEALTHY, HeadName
from haski_desktop.engine.see.geometry import Box
from haski_desktop.errors import HaskiError

Decision = Literal["confident", "uncertain", "not_assessable"]
# Why a question can't be answered from a photo.
Reason = Literal["out_of_scope", "no_skin", "no_hair", "too_small", "too_poor"]
IssueCode = Literal[
    "blurred", "too_dark", "noisy", "tiny", "blown_out", "colour_cast", "uneven_light"
]
RegionName = Literal["forehead", "nose", "left_cheek", "right_cheek", "chin"]
SCHEMA_VERSION = 2
# A probability, or a part of a whole.
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
# The confidence from which on words call an answer very sure.
VERY_SURE = 0.9

# What results are made of can't refer to itself, so Python need not look (gc=False): with
# thousands of them each of its searches for such circles would hold up the window.


class Source(msgspec.Struct, frozen=True, gc=False):
    """The photo that a result belongs to; ``None`` for what could not be read.

    Attributes:
        name: Its file name, or the path as the caller gave it.
        sha256: Checksum of the file's bytes, in hexadecimal.
        width: Width in pixels, once upright.
        height: Height in pixels, once upright.
    """

    name: str
    sha256: str | None = None
    width: int | None = None
    height: int | None = None


class Prediction(msgspec.Struct, frozen=True, gc=False):
    """One head's answer.

    Attributes:
        label: The likeliest label.
        confidence: Its calibrated probability, 0 to 1.
        probabilities: Of every label; they sum to 1 but for rounding.
        decision: Whether ``label`` may be given as the answer.
        candidates: What it could be: one label if confident, several if
            uncertain, none if the photo does not allow an answer.
        reason: Why the photo does not allow an answer; ``None`` if it does.
        view: The part of the photo on which the answer rests most; ``None`` if there is no
            answer.
        unlisted: Probability that the photo shows a condition which is none of the labels,
            0 to 1; ``None`` for other heads, and if the model can't tell.
        is_unlisted: Whether that is likely enough to be given as the answer.
    """

    label: str
    confidence: Share
    probabilities: dict[str, Share]
    decision: Decision
    candidates: tuple[str, ...]
    reason: Reason | None = None
    view: Box | None = None
    unlisted: Share | None = None
    is_unlisted: bool = False


class OwnAnswer(msgspec.Struct, frozen=True, gc=False):
    """The answer to a question of the user's own, which a model of theirs asks.

    Attributes:
        question: Its name.
        label: The likeliest label.
        confidence: Its probability, 0 to 1.
        probabilities: Of every label; they sum to 1 but for rounding.
        decision: Whether ``label`` may be given as the answer.
        candidates: What it could be: one label if confident, else several.
        calibrated: Whether the probabilities were measured on photos left out of the fit.
    """

    question: str
    label: str
    confidence: float
    probabilities: dict[str, float]
    decision: Decision
    candidates: tuple[str, ...]
    calibrated: bool


class ConfidenceScores(msgspec.Struct, frozen=True, gc=False):
    """Confidence of each documented answer, 0 to 1.

    Attributes:
        skin_type: Of the skin type.
        hair_type: Of the hair type.
        condition: Of the condition, which may be ``healthy``.
    """

    skin_type: Share
    hair_type: Share
    condition: Share


class Issue(msgspec.Struct, frozen=True, gc=False):
    """Something wrong with a photo.

    Attributes:
        code: What.
        affects: ``answer`` if it makes answers unreliable, ``colour`` if only what is
            measured from colours.
        value: What was measured.
        limit: What it should not be beyond.
    """

    code: IssueCode
    affects: Literal["answer", "colour"]
    value: float
    limit: float


class Quality(msgspec.Struct, frozen=True, gc=False):
    """What is wrong with a photo.

    Attributes:
        usable: Whether nothing affects the answers.
        issues: The worst kind first.
    """

    usable: bool
    issues: tuple[Issue, ...] = ()


class AreaShares(msgspec.Struct, frozen=True, gc=False):
    """How much of a photo is skin, and how much hair.

    Attributes:
        skin: Share of the photo that is skin, 0 to 1.
        hair: Share of it that is hair, 0 to 1.
    """

    skin: Share
    hair: Share


class Region(msgspec.Struct, frozen=True, gc=False):
    """A part of a face that can be seen.

    Attributes:
        name: Which; left and right are the image's.
        polygon: Its outline, x and y as fractions of the photo.
        redness: Share of it that is clearly redder than the face's median, 0 to 1. Not
            comparable between photos taken in different ways.
    """

    name: RegionName
    polygon: tuple[tuple[float, float], ...]
    redness: Share


class FaceInfo(msgspec.Struct, frozen=True, gc=False):
    """A face. Coordinates are fractions of the upright photo.

    Attributes:
        box: Left, top, width and height.
        yaw: Degrees, positive if it is turned to the image's right.
        pitch: Degrees, positive if the chin is farther away than the forehead.
        roll: Degrees, positive if the head is tilted clockwise.
        regions: Its parts that can be seen; only the judged face, the first, has them.
    """

    box: Box
    yaw: float
    pitch: float
    roll: float
    regions: tuple[Region, ...] = ()


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What is shown as the answer of one head; filled in when a result is exported.

    Attributes:
        words: The words, in English; empty if there is no usable answer.
        labels: The labels that the words stand for.
    """

    words: str
    labels: tuple[str, ...]


class SkinQuestionnaire(msgspec.Struct, frozen=True, gc=False):
    """The skin type as a person's own answers give it.

    See :mod:`haski_desktop.questionnaire`.

    Attributes:
        answers: The answer to each item.
        skin_type: The skin type that the rule gives.
        scores: The scores that it was decided by, 0 to 1.
    """

    answers: dict[str, str]
    skin_type: str
    scores: dict[str, Share]


class Analysis(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the model made of one photo. The first six fields are the documented service's.

    Attributes:
        skin_type: The likeliest skin type.
        hair_type: The likeliest hair type.
        conditions_detected: The likeliest condition, or nothing if that is healthy.
        confidence_scores: Confidence of the three.
        model_version: Version of the model that answered.
        model_type: Kind of the runtime that answered.
        schema_version: Version of this structure.
        source: The photo.
        predictions: Every head's answer in full, with how far to trust it.
        in_scope: Whether the photo shows skin or hair.
        quality: What is wrong with the photo; ``None`` if nobody has looked.
        areas: How much of it is skin and hair; ``None`` if nobody has looked.
        faces: Its faces, the largest first; ``None`` if nobody has looked.
        answers: What is shown as the answer, by head; empty until exported.
        skin_questionnaire: The person's own answers about their skin, if they gave any.
        own_question: The answer to a question of the user's own, if their model asks one.
        warnings: Codes of what the reader should know, such as ``mock_result``.
        timing_ms: From the photo's bytes to this result, in milliseconds.
    """

    skin_type: str
    hair_type: str
    conditions_detected: tuple[str, ...]
    confidence_scores: ConfidenceScores
    model_version: str
    model_type: Literal["tflite", "onnx", "mock"]
    schema_version: int = SCHEMA_VERSION
    source: Source
    predictions: dict[HeadName, Prediction]
    in_scope: bool
    quality: Quality | None = None
    areas: AreaShares | None = None
    faces: tuple[FaceInfo, ...] | None = None
    answers: dict[HeadName, Answer] = {}
    skin_questionnaire: SkinQuestionnaire | None = None
    own_question: OwnAnswer | None = None
    warnings: tuple[str, ...]
    timing_ms: float

    def named(self, name: str) -> "Analysis":
        """The same analysis of a photo of another name."""
        return msgspec.structs.replace(self, source=msgspec.structs.replace(self.source, name=name))

    def as_dict(self) -> dict[str, Any]:
        """The JSON object as plain Python values."""
        # Through JSON, because to_builtins would leave tuples where JSON has lists.
        values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return values


class ErrorInfo(msgspec.Struct, frozen=True, gc=False):
    """Why a photo has no result.

    Attributes:
        code: A stable name of the reason.
        message: A sentence about it, in English.
        next_step: What to do about it, in English.
    """

    code: str
    message: str
    next_step: str


class Failure(msgspec.Struct, frozen=True, gc=False):
    """A photo that could not be analysed.

    Attributes:
        source: The photo.
        error: Why not.
    """

    source: Source
    error: ErrorInfo

    @classmethod
    def of(cls, name: str, error: HaskiError) -> "Failure":
        """The failure of the photo called ``name``."""
        return cls(Source(name), ErrorInfo(error.code, error.message, error.next_step))

    def named(self, name: str) -> "Failure":
        """The same failure of a photo of another name."""
        return msgspec.structs.replace(self, source=msgspec.structs.replace(self.source, name=name))


def conditions_detected(condition: Prediction) -> tuple[str, ...]:
    """The documented list: empty when the likeliest condition is ``healthy``."""
    return () if condition.label == HEALTHY else (condition.label,)


def json_line(result: Analysis | Failure) -> bytes:
    """One line of JSON, without the line break."""
    return msgspec.json.encode(result)
