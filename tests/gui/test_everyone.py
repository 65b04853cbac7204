"""Usable by everyone: keyboard, screen reader, contrast, large text, other languages."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QIcon, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from haski_desktop import __version__
from haski_desktop.engine.analysis import Failure
from haski_desktop.gui.actions import ACTIONS, MENUS, TOOLBAR, Menu
from haski_desktop.gui.basics.icons import STATUS_ICONS
from haski_desktop.gui.basics.theme import DARK, LIGHT, Colours, Theme, Tone, tone_of
from haski_desktop.gui.commands import Commands
from haski_desktop.gui.dialogs import pages
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.photos.model import Item
from haski_desktop.language import LANGUAGES, PROOFREAD, SOURCE
from haski_desktop.paths import bundled
from haski_desktop.results.status import PhotoStatus, status_of
from tests.gui.conftest import PICTURE, WAIT, MakeWindow
from tests.made_up import made_up

TRANSLATIONS = bundled("resources/translations")
DECISIONS = ("confident", "uncertain", "not_assessable")


def fill(window: MainWindow) -> None:
    """Photos in several states, without a worker."""
    results = [
        *map(made_up, DECISIONS),
        made_up(in_scope=False),
        made_up(warnings=("mock_result", "low_resolution")),
    ]
    items = [Item(i, PICTURE, f"photo {i}.jpg", status_of(r), r) for i, r in enumerate(results)]
    window.session.photos.add(items)
    window.session.changed.emit()
    window.photos.choose(0)


def controls(window: QWidget) -> Iterator[QWidget]:
    """What a person can put the focus on."""
    for widget in window.findChildren(QWidget):
        internal = isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")
        inside = isinstance(widget.parent(), (QLineEdit, QAbstractItemView, QComboBox))
        parent = widget.parent()
        inside |= parent is not None and "Private" in parent.metaObject().className()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not internal and not inside:
            yield widget


def test_every_control_has_a_name_and_can_be_reached(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    fill(window)
    window.show_problem("x", "y")
    found = list(controls(window))
    assert len(found) > 12
    for widget in found:
        words = widget.accessibleName() or getattr(widget, "text", str)()
        named = words or widget.windowTitle() or getattr(widget, "toolTip", str)()
        own_kind = type(widget).__module__.startswith("haski_desktop")
        assert named or not own_kind, widget
        if isinstance(widget, (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)):
            assert named, (widget, widget.objectName())


def test_toolbar_buttons_take_the_focus(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    buttons = [b for b in window.toolbar.findChildren(QToolButton) if b.text()]
    assert len(buttons) == len([key for key in TOOLBAR if key])
    assert all(b.focusPolicy() & Qt.FocusPolicy.TabFocus for b in buttons)


def test_tab_reaches_all_parts(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window)
    qtbot.waitUntil(lambda: bool(window.photos.chips.shown), timeout=WAIT)
    window.activateWindow()
    window.photos.view.setFocus()
    qtbot.waitUntil(window.photos.view.hasFocus, timeout=WAIT)
    reached = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    wanted = {window.photos.view, window.photos.search, window.viewer, window.results}
    wanted |= {window.photos.chips.shown[0], window.photos.order, window.footer.signs}
    assert wanted <= reached


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_is_wcag_aa(scheme: Colours) -> None:
    surfaces = (scheme.window, scheme.surface, scheme.sunken)
    for foreground in (scheme.text, scheme.muted):
        for surface in (*surfaces, scheme.selection):
            assert contrast(foreground, surface) >= 4.5, (foreground, surface)
    for surface in (scheme.window, scheme.surface):
        assert contrast(scheme.accent, surface) >= 4.5
        # What is no text, but must be seen: edges of controls, focus, bars.
        assert contrast(scheme.control, surface) >= 3
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5
    assert contrast(scheme.on_accent, scheme.accent_hover) >= 4.5
    assert contrast(scheme.accent, scheme.track) >= 3
    assert contrast(scheme.accent, scheme.sunken) >= 3
    for tone in scheme:
        if isinstance(tone, Tone):
            assert contrast(tone.foreground, tone.background) >= 4.5, tone
            assert contrast(tone.foreground, scheme.track) >= 3, tone
            assert contrast(scheme.text, tone.background) >= 4.5, tone
            assert all(contrast(tone.foreground, surface) >= 4.5 for surface in surfaces), tone


def test_states_differ_by_more_than_colour() -> None:
    files = [bundled(f"resources/icons/{name}.svg").read_text() for name in STATUS_ICONS.values()]
    assert set(STATUS_ICONS) == set(PhotoStatus)
    assert len(set(files)) == len(files)
    assert all(tone_of(status, LIGHT) for status in PhotoStatus)


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_text_is_not_clipped(
    application: QApplication, make_window: MakeWindow, language: str
) -> None:
    font = application.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    application.setFont(font)
    window = make_window(started=False)
    window.use_language(language)
    fill(window)
    window.resize(1500, 900)
    for item in window.session.photos.items:
        window.photos.choose(item.id)
        for _ in range(3):  # a text in a box asks for its height once it knows its width
            application.processEvents()
        for widget in window.findChildren(QWidget):
            if widget.isVisible():
                assert_shown_whole(widget)


def assert_shown_whole(widget: QWidget) -> None:
    if isinstance(widget, QLabel) and widget.text():
        height = widget.heightForWidth(widget.width()) if widget.wordWrap() else 0
        assert widget.height() >= height, widget.text()
        if widget.wordWrap():
            metrics = QFontMetrics(widget.font())
            longest = max(metrics.horizontalAdvance(word) for word in widget.text().split())
            assert longest <= widget.width() or "." in widget.text(), widget.text()
        else:
            assert widget.width() >= widget.sizeHint().width(), widget.text()
    if isinstance(widget, QAbstractButton) and widget.text():
        assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
        assert widget.height() >= QFontMetrics(widget.font()).height(), widget.text()


def test_right_to_left_mirrors_the_window(
    application: QApplication, make_window: MakeWindow
) -> None:
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window = make_window(started=False)
    fill(window)
    application.processEvents()

    def left(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint(0, 0)).x()

    assert left(window.results) < left(window.viewer) < left(window.photos)
    assert left(window.footer.status) < left(window.footer.text)
    card = window.results.cards["hair_type"]
    assert left(card._badge) < left(card._title)
    # The bars' words lie at the right edge: nothing is drawn where they would be otherwise.
    bars = window.results.cards["condition"].bars
    picture = bars.grab().toImage()
    row = round(bars._row_height() / 2)
    foreground = [x for x in range(picture.width()) if picture.pixelColor(x, row).lightness() < 120]
    assert max(foreground) > picture.width() * 0.9


def test_every_text_is_translated_and_compiled() -> None:
    for language in LANGUAGES:
        tree = ET.parse(TRANSLATIONS / f"haski_{language}.ts")
        for message in tree.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            assert translation.get("type") is None, message.findtext("source")
            source, text = message.findtext("source") or "", "".join(translation.itertext())
            assert text.strip(), source
            for placeholder in ("{name}", "{percent}", "{label}", "{labels}", "{last}", "%n"):
                assert (placeholder in source) == (placeholder in text), source


def test_translation_files_are_up_to_date(tmp_path: Path) -> None:
    """Exactly the texts in the code are in the file of each language."""
    root = TRANSLATIONS.parent.parent
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    fresh = tmp_path / "fresh.ts"
    sources = [str(p) for p in sorted((root / "haski_desktop/gui").rglob("*.py"))]
    alias = ["-tr-function-alias", "QT_TRANSLATE_NOOP+=_T"]
    subprocess.run([tool, *alias, *sources, "-ts", fresh], check=True, capture_output=True)

    def texts(file: Path) -> set[tuple[str | None, str | None, str | None]]:
        return {
            (context.findtext("name"), m.findtext("source"), m.findtext("comment"))
            for context in ET.parse(file).iter("context")
            for m in context.iter("message")
        }

    for language in LANGUAGES.keys() - {SOURCE}:
        assert texts(fresh) == texts(TRANSLATIONS / f"haski_{language}.ts"), language


def test_change_of_language_at_run_time(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    fill(window)
    window.commands.set_language("de")
    assert window.menuBar().actions()[0].text() == "&Datei"
    assert window.actions_table["open"].text() == "&Fotos öffnen…"
    assert window.results.cards["hair_type"].answer.text() == "Sieht nach welligem Haar aus"
    assert window.photos.count.text() == "5 Fotos"
    assert window.footer.text.text() == "Zur Information, keine Diagnose."
    assert window.workspace.outer.accessibleName() == "Fotos, Foto und Ergebnis"
    assert window.settings.language == "de"
    window.commands.set_language("en")
    assert window.photos.count.text() == "5 photos"


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_says_of_machine_made_texts_that_they_are(
    make_window: MakeWindow, language: str
) -> None:
    window = make_window(started=False)
    window.use_language(language)
    _, page = pages.about(None)
    assert ("CONTRIBUTING.md" in page) == (language not in PROOFREAD)


def test_change_of_theme_at_run_time(application: QApplication, make_window: MakeWindow) -> None:
    window = make_window(started=False)
    fill(window)
    theme = application.findChild(Theme)
    assert theme is not None
    light = window.grab().toImage().pixelColor(3, 3)
    window.commands.set_theme("dark")
    assert theme.is_dark
    dark = window.grab().toImage().pixelColor(3, 3)
    assert light.lightness() > 200
    assert dark.lightness() < 60
    assert window.settings.theme == "dark"


def test_theme_follows_the_system(
    application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = application.findChild(Theme)
    assert theme is not None
    hints = application.styleHints()
    dark = Mock(
        colorScheme=Mock(return_value=Qt.ColorScheme.Dark),
        setColorScheme=hints.setColorScheme,
        unsetColorScheme=hints.unsetColorScheme,
    )
    monkeypatch.setattr(theme, "_app", Mock(wraps=application, styleHints=Mock(return_value=dark)))
    theme.set_mode("system")
    found = [theme.is_dark]
    theme.set_mode("light")
    found.append(theme.is_dark)
    assert found == [True, False]
    theme.set_mode("system")
    dark.colorScheme.return_value = Qt.ColorScheme.Light
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark


def test_actions_table_is_sound(make_window: MakeWindow) -> None:
    keys = {spec.key for spec in ACTIONS}
    assert len(keys) == len(ACTIONS)

    def entries(menu: Menu) -> Iterator[str]:
        for entry in menu[1]:
            if isinstance(entry, tuple):
                yield from entries(entry)
            elif entry:
                yield entry

    in_menus = [key for menu in MENUS for key in entries(menu)]
    assert sorted(in_menus) == sorted({*keys, "recent"})
    assert set(filter(None, TOOLBAR)) <= keys
    assert all(callable(getattr(Commands, spec.handler)) for spec in ACTIONS)
    files = {p.stem for p in bundled("resources/icons").glob("*.svg")}
    assert {spec.icon for spec in ACTIONS if spec.icon} <= files
    window = make_window(started=False)
    shortcuts = [
        key.toString() for _, action in window.actions_table for key in action.shortcuts()[:1]
    ]
    assert len(set(shortcuts)) == len(shortcuts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_a_menu_means_one_entry(make_window: MakeWindow, language: str) -> None:
    window = make_window(started=False)
    window.use_language(language)

    def check(actions: list[QAction]) -> None:
        texts = [action.text() for action in actions if "&" in action.text()]
        letters = [text[text.index("&") + 1].casefold() for text in texts]
        assert len(set(letters)) == len(letters), texts
        for action in actions:
            menu = action.menu()
            if isinstance(menu, QMenu):
                check(menu.actions())

    check(window.menuBar().actions())


def test_actions_are_enabled_by_what_is_there(make_window: MakeWindow) -> None:
    window = make_window(started=False)

    def enabled(key: str) -> bool:
        action: QAction = window.actions_table[key]
        return action.isEnabled()

    assert enabled("open")
    assert not any(map(enabled, ("export", "export_all", "remove", "undo", "clear", "copy")))
    fill(window)
    assert all(map(enabled, ("export", "export_all", "remove", "clear", "copy")))
    window.commands.remove()
    assert enabled("undo")
    window.commands.undo_remove()
    assert not enabled("undo")
    assert len(window.session.photos.items) == 5
    assert not isinstance(window.session.photos.items[0].result, Failure)


def test_a_menu_entry_says_why_it_is_off(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(started=False)
    fill(window)
    action = window.actions_table["continue"]
    assert not action.isEnabled()
    menu = next(w for w in action.associatedObjects() if isinstance(w, QMenu))
    menu.adjustSize()
    place = QPointF(menu.actionGeometry(action).center())
    none = Qt.MouseButton.NoButton
    QApplication.sendEvent(
        menu, QMouseEvent(QEvent.Type.MouseMove, place, place, none, none,
                          Qt.KeyboardModifier.NoModifier))  # fmt: skip
    qtbot.waitUntil(lambda: "no batch" in window.footer.status.text(), timeout=WAIT)
    menu.aboutToHide.emit()
    assert window.footer.status.text() == window.footer._status


@pytest.mark.parametrize("page", ["start", "meaning", "signs", "shortcuts", "log", "about"])
def test_help_pages(make_window: MakeWindow, page: str) -> None:
    window = make_window(started=False)
    getattr(window.commands, f"show_{page}")()
    (dialog,) = (w for w in window.children() if type(w).__name__.endswith("TextDialog")
                 or type(w).__name__ == "LogDialog")  # fmt: skip
    assert dialog.isVisible()  # type: ignore[attr-defined]
    if page == "signs":
        text = dialog.view.toPlainText()  # type: ignore[attr-defined]
        assert "dermatologist" in text
        assert all(f"\n{letter} " in text or f"{letter} " in text for letter in "ABCDE")
    if page == "about":
        assert __version__ in dialog.view.toPlainText()  # type: ignore[attr-defined]
    dialog.close()  # type: ignore[attr-defined]


def test_icons_are_drawn_in_the_text_colour(application: QApplication) -> None:
    from haski_desktop.gui.basics.icons import icon

    drawn: QIcon = icon("stop")
    assert drawn.pixmap(QSize(20, 20), 2.0).width() == 40  # sharp on every screen
    image = drawn.pixmap(48, 48).toImage()
    strongest = min(
        (image.pixelColor(x, y) for x in range(48) for y in range(48)),
        key=lambda colour: colour.lightness() if colour.alpha() > 250 else 999,
    )
    assert strongest == QColor(LIGHT.text)


def test_every_menu_has_a_title() -> None:
    assert [title.replace("&", "") for title, _ in MENUS] == [
        "File", "Edit", "View", "History", "Model", "Help",
    ]  # fmt: skip
