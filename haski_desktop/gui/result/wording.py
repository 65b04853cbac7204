"""Every sentence about a result, translated. A sentence claims no more than its result does.

Whole sentences per label, because languages inflect them; the command line's English
lives with the command line.
"""

from PySide6.QtCore import QCoreApplication

from haski_desktop.engine.analysis import VERY_SURE, Analysis, ErrorInfo, Failure, Prediction
from haski_desktop.engine.labels import HEADS, HEALTHY, HeadName
from haski_desktop.gui.basics.standing_words import demo_tag
from haski_desktop.results.status import PhotoStatus, answer_status, is_demo, status_of

translate = QCoreApplication.translate


def head_title(head: HeadName) -> str:
    """The heading of one question."""
    return {
        "skin_type": translate("Wording", "Skin type"),
        "hair_type": translate("Wording", "Hair type"),
        "condition": translate("Wording", "Condition"),
    }[head]


def label_name(head: HeadName, label: str) -> str:
    """A label as a word, for bars and lists."""
    names = {
        "skin_type": {
            "normal": translate("Wording", "normal", "skin"),
            "dry": translate("Wording", "dry", "skin"),
            "oily": translate("Wording", "oily", "skin"),
            "combination": translate("Wording", "combination", "skin"),
            "sensitive": translate("Wording", "sensitive", "skin"),
        },
        "hair_type": {
            "straight": translate("Wording", "straight", "hair"),
            "wavy": translate("Wording", "wavy", "hair"),
            "curly": translate("Wording", "curly", "hair"),
            "coily": translate("Wording", "coily", "hair"),
        },
        "condition": {
            "healthy": translate("Wording", "none visible", "condition"),
            "mild_acne": translate("Wording", "mild acne", "condition"),
            "severe_acne": translate("Wording", "severe acne", "condition"),
            "eczema": translate("Wording", "eczema", "condition"),
            "psoriasis": translate("Wording", "psoriasis", "condition"),
        },
    }
    return names[head][label]


def answer_name(head: HeadName, label: str) -> str:
    """A label as a word within a sentence."""
    if label == HEALTHY:
        return translate("Wording", "no visible condition")
    return label_name(head, label)


def _looks_like(label: str) -> str:
    return {
        "normal": translate("Wording", "Looks like normal skin"),
        "dry": translate("Wording", "Looks like dry skin"),
        "oily": translate("Wording", "Looks like oily skin"),
        "combination": translate("Wording", "Looks like combination skin"),
        "sensitive": translate("Wording", "Looks like sensitive skin"),
        "straight": translate("Wording", "Looks like straight hair"),
        "wavy": translate("Wording", "Looks like wavy hair"),
        "curly": translate("Wording", "Looks like curly hair"),
        "coily": translate("Wording", "Looks like coily hair"),
        "healthy": translate("Wording", "No visible condition that the model knows"),
        "mild_acne": translate("Wording", "Looks like mild acne"),
        "severe_acne": translate("Wording", "Looks like severe acne"),
        "eczema": translate("Wording", "Looks like eczema"),
        "psoriasis": translate("Wording", "Looks like psoriasis"),
    }[label]


def answer(head: HeadName, prediction: Prediction) -> str:
    """One question's answer."""
    if prediction.decision == "not_assessable":
        return translate("Wording", "Can't be judged from this photo")
    if prediction.decision == "confident":
        return _looks_like(prediction.label)
    names = [answer_name(head, label) for label in prediction.candidates]
    if not names:
        return translate("Wording", "No clear answer")
    *rest, last = names
    if not rest:
        return translate("Wording", "Perhaps {label}").format(label=last)
    if len(rest) > 2:
        return translate("Wording", "No clear answer")
    return translate("Wording", "Between {labels} and {last}").format(
        labels=", ".join(rest), last=last
    )


def sureness(prediction: Prediction) -> str:
    """How sure the model is of an answer, in words."""
    if prediction.decision == "not_assessable":
        return translate("Wording", "It is not shown clearly enough, so the model gives no answer.")
    if prediction.decision == "uncertain" and prediction.confidence >= VERY_SURE:
        return translate(
            "Wording", "The model can't tell these apart reliably, whatever the bars say."
        )
    if prediction.decision == "uncertain":
        return translate("Wording", "Not sure: more than one answer fits.")
    percent = f"{prediction.confidence:.0%}"
    if prediction.confidence >= VERY_SURE:
        return translate("Wording", "Very sure ({percent})").format(percent=percent)
    if prediction.confidence >= 0.7:
        return translate("Wording", "Fairly sure ({percent})").format(percent=percent)
    return translate("Wording", "Somewhat sure ({percent})").format(percent=percent)


