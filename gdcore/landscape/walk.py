"""Which steps of a descent along a curve a picture shows, and the windows that follow them."""

from typing import Final

import numpy as np

from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import Fall
from gdcore.landscape.following import followed
from gdcore.landscape.view import Window
from gdcore.section import Section

__all__ = [
    "TOLD_STEPS",
    "first_steps",
    "has_full_length",
    "reaching",
    "shown_walk",
    "windows_along",
]

TOLD_STEPS: Final = 4
"""So many steps are told one by one."""

_MOST, _RUNAWAY = 40, 8
_SETTLED: Final = 0.004
"""Closer to the lowest point than this share of the way from the start, nothing is seen to move."""

_FULL: Final = (0.1, 20.0)
"""Between these the steepness, as a length, is to the way to the lowest point, for a picture to
have room for both."""

_SEEN_STEP: Final = 0.2
"""A step of a smaller share of that way is a speck in such a picture."""

_EDGE: Final = 0.06
"""What must be seen keeps this share of the window's width from its sides."""

_FAR: Final = 30.0
"""A runaway is followed until it is so many times as far from the lowest point as it began."""


def first_steps(cut: Section, start: float) -> Trajectory:
    """Return the steps that are told one by one; fewer if the descent is lost before.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    start : float
        Not the best value.
    """
    return cut.descend(TOLD_STEPS, np.array([start]))


def shown_walk(cut: Section, start: float) -> Trajectory:
    """Return the steps until nothing is seen to move any more, or forty; of a runaway eight.

    A descent whose first steps climb is shown no further than thirty times its distance
    from the lowest point.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    start : float
        Not the best value.
    """
    climbs = cut.verdict(first_steps(cut, start)).fall is Fall.CLIMBS
    path = cut.descend(_RUNAWAY if climbs else _MOST, np.array([start]))
    away = np.abs(path.points[:, 0] - cut.best[0]) / abs(start - cut.best[0])
    rests = np.maximum.accumulate(away[::-1])[::-1] <= _SETTLED
    ends = np.flatnonzero(rests | (climbs & (away > _FAR)))
    return path.first(int(ends[0])) if ends.size else path


def has_full_length(cut: Section, start: float) -> bool:
    """Return whether a picture has room for the steepness at its full length, and for the step.

    The rate must not make it longer there, and leave so much of it that it can be seen.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    start : float
        Where it is drawn; not the best value.
    """
    slope = abs(float(cut.objective.gradient(np.array([start]))[0]))
    ratio, rate = slope / abs(start - float(cut.best[0])), cut.whole.rate
    least, most = _FULL
    return least <= ratio <= most and rate * ratio >= _SEEN_STEP and rate <= 1.0


def reaching(window: Window, value: float) -> Window:
    """Return a window as high, and as wide as it must be for a value of x to be well inside.

    Parameters
    ----------
    window : Window
    value : float
        Finite.

    Examples
    --------
    >>> reaching(Window(0.0, 44.0, 0.0, 1.0), 88.0)
    Window(left=0.0, right=93.61..., bottom=0.0, top=1.0)
    """
    share = 1.0 / (1.0 - _EDGE)
    left = min(window.left, window.right + share * (value - window.right))
    right = max(window.right, window.left + share * (value - window.left))
    return Window(left, right, window.bottom, window.top)


def windows_along(home: Window, path: Trajectory) -> tuple[Window, ...]:
    """Return for each point of a descent the window that shows it and all before it.

    What a window leaves free below zero stays as large a share of it.

    Parameters
    ----------
    home : Window
        What is seen at the start: the parameter across, E up.
    path : Trajectory
        Of one parameter.
    """
    values, errors = path.points[:, 0], path.values
    below = (
        home.bottom / home.top * errors if home.bottom < 0.0 else np.full_like(errors, home.bottom)
    )
    ends = [np.column_stack([values, heights]) for heights in (errors, below)]
    return followed(home, np.stack(ends, axis=1))
