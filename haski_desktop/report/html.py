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
    laid_out = _environment().get_template(template)
    rtl = report.language in RIGHT_TO_LEFT
    return laid_out.render(report=report, words=report.words, rtl=rtl, **more)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(bundled("resources/report"))),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
