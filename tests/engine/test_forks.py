"""Forks while other threads analyse, as servers do that start their workers late."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORKING = """
import os, signal, sys, threading
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.ml_infer import analyze_image
photo, runtime = sys.argv[1:]
analyzer = Analyzer.open(runtime=runtime, threads=2)
expected = analyzer.analyze(photo).predictions
analyze_image(photo)
is_over = threading.Event()

def analyse():
    while not is_over.is_set():
        analyzer.analyze(photo)
        analyze_image(photo)

threads = [threading.Thread(target=analyse) for _ in range(2)]
for thread in threads:
    thread.start()
statuses = set()
for _ in range(6):
    child = os.fork()
    if not child:
        signal.alarm(60)
        is_same = analyzer.analyze(photo).predictions == expected
        is_real = analyze_image(photo)["model_type"] == "tflite"
        os._exit(0 if is_same and is_real else 1)
    statuses.add(os.waitpid(child, 0)[1])
is_over.set()
for thread in threads:
    thread.join()
print(statuses)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
@pytest.mark.parametrize("runtime", ["tflite", "onnx"])
def test_children_analyse_too(sample: Path, runtime: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", FORKING, str(sample), runtime]
    # Not measured for coverage, which would write at the end of each child.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout == "{0}\n", done.stderr
