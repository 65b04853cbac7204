"""The results panel: one headline, what can be done, a card for each question."""

import msgspec
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from haski_desktop.engine.analysis import Analysis, Issue, Prediction, Quality
from haski_desktop.gui.basics.theme import colours
from haski_desktop.gui.main_window import MainWindow
from haski_desktop.gui.result.panel import ResultsPanel
from haski_desktop.questionnaire.items import Item
from haski_desktop.questionnaire.rule import skin_type
from haski_desktop.results.status import status_of
from tests.gui.conftest import FAILURE, MakeWindow
from tests.made_up import made_up


def condition(decision: str, candidates: tuple[str, ...], **shares: float) -> Analysis:
    """A result whose condition is as told, and nothing else can be judged."""
    labels = ("healthy", "mild_acne", "severe_acne", "eczema", "psoriasis")
    probabilities = {label: shares.get(label, 0.01) for label in labels}
    best = max(probabilities, key=lambda label: probabilities[label])
    prediction = Prediction(best, probabilities[best], probabilities, decision, candidates)  # type: ignore[arg-type]
    result = made_up("not_assessable")
    return msgspec.structs.replace(
        result, predictions={**result.predictions, "condition": prediction}
    )


@pytest.fixture
def panel(application: QApplication, qtbot: QtBot) -> ResultsPanel:
    panel = ResultsPanel()
    qtbot.addWidget(panel)
    panel.resize(360, 900)
    panel.show()
    return panel


def show(panel: ResultsPanel, result: Analysis) -> None:
    panel.show_result("photo.jpg", status_of(result), result)


def test_acne_of_unknown_strength_is_one_headline_and_one_bar(panel: ResultsPanel) -> None:
    candidates = ("mild_acne", "severe_acne")
    show(panel, condition("uncertain", candidates, mild_acne=0.58, severe_acne=0.39))
    assert panel.headline.text() == "Looks like acne, mild or severe"
    assert panel.certainty.text() == "Quite sure that it is acne, not how strong."
    words = panel.cards["condition"].bars.accessibleName()
    assert words.startswith("acne 97%, mild acne 58%, severe acne 39%")
    assert not panel.cards["condition"].answer.isVisible()  # the headline says it


