"""From a file's headers to columns: what they are, and which one is meant."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import zip_longest

from gdvideo.data.cells import has_header, is_missing
from gdvideo.errors import InputError
from gdvideo.shown import shown

__all__ = ["find_column", "raw_headers", "titles_above", "told_of_header", "unnamed"]


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


def unnamed(first: Sequence[str], header: bool) -> frozenset[int]:
    """Return the places, from 0, of columns that a header leaves without a name.

    Examples
    --------
    >>> unnamed(["", " b"], header=True), unnamed(["", "2"], header=False)
    (frozenset({0}), frozenset())
    """
    return frozenset(i for i, cell in enumerate(first) if header and not cell.strip())


def titles_above(rows: Sequence[Sequence[str]], decimal_comma: bool) -> int:
    """Return how many of the first rows are surely titles.

    A title is filled in one cell only, has fewer cells than most rows, or starts with `#`; and what
    follows is a header, or the title cannot be one, because it is a single cell in a line.

    Parameters
    ----------
    rows : sequence of rows of cells
        The first rows of a file, or those of a sheet, equally long.
    decimal_comma : bool
        Whether `1,5` is one number.

    Examples
    --------
    >>> titles_above([["Sales", ""], ["price", "sold"], ["1", "2"]], False)
    1
    >>> titles_above([["price", ""], ["1", "2"], ["3", "4"]], False)
    0
    """
    widths = Counter(len(row) for row in rows if len(row) > 1)
    usual = max(widths, key=lambda width: widths[width], default=1)
    above = next((n for n, row in enumerate(rows) if not _like_a_title(row, usual)), 0)
    if all(len(row) == 1 for row in rows[:above]):
        return above
    # A header may be shorter than its rows; then what follows it has gaps, or numbers.
    gaps = max(map(_filled, rows[:above])) > 1 and _filled(rows[above]) < usual
    return above if has_header(rows[above:], decimal_comma) and not gaps else 0


def _like_a_title(row: Sequence[str], usual: int) -> bool:
    return _filled(row) < 2 or len(row) < usual or row[0].startswith("#")


def _filled(row: Sequence[str]) -> int:
    return sum(not is_missing(cell) for cell in row)


def told_of_header(
    rows: Sequence[Sequence[str]], header: bool, titles: int, place: str
) -> list[str]:
    """Say where a table starts below titles, and that its header names few of its columns.

    Parameters
    ----------
    rows : sequence of rows of cells
        The first rows below the titles.
    header : bool
        Whether the first one names the columns.
    titles : int
        How many rows are taken for titles.
    place : str
        Where the first of the rows stands, such as `line 3`.

    Examples
    --------
    >>> told_of_header([["x", ""], ["1", "2"]], True, 1, "row 2")[1]
    'Row 2 names only 1 of 2 columns; --header-row says which one names them.'
    """
    starts = f"The header is {place}" if header else f"The table starts in {place}"
    said = [f"{starts}; what stands above it is taken for a title."] if titles else []
    columns = sum(any(not is_missing(cell) for cell in column) for column in zip_longest(*rows))
    if header and 2 * _filled(rows[0]) <= columns:
        few = f"{place.capitalize()} names only {_filled(rows[0])} of {columns} columns"
        said.append(f"{few}; --header-row says which one names them.")
    return said


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
    # Only here, where nothing more is read.
    import difflib

    by_folded = {header.casefold(): header for header in reversed(headers)}
    near = difflib.get_close_matches(wanted.casefold(), by_folded, n=1, cutoff=0.5)
    guess = f"; did you mean {shown(by_folded[near[0]], 80)}?" if near else ";"
    listed = ", ".join(shown(name) for name in numeric[:12]) or "none"
    more = f" and {len(numeric) - 12} more" if len(numeric) > 12 else ""
    return f"no column {shown(wanted)}{guess} numeric columns: {listed}{more}"
