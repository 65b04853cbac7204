"""A report as PDF, and on a printer. The only Qt outside of the window.

Qt lays out every script that a language of the program may need, from right to left too, is
there already, and puts the system's own fonts into the file. The libraries that were looked at
instead would bring fonts of their own, or native libraries that are hard to ship.
"""

import datetime as dt
import hashlib
import logging
import re
from functools import cache
from typing import Final, NamedTuple

from markupsafe import Markup
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QHashSeed,
    QIODevice,
    QMarginsF,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    QUuid,
    qInstallMessageHandler,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontInfo,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from haski_desktop.errors import HaskiError
from haski_desktop.report import charts
from haski_desktop.report.content import Report
from haski_desktop.report.html import RIGHT_TO_LEFT, html
from haski_desktop.report.picture import Picture

log = logging.getLogger(__name__)

RESOLUTION: Final = 300
MARGINS: Final = QMarginsF(13, 11, 13, 9)  # in millimetres
FOOTER: Final = 34  # in pixels of 1/96 inch, as in the template
_OBJECT: Final = QTextFormat.ObjectTypes.UserObject + 1
# Qt's own would tell the time at which it was written.
_NO_METADATA: Final = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
)
_SCHEME: Final = "drawn:"


class _Drawn(NamedTuple):
    """A photo, a drawing, or one over the other."""

    photo: Picture | None = None
    drawing: Markup | None = None


class _Drawings(QPyTextObject):
    """The pictures within the text, drawn as they are printed, so that lines stay lines."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self._scale = scale
        self._drawn: list[_Drawn] = []

    def add(self, drawn: _Drawn) -> str:
        """The address by which the text names it."""
        self._drawn.append(drawn)
        return f"{_SCHEME}{len(self._drawn) - 1}"

    def intrinsicSize(  # noqa: N802 - Qt's
        self,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002, N803
        format: QTextFormat,  # noqa: A002
    ) -> QSizeF:
        image = format.toImageFormat()
        return QSizeF(image.width(), image.height()) * self._scale

    def drawObject(  # noqa: N802 - Qt's
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002, N803
        format: QTextFormat,  # noqa: A002
    ) -> None:
        drawn = self._drawn[int(format.toImageFormat().name().removeprefix(_SCHEME))]
        if drawn.photo is not None:
            painter.drawImage(rect, QImage.fromData(drawn.photo.jpeg))
        if drawn.drawing is not None:
            renderer = QSvgRenderer(QByteArray(drawn.drawing.encode()))
            renderer.setAspectRatioMode(Qt.AspectRatioMode.IgnoreAspectRatio)
            renderer.render(painter, rect)


def pdf(report: Report) -> bytes:
    """A report as PDF. The same report gives the same bytes.

    Any thread may call it where a window is running. Elsewhere Qt is started for it, on the
    platform that ``QT_QPA_PLATFORM`` names.

    Raises:
        HaskiError: ``no_fonts``: the system has no font to write with.
    """
    _application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout())
    writer.setTitle(f"{report.title}, {report.date}")
    writer.setCreator(report.program)
    content = hashlib.sha256(repr(report).encode()).digest()
    writer.setDocumentId(QUuid.fromRfc4122(QByteArray(content[:16])))
    writer.setDocumentXmpMetadata(QByteArray(_NO_METADATA))
    # The order of fonts in the file is that of a table which Qt shuffles in each process.
    QHashSeed.setDeterministicGlobalSeed()
    try:
        draw(report, writer)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    buffer.close()
    return _dated(bytes(buffer.data().data()), dt.date.fromisoformat(report.date))


def page_layout() -> QPageLayout:
    """The paper: A4."""
    portrait = QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, portrait, MARGINS, QPageLayout.Unit.Millimeter)


def draw(report: Report, paper: QPagedPaintDevice) -> None:
    """Draw all pages of a report.

    Args:
        report: What it says.
        paper: A PDF file or a printer, with its page layout.

    Raises:
        HaskiError: ``no_fonts``.
    """
    if not QFontInfo(_font()).family():
        raise HaskiError(
            "no_fonts", "The system has no fonts to write a PDF with.", "Install a font."
        )
    painter = QPainter(paper)
    scale = paper.logicalDpiX() / 96
    size = QSizeF(paper.width(), paper.height() - FOOTER * scale)
    document = _document(report, paper, size)
    for page in range(document.pageCount()):
        if page:
            paper.newPage()
        painter.save()
        painter.translate(0, -page * size.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, page * size.height(), size.width(), size.height())
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        _draw_footer(painter, report, paper, (page + 1, document.pageCount()))
    painter.end()


@cache
def _application() -> QCoreApplication:
    """The running application, without which Qt has no fonts; made where there is none."""
    running = QGuiApplication.instance()
    if running is None:
        # Qt speaks of such things as the environment's locale on standard error.
        qInstallMessageHandler(lambda _kind, _context, text: log.debug("Qt: %s", text))
        running = QGuiApplication(["haski"])
    return running


def _font() -> QFont:
    font = QFont()
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def _document(report: Report, paper: QPagedPaintDevice, size: QSizeF) -> QTextDocument:
    # Qt takes a pixel for one of the main screen's, which need not be 1/96 inch.
    dots = round(QGuiApplication.primaryScreen().logicalDotsPerInchY())
    drawings = _Drawings(paper.logicalDpiX() / dots)
    document = QTextDocument()
    drawings.setParent(document)
    document.setUndoRedoEnabled(False)
    document.documentLayout().setPaintDevice(paper)
    document.documentLayout().registerHandler(_OBJECT, drawings)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font())
    document.setHtml(
        html(
            report,
            "pages.html",
            px=lambda length: round(length * dots / 96),
            svg=lambda drawing: drawings.add(_Drawn(drawing=drawing)),
            photo=lambda photo, drawing=None: drawings.add(_Drawn(photo, drawing)),
            fitted=_fitted,
            rule=charts.bar(1),
            width=size.width() / paper.logicalDpiX() * 96,
        )
    )
    _use(document)
    document.setPageSize(size)
    return document


def _use(document: QTextDocument) -> None:
    """Let the pictures of ``document`` be drawn by :class:`_Drawings`."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().isImageFormat():
                drawn = QTextCharFormat(fragment.charFormat())
                drawn.setObjectType(_OBJECT)
                cursor.setPosition(fragment.position())
                cursor.setPosition(
                    fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor
                )
                cursor.setCharFormat(drawn)
            fragments += 1
        block = block.next()


