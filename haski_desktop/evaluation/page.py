"""An evaluation or a comparison as one HTML page with plots, which loads nothing."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from haski_desktop import language
from haski_desktop.evaluation.reports import Comparison, Evaluation, ModelReport
from haski_desktop.evaluation.scores import HeadScores
from haski_desktop.evaluation.tables import Table, comparison_blocks, evaluation_blocks, title_of
from haski_desktop.language import gettext as _
from haski_desktop.report.html import render

MOST_DIFFERENCES: Final = 500
SIDE: Final = 180
LEFT: Final = 34
COLOURS: Final = ("#0B6E69", "#B5541C")

Points = Sequence[tuple[float, float]]


def html(report: Evaluation | Comparison) -> bytes:
    """The page, in the language in use."""
    if isinstance(report, Comparison):
        title, blocks = _("Two models compared"), comparison_blocks(report, MOST_DIFFERENCES)
        models = [("A", report.a), ("B", report.b)]
    else:
        title, blocks = _("A model on labelled photos"), evaluation_blocks(report)
        models = [(report.model.name, report.model)]
    page = render(
        "evaluation.html",
        language.current(),
        title=title,
        blocks=[(block, isinstance(block, Table)) for block in blocks],
        plots=_plots(models),
        colours=list(zip((name for name, _model in models), COLOURS, strict=False)),
    )
    return page.encode()


def _plots(models: list[tuple[str, ModelReport]]) -> list[tuple[str, Markup, Markup]]:
    """Of each question its name, its reliability diagram, and its risk-coverage curve."""
    found = []
    for head in models[0][1].heads:
        scores = [model.heads[head] for _name, model in models if head in model.heads]
        reliability = [[(b.confidence, b.right) for b in each.calibration] for each in scores]
        found.append(
            (
                title_of(head, models[0][1]),
                _plot(reliability, (_("confidence"), _("share right")), diagonal=True),
                _plot(_risks(scores), (_("share answered"), _("share wrong"))),
            )
        )
    return found


def _risks(scores: Sequence[HeadScores]) -> list[Points]:
    return [each.risk_coverage for each in scores]


def _plot(lines: Sequence[Points], axes: tuple[str, str], *, diagonal: bool = False) -> Markup:
    """Lines in a square from 0 to 1, its axes named."""
    shapes = [
        f'<rect x="{LEFT}" y="8" width="{SIDE}" height="{SIDE}" fill="none" stroke="#7C8794"/>'
    ]
    if diagonal:
        shapes.append(_line([(0, 0), (1, 1)], "#8FA3B5", "3 3"))
    for points, colour in zip(lines, COLOURS, strict=False):
        shapes.append(_line(points, colour))
        shapes += [_dot(point, colour) for point in points if diagonal]
    text = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format
    turned = Markup('<text transform="translate(12 {}) rotate(-90)" text-anchor="middle">{}</text>')
    words = [
        text(LEFT, SIDE + 21, "middle", "0"),
        text(LEFT + SIDE, SIDE + 21, "middle", "1"),
        text(LEFT - 5, SIDE + 11, "end", "0"),
        text(LEFT - 5, 14, "end", "1"),
        text(LEFT + SIDE / 2, SIDE + 34, "middle", axes[0]),
        turned.format(8 + SIDE / 2, axes[1]),
    ]
    width, height = LEFT + SIDE + 12, SIDE + 42
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" '
        'role="img" aria-label="{2}, {3}" font-size="11" fill="#56606B">'
    ).format(width, height, *axes)
    drawn = Markup("".join(shapes))  # noqa: S704 - made of numbers and constants
    return head + drawn + Markup("").join(words) + Markup("</svg>")


def _line(points: Points, colour: str, dashes: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(_place, points))
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'


def _dot(point: tuple[float, float], colour: str) -> str:
    x, y = _place(point)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _place(point: tuple[float, float]) -> tuple[float, float]:
    return LEFT + point[0] * SIDE, 8 + (1 - point[1]) * SIDE
