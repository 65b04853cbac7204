"""The history: people's photos and their results over time, off until it is turned on. No Qt.

One SQLite file in the user's data folder holds all of it, readable by its owner only. It is
used through Python's own ``sqlite3``: what matters here is what SQLite does with pages
(``secure_delete``, checkpoints, ``VACUUM``, ``quick_check``), which a layer above it would
hide, and four tables need no mapping of objects. Search is a scan for folded text: over
100,000 photos that takes some hundredths of a second, finds parts of words in every
language, and leaves nothing behind when a photo is deleted, as an index of words would.
"""
