"""Whatever is no photo is a coded error, at once, and nothing is written."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from haski_desktop.engine.photo import load_photo
from haski_desktop.errors import PhotoError
from tests.conftest import encoded


def code_of(source: str | bytes | Path) -> str:
    with pytest.raises(PhotoError) as caught:
        load_photo(source, (224, 224))
    assert caught.value.message.endswith(".")
    assert caught.value.next_step.endswith(".")
    str(caught.value).encode()  # can be printed, whatever the file is called
    return caught.value.code


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises more pixels than the file holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_missing_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nothing.jpg") == "not_found"
    assert code_of(tmp_path / "no folder" / "x.jpg") == "not_found"
    assert code_of("nul\0inside.jpg") == "not_found"


def test_a_file_where_a_folder_should_be(sample: Path) -> None:
    assert code_of(sample / "x.jpg") == "not_found"


def test_directory(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "is_directory"


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.jpg"
    path.touch()
    assert code_of(path) == "empty_file"
    assert code_of(b"") == "empty_file"


def test_text_named_jpg(tmp_path: Path) -> None:
    path = tmp_path / "letter.jpg"
    path.write_text("Dear reader, this is no photo.\n" * 50)
    assert code_of(path) == "unsupported_format"


def test_formats_that_are_not_decoded_at_all() -> None:
    assert code_of(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n") == "unsupported_format"
    assert code_of(b"%PDF-1.7\n") == "unsupported_format"
    assert code_of(b"RIFF\x24\0\0\0WAVEfmt ") == "unsupported_format"
    assert code_of(b"\0\0\0\x18ftypisom\0\0\0\0isommp42") == "unsupported_format"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF"])
@pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
def test_truncated(sample: Path, kind: str, part: float) -> None:
    whole = encoded(Image.open(sample), kind)
    assert code_of(whole[: int(len(whole) * part)]) in ("damaged", "unsupported_format")


def test_truncated_heic() -> None:
    whole = (Path(__file__).parents[1] / "data" / "sample.heic").read_bytes()
    for part in (20, 200, len(whole) // 2):
        assert code_of(whole[:part]) in ("damaged", "unsupported_format")


def test_a_png_that_claims_60000_by_60000() -> None:
    assert code_of(png_claiming(60_000, 60_000)) == "too_many_pixels"


def test_a_decompression_bomb() -> None:
    """156 million real pixels in 19 kB."""
    data = encoded(Image.new("1", (12_500, 12_500)), "PNG")
    assert len(data) < 50_000
    assert code_of(data) == "too_many_pixels"


def test_a_fifo_does_not_block(fifo: Path) -> None:
    assert code_of(fifo) == "not_a_file"


def test_a_device() -> None:
    assert code_of("/dev/zero") == "not_a_file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_read_permission_as_a_user(tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "private.jpg"
    path.write_bytes(sample.read_bytes())
    path.chmod(0)
    assert code_of(path) == "permission_denied"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_no_read_permission_as_another_user(tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "private.jpg"
    path.write_bytes(sample.read_bytes())
    path.chmod(0o600)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        assert code_of(path) == "permission_denied"
    finally:
        os.seteuid(0)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "huge.tif"
    with path.open("wb") as file:
        file.truncate(257 * 2**20)  # sparse: takes no room
    assert code_of(path) == "file_too_large"


def test_a_very_long_name(tmp_path: Path) -> None:
    assert code_of(tmp_path / ("n" * 300 + ".jpg")) == "not_found"


@pytest.mark.parametrize("name", ["Портрет 写真 é.jpg", "n" * 250 + ".jpg", " .jpg", "a\nb.jpg"])
def test_unusual_names_are_read(tmp_path: Path, sample: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(sample.read_bytes())
    assert load_photo(path).name == name


def test_a_name_that_is_no_text(tmp_path: Path, sample: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.jpg")
    with open(path, "wb") as file:
        file.write(sample.read_bytes())
    assert load_photo(os.fsdecode(path)).name == "caf�.jpg"
