"""How close one photo comes to the cost of decoding it, and what a process costs.

    make bench

Photos are generated. Every ratio compares medians of interleaved runs, so that a
busy machine disturbs both sides alike.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from haski_desktop.engine.analyzer import SMALLEST_COPY, Analyzer  # noqa: E402
from haski_desktop.engine.loading import load_runtime  # noqa: E402
from haski_desktop.engine.model import open_bundle  # noqa: E402
from haski_desktop.engine.photo import load_working_photo  # noqa: E402
from haski_desktop.engine.pixels import WORKING_SIDE  # noqa: E402
from haski_desktop.engine.postprocess import view_weights  # noqa: E402
from haski_desktop.engine.preprocess import normalize, resize  # noqa: E402
from haski_desktop.engine.runtime import default_threads  # noqa: E402
from haski_desktop.engine.scene import look  # noqa: E402
from haski_desktop.engine.see.areas import find_areas  # noqa: E402
from haski_desktop.engine.see.faces import find_faces  # noqa: E402
from haski_desktop.engine.see.geometry import WHOLE  # noqa: E402
from haski_desktop.engine.see.pyramid import Pyramid  # noqa: E402
from haski_desktop.engine.see.quality import judge_quality  # noqa: E402
from haski_desktop.engine.see.regions import look_at_face  # noqa: E402
from haski_desktop.paths import bundled, default_model  # noqa: E402

PIXELS = (4000, 3000)


def twelve_megapixels() -> bytes:
    """A JPEG with the detail of a phone photo, about 4 MB."""
    rng = np.random.default_rng(0)
    sample = Image.open(bundled("resources/sample.jpg")).resize(PIXELS, Image.Resampling.BICUBIC)
    noisy = np.asarray(sample, np.int16) + rng.normal(0, 6, (*PIXELS[::-1], 3)).astype(np.int16)
    buffer = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def interleaved(rounds: int, *actions: Callable[[], object]) -> list[float]:
    """Median seconds of each action, all of them run in turn."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds + 2):
        for action, seconds in zip(actions, times, strict=True):
            start = time.perf_counter()
            action()
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds[2:]) for seconds in times]


def say(what: str, seconds: float, ratio: float | None = None, target: str = "") -> None:
    """One line of the report."""
    compared = "" if ratio is None else f"{ratio:8.2f} x   (target {target})"
    print(f"{what:<58}{seconds * 1000:9.1f} ms{compared}")


def nobody() -> bytes:
    """A JPEG of the same size and detail that shows neither a face nor skin nor hair."""
    rng = np.random.default_rng(0)
    shapes = Image.fromarray(rng.integers(60, 200, (9, 12, 3)).astype(np.uint8))
    smooth = np.asarray(shapes.resize(PIXELS, Image.Resampling.BICUBIC), np.int16)
    noisy = smooth + rng.normal(0, 6, smooth.shape).astype(np.int16)
    buffer = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def warm(data: bytes) -> None:
    """One photo in a running program, against decoding alone and the naive way."""
    analyzer = Analyzer.open()
    spec = analyzer.manifest.input
    session = load_runtime("onnx", open_bundle(default_model()), default_threads())
    empty = nobody()

    def decode() -> Image.Image:
        image = Image.open(io.BytesIO(data))
        image.draft("RGB", (WORKING_SIDE, WORKING_SIDE))
        return image.resize((spec.width, spec.height), Image.Resampling.BICUBIC, reducing_gap=2.0)

    def naive() -> object:
        image = Image.open(io.BytesIO(data)).convert("RGB")
        small = image.resize((spec.width, spec.height), Image.Resampling.BICUBIC)
        return session.run(normalize(np.asarray(small), spec)[None])

    limit, ours, nothing, peer = interleaved(
        15, decode, lambda: analyzer.analyze(data), lambda: analyzer.analyze(empty), naive
    )
    say("Pillow's half-scale decode and resize alone", limit)
    say("analyse 12 megapixels with a face, against that", ours, ours / limit, "at most 1.9")
    say("the same of a photo that shows nobody", nothing, nothing / limit, "at most 1.5")
    say("full decode, resize, onnxruntime: the naive way", peer)
    say("analyse a face, times faster than that", ours, peer / ours, "at least 2.2")
    stages(analyzer, data)