def status_name(kind: PhotoStatus) -> str:
    """A state in a word or two."""
    return {
        PhotoStatus.WAITING: translate("Wording", "Waiting"),
        PhotoStatus.CANCELLED: translate("Wording", "Not analysed"),
        PhotoStatus.CONFIDENT: translate("Wording", "Clear answer"),
        PhotoStatus.UNCERTAIN: translate("Wording", "Uncertain"),
        PhotoStatus.NOT_ASSESSABLE: translate("Wording", "Can't be judged"),
        PhotoStatus.OUT_OF_SCOPE: translate("Wording", "Not skin or hair"),
        PhotoStatus.ERROR: translate("Wording", "Error"),
    }[kind]


def in_short(result: Analysis | Failure) -> str:
    """A result in one short line, for the list."""
    if isinstance(result, Failure):
        return explain(result.error)[0]
    kind = status_of(result)
    if kind in (PhotoStatus.OUT_OF_SCOPE, PhotoStatus.NOT_ASSESSABLE):
        text = status_name(kind)
    else:
        parts = [
            label_name(head.name, prediction.label)
            for head in HEADS
            if answer_status(prediction := result.predictions[head.name]) is PhotoStatus.CONFIDENT
        ]
        text = " · ".join(parts) or status_name(kind)
    return f"{demo_tag()} · {text}" if is_demo(result) else text


def demo_notice() -> tuple[str, str]:
    """What is said above a made-up result."""
    return (
        translate("Wording", "Demo result: made up"),
        translate("Wording", "This photo was not analysed. Every photo gets the same answer."),
    )


def out_of_scope_notice() -> tuple[str, str]:
    """What is said of a photo that shows something else."""
    return (
        translate("Wording", "Not a photo of skin or hair"),
        translate(
            "Wording", "So there is no answer. Try a photo that shows skin or hair up close."
        ),
    )


def note(code: str) -> str:
    """A warning code of a result as a sentence; empty for those shown in another way."""
    return {
        "low_resolution": translate(
            "Wording", "The photo is small; a larger one allows a better answer."
        ),
        "runtime_fallback": translate(
            "Wording", "The preferred runtime could not be used; another one answered."
        ),
    }.get(code, "")


def explain(error: ErrorInfo) -> tuple[str, str]:
    """A sentence and a next step; the engine's own English for what has no translation."""
    sentences = _photo_errors() | _model_errors() | _output_errors()
    return sentences.get(error.code, (error.message, error.next_step))


def _photo_errors() -> dict[str, tuple[str, str]]:
    readable = translate("Wording", "Choose a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP photo.")
    return {
        "not_found": (
            translate("Wording", "The file was not found."),
            translate("Wording", "It may have been moved or deleted."),
        ),
        "is_directory": (
            translate("Wording", "This is a folder, not a photo."),
            translate("Wording", "Open it with File > Open folder."),
        ),
        "not_a_file": (translate("Wording", "This is a device, not a file."), readable),
        "permission_denied": (
            translate("Wording", "The file may not be read."),
            translate("Wording", "Change its permissions, or copy it."),
        ),
        "unreadable": (
            translate("Wording", "The file can't be read."),
            translate("Wording", "Check the disk, then try again."),
        ),
        "empty_file": (
            translate("Wording", "The file is empty."),
            translate("Wording", "Choose another photo."),
        ),
        "file_too_large": (
            translate("Wording", "The file is too large."),
            translate("Wording", "Save it as JPEG and try again."),
        ),
        "too_many_pixels": (
            translate("Wording", "The photo has too many pixels to be opened safely."),
            translate("Wording", "Scale it down first."),
        ),
        "unsupported_format": (
            translate("Wording", "This is not a photo in a known format."),
            readable,
        ),
        "damaged": (
            translate("Wording", "The photo is damaged or cut short."),
            translate("Wording", "Copy it again from where it came from, or choose another photo."),
        ),
        "internal_error": (
            translate("Wording", "Something unexpected went wrong with this photo."),
            translate("Wording", "Help > Log says more."),
        ),
    }


def _model_errors() -> dict[str, tuple[str, str]]:
    retry = translate("Wording", "Check the disk, then try again.")
    reinstall = translate("Wording", "Choose another model, or install the program again.")
    other_runtime = translate("Wording", "Choose another runtime in the menu Model.")
    return {
        "model_not_found": (translate("Wording", "There is no model at this place."), reinstall),
        "model_unreadable": (translate("Wording", "The model can't be read."), retry),
        "model_damaged": (translate("Wording", "The model file is damaged."), reinstall),
        "model_wrong_shape": (
            translate("Wording", "The model is not a skin and hair classifier."),
            reinstall,
        ),
        "manifest_invalid": (
            translate("Wording", "The model's description is not valid."),
            reinstall,
        ),
        "runtime_unavailable": (
            translate("Wording", "What runs this kind of model is not installed."),
            other_runtime,
        ),
        "inference_failed": (
            translate("Wording", "The model failed on this photo."),
            other_runtime,
        ),
    }


def _output_errors() -> dict[str, tuple[str, str]]:
    return {
        "disk_full": (translate("Wording", "The disk is full."), ""),
        "output_in_use": (translate("Wording", "Another window is keeping its batch."), ""),
        "output_not_writable": (
            translate("Wording", "The program's data folder can't be written."),
            "",
        ),
    }
