"""People and photos: what is added is found, changed and given back."""

import datetime as dt
import os
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop import language
from haski_desktop.engine.analysis import SCHEMA_VERSION
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.errors import HistoryError
from haski_desktop.history.areas import BodyArea
from haski_desktop.history.records import Said, Wanted
from haski_desktop.history.store import History
from tests.history.conftest import photo
from tests.made_up import made_up

DAY = dt.datetime(2026, 3, 31, 9, 30)  # noqa: DTZ001 - as cameras have it


def test_off_until_it_is_turned_on(path: str) -> None:
    with pytest.raises(HistoryError) as caught:
        History(path)
    assert caught.value.code == "history_off"
    assert not os.path.exists(os.path.dirname(path))
    with History(path, create=True) as history:
        with pytest.raises(HistoryError) as caught:
            history.add_person("Anna")
        assert caught.value.code == "history_off"
        history.turn_on(keeps_photos=False)
        anna = history.add_person("Anna").id
        history.add(anna, *photo(1))
        history.turn_off()
        with pytest.raises(HistoryError):
            history.add(anna, *photo(2))
        assert history.count() == 1


def test_a_real_photo(history: History, sample: Path, analyzer: Analyzer) -> None:
    result = analyzer.analyze(str(sample))
    anna = history.add_person("Anna")
    number = history.add(anna.id, str(sample), result)
    entry = history.entry(number)
    assert entry.result == result
    assert entry.area is BodyArea.FACE
    assert (entry.person_name, entry.name, entry.path) == ("Anna", "sample.jpg", str(sample))
    assert (entry.taken_from, entry.has_copy) == ("file", False)
    assert entry.taken.timestamp() == int(sample.stat().st_mtime)
    assert history.copy(number) is None


def test_the_camera_s_date(history: History, tmp_path: Path, analyzer: Analyzer) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2025:12:24 18:05:06"
    file = tmp_path / "dated.jpg"
    Image.new("RGB", (300, 300), "tan").save(file, exif=exif)
    number = history.add(history.add_person("Anna").id, str(file), analyzer.analyze(str(file)))
    entry = history.entry(number)
    assert (entry.taken.isoformat(), entry.taken_from) == ("2025-12-24T18:05:06", "camera")
    history.change(number, Said(taken=DAY))
    assert history.entry(number)[3:5] == (DAY, "person")


def test_a_copy_has_pixels_and_nothing_else(path: str, tmp_path: Path, analyzer: Analyzer) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[29] = "2025:12:24"  # GPS
    file = tmp_path / "located.jpg"
    Image.new("RGB", (600, 400), "tan").save(file, exif=exif, comment=b"SECRET-COMMENT")
    with History(path, create=True) as history:
        history.turn_on(keeps_photos=True)
        number = history.add(history.add_person("Anna").id, str(file), analyzer.analyze(str(file)))
        copy = history.copy(number)
        assert history.entry(number).has_copy
    assert copy is not None
    (tmp_path / "copy.jpg").write_bytes(copy)
    with Image.open(tmp_path / "copy.jpg") as image:
        assert (image.size, dict(image.getexif())) == ((400, 600), {})
    assert b"SECRET" not in copy + Path(path).read_bytes()


def test_the_same_photo_twice(history: History) -> None:
    data, result = photo(1)
    anna, ben = (history.add_person(name).id for name in ("Anna", "Ben"))
    first = history.add(anna, data, result, Said(note="before", tags=("a",)))
    again = history.add(anna, data, made_up("uncertain", source=result.source), Said(tags=("b",)))
    assert again == first
    entry = history.entry(first)
    assert (entry.note, entry.tags) == ("before", ("a", "b"))
    assert entry.result is not None
    assert entry.result.predictions["condition"].decision == "uncertain"
    assert history.add(ben, data, result) != first
    assert history.count() == 2


def test_what_is_refused(history: History) -> None:
    anna = history.add_person("  Anna   Müller ")
    assert anna.name == "Anna Müller"
    codes = []
    data, result = photo(1)
    attempts = (
        lambda: history.add_person("ANNA MULLER"),
        lambda: history.add_person(" \n"),
        lambda: history.change_person(history.add_person("Ben").id, name="anna müller"),
        lambda: history.person("Carl"),
        lambda: history.entry(7),
        lambda: history.change(7, Said(note="x")),
        lambda: history.add(anna.id, photo(2)[0], result),
        lambda: history.add(
            anna.id, data, made_up(source=result.source, warnings=("mock_result",))
        ),
    )
    for attempt in attempts:
        with pytest.raises(HistoryError) as caught:
            attempt()
        codes.append(caught.value.code)
    assert codes == [
        *("person_exists", "person_unnamed", "person_exists", "person_unknown"),
        *("photo_unknown", "photo_unknown", "photo_changed", "demo_result"),
    ]
    assert history.count() == 0


