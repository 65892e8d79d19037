"""A descent in motion: the point on the map, the line among the data and the error, at any step."""

from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from scenes.kit.descent.projection import map_projection
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.error_chart import CHART_STEPS, Chart
from scenes.kit.plots.error_plot import ErrorPlot
from scenes.kit.plots.model_line import ModelLine, outside
from scenes.kit.plots.plot import Plot

__all__ = ["DescentMarks"]


class DescentMarks:
    """The moving parts of the linked pictures; `at` puts them where a step left them.

    Parameters
    ----------
    experiment : Experiment
    error_plot : ErrorPlot
        What it walks on.
    scatter : Plot
    chart : Chart
    look : Look

    Attributes
    ----------
    error_plot : ErrorPlot
        What the point walks on.
    step : int
        The last step that has been made.
    model_line : ModelLine
        The line among the data, and its residuals.
    projection : MapProjection
        Where a step and its arrows are.
    point : Dots
    trail : Trail
        The way behind the point.
    errors : tuple of Inked
        The error after each step on the chart, and the last one.
    crossing : Dots
        A ring where the line crosses x = 0.
    lost : tuple of Type
        What is said on map and data when point and line have left them.
    """

    def __init__(
        self,
        experiment: Experiment,
        error_plot: ErrorPlot,
        scatter: Plot,
        chart: Chart,
        look: Look,
    ) -> None:
        self.experiment = experiment
        self.step = 0
        self.error_plot, self._scatter, self._chart = error_plot, scatter, chart
        trajectory = experiment.trajectory
        self.projection = map_projection(error_plot, trajectory.start)
        self.trail = Trail(trajectory, self.projection, look)
        shown = min(trajectory.steps, CHART_STEPS) + 1
        self._errors = chart.places(np.arange(float(shown)), trajectory.values[:shown])
        self.model_line = ModelLine(experiment, scatter, look)
        self._make(look)
        self.at(0.0)

    def _make(self, look: Look) -> None:
        nowhere = np.zeros((1, 2))
        on_map, on_data, on_chart = (
            plot.area.clip for plot in (self.error_plot.plot, self._scatter, self._chart.plot)
        )
        self.point = Dots(nowhere, 8.0, look.model, clip=on_map).cast("point")
        self.lost = (outside("point", self.error_plot.plot, look), self.model_line.lost)
        self.crossing = Dots(nowhere, 8.0, look.model, stroke_px=2.5, clip=on_data)
        curve = Path(nowhere, look.slope, 2.5, clip=on_chart)
        self.errors = (curve, Dots(nowhere, 5.5, look.model, clip=on_chart))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        line = (self.model_line.residuals, self.model_line.line)
        behind = (*line, *self.trail.shapes, *self.errors)
        return (*behind, self.point, *self.lost, self.crossing)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def steps(self) -> int:
        """The number of steps of the descent."""
        return self.experiment.trajectory.steps

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

    @property
    def here(self) -> Positions:
        """Where the point is on the screen, shape (2,)."""
        return self.point.points[0, :2].copy()

    def at(self, step: float) -> Self:
        """Put everything where the descent is at a step, or on the way from one to the next."""
        step = min(max(step, 0.0), float(self.steps))
        self.step = int(step)
        theta = self.experiment.trajectory.at(step)
        self.point.put(self.error_plot.places(theta[None]))
        self.trail.at(step)
        self.model_line.at(theta)
        self.crossing.put(self.model_line.height(0.0)[None])
        self._draw_error(step)
        self._say_what_is_lost()
        return self

    def grow_residuals(self, progress: float) -> None:
        """Draw the residuals from the dots a share of the way to the line, softly."""
        self.model_line.grow(eased(progress))

    def _say_what_is_lost(self) -> None:
        """Say so where the point or the line has left its picture."""
        gone = (not self.error_plot.plot.area.holds(*self.here), self.model_line.is_lost)
        for note, is_gone in zip(self.lost, gone, strict=True):
            note.veil(float(is_gone))

    def _draw_error(self, step: float) -> None:
        curve, point = self.errors
        step = min(step, len(self._errors) - 1.0)
        k = int(step)
        ahead = self._errors[min(k + 1, len(self._errors) - 1)]
        here = self._errors[k] + (step - k) * (ahead - self._errors[k])
        curve.put(np.vstack([self._errors[: k + 1], here]))
        point.put(here[None])
        if self.step > CHART_STEPS:
            point.veil(0.0)
