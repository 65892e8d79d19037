"""Numbers as people of a language read them: significant digits, ticks at round values.

Separators and groups are those of Unicode's CLDR, by Babel; the minus sign is always a true one.
"""

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property

import numpy as np
from babel.numbers import NumberPattern, get_decimal_symbol, parse_pattern

from scenes.telling.language import InLanguage

__all__ = [
    "MINUS",
    "Numerals",
    "Ticks",
    "numerals",
    "power_of_ten",
    "shown_alike",
    "told_apart",
    "told_in_few",
]

MINUS = "−"
_FEW, _MOST, _TENS = 2, 10, 10.0
_KEPT = 4
"""So many decimals are shown even if they are zeros."""
_ROUNDING = 1e-12
"""A share of a span that is rounding, not a value."""
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def power_of_ten(exponent: int) -> str:
    """Return 10 to an exponent with raised digits.

    Examples
    --------
    >>> power_of_ten(-9)
    '10⁻⁹'
    """
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round positions on an axis and what is written beside them.

    Parameters
    ----------
    positions : tuple of float
        Ascending.
    labels : tuple of str
        One a position.
    note : str
        What every label is to be multiplied with or added to, mostly empty; goes with the name.
    offset : float
        What every label is to be added to, mostly 0.
    """

    positions: tuple[float, ...]
    labels: tuple[str, ...]
    note: str
    offset: float = 0.0


@dataclass(frozen=True)
class Numerals(InLanguage):
    """Writes numbers as a language does.

    Parameters
    ----------
    groups : bool
        Whether thousands are grouped; those of years are not.
    """

    groups: bool = True

    @cached_property
    def of_years(self) -> "Numerals":
        """What writes years.

        Examples
        --------
        >>> Numerals("en").of_years.ticks(1790.0, 1990.0, 2).labels
        ('1800', '1900')
        """
        return replace(self, groups=False)

    @cached_property
    def _point(self) -> str:
        return get_decimal_symbol(self._locale)

    def _pattern(self, places: int) -> NumberPattern:
        """Return the language's own pattern, with so many decimals."""
        pattern = parse_pattern(self._locale.decimal_formats[None].pattern)
        pattern.frac_prec = (places, places)
        return pattern

    def grouped(self, text: str) -> str:
        """Return a plain decimal such as "-12345.6" with a true minus sign and grouped thousands.

        Examples
        --------
        >>> Numerals("en").grouped("-12345.6"), Numerals("de").grouped("-12345.6")
        ('−12,345.6', '−12.345,6')
        """
        places = len(text.partition(".")[2])
        number, pattern = Decimal(text.lstrip("-")), self._pattern(places)
        written = pattern.apply(number, self._locale, group_separator=self.groups)
        return MINUS + written if text.startswith("-") else written

    def counted(self, number: int) -> str:
        """Return a whole number with grouped thousands."""
        return self.grouped(str(number))

    def decimal(self, value: Decimal) -> str:
        """Return a decimal with all its digits, but for zeros at its end after the fourth decimal.

        Examples
        --------
        >>> told = Numerals("en").decimal
        >>> told(Decimal("-0.5704000")), told(Decimal("7E-7")), told(Decimal("0.7600"))
        ('−0.5704', '0.0000007', '0.7600')
        """
        whole, point, places = f"{value:f}".partition(".")
        kept = places[:_KEPT] + places[_KEPT:].rstrip("0")
        text = whole + point + kept
        return self.grouped(text if text.strip("-0.") else text.lstrip("-"))

    def significant(self, value: float, digits: int = 3) -> str:
        """Return a number with so many significant digits; far from 1, with a power of ten.

        Numbers of up to six whole digits are not cut short: 5780.8 is shown as 5,781.

        Examples
        --------
        >>> told = Numerals("en").significant
        >>> told(0.0375123), told(-5780.83), told(1.5e12), told(0.0)
        ('0.0375', '−5,781', '1.50 × 10¹²', '0')
        """
        if value == 0:
            return "0"
        mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
        exponent = int(power)
        if -4 <= exponent < 6:
            return self.grouped(f"{value:.{max(digits - 1 - exponent, 0)}f}")
        return f"{self.grouped(mantissa)} × {power_of_ten(exponent)}"

    def rounded(self, value: float, digits: int = 3) -> str:
        """Return a number as `significant` does, without the zeros at the end of its decimals.

        Examples
        --------
        >>> told = Numerals("en").rounded
        >>> told(0.05), told(1.0), told(0.000235590), told(200.0), told(math.inf)
        ('0.05', '1', '0.000236', '200', '∞')
        """
        if math.isinf(value):
            return "∞"
        text, times, power = self.significant(value, digits).partition(" × ")
        if self._point in text:
            text = text.rstrip("0").rstrip(self._point)
        return text + times + power

    def share(self, value: float, places: int = 0) -> str:
        """Return a share in per cent, cut to so many decimals: what is not all is not said to be.

        Examples
        --------
        >>> Numerals("en").share(0.9996), Numerals("tr").share(1.0)
        ('99%', '%100')
        >>> Numerals("en").share(0.9996, 1)
        '99.9%'
        """
        pattern = copy(parse_pattern(self._locale.percent_formats[None].pattern))
        pattern.frac_prec = (places, places)
        whole = 10 ** (places + 2)
        return pattern.apply(Decimal(math.trunc(whole * value)) / whole, self._locale)

    def small_share(self, value: float) -> str:
        """Return a share in per cent with one digit that is not 0, or without decimals from 1 on.

        Examples
        --------
        >>> told = Numerals("en").small_share
        >>> told(0.00442), told(0.0374), told(math.inf), told(0.0)
        ('0.4%', '3%', '∞', '0%')
        """
        if not 0.0 < value < math.inf:
            return "∞" if value > 0.0 else self.share(0.0)
        return self.share(value, max(-math.floor(math.log10(value)) - 2, 0))

    def steady(self, value: float, span: float, digits: int = 3) -> str:
        """Return a number that runs through a span of values with as many decimals all the way.

        The span's largest value has so many digits, or more if it has more whole ones.

        Examples
        --------
        >>> told = Numerals("en").steady
        >>> told(0.0421, 4.7), told(-1234.5, 3000.0), told(2e-9, 5e-9), told(1e-19, 5e13)
        ('0.04', '−1,234', '2.00 × 10⁻⁹', '0')
        """
        if not 1e-4 <= span < 1e6:
            return self.significant(value, digits) if abs(value) > _ROUNDING * span else "0"
        text = f"{value:.{max(digits - 1 - math.floor(math.log10(span)), 0)}f}"
        return self.grouped(text if text.strip("-0.") else text.lstrip("-"))

    def ticks(self, low: float, high: float, wanted: int) -> Ticks:
        """Return about `wanted` ticks at 1, 2 or 5 times a power of ten between two values.

        Labels of very large or small numbers share a power of ten; labels that would only differ
        in their last of many digits share an offset.

        Parameters
        ----------
        low, high : float
            Finite, low < high.
        wanted : int
            At least 1.
        """
        step = _round_step((high - low) / max(wanted, 1))
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        offset = _shared_offset(low, high, step)
        positions = [k * step for k in range(first, last + 1)]
        shown = [k * step - offset for k in range(first, last + 1)]
        exponent = _shared_exponent(max((abs(value) for value in shown), default=step))
        places = max(0, exponent - math.floor(math.log10(step) + 1e-9))
        labels = [self._tick(value / 10.0**exponent, places) for value in shown]
        return Ticks(tuple(positions), tuple(labels), self._note(exponent, offset), offset)

    def _tick(self, value: float, places: int) -> str:
        text = f"{value + 0.0:.{places}f}"
        return self.grouped(text) if text.strip("-0.") else "0"

    def _note(self, exponent: int, offset: float) -> str:
        times = f"× {power_of_ten(exponent)}" if exponent else ""
        told = self.rounded(abs(offset), _digits(offset))
        plus = f"+ {told}" if offset > 0 else ""
        minus = f"{MINUS} {told}" if offset < 0 else ""
        return " ".join(part for part in (times, plus, minus) if part)