def test_what_can_be_done_leads_to_a_page_with_its_source(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    window: MainWindow = make_window(started=False)
    candidates = ("eczema", "psoriasis")
    result = condition("uncertain", candidates, eczema=0.5, psoriasis=0.46)
    show(window.results, result)
    (link,) = window.results.care.links
    assert link.text() == "More about: Eczema or psoriasis"
    link.click()
    (browser,) = window.findChildren(QTextBrowser)
    text = browser.toPlainText()
    assert "dermatologist can tell them apart" in text
    assert "nhs.uk" in text


@pytest.mark.parametrize(
    ("result", "is_green"),
    [
        (condition("confident", ("healthy",), healthy=0.95), True),
        (condition("confident", ("mild_acne",), mild_acne=0.95), False),
        (made_up("confident"), False),
    ],
)
def test_only_nothing_visible_is_green(
    panel: ResultsPanel,
    result: Analysis,
    is_green: bool,  # noqa: FBT001 - a parameter
) -> None:
    show(panel, result)
    card = panel.cards["condition"]
    assert (card.tone == colours().good) == is_green
    assert (card._badge._icon == "tick") == is_green


def test_nothing_is_advised_where_nothing_is_visible(panel: ResultsPanel) -> None:
    show(panel, condition("confident", ("healthy",), healthy=0.95))
    assert not panel.care.isVisible()
    assert panel.headline.text() == "No visible condition that this program knows"


def test_what_can_not_be_judged_is_one_line_with_what_to_do(panel: ResultsPanel) -> None:
    show(panel, condition("confident", ("mild_acne",), mild_acne=0.95))
    assert not panel.cards["hair_type"].isVisible()
    line = panel.not_judged["hair_type"]
    assert line.isVisible()
    assert line.text().startswith("Hair type can't be judged.")
    assert not panel.not_judged["condition"].isVisible()
    show(panel, made_up("confident"))
    assert not line.isVisible()


def test_the_bars_of_hair_are_behind_details(panel: ResultsPanel) -> None:
    show(panel, made_up("confident"))
    card = panel.cards["hair_type"]
    assert not card.bars.isVisible()
    card.details.click()
    assert card.bars.isVisible()
    show(panel, made_up("uncertain"))
    assert card.bars.isVisible()  # until it is closed again


def test_each_fault_of_the_photo_is_a_line_with_what_to_do(panel: ResultsPanel) -> None:
    issues = (Issue("blurred", "answer", 0.9, 0.6), Issue("colour_cast", "colour", 40.0, 25.0))
    show(panel, made_up(quality=Quality(usable=False, issues=issues)))
    said = [line.text() for line in panel.quality if line.isVisible()]
    assert len(said) == 2
    assert said[0].startswith("The photo is blurred. Hold still")
    assert "daylight" in said[1]
    show(panel, made_up(quality=Quality(usable=True)))
    assert not any(line.isVisible() for line in panel.quality)


def test_the_questions_are_offered_where_the_photo_tells_nothing(
    panel: ResultsPanel, qtbot: QtBot
) -> None:
    result = condition("confident", ("mild_acne",), mild_acne=0.95)
    small = msgspec.structs.replace(result.predictions["skin_type"], reason="no_skin")
    show(
        panel,
        msgspec.structs.replace(result, predictions={**result.predictions, "skin_type": small}),
    )
    card = panel.cards["skin_type"]
    assert card.answer.text() == "Can't be judged from this photo"
    assert card.sureness.text() == "Little skin is visible: no statement."
    assert not card.bars.isVisible()
    with qtbot.waitSignal(panel.questions_wanted):
        card.questions.click()


@pytest.mark.parametrize("decision", ["uncertain", "not_assessable"])
def test_own_answers_are_no_uncertain_answer(panel: ResultsPanel, decision: str) -> None:
    told = skin_type(dict.fromkeys(Item, "never"))
    show(panel, made_up(decision, skin_questionnaire=told))
    card = panel.cards["skin_type"]
    assert card._badge.accessibleName() == "Your answers"
    assert card.answer.text() == "Your answers speak for normal skin"
    assert card.questions.text() == "Change your answers…"
    show(panel, made_up(decision))
    assert card._badge.accessibleName() != "Your answers"
    assert card.questions.text() == "Answer six questions…"


def test_a_bar_of_nothing_is_a_hairline(panel: ResultsPanel) -> None:
    labels = ("mild_acne", "severe_acne", "eczema", "psoriasis")
    show(panel, condition("confident", ("healthy",), healthy=1.0, **dict.fromkeys(labels, 0.0)))
    bars = panel.cards["condition"].bars
    assert "psoriasis 0%" in bars.accessibleName()
    picture, track = bars.grab().toImage(), QColor(colours().track)
    row = round(bars._row_height() * 4.5)
    start = bars._label_width() + bars.GAP
    drawn = [x for x in range(start, start + 60) if picture.pixelColor(x, row) != track]
    assert drawn
    assert max(drawn) - start <= 2


def test_nothing_is_cut_at_the_right_edge(
    application: QApplication, make_window: MakeWindow
) -> None:
    window = make_window(started=False)
    window.commands.set_language("de")
    window.results.setFixedWidth(window.results.minimumWidth())
    for decision in ("confident", "uncertain", "not_assessable"):
        show(window.results, made_up(decision))
        window.pages.setCurrentWidget(window.workspace)
        application.processEvents()
        assert window.results._page.width() <= window.results.viewport().width()


def test_an_error_has_neither_headline_nor_cards(panel: ResultsPanel) -> None:
    show(panel, made_up("confident"))
    panel.show_result("b.jpg", status_of(FAILURE), FAILURE)
    assert panel.state.isVisible()
    shown = (panel.headline, panel.care, *panel.cards.values(), *panel.not_judged.values())
    assert not any(widget.isVisible() for widget in shown)


def test_colours_follow_the_theme(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    show(window.results, made_up("confident"))
    card = window.results.cards["hair_type"]
    light = card._badge._tone
    window.commands.set_theme("dark")
    assert card._badge._tone == card.tone != light
