"""A table by two lists as a heat map: one calm colour, deeper for more; every cell says its figure too.

Rows and columns stand in the order they are given in, never by value. Never draws what words do not tell.
"""

from functools import lru_cache

from service.charts.words import HeatCell, Row, Spec

NO_NUMBER = "few"
"""What a cell says where there are too few to tell: never 0, never blank."""


def heat_chart(title: str, cells: tuple[HeatCell, ...]) -> Spec:
    """The heat map of published cells, row by row in their fixed order."""
    return dict(_drawn(title, cells))


@lru_cache(maxsize=256)
def _drawn(title: str, cells: tuple[HeatCell, ...]) -> Spec:
    from service.charts.drawing import draw_heat

    described = f"{title}: {len(cells)} cells, in the order of the table beside it."
    return draw_heat([_row(cell) for cell in cells], described)


def _row(cell: HeatCell) -> Row:
    return {
        "row": cell.row,
        "column": cell.column,
        "words": cell.words,
        "value": cell.value if cell.told else None,
        "said": str(cell.value) if cell.told else NO_NUMBER,
    }
