"""The Debian package: the program's folder, links to it, and what a desktop wants to know."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import icons

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NAME = "haski-desktop"


def build(folder: Path, made: Path, out: Path, version: str) -> Path:
    """Make the package.

    Args:
        folder: The program's folder.
        made: Where the icons are.
        out: Where the package goes.
        version: The program's version.
    """
    architecture = _output("dpkg", "--print-architecture")
    tree = made / "debian"
    shutil.rmtree(tree, ignore_errors=True)
    place = tree / "usr/lib" / NAME
    shutil.copytree(folder, place, symlinks=True, copy_function=os.link)
    _link_programs(tree)
    _add_desktop_files(tree, made)
    for page in ("haski.1", "haski-desktop.1"):
        text = (HERE / "linux" / page).read_text().replace("@VERSION@", version)
        _compress(tree / "usr/share/man/man1" / f"{page}.gz", text)
    _compress(tree / f"usr/share/doc/{NAME}/changelog.gz", (ROOT / "CHANGELOG.md").read_text())
    _write(tree / f"usr/share/doc/{NAME}/copyright", _copyright())
    control = (HERE / "linux/control").read_text()
    files = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    for name, value in {
        "VERSION": version,
        "ARCHITECTURE": architecture,
        "SIZE": str(sum(path.stat().st_size for path in files) // 1024),
        "GLIBC": _least_glibc(place),
    }.items():
        control = control.replace(f"@{name}@", value)
    sums = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n"
        for path in sorted(files)
    ]
    _write(tree / "DEBIAN/control", control)
    _write(tree / "DEBIAN/md5sums", "".join(sums))
    package = out / f"{NAME}_{version}_{architecture}.deb"
    _output("dpkg-deb", "-Zzstd", "-z10", "--root-owner-group", "--build", str(tree), str(package))
    shutil.rmtree(tree)
    return package


def _link_programs(tree: Path) -> None:
    programs = tree / "usr/bin"
    programs.mkdir()
    for name in ("haski", NAME):
        (programs / name).symlink_to(f"../lib/{NAME}/{name}")


def _add_desktop_files(tree: Path, made: Path) -> None:
    share = tree / "usr/share"
    entry = f"{NAME}.desktop"
    _write(share / "applications" / entry, (HERE / "linux" / entry).read_text())
    themed = share / "icons/hicolor"
    for size in icons.SIZES:
        place = themed / f"{size}x{size}/apps"
        place.mkdir(parents=True)
        shutil.copyfile(made / f"icon-{size}.png", place / f"{NAME}.png")
    _write(themed / f"scalable/apps/{NAME}.svg", icons.DRAWING.read_text())


def _copyright() -> str:
    return (
        "Haski Desktop is licensed under the Apache License, Version 2.0, which is in\n"
        "/usr/share/common-licenses/Apache-2.0. Its model has terms of its own. They and the\n"
        f"licences of everything else in this package are in /usr/lib/{NAME}/licences,\n"
        f"listed in /usr/lib/{NAME}/sbom.cdx.json.\n"
    )


def _least_glibc(folder: Path) -> str:
    """The oldest C library that all programs and libraries of the folder can do with."""
    versions = {
        (int(major), int(minor))
        for path in folder.rglob("*")
        if path.is_file() and (".so" in path.name or os.access(path, os.X_OK))
        for major, minor in re.findall(rb"\0GLIBC_(\d+)\.(\d+)", path.read_bytes())
    }
    return ".".join(map(str, max(versions)))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _compress(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
