"""A report as one HTML file, which loads nothing from anywhere."""

from functools import cache

import jinja2

from haski_desktop.paths import bundled
from haski_desktop.report.content import Report

RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))


def html(report: Report, template: str = "report.html", **more: object) -> str:
    """Lay a report out as HTML.

    Args:
        report: What it says.
        template: The layout, a file in ``resources/report``.
        more: What this template wants besides.
    """
    return render(template, report.language, report=report, words=report.words, **more)


def render(template: str, language: str, **content: object) -> str:
    """Fill a template of ``resources/report`` with what it wants.

    Args:
        template: The file's name.
        language: The language of its texts, which says in which direction it is read.
        content: By the names that it uses.
    """
    laid_out = _environment().get_template(template)
    return laid_out.render(language=language, rtl=language in RIGHT_TO_LEFT, **content)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(bundled("resources/report"))),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
