"""Files that are small and would cost much: an answer within 10 seconds and 1 GB of memory."""

import sys

import pytest

from haski_desktop.engine.photo import load_working_photo
from tests.attacks import bombs
from tests.attacks.bombs import BOMBS

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


@needs_proc
@pytest.mark.parametrize("name", BOMBS)
def test_an_answer_in_time_and_memory(name: str) -> None:
    """The decoder's own rules are in it: a broken one would be the answer."""
    answer, _, peak = bombs.outcome(BOMBS[name])
    assert answer == BOMBS[name].answer
    assert peak > 0


def test_a_photo_turned_by_an_old_text_stays_turned() -> None:
    """Texts that don't matter are left out; one that says how a photo is to be turned is not."""
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf tiff:Orientation="6"/></x:xmpmeta>'
    chunk = (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)
    long_text = (b"tEXt", b"Comment\0" + b"a" * 2_000_000)
    photo = load_working_photo(bombs.flat_png(400, 300, [long_text, chunk]))
    assert (photo.width, photo.height) == (300, 400)
