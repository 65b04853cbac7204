"""The language of the program's texts: which there are, and which is in use. No Qt.

The command line, reports and what the window says of a result take their texts from gettext
catalogues; the window's own widgets (menus, buttons, dialogs) take theirs from Qt's. Why
gettext and not a reader of Qt's catalogues for all:

- It comes with Python, and argparse has imported it before the first of our own lines runs:
  it adds neither a dependency nor start-up time. Qt's compiled format is documented only by
  Qt's code; a reader would be ours to keep.
- Plural rules travel in each catalogue, also for languages with more than two forms.
- Every translation tool reads ``.po`` files. Babel collects and compiles them; only who
  changes texts needs it (``packaging/translations.py``).
- The direction of writing is no matter of catalogues; Qt's locale knows it for the window.
"""

import gettext as _catalogues
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Final, NamedTuple

DOMAIN: Final = "haski"
SOURCE: Final = "en"
# Each in its own words, so that it can be found by who reads nothing else.
LANGUAGES: Final = {
    SOURCE: "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ar": "العربية",
}
# The others were translated by a machine; About asks their speakers for help.
PROOFREAD: Final = frozenset({SOURCE, "de"})

_in_use = SOURCE
_here: ContextVar[str | None] = ContextVar("language", default=None)


class Message(NamedTuple):
    """A text of the catalogue, for tables; as a string it is in the language then in use.

    Attributes:
        text: The text in English.
        context: What it speaks of, where one English word stands for several of another
            language; empty elsewhere.
    """

    text: str
    context: str = ""

    def __str__(self) -> str:
        return pgettext(self.context, self.text) if self.context else gettext(self.text)


def use(language: str) -> None:
    """Say all texts in ``language``, one of :data:`LANGUAGES`, from now on."""
    global _in_use  # noqa: PLW0603 - what is said follows the program's one language
    _in_use = language


def current() -> str:
    """The language in use, as ISO 639 code."""
    return _here.get() or _in_use


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within this block and thread, say texts in ``language``: for a report in another one."""
    token = _here.set(language)
    try:
        yield
    finally:
        _here.reset(token)


def gettext(text: str) -> str:
    """``text`` in the language in use."""
    return _catalogue(current()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that fits ``count``, in the language in use."""
    return _catalogue(current()).ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """``text``, as it is said in ``context``, in the language in use."""
    return _catalogue(current()).pgettext(context, text)


def percent(share: float) -> str:
    """A share, 0 to 1, as whole percent."""
    # Translators: languages differ in the space before the sign.
    return gettext("{number}%").format(number=f"{share * 100:.0f}")


def best_of(names: Iterable[str]) -> str:
    """The first of ``names`` (such as ``de_AT.UTF-8`` or ``de-AT``) that there are texts for."""
    codes = (name.replace("-", "_").split("_")[0].split(".")[0].lower() for name in names)
    return next((code for code in codes if code in LANGUAGES), SOURCE)


def of_environment() -> str:
    """The language that the user has set for programs on a terminal.

    As GNU gettext has it: ``LC_ALL``, else ``LC_MESSAGES``, else ``LANG`` names the locale;
    unless that is ``C``, the list in ``LANGUAGE`` goes before it. Windows has none of
    them and is asked itself.
    """
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), None) or _of_windows()
    if locale.split(".")[0] in ("C", "POSIX", ""):
        return SOURCE
    return best_of([*filter(None, os.environ.get("LANGUAGE", "").split(":")), locale])


def _of_windows() -> str:
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


def folder() -> str:
    """Where the catalogues lie."""
    from haski_desktop.paths import bundled  # English starts without

    return str(bundled("resources/translations"))


@cache
def _catalogue(language: str) -> _catalogues.NullTranslations:
    if language == SOURCE:
        return _catalogues.NullTranslations()
    return _catalogues.translation(DOMAIN, folder(), [language], fallback=True)
