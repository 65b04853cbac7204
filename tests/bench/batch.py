"""How close a batch comes to the cost of decoding and of its networks alone.

Also whether it stays that fast.

    python tests/bench/batch.py [--full]

Photos are generated. Every ratio compares medians of interleaved runs. With ``--full``
the curve is taken over 10,000 photos of 12 megapixels instead of 2,000 small ones, and
drawn into docs/batch.svg.
"""

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from haski_desktop.batch.pipeline import default_workers  # noqa: E402
from haski_desktop.cli.main import main as haski  # noqa: E402
from haski_desktop.engine.analyzer import Analyzer  # noqa: E402
from haski_desktop.engine.loading import load_runtime  # noqa: E402
from haski_desktop.engine.model import InputSpec, open_bundle  # noqa: E402
from haski_desktop.engine.pixels import WORKING_SIDE  # noqa: E402
from haski_desktop.engine.preprocess import normalize  # noqa: E402
from haski_desktop.engine.runtime import Array, default_threads  # noqa: E402
from haski_desktop.paths import bundled, default_model  # noqa: E402
from tests.bench.engine import interleaved  # noqa: E402

SPEC = InputSpec()
SIZE = (SPEC.width, SPEC.height)
# A batch that notes its processor time (s) and memory (MB) every 100 photos. Processor
# time, because what else the machine does does not count towards it.
CURVE = """
import json, os, sys, time
from pathlib import Path
from haski_desktop.batch.events import Analysed
from haski_desktop.batch.pipeline import default_workers
from haski_desktop.batch.run import Batch
from haski_desktop.cli.batch import OutputFile
from haski_desktop.engine.analyzer import Analyzer
folder, out = sys.argv[1:]
page = os.sysconf("SC_PAGE_SIZE") / 2**20
analyzers = [Analyzer.open(threads=1) for _ in range(default_workers())]
start, points = time.process_time(), []
batch = Batch(OutputFile(out), scan_first=True)
batch.use_model(analyzers, lambda: "benchmark")
batch.begin([folder])
while batch.is_busy:
    batch.step()
    for event in batch.take_events():
        done = batch.progress.done
        if isinstance(event, Analysed) and done % 100 == 0:
            resident = int(Path("/proc/self/statm").read_text().split()[1]) * page
            points.append((done, time.process_time() - start, resident))
batch.close()
print(json.dumps(points))
"""


