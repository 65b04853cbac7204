"""Reports as who gets one meets them: HTML and PDF files, opened."""

import base64
import dataclasses
import datetime as dt
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from html import unescape
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from pypdf import PdfReader

from haski_desktop import language
from haski_desktop.engine.analysis import Analysis, Failure, OwnAnswer
from haski_desktop.engine.analyzer import Analyzer, prepare
from haski_desktop.errors import HaskiError, PhotoError
from haski_desktop.questionnaire.items import Item
from haski_desktop.questionnaire.rule import skin_type
from haski_desktop.report.content import Entry, Report
from haski_desktop.report.file import MAX_PAGES, laid_out, today, write_up
from tests.conftest import encoded
from tests.made_up import made_up

DATE = dt.date(2026, 3, 31)
Lay = Callable[[str], bytes]
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="session")
def entry(sample: Path, analyzer: Analyzer) -> Entry:
    """The sample photo, with answers about the skin."""
    photo = prepare(sample)
    answers = skin_type(dict.fromkeys(Item, "often"))
    result = msgspec.structs.replace(analyzer.predict(photo), skin_questionnaire=answers)
    return Entry.of(result, photo.image)


def failed(name: str = "broken.jpg") -> Entry:
    return Entry(Failure.of(name, PhotoError("damaged", f"“{name}” is damaged.", "Copy it again.")))


def report(*entries: Entry, pages: bool = True) -> Report:
    return write_up(entries, DATE, pages=pages)


def html_of(report: Report) -> str:
    return laid_out(report, "r.html").decode()


def pdf_of(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(laid_out(report, "r.PDF")))


def plain(text: str) -> str:
    """``text`` with plain spaces, and letters where fonts have one sign for several."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def words_of_html(text: str) -> list[str]:
    """What a reader of the page sees."""
    body = re.sub(r"<(style|svg|title).*?</\1>", " ", text, flags=re.DOTALL)
    return plain(unescape(re.sub(r"<[^>]+>", " ", body))).split()


def words_of_pdf(pdf: PdfReader) -> list[str]:
    return plain(" ".join(page.extract_text() for page in pdf.pages)).split()


def pictures_in(text: str) -> list[Image.Image]:
    found = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', text)
    return [Image.open(io.BytesIO(base64.b64decode(each))) for each in found]


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_a_page_says_what_the_window_says_and_what_it_is_not(entry: Entry, spoken: str) -> None:
    from haski_desktop.results import answers, names, observations

    with language.speaking(spoken):
        text = " ".join(words_of_html(html_of(report(entry))))
        assert isinstance(entry.result, Analysis)
        for head in ("condition", "hair_type"):
            prediction = entry.result.predictions[head]
            assert plain(answers.answer(head, prediction)) in text
            assert plain(answers.certainty(head, prediction)) in text
        assert observations.quality(entry.result) in text
        assert observations.faces(entry.result) in text
        assert names.disclaimer() in text
    expected = {
        "en": (
            "Your answers speak for sensitive skin",
            "model v1",
            "does not look for skin cancer",
        ),
        "de": ("Fotobericht", "Notizen", "Nach Hautkrebs sucht es nicht", "Modell v1"),
    }
    for words in (*expected[spoken], "2026-03-31", "sample.jpg"):
        assert words in text


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_the_pdf_says_the_same_on_one_page(entry: Entry, spoken: str) -> None:
    with language.speaking(spoken):
        one = report(entry)
    pdf = pdf_of(one)
    assert len(pdf.pages) == 1
    # The footer alone is said in another way, and marks of lists and colours are drawn.
    marks = {"■", "•", "·"}
    said, printed = set(words_of_html(html_of(one))), set(words_of_pdf(pdf))
    missing = {word.strip(".") for word in said - marks} - {word.strip(".") for word in printed}
    assert missing == set()
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"{one.title}, 2026-03-31"


def test_several_photos_get_a_page_about_all(entry: Entry) -> None:
    made = [Entry(made_up()), Entry(made_up("uncertain")), Entry(made_up(in_scope=False))]
    several = report(entry, *made, failed())
    assert several.overview is not None
    assert "5 photos" in several.overview.title
    counts = {
        chart.title: sum(int(b.text) for b in chart.bars) for chart in several.overview.charts
    }
    assert counts == {"Condition": 3, "Hair type": 3, "Skin type": 3}
    legend = [each.text for each in several.overview.legend]
    assert legend == ["Clear answer: 2", "Uncertain: 1", "Not skin or hair: 1", "Error: 1"]
    text = html_of(several)
    assert text.count("<article") == 6
    assert re.findall(r'href="(#[^"]*)"', text) == [f"#photo-{n}" for n in range(1, 6)]
    assert all(f'id="photo-{n}"' in text for n in range(1, 6))
    assert "The photo is damaged or cut short." in text
    assert len(pdf_of(several).pages) == 6
    together = report(entry, *made, pages=False)
    assert (len(pdf_of(together).pages), together.pages) == (1, ())


def test_photos_come_without_what_cameras_and_people_write_into_them(
    sample: Path, analyzer: Analyzer
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "ACME-CAMERA-4711"
    exif[0x0112] = 6  # to be turned
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = "2026:03:30"
    upright = Image.open(sample).convert("RGB").resize((300, 200))
    data = encoded(upright, "JPEG", exif=exif, comment=b"SECRET-COMMENT")
    assert b"ACME" in data
    photo = prepare(data, "x.jpg")
    one = report(Entry.of(analyzer.predict(photo), photo.image))
    text, pdf = html_of(one), laid_out(one, "r.pdf")
    pictures = pictures_in(text)
    assert pictures
    for picture in pictures:
        assert picture.size[0] < picture.size[1]  # it was turned
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    raw = b"".join(base64.b64decode(x) for x in re.findall(r"base64,([^\"]+)", text))
    images = [image.data for page in PdfReader(io.BytesIO(pdf)).pages for image in page.images]
    for secret in (b"ACME", b"SECRET", b"2026:03:30", b"Exif", b"GPS"):
        assert not [where for where in (raw, pdf, *images) if secret in where]


def test_a_report_without_photos_has_none(entry: Entry) -> None:
    bare = report(Entry(entry.result))
    assert "<img" not in html_of(bare)
    assert list(pdf_of(bare).pages[0].images) == []
    assert "sample.jpg" in words_of_html(html_of(bare))


def test_names_are_text_whatever_they_hold() -> None:
    name = "<script>alert(1)</script>&\u202egpj.jpg"
    for one in (report(Entry(made_up().named(name))), report(failed(name), failed(name))):
        text = html_of(one)
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in text
        assert "\u202e" not in text
        assert "<script>alert(1)</script>&" in "".join(words_of_pdf(pdf_of(one)))


def test_html_loads_nothing(entry: Entry) -> None:
    text = html_of(report(entry, failed()))
    addresses = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)""", text)
    assert addresses
    assert not [a for a in addresses if not a.startswith(("data:image/jpeg;base64,", "#"))]
    assert "<script" not in text
    assert set(re.findall(r"\w+://[^\s\"']+", text)) == {"http://www.w3.org/2000/svg"}


