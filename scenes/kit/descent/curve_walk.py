"""A walk down an error curve, step by step: point, tangent, arrows, the way behind, the window."""

from collections.abc import Callable

import numpy as np

from gdcore.descent.trajectory import Trajectory
from gdcore.landscape.view import Window
from gdcore.landscape.walk import TOLD_STEPS
from scenes.kit.descent.axis_arrows import AxisArrows
from scenes.kit.descent.projection import CurveProjection
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look

__all__ = ["CurveWalk"]

_LEAD, _HOP = 0.4, 0.85
"""At these shares of a step's time its arrow has grown, and the point has arrived."""
_BRISK, _BRISKEST, _FADE = 0.5, 0.16, 0.85
"""How long a step takes that is not told, against those that are: ever less."""


class CurveWalk:
    """Walks down a curve; the point rests at each iterate, and no number is told between two.

    Parameters
    ----------
    tangent : TangentLine
    arrows : AxisArrows
    path : Trajectory
        Of one parameter.
    windows : tuple of Window
        For each point of the path what is seen there.
    factor : float
        With which the steepness is drawn.
    look : Look

    Attributes
    ----------
    tangent, arrows, error_curve, trail : TangentLine, AxisArrows, ErrorCurve, Trail
    """

    def __init__(
        self,
        tangent: TangentLine,
        arrows: AxisArrows,
        path: Trajectory,
        windows: tuple[Window, ...],
        factor: float,
        look: Look,
    ) -> None:
        self.tangent, self.arrows, self._path = tangent, arrows, path
        self.error_curve, self._factor, self._windows = tangent.error_curve, factor, windows
        self.trail = Trail(path, CurveProjection(self.error_curve), look)
        self._zooms = {k: self._zoom(k) for k in range(path.steps) if self._window_changes(k)}
        self._look_at(0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws by itself, in painting order: the way behind the point."""
        return self.trail.shapes

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def first_change(self) -> float:
        """The first step: by how much it changes the parameter; 0 if there is none."""
        return float(self._path.points[min(1, self._path.steps), 0] - self._path.start[0])

    def go(self, value: float, told: float | None = None) -> None:
        """Put point, tangent and dashed line at a value of the parameter; see `TangentLine.at`."""
        self.tangent.at(value, told)
        self.error_curve.hang(value)

    def hop(self, step: int, progress: float, factor: float = 1.0) -> None:
        """Go from an iterate to the next: the green arrow is used up, the way behind grows.

        Parameters
        ----------
        step : int
            From 0.
        progress : float
        factor : float
            With which the green arrow is drawn.
        """
        share = eased(progress)
        start, end = (float(self._path.points[step + k, 0]) for k in (0, 1))
        value = start + share * (end - start)
        self._move_window(step, share)
        self.go(value, start if progress < 1.0 else end)
        self.trail.at(step + share)
        for shape in self.trail.shapes:
            shape.veil(1.0)
        self.arrows.lead(value, end - value, factor).step.veil(1.0 if progress < 1.0 else 0.0)

    def take(self, step: int, progress: float) -> None:
        """Take a step: its arrow grows, the point follows it, and rests."""
        start, end = (float(self._path.points[step + k, 0]) for k in (0, 1))
        self.hop(step, min(max((progress - _LEAD) / (_HOP - _LEAD), 0.0), 1.0))
        if progress < _LEAD:
            self.arrows.lead(start, eased(progress / _LEAD) * (end - start))
        self.arrows.rise(self.tangent.value, self._factor)

    def walking(self, tell: Callable[[float], None]) -> Callable[[float], None]:
        """Return a function of progress that takes all steps, the first ones slowly.

        Parameters
        ----------
        tell : callable
            Is called with how many steps have been taken, in each frame.
        """
        ends = np.cumsum(self._times())
        begins = ends - self._times()

        def function(progress: float) -> None:
            now = progress * ends[-1]
            step = min(int(np.searchsorted(ends, now, side="right")), len(ends) - 1)
            share = float((now - begins[step]) / (ends[step] - begins[step]))
            self.take(step, min(share, 1.0))
            tell(step + min(share, 1.0))

        return function

    def _times(self) -> np.ndarray:
        """Return how long each step takes, the told ones 1."""
        later = np.arange(self._path.steps - TOLD_STEPS)
        brisk = np.maximum(_BRISK * _FADE**later, _BRISKEST)
        return np.concatenate([np.ones(min(self._path.steps, TOLD_STEPS)), brisk])

    def _window_changes(self, step: int) -> bool:
        return self._windows[step] != self._windows[step + 1]

    def _zoom(self, step: int) -> Callable[[float], None]:
        self._look_at(step)
        return self.error_curve.zoom(self._windows[step + 1])

    def _look_at(self, step: int) -> None:
        if self.error_curve.plot.window != self._windows[step]:
            self.error_curve.look_at(self._windows[step])
            self.trail.look_again()

    def _move_window(self, step: int, share: float) -> None:
        if step in self._zooms:
            self._zooms[step](share)
            self.trail.look_again()
        else:
            self._look_at(step)
