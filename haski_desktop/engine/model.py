"""The model bundle: its manifest, its files and their checksums."""

import errno
import hashlib
import stat
from pathlib import Path
from typing import Annotated, Final, Literal, cast, get_args

import msgspec

from haski_desktop.engine.choices import RuntimeName
from haski_desktop.engine.foreign import ForeignModel, read_foreign
from haski_desktop.engine.labels import HEADS, HeadName
from haski_desktop.errors import ModelError, printable
from haski_desktop.paths import bundled

MANIFEST: Final = "skin_classifier.json"
UNVERSIONED: Final = "v1-exported"
# Far more than any network that a processor runs in a second, or any description of one.
MAX_FILE_BYTES: Final = 1 << 30
MAX_MANIFEST_BYTES: Final = 1 << 20

# The classifier's files; each is a kind of runtime, the second a smaller and faster variant.
FileName = Literal["tflite", "tflite_int8", "onnx"]
DEFAULT_FILES: Final[dict[RuntimeName, str]] = {
    "tflite": "skin_classifier.tflite",
    "onnx": "skin_classifier.onnx",
}
Side = Annotated[int, msgspec.Meta(ge=32, le=1024)]
Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]
# Bounded so that no arithmetic with them can overflow.
Positive = Annotated[float, msgspec.Meta(ge=0.001, le=1000)]
Mean = Annotated[float, msgspec.Meta(ge=-1000, le=1000)]
Weight = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Level = Annotated[int, msgspec.Meta(ge=0, le=255)]
# The parts of a photo that the classifier may be shown: all of it, its largest face, its
# largest area of skin and a closer look at that, its hair, and its hair with all else filled.
ViewName = Literal["whole", "face", "skin", "skin_close", "hair", "hair_only"]
Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
FileBeside = Annotated[str, msgspec.Meta(pattern=r"^[^/\\]+$")]
Channels = tuple[Mean, Mean, Mean]
PositiveChannels = tuple[Positive, Positive, Positive]


class InputSpec(msgspec.Struct, frozen=True):
    """What the network takes. The defaults are the documented ones (ImageNet)."""

    width: Side = 224
    height: Side = 224
    mean: Channels = (0.485, 0.456, 0.406)
    std: PositiveChannels = (0.229, 0.224, 0.225)
    colour_order: Literal["RGB", "BGR"] = "RGB"


class HeadSpec(msgspec.Struct, frozen=True):
    """One head: its labels in index order and how its logits become an answer.

    Attributes:
        start: Index of the first label among the logits.
        labels: Labels in index order.
        trained: Those that had training data; the others are never predicted.
        temperature: Divides the logits before the softmax (Guo et al. 2017).
        confident_at: Least probability at which one label is given as the answer;
            ``None`` if no answer of this head may be given as confident.
        stricter: Labels that need more than that, and how much: those that do harm if they
            are wrong.
        candidate_at: Least probability at which a label counts as a candidate of an
            uncertain answer.
        kept_open: Labels that count as one at less, and at how much: those whose absence
            does harm if it is wrong.
        assessable_at: Least probability, from the network's own output, that the
            head can be judged from the photo at all.
        inseparable: Labels that the network can't tell apart on photos unlike those it
            was trained on, in groups. None of a group is ever the only candidate.
    """

    start: Annotated[int, msgspec.Meta(ge=0)]
    labels: tuple[str, ...]
    trained: tuple[str, ...]
    temperature: Positive = 1.0
    confident_at: Probability | None = 0.5
    stricter: dict[str, Probability] = {}
    candidate_at: Probability = 0.15
    kept_open: dict[str, Probability] = {}
    assessable_at: Probability = 0.5
    inseparable: tuple[tuple[str, ...], ...] = ()

    def group_of(self, label: str) -> tuple[str, ...]:
        """The inseparable labels that ``label`` is one of; empty if it stands alone."""
        return next((group for group in self.inseparable if label in group), ())

    def is_confident(self, label: str, probability: float) -> bool:
        """Whether ``label`` may be given as the answer at this probability."""
        if self.confident_at is None:
            return False
        return probability >= max(self.confident_at, self.stricter.get(label, 0.0))

    def is_candidate(self, label: str, probability: float) -> bool:
        """Whether ``label`` is one of an uncertain answer's at this probability."""
        return probability >= min(self.candidate_at, self.kept_open.get(label, 1.0))


class ScopeSpec(msgspec.Struct, frozen=True):
    """How the in-scope output becomes a decision."""

    temperature: Positive = 1.0
    in_scope_at: Probability = 0.5


class UnlistedSpec(msgspec.Struct, frozen=True):
    """How the output for a condition that is none of the labels becomes a probability.

    Attributes:
        temperature: Divides the logit before the sigmoid.
        unlisted_at: Least probability at which no condition is given as confident.
    """

    temperature: Positive = 1.0
    unlisted_at: Probability = 0.5


