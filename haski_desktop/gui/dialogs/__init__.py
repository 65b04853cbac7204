"""Windows of text: help pages, the log, problems."""
