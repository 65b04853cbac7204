"""Results as records for clinics: FHIR R4B, one bundle of any number of photos.

Each photo gets a ``DiagnosticReport`` of status ``preliminary``, an ``Observation`` for each
question, a ``Media`` and the ``Device``, program and model. It names no patient: whoever takes
it over knows who that is. What it looks like becomes an ICD-10 category only as a suggestion,
which its text says. A made-up result is labelled as test data (``HTEST``).

See https://hl7.org/fhir/R4B/diagnosticreport.html.
"""

import base64
import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

import msgspec

from haski_desktop import language
from haski_desktop.about import version
from haski_desktop.engine.analysis import Analysis, Failure, Prediction, SkinQuestionnaire
from haski_desktop.engine.labels import HEADS, SKIN_TYPE, HeadName
from haski_desktop.language import Message
from haski_desktop.language import gettext as _
from haski_desktop.questionnaire import rule
from haski_desktop.questionnaire.items import ANSWER_NAMES, QUESTIONS, Item
from haski_desktop.results import answers, names, observations, sentences
from haski_desktop.results.errors import explain
from haski_desktop.results.photo_advice import not_judged
from haski_desktop.results.status import is_demo
from haski_desktop.results.text import visible

Resource = dict[str, Any]
ICD_10: Final = "http://hl7.org/fhir/sid/icd-10"
# Codes of our own, in lists that this program defines.
QUESTION: Final = "urn:haski-desktop:question"
LABEL: Final = "urn:haski-desktop:label"
SHA256: Final = "urn:haski-desktop:sha256"
_TERMINOLOGY: Final = "http://terminology.hl7.org/CodeSystem/"
_NAMESPACE: Final = uuid.UUID("6f3fdb0e-3c0e-5d3a-9d55-0f6d2b1f7a51")
# Categories and blocks of ICD-10, as coarse as what a photo can suggest.
_CATEGORIES: Final = {
    "mild_acne": ("L70", Message("Acne")),
    "severe_acne": ("L70", Message("Acne")),
    "eczema": ("L20-L30", Message("Dermatitis and eczema")),
    "psoriasis": ("L40", Message("Psoriasis")),
}


class Record(NamedTuple):
    """A photo to be recorded.

    Attributes:
        result: What came of it.
        jpeg: The photo, encoded anew, if it goes into the record.
    """

    result: Analysis | Failure
    jpeg: bytes | None = None


def fhir(records: Sequence[Record], date: dt.date) -> bytes:
    """A bundle of all records, as JSON.

    Args:
        records: At least one photo; their names are told as they are.
        date: The day on which the reports are issued.
    """
    entries = [
        {"fullUrl": _address(name), "resource": resource}
        for number, record in enumerate(records)
        for name, resource in _resources(record, date, number)
    ]
    bundle: Resource = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": _instant(date),
        "entry": entries,
    }
    return msgspec.json.format(msgspec.json.encode(bundle), indent=2) + b"\n"


def _resources(record: Record, date: dt.date, number: int) -> Iterator[tuple[str, Resource]]:
    result = record.result
    if isinstance(result, Failure):
        yield f"{number} failure", _outcome(result)
        return
    about = f"{number} {result.source.sha256} {result.model_version}"
    device, media = f"{about} device", f"{about} media"
    observed = _observations(result, _reference(device), _reference(media))
    named = [(f"{about} {code}", observation) for code, observation in observed]
    report = _report(result, date)
    report["media"] = [{"link": _reference(media)}]
    if named:  # FHIR knows no empty lists
        report["result"] = [_reference(name) for name, _observation in named]
    yield f"{about} report", report
    yield from named
    yield media, _media(record, result)
    yield device, _device(result)


def _report(result: Analysis, date: dt.date) -> Resource:
    headline, certainty = sentences.headline(result)
    said = [headline.rstrip(".") + ".", certainty.rstrip(".") + "."]
    if is_demo(result):
        said.insert(0, ". ".join(sentences.demo_notice()))
    conclusion = " ".join((*said, names.disclaimer()))
    report: Resource = {
        "resourceType": "DiagnosticReport",
        "language": language.current(),
        "text": _narrative(conclusion),
        "status": "preliminary",
        "category": [_coded(f"{_TERMINOLOGY}v2-0074", "OTH")],
        "code": {"text": _("Photo of skin or hair, described by a program")},
        "issued": _instant(date),
        "conclusion": conclusion,
    }
    if suggested := _suggestions(result):
        report["conclusionCode"] = suggested
    if is_demo(result):
        made_up = {"system": f"{_TERMINOLOGY}v3-ActReason", "code": "HTEST"}
        report["meta"] = {"security": [made_up]}
    return report


def _suggestions(result: Analysis) -> list[Resource]:
    """The categories of all conditions that the answer leaves open."""
    prediction = result.predictions["condition"]
    if not result.in_scope or prediction.is_unlisted:
        return []
    found = dict.fromkeys(_CATEGORIES[x] for x in prediction.candidates if x in _CATEGORIES)
    text = _("Suggestion of a program, not a diagnosis: {category}")
    return [_coded(ICD_10, code, name.text, text.format(category=name)) for code, name in found]


