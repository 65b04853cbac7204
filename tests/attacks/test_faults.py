"""A few of the system calls that `make fuzz` lets fail while a batch writes."""

import itertools
import shutil
from pathlib import Path

import pytest

from tests.attacks import faults
from tests.attacks.faults import Fault, NotTracedError

CALLS = {"write": (1, 2, 5, 9), "fsync": (1, 2), "ftruncate": (1,), "openat": (1, 2), "lseek": (2,)}
FAULTS = [
    Fault(call, error, when)
    for (call, turns), error in itertools.product(CALLS.items(), faults.ERRORS)
    for when in turns
] + [Fault("rename", "EIO", 1, continues=True), Fault("write", "ENOSPC", 1, continues=True)]


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_call_that_fails(tmp_path: Path, fault: Fault) -> None:
    try:
        assert faults.outcome(fault, tmp_path) == (True, None)
    except NotTracedError:
        pytest.skip("programs may not be traced here")
