"""Units as they are said: g/mm is grams per millimeter. No Manim here.

What units are called, and their plurals, is in Unicode's CLDR, by Babel.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_name
from babel.units import format_unit

from scenes.telling.assets import ASSETS
from scenes.telling.language import SaidInLanguage
from scenes.telling.spoken_names import spoken_names
from scenes.telling.spoken_numbers import plain_digits

__all__ = ["SpokenUnits", "spoken_units"]

_FACTOR = re.compile(r"(?P<base>.*?)(?:\^|\*\*)?(?P<power>\d?)")
_RATIO = re.compile(r"[^\W\d_][^/\s]*/[^\W\d_][^/\s]*")
_BETWEEN = re.compile(r"[/·⋅]")


@dataclass(frozen=True)
class SpokenUnits(SaidInLanguage):
    """Says units as a language does."""

    def follows(self, text: str) -> bool:
        """Return whether a text is a unit if it follows a number: one that is known, or a ratio."""
        return bool(_RATIO.fullmatch(text)) or self._is_known(text)

    def stands_alone(self, text: str, before: str) -> bool:
        """Return whether a text is a unit without a number, after a word.

        What is letters only, such as km, may be the name of a parameter: it is a unit after "in".
        """
        may_be_a_name = text.isalpha() and before not in self._words.before_units
        is_letter = len(text) == 1 and text.isalpha()
        return not is_letter and not may_be_a_name and self._is_known(text)

    def _is_known(self, text: str) -> bool:
        factors = _BETWEEN.split(_written_out(text))
        return all(self._named(_parted(factor)[0], Decimal(1)) for factor in factors)

    def said(self, text: str, number: Decimal) -> str:
        """Return a unit in words.

        Parameters
        ----------
        text : str
            What `follows` or `stands_alone`; what is not known of it is said as a name.
        number : Decimal
            How many there are, which decides the plural; from 0.

        Examples
        --------
        >>> told = spoken_units("en").said
        >>> told("g/mm", Decimal("1.00")), told("m/s²", Decimal(3)), told("u/v", Decimal(3))
        ('gram per millimeter', 'meters per second squared', 'u per v')
        """
        first, *rest = _written_out(text).split("/")
        told = self._product(first, Decimal(plain_digits(number)))
        for divisor in rest:
            each = self._product(divisor, Decimal(1))
            told = self._words.phrase("ratio", one=told, other=each)
        return " ".join(told.split())

    def _product(self, text: str, number: Decimal) -> str:
        *first, last = _BETWEEN.split(text)
        told = [self._factor(factor, Decimal(1)) for factor in first]
        return " ".join([*told, self._factor(last, number)])

    def _factor(self, text: str, number: Decimal) -> str:
        base, power = _parted(text)
        name = self._named(base, number)
        if not name or (power and power not in self._words.powers):
            return spoken_names(self.language).said(text)
        if power and base in _table()["length"]:
            return self._words.measures[power].format(unit=name)
        return f"{name} {self._words.powers[power]}" if power else name

    def _named(self, unit: str, number: Decimal) -> str:
        """Return what so many of a unit are called, empty if it has no name."""
        own = self._words.units.get(unit)
        if own:
            return own.get(self._locale.plural_form(number), own["other"])
        kind = next((kind for kind, units in _table().items() if unit in units), "")
        if not kind:
            return ""
        name = _table()[kind][unit]
        if kind == "currency":
            return get_currency_name(name, count=number, locale=self._locale)
        told = format_unit(number, f"{kind}-{name}", "long", locale=self._locale)
        return " ".join(re.sub(r"\d\S*", "", told).split())


@cache
def spoken_units(language: str) -> SpokenUnits:
    """Return how a language says units."""
    return SpokenUnits(language)


@cache
def _table() -> dict[str, dict[str, str]]:
    """Return what CLDR calls units, by their kinds."""
    return tomllib.loads((ASSETS / "units.toml").read_text("utf-8"))


def _written_out(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("(", "").replace(")", "")


def _parted(factor: str) -> tuple[str, str]:
    match = _FACTOR.fullmatch(factor)
    return (match["base"], match["power"]) if match else (factor, "")
