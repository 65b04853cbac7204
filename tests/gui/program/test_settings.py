"""What the window remembers between starts."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QSettings,
)
from pytestqt.qtbot import QtBot

from haski_desktop.gui.program.settings import FILE, Settings
from haski_desktop.gui.work.messages import ModelRequest
from tests.gui.conftest import SAMPLE, WAIT, MakePhotos, MakeWindow


def test_settings_round_trip(settings_folder: Path) -> None:
    settings = Settings()
    settings.theme, settings.language = "dark", "de"
    settings.model = ModelRequest("/a/model", "onnx", 2)
    settings.set_folder("open", str(settings_folder.parent))
    settings.add_recent([f"/p/{i}.jpg" for i in range(12)])
    settings.sync()
    again = Settings()
    assert (again.theme, again.language) == ("dark", "de")
    assert again.model == ModelRequest("/a/model", "onnx", 2)
    assert again.folder("open") == str(settings_folder.parent)
    assert again.recent[0] == "/p/11.jpg"
    assert len(again.recent) == 10
    again.reset()
    assert Settings().theme == "system"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe garbage \x80" * 50,
        (
            b"[General]\ntheme=purple\nlanguage=12\nrecent=@Invalid()\n"
            b"[model]\nthreads=many\nruntime=7\n[shape]\nwindow=12\n[folders]\nopen=/gone\n"
        ),
    ],
    ids=["garbage", "wrong values"],
)
def test_damaged_settings_cost_nothing_but_themselves(
    settings_folder: Path, content: bytes, make_window: MakeWindow
) -> None:
    settings_folder.mkdir()
    (settings_folder / FILE).write_bytes(content)
    settings = Settings()
    assert (settings.theme, settings.language) == ("system", "system")
    assert settings.model == ModelRequest()
    assert settings.recent == []
    assert settings.folder("open") == ""
    make_window(started=False)


def test_it_is_said_that_settings_were_set_aside(
    settings_folder: Path, make_window: MakeWindow
) -> None:
    settings_folder.mkdir()
    (settings_folder / FILE).write_bytes(b"[General]\nthe")
    window = make_window()
    assert window.messages.isVisible()
    assert window.messages.box is not None
    assert window.messages.box.title.text() == "Your settings could not be read."
    assert str(settings_folder / "window.damaged") in window.messages.box.text.text()


def test_window_remembers_its_shape(make_window: MakeWindow, settings_folder: Path) -> None:
    first = make_window(started=False)
    first.resize(781, 562)
    first.close()
    stored = QSettings(str(settings_folder / FILE), QSettings.Format.IniFormat)
    assert stored.contains("shape/window")
    second = make_window(started=False)
    assert second.size() == first.size()


def test_recent_photos(make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    window.commands.open_paths([SAMPLE])
    menu = window.actions_table.recent
    assert menu is not None
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == SAMPLE
    menu.actions()[-1].trigger()
    assert window.settings.recent == []
    qtbot.waitUntil(lambda: not window.session.is_busy, timeout=WAIT)


def test_recent_photos_are_found_from_another_folder(
    make_window: MakeWindow, qtbot: QtBot, make_photos: MakePhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photo,) = make_photos(1)
    window = make_window()
    monkeypatch.chdir(os.path.dirname(photo))
    window.commands.open_paths([os.path.basename(photo)])
    assert window.settings.recent == [photo]
    qtbot.waitUntil(lambda: not window.session.is_busy, timeout=WAIT)


@pytest.mark.skipif(os.name != "posix", reason="has no such permissions")
def test_nobody_else_can_read_them(tmp_path: Path) -> None:
    file = tmp_path / "settings" / "window.ini"
    for mode in (None, 0o644):
        if mode is not None:
            file.chmod(mode)
        settings = Settings(file.parent)
        settings.add_recent([f"/photos/{mode}.jpg"])
        settings.sync()
        assert "photos" in file.read_text()
        assert file.stat().st_mode & 0o777 == 0o600
