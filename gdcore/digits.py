"""How many digits it takes to tell two numbers apart."""

from typing import Final

__all__ = ["digits_apart"]

_MOST: Final = 12
"""What differs in later digits only differs by rounding."""


def digits_apart(one: float, other: float, least: int = 3) -> int:
    """Return the smallest number of significant digits that show two numbers as different.

    Parameters
    ----------
    one, other : float
    least : int
        The answer for two that need no more, or that are the same but for rounding.

    Examples
    --------
    >>> digits_apart(1.5, 1.0), digits_apart(1.0002, 1.0), digits_apart(1.0, 1.0)
    (3, 5, 3)
    """
    differing = (
        digits for digits in range(least, _MOST + 1) if f"{one:.{digits}g}" != f"{other:.{digits}g}"
    )
    return next(differing, least)
