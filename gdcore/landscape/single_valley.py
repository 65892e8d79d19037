"""Whether a lesson's curve of E has a single valley, and what is shown of it.

A curve that never bends down has no hill, and so no two valleys. Of a model that is linear in its
parameters with squared residuals, E is a bowl: its curvature is made of squares. Of other convex
errors it is proven otherwise (`gdcore.error.fits`). For the rest, all that can be seen is whether
the curve bends down where it is looked at.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen
from gdcore.experiment import Experiment
from gdcore.landscape.valleys import bends_down
from gdcore.landscape.view import view_interval
from gdcore.section import Section, section

__all__ = ["Bend", "bend", "downward", "gathering", "own_curve", "seen_interval"]

_STARTS: Final = 9
_STEPS: Final = 16
_SHARE: Final = 0.3
"""The rate, times the curvature."""

_FOLLOWED: Final = 4
_SAMPLES: Final = 241


class Bend(StrEnum):
    """Why a lesson's curve has one valley, or may have more."""

    SQUARES = "squares"
    """E is a bowl: its curvature is made of squares."""
    PROVEN = "proven"
    """E is convex otherwise."""
    ENDLESS = "endless"
    """E is convex, and falls on without end."""
    DOWN = "down"
    """The curve bends down within what is seen of it."""
    UNKNOWN = "unknown"
    """It does not there, but nothing says that it does not elsewhere."""


@lru_cache(maxsize=64)
def own_curve(experiment: Experiment) -> Section:
    """Return the cut along the first parameter in which E is no parabola, else along the first."""
    first = section(experiment, 1)
    if experiment.objective.is_quadratic:
        return first
    curved = np.flatnonzero(np.diagonal(experiment.bowl.hessian) > 0.0).tolist()
    cuts = (Section(experiment, (k,)) for k in curved)
    return next((cut for cut in cuts if not cut.objective.is_quadratic), first)


def seen_interval(cut: Section) -> tuple[float, float]:
    """Return between which values of its parameter a cut is shown, ascending."""
    path = cut.descend(_FOLLOWED).points[:, 0]
    return view_interval(path, float(cut.best[0]), float(cut.bowl.hessian[0, 0]))


def downward(cut: Section) -> tuple[Floats, NDArray[np.bool_]]:
    """Return values of what is seen of a cut, and whether it bends down there, both (n,)."""
    values = np.linspace(*seen_interval(cut), _SAMPLES)
    slopes = cut.objective.gradient(values[:, None])[:, 0]
    return frozen(values), bends_down(slopes, values)


@lru_cache(maxsize=64)
def bend(experiment: Experiment) -> Bend:
    """Return why a lesson's curve has one valley, or may have more."""
    fit = experiment.fit
    if fit.endless:
        return Bend.ENDLESS
    if experiment.objective.is_quadratic:
        return Bend.SQUARES
    if fit.proven:
        return Bend.PROVEN
    _, down = downward(own_curve(experiment))
    return Bend.DOWN if down.any() else Bend.UNKNOWN


def gathering(cut: Section, low: float, high: float) -> Floats | None:
    """Return paths from nine starts between two values, shape (steps + 1, 9); None if E is no bowl.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    low, high : float
        Its first and its last start.

    Notes
    -----
    At the rate 0.3/λ each step leaves 0.7 of the way to the lowest place.
    """
    if not cut.objective.is_quadratic:
        return None
    best = float(cut.best[0])
    left = (1.0 - _SHARE) ** np.arange(_STEPS + 1)
    return frozen(best + left[:, None] * (np.linspace(low, high, _STARTS) - best))
