"""One exception family. Each error has a stable code, a sentence and a next step."""

import errno
import sys
from typing import Final, Literal

PhotoErrorCode = Literal[
    "not_found",
    "is_directory",
    "not_a_file",
    "permission_denied",
    "unreadable",
    "empty_file",
    "file_too_large",
    "too_many_pixels",
    "too_complex",
    "unsupported_format",
    "damaged",
]
ModelErrorCode = Literal[
    "model_not_found",
    "model_unreadable",
    "model_damaged",
    "model_wrong_shape",
    "model_foreign_invalid",
    "model_unsafe",
    "manifest_invalid",
    "runtime_unknown",
    "runtime_unavailable",
    "inference_failed",
]
OutputErrorCode = Literal[
    "output_format_unknown",
    "output_exists",
    "bundle_exists",
    "output_in_use",
    "output_not_writable",
    "output_not_resumable",
    "disk_full",
]
LabelsErrorCode = Literal[
    "labels_not_found",
    "own_labels_not_found",
    "label_column_not_found",
    "labels_invalid",
    "labels_unreadable",
    "labels_too_few",
]
HistoryErrorCode = Literal[
    "history_off",
    "history_damaged",
    "history_newer",
    "history_busy",
    "history_not_writable",
    "history_traces",
    "person_unknown",
    "person_exists",
    "person_unnamed",
    "photo_unknown",
    "photo_changed",
    "result_unreadable",
    "demo_result",
    "disk_full",
]
# A full disk, a quota, and a file as large as the file system or a limit allows.
_NO_ROOM: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)


class HaskiError(Exception):
    """Something that the program can explain.

    Attributes:
        code: Stable identifier, part of the JSON contract.
        message: One sentence for people.
        next_step: What the person can do about it.
    """

    def __init__(self, code: str, message: str, next_step: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}"


class PhotoError(HaskiError):
    """A photo that can't be read; other photos are not affected."""

    def __init__(self, code: PhotoErrorCode, message: str, next_step: str) -> None:
        super().__init__(code, message, next_step)


class ModelError(HaskiError):
    """No usable model: missing, damaged, or no runtime that can run it."""

    def __init__(self, code: ModelErrorCode, message: str, next_step: str) -> None:
        super().__init__(code, message, next_step)


class LabelsError(HaskiError):
    """The labels of a folder of photos: there are none, or they can't be used."""

    def __init__(self, code: LabelsErrorCode, message: str, next_step: str) -> None:
        super().__init__(code, message, next_step)


class OutputError(HaskiError):
    """Results that can't be written; what was written before stays readable."""

    def __init__(self, code: OutputErrorCode, message: str, next_step: str) -> None:
        super().__init__(code, message, next_step)

    @classmethod
    def of(cls, path: str, error: OSError) -> "OutputError":
        """What the system's ``error`` while writing ``path`` means."""
        name = printable(path)
        if is_full(error):
            return cls(
                "disk_full",
                f"There is no room left to write “{name}”.",
                "Free some space, then continue.",
            )
        reason = error.strerror or type(error).__name__
        return cls(
            "output_not_writable",
            f"“{name}” can't be written ({reason}).",
            "Choose another place, or check the folder and its permissions.",
        )


class HistoryError(HaskiError):
    """The history can't do what was asked; what it keeps stays as it was."""

    def __init__(self, code: HistoryErrorCode, message: str, next_step: str) -> None:
        super().__init__(code, message, next_step)


def is_full(error: OSError) -> bool:
    """Whether the system had no room for what was written."""
    return error.errno in _NO_ROOM


def printable(text: str) -> str:
    """``text`` with what no encoder could write (undecodable file names) replaced."""
    return text.encode(sys.getfilesystemencoding(), "surrogateescape").decode("utf-8", "replace")
