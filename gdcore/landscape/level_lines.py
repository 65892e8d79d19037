"""Where E is level along one parameter: there its partial derivative is zero.

Of a bowl E* + ½ (θ − θ*)ᵀ H (θ − θ*) these are straight lines, one for each row of H (θ − θ*) = 0:
the normal equations (Björck, Numerical Methods for Least Squares Problems, SIAM 1996, theorem
1.1.2). They cross where E is lowest. Of other errors they are curves.
"""

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.quadratic import Quadratic
from gdcore.landscape.marching import marched
from gdcore.landscape.view import Window
from gdcore.section import Section

__all__ = ["level_lines", "look_like_one", "normal_equations", "steeper_by"]

_POINTS = 65
"""A derivative is taken on a grid of so many points squared."""
_ALIKE = 0.02
"""Two lines of which one is no steeper than the other by so much look like one."""
_ROUNDING = 1e-13
"""By Cauchy and Schwarz no product of two columns is larger than that of their lengths; what is so
much smaller is rounding."""


def level_lines(cut: Section, window: Window) -> tuple[tuple[Floats, ...], ...]:
    """Return for each of two parameters the lines on which E is level along it.

    Parameters
    ----------
    cut : Section
        Of two parameters.
    window : Window
        The part of the parameter plane that is seen.

    Returns
    -------
    tuple of tuple of Floats, each of shape (n, 2)
        Joined points, none where there is no such line in the window. Where a derivative jumps from
        one sign to the other, as at a pole, it is not zero, and there is no line.

    Raises
    ------
    ValueError
        If the cut does not have two parameters.
    """
    if len(cut.chosen) != 2:
        raise ValueError(f"`cut` must have two parameters, got {len(cut.chosen)}")
    with np.errstate(over="ignore", invalid="ignore"):
        slopes = cut.objective.gradient(window.grid(_POINTS, _POINTS))
    return tuple(_lines(cut, window, slopes[..., k], k) for k in range(2))


def _lines(cut: Section, window: Window, slopes: Floats, along: int) -> tuple[Floats, ...]:
    cell = 2 * window.half / (_POINTS - 1)
    corner = np.array([window.left, window.bottom])
    lines = (frozen(corner + cell * line) for line in marched(slopes, 0.0))
    finite = np.abs(slopes[np.isfinite(slopes)])
    typical = float(np.median(finite)) if finite.size else 0.0
    return tuple(line for line in lines if _is_level(cut, line, along, typical))


def _is_level(cut: Section, line: Floats, along: int, typical: float) -> bool:
    """Return whether a derivative is small along a line, compared with the whole picture."""
    with np.errstate(over="ignore", invalid="ignore"):
        slopes = np.abs(cut.objective.gradient(line)[:, along])
    return bool((slopes <= typical).all())


def normal_equations(bowl: Quadratic) -> Floats:
    """Return the equations ½ ∂E/∂θ = 0 of a bowl: A θ = c, as rows of (A | c).

    Parameters
    ----------
    bowl : Quadratic
        Of p parameters.

    Returns
    -------
    Floats, shape (p, p + 1)
        For the mean squared residual of a line: the means of x², x and xy, then of x, 1 and y.
        What is 0 but for rounding is 0.

    Examples
    --------
    >>> bowl = Quadratic.from_rows([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]], [3.0, 5.0, 7.0], 2 / 3)
    >>> normal_equations(bowl).round(9).tolist()
    [[4.666666667, 2.0, 11.333333333], [2.0, 1.0, 5.0]]
    """
    half, at = bowl.hessian / 2.0, bowl.minimum
    lengths = np.sqrt(np.diagonal(half))
    left = _cleared(half, np.outer(lengths, lengths))
    response = np.sqrt(max(bowl.lowest + float(at @ half @ at), 0.0))
    return frozen(np.column_stack([left, _cleared(left @ at, lengths * response)]))


def look_like_one(bowl: Quadratic) -> bool:
    """Return whether the two lines of a bowl of two parameters are hardly seen apart."""
    return steeper_by(bowl) < _ALIKE


def steeper_by(bowl: Quadratic) -> float:
    """Return by what share the steeper one of the two lines is steeper, whatever the axes' units.

    The lines h₁₁ u + h₁₂ v = 0 and h₁₂ u + h₂₂ v = 0 about the lowest point rise by −h₁₁/h₁₂ and
    −h₁₂/h₂₂; the ratio of these is h₁₁ h₂₂ / h₁₂².

    Parameters
    ----------
    bowl : Quadratic
        Of two parameters.

    Returns
    -------
    float
        Infinite where the lines are those of a round bowl, parallel to the axes.

    Examples
    --------
    >>> bowl = Quadratic.from_rows([[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]], [3.0, 5.0, 7.0], 2.0)
    >>> round(steeper_by(bowl), 12)
    0.166666666667
    """
    lengths = np.sqrt(np.diagonal(bowl.hessian))
    (first, both), (_, second) = _cleared(bowl.hessian, np.outer(lengths, lengths)).tolist()
    return first * second / both**2 - 1.0 if both else np.inf


def _cleared(values: Floats, largest: Floats) -> Floats:
    """Return values, 0 for those that are rounding next to the largest that they can be."""
    return np.where(np.abs(values) > _ROUNDING * largest, values, 0.0)
