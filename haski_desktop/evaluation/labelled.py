"""Folders of photos to photos with labels."""

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from haski_desktop.batch.scan import scan
from haski_desktop.engine.labels import HEADS
from haski_desktop.errors import LabelsError, printable

TABLES: Final = ("labels.csv", "manifest.csv")
# Columns that may hold a photo's path below the folder.
PATH_COLUMNS: Final = ("photo", "image", "file", "path", "name")
GROUP: Final = "group"
# A question of the user's own among the heads, and its column in a table.
OWN: Final = "own_question"
OWN_COLUMN: Final = "label"
# Labels that say less than the model's own: each of these is then a right answer.
LESS_EXACT: Final[dict[str, tuple[str, ...]]] = {
    "acne": ("mild_acne", "severe_acne"),
    "acne_ungraded": ("mild_acne", "severe_acne"),
    "moderate_acne": ("mild_acne", "severe_acne"),
}
MAX_TABLE_BYTES: Final = 1 << 28
MAX_VALUES: Final = 50


class LabelledPhoto(msgspec.Struct, frozen=True):
    """A photo and what is known of it.

    Attributes:
        path: Where it lies.
        name: Its path below the folder, with ``/``.
        labels: Its label for each head (and :data:`OWN`) that it has one for: one of the
            head's own, one of :data:`LESS_EXACT`, or any other word for what is none of them.
        group: Photos of one group show the same person or are near-duplicates.
        columns: The table's other columns.
    """

    path: str
    name: str
    labels: dict[str, str]
    group: str
    columns: dict[str, str] = {}

    def accepts(self, head: str, label: str) -> bool:
        """Whether ``label`` is right for the photo."""
        own = self.labels.get(head, "")
        return label == own or label in LESS_EXACT.get(own, ())


def read_labelled(
    folder: Path, split: str | None = None, own_labels: Sequence[str] = ()
) -> list[LabelledPhoto]:
    """The photos of a folder that have a label.

    The labels come from ``labels.csv`` or ``manifest.csv`` in it, with a column for the
    photo (one of :data:`PATH_COLUMNS`) and one for each head that is labelled; a column
    ``group`` names the person. A question of the user's own has the column ``label``.
    Without a table, photos lie in folders that are named by a label: ``curly``, ``healthy``.

    Args:
        folder: The folder.
        split: Only the table's rows with this word in the column ``split``.
        own_labels: Labels of a question of the user's own, for folders named by them.

    Raises:
        LabelsError: There are no labels, or the table can't be used.
    """
    for name in TABLES:
        if os.path.isfile(folder / name):
            photos = list(_table(folder, folder / name, split))
            break
    else:
        photos = list(_folders(folder, own_labels))
    if not any(photo.labels for photo in photos):
        raise LabelsError(
            "labels_not_found",
            f"No labels were found for the photos in “{printable(str(folder))}”.",
            "Add a labels.csv with the columns photo and skin_type, hair_type or condition, or "
            "put the photos into folders named by their label.",
        )
    return [photo for photo in photos if photo.labels]


def unlabelled(folder: Path) -> list[LabelledPhoto]:
    """All photos of a folder, without labels."""
    names = ((path, os.path.relpath(path, folder).replace(os.sep, "/")) for path in scan([folder]))
    return [LabelledPhoto(path, name, {}, name) for path, name in names]


def read_classes(folder: Path) -> list[LabelledPhoto]:
    """Photos with labels of a question of the user's own, whatever these are.

    From a table with the column ``label`` or, without a table, from the names of the
    folders in the given one; a folder below these may hold one person's photos.

    Raises:
        LabelsError: There are none, or the table can't be used.
    """
    if any(os.path.isfile(folder / name) for name in TABLES):
        found = [photo for photo in read_labelled(folder) if OWN in photo.labels]
    else:
        found = []
        for photo in unlabelled(folder):
            label, *person = photo.name.split("/")[:-1] or [""]
            group = "/".join((label, *person)) if person else photo.name
            if label:
                found.append(msgspec.structs.replace(photo, labels={OWN: label}, group=group))
    if not found:
        raise LabelsError(
            "own_labels_not_found",
            f"No labelled photos were found in “{printable(str(folder))}”.",
            "Put the photos into folders named by their label, or add a labels.csv with the "
            "columns photo and label.",
        )
    return found


def _folders(folder: Path, own_labels: Sequence[str]) -> Iterator[LabelledPhoto]:
    """Photos below folders that are named by a label of one of the heads."""
    head_of: dict[str, str] = {label: head.name for head in HEADS for label in head.labels}
    head_of |= dict.fromkeys(LESS_EXACT, "condition")
    for photo in unlabelled(folder):
        labels: dict[str, str] = {}
        person: list[str] = []
        for name in photo.name.split("/")[:-1]:
            word = name.casefold().replace(" ", "_")
            if name in own_labels:
                labels[OWN] = name
            elif word in head_of:
                labels[head_of[word]] = word
            else:
                person.append(name)
        group = "/".join(person) or photo.name
        yield msgspec.structs.replace(photo, labels=labels, group=group)


def _table(folder: Path, table: Path, split: str | None) -> Iterator[LabelledPhoto]:
    known: set[str] = {head.name for head in HEADS}
    for number, row in _rows(table):
        name = next((row[c] for c in PATH_COLUMNS if row.get(c)), "")
        if not name or os.path.isabs(name) or ".." in name.replace("\\", "/").split("/"):
            reason = f"its line {number} names no photo below the folder"
            raise _invalid(table, reason)
        if split is not None and row.get("split") != split:
            continue
        labels = {head: row[head].strip() for head in known if row.get(head, "").strip()}
        if own := row.get(OWN_COLUMN, "").strip():
            labels[OWN] = own
        columns = {
            key: value
            for key, value in row.items()
            if key not in {*known, GROUP, OWN_COLUMN, *PATH_COLUMNS}
        }
        path = os.path.join(folder, name)
        yield LabelledPhoto(path, name, labels, row.get(GROUP) or name, columns)


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a table by their column names, all lower case."""
    try:
        if os.path.getsize(table) > MAX_TABLE_BYTES:
            raise _invalid(table, f"it is larger than {MAX_TABLE_BYTES >> 20} MB")
        with open(table, encoding="utf-8-sig", newline="") as file:
            # A spreadsheet of some languages separates columns by semicolons.
            first = file.readline()
            file.seek(0)
            separator = ";" if first.count(";") > first.count(",") else ","
            reader = csv.reader(file, delimiter=separator, strict=True)
            names = [name.strip().casefold() for name in next(reader, [])]
            if not set(PATH_COLUMNS) & set(names):
                raise _invalid(table, f"it has no column {', '.join(PATH_COLUMNS)}")
            if not {*(head.name for head in HEADS), OWN_COLUMN} & set(names):
                raise _invalid(table, "it has no column skin_type, hair_type, condition or label")
            for values in reader:
                if values:
                    yield reader.line_num, dict(zip(names, values, strict=False))
    except (csv.Error, UnicodeDecodeError) as error:
        raise _invalid(table, str(error)) from error
    except OSError as error:
        raise LabelsError(
            "labels_unreadable",
            f"“{printable(str(table))}” can't be read ({error.strerror}).",
            "Check its permissions and the disk.",
        ) from error


def _invalid(table: Path, reason: str) -> LabelsError:
    return LabelsError(
        "labels_invalid",
        f"The labels “{printable(table.name)}” can't be used: {reason}.",
        "Save it as CSV in UTF-8, with a header line.",
    )
