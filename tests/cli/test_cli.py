"""The command line as a script and as a person meet it: real processes, real pipes."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from haski_desktop import __version__
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.model import open_bundle
from haski_desktop.language import LANGUAGES
from haski_desktop.paths import default_model
from tests.valid import valid

ROOT = Path(__file__).parents[2]
Done = subprocess.CompletedProcess[str]


def haski(*arguments: str | Path, **environment: str) -> Done:
    """Run ``haski`` with its output in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "haski_desktop.cli.main", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def haski_on_a_terminal(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """Run ``haski`` on a terminal of its own; returns exit status and all it showed."""
    shown = bytearray()

    def read(terminal: int) -> bytes:
        data = os.read(terminal, 65536)
        shown.extend(data)
        return data

    command = [sys.executable, "-m", "haski_desktop.cli.main", *map(str, arguments)]
    settings = {"PYTHONPATH": str(ROOT), "TERM": "xterm", **environment}
    words = [f"{name}={value}" for name, value in settings.items()]
    with open(os.devnull) as nothing:
        stdin = os.dup(0)
        os.dup2(nothing.fileno(), 0)
        try:
            sized = ["sh", "-c", 'stty cols 100 rows 40; exec "$@"', "sh"]
            status = pty.spawn([*sized, "env", *words, *command], read)
        finally:
            os.dup2(stdin, 0)
            os.close(stdin)
    return os.waitstatus_to_exitcode(status), shown.decode(errors="replace")


def test_version_and_help() -> None:
    model = open_bundle(default_model()).manifest
    assert haski("--version").stdout == (
        f"haski {__version__}, model {model.name} {model.version}\n"
    )
    text = haski("--help").stdout
    for word in ("analyze", "doctor", "models", "not a diagnosis", "exit status"):
        assert word in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["evaluate", "compare", "train"])
def test_help_fits_a_terminal(command: str, language: str) -> None:
    done = haski(command, "--help", COLUMNS="80", LC_ALL=f"{language}.UTF-8", PYTHONUTF8="1")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []


