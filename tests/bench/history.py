"""How fast the history is with many photos: milliseconds, and as shares of the goal of 100.

    python tests/bench/history.py [PHOTOS]

Fills a history with 100,000 (or PHOTOS) photos of 1,000 people, each with the sample photo's
result, a note and tags, then prints the median and the longest time of what a window or a
command asks of it.
"""

import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402

from haski_desktop.engine.analyzer import Analyzer  # noqa: E402
from haski_desktop.history.areas import BodyArea  # noqa: E402
from haski_desktop.history.records import ALL, Wanted, fold  # noqa: E402
from haski_desktop.history.rows import checksum_of  # noqa: E402
from haski_desktop.history.search import shown  # noqa: E402
from haski_desktop.history.store import History  # noqa: E402
from haski_desktop.paths import bundled  # noqa: E402

PEOPLE: Final = 1000
TURNS: Final = 9
GOAL: Final = 100.0  # milliseconds
WORDS: Final = ("after", "before", "cream", "holiday", "check", "left", "right", "kühl", "morning")


def fill(history: History, count: int) -> None:
    """Put the photos there, as :meth:`History.add` would, without reading a file for each."""
    rng = random.Random(5)
    result = Analyzer.open().analyze(str(bundled("resources/sample.jpg")))
    json = msgspec.json.encode(result)
    start = dt.datetime(2022, 1, 1)  # noqa: DTZ001 - as cameras have it
    with history._database.changing() as database:
        for number in range(PEOPLE):
            name = f"Client {number:04} {rng.choice(('Müller', 'Šimek', 'Okafor', 'Lee'))}"
            database.execute("INSERT INTO person (name, key) VALUES (?, ?)", (name, fold(name)))
        for number in range(count):
            taken = start + dt.timedelta(minutes=rng.randrange(2_000_000))
            area = rng.choice([*BodyArea])
            name, note = f"IMG_{number:06}.jpg", " ".join(rng.sample(WORDS, 4))
            tags = rng.sample(("first", "second", "control"), rng.randrange(3))
            path, digest = os.fsencode(f"/home/person/photos/{name}"), rng.randbytes(32)
            search = fold("\n".join((name, note, *tags)))
            row = (rng.randrange(PEOPLE) + 1, taken.isoformat(), "camera", area, name, path)
            database.execute(
                "INSERT INTO photo VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, digest, note, shown(result), search),
            )
            last = number + 1
            database.execute("INSERT INTO result VALUES (?, ?, ?)", (last, json, checksum_of(json)))
            for tag in tags:
                database.execute("INSERT INTO tag VALUES (?, ?)", (tag, last))


def measured(title: str, ask: Callable[[], object]) -> None:
    """Ask several times and print how long it took."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    middle, longest = statistics.median(times), max(times)
    print(f"{title:<52}{middle:8.1f} ms {middle / GOAL:6.2f}   longest {longest:8.1f} ms")


def main(arguments: list[str]) -> int:
    """Print all measurements."""
    count = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory(prefix="haski-history-") as folder:
        path = str(Path(folder) / "history" / "history.sqlite")
        history = History(path, create=True)
        history.turn_on(keeps_photos=False)
        fill(history, count)
        history.close()
        print(f"{count} photos of {PEOPLE} people, {os.path.getsize(path) / 2**20:.0f} MB")
        start = time.perf_counter()
        history = History(path)
        print(f"opened, with the check of the day: {(time.perf_counter() - start) * 1000:.0f} ms")
        history.close()
        measured("open and close", lambda: History(path).close())
        history = History(path)
        first = history.photos()
        middle = history.photos(limit=count // 2)[-1]
        rare = first[0].name.removesuffix(".jpg")
        day = first[0].taken.date()
        measured("people, with their counts", history.people)
        measured("people, searched", lambda: history.people("okafor 9"))
        measured("photos: the first page", history.photos)
        measured("photos: a page in the middle", lambda: history.photos(after=middle))
        measured("photos: how many", history.count)
        measured("tags", history.tags)
        filters = {
            "of a person": Wanted(person=7),
            "of a part of the body": Wanted(area=BodyArea.HAND),
            "with a tag": Wanted(tag="control"),
            "of a day": Wanted(since=day, until=day),
            "of a person's hand with a tag": Wanted(person=7, area=BodyArea.HAND, tag="first"),
            "searched: a word of many": Wanted(text="kuhl"),
            "searched: two words": Wanted(text="holiday müller"),
            "searched: an answer": Wanted(text="straight"),
            "searched: one photo of all": Wanted(text=rare),
            "searched: nothing": Wanted(text="zzz"),
        }
        for title, wanted in filters.items():
            measured(f"photos {title}", partial(history.photos, wanted))
            measured(f"how many {title}", partial(history.count, wanted))
        assert history.count(ALL) == count
        start = time.perf_counter()
        history.delete_person(7)
        print(f"a person deleted without a trace: {time.perf_counter() - start:.2f} s")
        history.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