def test_people(history: History) -> None:
    anna, ben = (history.add_person(name) for name in ("Anna", "Ängie"))
    history.change_person(anna.id, note="since spring")
    for number, day in enumerate((3, 1, 2)):
        taken = dt.datetime(2026, 3, day)  # noqa: DTZ001
        history.add(anna.id, *photo(number), Said(taken=taken))
    shown = history.people()
    assert [(p.name, p.photos, p.note) for p in shown] == [
        ("Ängie", 0, ""),
        ("Anna", 3, "since spring"),
    ]
    assert (shown[1].first, shown[1].last) == (
        dt.datetime(2026, 3, 1),  # noqa: DTZ001
        dt.datetime(2026, 3, 3),  # noqa: DTZ001
    )
    history.change_person(ben.id, name="Angelika")
    assert [p.name for p in history.people("gel")] == ["Angelika"]
    assert history.person("ANGELIKA").id == ben.id


def test_found_by_what_was_said_and_seen(history: History) -> None:
    anna, ben = (history.add_person(name).id for name in ("Anna Kühn", "Ben"))
    one = history.add(anna, *photo(1), Said(DAY, BodyArea.HAND, "nach der Kur", ("links",)))
    two = history.add(ben, *photo(2), Said(DAY + dt.timedelta(1), BodyArea.FACE, "Große Stirn"))
    three = history.add(ben, *photo(3, in_scope=False), Said(DAY + dt.timedelta(2)))

    def found(**wanted: object) -> list[int]:
        asked = Wanted(**wanted)  # type: ignore[arg-type]
        numbers = [entry.id for entry in history.photos(asked)]
        assert history.count(asked) == len(numbers)
        return numbers

    assert found() == [three, two, one]
    assert found(person=ben) == [three, two]
    assert found(area=BodyArea.HAND) == [one]
    assert found(tag="links") == [one]
    assert found(tag="link") == []
    assert found(since=DAY.date(), until=DAY.date()) == [one]
    assert found(text="GROSSE stirn") == [two]
    assert found(text="kuhn kur") == [one]
    assert found(text="kuhn stirn") == []
    assert found(text="photo 3") == [three]
    assert found(text="mild acne") == [two, one]  # the answer, where one is shown
    assert found(text="hand") == [one]
    with language.speaking("de"):
        assert found(text="gesicht") == [two]
        assert found(text="akne") == [two, one]
    history.change(one, Said(note="weg", tags=("rechts",)))
    assert found(text="kur") == found(tag="links") == []
    assert found(text="rechts weg") == [one]
    assert history.tags() == ["rechts"]
    assert found(text="%") == found(text="_") == []


def test_page_by_page(history: History) -> None:
    anna = history.add_person("Anna").id
    for number in range(23):  # several of the same second
        taken = DAY + dt.timedelta(seconds=number // 4)
        history.add(anna, *photo(number), Said(taken=taken))
    for text in ("", "photo"):
        pages, after = [], None
        while page := history.photos(Wanted(text=text), after=after, limit=5):
            pages.append(page)
            after = page[-1]
        assert [len(page) for page in pages] == [5, 5, 5, 5, 3]
        flat = [entry for page in pages for entry in page]
        assert flat == history.photos(limit=None)
        assert [(e.taken, e.id) for e in flat] == sorted(
            ((e.taken, e.id) for e in flat), reverse=True
        )


def test_odd_texts_are_only_texts(history: History, tmp_path: Path, analyzer: Analyzer) -> None:
    name = "Robert'); DROP TABLE photo;-- \udcff"
    person = history.add_person(name)
    assert history.person(name).id == person.id
    file = tmp_path / os.fsdecode(b"b\xff'.png")
    Image.new("RGB", (300, 300), "tan").save(str(file), "PNG")
    number = history.add(
        person.id,
        str(file),
        analyzer.analyze(str(file)),
        Said(note="\0\n'\udc80", tags=("\x1f", "a\x1fb")),
    )
    entry = history.entry(number)
    assert entry.path == str(file)
    assert entry.tags == ("a b",)
    assert history.count(Wanted(text="'")) == 1


def test_a_damaged_result_is_no_result(history: History) -> None:
    number = history.add(history.add_person("Anna").id, *photo(1))
    with history._database.changing() as database:
        database.execute("UPDATE result SET json = CAST(replace(json, '0.7', '0.9') AS BLOB)")
    assert history.entry(number).result is None
    assert [entry.id for entry in history.photos()] == [number]


@pytest.mark.parametrize(("version", "is_read"), [(1, True), (SCHEMA_VERSION + 1, False)])
def test_a_result_of_another_schema(history: History, version: int, is_read: bool) -> None:  # noqa: FBT001
    number = history.add(history.add_person("Anna").id, *photo(1, schema_version=version))
    assert (history.entry(number).result is not None) == is_read
