"""Catalogues: the right one is chosen, and none lacks a text."""

import gettext
import shutil
import string
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from haski_desktop import language

ROOT = Path(__file__).parents[1]
FOLDER = Path(language.folder())
CATALOGUES = sorted(FOLDER.glob("*/LC_MESSAGES/haski.po"))


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "de_CH"}, "de"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "xx:de:en"}, "de"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fj_FJ.UTF-8"}, "en"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.of_environment() == expected


def test_names_of_languages_as_systems_give_them() -> None:
    assert language.best_of(["fj", "de-AT", "en-GB"]) == "de"
    assert language.best_of(["de_CH.UTF-8"]) == "de"
    assert language.best_of([]) == "en"


def test_every_language_has_a_catalogue() -> None:
    assert {po.parents[1].name for po in CATALOGUES} == set(language.LANGUAGES) - {language.SOURCE}


def placeholders(text: str) -> set[str]:
    """What is put into ``text``, in either of the two ways that texts use."""
    words = {word for word in text.split() if word.startswith("%(")}
    return words or {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("po", CATALOGUES, ids=lambda po: po.parents[1].name)
def test_a_catalogue_lacks_nothing(po: Path) -> None:
    with open(po.with_suffix(".mo"), "rb") as file:
        catalogue = gettext.GNUTranslations(file)
    texts = {key: text for key, text in catalogue._catalog.items() if key}  # type: ignore[attr-defined]
    entries = [line for line in po.read_text().splitlines() if line.startswith("msgid ")]
    # The header is an entry, too. A text without a translation is left out of the compiled file.
    assert len(entries) - 1 == len({k[0] if isinstance(k, tuple) else k for k in texts}), po
    for key, text in texts.items():
        source = key[0] if isinstance(key, tuple) else key
        assert text
        assert placeholders(text) <= placeholders(source.split("\x04")[-1]) | {"count"}, key


@pytest.mark.skipif(find_spec("babel") is None, reason="Babel collects the texts")
def test_catalogues_are_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    shutil.copytree(FOLDER, folder)
    subprocess.run(
        [sys.executable, "packaging/translations.py", "--out", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for old in CATALOGUES:
        assert (folder / old.relative_to(FOLDER)).read_text() == old.read_text(), old
    for old in FOLDER.rglob("*.mo"):
        assert (folder / old.relative_to(FOLDER)).read_bytes() == old.read_bytes(), old
