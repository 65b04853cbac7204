"""Six questions about a person's own skin."""

from haski_desktop.engine.analysis import Analysis
from haski_desktop.gui.dialogs.skin_questions import SkinQuestions
from haski_desktop.questionnaire.items import Item
from tests.gui.conftest import MakeWindow
from tests.gui.test_everyone import fill


def test_answers_give_a_skin_type_that_stays_with_the_photo(make_window: MakeWindow) -> None:
    window = make_window(started=False)
    fill(window)
    window.photos.choose(1)
    card = window.results.cards["skin_type"]
    assert card.questions.isVisible()
    card.questions.click()
    (dialog,) = window.findChildren(SkinQuestions)
    assert dialog.skin_type.text() == "6 questions left"
    assert not dialog.keep.isEnabled()
    for item in Item:
        answer = "always" if item is Item.STINGING else "never"
        dialog._button(item, answer).click()
    assert "sensitive" in dialog.skin_type.text()
    dialog.keep.click()
    item_1 = window.session.photos.find(1)
    assert item_1 is not None
    assert isinstance(item_1.result, Analysis)
    assert item_1.result.skin_questionnaire is not None
    assert item_1.result.skin_questionnaire.skin_type == "sensitive"
    assert "sensitive" in card.answer.text()
    window.commands.answer_questions()
    again = window.findChildren(SkinQuestions)[-1]
    assert again.keep.isEnabled()  # the answers that were given are still there
    again.reject()
