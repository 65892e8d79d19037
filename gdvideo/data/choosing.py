"""Choosing the columns of a lesson: the ones the user names, else the first numeric ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gdvideo.data.cells import shown
from gdvideo.data.headers import find_column
from gdvideo.data.numbers import Summary, decimal_comma, summarise, words_in
from gdvideo.data.tables import Table
from gdvideo.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["choose"]


def choose(
    connection: "DuckDBPyConnection", table: Table, x: Sequence[str], y: str | None
) -> tuple[list[int], bool]:
    """Return the columns to read, predictors first, and whether a comma is the decimal sign.

    Raises
    ------
    InputError
        If a column is not there, holds text or is named twice, or if too few are numeric.
    """
    if len(table.headers) < 2:
        found = shown(table.headers[0])
        raise InputError(
            f"one column ({found}) found, two are needed; commas, semicolons or tabs part them"
        )
    predictors, response = _named(connection, table, x, y)
    open_places = not predictors or response is None
    scanned = range(len(table.headers)) if open_places else [*predictors, *response]
    summaries = dict(zip(scanned, summarise(connection, table, scanned), strict=True))
    comma = decimal_comma(list(summaries.values()))
    columns = _filled(
        table, predictors, response, [i for i in scanned if summaries[i].numeric(comma)]
    )
    _refuse_repeated(table, columns)
    for i in columns:
        _refuse_text(connection, table, i, summaries[i], comma)
    return columns, comma


def _named(
    connection: "DuckDBPyConnection", table: Table, x: Sequence[str], y: str | None
) -> tuple[list[int], list[int]]:
    """Return the predictors and the response that are named; an empty list where none is."""

    def numeric() -> list[str]:
        summaries = summarise(connection, table, range(len(table.headers)))
        comma = decimal_comma(summaries)
        return [
            h for h, summary in zip(table.headers, summaries, strict=True) if summary.numeric(comma)
        ]

    def find(header: str) -> int:
        return find_column(table.headers, header, numeric)

    return [find(header) for header in x], [] if y is None else [find(y)]


def _filled(
    table: Table, predictors: Sequence[int], response: Sequence[int], numeric: Sequence[int]
) -> list[int]:
    """Put the first numeric columns where none is named."""
    free = [i for i in numeric if i not in {*predictors, *response}]
    needed = (not predictors) + (not response)
    if len(free) < needed:
        listed = ", ".join(shown(table.headers[i]) for i in numeric) or "none"
        raise InputError(f"two numeric columns are needed; numeric columns found: {listed}")
    x = list(predictors) or [free.pop(0)]
    return [*x, *(response or free[:1])]


def _refuse_repeated(table: Table, columns: Sequence[int]) -> None:
    """Refuse a column that is named twice, and two columns under one header."""
    headers = [table.headers[i] for i in columns]
    for i, header in enumerate(headers):
        if columns[i] in columns[:i]:
            raise InputError(
                f"column {shown(header)} is named twice; x and y must be different columns"
            )
        if header in headers[:i]:
            raise InputError(f"two columns are headed {shown(header)}; rename one of them")


def _refuse_text(
    connection: "DuckDBPyConnection", table: Table, column: int, summary: Summary, comma: bool
) -> None:
    """Refuse a column in which fewer than half of what is there are numbers."""
    if summary.numeric(comma):
        return
    header = shown(table.headers[column])
    if not summary.present:
        raise InputError(f"column {header} holds no value at all; a column of numbers is needed")
    examples = ", ".join(shown(word) for word in words_in(connection, table, column, comma))
    raise InputError(f"column {header} holds text ({examples}), not numbers; name a numeric column")
