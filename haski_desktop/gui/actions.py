"""Everything a person can do, in one table. Menus, toolbar and shortcut sheet come from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from haski_desktop.gui.basics.icons import icon
from haski_desktop.language import LANGUAGES

Keys = QKeySequence.StandardKey


class Spec(NamedTuple):
    """One action.

    Attributes:
        key: Its name in :data:`MENUS` and :data:`TOOLBAR`.
        text: Its words in English; also the key to their translation.
        handler: The method of ``Commands`` for it; gets ``value`` if there is one.
        shortcut: Keys that do the same.
        icon: Name of its icon.
        needs: What there must be for it to be possible.
        tip: What it does, if its text does not say it.
        why_not: Why it is not possible without.
        toggles: Whether it is on or off; the handler is told which.
        group: Actions of one group exclude each other.
        value: What the handler is told.
        short: Fewer words, for the toolbar.
    """

    key: str
    text: str
    handler: str
    shortcut: str | Keys | None = None
    icon: str = ""
    needs: str = ""
    toggles: bool = False
    group: str = ""
    value: str = ""
    short: str = ""
    tip: str = ""
    why_not: str = ""


def _T(context: str, text: str) -> str:  # noqa: ARG001 - read by lupdate
    """Mark a text as one to be translated; :func:`words` does it."""
    return text


ACTIONS: Final = (
    Spec("open", _T("Actions", "&Open photos…"), "open_photos", Keys.Open, "open",
         short=_T("Actions", "Open")),
    Spec("folder", _T("Actions", "Open &folder…"), "open_folder", "Ctrl+Shift+O", "folder",
         short=_T("Actions", "Folder")),
    Spec("watch", _T("Actions", "&Watch folder…"), "watch_folder", icon="watch", toggles=True,
         tip=_T("Actions", "Analyse photos as they arrive in a folder, until you stop it")),
    Spec("continue", _T("Actions", "Continue &last batch"), "continue_batch", icon="play",
         needs="batch",
         tip=_T("Actions", "Bring back what was done of the last folders, and analyse the rest"),
         why_not=_T("Actions", "There is no batch of folders that was not finished")),
    Spec("paste", _T("Actions", "&Paste"), "paste", Keys.Paste, "paste",
         short=_T("Actions", "Paste")),
    Spec("export", _T("Actions", "&Export selected…"), "export_selected", "Ctrl+E", "export",
         "result", short=_T("Actions", "Export")),
    Spec("export_shown", _T("Actions", "Export s&hown…"), "export_shown", needs="filtered",
         tip=_T("Actions", "Save the results of the photos that the list shows"),
         why_not=_T("Actions", "The list shows all photos")),
    Spec("export_all", _T("Actions", "Export &all…"), "export_all", "Ctrl+Shift+E", "export-all",
         "results"),
    Spec("export_folder", _T("Actions", "Show exported file in fol&der"), "show_export",
         needs="exported"),
    Spec("report", _T("Actions", "Repor&t…"), "report_selected", Keys.Print, "report", "result",
         tip=_T("Actions", "A page about each selected photo, to be handed to a doctor"),
         why_not=_T("Actions", "There is no result yet")),
    Spec("quit", _T("Actions", "&Quit"), "close", Keys.Quit, "quit"),
    Spec("copy", _T("Actions", "&Copy result"), "copy_text", Keys.Copy, "copy", "result"),
    Spec("copy_json", _T("Actions", "Copy result as &JSON"), "copy_json", needs="result"),
    Spec("picture", _T("Actions", "Copy p&icture"), "copy_picture", "Ctrl+Shift+C", "picture",
         "picture"),
    Spec("again", _T("Actions", "Analyse a&gain"), "analyze_again", "F5", "again", "photo"),
    Spec("photo_folder", _T("Actions", "Show photo in &folder"), "show_photo_folder",
         needs="file"),
    Spec("remove", _T("Actions", "&Remove"), "remove", Keys.Delete, "remove", "photo",
         short=_T("Actions", "Remove")),
    Spec("undo", _T("Actions", "&Undo remove"), "undo_remove", Keys.Undo, "undo", "removed"),
    Spec("clear", _T("Actions", "C&lear list"), "clear", "Ctrl+Shift+Delete", "clear", "photos"),
    Spec("find", _T("Actions", "&Search photos"), "find", Keys.Find, "search", "photos"),
    Spec("list", _T("Actions", "Pho&to list"), "show_list", "F9", "list", "photos", toggles=True,
         short=_T("Actions", "List")),
    Spec("grid", _T("Actions", "Photos as &grid"), "show_grid", "Ctrl+G", "grid", "photos",
         toggles=True),
    Spec("summary", _T("Actions", "Su&mmary…"), "show_summary", "F8", "summary",
         "results", tip=_T("Actions", "How many photos have which answer, in bars")),
    Spec("overlay", _T("Actions", "Show &where the model looked"), "show_layer", "Ctrl+L",
         "overlay", "map", toggles=True, value="map", short=_T("Actions", "Where it looked"),
         tip=_T("Actions", "Lay over the photo how much each part of it counted")),
    Spec("face", _T("Actions", "Outline of the &face"), "show_layer", "Ctrl+Shift+F",
         needs="photo", toggles=True, value="face",
         tip=_T("Actions", "Draw the outline of each face that was found")),
    Spec("regions", _T("Actions", "&Regions of the face"), "show_layer", "Ctrl+Shift+R",
         needs="photo", toggles=True, value="regions",
         tip=_T("Actions", "Draw forehead, nose, cheeks and chin as far as they can be seen")),
    Spec("skin", _T("Actions", "&Skin"), "show_layer", "Ctrl+Shift+S",
         needs="photo", toggles=True, value="skin",
         tip=_T("Actions", "Hatch what was taken for skin")),
    Spec("hair", _T("Actions", "&Hair"), "show_layer", "Ctrl+Shift+H",
         needs="photo", toggles=True, value="hair",
         tip=_T("Actions", "Hatch what was taken for hair")),
    Spec("views", _T("Actions", "&Parts that the answers rest on"), "show_layer", "Ctrl+Shift+P",
         needs="photo", toggles=True, value="views",
         tip=_T("Actions", "Draw a box around the part of the photo that was judged")),
    Spec("zoom_in", _T("Actions", "Zoom &in"), "zoom_in", Keys.ZoomIn, "zoom-in", "picture"),
    Spec("zoom_out", _T("Actions", "Zoom &out"), "zoom_out", Keys.ZoomOut, "zoom-out", "picture"),
    Spec("zoom_fit", _T("Actions", "&Fit to window"), "zoom_fit", "Ctrl+0", "zoom-fit", "picture",
         short=_T("Actions", "Fit")),
    Spec("zoom_pixels", _T("Actions", "Actual pi&xels"), "zoom_pixels", "Ctrl+1", "",
         "picture"),
    Spec("theme_system", _T("Actions", "Like the &system"), "set_theme", group="theme",
         value="system"),
    Spec("theme_light", _T("Actions", "&Light"), "set_theme", group="theme", value="light"),
    Spec("theme_dark", _T("Actions", "&Dark"), "set_theme", group="theme", value="dark"),
    Spec("lang_system", _T("Actions", "Like the &system"), "set_language", group="language",
         value="system"),
    *(Spec(f"lang_{code}", name, "set_language", group="language", value=code)
      for code, name in LANGUAGES.items()),
    Spec("history", _T("Actions", "&Show history"), "show_history", "Ctrl+H", "recent"),
    Spec("history_add", _T("Actions", "&Add to history…"), "add_to_history", "Ctrl+D",
         needs="result",
         tip=_T("Actions", "Keep the marked photos' results in a person's history"),
         why_not=_T("Actions", "No photo with a result is marked")),
    Spec("model_choose", _T("Actions", "&Choose model…"), "choose_model", icon="model"),
    Spec("model_file", _T("Actions", "Choose model &file…"), "choose_model_file"),
    Spec("model_bundled", _T("Actions", "Use the &bundled model"), "use_bundled_model"),
    Spec("runtime_auto", _T("Actions", "&Automatic"), "set_runtime", group="runtime",
         value="auto"),
    Spec("runtime_tflite", "&TFLite", "set_runtime", group="runtime", value="tflite"),
    Spec("runtime_onnx", "&ONNX", "set_runtime", group="runtime", value="onnx"),
    Spec("threads_auto", _T("Actions", "&Automatic"), "set_threads", group="threads", value="0"),
    Spec("threads_1", "&1", "set_threads", group="threads", value="1"),
    Spec("threads_2", "&2", "set_threads", group="threads", value="2"),
    Spec("threads_4", "&4", "set_threads", group="threads", value="4"),
    Spec("threads_8", "&8", "set_threads", group="threads", value="8"),
    Spec("model_card", _T("Actions", "Model c&ard"), "show_model_card", icon="info",
         needs="model"),
    Spec("start", _T("Actions", "&Start here"), "show_start", Keys.HelpContents, "help"),
    Spec("meaning", _T("Actions", "What the &result means"), "show_meaning", icon="info"),
    Spec("signs", _T("Actions", "When to see a &dermatologist"), "show_signs",
         icon="stethoscope"),
    Spec("shortcuts", _T("Actions", "S&hortcuts"), "show_shortcuts", "Ctrl+/", "keyboard"),
    Spec("log", _T("Actions", "&Log"), "show_log", icon="log"),
    Spec("about", _T("Actions", "&About and licences"), "show_about", icon="app"),
)  # fmt: skip

Menu = tuple[str, tuple["str | Menu | None", ...]]
MENUS: Final[tuple[Menu, ...]] = (
    (_T("Actions", "&File"), (
        "open", "folder", "watch", "continue", "paste",
        (_T("Actions", "&Recent"), ("recent",)), None,
        "export", "export_shown", "export_all", "export_folder", None, "report", None, "quit")),
    (_T("Actions", "&Edit"), (
        "copy", "copy_json", "picture", None, "again", "photo_folder", None,
        "remove", "undo", "clear", None, "find")),
    (_T("Actions", "&View"), (
        "list", "grid", "summary",
        (_T("Actions", "Over the &photo"), (
            "overlay", None, "face", "regions", "skin", "hair", "views")),
        None, "zoom_in", "zoom_out", "zoom_fit", "zoom_pixels", None,
        (_T("Actions", "&Appearance"), ("theme_system", "theme_light", "theme_dark")),
        (_T("Actions", "&Language"),
         ("lang_system", None, *(f"lang_{code}" for code in LANGUAGES))))),
    (_T("Actions", "Hi&story"), ("history", None, "history_add")),
    (_T("Actions", "&Model"), (
        "model_choose", "model_file", "model_bundled", None,
        (_T("Actions", "&Runtime"), ("runtime_auto", "runtime_tflite", "runtime_onnx")),
        (_T("Actions", "&Threads"),
         ("threads_auto", "threads_1", "threads_2", "threads_4", "threads_8")),
        None, "model_card")),
    (_T("Actions", "&Help"), (
        "start", "meaning", "signs", None, "shortcuts", "log", None, "about")),
)  # fmt: skip
TOOLBAR: Final = (
    "list",
    None,
    "open",
    "folder",
    "paste",
    None,
    "export",
    None,
    "remove",
    None,
    "zoom_fit",
    "overlay",
)


# What a right click, or the menu key, offers.
LIST_MENU: Final = (
    "copy", "copy_json", "export", "report", "history_add", None, "again", "photo_folder", None,
    "remove", "undo",
)  # fmt: skip
PHOTO_MENU: Final = (
    "overlay", "face", "regions", "skin", "hair", "views", None,
    "zoom_in", "zoom_out", "zoom_fit", "zoom_pixels", None, "picture", "photo_folder",
)  # fmt: skip
RESULT_MENU: Final = ("copy", "copy_json", "export", "report", "history_add", None, "again")


class Actions(QObject):
    """The actions of the table as Qt knows them; ``run`` is given the handler's name."""

    def __init__(self, window: QObject, run: Callable[..., None]) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._menus: list[tuple[QMenu, str]] = []
        self._groups: dict[str, QActionGroup] = {}
        self.recent: QMenu | None = None
        self._show_tip: Callable[[str], object] = str
        for spec in ACTIONS:
            self._actions[spec.key] = self._make(spec, run)

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[tuple[Spec, QAction]]:
        return ((spec, self._actions[spec.key]) for spec in ACTIONS)

    def fill_menus(self, bar: QMenuBar, show_tip: Callable[[str], object]) -> None:
        """Build the menus; ``show_tip`` is told of what the entry under the pointer does."""
        for menu in MENUS:
            self._fill(bar.addMenu(""), menu)
        self._show_tip = show_tip
        # Not by the window's status tip events: each of its events would go through Python.
        for submenu, _ in self._menus:
            submenu.hovered.connect(lambda action: show_tip(action.statusTip()))
            submenu.aboutToHide.connect(lambda: show_tip(""))
            submenu.installEventFilter(self)
        self.set_texts()

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Build the toolbar."""
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        side = round(bar.fontMetrics().height() * 1.25)
        bar.setIconSize(QSize(side, side))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for key in TOOLBAR:
            if key is None:
                bar.addSeparator()
            else:
                bar.addAction(self._actions[key])
        for button in bar.findChildren(QWidget):
            if button.metaObject().className() == "QToolButton":
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def offer(self, widget: QWidget, keys: Iterable[str | None]) -> None:
        """Offer actions on a right click on ``widget``, and with the menu key."""
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for key in keys:
            if key is None:
                separator = QAction(widget)
                separator.setSeparator(True)
                widget.addAction(separator)
            else:
                widget.addAction(self._actions[key])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What is not possible is not "hovered", and most in need of a reason.
        if isinstance(event, QMouseEvent) and isinstance(watched, QMenu):
            action: QAction | None = watched.actionAt(event.position().toPoint())
            self._show_tip(action.statusTip() if action else "")
        return False

    def enable(self, there: frozenset[str], reasons: Mapping[str, str] | None = None) -> None:
        """Enable what is possible with what is there; ``reasons`` says why something is not."""
        for spec, action in self:
            possible = not spec.needs or spec.needs in there
            action.setEnabled(possible)
            tip = words(spec.tip if possible else spec.why_not) if spec.tip else ""
            action.setStatusTip(tip if possible else (reasons or {}).get(spec.needs, tip))

    def check(self, group: str, value: str) -> None:
        """Mark the one of a group that is in use."""
        for spec, action in self:
            if spec.group == group:
                action.setChecked(spec.value == value)

    def set_texts(self) -> None:
        """Take the words from the language now in use."""
        for spec, action in self:
            text = words(spec.text)
            action.setText(text)
            action.setIconText(words(spec.short) if spec.short else plain(text))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{plain(text)} ({keys})" if keys else plain(text))
        for menu, title in self._menus:
            menu.setTitle(words(title))

    def _make(self, spec: Spec, run: Callable[..., None]) -> QAction:
        action = QAction(self)
        arguments = (spec.value,) if spec.value else ()
        if spec.toggles:
            action.setCheckable(True)
            action.triggered.connect(lambda on: run(spec.handler, *arguments, on))
        else:
            # A lambda, so that "checked" is not taken for an argument.
            action.triggered.connect(lambda: run(spec.handler, *arguments))
        if spec.shortcut is not None:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.icon:
            action.setIcon(icon(spec.icon))
        if spec.key == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        elif spec.key == "about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        if spec.group:
            action.setCheckable(True)
            group = self._groups.setdefault(spec.group, QActionGroup(self))
            group.addAction(action)
        return action

    def _fill(self, menu: QMenu, content: Menu) -> None:
        title, entries = content
        self._menus.append((menu, title))
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, tuple):
                self._fill(menu.addMenu(""), entry)
            elif entry == "recent":
                self.recent = menu
            else:
                menu.addAction(self._actions[entry])


def words(text: str) -> str:
    """A text of the table in the language in use."""
    return QCoreApplication.translate("Actions", text)


def plain(text: str) -> str:
    """A menu's text without the mark of its letter and without dots."""
    return text.replace("&", "").removesuffix("…")
