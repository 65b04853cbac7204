"""Two dates compared: what is said, what is not, and which point lies on which."""

import datetime as dt
import math
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageFilter

from haski_desktop.engine.analysis import Analysis, FaceInfo, Issue, Quality, Region
from haski_desktop.engine.analyzer import Analyzer
from haski_desktop.engine.labels import CONDITION
from haski_desktop.engine.see.geometry import Box
from haski_desktop.errors import HistoryError
from haski_desktop.history import words
from haski_desktop.history.alignment import alignment
from haski_desktop.history.areas import BodyArea
from haski_desktop.history.comparison import compare, noise_of
from haski_desktop.history.measures import MEASURES, measured
from haski_desktop.history.noise import FLOOR, Noise
from haski_desktop.history.records import Entry
from haski_desktop.history.trend import trends
from tests.made_up import made_up

START = dt.datetime(2026, 3, 1, 9)  # noqa: DTZ001 - as cameras have it
BY_KEY = {measure.key: measure for measure in MEASURES}


def acne(share: float, **changes: object) -> Analysis:
    """A result in which acne has this probability."""
    result = made_up(**changes)  # type: ignore[arg-type]
    condition = result.predictions["condition"]
    shares = dict.fromkeys(CONDITION.labels, 0.0) | {"mild_acne": share, "healthy": 1 - share}
    predictions = result.predictions | {
        "condition": msgspec.structs.replace(condition, probabilities=shares)
    }
    return msgspec.structs.replace(result, predictions=predictions)


