"""A question of the user's own in the window: card, list, chips, search, table."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis
from haski_desktop.export.formats import CSV, document
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.results import sentences
from haski_desktop.results.facets import Facet
from tests.cli.test_cli import haski
from tests.gui.conftest import SAMPLE, WAIT, drop, wait_until_done
from tests.textures import folder_of_textures, texture
from tests.tiny_models import tflite


@pytest.fixture
def teachable(tmp_path: Path) -> Path:
    folder = tmp_path / "Texture"
    folder.mkdir()
    (folder / "model.tflite").write_bytes(tflite(labels=3))
    (folder / "labels.txt").write_text("0 Smooth\n1 Rough\n2 Dotted\n")
    return folder


def test_a_model_made_elsewhere_asks_its_question(
    window: MainWindow, qtbot: QtBot, teachable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(window, SAMPLE)
    wait_until_done(qtbot, window, 1)
    assert window.results.own.isHidden()
    file = str(teachable / "model.tflite")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.choose_model_file()
    window.session.analyze_again(list(window.session.photos.items))
    (result,) = wait_until_done(qtbot, window, 1)
    assert isinstance(result, Analysis)
    assert result.own_question is not None
    assert window.results.own.isVisible()
    own = window.results.own
    assert own.accessibleName() == "Texture"
    assert own.answer.text().startswith("likeliest ")
    assert "Nobody has measured" in own.note.text()
    assert sentences.short_answer(result).startswith("likeliest ")
    label = result.own_question.label
    assert Facet("own_question", ("Texture", label)) in window.session.photos.items[0].facets
    assert f"Texture: likeliest {label}" in sentences.as_text("a", result)
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.use_bundled_model()
    window.session.analyze_again(list(window.session.photos.items))
    wait_until_done(qtbot, window, 1)
    assert own.isHidden()


def test_three_invented_textures_are_learned_and_used(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos, bundle = folder_of_textures(tmp_path / "Pattern", 40), tmp_path / "mine"
    assert haski("train", photos, "--out", bundle).returncode == 0
    assert "Pattern" in haski("evaluate", photos, "--model", bundle).stdout
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(bundle))
    with qtbot.waitSignal(window.session.model_ready, timeout=WAIT):
        window.commands.choose_model()
    paths = []
    for number, kind in enumerate(["dotted", "striped", "dotted", "checked"] * 2):
        paths.append(str(tmp_path / f"{number} {kind}.png"))
        texture(kind, 5000 + number).save(paths[-1])
    drop(window, *paths)
    results = wait_until_done(qtbot, window, len(paths))
    analyses = [result for result in results if isinstance(result, Analysis)]
    named = [a.own_question.label for a in analyses if a.own_question]
    assert sum(name in path for name, path in zip(named, paths, strict=True)) >= 6  # of 8
    # Found again by the chip and by a search, and kept in a table.
    window.photos.filter.show_only([Facet("own_question", ("Pattern", "dotted"))])
    assert len(window.photos.filter.items) == named.count("dotted")
    window.photos.filter.show_only([])
    window.photos.filter.search("striped")
    assert named.count("striped") <= len(window.photos.filter.items) < len(paths)
    rows = document(results, CSV).decode().splitlines()
    assert "own_label" in rows[0]
    assert all("Pattern" in row for row in rows[1:])
