"""Make the standalone program: a folder, an archive, a Debian package, and their measures.

    python packaging/package.py [--out FOLDER] [--quick]

`make package` runs it in an environment of its own. --quick leaves out the timings.
"""

import argparse
import json
import os
import platform
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import budgets
import debian
import icons
import inventory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "haski-desktop"
VERSION = runpy.run_path(str(ROOT / "haski_desktop/__init__.py"))["__version__"]


def main(arguments: list[str]) -> int:
    """Make everything that this system can make, and say what it weighs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--quick", action="store_true", help="leave out the timings")
    options = parser.parse_args(arguments)
    out: Path = options.out.resolve()
    made = out / "made"
    made.mkdir(parents=True, exist_ok=True)
    (made / "commit").write_text(commit() + "\n")
    (made / "version").write_text(VERSION)
    icons.write(made)
    folder = freeze(out, made)
    origins = json.loads((made / "origins.json").read_text())
    inventory.write(folder, origins, VERSION)
    archive = pack(folder, out)
    print(f"folder   {folder}\narchive  {archive}")
    if shutil.which("dpkg-deb"):
        print(f"package  {debian.build(folder, made, out, VERSION)}")
    budgets.report(folder, archive, None if options.quick else made)
    return 0


def commit() -> str:
    """Which commit this is made from, and whether anything was changed since."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"commit {described.stdout.strip()}" if described.returncode == 0 else "no commit"


def freeze(out: Path, made: Path, spec: Path = HERE / "haski.spec") -> Path:
    """Run PyInstaller on ``spec`` and return the program's folder."""
    words = ["--noconfirm", "--log-level=WARN", "--distpath", out, "--workpath", made / "work"]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *words, spec],
        env=os.environ | {"HASKI_BUILD": str(made)},
        check=True,
    )
    folder = out / NAME
    if sys.platform == "linux":
        _drop_debug_information(folder)
    return folder


def _drop_debug_information(folder: Path) -> None:
    """From Python's own libraries: where it was compiled for developers, it is most of them."""
    own = [*folder.glob("_internal/libpython3*"), *folder.glob("_internal/python3*/**/*.so")]
    subprocess.run(["strip", "--strip-debug", *own], check=True)


def pack(folder: Path, out: Path) -> Path:
    """The folder as one file: the same one for the same folder."""
    system = f"{platform.system()}-{platform.machine()}".lower()
    archive = out / f"{NAME}-{VERSION}-{system}.tar.xz"

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = 0
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    xz = shutil.which("xz")
    if xz is None:  # Windows and macOS bring none; this takes one core only
        with tarfile.open(archive, "w:xz") as tar:
            tar.add(folder, re.sub(r"\.tar\.xz$", "", archive.name), filter=plain)
        return archive
    with archive.open("wb") as target:
        press = subprocess.Popen([xz, "-6", "-T0"], stdin=subprocess.PIPE, stdout=target)
        with press, tarfile.open(fileobj=press.stdin, mode="w|") as tar:
            tar.add(folder, re.sub(r"\.tar\.xz$", "", archive.name), filter=plain)
    if press.returncode:
        raise subprocess.CalledProcessError(press.returncode, xz)
    return archive


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
