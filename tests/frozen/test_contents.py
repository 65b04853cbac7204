"""What is in the standalone program: all of it listed, none of it under the GPL, not too much."""

import json
import re
import subprocess
import sys
import tarfile
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from haski_desktop.cli.arguments import parser
from haski_desktop.cli.main import main

ROOT = Path(__file__).parents[2]
BUDGETS = tomllib.loads((ROOT / "packaging/budgets.toml").read_text())


@pytest.fixture(scope="module")
def components(program: Path) -> list[dict[str, Any]]:
    found = json.loads((program / "sbom.cdx.json").read_text())
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    return [found["metadata"]["component"], *found["components"]]


def files_of(components: list[dict[str, Any]]) -> list[str]:
    return [
        occurrence["location"]
        for component in components
        for occurrence in component.get("evidence", {}).get("occurrences", ())
    ]


def licence(component: dict[str, Any]) -> str:
    (entry,) = component["licenses"]
    terms = entry.get("license", entry)
    return str(terms.get("expression") or terms.get("id") or terms["name"])


def is_gpl(expression: str) -> bool:
    """Whether it is the GPL or AGPL, without a choice and without an exception for programs."""
    found = re.findall(r"(?<![A-Za-z])A?GPL[-\w.]*(?: WITH \S+)?", expression)
    return " OR " not in expression and any(" WITH " not in name for name in found)


def test_the_rule_for_the_gpl() -> None:
    for expression in ("GPL-2.0-only", "MIT AND GPL-3.0-or-later", "AGPL-3.0-only", "GPLv3"):
        assert is_gpl(expression)
    for expression in (
        *("LGPL-3.0-only", "GPL-2.0-or-later WITH Bootloader-exception"),
        *("GPL-3.0-or-later WITH GCC-exception-3.1", "MIT", "MIT OR GPL-2.0-only"),
    ):
        assert not is_gpl(expression)


def test_no_component_is_under_the_gpl(components: list[dict[str, Any]]) -> None:
    assert [c["name"] for c in components if is_gpl(licence(c))] == []
    assert {"Qt", "Python", "numpy", "libheif", "onnxruntime"} <= {c["name"] for c in components}