@cache
def numerals(language: str) -> Numerals:
    """Return how a language writes numbers."""
    return Numerals(language)


def told_in_few(value: float, numerals: Numerals) -> str:
    """Return a number with two significant digits, or with one if it needs a power of ten.

    From ten on it has its three: 11 said of what lies under 10.8 would look wrong.

    Examples
    --------
    >>> told_in_few(4.503, numerals("en")), told_in_few(8.02e13, numerals("en"))
    ('4.5', '8 × 10¹³')
    >>> told_in_few(10.713, numerals("en"))
    '10.7'
    """
    text = numerals.rounded(value, _FEW if abs(value) < _TENS else _FEW + 1)
    return text if "×" not in text else numerals.rounded(value, 1)


def shown_alike(some: Sequence[float], others: Sequence[float]) -> bool:
    """Return whether numbers are shown with the same digits, which no language changes.

    Examples
    --------
    >>> shown_alike([0.15512], [0.15508]), shown_alike([0.155], [0.156])
    (True, False)
    """
    told = numerals("en").significant
    return [told(value) for value in some] == [told(value) for value in others]


def told_apart(one: float, other: float, numerals: Numerals) -> tuple[str, str]:
    """Return two numbers with three significant digits, or as many more as tell them apart.

    Examples
    --------
    >>> told_apart(0.48793, 0.48762, numerals("en")), told_apart(2.0, 2.0, numerals("en"))
    (('0.4879', '0.4876'), ('2.00', '2.00'))
    """
    for digits in range(3, _MOST):
        told = numerals.significant(one, digits), numerals.significant(other, digits)
        if told[0] != told[1]:
            return told
    return numerals.significant(one), numerals.significant(other)


def _shared_exponent(largest: float) -> int:
    """Return the power of ten that all labels share, 0 if they need none."""
    exponent = math.floor(math.log10(largest)) if largest else 0
    return 0 if -4 <= exponent <= 5 else exponent


def _round_step(raw: float) -> float:
    """Return the 1, 2 or 5 times a power of ten that is nearest to `raw` as a ratio."""
    power = 10.0 ** math.floor(math.log10(raw))
    return min(
        (m * power for m in (1.0, 2.0, 5.0, 10.0)), key=lambda step: abs(math.log(step / raw))
    )


def _shared_offset(low: float, high: float, step: float) -> float:
    """Return a round number that all ticks are near to, or 0 if none is needed.

    It is the roundest between the two ends, or else the one below that all exceed by little.
    """
    largest = max(abs(low), abs(high))
    if largest / step < 1e5:
        return 0.0
    finest = math.ceil(math.log10(high - low))
    for exponent in range(math.floor(math.log10(largest)), finest, -1):
        rounder = float(np.ceil(low / 10.0**exponent) * 10.0**exponent)
        if rounder <= high:
            return rounder
    return float(np.floor(low / 10.0**finest) * 10.0**finest)


def _digits(value: float) -> int:
    """Return how many significant digits tell a number, of the fifteen that all doubles have."""
    return len(Decimal(f"{value:.15g}").normalize().as_tuple().digits)
