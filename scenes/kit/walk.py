"""A descent in motion: the point on the map, the line among the data and the error, at any step."""

from typing import Self

import numpy as np

from gdcore.experiment import Experiment
from scenes.kit.glyphs import escaped
from scenes.kit.pictures import CHART_STEPS, Chart
from scenes.kit.plot import NAME_PX, NAME_Y, Plot
from scenes.kit.shapes import Dots, Inked, Path, Positions, Segments, Type, segment_points
from scenes.kit.theme import Theme

__all__ = ["Walk"]

_MOST_RESIDUALS = 600
_DOTTED_STEPS = 60
_CURVE_SAMPLES = 160


class Walk:
    """The moving parts of the linked pictures; `at` puts them where a step left them.

    Parameters
    ----------
    experiment : Experiment
    loss_map, scatter : Plot
    chart : Chart
    theme : Theme

    Attributes
    ----------
    map : Plot
        The map that the point walks on.
    step : int
        The last step that has been made.
    point, line, residuals, path, steps_made, errors : Inked or tuple of Inked
        What moves.
    crossing : Dots
        A ring where the line crosses x = 0.
    lost : tuple of Type
        What is said on map and data when point and line have left them.
    """

    def __init__(
        self, experiment: Experiment, loss_map: Plot, scatter: Plot, chart: Chart, theme: Theme
    ) -> None:
        self.experiment = experiment
        self.step = 0
        self.map, self._scatter, self._chart = loss_map, scatter, chart
        trajectory = experiment.trajectory
        self._kept = _kept_steps(trajectory.steps)
        self._trail = loss_map.places(trajectory.points)[self._kept]
        shown = min(trajectory.steps, CHART_STEPS) + 1
        self._errors = chart.places(np.arange(float(shown)), trajectory.values[:shown])
        self._rows = _some_rows(experiment)
        self._dots = scatter.places(self._rows)
        self._ends = np.linspace(scatter.window.left, scatter.window.right, _samples(experiment))
        self._make(theme)
        self.at(0.0)

    def _make(self, theme: Theme) -> None:
        nowhere = np.zeros((1, 2))
        on_map, on_data, on_chart = (
            plot.area.clip for plot in (self.map, self._scatter, self._chart.plot)
        )
        many = len(self._rows) > _MOST_RESIDUALS / 2
        self.residuals = Segments(
            np.zeros((2, 2)), theme.slope, 1.0 if many else 1.5, opacity=0.85, clip=on_data
        )
        self.line = Path(nowhere, theme.model, 4.0, clip=on_data)
        self.path = Path(nowhere, theme.step, 2.5, clip=on_map)
        self.steps_made = Dots(nowhere, 3.6, theme.step, clip=on_map)
        self.point = Dots(nowhere, 8.0, theme.model, clip=on_map)
        self.lost = (
            _outside("point", self.map, theme),
            _outside("line", self._scatter, theme),
        )
        self.crossing = Dots(nowhere, 8.0, theme.model, stroke_px=2.5, clip=on_data)
        curve = Path(nowhere, theme.slope, 2.5, clip=on_chart)
        self.errors = (curve, Dots(nowhere, 5.5, theme.model, clip=on_chart))

    @property
    def moving(self) -> tuple[Inked, ...]:
        """All that moves, in painting order, but for the point, which is painted last."""
        return (self.residuals, self.line, self.path, self.steps_made, *self.errors)

    @property
    def steps(self) -> int:
        """The number of steps of the descent."""
        return self.experiment.trajectory.steps

    @property
    def parameters(self) -> Positions:
        """The parameters after the last step that has been made, shape (p,)."""
        return self._parameters(float(self.step))

    @property
    def there(self) -> Positions:
        """Where the next step leads to on the screen, shape (2,)."""
        points = self.experiment.trajectory.points
        return self.map.places(points[min(self.step + 1, self.steps)][None])[0]

    @property
    def here(self) -> Positions:
        """Where the point is on the screen, shape (2,)."""
        return self.point.points[0, :2].copy()

    def at(self, step: float) -> Self:
        """Put everything where the descent is at a step, or on the way from one to the next."""
        step = min(max(step, 0.0), float(self.steps))
        self.step = int(step)
        theta = self._parameters(step)
        self._draw_map(step, theta)
        self._draw_line(theta)
        self.grow_residuals(1.0, theta)
        self._draw_error(step)
        self._say_what_is_lost()
        return self

    def _say_what_is_lost(self) -> None:
        """Say so where the point or the line has left its picture."""
        data, heights = self._scatter.area, self.line.points[:, 1]
        gone = (
            not self.map.area.holds(*self.here),
            heights.min() > data.top or heights.max() < data.bottom,
        )
        for note, is_gone in zip(self.lost, gone, strict=True):
            note.veil(float(is_gone and self.step > 0))

    def _parameters(self, step: float) -> Positions:
        points = self.experiment.trajectory.points
        k, share = int(step), step - int(step)
        if share == 0.0:
            return points[k]
        return points[k] + share * (points[k + 1] - points[k])

    def _draw_map(self, step: float, theta: Positions) -> None:
        here = self.map.places(theta[None])
        passed = self._trail[self._kept <= step]
        self.point.put(here)
        self.path.put(np.vstack([passed, here]))
        self.steps_made.put(passed[: min(len(passed), _DOTTED_STEPS)])

    def _draw_line(self, theta: Positions) -> None:
        heights = self.experiment.predict(theta, self._ends)
        self.line.put(self._scatter.places(np.column_stack([self._ends, heights])))
        zero = np.zeros(1)
        height = self.experiment.predict(theta, zero)
        self.crossing.put(self._scatter.places(np.column_stack([zero, height])))

    def grow_residuals(self, share: float, theta: Positions | None = None) -> None:
        """Draw each residual from its dot a share of the way to the line."""
        theta = self._parameters(float(self.step)) if theta is None else theta
        x, y = self._rows.T
        ends = y + share * (self.experiment.predict(theta, x) - y)
        tips = self._scatter.places(np.column_stack([x, ends]))
        self.residuals.put(segment_points(self._dots, tips))

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


def _outside(what: str, plot: Plot, theme: Theme) -> Type:
    """Return the words for what has left a picture, at the upper right of its panel."""
    note = Type(escaped(f"{what} is outside"), NAME_PX, theme.model)
    return note.at(plot.area.right, plot.area.top + NAME_Y, 1.0)


def _kept_steps(steps: int, most: int = 1500) -> Positions:
    """Return which steps' places the path is drawn through: all at first, then ever fewer."""
    if steps <= most:
        return np.arange(steps + 1)
    return np.unique(
        np.concatenate([
            np.arange(most // 2),
            np.geomspace(most // 2, steps, most // 2).astype(int),
        ])
    )


def _some_rows(experiment: Experiment) -> Positions:
    """Return the rows whose residuals are drawn: all, or evenly spaced ones if they are many."""
    data = experiment.data
    rows = np.column_stack([data.x.values, data.y.values])
    if data.n <= _MOST_RESIDUALS:
        return rows
    return rows[np.linspace(0, data.n - 1, _MOST_RESIDUALS // 2).astype(int)]


def _samples(experiment: Experiment) -> int:
    """Return through how many points the prediction is drawn: two if it is straight."""
    model = experiment.model
    straight = all(model.expression.diff(x, 2) == 0 for x in model.predictors)
    return 2 if straight else _CURVE_SAMPLES
