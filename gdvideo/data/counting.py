"""Columns that count the rows: an index is seldom what a lesson is about."""

from collections.abc import Sequence

from gdvideo.data.numbers import value_sql
from gdvideo.data.tables import Table

__all__ = ["counting"]

_NAMES = ("#", "id", "index", "no", "no.", "nr", "nr.", "number", "row", "row_id", "rowid")
"""What an identifier is called: its whole numbers need not follow each other."""

_MEANT = ("x", "y")
_FEW, _MANY = 100, 100_000


def counting(table: Table, columns: Sequence[int], comma: bool) -> set[int]:
    """Return those of some numeric columns that count the rows.

    That is: they hold 0, 1, 2, … or 1, 2, 3, … in file order; or they are called `id` or the like
    and hold whole numbers, none of them twice. A column that is called `x` or `y` is meant.

    Parameters
    ----------
    table : Table
    columns : sequence of int
        Their places in the table, from 0.
    comma : bool
        Whether a comma is the decimal sign.
    """
    suspects = [i for i in columns if table.headers[i].casefold() not in _MEANT]
    # A few rows acquit most of the columns of a wide table.
    for rows in (_FEW, _MANY):
        suspects = _counting(table, suspects, comma, rows) if suspects else []
    return set(suspects)


def _counting(table: Table, columns: list[int], comma: bool, rows: int) -> list[int]:
    """Return the columns of which the first rows do not show that they do not count."""
    values = ", ".join(f"{value_sql(table.cells[i], comma)} AS v{i}" for i in columns)
    found = ", ".join(_counts_sql(table.headers[i], f"v{i}") for i in columns)
    [told] = table.ask(
        f"""SELECT {found} FROM (
            SELECT row_number() OVER () AS row, {values} FROM ({table.select(columns, rows)}))"""
    ).fetchall()
    return [i for i, counts in zip(columns, told, strict=True) if counts]


def _counts_sql(header: str, value: str) -> str:
    """Return the SQL of whether a column's values count; each DISTINCT takes some megabytes."""
    follow = f"min({value} - row) = max({value} - row) AND min({value} - row) IN (-1, 0)"
    if header.casefold() not in _NAMES:
        return follow
    whole = f"bool_and({value} = floor({value}))"
    return f"({follow}) OR (count({value}) = count(DISTINCT {value}) AND {whole})"
