"""Two photos of different dates side by side, aligned by the face, and what differs in words."""

from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from haski_desktop.gui.basics.text import Text
from haski_desktop.gui.history.models import answer_of
from haski_desktop.gui.history.pictures import EntryPicture
from haski_desktop.gui.result.side_by_side import Shown, SideBySide
from haski_desktop.history import words
from haski_desktop.history.alignment import Similarity
from haski_desktop.history.comparison import Comparison
from haski_desktop.results.names import disclaimer


class Comparing(QWidget):
    """Shows a comparison."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photos = SideBySide()
        self.headline = Text(bold=True, size=1.2)
        self.obstacles = Text()
        self.changes = Text()
        self.advice = Text(muted=True)
        box = QFrame()
        box.setObjectName("page")
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        for text in (self.headline, self.obstacles, self.changes, self.advice):
            column.addWidget(text)
        column.addWidget(Text(disclaimer(), muted=True, size=0.92))
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(box)
        scroll.setAccessibleName(self.tr("What differs"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.photos, 3)
        layout.addWidget(scroll, 2)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show another comparison; its pictures come with :meth:`show_picture`."""
        self.headline.setText(words.headline(comparison))
        for text, lines in (
            (self.obstacles, words.obstacles(comparison)),
            (self.changes, [f"•  {line}" for line in words.changes(comparison)]),
            (self.advice, words.advice(comparison)),
        ):
            text.setText("\n".join(lines))
            text.setVisible(bool(lines))
        pair = (comparison.first, comparison.second)
        shown = []
        for entry, moved in zip(pair, (None, comparison.to_first), strict=True):
            source = entry.result.source if entry.result else None
            size = ((source and source.width) or 1, (source and source.height) or 1)
            name = words.day_words(entry.taken.date())
            to_first = _transform(moved)
            shown.append(Shown(entry.id, name, answer_of(entry), QImage(), size, to_first))
        self.photos.show_photos(shown)

    def show_picture(self, picture: EntryPicture) -> None:
        """Bring the picture of one of the two."""
        if picture.id in self.photos.keys:
            self.photos.set_image(picture.id, picture.image, picture.size)


def _transform(moved: Similarity | None) -> QTransform | None:
    if moved is None:
        return None
    return QTransform(moved.a, moved.b, -moved.b, moved.a, moved.dx, moved.dy)
