"""Words that are there from the start, before there is any result."""

from PySide6.QtCore import QCoreApplication


def not_a_diagnosis() -> str:
    """The line that is always visible."""
    return QCoreApplication.translate("Wording", "Informational, not a diagnosis.")


def demo_tag() -> str:
    """The mark of a made-up result."""
    return QCoreApplication.translate("Wording", "DEMO")
