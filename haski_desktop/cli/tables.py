"""Lines and tables as text for a terminal."""

from collections.abc import Sequence

from haski_desktop.evaluation.tables import Block, Table


def as_text(blocks: Sequence[Block]) -> str:
    """Blocks with a line between them, the last line empty."""
    return "\n\n".join(b if isinstance(b, str) else "\n".join(_lines(b)) for b in blocks) + "\n"


def _lines(table: Table) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table.rows, strict=True)]
    rows = (
        "  ".join(
            cell.ljust(width) if table.words or index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table.rows
    )
    return [*filter(None, (table.title,)), *rows]