def test_help_loads_nothing_heavy() -> None:
    code = """
import sys
from haski_desktop.cli.main import main
try:
    main(["--help"])
except SystemExit:
    print(sorted({"numpy", "PIL", "msgspec", "logging", "onnxruntime"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


def test_one_json_object_a_line_in_a_pipe(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "Портрет é.jpg"
    shutil.copy(sample, copy)
    done = haski("analyze", sample, copy)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = map(valid, done.stdout.splitlines())
    expected = Analyzer.open().analyze(sample).as_dict()
    assert first["predictions"] == second["predictions"] == expected["predictions"]
    assert first["source"]["name"] == str(sample)
    assert second["source"]["name"] == str(copy)
    assert first["source"]["sha256"] == expected["source"]["sha256"]


def test_a_failed_photo_is_a_line_too_and_the_others_go_on(sample: Path, tmp_path: Path) -> None:
    done = haski("analyze", tmp_path / "missing.jpg", sample, tmp_path)
    assert done.returncode == 1
    lines = [valid(line) for line in done.stdout.splitlines()]
    assert [line.get("error", {}).get("code") for line in lines] == [
        *("not_found", None, "is_directory"),
    ]
    assert "missing.jpg" in done.stderr
    assert "Traceback" not in done.stderr


def test_undecodable_names_survive_the_json(sample: Path, tmp_path: Path) -> None:
    path = os.fsdecode(os.path.join(os.fsencode(tmp_path), b"caf\xe9.jpg"))
    shutil.copy(sample, path)
    done = haski("analyze", path, path + "x")
    assert done.returncode == 1
    found, missing = map(valid, done.stdout.splitlines())
    assert found["source"]["name"].endswith("caf�.jpg")
    assert missing["source"]["name"].endswith("caf�.jpgx")


def test_a_summary_on_a_terminal(sample: Path) -> None:
    status, shown = haski_on_a_terminal("analyze", sample, "--runtime", "mock")
    assert status == 0
    assert "Demo result: made up" in shown
    assert "Looks like wavy hair" in shown
    assert "█" in shown
    assert "not a diagnosis" in shown
    assert '{"' not in shown
    _, plain = haski_on_a_terminal("analyze", sample, "--runtime", "mock", NO_COLOR="1")
    assert "\x1b[" not in plain
    _, ascii_only = haski_on_a_terminal(
        "analyze", sample, "--runtime", "mock", PYTHONIOENCODING="ascii", LC_ALL="C"
    )
    assert "####" in ascii_only


def test_skin_type_from_answers(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(
        '{"shine_t_zone": "never", "shine_cheeks": "never", "tightness": "often", '
        '"pores": "never", "flaking": "often", "stinging": "always"}'
    )
    found = valid(haski("analyze", sample, "--skin-answers", file).stdout)
    assert found["skin_questionnaire"]["skin_type"] == "sensitive"
    assert found["skin_type"] != "sensitive"  # the photo's answer stays what it is
    _, shown = haski_on_a_terminal("analyze", sample, "--skin-answers", file)
    assert "Your answers speak for sensitive skin" in shown
    assert "it stings or reddens easily" in shown
    assert "This photo's tendency" in shown
    for wrong in (sample, ""):
        done = haski("analyze", sample, "--skin-answers", wrong)
        assert (done.returncode, done.stdout) == (2, "")
        assert "can't be used" in done.stderr


def test_json_says_what_the_screen_says(sample: Path) -> None:
    arguments = ("analyze", sample, "--runtime", "mock")
    found = valid(haski(*arguments, LANG="de_DE.UTF-8").stdout)
    assert found["answers"] == {
        "skin_type": {"words": "combination", "labels": ["combination"]},
        "hair_type": {"words": "wavy", "labels": ["wavy"]},
        "condition": {"words": "mild acne", "labels": ["mild_acne"]},
    }
    _, shown = haski_on_a_terminal(*arguments)
    assert "Looks like mild acne. Looks like wavy hair. Looks like combination skin." in shown


def test_json_on_a_terminal_when_asked_for(sample: Path) -> None:
    _, shown = haski_on_a_terminal("analyze", "--json", sample)
    assert valid(shown)["model_type"] == "tflite"


def test_a_progress_bar_for_many_photos_on_a_terminal(sample: Path) -> None:
    _, shown = haski_on_a_terminal("analyze", sample, sample, sample)
    assert "/3 [" in shown
    _, quiet = haski_on_a_terminal("analyze", "--quiet", sample, sample, sample)
    assert "/3 [" not in quiet


def test_a_photo_that_fails_on_a_terminal(tmp_path: Path) -> None:
    status, shown = haski_on_a_terminal("analyze", tmp_path / "missing.jpg")
    assert status == 1
    assert "missing.jpg” was not found. It may have been moved or deleted." in shown


def test_runtimes(sample: Path) -> None:
    for runtime in ("tflite", "onnx", "mock"):
        found = valid(haski("analyze", sample, "--runtime", runtime, "--threads", "1").stdout)
        assert found["model_type"] == runtime
        assert ("mock_result" in found["warnings"]) == (runtime == "mock")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("analyze",),
        ("nonsense",),
        ("analyze", "x.jpg", "--runtime", "gpu"),
        ("analyze", "x.jpg", "--threads", "0"),
        ("analyze", "x.jpg", "--threads", "many"),
        ("analyze", "x.jpg", "--unknown"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = haski(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: haski" in done.stderr


def test_without_a_model_no_mock_is_given(sample: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for done in (
        haski("analyze", sample, "--model", empty),
        haski("analyze", sample, HASKI_MODEL=str(empty)),
    ):
        assert done.returncode == 3
        assert done.stdout == ""
        assert "There is no model at" in done.stderr
        assert "--model" in done.stderr


def test_a_damaged_file_is_named_and_the_other_runtime_answers(bundle: Path, sample: Path) -> None:
    for file in bundle.glob("*.tflite"):
        file.write_bytes(b"damaged")
    done = haski("analyze", sample, "--model", bundle)
    assert done.returncode == 0
    assert valid(done.stdout)["model_type"] == "onnx"
    assert "skin_classifier.tflite" in done.stderr
    assert haski("analyze", sample, "--model", bundle, "--quiet").stderr == ""


def test_doctor(bundle: Path) -> None:
    done = haski("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("ai-edge-litert", "onnxruntime", "sample.jpg", "all well"):
        assert word in done.stdout
    (bundle / "skin_classifier.onnx").unlink()
    partly = haski("doctor", "--model", bundle)
    assert partly.returncode == 0
    assert "onnx                not usable (model_not_found)" in partly.stdout
    for file in bundle.glob("*.tflite"):
        file.unlink()
    assert haski("doctor", "--model", bundle).returncode == 3


def test_models(bundle: Path, tmp_path: Path) -> None:
    done = haski("models")
    listing = json.loads(done.stdout)
    assert done.returncode == 0
    assert (listing["state"], listing["default"]) == ("ok", True)
    assert listing["runtimes"] == ["tflite", "onnx"]
    personal = tmp_path / "data" / "haski-desktop" / "models" / "mine"
    shutil.copytree(bundle, personal)
    (personal / "skin_classifier.onnx").write_bytes(b"damaged")
    both = haski("models", XDG_DATA_HOME=str(tmp_path / "data"))
    assert [json.loads(line)["state"] for line in both.stdout.splitlines()] == [
        "ok",
        "model_damaged",
    ]
    _, shown = haski_on_a_terminal("models")
    assert "(default)" in shown


def haski_in_bash(arguments: str) -> Done:
    """Run ``haski`` with shell syntax behind it."""
    command = f"set -o pipefail; {sys.executable} -m haski_desktop.cli.main {arguments}"
    return subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_reader_that_goes_away_early(sample: Path) -> None:
    done = haski_in_bash(f"analyze {sample} {sample} {sample} | head -n 1")
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert valid(done.stdout)


@pytest.mark.parametrize("loaded", ["argparse", "msgspec", "numpy", "PIL", "ai_edge_litert"])
def test_an_interrupt_while_the_program_starts(sample: Path, loaded: str) -> None:
    code = f"""
