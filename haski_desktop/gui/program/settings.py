"""What the program remembers between starts, in an ini file of its own.

Every value is checked as it is read: a file that was damaged, or edited by hand, costs
at most the wishes in it.
"""

import logging
import os
from pathlib import Path
from typing import Final, cast, get_args

from PySide6.QtCore import QByteArray, QSettings

from haski_desktop.engine.choices import RuntimeChoice
from haski_desktop.gui.basics.theme import Mode
from haski_desktop.gui.work.messages import ModelRequest
from haski_desktop.language import LANGUAGES
from haski_desktop.paths import config_folder

log = logging.getLogger(__name__)

RECENT_LIMIT: Final = 10
FILE: Final = "window.ini"


class Settings:
    """The remembered wishes, with a default for each.

    Attributes:
        set_aside: Where the file of before is kept that could not be read, if it could not.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or config_folder()) / FILE
        self.set_aside = self._set_aside_damaged()
        self._keep_private()
        self._store = QSettings(str(self._path), QSettings.Format.IniFormat)

    def reset(self) -> None:
        """Forget everything."""
        self._store.clear()
        self._store.sync()

    def sync(self) -> None:
        """Write what has changed to the disk."""
        self._store.sync()

    @property
    def theme(self) -> Mode:
        """Light, dark, or as the system says."""
        return cast("Mode", self._one_of("theme", get_args(Mode), "system"))

    @theme.setter
    def theme(self, value: Mode) -> None:
        self._store.setValue("theme", value)

    @property
    def language(self) -> str:
        """The language of the texts: one of ``LANGUAGES``, or ``system``."""
        return self._one_of("language", ("system", *LANGUAGES), "system")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def model(self) -> ModelRequest:
        """The model to load at the start."""
        runtime = self._one_of("model/runtime", ("auto", "tflite", "onnx"), "auto")
        threads = self._text("model/threads")
        count = int(threads) if threads.isdecimal() and len(threads) < 4 else 0
        return ModelRequest(
            self._text("model/path") or None,
            cast("RuntimeChoice", runtime),
            count if 1 <= count <= 256 else None,
        )

    @model.setter
    def model(self, value: ModelRequest) -> None:
        self._store.setValue("model/path", value.path or "")
        self._store.setValue("model/runtime", value.runtime)
        self._store.setValue("model/threads", str(value.threads or ""))

    def folder(self, purpose: str) -> str:
        """The folder last used for ``purpose``, if it is still there; else empty."""
        path = self._text(f"folders/{purpose}")
        return path if os.path.isdir(path) else ""

    def set_folder(self, purpose: str, path: str) -> None:
        """Remember the folder last used for ``purpose``."""
        self._store.setValue(f"folders/{purpose}", path)

    @property
    def export_ending(self) -> str:
        """The ending of the file that many results were last saved to."""
        return self._one_of("export/ending", (".csv", ".jsonl", ".json"), ".csv")

    @export_ending.setter
    def export_ending(self, value: str) -> None:
        self._store.setValue("export/ending", value)

    @property
    def layers(self) -> list[str]:
        """What lies over the photo."""
        return self._texts("overlay/layers")

    @layers.setter
    def layers(self, value: list[str]) -> None:
        self._store.setValue("overlay/layers", value)

    @property
    def strength(self) -> int:
        """How strong it lies there, in percent."""
        text = self._text("overlay/strength")
        return int(text) if text.isdecimal() and len(text) < 4 else 100

    @strength.setter
    def strength(self, value: int) -> None:
        self._store.setValue("overlay/strength", str(value))

    @property
    def grid(self) -> bool:
        """Whether the list shows a grid of thumbnails."""
        return self._one_of("grid", ("on", "off"), "off") == "on"

    @grid.setter
    def grid(self, value: bool) -> None:
        self._store.setValue("grid", "on" if value else "off")

    @property
    def recent(self) -> list[str]:
        """The photos and folders opened last, newest first; a folder ends in a separator."""
        return self._texts("recent")[:RECENT_LIMIT]

    def add_recent(self, paths: list[str]) -> None:
        """Remember opened photos and folders."""
        merged = dict.fromkeys([*reversed(paths[-RECENT_LIMIT:]), *self.recent])
        self._store.setValue("recent", list(merged)[:RECENT_LIMIT])

    def clear_recent(self) -> None:
        """Forget the opened photos and folders."""
        self._store.remove("recent")

    def blob(self, key: str) -> QByteArray:
        """What a widget saved of its shape; empty if there is nothing."""
        value = self._store.value(f"shape/{key}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_blob(self, key: str, value: QByteArray) -> None:
        """Remember a widget's shape."""
        self._store.setValue(f"shape/{key}", value)

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""

    def _texts(self, key: str) -> list[str]:
        value = self._store.value(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list):
            return []
        return [text for text in values if isinstance(text, str) and text]

    def _one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = self._text(key)
        return value if value in allowed else default

    def _keep_private(self) -> None:
        """Let nobody else read which photos were opened; Qt keeps a file's permissions."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._path.chmod(0o600)
        except OSError as error:  # Qt says no more either if it can't write them
            log.info("the settings can't be kept private: %s", error)

    def _set_aside_damaged(self) -> Path | None:
        """Keep a file that can't be parsed under another name, and start with a new one."""
        if not self._path.is_file():
            return None
        probe = QSettings(str(self._path), QSettings.Format.IniFormat)
        probe.allKeys()
        if probe.status() == QSettings.Status.NoError:
            return None
        log.warning("the settings file was damaged and has been set aside")
        kept = self._path.with_suffix(".damaged")
        try:
            os.replace(self._path, kept)
        except OSError as error:
            log.warning("it could not be renamed: %s", error)
            return None
        return kept