def entry(number: int, days: float, result: Analysis | None, **changes: object) -> Entry:
    taken = START + dt.timedelta(days=days)
    made = Entry(
        number, 1, "Anna", taken, "camera", BodyArea.FACE, "a.jpg", "", "", "", (), False, result
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def month(*days: tuple[float, ...]) -> list[Entry]:
    """Photos of several days, a week apart, with these probabilities of acne."""
    shares = [
        (7 * day + hour / 24, s) for day, all_ in enumerate(days) for hour, s in enumerate(all_)
    ]
    return [entry(number, when, acne(share)) for number, (when, share) in enumerate(shares)]


def face(shift: float = 0.0, scale: float = 1.0, **changes: object) -> FaceInfo:
    """A face of five parts, somewhere in the photo."""
    centres = {"forehead": (0, -1), "nose": (0, 0), "left_cheek": (-0.6, 0.3)}
    centres |= {"right_cheek": (0.6, 0.3), "chin": (0, 1)}
    regions = []
    for name, (x, y) in centres.items():
        middle = np.array([0.5 + shift, 0.5]) + 0.2 * scale * np.array([x, y])
        corners = middle + 0.02 * scale * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        polygon = tuple((float(a), float(b)) for a, b in corners)
        regions.append(Region(name, polygon, 0.2))  # type: ignore[arg-type]
    box = Box(0.5 + shift - 0.2 * scale, 0.5 - 0.25 * scale, 0.4 * scale, 0.5 * scale)
    values: dict[str, object] = {"box": box, "yaw": 0.0, "pitch": 0.0, "roll": 0.0}
    return FaceInfo(**(values | {"regions": tuple(regions)} | changes))  # type: ignore[arg-type]


def test_the_noise_of_a_day_is_pooled_over_days() -> None:
    noise = Noise.of_days([(0.1, 0.3), (0.5,), (0.6, 0.8, 0.7), ()])
    assert noise is not None
    assert noise.freedom == 3
    assert noise.deviation == pytest.approx(math.sqrt((0.02 + 0.02) / 3))
    assert noise.band() == pytest.approx(3.182 * noise.deviation * math.sqrt(2))
    assert noise.band(4, 4) == pytest.approx(noise.band() / 2)
    assert Noise.of_days([(0.5,), (0.6,)]) is None
    still = Noise.of_days([(0.5, 0.5)] * 200)
    assert still is not None
    assert still.band() == pytest.approx(1.98 * FLOOR * math.sqrt(2))


def test_nothing_is_claimed_inside_the_band() -> None:
    photos = month((0.60, 0.70, 0.65), (0.62, 0.72), (0.55, 0.66))
    comparison = compare(photos[0], photos[-2], noise_of(photos))
    assert {change.verdict for change in comparison.changes} == {"same"}
    assert words.headline(comparison) == "No difference beyond the noise between photos."
    (trend,) = [t for t in trends(photos) if t.measure.key == "acne"]
    assert trend.change is not None
    assert trend.change.verdict == "same"
    assert words.trend_words(trend).startswith("No trend in 14 days: within the noise (± ")


def test_what_is_beyond_the_band() -> None:
    photos = month((0.80, 0.82, 0.79), (0.60, 0.62), (0.30, 0.28))
    comparison = compare(photos[-1], photos[0], noise_of(photos))
    assert comparison.first is photos[0]
    by_key = {change.measure.key: change for change in comparison.changes}
    assert (by_key["acne"].verdict, by_key["visible"].verdict) == ("lower", "lower")
    assert by_key["eczema_or_psoriasis"].verdict == "same"
    assert by_key["acne"].band == noise_of(photos)[BY_KEY["acne"]].band()
    assert words.headline(comparison) == "Something differs by more than photos of one day do."
    first = words.changes(comparison)[0]
    assert first.startswith("Any visible condition: 80% → 28%: less than before, by more than ")
    assert first.endswith("(± 12 points)")
    assert len(words.changes(comparison)) == 2  # none for what was never there
    trend = next(t for t in trends(photos) if t.measure.key == "acne")
    assert [len(day.values) for day in trend.days] == [3, 2, 2]
    assert words.trend_words(trend).startswith("Lower than at first in 14 days")


def test_without_two_photos_of_a_day_nothing_is_claimed() -> None:
    photos = month((0.9,), (0.1,))
    comparison = compare(photos[0], photos[1], noise_of(photos))
    assert {change.verdict for change in comparison.changes} == {"unknown"}
    assert words.headline(comparison) == "Whether something changed can't be said yet."
    assert "two or three photos on one day" in words.advice(comparison)[0]
    trend = next(t for t in trends(photos) if t.measure.key == "acne")
    assert "no day has two photos" in words.trend_words(trend)
    assert trends(month((0.5, 0.6)))[0].change is None
    assert trends([]) == ()


def fault(code: str, affects: str) -> Quality:
    return Quality(affects != "answer", (Issue(code, affects, 1.0, 0.5),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "obstacle", "sentence"),
    [
        ({"model_version": "v2"}, "other_model", "different models"),
        ({"in_scope": False}, "out_of_scope", "neither skin nor hair"),
        (
            {"quality": fault("blurred", "answer")},
            "poor_second",
            "Later photo: The photo is blurred",
        ),
        ({"faces": ()}, "one_face", "Only one of them shows a face"),
        ({"faces": (face(scale=0.6),)}, "distance", "1.7 times as large"),
        ({"faces": (face(yaw=-30.0),)}, "pose", "turned differently"),
        ({"faces": (face(pitch=25.0),)}, "pose", "turned differently"),
    ],
)
def test_photos_that_differ_too_much(
    changes: dict[str, object], obstacle: str, sentence: str
) -> None:
    photos = month((0.8, 0.81, 0.8), (0.2, 0.21))
    faces = {"faces": (face(),)}
    one, other = entry(8, 0, acne(0.8, **faces)), entry(9, 7, acne(0.2, **(faces | changes)))
    noises = noise_of([*photos, *(entry(20 + n, 0.1, acne(0.8, **faces)) for n in range(3))])
    assert compare(one, entry(9, 7, acne(0.2, **faces)), noises).changes[0].verdict == "lower"
    comparison = compare(one, other, noises)
    assert comparison.obstacles == (obstacle,)
    assert {change.verdict for change in comparison.changes} <= {"unknown"}
    assert sentence in words.obstacles(comparison)[0]
    assert words.headline(comparison) == "These photos differ too much to be compared."
    assert "same light" in words.advice(comparison)[-1]


def test_other_people_and_parts_of_the_body() -> None:
    one = entry(1, 0, acne(0.2))
    other = entry(2, 7, acne(0.9), person=2, area=BodyArea.BACK)
    comparison = compare(one, other, {BY_KEY["acne"]: Noise(0.03, 9)})
    assert comparison.obstacles == ("other_person", "other_area")
    assert {change.verdict for change in comparison.changes} == {"unknown"}


def test_light_keeps_colours_from_being_compared_and_nothing_else() -> None:
    quality = fault("colour_cast", "colour")
    one = entry(1, 0, acne(0.2, faces=(face(),)))
    other = entry(2, 7, acne(0.9, faces=(face(),), quality=quality))
    comparison = compare(one, other, dict.fromkeys(MEASURES, Noise(0.03, 20)))
    assert comparison.obstacles == ("light_second",)
    verdicts = {c.measure.key: c.verdict for c in comparison.changes}
    assert verdicts["acne"] == "higher"
    assert verdicts["redness_nose"] == "unknown"
    assert "The light has a colour" in words.obstacles(comparison)[0]


def test_poor_photos_and_other_models_are_no_noise() -> None:
    poor = acne(0.1, quality=fault("blurred", "answer"))
    photos = [
        entry(1, 0, acne(0.8)),
        entry(2, 0.1, poor),
        entry(3, 0.2, acne(0.1, model_version="v0")),
    ]
    assert noise_of(photos) == {}
    assert [len(day.values) for trend in trends(photos) for day in trend.days] == [1, 1, 1]


def test_a_result_that_can_not_be_read() -> None:
    with pytest.raises(HistoryError) as caught:
        compare(entry(1, 0, None), entry(2, 7, acne(0.5)), {})
    assert caught.value.code == "result_unreadable"
    assert trends([entry(1, 0, None)]) == ()


def test_a_photo_that_can_not_be_judged_has_no_probabilities() -> None:
    assert measured(made_up("not_assessable")) == {}
    values = measured(made_up(faces=(face(),)))
    assert values[BY_KEY["acne"]] == pytest.approx(0.775)
    assert values[BY_KEY["redness_chin"]] == 0.2


def test_a_face_is_laid_over_itself() -> None:
    one = made_up(faces=(face(),))
    assert alignment(one, one) == pytest.approx((1, 0, 0, 0), abs=1e-9)
    other = made_up(faces=(face(shift=0.1, scale=0.5),))
    found = alignment(one, other)
    assert found is not None
    assert found.scale == pytest.approx(2)
    nose = np.array([[0.6 * 300, 0.5 * 200]])
    assert found.apply(nose) == pytest.approx(np.array([[150, 100]]))
    assert alignment(one, made_up()) is None
    few = face()
    few = FaceInfo(few.box, 0, 0, 0, few.regions[:2])
    assert alignment(one, made_up(faces=(few,))) is None


@pytest.mark.parametrize("placing", [(0, 0.7, 500), (12, 1.3, 640), (-15, 1.0, 700)], ids=str)
def test_a_real_face_is_laid_over_itself(
    sample: Path, analyzer: Analyzer, tmp_path: Path, placing: tuple[int, float, int]
) -> None:
    """The sample, turned, scaled and moved: its points come back to where they were."""
    angle, scale, size = placing
    with Image.open(sample) as image:
        photo = image.convert("RGB").resize((640, 640))
    turned = photo.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(128, 128, 128))
    side = round(640 * scale)
    moved = Image.new("RGB", (size + 300, size + 200), (128, 128, 128))
    moved.paste(turned.resize((side, side)).filter(ImageFilter.GaussianBlur(0.3)), (40, 25))
    moved.save(tmp_path / "moved.png")
    photo.save(tmp_path / "photo.png")
    results = [analyzer.analyze(str(tmp_path / name)) for name in ("photo.png", "moved.png")]
    found = alignment(*results)
    assert found is not None
    radians = math.radians(angle)
    turn = np.array(
        [[math.cos(radians), math.sin(radians)], [-math.sin(radians), math.cos(radians)]]
    )
    points = np.array([[250.0, 200.0], [300.0, 210.0], [275.0, 300.0]])  # about the face
    there = ((points - 320) @ turn.T + 320) * scale + (40, 25)
    # The face is some 215 pixels high.
    assert np.abs(found.apply(there) - points).max() < 12