def _fitted(photo: Picture, width: float, height: float) -> tuple[float, float]:
    """The size at which ``photo`` fits into a box."""
    scale = min(width / photo.width, height / photo.height)
    return photo.width * scale, photo.height * scale


def _draw_footer(
    painter: QPainter, report: Report, paper: QPagedPaintDevice, page: tuple[int, int]
) -> None:
    scale = paper.logicalDpiX() / 96
    top = paper.height() - FOOTER * scale
    area = QRectF(0, top + 8 * scale, paper.width(), (FOOTER - 8) * scale)
    painter.setPen(QColor("#DADFE5"))
    painter.drawLine(area.topLeft(), area.topRight())
    font = _font()
    font.setPointSizeF(7)
    painter.setFont(font)
    painter.setPen(QColor("#56606B"))
    rtl = report.language in RIGHT_TO_LEFT
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    start, end = (right, left) if rtl else (left, right)
    area.adjust(0, 3 * scale, 0, 0)
    words = report.words
    lines = f"{report.program}\n{words['not_a_diagnosis']} {words['advice']}"
    painter.drawText(area, int(start | Qt.AlignmentFlag.AlignTop), lines)
    number = words["page"].format(number=page[0], count=page[1])
    painter.drawText(area, int(end | Qt.AlignmentFlag.AlignTop), number)


def _dated(pdf: bytes, date: dt.date) -> bytes:
    """``pdf`` with ``date`` in place of the time at which Qt wrote it.

    That is of another length, so the places in the table of objects are moved by as much.
    """
    end = pdf.rindex(b"\nxref\n") + 1
    first = pdf.index(b"/CreationDate ")
    told = rf"\1 (D:{date:%Y%m%d}000000Z)".encode()
    body = re.sub(rb"(/CreationDate|/ModDate) \(D:[^)]*\)", told, pdf[:end], count=2)
    moved = len(body) - end

    def place(entry: re.Match[bytes]) -> bytes:
        offset = int(entry[1])
        return b"%010d%b" % (offset + moved if offset > first else offset, entry[2])

    table = re.sub(rb"^(\d{10})( \d{5} n)", place, pdf[end:], flags=re.MULTILINE)
    return body + re.sub(rb"(?<=startxref\n)\d+", b"%d" % len(body), table)
