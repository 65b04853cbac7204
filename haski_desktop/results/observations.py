"""What the program saw in a photo, in a line each: faces, areas, quality; and a live guide."""

from typing import Final

from haski_desktop.engine.analysis import Analysis, FaceInfo
from haski_desktop.language import Message, gettext, ngettext, percent
from haski_desktop.results.photo_advice import hints, issue

# Up to here a face counts as seen from the front, and from here on as turned far, in degrees.
FRONT: Final = 15.0
FAR: Final = 40.0
_POSES: Final = {
    "front": Message("seen from the front"),
    "left": Message("turned to the image's left"),
    "right": Message("turned to the image's right"),
    "far_left": Message("turned far to the image's left"),
    "far_right": Message("turned far to the image's right"),
}


def faces(result: Analysis) -> str:
    """How many faces there are, and how the judged one is turned; empty if nobody has looked."""
    if result.faces is None:
        return ""
    if not result.faces:
        return gettext("no face found")
    text = ngettext(
        "one face, {pose}",
        "{count} faces; the largest is judged, {pose}",
        len(result.faces),
    )
    return text.format(count=len(result.faces), pose=_POSES[_pose(result.faces[0])])


def _pose(face: FaceInfo) -> str:
    if abs(face.yaw) < FRONT:
        return "front"
    side = "right" if face.yaw > 0 else "left"
    return f"far_{side}" if abs(face.yaw) >= FAR else side


def areas(result: Analysis) -> str:
    """How much of the photo is skin and hair; empty if nobody has looked, or it shows neither.

    What looks like hair in a photo that is out of scope is an animal's coat, or cloth.
    """
    if result.areas is None or not result.in_scope:
        return ""
    text = gettext("skin {skin} of the photo, hair {hair}")
    return text.format(skin=percent(result.areas.skin), hair=percent(result.areas.hair))


def quality(result: Analysis) -> str:
    """What is wrong with the photo and what to do.

    Empty if nobody has looked, or where a warning says what is wrong.
    """
    if result.quality is None:
        return ""
    if not result.quality.issues:
        return "" if "low_resolution" in result.warnings else gettext("nothing is wrong with it")
    return " ".join(part for found in result.quality.issues for part in issue(found.code))


def quality_advice(result: Analysis) -> list[str]:
    """A line for each fault of the photo; none if there is none, or nobody has looked."""
    issues = result.quality.issues if result.quality else ()
    return [" ".join(issue(found.code)) for found in issues]


def guide(result: Analysis) -> list[str]:
    """Hints for the next photo, a few words each, the most important first.

    A photo of a face need not show hair, nor one of hair skin: what is missing is only
    asked for if nothing can be judged.
    """
    reasons = {p.reason for p in result.predictions.values() if p.decision == "not_assessable"}
    if any(p.decision != "not_assessable" for p in result.predictions.values()):
        reasons -= {"no_skin", "no_hair"}
    codes = {*filter(None, reasons)}
    if not result.in_scope:
        codes = {"out_of_scope"}
    return hints(
        codes | {found.code for found in (result.quality.issues if result.quality else ())}
    )
