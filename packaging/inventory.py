"""The standalone program's list of components (CycloneDX) and their licence texts.

Every file in the folder is traced to where PyInstaller took it from, so that nothing is
listed that is not there, and nothing is there that is not listed.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MODEL = ROOT / "ml/exports/skin_classifier.json"
LICENCE_NAME = re.compile(
    r"(^|/)(licen[cs]es?/|licen[cs]e|copying|notice|thirdparty)", re.IGNORECASE
)


@dataclass
class Part:
    """One component: what it is called, its terms, its files and the texts of its terms."""

    name: str
    version: str | None
    licence: str
    kind: ComponentType = ComponentType.LIBRARY
    note: str | None = None
    purl: PackageURL | None = None
    files: set[str] = field(default_factory=set)
    texts: list[Path] = field(default_factory=list)


class Inventory:
    """Sorts files into parts."""

    def __init__(self) -> None:
        self.table: dict[str, Any] = tomllib.loads((HERE / "components.toml").read_text())
        self.parts: dict[str, Part] = {}
        self._packages = {
            str(Path(str(package.locate_file(file))).resolve()): package
            for package in metadata.distributions()
            for file in package.files or ()
        }
        self._standard_library = [
            Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")
        ]

    def add(self, name: str, origin: str) -> None:
        """Put a file of the folder, or a module, to the part that it belongs to."""
        source = Path(origin).resolve()
        if package := self._packages.get(str(source)):
            part = self._vendored(package, name) or self._package(package)
        elif source.is_relative_to(ROOT) or source.name == "commit":
            part = self._model(source) or self.parts["haski-desktop"]
        elif self._is_python(source):
            part = self.parts["Python"]
        else:
            part = self._of_the_system(source)
        part.files.add(name)

    def _is_python(self, source: Path) -> bool:
        in_library = any(map(source.is_relative_to, self._standard_library))
        return in_library or source.name == "base_library.zip" or "python3" in source.name

    def _package(self, package: metadata.Distribution) -> Part:
        name = re.sub(r"[-_.]+", "-", package.name).lower()
        licence = self.table["licences"].get(name) or package.metadata["License-Expression"]
        licence = licence or package.metadata["License"]
        if not licence:
            sys.exit(f"packaging/components.toml does not say the licence of {name}")
        part = self.parts.setdefault(name, Part(name, package.version, licence))
        part.purl = PackageURL("pypi", name=name, version=package.version)
        part.texts = _texts_of(package) + _named(self.table["texts"].get(name, ()))
        if not part.texts:
            sys.exit(f"packaging/components.toml names no licence text of {name}")
        return part

    def _vendored(self, package: metadata.Distribution, name: str) -> Part | None:
        owner = re.sub(r"[-_.]+", "-", package.name).lower()
        for entry in self.table["vendored"]:
            if entry["inside"] == owner and re.search(entry["files"], name):
                part = self.parts.setdefault(
                    entry["name"], Part(entry["name"], None, entry["licence"])
                )
                part.note = f"as built into {owner} {package.version}"
                part.texts = _texts_of(package) + _named(entry.get("texts", ()))
                return part
        return None

    def _model(self, source: Path) -> Part | None:
        if source.parent == MODEL.parent:
            return self.parts[json.loads(MODEL.read_text())["name"]]
        for entry in self.table["models"]:
            if source in ROOT.glob(entry["files"]):
                return self.parts.setdefault(
                    entry["name"],
                    Part(
                        *(entry["name"], entry["version"], entry["licence"]),
                        ComponentType.MACHINE_LEARNING_MODEL,
                        texts=[ROOT / entry["text"]],
                    ),
                )
        return None

    def _of_the_system(self, source: Path) -> Part:
        known = self.table["system"]
        name = next((key for key in known if source.name.startswith((f"{key}.", f"{key}-"))), "")
        if not name:
            sys.exit(f"packaging/components.toml does not know the library {source}")
        package, version = _debian_package(source)
        part = self.parts.setdefault(name, Part(name, version, known[name]))
        part.note = f"from the Debian package {package}" if package else "from the build system"
        part.texts = [Path("/usr/share/doc") / package / "copyright"] if package else []
        return part


def write(folder: Path, origins: dict[str, str], version: str) -> None:
    """Write ``sbom.cdx.json`` and ``licences/`` into the program's folder.

    Args:
        folder: The program's folder.
        origins: Module names, and paths below its folder of libraries, to where each is from.
        version: The program's version.
    """
    inventory = Inventory()
    inventory.parts = {part.name: part for part in _always_there(version)}
    for name, origin in origins.items():
        if Path(origin).is_absolute():  # the others are links to files below
            inventory.add(name, origin)
    _write_texts(folder / "licences", inventory.parts)
    bom = Bom()
    parts = {name: _component(part, folder) for name, part in inventory.parts.items()}
    bom.metadata.component = parts.pop("haski-desktop")
    for part in parts.values():
        bom.components.add(part)
    bom.register_dependency(bom.metadata.component, parts.values())
    JsonV1Dot6(bom).output_to_file(str(folder / "sbom.cdx.json"), allow_overwrite=True, indent=1)


def _always_there(version: str) -> list[Part]:
    model = json.loads(MODEL.read_text())
    starter = metadata.distribution("pyinstaller")
    python_terms = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if not python_terms.exists():
        python_terms = Path(f"/usr/share/doc/python{sysconfig.get_python_version()}/copyright")
    return [
        Part(
            *("haski-desktop", version, "Apache-2.0", ComponentType.APPLICATION),
            texts=[ROOT / "LICENSE", ROOT / "resources/NOTICE.md"],
        ),
        Part(
            *(model["name"], model["version"], model["licence"]),
            ComponentType.MACHINE_LEARNING_MODEL,
            texts=[MODEL.with_name("MODEL_CARD.md")],
        ),
        Part(
            *("Python", sys.version.split()[0], "PSF-2.0"),
            ComponentType.PLATFORM,
            texts=[python_terms],
        ),
        Part(
            *("pyinstaller", starter.version, "GPL-2.0-or-later WITH Bootloader-exception"),
            note="the program starters and the modules that load the others",
            files={"haski", "haski-desktop"},
            texts=_texts_of(starter),
        ),
    ]


def _component(part: Part, folder: Path) -> Component:
    inside = "_internal/" if (folder / "_internal").is_dir() else ""
    files = sorted(inside + name for name in part.files if (folder / inside / name).is_file())
    files += sorted(name for name in part.files if (folder / name).is_file())
    return Component(
        name=part.name,
        version=part.version,
        type=part.kind,
        description=part.note,
        purl=part.purl,
        bom_ref=str(part.purl or part.name),
        licenses=[LicenseFactory().make_from_string(part.licence)],
        evidence=ComponentEvidence(occurrences=[Occurrence(location=name) for name in files]),
    )


def _write_texts(folder: Path, parts: dict[str, Part]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for part in parts.values():
        own = folder / re.sub(r"[^\w.+-]+", "-", part.name)
        own.mkdir(parents=True)
        taken: dict[str, int] = defaultdict(int)
        for text in part.texts:
            taken[text.name] += 1
            number = f"-{taken[text.name]}" if taken[text.name] > 1 else ""
            shutil.copyfile(text, own / f"{text.stem}{number}{text.suffix}")
        terms = f"{part.name} {part.version or ''}\n{part.licence}\n{part.note or ''}\n"
        (own / "ABOUT.txt").write_text(terms, encoding="utf-8")


def _texts_of(package: metadata.Distribution) -> list[Path]:
    """The licence texts that a package brings along."""
    names = [file for file in package.files or () if LICENCE_NAME.search(str(file))]
    paths = [Path(str(package.locate_file(name))) for name in names]
    return [path for path in paths if path.suffix not in (".py", ".pyc", ".json")]


def _named(names: list[str]) -> list[Path]:
    return [HERE / "licences" / name for name in names]


def _debian_package(library: Path) -> tuple[str, str]:
    """Name and version of the package that a library came with; empty elsewhere."""
    if not shutil.which("dpkg"):
        return "", ""
    for path in (str(library), str(library).removeprefix("/usr")):
        found = subprocess.run(
            ["dpkg", "-S", path], capture_output=True, text=True, check=False
        ).stdout
        if found:
            package = found.split(":")[0]
            query = ["dpkg-query", "-W", "-f", "${Version}", package]
            return package, subprocess.run(query, capture_output=True, text=True, check=True).stdout
    return "", ""