def stages(analyzer: Analyzer, data: bytes) -> None:
    """What each stage costs, one after the other on one thread."""
    photo = load_working_photo(data)
    size, spec = (photo.width, photo.height), analyzer.manifest.input
    networks = analyzer._networks()
    pixels = Pyramid(photo.pixels)
    squeezed = resize(photo.pixels, spec)
    scene = look(pixels, size, networks)
    weights = view_weights(analyzer.manifest, scene.views, scene.reasons)
    used = [name for name in scene.views if any(name in views for views in weights.values())]

    def shrunk() -> Pyramid:
        pyramid = Pyramid(photo.pixels)
        pyramid.level(SMALLEST_COPY)
        return pyramid

    def uncut() -> Pyramid:
        """The photo's copies, of which no part was cut."""
        pyramid = Pyramid(photo.pixels)
        pyramid._levels = pixels._levels
        return pyramid

    actions: dict[str, Callable[[], object]] = {
        "decode": lambda: load_working_photo(data),
        "shrink": shrunk,
    }
    if networks.areas is not None:
        areas = networks.areas
        actions["skin and hair"] = lambda: find_areas(squeezed, areas)
    if networks.detector is not None and networks.mesh is not None:
        detector, mesh = networks.detector, networks.mesh
        actions["faces"] = lambda: find_faces(uncut(), detector, mesh)
    if scene.face is not None:
        face = scene.face
        actions["regions"] = lambda: look_at_face(uncut(), face, scene.areas)
    actions["quality"] = lambda: judge_quality(uncut(), size, scene.face, None, WHOLE)
    actions["views and classifier"] = lambda: analyzer._scores(uncut(), scene, used)
    print("stages, and their shares:")
    times = interleaved(15, *actions.values())
    for name, seconds in zip(actions, times, strict=True):
        print(f"  {name:<22}{seconds * 1000:6.1f} ms  {seconds / sum(times):4.0%}")


def cold(photo: Path) -> None:
    """A whole process for one photo, and for --help."""
    model = default_model() / "skin_classifier_int8.tflite"
    bare = (
        "import numpy, PIL.Image; from ai_edge_litert.interpreter import Interpreter; "
        f"Interpreter({str(model)!r}, num_threads={default_threads()}).allocate_tensors()"
    )

    def process(*arguments: str) -> Callable[[], object]:
        command = [sys.executable, *arguments]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return lambda: subprocess.run(command, env=environment, check=True, capture_output=True)

    # What the installed script does.
    haski = ("-c", "from haski_desktop.cli.start import entry; entry()")
    python, help_text, peer, ours = interleaved(
        25,
        process("-c", "pass"),
        process(*haski, "--help"),
        process("-c", bare),
        process(*haski, "analyze", str(photo)),
    )
    say("python -c pass", python)
    say("haski --help, against that", help_text, help_text / python, "under 3")
    say("python -c: import numpy, Pillow, LiteRT, load the model", peer)
    say("haski analyze one.jpg, against that", ours, ours / peer, "at most 1.6")


def memory(photo: Path) -> None:
    """Peak of one photo and growth over two thousand, in processes of their own."""
    code = """
import os, sys, time
from haski_desktop.engine.analyzer import Analyzer
analyzer = Analyzer.open()
page = os.sysconf("SC_PAGE_SIZE")
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * page / 2**20
analyzer.analyze(sys.argv[1])
# Not getrusage: its peak survives exec and would be this benchmark's own.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0]) / 1024
for _ in range(199):
    analyzer.analyze(sys.argv[2])
early = resident()
for _ in range(1800):
    analyzer.analyze(sys.argv[2])
late = resident()
before = time.process_time()
time.sleep(2)
print(peak, early, late, (time.process_time() - before) / 2)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(photo), str(bundled("resources/sample.jpg"))],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    peak, early, late, idle = map(float, done.stdout.split())
    print(f"peak memory, one 12-megapixel JPEG {peak:31.0f} MB   (target under 260)")
    print(
        f"resident after 200 and 2,000 photos {early:24.1f}, {late:.1f} MB ({late / early:.3f} x)"
    )
    print(f"processor while idle {idle:44.2%}")


def main() -> None:
    """Print the report."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    data = twelve_megapixels()
    print(f"12-megapixel JPEG of {len(data) / 1e6:.1f} MB, {default_threads()} threads")
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        photo.write_bytes(data)
        warm(data)
        cold(photo)
        if sys.platform == "linux":
            memory(photo)


if __name__ == "__main__":
    main()
