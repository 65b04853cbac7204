"""Render every state of the window to PNG files, for a person to judge.

    python packaging/screenshots.py FOLDER [WORD...]

Writes one file per state, light and dark, at one and two pixels a point. With words,
only the states whose names hold one of them. Three of the pictures are in the README.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from haski_desktop.engine.analysis import (  # noqa: E402
    Analysis,
    ConfidenceScores,
    ErrorInfo,
    Failure,
    Issue,
    Prediction,
    Quality,
    Source,
)
from haski_desktop.engine.analyzer import Analyzer, prepare  # noqa: E402
from haski_desktop.engine.labels import HEADS  # noqa: E402
from haski_desktop.language import LANGUAGES  # noqa: E402
from haski_desktop.questionnaire.items import Item  # noqa: E402
from haski_desktop.questionnaire.rule import skin_type  # noqa: E402

SAMPLE = ROOT / "resources/sample.jpg"
Shares = tuple[float, ...]


def analysis(
    skin: tuple[str, Shares],
    hair: tuple[str, Shares],
    condition: tuple[str, Shares],
    *,
    in_scope: bool = True,
    warnings: tuple[str, ...] = (),
    name: str = "sample.jpg",
) -> Analysis:
    """A result as it could be: for each head its decision and the labels' shares."""
    predictions = {}
    for head, (decision, shares) in zip(HEADS, (skin, hair, condition), strict=True):
        ranked = sorted(zip(shares, head.labels, strict=True), reverse=True)
        count = {"confident": 1, "uncertain": 2}.get(decision, 0)
        predictions[head.name] = Prediction(
            ranked[0][1],
            ranked[0][0],
            dict(zip(head.labels, shares, strict=True)),
            decision,  # type: ignore[arg-type]
            tuple(label for _, label in ranked[:count]),
        )
    answers = {key: prediction.label for key, prediction in predictions.items()}
    return Analysis(
        skin_type=answers["skin_type"],
        hair_type=answers["hair_type"],
        conditions_detected=(answers["condition"],),
        confidence_scores=ConfidenceScores(0.8, 0.8, 0.6),
        model_version="v1-exported",
        model_type="mock" if "mock_result" in warnings else "tflite",
        source=Source(name, "0" * 64, 512, 512),
        predictions=predictions,
        in_scope=in_scope,
        warnings=warnings,
        timing_ms=12.0,
    )


# What the bundled model really says; all other results are invented to show a state.
REAL, EVIDENCE = Analyzer.open().examine(prepare(str(SAMPLE)))
NO = "not_assessable"
SKIN = (0.71, 0.11, 0.13, 0.05, 0.0)
HAIR = (0.04, 0.92, 0.03, 0.01)
CONDITION = (0.83, 0.08, 0.02, 0.05, 0.02)
CONFIDENT = analysis(("confident", SKIN), ("confident", HAIR), ("confident", CONDITION))
UNCERTAIN = analysis(
    ("uncertain", (0.39, 0.08, 0.43, 0.1, 0.0)),
    ("uncertain", (0.03, 0.46, 0.44, 0.07)),
    ("uncertain", (0.44, 0.31, 0.05, 0.14, 0.06)),
)
MIXED = analysis(
    (NO, SKIN), ("confident", HAIR), ("uncertain", (0.44, 0.31, 0.05, 0.14, 0.06)),
    warnings=("low_resolution",),
)  # fmt: skip
ANSWERED = replace(REAL, skin_questionnaire=skin_type(dict.fromkeys(Item, "sometimes")))
FAULTY = replace(
    UNCERTAIN,
    quality=Quality(
        usable=False,
        issues=(Issue("too_dark", "answer", 40, 75), Issue("uneven_light", "colour", 20, 12)),
    ),
)
UNJUDGED = analysis((NO, SKIN), (NO, HAIR), (NO, CONDITION))
FOREIGN = analysis((NO, SKIN), (NO, HAIR), (NO, CONDITION), in_scope=False)
DEMO = analysis(
    ("confident", (0.04, 0.04, 0.04, 0.84, 0.04)),
    ("confident", (0.08, 0.76, 0.08, 0.08)),
    ("confident", (0.08, 0.67, 0.08, 0.08, 0.09)),
    warnings=("mock_result",),
)
BROKEN = Failure(Source("broken.jpg"), ErrorInfo("damaged", "It is damaged.", "Copy it again."))
LOST = Failure(Source("lost.png"), ErrorInfo("not_found", "It was not found.", "Check the path."))
SEVERAL: tuple[Analysis | Failure | None, ...] = (
    CONFIDENT, UNCERTAIN, UNJUDGED, FOREIGN, BROKEN, MIXED, LOST, None, None, None,
)  # fmt: skip

