"""What a result depends on besides the photo."""

import hashlib
from pathlib import Path

import msgspec

from haski_desktop import __version__
from haski_desktop.engine.analysis import SCHEMA_VERSION
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.model import open_bundle, read_verified
from haski_desktop.paths import default_model


def model_checksum(analyzer: Analyzer, model: Path | None = None) -> str:
    """Checksum of the program, the model's settings, what it runs on and all networks in use.

    Args:
        analyzer: The loaded model.
        model: Where it was loaded from, as given to :meth:`Analyzer.open`.

    Returns:
        Hexadecimal; equal for two runs only if the same photo gives the same result.

    Raises:
        ModelError: The model was removed or changed since it was loaded.
    """
    settings = (__version__, SCHEMA_VERSION, *runtime_key(analyzer), analyzer.manifest)
    digest = hashlib.sha256(msgspec.json.encode(settings))
    file = analyzer.runtime.file
    if file is not None:
        bundle = open_bundle(default_model() if model is None else model)
        digest.update(bundle.read(file))
        if bundle.foreign is not None:
            own = bundle.foreign
            digest.update(msgspec.json.encode((own.name, own.labels, own.input)))
            digest.update(read_verified(own.file, None))
    return digest.hexdigest()


def runtime_key(analyzer: Analyzer) -> tuple[str, str | None, str, tuple[str, ...]]:
    """What runs which file of the model now, and where, and the networks that look at photos.

    It changes if one of them fails.
    """
    runtime = analyzer.runtime
    return runtime.name, runtime.file, runtime.provider, analyzer.see_checksums