def large() -> bytes:
    """A 12-megapixel JPEG of the size, and the cost, of a phone's: 3 MB."""
    rng = np.random.default_rng(0)
    sample = Image.open(bundled("resources/sample.jpg")).resize((4000, 3000))
    noise = rng.normal(0, 8, (3000, 4000, 3)).astype(np.int16)
    pixels = np.clip(np.asarray(sample, np.int16) + noise, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def small() -> bytes:
    """A JPEG as a web page has it."""
    buffer = io.BytesIO()
    Image.open(bundled("resources/sample.jpg")).resize((640, 480)).save(buffer, "JPEG")
    return buffer.getvalue()


def fill(folder: Path, photo: bytes, count: int) -> list[Path]:
    """Photos that look alike but differ in their last bytes."""
    folder.mkdir()
    paths = [folder / f"{i}.jpg" for i in range(count)]
    for i, path in enumerate(paths):
        path.write_bytes(photo + i.to_bytes(4))
    return paths


def decode(path: Path) -> Image.Image:
    """The scaled decode and resize alone."""
    image = Image.open(io.BytesIO(path.read_bytes()))
    image.draft("RGB", (WORKING_SIDE, WORKING_SIDE))
    return image.resize(SIZE, Image.Resampling.BICUBIC, reducing_gap=2.0)


class BareNetworks:
    """What the networks do for one photo, and nothing else: each of their runs, repeated."""

    def __init__(self, photo: bytes) -> None:
        """Note the runs, with their inputs, while a photo is analysed."""
        self._runs: list[tuple[Callable[..., object], tuple[Array, ...]]] = []
        analyzer = Analyzer.open(threads=1)
        networks = analyzer._networks()
        for network in (analyzer.runtime, networks.detector, networks.mesh, networks.areas):
            if network is not None:
                network.run = self._noting(network.run)  # type: ignore[method-assign]
        analyzer.analyze(photo)

    def __call__(self) -> None:
        """Run the networks."""
        for run, inputs in self._runs:
            run(*inputs)

    def _noting(self, run: Callable[..., Mapping[str, Array]]) -> Callable[..., Any]:
        def noting(*inputs: Array) -> Mapping[str, Array]:
            self._runs.append((run, inputs))
            return run(*inputs)

        return noting


def naive_loop() -> Callable[[Path], object]:
    """What a script does first: decode all, resize, run the network, one by one."""
    session = load_runtime("onnx", open_bundle(default_model()), default_threads())

    def analyze(path: Path) -> object:
        image = Image.open(path).convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
        return session.run(normalize(np.asarray(image), SPEC)[None])

    return analyze


def batch(folder: Path, *options: str) -> None:
    """``haski batch`` in this process, with its own start-up but Python's."""
    with tempfile.TemporaryDirectory() as place:
        haski(["batch", str(folder), "--out", f"{place}/out.jsonl", "--quiet", *options])


def rates(folder: Path, what: str, photo: bytes, count: int) -> None:
    """Photos a second, against decoding with the bare networks, and the naive loop."""
    paths = fill(folder, photo, count)
    few = paths[: max(4, count // 8)]
    naive = naive_loop()
    free = SimpleQueue[BareNetworks]()
    for _ in range(default_workers()):
        free.put(BareNetworks(photo))

    def decode_and_run(path: Path) -> None:
        decode(path)
        networks = free.get()
        networks()
        free.put(networks)

    with ThreadPoolExecutor(default_workers()) as pool:

        def bare_all() -> None:
            list(pool.map(decode_and_run, paths))

        def analyze_all() -> None:
            batch(folder, "--no-cache")

        limit, ours, loop = interleaved(
            3, bare_all, analyze_all, lambda: [naive(path) for path in few]
        )
        work = processor_seconds(bare_all) / processor_seconds(analyze_all)
    limit_rate, rate, loop_rate = count / limit, count / ours, len(few) / loop
    print(f"{what}: {rate:.1f} photos a second")
    say("decoding and the bare networks, on all cores", limit_rate, rate / limit_rate, "0.9")
    print(f"  by processor time, which a busy machine does not disturb: {work:.2f} x")
    say("naive loop", loop_rate, rate / loop_rate, "5")
    batch(folder)
    (again,) = interleaved(3, lambda: batch(folder))
    cached = count / again
    print(f"  again, with the cache: {cached:.0f} a second, {cached / rate:.1f} x (target 20)")


def processor_seconds(action: Callable[[], None]) -> float:
    """Processor time of this process's threads for ``action``."""
    start = time.process_time()
    action()
    return time.process_time() - start


def say(what: str, rate: float, ratio: float, target: str) -> None:
    """One comparison."""
    print(f"  {what}: {rate:.1f} a second; batch {ratio:.2f} x (target {target})")


def curve(folder: Path, photo: bytes, count: int) -> list[tuple[int, float, float]]:
    """Photos done, processor seconds and resident MB, taken in a process of its own."""
    folder.mkdir()
    first = folder / "0.jpg"
    first.write_bytes(photo)
    for i in range(1, count):
        os.link(first, folder / f"{i}.jpg")
    done = subprocess.run(
        [sys.executable, "-c", CURVE, str(folder), str(folder.parent / "curve.jsonl")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    points: list[tuple[int, float, float]] = [tuple(point) for point in json.loads(done.stdout)]
    return points


def say_curve(points: list[tuple[int, float, float]]) -> None:
    """Cost and memory at the end against those after a tenth of the photos."""
    tenth = len(points) // 10
    (early, early_time, early_memory), (last, time, memory) = points[tenth - 1], points[-1]
    cost, early_cost = (time - early_time) / (last - early), early_time / early
    print(f"{last:,} photos, {1000 * cost:.1f} ms of processor time each")
    print(f"  cost of a photo after the first {early:,}: {cost / early_cost:.2f} x (target 1)")
    print(f"  resident memory at {early:,} and {last:,}: {early_memory:.1f}, {memory:.1f} MB,")
    print(f"  {memory / early_memory:.3f} x (target at most 1.05)")


def draw(points: list[tuple[int, float, float]], path: Path) -> None:
    """Both curves as an SVG picture."""
    last = points[-1][0]
    costs = [
        (done, 1000 * (time - before) / (done - done_before))
        for (done_before, before, _), (done, time, _) in zip(points, points[10:], strict=False)
    ]
    memory = [(done, resident) for done, _, resident in points]
    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" '
            'font-family="sans-serif" font-size="12">'
        ),
        '<rect width="640" height="400" fill="white"/>',
    ]
    titles = ("milliseconds of processor time a photo", "resident memory, MB")
    for top, title, values in zip((30, 220), titles, (costs, memory), strict=True):
        highest = 1.25 * max(value for _, value in values)
        line = " ".join(
            f"{60 + 550 * done / last:.1f},{top + 140 * (1 - value / highest):.1f}"
            for done, value in values
        )
        parts += [
            f'<text x="60" y="{top - 8}">{title}</text>',
            f'<text x="52" y="{top + 144}" text-anchor="end">0</text>',
            f'<text x="52" y="{top + 10}" text-anchor="end">{highest:.0f}</text>',
            f'<path d="M60 {top}v140h550" fill="none" stroke="#888"/>',
            f'<polyline points="{line}" fill="none" stroke="#1769aa" stroke-width="2"/>',
        ]
    parts.append(f'<text x="610" y="384" text-anchor="end">{last:,} photos</text></svg>\n')
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(parts))


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Benchmark the batch.")
    parser.add_argument("--full", action="store_true", help="10,000 large photos, and a picture")
    full = parser.parse_args().full
    print(f"{default_workers()} cores, 12-megapixel JPEG of {len(large()) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
        os.environ["XDG_CACHE_HOME"] = place
        rates(Path("large"), "12 megapixels", large(), 200 if full else 60)
        rates(Path("small"), "640 x 480", small(), 1000 if full else 300)
        points = curve(Path("curve"), large() if full else small(), 10_000 if full else 2_000)
        say_curve(points)
        if full:
            draw(points, ROOT / "docs" / "batch.svg")


if __name__ == "__main__":
    main()