# State to what is shown: results of the photos in the list, which is chosen, and options.
STATES: dict[str, tuple[tuple[Analysis | Failure | None, ...], int, tuple[str, ...]]] = {
    "empty": ((), 0, ()),
    "drop": ((), 0, ("drop",)),
    "recent": ((), 0, ("recent",)),
    "recent-german-large-text": ((), 0, ("recent", "german", "large")),
    "small-recent-german": ((), 0, ("recent", "german", "size:640x480")),
    "exported": (SEVERAL[:7], 1, ("exported",)),
    "exported-german": ((REAL,), 0, ("exported", "german")),
    "link": ((), 0, ("link",)),
    "sample": ((REAL,), 0, ()),
    "confident": ((CONFIDENT,), 0, ()),
    "uncertain": ((CONFIDENT, UNCERTAIN), 1, ()),
    "mixed": ((MIXED,), 0, ()),
    "not-assessable": ((UNJUDGED,), 0, ()),
    "out-of-scope": ((FOREIGN,), 0, ()),
    "overlay": ((REAL,), 0, ("overlay",)),
    "overlay-german": ((REAL,), 0, ("overlay", "german")),
    "overlay-without": ((UNJUDGED,), 0, ("overlay",)),
    "overlay-zoomed": ((REAL,), 0, ("overlay", "zoomed", "hair")),
    "overlay-large-text": ((REAL,), 0, ("overlay", "large")),
    "seen": ((REAL,), 0, ("layers",)),
    "seen-german": ((REAL,), 0, ("layers", "german")),
    "seen-zoomed": ((REAL,), 0, ("layers", "zoomed")),
    "seen-large-text": ((REAL,), 0, ("layers", "large")),
    "seen-small-german": ((REAL,), 0, ("layers", "german", "size:640x480")),
    "seen-rtl": ((REAL,), 0, ("layers", "rtl")),
    "seen-from-file": ((REAL,), 0, ("layers", "from-file")),
    "beside": ((REAL, UNCERTAIN), 0, ("beside",)),
    "beside-layers": ((REAL, REAL, REAL), 0, ("beside", "layers")),
    "beside-zoomed": ((REAL, UNJUDGED, MIXED, FOREIGN), 1, ("beside", "zoomed")),
    "beside-small-german": ((REAL, UNCERTAIN, MIXED), 0, ("beside", "german", "size:640x480")),
    "beside-large-text": ((REAL, BROKEN), 0, ("beside", "large")),
    "answered": ((ANSWERED,), 0, ("bottom",)),
    "answered-german": ((ANSWERED,), 0, ("bottom", "german")),
    "quality": ((FAULTY,), 0, ("bottom",)),
    "quality-german": ((FAULTY,), 0, ("bottom", "german")),
    "questions": ((ANSWERED,), 0, ("dialog:answer_questions",)),
    "questions-german": ((REAL,), 0, ("dialog:answer_questions", "german")),
    "page-acne": ((), 0, ("dialog:show_condition acne",)),
    "page-lookalikes": ((), 0, ("dialog:show_condition eczema_or_psoriasis",)),
    "error": ((CONFIDENT, BROKEN), 1, ()),
    "waiting": ((CONFIDENT, None), 1, ()),
    "demo": ((DEMO,), 0, ("demo",)),
    "no-model": ((), 0, ("no-model",)),
    "batch": (SEVERAL, 0, ("batch",)),
    "batch-end": (SEVERAL[:7], 1, ("batch-end",)),
    "small": (SEVERAL, 1, ("size:640x480",)),
    "small-empty": ((), 0, ("size:640x480",)),
    "small-list": (SEVERAL, 1, ("size:640x480", "list")),
    "small-batch-german": (SEVERAL, 1, ("size:640x480", "german", "batch")),
    "medium": (SEVERAL, 1, ("size:900x600",)),
    "tiny": (SEVERAL, 1, ("size:683x350", "batch")),
    "tiny-empty": ((), 0, ("size:683x350", "german")),
    "no-match": (SEVERAL, 1, ("search:nowhere",)),
    "german": (SEVERAL, 1, ("german", "batch")),
    "german-empty": ((), 0, ("german",)),
    "batch-es": (SEVERAL, 1, ("es", "batch")),
    "small-batch-es": (SEVERAL, 1, ("size:640x480", "es", "batch")),
    "answered-es": ((ANSWERED,), 0, ("bottom", "es")),
    "about-es": ((), 0, ("dialog:show_about", "es")),
    "empty-es": ((), 0, ("es",)),
    "batch-ar": (SEVERAL, 1, ("ar", "batch")),
    "small-ar": (SEVERAL, 1, ("size:640x480", "ar")),
    "signs-ar": ((), 0, ("ar", "dialog:show_signs")),
    "rtl": (SEVERAL, 1, ("rtl", "batch")),
    "large-text": (SEVERAL, 1, ("large", "batch")),
    "large-text-german": ((), 0, ("large", "german")),
    "signs": ((), 0, ("dialog:show_signs",)),
    "meaning": ((), 0, ("dialog:show_meaning",)),
    "shortcuts": ((), 0, ("dialog:show_shortcuts",)),
    "problem": ((), 0, ("problem",)),
    "summary": (SEVERAL[:7], 0, ("batch-end", "dialog:show_summary")),
    "summary-german": (SEVERAL[:7], 0, ("german", "dialog:show_summary")),
    "grid": (SEVERAL, 1, ("grid",)),
    "small-grid-german": (SEVERAL, 1, ("size:640x480", "german", "grid", "list")),
    "watching": (SEVERAL[:7], 1, ("watching",)),
    "message": (SEVERAL[:7], 1, ("batch-end", "message")),
}


