"""The whole path of a descent, drawn anew from its rate alone, and ghosts of it at lower rates."""

from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.trajectory import Trajectory
from gdcore.landscape.rate_sweep import RateSweep
from scenes.kit.descent.way_out import way_out
from scenes.kit.ink.shapes import Dots, Inked, Path
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve

__all__ = ["BentPath"]

_GHOSTS: Final = 24
_FAINTEST, _BRIGHTEST = 0.12, 0.42
_PATH_PX, _DOT_PX, _GHOST_PX, _POINT_PX = 3.5, 5.5, 1.5, 9.0


class BentPath:
    """The first steps at a rate; `bend` draws them for another.

    Parameters
    ----------
    curve : ErrorCurve
    sweep : RateSweep
    steps : int
        How many are drawn.
    look : Look

    Attributes
    ----------
    path, dots, point : Path, Dots, Dots
        From iterate to iterate, the iterates, and one that moves among them. A step beyond all
        numbers leaves the picture.
    ghosts : tuple of Path
        Paths of rates up to the limit, the higher the brighter.
    """

    def __init__(self, curve: ErrorCurve, sweep: RateSweep, steps: int, look: Look) -> None:
        self._error_curve, self._sweep, self._steps = curve, sweep, steps
        clip = curve.plot.area.clip
        self.path = Path(np.zeros((1, 2)), look.step, _PATH_PX, clip=clip).cast("path")
        self.dots = Dots(np.zeros((1, 2)), _DOT_PX, look.step, clip=clip)
        self.point = Dots(np.zeros((1, 2)), _POINT_PX, look.model, clip=clip).cast("point")
        self._rates = sweep.limit * np.arange(1, _GHOSTS + 1) / _GHOSTS
        self._left = [_points_of(sweep.path(rate, steps)) for rate in self._rates.tolist()]
        self.ghosts = tuple(
            Path(np.zeros((1, 2)), look.step, _GHOST_PX, clip=clip) for _ in self._left
        )
        for ghost, share in zip(
            self.ghosts, np.linspace(_FAINTEST, _BRIGHTEST, _GHOSTS).tolist(), strict=True
        ):
            ghost.light(share)
        self.rate = sweep.small
        self.bend(self.rate)
        self.look_again()

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.ghosts, self.path, self.dots, self.point)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def bend(self, rate: float) -> None:
        """Draw the path at a rate, the point at its last iterate that is seen."""
        path = self._sweep.path(rate, self._steps)
        self.rate, self._points = rate, _points_of(path)
        self._side = self._sweep.way_out(path, rate) if path.steps < self._steps else 0.0
        self._place()
        self.walk(len(self._places) - 1.0)

    def look_again(self) -> None:
        """Find all places anew, after the picture has come to show another window."""
        for points, ghost in zip(self._left, self.ghosts, strict=True):
            ghost.put(self._error_curve.plot.places(points))
        self._place()

    @property
    def steps(self) -> int:
        """How many steps are drawn, one beyond all numbers included."""
        return len(self._places) - 1

    def _place(self) -> None:
        plot = self._error_curve.plot
        self._places = plot.places(self._points)
        if self._side:
            last = way_out(plot, self._places[-1], self._side)
            self._places = np.vstack([self._places, last])
        self.path.put(self._places)
        self.dots.put(self._places)

    def leave_ghosts(self, rate: float) -> None:
        """Show the ghosts of all rates below one."""
        for passed, ghost in zip(self._rates.tolist(), self.ghosts, strict=True):
            ghost.veil(float(passed < rate))

    def walk(self, step: float) -> None:
        """Put the point at an iterate, or on the straight way from one to the next."""
        k = min(int(step), len(self._places) - 1)
        ahead = min(k + 1, len(self._places) - 1)
        self.point.put(
            (self._places[k] + (step - k) * (self._places[ahead] - self._places[k]))[None]
        )


def _points_of(path: Trajectory) -> Floats:
    """Return the parameter and E at each iterate, shape (k + 1, 2)."""
    return np.column_stack([path.points[:, 0], path.values])
