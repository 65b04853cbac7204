"""The language of the window: which texts are in use, and in which direction they run."""

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from haski_desktop import language


class Translations(QObject):
    """Puts a language in use: the texts of the window, of Qt, and of results."""

    def __init__(self, app: QApplication, wanted: str) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.use(wanted)

    def use(self, wanted: str) -> None:
        """Show all texts in a language from now on: one of ``LANGUAGES``, or the ``system``'s.

        Every widget is told by ``QEvent.LanguageChange`` before this returns.
        """
        code = system_language() if wanted == "system" else wanted
        language.use(code)
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        self._install(f"haski_{code}", language.folder())
        if code != language.SOURCE:
            place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{code}", place)
        # Arabic of no country: that of Egypt, Qt's default, has other digits than the texts.
        locale = QLocale("ar_001" if code == "ar" else code)
        QLocale.setDefault(locale)
        self._app.setLayoutDirection(locale.textDirection())
        # Qt posts the event to each window; delivered at once, none shows two languages.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)


def system_language() -> str:
    """The first of the system's languages that there are texts for."""
    return language.best_of(QLocale.system().uiLanguages())
