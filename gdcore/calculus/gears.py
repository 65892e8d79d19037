"""Numbers of teeth for gears that turn by given ratios, and units in which ratios are near 1.

Two gears that mesh turn inversely to their numbers of teeth, against each other (e.g. Shigley's
Mechanical Engineering Design, 11th ed., section 13-1).
"""

import math
from typing import Final

__all__ = ["FEWEST", "MOST", "counting_unit", "mate", "round_below", "teeth"]

FEWEST: Final = 12
"""A gear has at least so many teeth."""
MOST: Final = 120
"""And at most so many."""

_SLIP: Final = 0.1
"""A ratio of teeth may differ from the ratio that is meant by this share, over the middle gear's
teeth: turned by 45°, that gear is then off by a 25th of a module, less than the play of teeth."""
_EVEN: Final = (0.5, 3.0)
"""Ratios between these are drawn as they are."""


def counting_unit(ratio: float) -> float:
    """Return the round number next below a ratio, or 1 if it is near enough to 1.

    Parameters
    ----------
    ratio : float
        Positive, finite.

    Examples
    --------
    >>> counting_unit(2.4), counting_unit(64.0), counting_unit(0.07)
    (1.0, 50.0, 0.05)
    """
    return 1.0 if _EVEN[0] <= ratio <= _EVEN[1] else round_below(ratio)


def round_below(number: float) -> float:
    """Return the 1, 2 or 5 times a power of ten next below a number, or the number if it is one.

    Parameters
    ----------
    number : float
        Positive, finite.

    Examples
    --------
    >>> round_below(0.1125), round_below(4.9), round_below(5.0)
    (0.1, 2.0, 5.0)
    """
    exponent = math.floor(math.log10(number))
    units = (float(f"{digit}e{exponent + k}") for k in (-1, 0) for digit in (1, 2, 5))
    return max(unit for unit in units if unit <= number)


def teeth(first: float, second: float) -> tuple[int, int, int]:
    """Return the teeth of three gears: the second turns `first` times as far as the first.

    Of all numbers with which teeth that turn by the wished ratios would not touch for 45°, the
    smallest, else those that come nearest.

    Parameters
    ----------
    first, second : float
        How often the second gear turns while the first turns once, and the third while the second
        does; from 1/2 to 3.

    Raises
    ------
    ValueError
        If a ratio is out of range.

    Examples
    --------
    >>> teeth(2.0, 1.5)
    (36, 18, 12)
    """
    (low, high), ratios = _EVEN, (first, second)
    if not low <= min(ratios) <= max(ratios) <= high:
        raise ValueError(f"`first` and `second` must be from {low} to {high}, got {ratios}")
    found: list[tuple[float, int, tuple[int, int, int]]] = []
    for middle in range(FEWEST, MOST + 1):
        counts = (round(middle * first), middle, round(middle / second))
        if min(counts) >= FEWEST and max(counts) <= MOST:
            off = max(_off(counts[0] / middle, first), _off(middle / counts[2], second))
            found.append((max(off * middle, _SLIP), sum(counts), counts))
    return min(found)[2]


def mate(count: int, ratio: float) -> int | None:
    """Return the teeth of a gear that turns `ratio` times as far as one of so many teeth, or None.

    There is none if that would let teeth touch within 45°, or need too many of them or too few.

    Examples
    --------
    >>> mate(18, 0.75), mate(18, 3.0)
    (24, None)
    """
    other = round(count / ratio)
    fits = FEWEST <= other <= MOST and _off(count / other, ratio) * count <= 2.0 * _SLIP
    return other if fits else None


def _off(ratio: float, wished: float) -> float:
    return abs(ratio / wished - 1.0)
