"""What was seen in a photo, in words."""

import msgspec
import pytest

from haski_desktop.engine.analysis import (
    Analysis,
    AreaShares,
    FaceInfo,
    Issue,
    IssueCode,
    Quality,
    Reason,
)
from haski_desktop.engine.labels import HEADS
from haski_desktop.engine.see.geometry import Box
from haski_desktop.results import observations, sentences
from tests.made_up import made_up


def face(yaw: float) -> FaceInfo:
    return FaceInfo(Box(0.2, 0.2, 0.4, 0.5), yaw, 0.0, 0.0)


def faults(*codes: IssueCode) -> Quality:
    return Quality(False, tuple(Issue(code, "answer", 1.0, 0.5) for code in codes))


def not_judged(**reasons: Reason) -> Analysis:
    """A result in which heads can't be judged, each for its reason."""
    result = made_up()
    blind = made_up("not_assessable").predictions
    changed = {
        head.name: msgspec.structs.replace(blind[head.name], reason=reasons[head.name])
        if head.name in reasons
        else result.predictions[head.name]
        for head in HEADS
    }
    return msgspec.structs.replace(result, predictions=changed)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, ""),
        ((), "no face found"),
        ((face(-3),), "one face, seen from the front"),
        ((face(25),), "one face, turned to the image's right"),
        ((face(-60),), "one face, turned far to the image's left"),
        ((face(3), face(80)), "2 faces; the largest is judged, seen from the front"),
    ],
)
def test_faces(found: tuple[FaceInfo, ...] | None, said: str) -> None:
    assert observations.faces(made_up(faces=found)) == said


def test_areas_and_quality() -> None:
    assert observations.areas(made_up()) == observations.quality(made_up()) == ""
    seen = made_up(areas=AreaShares(0.344, 0.2), quality=Quality(True))
    assert observations.areas(seen) == "skin 34% of the photo, hair 20%"
    assert observations.areas(made_up(areas=AreaShares(0.1, 0.35), in_scope=False)) == ""
    assert observations.quality(made_up(quality=Quality(True), warnings=("low_resolution",))) == ""
    assert observations.quality(seen) == "nothing is wrong with it"
    poor = made_up(quality=faults("blurred", "too_dark"))
    assert observations.quality(poor).startswith("The photo is blurred. Hold still")
    assert len(observations.quality_advice(poor)) == 2
    assert "Take it near a window, by day." in sentences.as_text("x", poor)


def test_the_guide_asks_for_what_matters_and_only_for_that() -> None:
    assert observations.guide(made_up()) == []
    assert observations.guide(not_judged(hair_type="no_hair")) == []
    assert observations.guide(not_judged(condition="too_small", skin_type="too_small")) == [
        "Come closer"
    ]
    nothing = not_judged(hair_type="no_hair", condition="no_skin", skin_type="no_skin")
    poor = msgspec.structs.replace(nothing, quality=faults("too_dark", "noisy", "blurred"))
    assert observations.guide(poor) == [
        "Show the skin",
        "Show the hair open",
        "More light",
        "Hold still, and focus",
    ]
    assert observations.guide(made_up(in_scope=False)) == ["Show skin or hair"]