def main(arguments: list[str]) -> int:
    """Render in one process for each scale, because Qt reads it at the start."""
    if "HASKI_SHOT_SCALE" in os.environ:
        _render(Path(arguments[0]), arguments[1:])
        return 0
    for scale in ("1", "2"):
        with tempfile.TemporaryDirectory() as config:
            environment = {
                **os.environ,
                "HASKI_SHOT_SCALE": scale,
                "QT_SCALE_FACTOR": scale,
                "QT_QPA_PLATFORM": "offscreen",
                "HASKI_CONFIG_DIR": config,
            }
            subprocess.run([sys.executable, __file__, *arguments], env=environment, check=True)
    return 0


def _render(folder: Path, wanted: list[str]) -> None:
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from haski_desktop.gui.basics.theme import QT_ARGUMENTS, Theme
    from haski_desktop.gui.program.language import Translations

    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["screenshots", *QT_ARGUMENTS])
    translations = Translations(app, "en")
    theme = Theme(app, "light")
    font = app.font()
    if "Inter" in QFontDatabase.families():
        font.setFamily("Inter")
    font.setPointSizeF(10)
    for name, (results, chosen, options) in STATES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        for mode in ("light", "dark"):
            theme.set_mode(mode)  # type: ignore[arg-type]
            _prepare(app, translations, font, options)
            path = folder / f"{name}-{mode}-{os.environ['HASKI_SHOT_SCALE']}x.png"
            _shoot(app, translations, results, chosen, options, path)


def _prepare(app, translations, font, options) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont

    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * (2 if "large" in options else 1))
    app.setFont(sized)
    translations.use("de" if "german" in options else next(filter(LANGUAGES.get, options), "en"))
    if "rtl" in options:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def _shoot(app, translations, results, chosen, options, path) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    from haski_desktop.gui.main_window import MainWindow
    from haski_desktop.gui.program.settings import Settings
    from haski_desktop.gui.work.messages import ModelInfo, ModelRequest

    request = ModelRequest(runtime="mock" if "demo" in options else "auto")
    settings = Settings()
    settings.reset()  # or a picture would have the last one's proportions
    window = MainWindow(settings, translations, request)
    window.complete()
    size = next((o for o in options if o.startswith("size:")), "size:1240x800")
    window.resize(*map(int, size.removeprefix("size:").split("x")))
    window.show()
    runtime = "mock" if "demo" in options else "tflite"
    window.session.model_ready.emit(ModelInfo("Haski", "v1-exported", "", runtime, ""))
    _fill(window, results, chosen, options)
    _wait_for(app, lambda: not results or not window.centre.active.is_loading)
    if "beside" in options:
        window.photos.view.selectAll()
        panes = window.centre.side_by_side.panes[: len(results)]
        _wait_for(app, lambda: not any(pane.viewer.is_loading for pane in panes))
    target = _arrange(app, window, options)
    app.processEvents()
    _wait_for(
        app, lambda: window.thumbnails.is_idle and (len(results) < 2 or window.photos.chips.shown)
    )
    target.grab().save(str(path))
    window.close()
    window.deleteLater()
    app.processEvents()
    print(path)


