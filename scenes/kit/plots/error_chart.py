"""The error against the step: how it falls, or does not."""

import math
from dataclasses import dataclass, replace

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Plot
from scenes.kit.text.glyphs import escaped
from scenes.telling.numerals import Ticks, power_of_ten

__all__ = ["CHART_STEPS", "Chart", "plot_error_chart"]

CHART_STEPS = 100
"""The chart shows the error of the first so many steps."""

_RUNAWAY = 50.0
_DEEP = 200.0


@dataclass(frozen=True, eq=False)
class Chart:
    """The error against the step.

    Parameters
    ----------
    plot : Plot
    best : tuple of Inked
        The lowest possible error.
    logarithmic : bool
        Whether heights are powers of ten: a descent that runs away is seen to the end so.
    """

    plot: Plot
    best: tuple[Inked, ...]
    logarithmic: bool

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.furniture, *self.best)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the lowest possible error."""
        return self.best

    def places(self, steps: Positions, values: Positions) -> Positions:
        """Return where errors (k,) after steps (k,) are on the screen, shape (k, 2)."""
        heights = _logarithm(values) if self.logarithmic else values
        return self.plot.places(np.column_stack([steps, heights]))


def plot_error_chart(box: Box, experiment: Experiment, look: Look) -> Chart:
    """Draw the axes of error against step, and the lowest possible error."""
    steps = min(experiment.trajectory.steps, CHART_STEPS)
    values = experiment.trajectory.values[: steps + 1]
    runs_away = float(values.max()) > _RUNAWAY * float(values[0])
    logarithmic = runs_away or float(values[0]) > _DEEP * experiment.best_loss > 0.0
    low, high = _heights(values, experiment.best_loss, logarithmic)
    window = Window(-0.03 * max(steps, 1), 1.04 * max(steps, 1), low, high)
    whole = experiment.trajectory.steps <= CHART_STEPS
    name = look.label("step") if whole else _first(look)
    names = (
        Type(escaped(name), NAME_PX, look.muted),
        Type(look.label("error"), NAME_PX, look.muted),
    )
    up = _decades(low, high) if logarithmic else None
    plot = Plot.build(box, window, names, look, (min(5, max(steps, 1)), 3), up=up)
    chart = Chart(plot, (), logarithmic)
    level = chart.places(np.array([window.left, window.right]), np.full(2, experiment.best_loss))
    best = Path(level, look.best, 2.0, dashes_px=(7.0, 6.0), clip=plot.area.clip)
    return replace(chart, best=(best,))


def _first(look: Look) -> str:
    """Return what the axis of a chart is called that does not show all steps."""
    return look.label("first-steps", number=look.numerals.counted(CHART_STEPS))


def _heights(values: Positions, best: float, logarithmic: bool) -> tuple[float, float]:
    """Return the lowest and the highest error that the chart has room for."""
    top = float(values.max())
    if logarithmic:
        low, high = _logarithm(np.array([max(best, 1e-6 * values.min()), top]))
        return float(low - 0.08 * (high - low)), float(high + 0.08 * (high - low))
    return -0.06 * (top or 1.0), 1.12 * (top or 1.0)


def _logarithm(values: Positions) -> Positions:
    return np.log10(np.maximum(values, 1e-300))


def _decades(low: float, high: float) -> Ticks:
    """Return ticks at powers of ten, about four."""
    apart = max(1, math.ceil((high - low) / 4))
    powers = range(math.ceil(low), math.floor(high) + 1, apart)
    return Ticks(tuple(map(float, powers)), tuple(power_of_ten(k) for k in powers), "")
