"""The standalone program that `make package` has made; HASKI_DIST names its folder."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

import pytest

DIST = os.environ.get("HASKI_DIST")


class RunHaski(Protocol):
    def __call__(
        self,
        *words: str | Path,
        where: Path | None = None,
        env: dict[str, str] | None = None,
        user: int | None = None,
    ) -> str: ...


@pytest.fixture(scope="session")
def dist() -> Path:
    """Where folder, archive and package lie."""
    if DIST is None:
        pytest.skip("HASKI_DIST names no standalone program; `make test-package` makes one")
    return Path(DIST)


@pytest.fixture(scope="session")
def program(dist: Path) -> Path:
    """The program's folder."""
    return dist / "haski-desktop"


@pytest.fixture
def haski(program: Path, tmp_path: Path) -> RunHaski:
    """Runs the command line and returns its standard output."""

    def run(
        *words: str | Path,
        where: Path | None = None,
        env: dict[str, str] | None = None,
        user: int | None = None,
    ) -> str:
        done = subprocess.run(
            [(where or program) / "haski", *words],
            env={"HOME": str(tmp_path), "PATH": "/nowhere"} if env is None else env,
            user=user,
            cwd=tmp_path if user is None else "/",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def copy_linked(program: Path, target: Path) -> Path:
    """The program at another place, at no cost where both are on one disk."""
    try:
        return Path(shutil.copytree(program, target, symlinks=True, copy_function=os.link))
    except (OSError, shutil.Error):
        shutil.rmtree(target, ignore_errors=True)
        return Path(shutil.copytree(program, target, symlinks=True))
