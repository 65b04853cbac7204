"""Photos in processes of their own: what becomes of those that hang, crash, lie or can't start."""

import os
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.engine import decoder_pool
from haski_desktop.engine.photo import Photo, load_photo, load_working_photo
from haski_desktop.errors import PhotoError
from tests.conftest import encoded
from tests.engine import fuzz

ROOT = Path(__file__).parents[2]
START = decoder_pool._command()
Served = Callable[[str], None]
posix = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX systems")


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> decoder_pool._Pool:
    """Processes for this test alone."""
    pool = decoder_pool._Pool()
    monkeypatch.setattr(decoder_pool, "_pool", pool)
    return pool


@pytest.fixture
def served_by(pool: decoder_pool._Pool, monkeypatch: pytest.MonkeyPatch) -> Served:
    """A function that changes the code of the processes that are started from now on."""

    def change(code: str) -> None:
        pool.end()
        (*command, served) = START
        before, serve = served.split("\n")
        names = "from haski_desktop.engine import decode, decoder_process"
        changed = f"{before}\n{names}\n{code}\n{serve}"
        monkeypatch.setattr(decoder_pool, "_command", lambda: [*command, changed])

    return change


def code_of(photo: bytes) -> str:
    with pytest.raises(PhotoError) as caught:
        load_working_photo(photo)
    return caught.value.code


@pytest.fixture
def photo(gradient: Image.Image) -> bytes:
    return encoded(gradient, "WEBP", lossless=True)


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "AVIF", "HEIC"])
def test_the_same_as_in_the_program(
    kind: str, pool: decoder_pool._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of damaged photos: nothing is missing for want of a file that can't be opened."""
    fuzz.seeds_of[kind] = fuzz.seeds(kind)
    photos = [*fuzz.seeds_of[kind], *(fuzz.mutated(kind, number) for number in range(60))]

    def load_small(data: bytes) -> Photo:
        return load_photo(data, (16, 16))

    def results() -> list[object]:
        found: list[object] = []
        for data in filter(None, photos):
            for load in (load_photo, load_small, load_working_photo):
                try:
                    photo = load(data)
                except PhotoError as error:
                    found.append((error.code, str(error)))
                else:
                    found.append((photo.pixels.tobytes(), photo._replace(pixels=None)))  # type: ignore[arg-type]
        return found

    apart = results()
    assert pool._idle
    monkeypatch.setattr(decoder_pool, "APART", frozenset[str]())
    assert apart == results()


@posix
def test_one_that_computes_for_ever(photo: bytes, served_by: Served) -> None:
    served_by("decoder_process.SECONDS = 0\ndef for_ever(*_):\n    while True: pass\n"
              "decode.structure.examine = for_ever")  # fmt: skip
    assert code_of(photo) == "too_complex"
    served_by("")
    assert load_working_photo(photo).width == 64


WAIT = "import time\ndecode.structure.examine = lambda *_: time.sleep(10_000)"


@posix
def test_one_that_waits_for_ever_ends_itself(photo: bytes, served_by: Served) -> None:
    load_working_photo(photo)  # there is one to be replaced
    served_by(f"decoder_process.PATIENCE = 1\n{WAIT}")
    assert code_of(photo) == "too_complex"
    served_by("")
    assert load_working_photo(photo).width == 64


def test_one_that_keeps_to_no_limit_is_ended(
    photo: bytes, served_by: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served_by(f"decoder_process._limit_patience = lambda _: None\n{WAIT}")
    monkeypatch.setattr(decoder_pool, "PATIENCE", 0.5)
    assert code_of(photo) == "too_complex"
    monkeypatch.undo()
    assert load_working_photo(photo).width == 64


@pytest.mark.parametrize("how", ["os.abort()", "os._exit(0)", "os._exit(7)"])
def test_one_that_crashes(photo: bytes, served_by: Served, how: str) -> None:
    served_by(f"import os\ndecode.structure.examine = lambda *_: {how}")
    assert code_of(photo) == "damaged"
    assert code_of(photo) == "damaged"
    served_by("")
    assert load_working_photo(photo).width == 64


@posix
@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("bytearray(2**31)", "too_many_pixels"),
        ("open('/dev/null')", "damaged"),
        ("__import__('socket').socket()", "damaged"),
        ("os.pipe()", "damaged"),
        ("time.sleep(0)", "too_complex"),  # what comes of it if it is allowed
    ],
)
def test_what_is_not_allowed(photo: bytes, served_by: Served, code: str, answer: str) -> None:
    served_by(f"""
import os, socket, time
def examine(*_):
    {code}
    raise decode.TooComplexError
decode.structure.examine = examine""")
    assert code_of(photo) == answer