class FileSpec(msgspec.Struct, frozen=True):
    """One exported form of the classifier.

    Attributes:
        path: File name beside the manifest.
        sha256: Checksum of the file, in hexadecimal.
        layout: Order of the input's axes.
        outputs: The file's own name for each output: ``logits`` and, where the
            network has them, the others of
            :data:`haski_desktop.engine.classifier.OUTPUT_SHAPES`.
    """

    path: FileBeside
    sha256: Sha256
    layout: Literal["NHWC", "NCHW"]
    outputs: dict[str, str]


class NetworkSpec(msgspec.Struct, frozen=True):
    """A network beside the classifier, a TFLite file.

    Attributes:
        path: File name beside the manifest.
        sha256: Checksum of the file, in hexadecimal.
    """

    path: FileBeside
    sha256: Sha256


class OwnHeadSpec(msgspec.Struct, frozen=True):
    """A head for a question of the user's own, on the classifier's features.

    Attributes:
        question: The question's name.
        labels: Its labels in index order.
        path: The file beside the manifest with its weights.
        sha256: Checksum of the file, in hexadecimal.
        temperature: Divides the logits before the softmax.
        confident_at: Least probability of a clear answer; ``None`` if none is ever given.
        candidate_at: Least probability at which a label is named as possible.
    """

    question: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    labels: Annotated[tuple[str, ...], msgspec.Meta(min_length=2, max_length=1000)]
    path: FileBeside
    sha256: Sha256
    temperature: Positive = 1.0
    confident_at: Probability | None = None
    candidate_at: Probability = 0.15


class Manifest(msgspec.Struct, frozen=True):
    """``skin_classifier.json``: everything the program must know about a model.

    Attributes:
        name: Of the classifier, for people.
        version: The documented ``model_version``.
        licence: Of the weights.
        files: The classifier's files.
        heads: Its heads.
        input: What it takes.
        scope: How its in-scope output is read; ``None`` if it has none.
        manifest_version: Version of this structure.
        unlisted: How its output for other conditions is read; ``None`` if it has none.
        views: Of each head the parts of a photo that it is asked about, with their
            weights. Heads that are not listed see the whole photo alone.
        fill: Red, green and blue of what is hidden in the view ``hair_only``, 0 to 255.
        networks: Further networks by name. The program knows ``areas``, where there is
            skin and hair: it takes an image of the classifier's size, red, green and blue
            from 0 to 255, and gives (rows, columns, 2) probabilities.
        own_head: A head for a question of the user's own, if they trained one.
    """

    name: str
    version: str
    licence: str
    files: dict[FileName, FileSpec]
    heads: dict[HeadName, HeadSpec]
    input: InputSpec
    scope: ScopeSpec | None = None
    manifest_version: Literal[1] = 1
    unlisted: UnlistedSpec | None = None
    views: dict[HeadName, dict[ViewName, Weight]] = {}
    fill: tuple[Level, Level, Level] = (124, 116, 104)
    networks: dict[str, NetworkSpec] = {}
    own_head: OwnHeadSpec | None = None


class ModelBundle(msgspec.Struct, frozen=True):
    """A model ready to be loaded: where it lies and what its manifest says.

    Attributes:
        folder: The folder that holds the files.
        manifest: Its manifest, or the documented defaults where there is none.
        files: The classifier's files that the bundle has.
        verified: Whether the files have checksums to be compared with.
        foreign: A classifier made elsewhere that is asked as well, if any.
    """

    folder: Path
    manifest: Manifest
    files: dict[FileName, Path]
    verified: bool
    foreign: ForeignModel | None = None

    @property
    def own_question(self) -> tuple[str, tuple[str, ...]] | None:
        """Name and labels of the user's own question, if the model asks one."""
        if self.foreign is not None:
            return self.foreign.name, self.foreign.labels
        head = self.manifest.own_head
        return None if head is None else (head.question, head.labels)

    @property
    def networks(self) -> dict[str, Path]:
        """The files of its further networks, by the networks' names."""
        return {name: self.folder / spec.path for name, spec in self.manifest.networks.items()}

    @property
    def runtimes(self) -> tuple[RuntimeName, ...]:
        """The runtimes that it has a file for."""
        return tuple(r for r in DEFAULT_FILES if any(f.startswith(r) for f in self.files))

    def read(self, name: str) -> bytes:
        """The bytes of one of its files, compared with its checksum.

        Args:
            name: A key of :attr:`files` or :attr:`networks`.

        Raises:
            ModelError: The file is missing, unreadable, or not the one that the
                manifest describes.
        """
        own: FileSpec | NetworkSpec | None = self.manifest.networks.get(name)
        if own is None:
            file = cast(FileName, name)
            path, own = self.files[file], self.manifest.files.get(file)
        else:
            path = self.networks[name]
        return read_verified(path, own.sha256 if self.verified and own else None)


