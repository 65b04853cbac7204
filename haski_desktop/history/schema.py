"""The tables of the history, version by version."""

from typing import Final

# Version n + 1 of the file is version n after these statements. They are never changed once
# released; a change is another entry.
MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE setting (
  name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
        """CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
  note TEXT NOT NULL DEFAULT ''
) STRICT""",
        # taken: ISO 8601 to the second. shown: labels of the answers, a space around each.
        # search: what is searched, without letter case and accents.
        """CREATE TABLE photo (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  taken TEXT NOT NULL, taken_from TEXT NOT NULL, area TEXT NOT NULL,
  name TEXT NOT NULL, path BLOB NOT NULL, sha256 BLOB NOT NULL, note TEXT NOT NULL,
  shown TEXT NOT NULL, search TEXT NOT NULL, UNIQUE (person, sha256)
) STRICT""",
        "CREATE INDEX photo_by_person ON photo (person, taken)",
        "CREATE INDEX photo_by_date ON photo (taken)",
        "CREATE INDEX photo_by_area ON photo (area, taken)",
        # Apart from the photos, so that these can be scanned quickly.
        """CREATE TABLE result (
  photo INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
  json BLOB NOT NULL, checksum BLOB NOT NULL
) STRICT""",
        """CREATE TABLE copy (
  photo INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE, jpeg BLOB NOT NULL
) STRICT""",
        """CREATE TABLE tag (
  name TEXT NOT NULL, photo INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  PRIMARY KEY (name, photo)
) STRICT, WITHOUT ROWID""",
        "CREATE INDEX tag_by_photo ON tag (photo)",
    ),
)
VERSION: Final = len(MIGRATIONS)
