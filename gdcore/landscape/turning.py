"""How far parameters may be turned by hand, so that the model stays in sight among the data."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen
from gdcore.experiment import Experiment
from gdcore.landscape.stand import stand
from gdcore.landscape.standing import across, samples
from gdcore.landscape.view import Window, view_interval
from gdcore.section import Section

__all__ = ["astray", "in_sight", "knob_range", "knob_ranges", "turn_range", "turning_window"]

_ASIDE: Final = 0.06
_ABOVE: Final = 0.25
"""Room beyond the rows, as shares of their extent."""
_ACROSS: Final = 49
_VALUES: Final = 241
_SHARES: Final = np.geomspace(0.5, 0.01, 24)
_FINEST: Final = 2.0**-40
_LEAST: Final = 0.3
"""In sight is a model of which this share of the picture's width is inside."""


def in_sight(experiment: Experiment, thetas: Floats, window: Window) -> NDArray[np.bool_]:
    """Return for parameters whether enough of the model is in a picture of the data.

    Parameters
    ----------
    experiment : Experiment
    thetas : Floats, shape (k, p)
        In the units descended in.
    window : Window
        In the data's own units.

    Returns
    -------
    ndarray of bool, shape (k,)
    """
    table = samples(experiment, window.left, window.right, _ACROSS).table
    heights = np.array([experiment.predict(theta, table) for theta in thetas])
    inside = (heights >= window.bottom) & (heights <= window.top)
    return inside.mean(axis=1) >= _LEAST


def knob_range(cut: Section, window: Window) -> tuple[float, float]:
    """Return between which values a parameter is turned.

    They reach as far to both sides of the best value as a view of the curve from its start does,
    but no further than the model stays in sight.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    window : Window
        The picture of the data, in their own units.

    Returns
    -------
    tuple of float
        Lowest and highest, ascending.
    """
    best, curvature = float(cut.best[0]), float(cut.bowl.hessian[0, 0])
    low, high = view_interval(np.array([stand(cut)]), best, curvature)
    shares = np.linspace(0.0, 1.0, _VALUES)
    reach = min(_seen(cut, window, best, end, shares) for end in (low, high))
    return best + reach * (low - best), best + reach * (high - best)


def turning_window(experiment: Experiment) -> Window:
    """Return the picture of the data: the rows, and room above and below for what is turned."""
    rows = np.column_stack([across(experiment), experiment.data.y.values])
    near, far = Window.around(rows, _ASIDE), Window.around(rows, _ABOVE)
    return replace(near, bottom=far.bottom, top=far.top)


@lru_cache(maxsize=64)
def knob_ranges(experiment: Experiment) -> Floats:
    """Return between which values each parameter is turned in `turning_window`, shape (p, 2)."""
    window = turning_window(experiment)
    cuts = [Section(experiment, (k,)) for k in range(len(experiment.model.names))]
    return frozen([knob_range(cut, window) for cut in cuts])


def _seen(cut: Section, window: Window, best: float, end: float, shares: Floats) -> float:
    """Return which share of the way from the best value to an end the model is in sight."""
    thetas = cut.lift((best + shares * (end - best))[:, None])
    seen = in_sight(cut.whole, thetas, window)
    lost = seen.argmin() if not seen.all() else shares.size
    # A best fit that is out of sight itself is turned through the whole range.
    return float(shares[lost - 1]) if lost > 1 else 1.0


def turn_range(
    experiment: Experiment, theta: Floats, k: int, window: Window
) -> tuple[float, float]:
    """Return between which values a parameter is turned while the others stay where they are.

    Those are values between which the best one, a start and the one of now lie, as `knob_range` has
    them, if the model stays in sight all the way.

    Parameters
    ----------
    experiment : Experiment
    theta : Floats, shape (p,)
        Where the others stay, in the units descended in; the model is in sight there.
    k : int
        Which parameter is turned.
    window : Window
        The picture of the data, in their own units.

    Returns
    -------
    tuple of float
        Lowest and highest, ascending; `theta[k]` is between them. Half its size to both sides if
        the slightest turn takes the model out of sight.
    """
    low, high = knob_range(Section(experiment, (k,)), window)
    now = float(theta[k])
    ends = min(low, now), max(high, now)
    low, high = (_reach(experiment, theta, k, end, window) for end in ends)
    if high - low > _FINEST * max(abs(low), abs(high)):
        return low, high
    # The slightest turn takes the model out of sight.
    room = abs(now) / 2.0 or 1.0
    return now - room, now + room


def _reach(experiment: Experiment, theta: Floats, k: int, end: float, window: Window) -> float:
    """Return how far towards an end a parameter can be turned without losing sight of the model."""
    values = np.linspace(float(theta[k]), end, _VALUES)
    thetas = np.tile(theta, (_VALUES, 1))
    thetas[:, k] = values
    seen = in_sight(experiment, thetas, window)
    return float(values[-1 if seen.all() else max(int(seen.argmin()) - 1, 0)])


def astray(cut: Section, ranges: Floats, values: Floats, ceiling: float, window: Window) -> Floats:
    """Return where the held parameters may stand before they are put to their best values.

    All are the same share of their ranges off, to one side or the other: the largest of some at
    which the model stays in sight and E below a ceiling, for some values of the one that varies.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    ranges : Floats, shape (p, 2)
        Lowest and highest value of each parameter, as `knob_range` returns them.
    values : Floats, shape (k,)
        Of the parameter that varies.
    ceiling : float
    window : Window
        The picture of the data, in their own units.

    Returns
    -------
    Floats, shape (p,)
        The parameter that varies stands at its best value, and so do all if no share will do.
    """
    best, (turned,) = cut.whole.best, cut.chosen
    ways = ranges.T - best
    ways[:, turned] = 0.0
    for share in _SHARES:
        for way in ways:
            thetas = np.tile(best + share * way, (len(values), 1))
            thetas[:, turned] = values
            errors = cut.whole.objective.value(thetas)
            if (errors <= ceiling).all() and in_sight(cut.whole, thetas, window).all():
                return frozen(best + share * way)
    return best
