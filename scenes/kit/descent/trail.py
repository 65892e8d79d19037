"""The way that a descent has come: a path behind the point, and dots at the first steps."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from gdcore.descent.trajectory import Trajectory
from scenes.kit.descent.projection import Places
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look

__all__ = ["Trail"]

_DOTTED_STEPS = 60
_MOST_STEPS = 1500


class Trail:
    """The way through the first steps of a trajectory; `at` makes it longer or shorter.

    Parameters
    ----------
    trajectory : Trajectory
    projection : Places
        Where it is seen.
    look : Look

    Attributes
    ----------
    path, dots : Inked
        The line from step to step, and where the steps ended.
    """

    def __init__(self, trajectory: Trajectory, projection: Places, look: Look) -> None:
        self._trajectory, self._projection = trajectory, projection
        self._kept = _kept_steps(trajectory.steps)
        self._places = projection.places(trajectory.points[self._kept])
        self.path = projection.ink.path(look.step)
        self.dots = projection.ink.dots(look.step)
        self.at(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.path, self.dots)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def look_again(self) -> None:
        """Find its places anew, after the picture has come to show another window."""
        self._places = self._projection.places(self._trajectory.points[self._kept])

    def at(self, step: float) -> Self:
        """Let it end where the descent is at a step, or on the way from one to the next."""
        here = self._projection.places(self._trajectory.at(step)[None])
        self.path.put(np.vstack([self._places[self._kept < step], here]))
        self.dots.put(self._places[self._kept <= step][:_DOTTED_STEPS])
        return self


def _kept_steps(steps: int) -> NDArray[np.int64]:
    """Return which steps' places the path is drawn through: all at first, then ever fewer."""
    if steps <= _MOST_STEPS:
        return np.arange(steps + 1, dtype=np.int64)
    half = _MOST_STEPS // 2
    later = np.geomspace(half, steps, half).astype(np.int64)
    return np.unique(np.concatenate([np.arange(half, dtype=np.int64), later]))
