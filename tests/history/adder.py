"""Adds photos to the history at the path that is given, and prints each number once it is there."""

import sys

from haski_desktop.history.recorder import Recorder
from tests.history.conftest import photo

if __name__ == "__main__":
    with Recorder(sys.argv[1], "Anna") as recorder:
        for number in range(int(sys.argv[2]), int(sys.argv[3])):
            recorder.add(*photo(number))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
