"""The documented inference service: one photo in, one JSON-compatible dict out.

For programs that must always get an answer. Where there is no model, or the photo
can't be read, the answer is a mock one, marked by ``model_type: "mock"`` and by
``warnings``. People never see it: the window and the command line use
:class:`haski_desktop.engine.analyzer.Analyzer`, which raises an error instead.

Importing this module starts nothing; the model is loaded by the first call.
"""

import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from haski_desktop.engine.forks import no_fork
from haski_desktop.engine.labels import CONDITION, HAIR_TYPE, SKIN_TYPE

if TYPE_CHECKING:
    from haski_desktop.engine.analyzer import Analyzer

log = logging.getLogger(__name__)

SKIN_TYPE_CLASSES: Final = list(SKIN_TYPE.labels)
HAIR_TYPE_CLASSES: Final = list(HAIR_TYPE.labels)
CONDITIONS_CLASSES: Final = list(CONDITION.labels)

_loading = threading.Lock()
_loaded: dict[Path, "Analyzer"] = {}


def analyze_image(image: bytes | bytearray | str | os.PathLike[str]) -> dict[str, Any]:
    """Analyse one photo.

    Args:
        image: A file's path, or the bytes of one (JPEG, PNG, BMP, GIF, TIFF, WebP,
            AVIF or HEIC).

    Returns:
        ``skin_type``, ``hair_type``, ``conditions_detected``, ``confidence_scores``,
        ``model_version`` and ``model_type`` (``tflite``, ``onnx`` or ``mock``), and
        the further fields of :class:`~haski_desktop.engine.analysis.Analysis`. A mock
        answer has ``mock_result`` among its ``warnings``, and behind it the code of
        the reason.

    Raises:
        FileNotFoundError: ``image`` is a path that does not exist.
        TypeError: ``image`` is neither a path nor bytes.
    """
    from haski_desktop.errors import ModelError, PhotoError

    if isinstance(image, (bytearray, memoryview)):
        image = bytes(image)
    if not isinstance(image, (bytes, str, os.PathLike)):
        raise TypeError(f"image must be a path or bytes, not {type(image).__name__}")
    if not isinstance(image, bytes) and not os.path.lexists(image):
        raise FileNotFoundError(f"Image file not found: {os.fspath(image)!r}")
    try:
        result = _analyzer().analyze(image).as_dict()
    except (PhotoError, ModelError) as error:
        if error.code == "not_found":
            raise FileNotFoundError(f"Image file not found: {image!r}") from error
        log.warning("answering with a mock result: %s", error)
        result = _mock(image, error.code)
    log.info(
        "%s: skin %s, hair %s, conditions %s",
        *(result[key] for key in ("model_type", "skin_type", "hair_type", "conditions_detected")),
    )
    log.debug("result: %s", result)
    _keep_for_debugging(result)
    return result


def analyze_image_local(image_path: str) -> dict[str, Any]:
    """:func:`analyze_image` for a file's path."""
    return analyze_image(image_path)


def _analyzer() -> "Analyzer":
    """The analyzer of the default model, loaded once; a failed load is tried again."""
    from haski_desktop.engine.analyzer import Analyzer
    from haski_desktop.paths import default_model

    model = default_model()
    with no_fork(), _loading:
        if model not in _loaded:
            _loaded[model] = Analyzer.open(model)
            log.info("loaded %s as %s", model, _loaded[model].runtime.name)
        return _loaded[model]


def _mock(image: bytes | str | os.PathLike[str], reason: str) -> dict[str, Any]:
    from PIL import Image

    from haski_desktop.engine.analysis import Source
    from haski_desktop.engine.analyzer import Analyzer, PreparedPhoto
    from haski_desktop.engine.photo import photo_name

    mock = Analyzer.open(runtime="mock")
    photo = PreparedPhoto(Source(photo_name(image)), Image.new("RGB", (1, 1)), (), 0.0)
    result = mock.predict(photo).as_dict()
    result["warnings"].append(reason)
    return result


def _keep_for_debugging(result: dict[str, Any]) -> None:
    """Write ``last_analysis.json`` below ``ML_DEBUG_DIR``, whole or not at all."""
    folder = os.environ.get("ML_DEBUG_DIR")
    if not folder:
        return
    import msgspec

    from haski_desktop.errors import OutputError
    from haski_desktop.files import write_atomically

    text = msgspec.json.format(msgspec.json.encode(result), indent=2)
    try:
        os.makedirs(folder, exist_ok=True)
        # A photo's result is nobody else's business.
        write_atomically(os.path.join(folder, "last_analysis.json"), text + b"\n", private=True)
    except (OSError, OutputError) as error:
        log.warning("can't write the debug copy to %s: %s", folder, error)
