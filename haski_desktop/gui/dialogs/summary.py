"""What came of all photos: bars for each question, which filter the list, to be kept."""

import os
from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QSize, Qt, QTimerEvent, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from haski_desktop.errors import OutputError
from haski_desktop.export.formats import SPREADSHEET_MARK
from haski_desktop.export.summary import summary_csv
from haski_desktop.files import write_atomically
from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.dialogs.summary_bar import SummaryBar
from haski_desktop.gui.photos.model import PhotoModel
from haski_desktop.gui.program.settings import Settings
from haski_desktop.language import percent
from haski_desktop.results import sentences
from haski_desktop.results.facets import (
    Facet,
    SummaryRow,
    facet_name,
    question_name,
    summary_rows,
)
from haski_desktop.results.names import disclaimer
from haski_desktop.results.status import is_demo

# What comes in changes the bars at most so often.
UPDATE_MS = 250
# Pixels a point of a picture that is copied or saved.
SHARPNESS = 2


class SummaryDialog(QDialog):
    """Bars of all photos in the list, as they are now; it stays open beside the window.

    Attributes:
        filter_wanted: The facets of which the list shall show photos alone; all if there
            are none.
        saved: The path of a file that was written.
        failed: Why one could not be written.
    """

    filter_wanted = Signal(object)
    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, photos: PhotoModel, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._photos, self._settings = photos, settings
        self._timer = 0
        self._on: frozenset[Facet] = frozenset()
        self.bars: dict[Facet, SummaryBar] = {}
        self._title = Text(bold=True, size=1.5)
        self._demo = Text(bold=True)
        self._hint = Text(muted=True)
        self._disclaimer = Text(muted=True, size=0.92)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(14)
        self.copy = QPushButton()
        self.save = QPushButton()
        self._lay_out()
        for change in (photos.rowsInserted, photos.dataChanged, photos.modelReset):
            change.connect(self._update_soon)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_and_save)
        self._set_texts()
        em = self.fontMetrics().height()
        room = self.screen().availableSize() * 0.9
        self.resize(min(40 * em, room.width()), min(44 * em, room.height()))

    def mark(self, facets: frozenset[Facet]) -> None:
        """Show which bars the list is filtered by."""
        self._on = facets
        for facet, bar in self.bars.items():
            bar.setChecked(facet in facets)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._set_texts()
        super().changeEvent(event)

    def timerEvent(self, event: QTimerEvent) -> None:
        self.killTimer(self._timer)
        self._timer = 0
        self._show_counts()

    def _lay_out(self) -> None:
        self._page = QFrame()
        self._page.setObjectName("page")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for text in (self._title, self._demo):
            column.addWidget(text)
        column.addLayout(self._sections)
        column.addStretch()
        column.addWidget(self._disclaimer)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._page)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.close)
        for button in (self.copy, self.save):
            self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.setSpacing(8)
        layout.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._hint)
        foot.addWidget(self._buttons)
        layout.addLayout(foot)

    def _set_texts(self) -> None:
        self.setWindowTitle(self.tr("Summary"))
        self._hint.setText(self.tr("Press a bar to see its photos alone in the list."))
        self.copy.setText(self.tr("Copy"))
        self.save.setText(self.tr("Save…"))
        self._demo.setText(". ".join(sentences.demo_notice()))
        self._disclaimer.setText(disclaimer())
        self.bars.clear()  # made anew, with their headings
        self._show_counts()

    def _update_soon(self) -> None:
        if not self._timer:
            self._timer = self.startTimer(UPDATE_MS)

    def _show_counts(self) -> None:
        self._title.setText(self.tr("%n photo(s)", "", len(self._photos.items)))
        self._demo.setVisible(any(is_demo(item.result) for item in self._photos.items))
        rows = summary_rows(self._photos.counts)
        if [row.facet for row in rows] == list(self.bars):
            for row in rows:
                self.bars[row.facet].show_row(row)
        else:
            self._make_sections(rows)
        self.mark(self._on)

    def _make_sections(self, rows: Iterable[SummaryRow]) -> None:
        focus = next((facet for facet, bar in self.bars.items() if bar.hasFocus()), None)
        while (item := self._sections.takeAt(0)) is not None:
            section = item.widget()
            if section is not None:
                section.hide()
                section.deleteLater()
        self.bars.clear()
        column: QVBoxLayout | None = None
        for row in rows:
            question = row.facet.question
            if column is None or all(facet.question != question for facet in self.bars):
                column = self._section(question_name(question))
            bar = self.bars[row.facet] = SummaryBar(row)
            bar.clicked.connect(self._pressed)
            column.addWidget(bar)
        if focus in self.bars:
            self.bars[focus].setFocus(Qt.FocusReason.OtherFocusReason)

    def _section(self, title: str) -> QVBoxLayout:
        box = QFrame()
        box.setObjectName("care")
        box.setAccessibleName(title)
        column = QVBoxLayout(box)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(0)
        heading = Text(title, bold=True)
        heading.setContentsMargins(8, 0, 8, 4)
        column.addWidget(heading)
        self._sections.addWidget(box)
        return column

    def _pressed(self) -> None:
        """Filter by what is pressed in; of one question several answers may be."""
        self.filter_wanted.emit(
            frozenset(facet for facet, bar in self.bars.items() if bar.isChecked())
        )

    def as_text(self) -> str:
        """The summary as lines with tabs, which a spreadsheet takes for a table."""
        title = f"{self.windowTitle()}\t{self._title.text()}"
        lines = [title, *([self._demo.text()] if not self._demo.isHidden() else [])]
        question = ""
        for row in summary_rows(self._photos.counts):
            if row.facet.question != question:
                question = row.facet.question
                lines += ["", question_name(row.facet.question)]
            lines.append(f"{facet_name(row.facet)}\t{row.photos}\t{percent(row.share)}")
        return "\n".join((*lines, "", disclaimer())) + "\n"

    def as_picture(self) -> QImage:
        """The whole summary as it looks, without what is scrolled away being missing."""
        size: QSize = self._page.size()
        image = QImage(size * SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SHARPNESS)
        image.fill(self.palette().window().color())
        self._page.render(image)
        return image

    def _copy(self) -> None:
        data = QMimeData()
        data.setText(self.as_text())
        data.setImageData(self.as_picture())
        QGuiApplication.clipboard().setMimeData(data)

    def _ask_and_save(self) -> None:
        filters = (f"{self.tr('Picture')} (*.png)", f"{self.tr('Table (CSV)')} (*.csv)")
        demo = "" if self._demo.isHidden() else "-DEMO"
        start = os.path.join(self._settings.folder("export"), f"haski-summary{demo}.png")
        path, chosen = QFileDialog.getSaveFileName(
            self, self.tr("Save summary"), start, ";;".join(filters)
        )
        if not path:
            return
        ending = os.path.splitext(path)[1].lower()
        if ending not in (".png", ".csv"):
            ending = ".csv" if chosen == filters[1] else ".png"
            path += ending
        self._settings.set_folder("export", os.path.dirname(path))
        try:
            write_atomically(path, self._content(ending))
        except OutputError as error:
            self.failed.emit(str(error))
        else:
            self.saved.emit(path)

    def _content(self, ending: str) -> bytes:
        if ending == ".csv":
            return SPREADSHEET_MARK + summary_csv(self._photos.counts)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.as_picture().save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())
