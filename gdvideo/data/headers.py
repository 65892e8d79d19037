"""From a file's headers to columns: which header is meant, and which name and unit it carries."""

import difflib
import re
from collections.abc import Callable, Sequence

from gdvideo.data.cells import shown
from gdvideo.errors import InputError

__all__ = ["clean_names", "find_column", "raw_headers", "split_unit"]

UNITS = frozenset(
    """
    mm cm m km in ft yd mi kg g mg lb lbs oz t s ms min h hours days weeks months years C F K degC
    degF % percent usd eur gbp chf jpy USD EUR GBP CHF JPY ml l L kmh mph Hz kHz W kW kWh V A Pa hPa
    kPa bar J kJ kcal ppm points
    """.split()  # noqa: SIM905 - a list of seventy quoted words reads worse
)
"""The units that the last word of a snake_case header may be, as they are written."""

_BRACKETED = re.compile(
    r"(?P<name>[^()\[\]]*[^()\[\]\s])(?P<gap>\s*)[(\[](?P<unit>[^()\[\]]{1,20})[)\]]"
)


def split_unit(header: str) -> tuple[str, str]:
    """Split a header into the column's name and its unit, empty if there is none.

    A unit stands in parentheses or brackets at the end, or is the last word of snake_case and one
    of a short list; then the underscores become spaces. Any other header is the name as it is.

    Examples
    --------
    >>> split_unit("Flipper length (mm)"), split_unit("flipper_length_mm")
    (('Flipper length', 'mm'), ('flipper length', 'mm'))
    >>> split_unit("f(x)"), split_unit("test_score")
    (('f(x)', ''), ('test_score', ''))
    """
    bracketed = _BRACKETED.fullmatch(header)
    if bracketed and (bracketed["gap"] or bracketed["unit"].strip() in UNITS):
        return bracketed["name"].strip(), bracketed["unit"].strip()
    *words, last = header.split("_")
    if last in UNITS and words and all(words) and not re.search(r"\s", header):
        return " ".join(words), last
    return " ".join(header.splitlines()), ""


def clean_names(headers: Sequence[str]) -> list[tuple[str, str]]:
    """Return name and unit of each column; the headers as they are where two names would be equal.

    Examples
    --------
    >>> clean_names(["mass_g", "mass_kg"])
    [('mass_g', ''), ('mass_kg', '')]
    """
    names = [split_unit(header) for header in headers]
    distinct = len({name for name, _ in names}) == len(names)
    return names if distinct else [(header, "") for header in headers]


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
