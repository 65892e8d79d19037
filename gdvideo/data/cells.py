"""What one cell of a table says: a number, nothing, or something else.

The rules stand here twice, for duckdb and for the few cells that Python looks at itself (a file's
first row, and the rows that are left out); a test holds the two together.
"""

import datetime
import re
from collections.abc import Sequence

__all__ = [
    "cell_text",
    "has_header",
    "is_missing",
    "is_number",
    "missing_sql",
    "number_sql",
]

MISSING = ("", "-", "?", "#n/a", "n/a", "na", "nan", "none", "null")
_BLANKS = " \t\n\v\f\r"
"""What duckdb passes over around a number."""
_NUMBER = re.compile(
    r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?inf(inity)?", re.IGNORECASE | re.ASCII
)


def is_missing(text: str | None) -> bool:
    """Tell whether a cell holds no value: it is empty, or says so (NA, NaN, null, -).

    Examples
    --------
    >>> is_missing(" NA "), is_missing("0")
    (True, False)
    """
    return text is None or text.strip(_BLANKS).lower() in MISSING


def is_number(text: str, decimal_comma: bool = False) -> bool:
    """Tell whether a cell is written as a number, infinity included.

    Examples
    --------
    >>> is_number("1.5e3"), is_number("1,5"), is_number("1,5", decimal_comma=True)
    (True, False, True)
    """
    if decimal_comma:
        text = "" if "." in text else text.replace(",", ".")
    return _NUMBER.fullmatch(text.strip(_BLANKS)) is not None


def missing_sql(text: str) -> str:
    """Return the SQL of `is_missing` for the SQL expression `text`."""
    words = ", ".join(f"'{word}'" for word in MISSING)
    return f"({text} IS NULL OR lower(trim({text}, '{_BLANKS}')) IN ({words}))"


def number_sql(text: str, decimal_comma: bool = False) -> str:
    """Return the SQL of a cell's value: a double, or NULL if it is not written as a number.

    duckdb would read `1_000` as a thousand; here it is not a number.
    """
    foreign, plain = f"contains({text}, '_')", text
    if decimal_comma:
        foreign, plain = f"{foreign} OR contains({text}, '.')", f"replace({text}, ',', '.')"
    return f"CASE WHEN {foreign} THEN NULL ELSE TRY_CAST({plain} AS DOUBLE) END"


def cell_text(cell: object) -> str:
    """Write a cell of a sheet as text; a number so that reading it gives the same float64.

    Examples
    --------
    >>> cell_text(2.0), cell_text(0.1), cell_text("2.0"), cell_text(datetime.date(2020, 1, 2))
    ('2', '0.1', '2.0', '2020-01-02')
    """
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def has_header(rows: Sequence[Sequence[str]], decimal_comma: bool) -> bool:
    """Tell whether the first of some rows names the columns.

    A first row of numbers is data. Where words and numbers are mixed, the row is a header only if
    a word of it stands above a column of numbers (`country, 1990` above `37, 5.2`).

    Parameters
    ----------
    rows : sequence of rows of cells
        The first rows of the file, at least one.
    decimal_comma : bool
        Whether `1,5` is one number.

    Examples
    --------
    >>> has_header([["x", "y"], ["1", "2"]], False), has_header([["1", "2"], ["3", "4"]], False)
    (True, False)
    """

    def number(cell: str) -> bool:
        return is_number(cell) or (decimal_comma and is_number(cell, decimal_comma=True))

    def above_numbers(column: int) -> bool:
        below = [row[column] for row in rows[1:] if column < len(row)]
        present = [cell for cell in below if not is_missing(cell)]
        return sum(map(number, present)) * 2 > len(present)

    numbers = [number(cell) for cell in rows[0]]
    words = [not is_missing(cell) and not number(cell) for cell in rows[0]]
    if not any(words) or not any(numbers):
        return any(words)
    return any(word and above_numbers(column) for column, word in enumerate(words))
