"""Colours, light and dark, and how the whole program gets them."""

from pathlib import Path
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from haski_desktop.paths import bundled
from haski_desktop.results.status import PhotoStatus

# Arguments for QApplication. Asking for the style later costs the start 20 ms, because
# it wraps a style object for Python.
QT_ARGUMENTS: Final = ("-style", "fusion")

# A window is narrow below so many pixels, or heights of a line where text is large.
NARROW: Final = 900
NARROW_LINES: Final = 48

Mode = Literal["system", "light", "dark"]


class Tone(NamedTuple):
    """The colours of one state: of its words and icon, and behind them."""

    foreground: str
    background: str


class Colours(NamedTuple):
    """One scheme. A test holds each pair that is shown together to WCAG AA."""

    window: str
    surface: str
    sunken: str
    border: str
    control: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    track: str
    good: Tone
    answer: Tone
    caution: Tone
    neutral: Tone
    foreign: Tone
    error: Tone
    demo: Tone


LIGHT: Final = Colours(
    window="#F5F6F8",
    surface="#FFFFFF",
    sunken="#ECEFF2",
    border="#DADFE5",
    control="#7C8794",
    text="#1A1F26",
    muted="#56606B",
    accent="#0B6E69",
    accent_hover="#085650",
    on_accent="#FFFFFF",
    selection="#D8EEEC",
    track="#E4E8EC",
    good=Tone("#0B6E69", "#E3F3F1"),
    answer=Tone("#24588F", "#E6EEF8"),
    caution=Tone("#7E5200", "#FFF3DC"),
    neutral=Tone("#4C5661", "#ECEFF2"),
    foreign=Tone("#5A4A93", "#EFEBFA"),
    error=Tone("#A8261C", "#FCEAE8"),
    demo=Tone("#8A1F6A", "#FBE7F5"),
)
DARK: Final = Colours(
    window="#15181C",
    surface="#1E2227",
    sunken="#111417",
    border="#343B43",
    control="#7E8894",
    text="#E9ECEF",
    muted="#A7B0BA",
    accent="#5CC9C0",
    accent_hover="#83DAD3",
    on_accent="#05211F",
    selection="#1F4442",
    track="#2F363D",
    good=Tone("#5CC9C0", "#173331"),
    answer=Tone("#93BDEE", "#1B2C40"),
    caution=Tone("#F0C063", "#362B12"),
    neutral=Tone("#B4BDC7", "#2A3037"),
    foreign=Tone("#C4B7F2", "#2C2740"),
    error=Tone("#FF9F95", "#3B1E1B"),
    demo=Tone("#F3A3DB", "#3B1C33"),
)


class Theme(QObject):
    """The scheme in use. It follows the system unless the person chose one.

    Attributes:
        changed: The colours have changed; everything custom-painted repaints.
    """

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = "system") -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = mode
        self.colours = LIGHT
        self._sheet = Path(bundled("resources/style.qss")).read_text(encoding="utf-8")
        self._ask_system()
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._apply)

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self.colours is DARK

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or what the system says."""
        self._mode = mode
        self._ask_system()
        self._apply()

    def _ask_system(self) -> None:
        """Let title bars and native dialogs follow the choice."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints = self._app.styleHints()
        if self._mode in schemes:
            hints.setColorScheme(schemes[self._mode])
        else:
            hints.unsetColorScheme()

    def _apply(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._mode == "dark" or (self._mode == "system" and system_dark)
        self.colours = DARK if dark else LIGHT
        self._app.setPalette(palette_of(self.colours))
        self._app.setStyleSheet(_filled(self._sheet, self.colours))
        self.changed.emit()


def theme() -> Theme:
    """The program's theme."""
    app = QApplication.instance()
    found = app.findChild(Theme) if app else None
    if found is None:
        raise RuntimeError("there is no application, or it has no theme yet")
    return found


def colours() -> Colours:
    """The colours in use."""
    return theme().colours


def tone_of(status: PhotoStatus, scheme: Colours | None = None) -> Tone:
    """The colours of a state. Its icon and words say the same without them."""
    scheme = scheme or colours()
    return {
        PhotoStatus.CONFIDENT: scheme.answer,
        PhotoStatus.UNCERTAIN: scheme.caution,
        PhotoStatus.OUT_OF_SCOPE: scheme.foreign,
        PhotoStatus.ERROR: scheme.error,
    }.get(status, scheme.neutral)


def palette_of(scheme: Colours) -> QPalette:
    """Qt's palette of a scheme."""
    role = QPalette.ColorRole
    roles = {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.surface,
        role.AlternateBase: scheme.sunken,
        role.Text: scheme.text,
        role.Button: scheme.surface,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.error.foreground,
        role.ToolTipBase: scheme.surface,
        role.ToolTipText: scheme.text,
        role.PlaceholderText: scheme.muted,
        role.Highlight: scheme.accent,
        role.HighlightedText: scheme.on_accent,
        role.Accent: scheme.accent,
        role.Link: scheme.accent,
        role.LinkVisited: scheme.accent,
        role.Light: scheme.surface,
        role.Midlight: scheme.border,
        role.Mid: scheme.border,
        role.Dark: scheme.control,
        role.Shadow: scheme.sunken,
    }
    palette = QPalette()
    for key, value in roles.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(scheme.muted)
        faded.setAlphaF(0.55)
        palette.setColor(QPalette.ColorGroup.Disabled, key, faded)
    return palette


def scaled_font(factor: float, *, bold: bool = False) -> QFont:
    """The program's font, larger or smaller, so that all text follows the system's size."""
    font = QApplication.font()
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(max(1, round(font.pixelSize() * factor)))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def is_narrow(widget: QWidget) -> bool:
    """Whether a widget as wide as the window leaves no room for parts side by side."""
    return widget.width() < max(NARROW, NARROW_LINES * widget.fontMetrics().height())


def _filled(sheet: str, scheme: Colours) -> str:
    """``sheet`` with each ``@name`` replaced by its colour or, for the arrow, its file."""
    arrow = bundled(f"resources/icons/chevron-{'dark' if scheme is DARK else 'light'}.svg")
    sheet = sheet.replace("@chevron", arrow.as_posix())
    flat = {name: value for name, value in scheme._asdict().items() if isinstance(value, str)}
    for name in sorted(flat, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", flat[name])
    return sheet