def read_verified(path: Path, sha256: str | None) -> bytes:
    """The bytes of a model file.

    Args:
        path: The file.
        sha256: Its checksum in hexadecimal; ``None`` if it has none.

    Raises:
        ModelError: It is missing, unreadable, or of another checksum.
    """
    try:
        data = _read(path, MAX_FILE_BYTES)
    except FileNotFoundError as error:
        raise _not_found(path) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(
            "model_damaged",
            f"The model file “{printable(path.name)}” does not match its checksum.",
            "Install the program or the model bundle again.",
        )
    return data


def _read(path: Path, limit: int) -> bytes:
    """The bytes of a regular file that is no larger than ``limit``: nothing else ends for sure."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    if found.st_size > limit:
        raise OSError(errno.EFBIG, f"it is larger than {limit >> 20} MB")
    return path.read_bytes()


def open_bundle(path: Path) -> ModelBundle:
    """Find a model bundle.

    Args:
        path: A folder, a zip file of one, a manifest, or a single ``.tflite`` or ``.onnx``
            file. Where there is no manifest the documented defaults hold. An export made
            elsewhere (see :mod:`haski_desktop.engine.foreign`) is asked beside the bundled
            model.

    Raises:
        ModelError: There is no model, or its manifest is not valid.
    """
    try:
        if path.suffix.lower() == ".zip" and path.is_file():
            from haski_desktop.engine.archive import unpacked  # rarely needed

            path = unpacked(path)
        if path.is_dir():
            manifest_path, single = path / MANIFEST, None
        elif path.suffix == ".json":
            manifest_path, single = path, None
        else:
            manifest_path, single = path.with_name(MANIFEST), path
        text = _read(manifest_path, MAX_MANIFEST_BYTES) if manifest_path.is_file() else None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if text is None:
        foreign = read_foreign(path)
        if foreign is not None:
            return msgspec.structs.replace(open_bundle(bundled("ml/exports")), foreign=foreign)
        return _without_manifest(path, single)
    manifest = _parse(text, manifest_path)
    files = {name: manifest_path.with_name(spec.path) for name, spec in manifest.files.items()}
    if single is not None:
        files = {name: file for name, file in files.items() if file.name == single.name}
        if not files:
            return _without_manifest(path, single)
    if not any(file.is_file() for file in files.values()):
        raise _not_found(next(iter(files.values()), path))
    return ModelBundle(manifest_path.parent, manifest, files, verified=True)


def _without_manifest(path: Path, single: Path | None) -> ModelBundle:
    if single is None:
        found = {n: path / f for n, f in DEFAULT_FILES.items() if (path / f).is_file()}
    else:
        runtime = single.suffix.removeprefix(".")
        found = {runtime: single} if runtime in DEFAULT_FILES and single.is_file() else {}
    if not found:
        raise _not_found(path)
    folder = path if single is None else path.parent
    files = msgspec.convert(found, dict[FileName, Path])
    return ModelBundle(folder, default_manifest(), files, verified=False)


def default_manifest() -> Manifest:
    """What holds for a model that comes without a manifest."""
    heads = {h.name: HeadSpec(start=h.start, labels=h.labels, trained=h.labels) for h in HEADS}
    return Manifest("skin_classifier", UNVERSIONED, "unknown", {}, heads, InputSpec())


def _parse(text: bytes, path: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _invalid(path, str(error)) from error
    for head in HEADS:
        spec = manifest.heads.get(head.name)
        if spec is None:
            raise _invalid(path, f"it lacks the head {head.name}")
        if (spec.start, spec.labels) != (head.start, head.labels):
            raise _invalid(path, f"its labels for {head.name} are not the documented ones")
        if not spec.trained or not set(spec.trained) <= set(spec.labels):
            raise _invalid(path, f"its trained labels for {head.name} are not among its labels")
        if not {label for group in spec.inseparable for label in group} <= set(spec.trained):
            raise _invalid(path, f"its inseparable labels for {head.name} are not trained ones")
    if not manifest.files:
        raise _invalid(path, "it lists no files")
    if overlap := manifest.networks.keys() & set(get_args(FileName)):
        raise _invalid(path, f"a network has the name of a file: {', '.join(overlap)}")
    if any("logits" not in spec.outputs for spec in manifest.files.values()):
        raise _invalid(path, "a file has no output named logits")
    return manifest


def _not_found(path: Path) -> ModelError:
    return ModelError(
        "model_not_found",
        f"There is no model at “{printable(str(path))}”.",
        "Install the program again, or choose another model bundle.",
    )


def _unreadable(path: Path, error: Exception) -> ModelError:
    reason = getattr(error, "strerror", None) or str(error)
    return ModelError(
        "model_unreadable",
        f"The model “{printable(str(path))}” can't be read ({reason}).",
        "Check its permissions and the disk.",
    )


def _invalid(path: Path, reason: str) -> ModelError:
    return ModelError(
        "manifest_invalid",
        f"The manifest “{printable(path.name)}” is not valid: {reason}.",
        "Install the program or the model bundle again.",
    )
