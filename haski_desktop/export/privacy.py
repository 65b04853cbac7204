"""What results tell of where photos lie and what they are called."""

import ntpath
import posixpath
from enum import StrEnum

from msgspec import structs

from haski_desktop.engine.analysis import Analysis, Failure


class Names(StrEnum):
    """What stands for a photo in a file that is handed on."""

    FILE = "file"
    PATH = "path"
    HASH = "hash"


def named(result: Analysis | Failure, names: Names) -> Analysis | Failure:
    """``result`` with the name that is wanted for its photo, and no other one in it.

    Args:
        result: Its photo's name may be a path, of this system or another.
        names: ``FILE`` cuts a path to the file's name. ``HASH`` puts the first 16 digits of
            the content's SHA-256 in place of the name: who has the photo can tell which one
            it is. A photo that could not be read has no such sum, so its name becomes empty.
    """
    path = result.source.name
    if names is Names.PATH or not path:
        return result
    name = ntpath.basename(posixpath.basename(path))
    shown = name if names is Names.FILE else (result.source.sha256 or "")[:16]
    renamed = result.named(shown)
    if isinstance(renamed, Analysis):
        return renamed
    message = renamed.error.message.replace(path, shown)
    if names is Names.HASH:
        message = message.replace(name, shown)
    return structs.replace(renamed, error=structs.replace(renamed.error, message=message))
