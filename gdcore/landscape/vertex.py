"""The parabola about its lowest point: y = x², and the same moved and stretched."""

from typing import Any, Final

import sympy

__all__ = ["PLAIN_PARABOLA", "VERTEX_LABELS", "is_plain_seen", "moved_parabola"]

_X, _Y = sympy.symbols("x y", real=True)
_ERROR, _LOW, _STRETCH, _MIDDLE = sympy.symbols("E E_0 c d", real=True)

PLAIN_PARABOLA: Final = sympy.Eq(_Y, _X**2)
"""y = x²."""

VERTEX_LABELS: Final = {
    _X: "knob",
    _Y: "height",
    _ERROR: "error",
    _LOW: "low",
    _STRETCH: "stretch",
    _MIDDLE: "middle",
}
"""The parts of the equations; y is another height than E, which the last one is about."""

_SEEN: Final = 8.0
"""On the axes of a curve so many times as steep, or as flat, x² is no parabola to the eye."""


def moved_parabola(parameter: sympy.Symbol, *, below_zero: bool, stretched: bool = True) -> Any:
    """Return E = E₀ + c (θ − d)², or with θ + d if the lowest point is at −d.

    Parameters
    ----------
    parameter : sympy.Symbol
        θ.
    below_zero : bool
        Whether the lowest point is at a negative value, so that d is its size.
    stretched : bool
        False for y = E₀ + (θ − d)², which has been moved only.

    Examples
    --------
    >>> moved_parabola(sympy.Symbol("m"), below_zero=False)
    Eq(E, E_0 + c*(-d + m)**2)
    """
    middle = _MIDDLE if below_zero else -_MIDDLE
    away = sympy.Add(parameter, middle, evaluate=False)
    square = sympy.Mul(_STRETCH, away**2, evaluate=False) if stretched else away**2
    left = _ERROR if stretched else _Y
    return sympy.Eq(left, sympy.Add(_LOW, square, evaluate=False), evaluate=False)


def is_plain_seen(stretch: float, low: float, high: float) -> bool:
    """Return whether y = x² is seen as a parabola on the axes of another one.

    Parameters
    ----------
    stretch : float
        How many times as steep the other one is.
    low, high : float
        Between which values of the parameter the axes go.

    Examples
    --------
    >>> is_plain_seen(3.0, -1.0, 2.0), is_plain_seen(3.0, 1.0, 2.0), is_plain_seen(1e-3, -1.0, 2.0)
    (True, False, False)
    """
    return low < 0.0 < high and 1.0 / _SEEN < stretch < _SEEN