def test_what_was_looked_at_is_drawn_over_a_copy_of_the_photo(entry: Entry) -> None:
    assert isinstance(entry.result, Analysis)
    assert entry.result.faces
    (page,) = report(entry).pages
    assert page.drawing is not None
    assert page.small is not None
    regions = entry.result.faces[0].regions
    assert page.drawing.count("<polygon") == 2 * len(regions)  # each has a white line below it
    box = re.search(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', page.drawing)
    assert box is not None
    left, top, width = (float(value) for value in box.groups())
    face = entry.result.faces[0].box
    assert left == pytest.approx(face.left * page.small.width, abs=0.1)
    assert top == pytest.approx(face.top * page.small.height, abs=0.1)
    assert width == pytest.approx(face.width * page.small.width, abs=0.1)
    assert len(pictures_in(html_of(report(entry)))) == 2
    # Where nothing is drawn, the photo is there once.
    plain = Entry.of(made_up(), Image.new("RGB", (300, 200), "tan"))
    assert len(pictures_in(html_of(report(plain)))) == 1


def test_a_made_up_result_says_so_on_every_page(sample: Path) -> None:
    photo = prepare(sample)
    demo = Entry.of(Analyzer.open(runtime="mock").predict(photo), photo.image)
    one = report(demo)
    assert "Demo result: made up" in html_of(one)
    assert "Demoresult:madeup" in "".join(words_of_pdf(pdf_of(one)))
    assert "DEMO" in html_of(report(demo, demo, pages=False))


def test_a_language_from_right_to_left(entry: Entry) -> None:
    arabic = dataclasses.replace(report(entry), language="ar")
    text = html_of(arabic)
    assert '<html lang="ar">' in text
    assert '<body dir="rtl">' in text
    assert len(pdf_of(arabic).pages) == 1


def test_too_many_photos_for_a_page_each() -> None:
    many = [failed()] * (MAX_PAGES + 1)
    with pytest.raises(HaskiError) as caught:
        report(*many)
    assert caught.value.code == "report_too_long"
    pdf = pdf_of(report(*many, pages=False))
    assert len(pdf.pages) > 1
    rows = re.findall(r"broken\.jpg", " ".join(words_of_pdf(pdf)))
    assert len(rows) == len(many)
    with pytest.raises(HaskiError) as caught:
        report()
    assert caught.value.code == "results_empty"


def test_the_date_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774915200")
    assert today() == dt.date(2026, 3, 31)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert abs((today() - dt.datetime.now(dt.UTC).date()).days) <= 1


def test_the_size_on_paper_does_not_follow_the_screen() -> None:
    code = """
import sys
from PySide6.QtGui import QGuiApplication
from haski_desktop.report.pdf import pdf
from tests.report.test_report import DATE, failed, report
application = QGuiApplication(["test"])
sys.stdout.buffer.write(pdf(report(failed())))
"""
    pages = []
    for dots in ("96", "144"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"QT_FONT_DPI": dots, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            check=True,
        )
        pages.append(done.stdout)
    assert pages[0].startswith(b"%PDF")
    assert pages[0] == pages[1]


def test_a_question_of_the_users_own_is_answered_with_how_far_to_trust_it(entry: Entry) -> None:
    assert isinstance(entry.result, Analysis)
    own = OwnAnswer(
        "My <textures>", "Smooth", 0.6, {"Rough": 0.4, "Smooth": 0.6}, "uncertain",
        ("Smooth", "Rough"), calibrated=False,
    )  # fmt: skip
    asked = entry._replace(
        result=msgspec.structs.replace(entry.result, own_question=own, in_scope=False)
    )
    said = " ".join(words_of_html(html_of(report(asked))))
    assert "My <textures> likeliest Smooth, 60%" in said
    assert "Not a photo of skin or hair" in said
    assert "Rough 40%" in said
    assert "Nobody has measured here how often it is right" in said
    assert "My <textures> likeliest Smooth, 60%" in " ".join(words_of_pdf(pdf_of(report(asked))))