import os, signal, sys
from haski_desktop.cli.start import entry
def interrupt(event, arguments):
    if event == "import" and arguments[0].partition(".")[0] == {loaded!r}:
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(interrupt)
sys.argv = ["haski", "analyze", {str(sample)!r}]
entry()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("arguments", ["--version", "--help"])
def test_a_reader_that_is_gone_at_once(arguments: str) -> None:
    done = haski_in_bash(f"{arguments} | true")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_the_version_on_a_full_device() -> None:
    done = haski_in_bash("--version > /dev/full")
    assert done.returncode == 1
    assert "no room left" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


# Runs haski where the system knows neither the user nor a home of theirs.
UNKNOWN = """
import os, pwd
def unknown(uid):
    raise KeyError(uid)
pwd.getpwuid = unknown
del os.environ["HOME"]
from haski_desktop.cli.start import entry
entry()
"""


@pytest.mark.parametrize("command", ["analyze", "batch", "models", "doctor"])
def test_a_user_without_a_home_whom_the_system_does_not_know(
    sample: Path, tmp_path: Path, command: str
) -> None:
    words = {"analyze": (str(sample),), "batch": (str(sample), "--out", str(tmp_path / "out.csv"))}
    done = subprocess.run(
        [sys.executable, "-c", UNKNOWN, command, *words.get(command, ())],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_users_language(sample: Path) -> None:
    german = haski("--help", LC_ALL="de_AT.UTF-8").stdout
    assert "Fotos von Haut und Haar" in german
    assert "Aufruf: haski" in german  # argparse's own words, too
    assert haski("--help", LC_ALL="C", LANGUAGE="de").stdout.startswith("usage:")
    status, shown = haski_on_a_terminal(
        "analyze", sample, "--runtime", "mock", LC_ALL="de_DE.UTF-8", PYTHONIOENCODING="utf-8"
    )
    assert status == 0
    assert "Sieht nach welligem Haar aus" in shown
    assert "keine Diagnose" in shown
    wrong = haski("analyze", "--threads", "0", "x.jpg", LANG="de_DE.UTF-8")
    assert "'0' ist keine Zahl von 1 bis 256" in wrong.stderr
    # What programs read is the same in every language.
    failed = haski("analyze", "missing.jpg", LANG="de_DE.UTF-8", PYTHONIOENCODING="utf-8")
    assert valid(failed.stdout)["error"]["message"] == "“missing.jpg” was not found."
    assert "missing.jpg: Die Datei wurde nicht gefunden." in failed.stderr


ORDERS = "a\x1b]0;x\x07\x1b[31m\n\x9b2Jhaski: all well\u202egpj.jpg"


def test_names_give_a_terminal_no_orders(sample: Path, tmp_path: Path) -> None:
    good = tmp_path / ORDERS
    shutil.copy(sample, good)
    bad = tmp_path / ("bad " + ORDERS)
    bad.write_bytes(b"no photo")
    model = tmp_path / ORDERS / "model"
    for arguments in (
        ("analyze", good, bad, "--runtime", "mock"),
        ("analyze", "--json", good, bad, "--runtime", "mock"),
        ("analyze", good, "--model", model),
        ("analyze", good, "--runtime", "mock", "--x" + ORDERS),
        ("doctor", "--model", model),
    ):
        _, shown = haski_on_a_terminal(*arguments, NO_COLOR="1")
        for order in ("\x1b]", "\x1b[31m", "\x9b", "\u202e", "\nhaski: all well"):
            assert order not in shown, arguments


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("redirect", ["> /dev/full", ">&-"])
def test_an_output_that_cannot_be_written(sample: Path, redirect: str) -> None:
    done = haski_in_bash(f"analyze {sample} {redirect}")
    assert "Traceback" not in done.stderr
    if redirect == "> /dev/full":
        assert done.returncode == 1
        assert "no room left" in done.stderr


def test_a_terminal_without_the_letters_of_a_name(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "皮肤 č.jpg"
    shutil.copy(sample, copy)
    status, shown = haski_on_a_terminal("analyze", copy, PYTHONIOENCODING="latin-1")
    assert status == 0
    assert "?? ?.jpg" in shown
