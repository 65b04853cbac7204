"""The program's icon in the sizes and formats that systems ask for, from its one drawing."""

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources/icons/app.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def write(folder: Path) -> None:
    """Write ``icon-SIZE.png`` files and, where the system wants one, .ico or .icns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication(["icons"])
    renderer = QSvgRenderer(str(DRAWING))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.save(str(folder / f"icon-{size}.png"))
    del app
    kind = {"win32": "ico", "darwin": "icns"}.get(sys.platform)
    if kind:
        Image.open(folder / "icon-512.png").save(folder / f"haski.{kind}")
