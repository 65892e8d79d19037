"""Finding out what the columns are written like that hold no plain numbers."""

from collections.abc import Sequence
from dataclasses import replace

from gdvideo.data.numbers import summarise
from gdvideo.data.styles import candidates
from gdvideo.data.tables import Cell, Table

__all__ = ["is_date", "styled"]

_SAMPLE = 200


def styled(table: Table, columns: Sequence[int], rows: int) -> Table:
    """Return the table with a style for each of some columns that has one.

    Parameters
    ----------
    table : Table
    columns : sequence of int
        Places, from 0, of columns that hold no plain numbers.
    rows : int
        How many rows to judge by.
    """
    if not columns:
        return table
    texts = ", ".join(table.cells[i].text for i in columns)
    sample = table.ask(f"SELECT {texts} FROM ({table.select(columns, _SAMPLE)})").fetchall()
    for place, column in enumerate(columns):
        cells = [str(row[place]) for row in sample if row[place] is not None]
        tried = [replace(table.cells[column], style=style) for style in candidates(cells)]
        if tried:
            table = _with(table, column, _best(table, column, tried, rows))
    return table


def is_date(cell: Cell) -> bool:
    """Tell whether a column holds dates."""
    return cell.style is not None and cell.style.date is not None


def _best(table: Table, column: int, tried: list[Cell], rows: int) -> Cell:
    """Return the reading that makes most cells numbers; the first of several."""

    def numbers(cell: Cell) -> int:
        read = replace(_with(table, column, cell), decimal_comma_possible=False)
        return summarise(read, [column], rows)[0].points

    return max(tried, key=numbers)


def _with(table: Table, column: int, cell: Cell) -> Table:
    return replace(table, cells=(*table.cells[:column], cell, *table.cells[column + 1 :]))
