"""Collect the program's texts into resources/translations, and compile what is translated.

    python packaging/translations.py

Run it after texts have changed, translate what is new in the ``.ts`` files (the window's own
widgets, Qt) and the ``.po`` files (everything else, gettext), run it again. Needs Babel and
PySide6-Essentials.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from haski_desktop.language import LANGUAGES, SOURCE  # noqa: E402 - found only now

FOLDER = ROOT / "resources/translations"
KEYWORDS = parse_keywords(["_", "gettext", "ngettext:1,2", "pgettext:1c,2", "npgettext:1c,2,3"]) | (
    parse_keywords(["Message:1,1t", "Message:1,2c,2t"])
)
# What argparse says itself. It asks the same catalogue.
ARGPARSE = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "expected one argument",
    "expected at least one argument",
    "not allowed with argument %s",
    "ambiguous option: %(option)s could match %(matches)s",
)


def main() -> int:
    """Update every catalogue and compile it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the catalogues lie")
    folder = parser.parse_args().out
    for language in sorted(LANGUAGES.keys() - {SOURCE}):
        _update_gettext(folder, language)
        _update_qt(folder, language)
    _update_qt(folder, SOURCE, "-pluralonly")
    return 0


def _update_gettext(folder: Path, language: str) -> None:
    file = folder / language / "LC_MESSAGES" / "haski.po"
    if file.exists():
        with open(file, encoding="utf-8") as lines:
            catalog = read_po(lines)
    else:
        catalog = _new_catalog(language)
        file.parent.mkdir(parents=True)
    texts = _texts()
    texts.creation_date = catalog.creation_date  # a run that changes no text changes no file
    catalog.revision_date = catalog.creation_date
    catalog.msgid_bugs_address = catalog.last_translator = ""
    catalog.update(texts, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with open(file, "wb") as po:
        write_po(po, catalog, width=96, no_location=True)
    with open(file.with_suffix(".mo"), "wb") as mo:
        write_mo(mo, catalog)


def _new_catalog(language: str) -> Catalog:
    name = Locale.parse(language).get_display_name("en")
    return Catalog(
        language,
        header_comment=f"# {name} texts of Haski Desktop.\n"
        "# This file is licensed as the program is.",
        project="Haski Desktop",
        version="",
        language_team=name,
        fuzzy=False,
    )


def _texts() -> Catalog:
    """The texts of everything but the window's widgets."""
    catalog = Catalog()
    for path in sorted((ROOT / "haski_desktop").rglob("*.py")):
        if path.is_relative_to(ROOT / "haski_desktop/gui"):
            continue
        found = extract_from_file("python", path, KEYWORDS, comment_tags=("Translators:",))
        for line, text, comments, context in found:
            catalog.add(text, None, [(path.name, line)], auto_comments=comments, context=context)
    for text in ARGPARSE:
        catalog.add(text, auto_comments=["argparse"])
    return catalog


def _update_qt(folder: Path, language: str, *options: str) -> None:
    sources = [
        str(path.relative_to(ROOT)) for path in sorted((ROOT / "haski_desktop/gui").rglob("*.py"))
    ]
    file = folder / f"haski_{language}.ts"
    update = ["-no-obsolete", "-locations", "none", "-source-language", "en"]
    update += ["-target-language", language, "-tr-function-alias", "QT_TRANSLATE_NOOP+=_T"]
    _run("lupdate", [*options, *update, *sources, "-ts", str(file)])
    _run("lrelease", [str(file), "-qm", str(file.with_suffix(".qm"))])


def _run(tool: str, arguments: list[str]) -> None:
    found = shutil.which(f"pyside6-{tool}", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit(f"pyside6-{tool} is missing; it comes with PySide6-Essentials")
    subprocess.run([found, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
