"""What a result depends on besides the photo."""

import hashlib
from pathlib import Path

import msgspec

from haski_desktop import __version__
from haski_desktop.engine.analysis import SCHEMA_VERSION
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.model import open_bundle
from haski_desktop.paths import default_model


def model_checksum(analyzer: Analyzer, model: Path | None = None) -> str:
    """Checksum of the program, the model's settings, what it runs on and the network file in use.

    Args:
        analyzer: The loaded model.
        model: Where it was loaded from, as given to :meth:`Analyzer.open`.

    Returns:
        Hexadecimal; equal for two runs only if the same photo gives the same result.

    Raises:
        ModelError: The model was removed or changed since it was loaded.
    """
    runtime = analyzer.runtime
    chosen = (runtime.name, runtime.file, runtime.provider)
    settings = (__version__, SCHEMA_VERSION, *chosen, analyzer.manifest)
    digest = hashlib.sha256(msgspec.json.encode(settings))
    if runtime.file is not None:
        bundle = open_bundle(default_model() if model is None else model)
        digest.update(bundle.read(runtime.file))
    return digest.hexdigest()