def _fill(window, results, chosen, options) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    from haski_desktop.gui.photos.model import Item
    from haski_desktop.results.status import PhotoStatus, status_of

    names = ["sample.jpg", "IMG_20240612_101530.jpg", "forearm closeup.png", "cat.webp"]
    names += ["broken.jpg", "scan-014.tif", "lost.png", "a.jpg", "b.jpg", "c.jpg"]
    if not results:
        return
    items = [
        Item(i + 1, str(SAMPLE), names[i], status_of(r) if r else PhotoStatus.WAITING, r)
        for i, r in enumerate(results)
    ]
    for item in items:
        if item.result is REAL and "from-file" not in options:
            item.evidence = EVIDENCE
        if isinstance(item.result, Failure):
            item.photo = b"no picture"
    window.session.photos.add(items)
    window.session.changed.emit()
    window.photos.choose(items[chosen].id)


def _arrange(app, window, options):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    from PySide6.QtWidgets import QDialog

    from haski_desktop.batch.progress import RunProgress
    from haski_desktop.results.summary import Summary

    run = RunProgress(clock=iter([0.0] + [38.5] * 50).__next__)
    run.total, run.done = 500, 212
    _arrange_overlay(app, window, options)
    if "batch" in options:
        window.progress.show_progress(run)
    if "batch-end" in options:
        run.total = run.done = 7
        window.session.run_ended.emit(run, Summary.of(filter(None, SEVERAL)))
    _arrange_window(window, options)
    if "recent" in options:
        _arrange_recent(window)
    if "no-model" in options:
        window.session.model_failed.emit(ErrorInfo("model_not_found", "", ""))
    if "problem" in options:
        window.show_problem("ValueError: something", "Traceback …")
        return next(w for w in window.children() if "ProblemDialog" in type(w).__name__)
    for option in options:
        if option.startswith("dialog:"):
            command, *arguments = option.removeprefix("dialog:").split()
            getattr(window.commands, command)(*arguments)
            return next(w for w in window.children() if isinstance(w, QDialog))
    return window


def _arrange_window(window, options) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    if "exported" in options:
        window.commands.export.saved.emit("/home/you/results.csv")
    if "link" in options:
        from haski_desktop.gui.photos.dropped import DroppedData

        window.commands.take(DroppedData(is_link=True))
    if "grid" in options:
        window.commands.show_grid(True)
    if "watching" in options:
        window.watch_row.show_watch("/home/you/Camera", 3, is_ready=True, is_reached=True)
    if "message" in options:
        window.session.nothing_found.emit("/home/you/empty")
    if "drop" in options:
        window.drop_zone.show_drop_hint(on=True)
    if "list" in options:
        window.commands.show_list(True)
    for option in options:
        if option.startswith("search:"):
            window.photos.search.setText(option.removeprefix("search:"))


def _arrange_recent(window) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    from haski_desktop.batch.journal import Glance

    recent = window.drop_zone.recent
    recent.show_batch(Glance(("/home/you/clients",), 30, 250), possible=True)
    home = "/home/you/Pictures"
    names = ("2024/holiday/", "face.jpg", "left arm, june.jpg", "Camera/", "scan.png")
    recent.show_paths([f"{home}/{name}" for name in names])


def _arrange_overlay(app, window, options) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    if "overlay" in options:
        window.actions_table["overlay"].setEnabled(True)
        window.actions_table["overlay"].trigger()
        app.processEvents()  # the layout makes room for the legend
    if "layers" in options:
        for layer in ("face", "regions", "skin", "hair", "views"):
            window.actions_table[layer].trigger()
        app.processEvents()
    if "bottom" in options:
        bar = window.results.verticalScrollBar()
        bar.setValue(bar.maximum())
    if "hair" in options:
        window.results.cards["hair_type"].setFocus()
    if "zoomed" in options:
        window.centre.active.zoom_to_pixels()
        window.centre.active.zoom_in()


def _wait_for(app, condition: Callable[[], bool]) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    while not condition():
        app.processEvents()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
