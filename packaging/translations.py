"""Collect the window's texts into resources/translations, and compile what is translated.

    python packaging/translations.py

Run it after texts have changed, translate what is new in the ``.ts`` files, run it again.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources/translations"


def main() -> int:
    """Update every ``.ts`` file and compile each to a ``.qm`` file."""
    sources = [
        str(path.relative_to(ROOT)) for path in sorted((ROOT / "haski_desktop/gui").rglob("*.py"))
    ]
    for language, options in (("de", []), ("en", ["-pluralonly"])):
        file = FOLDER / f"haski_{language}.ts"
        update = ["-no-obsolete", "-locations", "none", "-source-language", "en"]
        update += ["-target-language", language, "-tr-function-alias", "QT_TRANSLATE_NOOP+=_T"]
        _run("lupdate", [*options, *update, *sources, "-ts", str(file)])
        _run("lrelease", [str(file), "-qm", str(file.with_suffix(".qm"))])
    return 0


def _run(tool: str, arguments: list[str]) -> None:
    found = shutil.which(f"pyside6-{tool}", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit(f"pyside6-{tool} is missing; it comes with PySide6-Essentials")
    subprocess.run([found, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
