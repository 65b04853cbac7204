"""Two pieces of work side by side."""

import threading
from collections.abc import Callable
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def together(one: Callable[[], A], other: Callable[[], B], *, parallel: bool) -> tuple[A, B]:
    """The results of two calls.

    Args:
        one: Is called on this thread.
        other: Is called on a thread of its own, which ends before this returns.
        parallel: Whether to do so; otherwise both are called on this thread.

    Raises:
        Exception: What ``one`` raised, else what ``other`` did.
    """
    if not parallel:
        return one(), other()
    result: list[B] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            result.append(other())
        except BaseException as error:  # noqa: BLE001 - raised again on the caller's thread
            errors.append(error)

    thread = threading.Thread(target=work, name="haski-helper")
    thread.start()
    try:
        first = one()
    finally:
        thread.join()
    if errors:
        raise errors[0]
    return first, result[0]