def _observations(
    result: Analysis, device: Resource, media: Resource
) -> Iterator[tuple[str, Resource]]:
    """An observation for each question, with its code."""
    for head in HEADS if result.in_scope else ():
        observation = _observation(head.name, names.head_name(head.name), result)
        observation |= {"device": device, "derivedFrom": [media]}
        yield head.name, observation | _answer(head.name, result.predictions[head.name])
    if result.skin_questionnaire is not None:
        title = _("Skin type from answers to six questions")
        observation = _observation("skin_questionnaire", title, result)
        yield "skin_questionnaire", observation | _answered(result.skin_questionnaire)


def _observation(code: str, title: str, result: Analysis) -> Resource:
    method = _("model {version} ({runtime})")
    return {
        "resourceType": "Observation",
        "language": language.current(),
        "text": _narrative(title),
        "status": "preliminary",
        "code": _coded(QUESTION, code, title),
        "method": {
            "text": method.format(version=visible(result.model_version), runtime=result.model_type)
        },
    }


def _answer(head: HeadName, prediction: Prediction) -> Resource:
    if prediction.decision == "not_assessable":
        return _absent(not_judged(head, prediction.reason))
    shares = [
        {"code": _coded(LABEL, label, names.label_name(head, label)), "valueQuantity": _share(p)}
        for label, p in prediction.probabilities.items()
        if p > 0  # others had no training data
    ]
    sure = answers.certainty(head, prediction)
    if head == SKIN_TYPE.name and prediction.decision == "uncertain":
        return _absent(sure) | {"component": shares}
    said = answers.answer(head, prediction)
    value: Resource = {"text": said}
    if prediction.decision == "confident":  # several codes would be said to mean the same
        value = _coded(LABEL, prediction.label, names.label_name(head, prediction.label), said)
    return {
        "text": _narrative(f"{names.head_name(head)}: {said}. {sure}"),
        "valueCodeableConcept": value,
        "note": [{"text": sure}],
        "component": shares,
    }


def _absent(why: str) -> Resource:
    code = _coded(f"{_TERMINOLOGY}data-absent-reason", "unknown", text=why)
    return {"text": _narrative(why), "dataAbsentReason": code}


def _answered(given: SkinQuestionnaire) -> Resource:
    said = rule.sentence(given)
    return {
        "text": _narrative(said),
        "method": {"text": _("answers of the person")},
        "valueCodeableConcept": _coded(
            LABEL, given.skin_type, names.label_name(SKIN_TYPE.name, given.skin_type), said
        ),
        "component": [
            {
                "code": _coded(QUESTION, item.value, str(QUESTIONS[item])),
                "valueString": str(ANSWER_NAMES[answer]),
            }
            for item in Item
            for answer in ANSWER_NAMES
            if given.answers.get(item) == answer
        ],
    }


def _media(record: Record, result: Analysis) -> Resource:
    source = result.source
    content: Resource = {"title": visible(source.name) or _("photo")}
    if record.jpeg is not None:
        content |= {
            "contentType": "image/jpeg",
            "data": base64.b64encode(record.jpeg).decode(),
            "size": len(record.jpeg),
        }
    media: Resource = {
        "resourceType": "Media",
        "language": language.current(),
        "status": "completed",
        "type": _coded(f"{_TERMINOLOGY}media-type", "image"),
        "content": content,
    }
    if source.sha256:
        media["identifier"] = [{"system": SHA256, "value": source.sha256}]
    if source.width and source.height:
        media |= {"width": source.width, "height": source.height}
    seen = (observations.quality(result), observations.faces(result), observations.areas(result))
    if notes := [{"text": text} for text in seen if text]:
        media["note"] = notes
    return media


def _device(result: Analysis) -> Resource:
    model = {"type": {"text": "model"}, "value": visible(result.model_version)}
    return {
        "resourceType": "Device",
        "status": "active",
        "deviceName": [{"name": "Haski Desktop", "type": "user-friendly-name"}],
        "type": {"text": "software"},
        "version": [{"type": {"text": "program"}, "value": version()}, model],
    }


def _outcome(failure: Failure) -> Resource:
    """Why there is no report on a photo."""
    sentence, next_step = explain(failure.error)
    said = " ".join(filter(None, (visible(failure.source.name), sentence, next_step)))
    issue = {"severity": "error", "code": "processing", "diagnostics": said}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def _coded(system: str, code: str, display: str = "", text: str = "") -> Resource:
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]} | ({"text": text} if text else {})


def _share(share: float) -> Resource:
    return {"value": share, "unit": "1", "system": "http://unitsofmeasure.org", "code": "1"}


def _narrative(text: str) -> Resource:
    body = escape(text)
    return {
        "status": "generated",
        "div": f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{body}</p></div>',
    }


def _instant(date: dt.date) -> str:
    return f"{date.isoformat()}T00:00:00Z"


def _address(name: str) -> str:
    """The same for the same content, as long as it has the same place in the bundle."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def _reference(name: str) -> Resource:
    return {"reference": _address(name)}
