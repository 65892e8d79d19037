"""The name and the unit that a column's header carries."""

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["clean_names", "split_unit"]

_UNITS: Final = frozenset(
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
    if bracketed and (bracketed["gap"] or bracketed["unit"].strip() in _UNITS):
        return bracketed["name"].strip(), bracketed["unit"].strip()
    *words, last = header.split("_")
    if last in _UNITS and words and all(words) and not re.search(r"\s", header):
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