@pytest.mark.parametrize(
    "lie",
    [
        "b'd', 1, 1, 1, 1",  # without having asked for memory
        "b'f', 99, 0, 0, 0",
        "b'?', 0, 0, 0, 0",
        "b'h', 2**64 - 1, 0, 0, 0",
    ],
)
@pytest.mark.parametrize(
    "then", ["b'd', 2**32, 2**32, 1, 1", "b'd', 2, 2, 0, 1", "b'd', 2, 2, 9, 9"]
)
def test_one_that_lies(photo: bytes, served_by: Served, lie: str, then: str) -> None:
    served_by(f"""
def answer(requests, answers, which, side, length):
    decoder_process._read(requests, length)
    answers.write(decoder_process.ANSWER.pack({lie}))
    answers.write(decoder_process.ANSWER.pack({then}))
    answers.write(b"12345")
    raise SystemExit
decoder_process._decode = answer""")
    assert code_of(photo) == "damaged"


@posix
def test_one_that_ended_itself_is_replaced(
    photo: bytes, pool: decoder_pool._Pool, served_by: Served
) -> None:
    served_by("decoder_process.IDLE_SECONDS = 0.1")
    load_working_photo(photo)
    (idle,) = pool._idle
    assert idle._process.wait(60) == 0
    assert load_working_photo(photo).width == 64


def test_one_that_ends_itself_just_then_is_replaced(photo: bytes, served_by: Served) -> None:
    served_by("""
asked = iter([True])
decoder_process._is_asked = lambda: next(asked, False)""")
    for _ in range(5):
        assert load_working_photo(photo).width == 64


def test_one_that_somebody_killed_is_replaced(photo: bytes, pool: decoder_pool._Pool) -> None:
    load_working_photo(photo)
    (idle,) = pool._idle
    idle._process.kill()
    idle._process.wait()
    assert load_working_photo(photo).width == 64


def test_the_standalone_program_starts_itself(
    photo: bytes, pool: decoder_pool._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    (program, argument) = decoder_pool._command()
    assert Path(program).stem == "haski"
    code = "import sys; sys.frozen = True; from haski_desktop.cli.start import entry; entry()"
    command = [sys.executable, "-c", code, argument]
    monkeypatch.setattr(decoder_pool, "_command", lambda: command)
    assert load_working_photo(photo).width == 64
    assert pool._idle


@pytest.mark.parametrize("program", ["/nowhere/python", "true", "cat"])
def test_where_none_can_be_started(
    photo: bytes,
    pool: decoder_pool._Pool,
    program: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Photos are decoded all the same, and it is said once."""
    monkeypatch.setattr(decoder_pool, "_START_PATIENCE", 1)
    monkeypatch.setattr(decoder_pool, "_command", lambda: [program])
    for _ in range(3):
        assert load_working_photo(photo).width == 64
    assert caplog.text.count("no process can be started") == 1
    assert not pool._idle


@posix
def test_ctrl_c_is_for_the_program_alone(photo: bytes, pool: decoder_pool._Pool) -> None:
    load_working_photo(photo)
    (idle,) = pool._idle
    assert os.getpgid(idle._process.pid) != os.getpgrp()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
@pytest.mark.parametrize("end", ["pass", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_none_is_left_when_the_program_ends(photo: bytes, end: str) -> None:
    code = f"""
import os, sys
from haski_desktop.engine import decoder_pool
from haski_desktop.engine.photo import load_photo
load_photo(sys.stdin.buffer.read())
print(decoder_pool._pool._idle[0]._process.pid, flush=True)
os.read(int(sys.argv[1]), 1)
{end}"""
    go_on, told = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(go_on)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[go_on],
    ) as program:  # fmt: skip
        assert program.stdin
        assert program.stdout
        program.stdin.write(photo)
        program.stdin.close()
        child = os.pidfd_open(int(program.stdout.readline()))
        os.write(told, b"x")
    ended, _, _ = select.select([child], [], [], 60)
    for file in (child, go_on, told):
        os.close(file)
    assert ended


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_a_fork_has_processes_of_its_own(photo: bytes) -> None:
    code = """
import os, sys
from haski_desktop.engine.photo import load_photo
data = sys.stdin.buffer.read()
load_photo(data)
children = []
for _ in range(3):
    if not (child := os.fork()):
        for _ in range(20):
            load_photo(data)
        os._exit(0)
    children.append(child)
    for _ in range(20):
        load_photo(data)
print([os.waitpid(child, 0)[1] for child in children])"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, input=photo, capture_output=True, timeout=120, check=False
    )
    assert (done.stdout, done.returncode) == (b"[0, 0, 0]\n", 0), done.stderr
