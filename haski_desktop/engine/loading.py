"""Loads networks, and decides in which order files and libraries are tried."""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

from haski_desktop.engine import litert, onnx
from haski_desktop.engine.choices import ProviderChoice, RuntimeChoice, RuntimeName
from haski_desktop.engine.classifier import signature
from haski_desktop.engine.foreign import ForeignModel, invalid
from haski_desktop.engine.model import FileName, ModelBundle, read_verified
from haski_desktop.engine.own_question import (
    ForeignQuestion,
    HeadQuestion,
    OwnQuestion,
    input_size,
)
from haski_desktop.engine.runtime import Runtime, Shared, Signature
from haski_desktop.engine.scene import SeeNetworks
from haski_desktop.engine.see import areas, faces
from haski_desktop.errors import ModelError
from haski_desktop.paths import bundled

log = logging.getLogger(__name__)


AREAS: Final = "areas"  # its name in the manifest
# The networks that come with the program: their names among the bundled files, checksums, shapes.
FACE_NETWORKS: Final = (
    (
        faces.DETECTOR_FILE,
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
        faces.DETECTOR,
    ),
    (
        faces.MESH_FILE,
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
        faces.MESH,
    ),
)
# The documented priority.
ORDER: Final[tuple[RuntimeName, ...]] = ("tflite", "onnx")


def load_runtime(
    name: RuntimeName, bundle: ModelBundle, threads: int, provider: ProviderChoice = "cpu"
) -> Runtime:
    """Load ``bundle``'s classifier for one kind of runtime; ``provider`` is for ONNX.

    Raises:
        ModelError: The bundle has no such file, the library is missing, or the
            file is damaged or of the wrong shape.
    """
    if name not in bundle.runtimes:
        raise ModelError(
            "model_not_found",
            f"The model has no file for the runtime {name}.",
            "Choose another runtime, or install the model bundle again.",
        )
    if name == "tflite":
        return _load_tflite(bundle, threads)
    content, file = bundle.read("onnx"), bundle.files["onnx"].name
    return onnx.load(content, ("onnx", file), signature(bundle.manifest, "onnx"), threads, provider)


def usable_runtimes(
    bundle: ModelBundle, choice: RuntimeChoice, threads: int, provider: ProviderChoice = "cpu"
) -> Iterator[tuple[Runtime, ModelError | None]]:
    """Load runtimes one by one, in the documented order, as the caller asks for the next.

    Yields each with the error that made the last one before it unusable, if any.

    Raises:
        ModelError: At the end, if not one could be loaded: the last reason.
    """
    names = [name for name in ORDER if choice in ("auto", name)]
    if choice == "auto":
        names = [name for name in names if name in bundle.runtimes]
        if provider not in ("auto", "cpu"):  # an accelerator was asked for, and only ONNX has them
            names.sort(key="onnx".__ne__)
    failure: ModelError | None = None
    loaded = False
    for name in names:
        try:
            runtime = load_runtime(name, bundle, threads, provider)
        except ModelError as error:
            log.warning("runtime %s is not usable: %s", name, error)
            failure = error
            continue
        loaded = True
        log.info("using runtime %s", name)
        yield runtime, failure
    if not loaded and failure:
        raise failure


def load_network(
    content: bytes, file: tuple[str, str], wanted: Signature, threads: int = 1
) -> Runtime:
    """Load a TFLite file with the first library that can.

    Args:
        content: Its bytes.
        file: The name by which its bundle knows it, and its file name.
        wanted: What it must be.
        threads: For the network, at least 1.

    Raises:
        ModelError: No library is installed, or none can load it.
    """
    return _first_usable(
        partial(litert.load, content, file, wanted, package, threads)
        for package in litert.installed()
    )


def load_see_networks(bundle: ModelBundle) -> SeeNetworks:
    """Load the networks that look at a photo; those that can't be used are left out.

    Args:
        bundle: May list the network that finds skin and hair. The face networks come with
            the program.
    """
    detector, mesh = (_optional(partial(_load_bundled, *each)) for each in FACE_NETWORKS)
    checksums = [sha256 for _, sha256, _ in FACE_NETWORKS]
    skin_and_hair = None
    if AREAS in bundle.networks:
        skin_and_hair = _optional(partial(_load_areas, bundle))
        checksums.append(bundle.manifest.networks[AREAS].sha256)
    loaded = zip((detector, mesh, skin_and_hair), checksums, strict=False)
    used = tuple(sha256 for network, sha256 in loaded if network is not None)
    return SeeNetworks(detector, mesh, skin_and_hair, used)


def load_own_question(bundle: ModelBundle) -> OwnQuestion | None:
    """Load what asks the user's own question, if the bundle has one.

    Raises:
        ModelError: It can't be used.
    """
    if bundle.foreign is not None:
        return _load_foreign(bundle.foreign)
    spec = bundle.manifest.own_head
    if spec is None:
        return None
    return HeadQuestion(spec, read_verified(bundle.folder / spec.path, spec.sha256))


def _load_foreign(model: ForeignModel) -> OwnQuestion:
    content, name = read_verified(model.file, None), model.file.name
    wanted = partial(
        Signature, "classifier of these labels", outputs={"scores": (len(model.labels),)}
    )
    if model.file.suffix.lower() == ".onnx":
        (width, height), layout = input_size(model, onnx.input_shapes(content, name))
        signature = wanted(((height, width, 3),), layout=layout)
        return ForeignQuestion(
            model, Shared(onnx.load(content, ("own", name), signature, 1, "cpu")), (width, height)
        )
    package = next(litert.installed(), None)
    if package is None:
        raise litert.not_installed()
    (width, height), layout = input_size(model, litert.input_shapes(content, name, package))
    if layout != "NHWC":
        raise invalid(name, "the channels of its input do not come last")
    runtime = load_network(content, ("own", name), wanted(((height, width, 3),)))
    return ForeignQuestion(model, Shared(runtime), (width, height))


def _load_bundled(name: str, sha256: str, wanted: Signature) -> Runtime:
    path = bundled(name)
    return load_network(read_verified(path, sha256), (path.stem, path.name), wanted)


def _load_areas(bundle: ModelBundle) -> Runtime:
    file = (AREAS, bundle.networks[AREAS].name)
    return load_network(bundle.read(AREAS), file, areas.NETWORK)


def _optional(load: Callable[[], Runtime]) -> Shared | None:
    try:
        return Shared(load())
    except ModelError as error:
        log.warning("%s", error)
        return None


def _load_tflite(bundle: ModelBundle, threads: int) -> Runtime:
    """The classifier's TFLite file that the first library to load one runs best."""

    def load(package: tuple[litert.Package, Any], name: FileName) -> Runtime:
        file = (name, bundle.files[name].name)
        wanted = signature(bundle.manifest, name)
        return litert.load(bundle.read(name), file, wanted, package, threads)

    def attempts() -> Iterator[Callable[[], Runtime]]:
        for package in litert.installed():
            names: list[FileName] = ["tflite", "tflite_int8"]
            if package[0].prefers_int8:
                names.reverse()
            for name in names:
                if name in bundle.files:
                    yield partial(load, package, name)

    return _first_usable(attempts())


def _first_usable(attempts: Iterable[Callable[[], Runtime]]) -> Runtime:
    """The result of the first attempt that succeeds.

    Raises:
        ModelError: None did: the last one's reason, or that no library is installed.
    """
    failure = litert.not_installed()
    for attempt in attempts:
        try:
            return attempt()
        except ModelError as error:
            log.warning("%s", error)
            failure = error
    raise failure
