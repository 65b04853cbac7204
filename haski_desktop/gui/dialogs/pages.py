"""The texts that explain: where to start, what a result means, warning signs, licences."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from haski_desktop import language
from haski_desktop.about import version as program_version
from haski_desktop.gui.actions import MENUS, Actions, Menu, plain, words
from haski_desktop.gui.dialogs.text_dialog import heading, listing, paragraph, table
from haski_desktop.gui.work.messages import ModelInfo
from haski_desktop.results import care, names
from haski_desktop.results.names import demo_label, disclaimer
from haski_desktop.results.status import PhotoStatus

translate = QCoreApplication.translate
Page = tuple[str, str]

LICENCES = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("Pillow", "MIT-CMU"),
    ("NumPy", "BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("LiteRT (ai-edge-litert)", "Apache-2.0"),
    ("ONNX Runtime", "MIT"),
    ("pi-heif (libheif, libde265)", "BSD-3-Clause, LGPL-3.0"),
    ("filelock", "MIT"),
    ("platformdirs", "MIT"),
    ("tqdm", "MPL-2.0, MIT"),
)


def start() -> Page:
    """Where to start."""
    title = translate("Pages", "Start here")
    good = translate(
        "Pages",
        "The answer is only as good as the photo: daylight, in focus, close enough that skin "
        "or hair fills most of it, without a filter.",
    )
    privacy = translate(
        "Pages",
        "Everything happens on this computer. The program opens no network connection.",
    )
    return title, heading(title) + listing(_steps()) + paragraph(good) + paragraph(privacy)


def _steps() -> list[tuple[str, str]]:
    return [
        (
            translate("Pages", "Give it a photo."),
            translate("Pages", "Drop it on the window, paste it, or choose it with File > Open."),
        ),
        (
            translate("Pages", "Read the cards."),
            translate(
                "Pages",
                "One each for skin type, hair type and condition. Each says what it looks "
                "like, how sure that is, and what else it could be.",
            ),
        ),
        (
            translate("Pages", "Give it many."),
            translate(
                "Pages",
                "Drop a folder. The list fills while you go on; search, filter and sort it, "
                "and move through it with the arrow keys.",
            ),
        ),
        (
            translate("Pages", "Let them come."),
            translate(
                "Pages",
                "File > Watch folder analyses what arrives in a folder, such as the one that "
                "your phone fills, until you stop it.",
            ),
        ),
        (
            translate("Pages", "Go on later."),
            translate(
                "Pages",
                "Close the window whenever you like. File > Continue last batch brings back "
                "what was done of the folders and does the rest.",
            ),
        ),
        (
            translate("Pages", "Keep the results."),
            translate(
                "Pages",
                "File > Export saves a table or JSON, or drag rows out of the list. "
                "View > Summary shows how many photos have which answer.",
            ),
        ),
    ]


def meaning() -> Page:
    """What a result means."""
    title = translate("Pages", "What the result means")
    bars = translate(
        "Pages",
        "The percentages are what the model gives each label of one question; they add up to "
        "100 %. They say how well the photo fits what the model was trained on, not how "
        "likely it is that you have something.",
    )
    limits = translate(
        "Pages",
        "The model knows only the labels shown and was trained on few people. It is often "
        "wrong, and less reliable for whom it has seen least.",
    )
    alike = translate(
        "Pages",
        "Eczema and psoriasis look so much alike that the model never chooses between them, "
        "whatever the bars say.",
    )
    body = listing(_states()) + paragraph(bars) + paragraph(alike) + paragraph(limits)
    return title, heading(title) + body + paragraph(disclaimer())


def _states() -> list[tuple[str, str]]:
    return [
        (
            names.status_name(PhotoStatus.CONFIDENT) + ".",
            translate("Pages", "One answer fits clearly better than the others."),
        ),
        (
            names.status_name(PhotoStatus.UNCERTAIN) + ".",
            translate("Pages", "More than one answer fits. The card names them."),
        ),
        (
            names.status_name(PhotoStatus.NOT_ASSESSABLE) + ".",
            translate("Pages", "The photo does not show it well enough, so no answer is given."),
        ),
        (
            names.status_name(PhotoStatus.OUT_OF_SCOPE) + ".",
            translate("Pages", "The photo shows something else."),
        ),
        (
            names.status_name(PhotoStatus.ERROR) + ".",
            translate("Pages", "The file could not be read; the reason is given."),
        ),
        (
            demo_label() + ".",
            translate("Pages", "Made up, to show the program without a model."),
        ),
    ]


def signs() -> Page:
    """When to see a dermatologist."""
    title = translate("Pages", "When to see a dermatologist")
    intro = translate(
        "Pages",
        "This program does not look for skin cancer and can't rule it out, whatever it "
        "answers. See a dermatologist soon about a mole or spot with any of these signs:",
    )
    abcde = [
        ("A", translate("Pages", "Asymmetry: one half is unlike the other.")),
        ("B", translate("Pages", "Border: it is ragged, notched or blurred.")),
        ("C", translate("Pages", "Colour: it has several colours, or an uneven one.")),
        ("D", translate("Pages", "Diameter: it is larger than about 6 mm, or growing.")),
        (
            "E",
            translate("Pages", "Evolving: it changes in size, shape or colour, itches or bleeds."),
        ),
    ]
    other = translate(
        "Pages",
        "See a dermatologist, too, about a sore that does not heal, a rash that spreads, "
        "hurts or comes with fever, sudden hair loss, or anything else that worries you.",
    )
    body = paragraph(intro) + listing(abcde) + paragraph(other)
    return title, heading(title) + body


def condition(key: str) -> Page:
    """What there is to say about a condition, and where that comes from."""
    page = care.page(key)
    sources = [(source.title, source.url) for source in page.sources]
    body = paragraph(page.about) + listing(
        [("", line) for line in (page.care, page.pharmacist, page.doctor, page.soon)]
    )
    body += f"<h3>{translate('Pages', 'Sources')}</h3>" + listing(sources)
    return page.title, heading(page.title) + body + paragraph(disclaimer())


def shortcuts(actions: Actions) -> Page:
    """All shortcuts, by menu."""
    title = translate("Pages", "Shortcuts")
    body = ""
    for menu in MENUS:
        rows = [
            (plain(action.text()), action.shortcut().toString(native))
            for key in _keys(menu)
            if not (action := actions[key]).shortcut().isEmpty()
        ]
        if rows:
            body += f"<h3>{plain(words(menu[0]))}</h3>" + table(rows)
    photo = [
        (translate("Pages", "Zoom at the pointer"), translate("Pages", "Mouse wheel")),
        (translate("Pages", "Fit, or look closer"), translate("Pages", "Double click")),
        (translate("Pages", "Move the photo"), translate("Pages", "Drag, or arrow keys")),
        (translate("Pages", "Next photo in the list"), translate("Pages", "Arrow keys")),
    ]
    subtitle = translate("Pages", "Photo")
    body += f"<h3>{subtitle}</h3>" + table(photo)
    return title, heading(title) + body


def about(model: ModelInfo | None) -> Page:
    """Version and licences."""
    title = translate("Pages", "About Haski Desktop")
    version = translate("Pages", "Version {version}").format(version=program_version())
    purpose = translate(
        "Pages",
        "Analyses photos of skin and hair on this computer. The program is licensed under "
        "the Apache License 2.0 and stands on the work of others:",
    )
    body = paragraph(version)
    if language.current() not in language.PROOFREAD:
        body += paragraph(_ask_for_proofreading())
    body += paragraph(purpose) + table(list(LICENCES))
    if model:
        about_model = f"{model.name} {model.version}: {model.licence}"
        subtitle = translate("Pages", "Model")
        body += f"<h3>{subtitle}</h3>" + paragraph(about_model)
    return title, heading(title) + body + paragraph(disclaimer())


def _ask_for_proofreading() -> str:
    return translate(
        "Pages",
        "The texts in this language are machine-made, not proofread. If you speak it, you can "
        "help: “Texts” in CONTRIBUTING.md, in the program's source, names the files to correct.",
    )


def model_facts(model: ModelInfo) -> str:
    """What is known of a model that has no model card."""
    rows = [
        (translate("Pages", "Name"), model.name),
        (translate("Pages", "Version"), model.version),
        (translate("Pages", "Licence"), model.licence),
        (translate("Pages", "Runtime"), model.detail),
    ]
    return heading(model.name) + table(rows)


native = QKeySequence.SequenceFormat.NativeText


def _keys(menu: Menu) -> list[str]:
    keys: list[str] = []
    for entry in menu[1]:
        if isinstance(entry, tuple):
            keys += _keys(entry)
        elif entry and entry != "recent":
            keys.append(entry)
    return keys
