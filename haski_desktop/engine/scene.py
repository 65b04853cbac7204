"""Looks at a photo before it is judged: faces, skin, hair, quality, and which parts to judge."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from haski_desktop.engine.analysis import AreaShares, FaceInfo, Quality, Region
from haski_desktop.engine.labels import HeadName
from haski_desktop.engine.model import ViewName
from haski_desktop.engine.runtime import Runtime
from haski_desktop.engine.see.areas import (
    NETWORK,
    Areas,
    face_candidates,
    find_areas,
    refine_areas,
)
from haski_desktop.engine.see.faces import Face, find_faces
from haski_desktop.engine.see.geometry import WHOLE, Box
from haski_desktop.engine.see.pyramid import Pyramid
from haski_desktop.engine.see.quality import judge_quality
from haski_desktop.engine.see.regions import look_at_face
from haski_desktop.engine.see.views import (
    Reason,
    View,
    choose_views,
    cut,
    far_person,
    hair_reason,
    judged_part,
    skin_reason,
)
from haski_desktop.engine.together import together


class SeeNetworks(NamedTuple):
    """The networks that look at a photo; ``None`` for those that can't be used.

    Attributes:
        detector: Finds faces.
        mesh: Confirms and outlines them.
        areas: Finds skin and hair.
        checksums: Of the files of those that are usable, in hexadecimal.
    """

    detector: Runtime | None = None
    mesh: Runtime | None = None
    areas: Runtime | None = None
    checksums: tuple[str, ...] = ()


class Scene(NamedTuple):
    """What a photo shows, as far as it decides what to judge.

    Attributes:
        faces: Its faces, the largest first; ``None`` if nothing could look for them.
        areas: Its skin and hair; ``None`` if nothing could look for them.
        views: The parts worth judging, by name; ``whole`` is always there.
        reasons: Why a head can't judge the photo, for those that can't.
    """

    faces: tuple[Face, ...] | None
    areas: Areas | None
    views: Mapping[ViewName, View]
    reasons: Mapping[HeadName, Reason]

    @property
    def face(self) -> Face | None:
        """The face that is judged: the largest."""
        return self.faces[0] if self.faces else None

    def shares(self) -> AreaShares | None:
        """How much is skin and hair, as results have it."""
        if self.areas is None:
            return None
        return AreaShares(round(self.areas.skin, 4), round(self.areas.hair, 4))


class Inspection(NamedTuple):
    """What a closer look at the judged face and at the photo's faults finds.

    Attributes:
        regions: Of the largest face.
        quality: What is wrong with the photo; ``None`` if nothing could look.
    """

    regions: tuple[Region, ...] = ()
    quality: Quality | None = None


# Of a photo that nothing looked at.
NOT_LOOKED_AT: Final = Scene(None, None, {"whole": View("whole", WHOLE)}, {})


def look(
    photo: Pyramid,
    size: tuple[int, int],
    networks: SeeNetworks,
    *,
    parallel: bool = False,
) -> Scene:
    """Look at a photo.

    Args:
        photo: The upright working image, all of its copies made.
        size: Width and height of the original in pixels.
        networks: What to look with.
        parallel: Whether a second thread may help.

    Raises:
        ModelError: A network failed.
    """
    areas, faces = together(
        lambda: _areas(photo, networks.areas),
        lambda: _faces(photo, networks, (WHOLE,)),
        parallel=parallel,
    )
    if faces == () and areas is not None:
        faces = _faces(photo, networks, face_candidates(areas, photo.size))
    face = faces[0] if faces else None
    if areas is not None and networks.areas is not None:
        part = far_person(face, areas)
        if part is not None:
            areas = refine_areas(areas, photo, part, networks.areas)
    views = choose_views(size, face, areas)
    if areas is None:  # how much of the photo the person fills is not known
        views |= NOT_LOOKED_AT.views
    reasons: dict[HeadName, Reason] = {}
    if (reason := skin_reason(size, face, areas)) is not None:
        reasons |= {"skin_type": reason, "condition": reason}
    if (reason := hair_reason(size, face, areas)) is not None:
        reasons["hair_type"] = reason
    return Scene(faces, areas, views, reasons)


def inspect(photo: Pyramid, size: tuple[int, int], scene: Scene) -> Inspection:
    """Look closely at the judged face, and at what is wrong with the photo.

    Args:
        photo: The upright working image, all of its copies made.
        size: Width and height of the original in pixels.
        scene: What it shows.
    """
    face = scene.face
    regions, light = ((), None) if face is None else look_at_face(photo, face, scene.areas)
    part = judged_part(scene.views)
    return Inspection(regions, judge_quality(photo, size, face, light, part))


def face_infos(scene: Scene, regions: tuple[Region, ...]) -> tuple[FaceInfo, ...] | None:
    """The faces as results have them; the first has ``regions``."""
    if scene.faces is None:
        return None
    infos = []
    for index, face in enumerate(scene.faces):
        yaw, pitch, roll = (round(angle, 1) for angle in (face.yaw, face.pitch, face.roll))
        infos.append(FaceInfo(face.box.rounded(), yaw, pitch, roll, regions if index == 0 else ()))
    return tuple(infos)


def _areas(photo: Pyramid, network: Runtime | None) -> Areas | None:
    if network is None:
        return None
    height, width, _ = NETWORK.inputs[0]
    return find_areas(cut(photo, WHOLE, (width, height)), network)


def _faces(photo: Pyramid, networks: SeeNetworks, parts: Sequence[Box]) -> tuple[Face, ...] | None:
    if networks.detector is None or networks.mesh is None:
        return None
    return find_faces(photo, networks.detector, networks.mesh, parts)
