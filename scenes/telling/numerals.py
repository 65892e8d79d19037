"""Numbers as people read them: significant digits, true minus signs, ticks at round values."""

import math
from dataclasses import dataclass

import numpy as np

__all__ = ["Ticks", "grouped", "power_of_ten", "rounded", "significant", "steady", "ticks"]

MINUS = "−"
_ROUNDING = 1e-12
"""A share of a span that is rounding, not a value."""
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def grouped(text: str) -> str:
    """Return a plain decimal such as "-12345.6" with a true minus sign and grouped thousands.

    Examples
    --------
    >>> grouped("-12345.6")
    '−12,345.6'
    """
    sign = MINUS if text.startswith("-") else ""
    whole, _, fraction = text.lstrip("-").partition(".")
    return f"{sign}{int(whole):,}" + (f".{fraction}" if fraction else "")


def power_of_ten(exponent: int) -> str:
    """Return 10 to an exponent with raised digits.

    Examples
    --------
    >>> power_of_ten(-9)
    '10⁻⁹'
    """
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


def significant(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits; far from 1, with a power of ten.

    Numbers of up to six whole digits are not cut short: 5780.8 is shown as 5,781.

    Examples
    --------
    >>> significant(0.0375123), significant(-5780.83), significant(1.5e12), significant(0.0)
    ('0.0375', '−5,781', '1.50 × 10¹²', '0')
    """
    if value == 0:
        return "0"
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if -4 <= exponent < 6:
        return grouped(f"{value:.{max(digits - 1 - exponent, 0)}f}")
    return f"{grouped(mantissa)} × {power_of_ten(exponent)}"


def rounded(value: float, digits: int = 3) -> str:
    """Return a number as `significant` does, without the zeros at the end of its decimals.

    Examples
    --------
    >>> rounded(0.05), rounded(1.0), rounded(0.000235590), rounded(200.0)
    ('0.05', '1', '0.000236', '200')
    """
    text, times, power = significant(value, digits).partition(" × ")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + times + power


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
    """

    positions: tuple[float, ...]
    labels: tuple[str, ...]
    note: str


def ticks(low: float, high: float, wanted: int) -> Ticks:
    """Return about `wanted` ticks at 1, 2 or 5 times a power of ten between two values.

    Labels of very large or small numbers share a power of ten; labels that would only differ in
    their last of many digits share an offset.

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
    largest = max((abs(value) for value in shown), default=step)
    exponent = math.floor(math.log10(largest)) if largest else 0
    if -4 <= exponent <= 5:
        exponent = 0
    places = max(0, exponent - math.floor(math.log10(step) + 1e-9))
    labels = [grouped(f"{value / 10.0**exponent + 0.0:.{places}f}") for value in shown]
    labels = ["0" if not label.strip("−0.,") else label for label in labels]
    return Ticks(tuple(positions), tuple(labels), _note(exponent, offset))


def _round_step(raw: float) -> float:
    """Return the 1, 2 or 5 times a power of ten that is nearest to `raw` as a ratio."""
    power = 10.0 ** math.floor(math.log10(raw))
    return min(
        (m * power for m in (1.0, 2.0, 5.0, 10.0)), key=lambda step: abs(math.log(step / raw))
    )


def _shared_offset(low: float, high: float, step: float) -> float:
    """Return the round number that all ticks exceed by little, or 0 if none is needed."""
    if max(abs(low), abs(high)) / step < 1e5:
        return 0.0
    coarse = 10.0 ** math.ceil(math.log10(high - low))
    return float(np.floor(low / coarse) * coarse)


def _note(exponent: int, offset: float) -> str:
    times = f"× {power_of_ten(exponent)}" if exponent else ""
    plus = f"+ {rounded(offset, 7)}" if offset > 0 else ""
    minus = f"{MINUS} {rounded(-offset, 7)}" if offset < 0 else ""
    return " ".join(part for part in (times, plus, minus) if part)


def steady(value: float, span: float) -> str:
    """Return a number that runs through a span of values with as many decimals all the way.

    Examples
    --------
    >>> steady(0.0421, 4.7), steady(-1234.5, 3000.0), steady(2e-9, 5e-9), steady(1e-19, 5e13)
    ('0.04', '−1,234', '2.00 × 10⁻⁹', '0')
    """
    if not 1e-4 <= span < 1e6:
        return significant(value) if abs(value) > _ROUNDING * span else "0"
    text = f"{value:.{max(2 - math.floor(math.log10(span)), 0)}f}"
    return grouped(text if text.strip("-0.") else text.lstrip("-"))