def test_every_file_belongs_to_one_component(
    program: Path, components: list[dict[str, Any]]
) -> None:
    there = {
        str(path.relative_to(program))
        for path in program.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    listed = files_of(components)
    assert len(listed) == len(set(listed))
    own = {name for name in there if name == "sbom.cdx.json" or name.startswith("licences/")}
    assert there - own == set(listed)


def test_every_component_has_its_licence_text(
    program: Path, components: list[dict[str, Any]]
) -> None:
    for component in components:
        folder = program / "licences" / re.sub(r"[^\w.+-]+", "-", component["name"])
        texts = [path for path in folder.iterdir() if path.name != "ABOUT.txt"]
        assert texts, component["name"]
        assert all(path.stat().st_size > 100 for path in texts)


def test_pillow_has_no_quantiser_inside() -> None:
    """Its own list of components names one under the GPL, which its wheels leave out."""
    from PIL import features

    assert not features.check("libimagequant")


def test_qt_can_be_replaced(program: Path) -> None:
    """Its libraries are files of their own, the same as in the packages they come from."""
    packages = [metadata.distribution(name) for name in ("PySide6-Essentials", "shiboken6")]
    originals = {str(f): p.locate_file(f) for p in packages for f in p.files or ()}
    libraries = [
        *(program / "_internal/PySide6").rglob("*.so*"),
        *(program / "_internal/shiboken6").rglob("*.so*"),
    ]
    assert {"libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Widgets.so.6"} <= {
        path.name for path in libraries
    }
    for path in libraries:
        original = Path(str(originals[str(path.relative_to(program / "_internal"))]))
        assert path.read_bytes() == original.read_bytes(), path


def test_nothing_in_it_speaks_to_a_network(program: Path) -> None:
    names = {path.name for path in program.rglob("*")}
    assert not [
        n for n in names if re.match(r"(lib)?Qt6?(Network|Web|Qml)|_ssl\.|libssl|libq?vnc", n)
    ]


def test_no_link_leads_nowhere(program: Path) -> None:
    assert [path for path in program.rglob("*") if path.is_symlink() and not path.exists()] == []


def test_sizes_are_within_their_budgets(dist: Path, program: Path) -> None:
    files = [path for path in program.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) <= BUDGETS["size"]["folder"] * 1e6
    (archive,) = dist.glob("*.tar.xz")
    assert archive.stat().st_size <= BUDGETS["size"]["archive"] * 1e6


def test_the_archive_holds_the_folder_and_no_owner(dist: Path, program: Path) -> None:
    (path,) = dist.glob("*.tar.xz")
    with tarfile.open(path) as archive:
        entries = archive.getmembers()
    (top,) = {entry.name.split("/")[0] for entry in entries}
    assert top.startswith("haski-desktop-")
    assert {entry.uid for entry in entries} | {entry.gid for entry in entries} == {0}
    names = {entry.name.removeprefix(f"{top}/") for entry in entries if not entry.isdir()}
    assert names == {
        str(path.relative_to(program))
        for path in program.rglob("*")
        if path.is_symlink() or path.is_file()
    }


@pytest.fixture(scope="module")
def package(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Debian package, unpacked."""
    folder = tmp_path_factory.mktemp("deb")
    (path,) = dist.glob("*.deb")
    subprocess.run(["dpkg-deb", "-R", path, folder], check=True, timeout=120)
    return folder


needs_dpkg = pytest.mark.skipif(sys.platform != "linux", reason="needs dpkg-deb")


@needs_dpkg
def test_the_debian_package(package: Path) -> None:
    share = package / "usr/share"
    for name in ("haski", "haski-desktop"):
        assert (package / "usr/bin" / name).resolve() == (package / "usr/lib/haski-desktop" / name)
        assert (share / f"man/man1/{name}.1.gz").is_file()
    entry = (share / "applications/haski-desktop.desktop").read_text()
    assert "Exec=haski-desktop %F\n" in entry
    assert "image/heic;" in entry
    for size in ("16x16", "48x48", "256x256", "scalable"):
        assert list((share / f"icons/hicolor/{size}/apps").iterdir())
    assert not [path for path in package.rglob("*") if path.stat().st_mode & 0o022]


@needs_dpkg
def test_the_package_names_the_libraries_that_it_needs(package: Path) -> None:
    """Each library that some file wants is in the folder, or in a package that is named."""
    control = (package / "DEBIAN/control").read_text()
    named = set(re.findall(r"[a-z0-9][a-z0-9+.-]{2,}", control))
    folder = package / "usr/lib/haski-desktop"
    there = {path.name for path in folder.rglob("*")}
    wanted: dict[str, str] = {}
    for path in folder.rglob("*.so*"):
        dump = ("objdump", "-p", path)
        text = subprocess.run(dump, capture_output=True, text=True, check=True, timeout=60).stdout
        wanted |= dict.fromkeys(re.findall(r"NEEDED +(\S+)", text), path.name)
    known = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True)
    for name in wanted.keys() - there:
        found = re.search(rf"^\t{re.escape(name)} .*=> (.*)$", known.stdout, re.MULTILINE)
        if found is None:
            assert name.startswith(("libwayland", "libcups")), f"{wanted[name]} needs {name}"
            continue
        real = str(Path(found[1]).resolve())
        query = ("dpkg", "-S", real, real.removeprefix("/usr"))
        owner = subprocess.run(query, capture_output=True, text=True, check=False).stdout
        assert owner.split(":")[0] in named | {""}, f"{wanted[name]} needs {name}"


@pytest.mark.parametrize("page", ["haski.1", "haski-desktop.1"])
def test_manual_pages_name_every_option(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    from haski_desktop.gui import app

    manual = (ROOT / "packaging/linux" / page).read_text().replace("\\-", "-")
    programs = {"haski.1": main, "haski-desktop.1": app.main}
    choices = next(a.choices for a in parser()._actions if a.dest == "command")
    commands = ((), *((name,) for name in choices or ()))
    for command in commands if page == "haski.1" else ((),):
        with pytest.raises(SystemExit):
            programs[page]([*command, "--help"])
    for option in set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)):
        assert option in manual


def test_the_pictures_of_the_style_sheet_can_be_drawn(program: Path) -> None:
    """Qt reads those by a plugin, unlike the icons, and leaves them out where it has none."""
    plugins = [path.name for path in program.rglob("imageformats/*")]
    assert "@chevron" in (ROOT / "resources/style.qss").read_text()
    assert [path.suffix for path in program.rglob("chevron-*")] == [".svg", ".svg"]
    assert any("qsvg" in name for name in plugins)
