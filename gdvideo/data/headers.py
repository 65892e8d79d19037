"""From a file's headers to columns: what they are, and which one is meant."""

import difflib
from collections.abc import Callable, Sequence

from gdvideo.data.cells import is_missing, is_number, shown
from gdvideo.errors import InputError

__all__ = ["find_column", "raw_headers", "titles_above"]


def raw_headers(first: Sequence[str], header: bool) -> tuple[str, ...]:
    """Return the headers of a table from its first row, or make some up if it has none.

    Examples
    --------
    >>> raw_headers(["1.5", "2"], header=False), raw_headers(["", " b"], header=True)
    (('x', 'y'), ('column1', 'b'))
    """
    if not header and len(first) == 2:
        return ("x", "y")
    given = [cell.strip() if header else "" for cell in first]
    return tuple(name or f"column{number}" for number, name in enumerate(given, 1))


def titles_above(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first rows are titles: rows of one cell, above a header of several.

    What follows counts as a header if it has no number and stands above a row with one.

    Examples
    --------
    >>> titles_above([["Sales", ""], ["price", "sold"], ["1", "2"]])
    1
    >>> titles_above([["price", ""], ["1", "2"], ["3", "4"]])
    0
    """
    filled = [[cell for cell in row if not is_missing(cell)] for row in rows]
    above = next((number for number, row in enumerate(filled) if len(row) > 1), 0)
    numbers = [any(map(is_number, row)) for row in filled[above : above + 2]]
    return above if numbers == [False, True] else 0


def find_column(headers: Sequence[str], wanted: str, numeric: Callable[[], Sequence[str]]) -> int:
    """Return the position of the column that the user calls `wanted`.

    Parameters
    ----------
    headers : sequence of str
        The file's headers.
    wanted : str
        A header; upper and lower case matter only where two headers differ in nothing else.
    numeric : callable
        Gives the headers of the numeric columns, for the message.

    Raises
    ------
    InputError
        If no column, or more than one, has this header.
    """
    folded = wanted.strip().casefold()
    exact = [i for i, header in enumerate(headers) if header == wanted.strip()]
    matches = exact or [i for i, header in enumerate(headers) if header.casefold() == folded]
    if len(matches) == 1:
        return matches[0]
    if matches:
        places = " and ".join(str(i + 1) for i in matches)
        raise InputError(
            f"column {shown(wanted)} is not clear: it heads columns {places}; rename one of them"
        )
    raise InputError(_not_found(headers, wanted, numeric()))


def _not_found(headers: Sequence[str], wanted: str, numeric: Sequence[str]) -> str:
    """Say that there is no such column, which one is nearest and which ones are numeric."""
    by_folded = {header.casefold(): header for header in reversed(headers)}
    near = difflib.get_close_matches(wanted.casefold(), by_folded, n=1, cutoff=0.5)
    guess = f"; did you mean {shown(by_folded[near[0]], 80)}?" if near else ";"
    listed = ", ".join(shown(name) for name in numeric[:12]) or "none"
    more = f" and {len(numeric) - 12} more" if len(numeric) > 12 else ""
    return f"no column {shown(wanted)}{guess} numeric columns: {listed}{more}"
