"""What is measured of a person, over all their photos of one part of the body."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.history.chart import TrendCard
from haski_desktop.history.areas import BodyArea, area_name
from haski_desktop.history.records import Person
from haski_desktop.history.trend import Trend
from haski_desktop.history.words import worth_showing
from haski_desktop.results.names import disclaimer
from haski_desktop.results.text import visible


class OverTime(QScrollArea):
    """Shows the trends of a person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setObjectName("results")
        self.cards: list[TrendCard] = []

    def show_hint(self, text: str) -> None:
        """Show a sentence in the place of trends."""
        self._show("", [Text(text, muted=True)])

    def show_trends(self, person: Person, found: dict[BodyArea, tuple[Trend, ...]]) -> None:
        """Show the trends of each part of the body."""
        self.cards = []
        widgets: list[QWidget] = []
        for area, trends in found.items():
            if len(found) > 1:
                widgets.append(Text(area_name(area), bold=True, size=1.1))
            cards = [TrendCard(trend) for trend in worth_showing(trends)]
            self.cards += cards
            widgets += cards or [Text(self.tr("Nothing stands out on any day."), muted=True)]
        self._show(visible(person.name), widgets)

    def _show(self, title: str, widgets: list[QWidget]) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        if title:
            column.addWidget(Text(title, bold=True, size=1.4))
        for widget in widgets:
            column.addWidget(widget)
        if title:
            column.addWidget(Text(disclaimer(), muted=True, size=0.92))
        column.addStretch()
        self.setWidget(page)
        self.setAccessibleName(title or self.tr("Over time"))
