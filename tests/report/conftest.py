"""Reports need Qt for PDF, but no screen."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
