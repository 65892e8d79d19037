"""Numbers with signs, and dates: what a column is written like that holds no plain numbers.

A style is one regular expression, which Python and duckdb read alike, and what is taken away before
the rest is read; a test holds the two together.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gdvideo.data.cells import is_missing

__all__ = ["CLUELESS_DATE", "Style", "candidates"]

CLUELESS_DATE = re.compile(r"\s*\d{1,2}/\d{1,2}/(\d{2}|\d{4})\s*", re.ASCII)
"""A date of which nobody knows whether day or month comes first."""

_MARKS = ("%", "€", "$", "£", "¥", "₹", "EUR", "USD", "GBP", "CHF", "JPY")
_SPACES = " \u00a0\u2009\u202f"
_PARTED = ((",", "."), (".", ","), ("'’", "."), (_SPACES, "."), (_SPACES, ","))
"""What may part thousands, and the decimal sign with it."""

_DATES = {
    r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?": "",
    r"\d{1,2}\.\d{1,2}\.\d{4}": "%d.%m.%Y",
}
_DECIMAL_COMMA = "a number with a decimal comma"
_EPOCH = datetime.datetime(1970, 1, 1)
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Style:
    """What the cells of a column are written like.

    Parameters
    ----------
    pattern : str
        A regular expression of a whole cell, blanks around it aside.
    what : str
        What such a cell is, for people.
    mark : str
        The sign that each cell carries, empty if none.
    group : str
        The characters that may part thousands.
    comma : bool
        Whether a comma is the decimal sign.
    date : str, optional
        Not of a number but of a date: its format, empty for that of ISO 8601.
    """

    pattern: str
    what: str
    mark: str = ""
    group: str = ""
    comma: bool = False
    date: str | None = None

    def value(self, text: str) -> float | None:
        """Return a cell's number, or its days since 1970-01-01, or None if it has none.

        Examples
        --------
        >>> [style] = [s for s in candidates(["1.234,50 €"]) if s.mark]
        >>> style.value("1.234,50 €"), style.value("1.234,50")
        (1234.5, None)
        """
        text = text.strip(" ")
        if not re.fullmatch(self.pattern, text, re.ASCII):
            return None
        if self.date is None:
            plain = re.sub(self._taken_away(), "", text)
            return float(plain.replace(",", ".") if self.comma else plain)
        try:
            day = datetime.datetime.strptime(text, self.date) if self.date else _iso(text)
        except ValueError:
            return None
        return (day - _EPOCH).total_seconds() / _DAY_S

    def sql(self, text: str) -> str:
        """Return the SQL of `value` for the SQL expression `text`."""
        text = f"trim({text}, ' ')"
        if self.date is None:
            plain = f"regexp_replace({text}, {_quoted(self._taken_away())}, '', 'g')"
            plain = f"replace({plain}, ',', '.')" if self.comma else plain
            value = f"TRY_CAST({plain} AS DOUBLE)"
        else:
            day = f"try_strptime({text}, '{self.date}')" if self.date else _iso_sql(text)
            value = f"epoch({day}) / {_DAY_S}.0"
        return f"CASE WHEN regexp_full_match({text}, {_quoted(self.pattern)}) THEN {value} END"

    def _taken_away(self) -> str:
        blanks = f"[{_SPACES}{self.group}]"
        return f"{re.escape(self.mark)}|{blanks}" if self.mark else blanks


def _iso(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _iso_sql(text: str) -> str:
    return f"TRY_CAST({text} AS TIMESTAMP)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def candidates(cells: Iterable[str]) -> list[Style]:
    """Return the styles in which at least half of some cells that hold anything can be read.

    Those with parted thousands come first: `€ 1,234` is more than a thousand.

    Examples
    --------
    >>> [style.what for style in candidates(["12%", "7%"])][0]
    "a number with '%'"
    >>> [style.what for style in candidates(["03.04.2020"])], candidates(["abc"])
    (['a date'], [])
    """
    present = [cell for cell in cells if not is_missing(cell)]
    return [
        style
        for style in _styles()
        if 0 < len(present) <= 2 * sum(style.value(cell) is not None for cell in present)
    ]


@cache
def _styles() -> tuple[Style, ...]:
    parted = [_number(mark, *signs) for mark in ("", *_MARKS) for signs in _PARTED]
    whole = [_number(mark, "", decimal) for mark in _MARKS for decimal in ".,"]
    # Money has no three decimals, a share may: 12.345% is a little more than twelve.
    ordered = sorted([*parted, *whole], key=lambda style: style.mark == "%" and bool(style.group))
    dates = [Style(pattern, "a date", date=form) for pattern, form in _DATES.items()]
    return (*ordered, _number("", "", ","), *dates)


def _number(mark: str, group: str, decimal: str) -> Style:
    """Return the style of numbers with a mark, parted thousands and a decimal sign."""
    point = re.escape(decimal)
    body = rf"(\d+{point}?\d*|{point}\d+)"
    if group:
        # Three digits behind a sign would rather be parted thousands.
        few = rf"({point}(\d{{1,2}}|\d{{4,}}))?"
        body = rf"(\d{{1,3}}([{group}]\d{{3}})+({point}\d+)?|\d+{few})"
    gap, sign = f"[{_SPACES}]?", re.escape(mark)
    pattern = f"[+-]?{body}"
    if mark:
        pattern = f"{sign}{gap}[+-]?{body}|[+-]{sign}{gap}{body}|[+-]?{body}{gap}{sign}"
    return Style(pattern, _what(mark, group), mark, group, decimal == ",")


def _what(mark: str, group: str) -> str:
    if mark:
        return f"a number with {mark!r}"
    parting = {",": "a comma", ".": "a point", _SPACES: "a space", "'’": "an apostrophe"}
    return f"a number with thousands parted by {parting[group]}" if group else _DECIMAL_COMMA
