"""The part of the plane that a landscape shows: two parameters, around their best values."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import Start, Verdict
from gdcore.experiment import Experiment
from gdcore.landscape.height_field import HeightField, height_field
from gdcore.landscape.view import Window, view_window
from gdcore.section import Section, section

__all__ = ["Region", "region"]

_ROOM_SHARE: Final = 1.4
_ALIKE: Final = 2.5
"""Standardised parameters whose spreads differ by less are shown in one unit."""


@dataclass(frozen=True, eq=False)
class Region:
    """What a landscape shows.

    Parameters
    ----------
    section : Section
        Of two parameters.
    path : Trajectory
        Of these two alone, if there are more.
    reach : Floats, shape (2,)
        How far the disc goes along each, from the best fit.
    """

    section: Section
    path: Trajectory
    reach: Floats

    @cached_property
    def height_field(self) -> HeightField:
        """E over the disc, the start in the picture."""
        cut, told = self.section, self.path.values[:1]
        return height_field(cut.objective, cut.best, self.reach, told=told)

    @cached_property
    def verdict(self) -> Verdict:
        """How the descent went that is shown."""
        return self.section.verdict(self.path)


@lru_cache(maxsize=2)
def region(experiment: Experiment, steps: int) -> Region:
    """Return what the landscape of a lesson shows.

    Parameters
    ----------
    experiment : Experiment
        Of two parameters or more.
    steps : int
        So many steps of the descent are shown at most.
    """
    cut = section(experiment, 2)
    whole = experiment.trajectory
    path = cut.descend(min(whole.steps, steps)) if cut.held else whole.first(steps)
    points = _points(cut, path)
    window = view_window(points, cut.best, cut.bowl.hessian)
    sides = _sides(window, cut.best, is_one_unit=experiment.is_rescaled)
    away = (_inside(window, points) - cut.best) / sides
    far = np.hypot(*away.T).max(initial=0.0)
    return Region(cut, path, frozen(sides * (_ROOM_SHARE * far or 1.0)))


def _points(cut: Section, path: Trajectory) -> Floats:
    """Return what must be in view; a start at the best fit differs from it by rounding only."""
    has_arrived = cut.verdict(path).start is Start.ARRIVED
    return cut.best[None] if has_arrived else path.points


def _sides(window: Window, best: Floats, *, is_one_unit: bool) -> Floats:
    """Return how far a window goes from the best fit at most, along each parameter."""
    low, high = np.array([window.left, window.bottom]), np.array([window.right, window.top])
    sides = np.maximum(high - best, best - low)
    if is_one_unit and sides.max() <= _ALIKE * sides.min():
        return np.full(2, sides.max())
    return sides


def _inside(window: Window, points: Floats) -> Floats:
    """Return those of the points, shape (k, 2), that are in a window."""
    low, high = (window.left, window.bottom), (window.right, window.top)
    return points[((points >= low) & (points <= high)).all(axis=1)]
