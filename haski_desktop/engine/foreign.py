"""Image classifiers made elsewhere: what an export's files say of it.

Known are Teachable Machine's TFLite exports (a ``.tflite`` file and ``labels.txt``), Lobe's
(``signature.json``), and any TFLite or ONNX classifier with a ``labels.txt`` beside it.
"""

import os
import re
from pathlib import Path
from typing import Final, Literal

import msgspec

from haski_desktop.errors import ModelError, printable

LABELS: Final = "labels.txt"
SIGNATURE: Final = "signature.json"
INPUT: Final = "input.json"
MAX_TEXT_BYTES: Final = 1 << 20
MAX_LABELS: Final = 1000
# Teachable Machine numbers its labels: "0 Smooth".
_NUMBERED: Final = re.compile(r"^\d+\s+(?=\S)")
_KINDS: Final = (".tflite", ".onnx")

Channels = tuple[float, float, float]


class ForeignInput(msgspec.Struct, frozen=True):
    """How pixels become numbers: ``(value / 255 - mean) / std`` for each channel.

    Attributes:
        mean: Of each channel.
        std: Of each channel.
        colour_order: Of the channels.
    """

    mean: Channels = (0.5, 0.5, 0.5)
    std: Channels = (0.5, 0.5, 0.5)
    colour_order: Literal["RGB", "BGR"] = "RGB"


# Teachable Machine takes -1 to 1, Lobe 0 to 1, most of those trained with PyTorch ImageNet's.
TFLITE_INPUT: Final = ForeignInput()
LOBE_INPUT: Final = ForeignInput((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
ONNX_INPUT: Final = ForeignInput((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))


class ForeignModel(msgspec.Struct, frozen=True):
    """An image classifier made elsewhere.

    Attributes:
        name: What to call it and its question.
        file: Its TFLite or ONNX file.
        labels: Its classes, in the order of its output.
        input: How pixels become numbers.
    """

    name: str
    file: Path
    labels: tuple[str, ...]
    input: ForeignInput


class _Outputs(msgspec.Struct):
    label: tuple[str, ...] = msgspec.field(name="Label")


class _Signature(msgspec.Struct):
    """The part of Lobe's ``signature.json`` that matters here."""

    filename: str
    classes: _Outputs
    doc_name: str = ""


def read_foreign(path: Path) -> ForeignModel | None:
    """What an export made elsewhere says of itself.

    Args:
        path: Its folder, or its TFLite or ONNX file.

    Returns:
        ``None`` if the path is nothing of the kind.

    Raises:
        ModelError: ``model_foreign_invalid``: it is one, but can't be used; the message
            names the file and the field.
    """
    is_folder = path.is_dir()
    folder = path if is_folder else path.parent
    if os.path.isfile(folder / SIGNATURE) and (is_folder or path.suffix.lower() in _KINDS):
        return _lobe(folder)
    if os.path.isfile(folder / LABELS) and (is_folder or path.suffix.lower() in _KINDS):
        return _with_labels(folder, None if is_folder else path)
    return None


def _lobe(folder: Path) -> ForeignModel:
    try:
        found = msgspec.json.decode(_read(folder / SIGNATURE), type=_Signature)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise invalid(SIGNATURE, str(error)) from error
    name = found.filename
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise invalid(SIGNATURE, "its field filename names no file beside it")
    file = folder / name
    if file.suffix.lower() not in _KINDS or not os.path.isfile(file):
        reason = f"its field filename, “{printable(name)}”, is no TFLite or ONNX file beside it"
        raise invalid(SIGNATURE, reason)
    labels = _checked(SIGNATURE, found.classes.label)
    return ForeignModel(found.doc_name.strip()[:80] or folder.name, file, labels, LOBE_INPUT)


def _with_labels(folder: Path, file: Path | None) -> ForeignModel:
    if file is None:
        found = sorted(p for p in folder.iterdir() if p.suffix.lower() in _KINDS and p.is_file())
        if not found:
            raise invalid(LABELS, "there is no .tflite or .onnx file beside it")
        # Of an export in several forms the one that is not quantised.
        file = next((p for p in found if "quant" not in p.stem or "unquant" in p.stem), found[0])
    try:
        lines = _read(folder / LABELS).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise invalid(LABELS, str(error)) from error
    texts = [line.strip() for line in lines if line.strip()]
    if all(_NUMBERED.match(text) for text in texts):
        texts = [_NUMBERED.sub("", text) for text in texts]
    labels = _checked(LABELS, tuple(texts))
    return ForeignModel(folder.name, file, labels, _input(folder, file))


def _input(folder: Path, file: Path) -> ForeignInput:
    """What ``input.json`` says; without it what is usual for the kind of file."""
    if not os.path.isfile(folder / INPUT):
        return ONNX_INPUT if file.suffix.lower() == ".onnx" else TFLITE_INPUT
    try:
        found = msgspec.json.decode(_read(folder / INPUT), type=ForeignInput)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise invalid(INPUT, str(error)) from error
    if not all(0.001 <= s <= 1000 for s in found.std) or not all(
        abs(m) <= 1000 for m in found.mean
    ):
        raise invalid(INPUT, "its fields mean and std are out of range")
    return found


def _checked(file: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    if not 2 <= len(labels) <= MAX_LABELS:
        raise invalid(file, f"it has {len(labels)} labels, not 2 to {MAX_LABELS}")
    if len(set(labels)) < len(labels):
        raise invalid(file, "it has the same label twice")
    if any(len(label) > 80 or not label.isprintable() for label in labels):
        raise invalid(file, "a label is longer than 80 letters, or can't be printed")
    return labels


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_TEXT_BYTES:
            raise invalid(file.name, "it is larger than 1 MB")
        return file.read_bytes()
    except OSError as error:
        raise invalid(file.name, error.strerror or "it can't be read") from error


def invalid(file: str, reason: str) -> ModelError:
    """The error for an export that can't be used."""
    return ModelError(
        "model_foreign_invalid",
        f"The model can't be used because of “{printable(file)}”: {reason}.",
        "Export the model again, or correct the file.",
    )
