"""Errors, explained in the user's language: what is the matter, and what to do.

By code: the errors' own sentences are English, name files and system reasons, and are for
logs and programs. A next step speaks of no menu and no option; these differ between the
window and the command line, which add their own.
"""

from typing import Final, NamedTuple, Protocol

from haski_desktop.language import Message

_READABLE: Final = Message("Choose a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP photo.")
_RETRY: Final = Message("Check the disk, then try again.")
_REINSTALL: Final = Message("Choose another model, or install the program again.")
_OTHER_RUNTIME: Final = Message("Choose another runtime.")
_OTHER_OUTPUT: Final = Message("Move it away, or choose another output file.")

_PHOTO: Final = {
    "not_found": (
        Message("The file was not found."),
        Message("It may have been moved or deleted."),
    ),
    "is_directory": (Message("This is a folder, not a photo."), Message("Open it as a folder.")),
    "not_a_file": (Message("This is a device, not a file."), _READABLE),
    "permission_denied": (
        Message("The file may not be read."),
        Message("Change its permissions, or copy it."),
    ),
    "unreadable": (Message("The file can't be read."), _RETRY),
    "empty_file": (Message("The file is empty."), Message("Choose another photo.")),
    "file_too_large": (
        Message("The file is too large."),
        Message("Save it as JPEG and try again."),
    ),
    "too_many_pixels": (
        Message("The photo has too many pixels to be opened safely."),
        Message("Scale it down first."),
    ),
    "too_complex": (
        Message("The photo is built so that reading it would take too long."),
        Message("Save it anew as JPEG with another program."),
    ),
    "unsupported_format": (Message("This is not a photo in a known format."), _READABLE),
    "damaged": (
        Message("The photo is damaged or cut short."),
        Message("Copy it again from where it came from, or choose another photo."),
    ),
    "internal_error": (
        Message("Something unexpected went wrong with this photo."),
        Message("The program's log says more."),
    ),
}
_MODEL: Final = {
    "model_not_found": (Message("There is no model at this place."), _REINSTALL),
    "model_unreadable": (Message("The model can't be read."), _RETRY),
    "model_damaged": (Message("The model file is damaged."), _REINSTALL),
    "model_wrong_shape": (Message("The model is not a skin and hair classifier."), _REINSTALL),
    "model_foreign_invalid": (
        Message("The model was made elsewhere and can't be used as it is."),
        Message("Export it again, with its labels."),
    ),
    "model_unsafe": (
        Message("The model's zip file is not safe to unpack."),
        Message("Use a model from a source that you trust."),
    ),
    "manifest_invalid": (Message("The model's description is not valid."), _REINSTALL),
    "runtime_unknown": (Message("There is no such runtime."), _OTHER_RUNTIME),
    "runtime_unavailable": (
        Message("What runs this kind of model is not installed."),
        _OTHER_RUNTIME,
    ),
    "inference_failed": (Message("The model failed on this photo."), _OTHER_RUNTIME),
}
_LABELS: Final = {
    "labels_not_found": (
        Message("The photos have no labels."),
        Message(
            "Add a labels.csv with the columns photo and skin_type, hair_type or condition, or "
            "put the photos into folders named by their label."
        ),
    ),
    "own_labels_not_found": (
        Message("The photos have no labels."),
        Message(
            "Put the photos into folders named by their label, or add a labels.csv with the "
            "columns photo and label."
        ),
    ),
    "label_column_not_found": (
        Message("The table of labels has no such column."),
        Message("Check the column's name."),
    ),
    "labels_invalid": (
        Message("The table of labels can't be used."),
        Message("Save it as CSV in UTF-8, with a header line."),
    ),
    "labels_too_few": (
        Message("The labelled photos are too few to learn from."),
        Message("Add photos, of several people or places for each label."),
    ),
    "labels_unreadable": (Message("The table of labels can't be read."), _RETRY),
}
_OUTPUT: Final = {
    "output_format_unknown": (
        Message("The output's format is not known."),
        Message("Give the file an ending that says which one."),
    ),
    "output_exists": (
        Message("The output file exists already."),
        Message("Continue it, delete it, or choose another output file."),
    ),
    "bundle_exists": (
        Message("A model of this name exists already."),
        Message("Remove that one first, or choose another name."),
    ),
    "output_in_use": (
        Message("Another batch is being written to this file."),
        Message("Wait for it to end, or choose another output file."),
    ),
    "output_not_writable": (
        Message("The output can't be written."),
        Message("Choose another place, or check the folder and its permissions."),
    ),
    "output_not_resumable": (Message("The output can't be continued."), _OTHER_OUTPUT),
    "disk_full": (Message("The disk is full."), Message("Free some space, then continue.")),
}
_HISTORY: Final = {
    "history_off": (Message("The history is off."), Message("Turn it on first.")),
    "history_damaged": (
        Message("The history's file is damaged, or no history."),
        Message(
            "It is left as it is. Put a copy of it in its place, or move it away to begin anew."
        ),
    ),
    "history_newer": (
        Message("The history was made by a newer version of this program."),
        Message("Use that version; nothing was changed."),
    ),
    "history_busy": (
        Message("Another program is writing the history."),
        Message("Wait until it has finished, then try again."),
    ),
    "history_not_writable": (
        Message("The history can't be read or written."),
        Message("Check the folder and its permissions."),
    ),
    "history_traces": (
        Message("It is deleted, but the file could not be cleared of its traces yet."),
        Message(
            "That is done when the history is next opened; free some space, or end the other "
            "program."
        ),
    ),
    "person_unknown": (
        Message("There is nobody of this name in the history."),
        Message("Check the name."),
    ),
    "person_exists": (
        Message("There is somebody of this name in the history already."),
        Message("Add something to the name, such as a year of birth."),
    ),
    "person_unnamed": (Message("A person needs a name."), Message("Give one.")),
    "photo_unknown": (
        Message("There is no such photo in the history."),
        Message("Numbers are shown in the list of photos."),
    ),
    "photo_changed": (
        Message("The photo has changed since it was analysed."),
        Message("Analyse it again."),
    ),
    "result_unreadable": (
        Message("The photo's result in the history can't be read."),
        Message("Add the photo once more."),
    ),
    "demo_result": (
        Message("Made-up results are not kept in the history."),
        Message("Analyse the photo with a model."),
    ),
}
_OTHER: Final = {
    "skin_answers_invalid": (
        Message("The answers about the skin can't be used."),
        Message("Each of the six items needs one of: never, sometimes, often, always."),
    ),
}
_RESULTS: Final = {
    "results_unreadable": (
        Message("The results can't be read."),
        Message("Check the file and its permissions."),
    ),
    "results_invalid": (
        Message("The file holds no results of this program."),
        Message("Choose a .json or .jsonl file that this program has written."),
    ),
    "results_too_new": (
        Message("A newer version of the program has written these results."),
        Message("Use a newer version of the program."),
    ),
}
_REPORT: Final = {
    "results_empty": (
        Message("There are no results to write about."),
        Message("Choose photos, or a file with results."),
    ),
    "report_too_long": (
        Message("These are too many photos for a page each."),
        Message("Write one page about all of them."),
    ),
    "pdf_unavailable": (
        Message("What PDF needs can't be loaded."),
        Message("Install the system libraries of Qt, or write HTML."),
    ),
    "no_fonts": (
        Message("The system has no fonts to write a PDF with."),
        Message("Install a font, or write HTML."),
    ),
}
_ALL: Final = _PHOTO | _MODEL | _LABELS | _OUTPUT | _HISTORY | _RESULTS | _REPORT | _OTHER


class CodedError(Protocol):
    """An error or the record of one: a code, and an English sentence and next step."""

    @property
    def code(self) -> str: ...  # noqa: D102

    @property
    def message(self) -> str: ...  # noqa: D102

    @property
    def next_step(self) -> str: ...  # noqa: D102


class Explanation(NamedTuple):
    """An error for people: what is the matter, and what to do."""

    sentence: str
    next_step: str


def explain(error: CodedError) -> Explanation:
    """The explanation of an error; its own English words if its code has no entry."""
    known = _ALL.get(error.code)
    if known is None:
        return Explanation(error.message, error.next_step)
    sentence, next_step = known
    return Explanation(str(sentence), str(next_step))
