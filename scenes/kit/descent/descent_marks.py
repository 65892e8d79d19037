"""A descent in motion: the point on the map, the line among the data and the error, at any step."""

from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.following import straight_share
from gdcore.landscape.view import Window
from scenes.kit.descent.ghosts import Ghosts
from scenes.kit.descent.projection import map_projection
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.shapes import PX, Dots, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import places
from scenes.kit.plots.error_plot import ErrorPlot
from scenes.kit.plots.error_scale import ErrorScale
from scenes.kit.plots.intercept_mark import InterceptMark
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import moving
from scenes.kit.plots.scatter import Scatter
from scenes.kit.plots.standing import DataPlot
from scenes.kit.text.emphasis import Glow
from scenes.kit.text.placing import Obstacles, place

__all__ = ["DescentMarks"]

_EDGE = 0.2
_ON_THE_WAY = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.999)
_BEHIND = 8
_SEEN = 2 * PX
"""What moves by less is not seen to."""


class DescentMarks:
    """The moving parts of the linked pictures; `at` puts them where a step left them.

    Parameters
    ----------
    experiment : Experiment
    error_plot : ErrorPlot
        What it walks on.
    scatter : Scatter
    windows : tuple of Window
        What the picture of the data looks at, at each step.
    scale : ErrorScale
    look : Look

    Attributes
    ----------
    error_plot : ErrorPlot
        What the point walks on.
    scatter : Scatter
    scale : ErrorScale
    step : int
        The last step that has been made.
    model_line : ModelLine
        The line among the data, and its residuals.
    ghosts : Ghosts
    intercept : InterceptMark
        Where a line's intercept is read.
    projection : MapProjection
        Where a step and its arrows are.
    glow, point : Glow and Dots
    trail : Trail
        The way behind the point.
    """

    def __init__(
        self,
        experiment: Experiment,
        error_plot: ErrorPlot,
        scatter: Scatter,
        windows: tuple[Window, ...],
        scale: ErrorScale,
        look: Look,
    ) -> None:
        self.experiment = experiment
        self.step = 0
        self.error_plot, self.scatter, self.scale = error_plot, scatter, scale
        self._windows = windows
        trajectory, plot = experiment.trajectory, scatter.plot
        self.projection = map_projection(error_plot, trajectory.start)
        self.trail = Trail(trajectory, self.projection, look)
        self.model_line = ModelLine(experiment, plot, look)
        self.ghosts = Ghosts(experiment, plot, look)
        self.intercept = InterceptMark(experiment, plot, look)
        clip = error_plot.plot.area.clip
        self.glow = Glow(30.0, look.model, clip=clip).cast("glow")
        self.point = Dots(np.zeros((1, 2)), 9.0, look.model, clip=clip).cast("point")
        _put_aside(self.model_line.lost, plot)
        self.at(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        line = (*self.ghosts.shapes, self.model_line.residuals, self.model_line.line)
        point = (*self.trail.shapes, self.glow, self.point)
        return (*line, *self.intercept.shapes, *point, self.model_line.lost)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def steps(self) -> int:
        """The number of steps of the descent."""
        return self.experiment.trajectory.steps

    @property
    def last_seen(self) -> int:
        """The last step before which the point still is further than a pixel or so from its end."""
        places = self.error_plot.places(self.experiment.trajectory.points)
        away = np.abs(places - places[-1]).max(axis=1) > _SEEN
        moving = np.flatnonzero(away)
        return int(moving[-1]) + 1 if moving.size else 0

    @property
    def parameters(self) -> Floats:
        """The parameters after the last step that has been made, shape (p,)."""
        return self.experiment.trajectory.points[self.step]

    @property
    def there(self) -> Floats:
        """The parameters after the next step, shape (p,).

        If the descent ran away with its first step, that step is none of its points.
        """
        if self.steps == 0:
            # Beyond all numbers there is no tip to point at, and no arrow is drawn.
            with np.errstate(over="ignore", invalid="ignore"):
                gradient = self.experiment.objective.gradient(self.parameters)
                return self.parameters - self.experiment.rate * gradient
        return self.experiment.trajectory.points[min(self.step + 1, self.steps)]

    def way(self, most: int) -> Positions:
        """Return where its first steps lead, shape (k, 2), each in the window that holds it."""
        shown, points = self.error_plot, self.experiment.trajectory.points[: most + 1]
        if shown.windows[0] == shown.windows[-1] or len(points) == 1:
            return shown.places(points)
        walk = self.experiment.trajectory
        ways = []
        for step in (k + share for k in range(len(points) - 1) for share in _ON_THE_WAY):
            gone = self._straight(step)
            behind = walk.points[max(int(step) - _BEHIND, 0) : int(step) + 1]
            way = shown.section.project(np.vstack([behind, walk.at(gone)]))
            ways.append(places(shown.plot.area, moving(shown.windows, gone), way))
        return np.vstack(ways)

    @property
    def windows(self) -> tuple[Window, ...]:
        """What is looked at, at each step: on the map, or if that stays, among the data."""
        return self.error_plot.windows if self.error_plot.is_map else self._windows

    @property
    def is_outside(self) -> bool:
        """Whether the last step that has been made ended outside its picture."""
        place = self.error_plot.places(self.parameters[None])[0]
        return not self.error_plot.plot.area.holds(*place)

    @property
    def here(self) -> Positions:
        """Where the point is on the screen, shape (2,)."""
        return self.point.points[0, :2].copy()

    def at(self, step: float) -> Self:
        """Put everything where the descent is at a step, or on the way from one to the next."""
        return self._walk(self._straight(step))

    def arrive(self, step: int, share: float) -> Self:
        """Put everything on the way from a step to the next one, in that one's picture."""
        return self._walk(min(step + share, float(self.steps)), step + 1)

    def look_from(self, step: float) -> float:
        """Look where the pictures look at a step, or on the way; all else stays as it is.

        Returns
        -------
        float
            From which step they look, on straight ways from one to the next.
        """
        straight = self._straight(step)
        self._look(straight)
        self.trail.at(self.step)
        self.stand(self.parameters)
        return straight

    def _straight(self, step: float) -> float:
        """Return how far the walk has gone where the pictures have gone to a step evenly."""
        step = min(max(step, 0.0), float(self.steps))
        windows, k = self.windows, int(step)
        before, after = (windows[min(at, len(windows) - 1)] for at in (k, k + 1))
        return k + straight_share(before, after, step - k)

    def _walk(self, step: float, seen: float | None = None) -> Self:
        self.step = int(step)
        self._look(step if seen is None else seen)
        self.trail.at(step)
        self.ghosts.at(step)
        self.scale.at(step)
        return self.stand(self.experiment.trajectory.at(step))

    def _look(self, step: float) -> None:
        if self.error_plot.follow(step):
            self.trail.look_again()
        self.look_at(moving(self._windows, step))

    def stand(self, theta: Floats) -> Self:
        """Put point and line at some parameters, shape (p,), whether the descent was there or not.

        Numbers and the error's scale stay as they are.
        """
        place = self.error_plot.places(theta[None])
        self.point.put(place)
        self.glow.put(place)
        self.model_line.at(theta)
        self.intercept.on(self.model_line)
        return self

    def look_at(self, window: Window) -> None:
        """Let the picture of the data show another window."""
        if window != self.scatter.plot.window:
            self.scatter.look_at(window)
            self.ghosts.look_again()
            self.model_line.look_again()
            self.intercept.on(self.model_line)


def _put_aside(lost: Type, plot: DataPlot) -> None:
    """Put the words for a line that is lost where it went, in a corner, or below a floor."""
    below = (plot.box.left + plot.box.right) / 2, plot.box.bottom + _EDGE
    spots = ((plot.area.right - _EDGE, plot.area.bottom + 2 * _EDGE, 1.0), (*below, 0.5))
    words = tuple(s.box for s in plot.furniture if isinstance(s, Type) and len(s.points))
    place(lost, spots, Obstacles(boxes=words))
