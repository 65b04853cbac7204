"""Translations: which exist, and how they are put in use."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from haski_desktop.gui.program.settings import Language
from haski_desktop.paths import bundled

# Each in its own words, so that it can be found by who reads nothing else.
LANGUAGES: Final[dict[Language, str]] = {"en": "English", "de": "Deutsch"}


class Translations(QObject):
    """Keeps the translators that are installed, and replaces them on a change."""

    def __init__(self, app: QApplication, language: Language) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.use(language)

    def use(self, language: Language) -> None:
        """Show all texts in ``language`` from now on; every widget is told by an event."""
        code = language if language != "system" else system_language()
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        self._install(f"haski_{code}", str(bundled("resources/translations")))
        if code != "en":
            place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{code}", place)
        locale = QLocale(code)
        QLocale.setDefault(locale)
        self._app.setLayoutDirection(locale.textDirection())

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)


def system_language() -> Language:
    """The first of the system's languages that there is a translation for."""
    for name in QLocale.system().uiLanguages():
        code = name.split("-")[0]
        if code == "de":
            return "de"
        if code == "en":
            return "en"
    return "en"
