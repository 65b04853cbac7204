"""``haski schema``: the JSON Schema of results."""

import argparse
import sys

from haski_desktop.cli.exit_status import ExitStatus
from haski_desktop.export.schema import document


def run(_options: argparse.Namespace) -> int:
    """Print the schema."""
    sys.stdout.write(document().decode())
    return ExitStatus.OK
