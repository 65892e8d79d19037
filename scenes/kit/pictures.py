"""Pictures of the error: its map over two parameters, and its fall from step to step."""

import math
from dataclasses import dataclass, replace

import numpy as np

from gdcore.contours import contours
from gdcore.experiment import Experiment
from gdcore.section import Section, section
from gdcore.typeset import name_text
from gdcore.view import Window, view_window
from scenes.kit.glyphs import escaped
from scenes.kit.layout import Box
from scenes.kit.names import axis_name, is_line
from scenes.kit.numerals import Ticks, power_of_ten
from scenes.kit.plot import NAME_PX, Plot, fitted
from scenes.kit.shapes import PX, Dots, Inked, Path, Positions, Type
from scenes.kit.theme import Theme

__all__ = [
    "CHART_STEPS",
    "Chart",
    "LossMap",
    "beside",
    "error_chart",
    "loss_map",
]

CHART_STEPS = 100
"""The chart shows the error of the first so many steps."""

_RUNAWAY = 50.0
_DEEP = 200.0
_FAINTEST = 0.72
_UNLIKE = 2.5
"""Sides of a map that differ by more than this ratio have a scale each."""
_ROOM_BESIDE = (1.9, 2.9)
"""Of a panel's width, what the names across and up leave to ticks and to words beside them."""


@dataclass(frozen=True, eq=False)
class LossMap:
    """The error as a map over two parameters.

    Parameters
    ----------
    section : Section
        Of the two parameters, any others held at their best.
    plot : Plot
        In the units descended in.
    rings : tuple of Inked
        Lines of equal error.
    mark : Dots
        The ring of the best fit.
    """

    section: Section
    plot: Plot
    rings: tuple[Inked, ...]
    mark: Dots


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

    def places(self, steps: Positions, values: Positions) -> Positions:
        """Return where errors (k,) after steps (k,) are on the screen, shape (k, 2)."""
        heights = _logarithm(values) if self.logarithmic else values
        return self.plot.places(np.column_stack([steps, heights]))


def loss_map(box: Box, experiment: Experiment, theme: Theme) -> LossMap:
    """Draw the map of the error over the first two parameters, any others held at their best.

    On standardised columns a unit is as long across as up, so that a round bowl is seen round,
    unless other parameters than those of a line are too different in size for it.
    """
    cut = section(experiment, 2)
    window = _map_window(cut)
    across, up = (
        _axis(experiment, name, theme, box.width - room)
        for name, room in zip(cut.names, _ROOM_BESIDE, strict=True)
    )
    plot = Plot.build(box, window, (across, up), theme, (4, 5), equal=_is_fair(experiment, window))
    rings = tuple(
        Path(plot.places(ring), theme.contour, 1.5, opacity=opacity, clip=plot.area.clip)
        for ring, opacity in _rings(cut, plot.window)
    )
    place = plot.places(cut.best[None])
    mark = Dots(place, 9.0, theme.best, stroke_px=2.5, clip=plot.area.clip)
    return LossMap(cut, plot, rings, mark)


def _map_window(cut: Section) -> Window:
    """Return where to look: at the path and the best fit, or if there is none, at the path."""
    whole = cut.whole
    goal = whole.best if whole.fit.settled else whole.trajectory.final
    hessian = whole.objective.hessian(goal)[np.ix_(cut.chosen, cut.chosen)]
    return view_window(cut.project(whole.trajectory.points), cut.project(goal), hessian)


def _is_fair(experiment: Experiment, window: Window) -> bool:
    """Return whether both axes are to have one scale."""
    alike = 1.0 / _UNLIKE <= window.width / window.height <= _UNLIKE
    return experiment.standardised and (is_line(experiment) or alike)


def _axis(experiment: Experiment, name: str, theme: Theme, room: float) -> Type:
    """Return a parameter's name on an axis, cut short if it is too long for it."""
    whole = Type(axis_name(experiment, name), NAME_PX, theme.muted)
    return whole if whole.advance <= room else fitted(name_text(name), NAME_PX, theme.muted, room)


def beside(place: Positions, markup: str, colour: str, path: Positions, area: Box) -> Type:
    """Return a name above or below a place, where less of a path that leads there is covered.

    Parameters
    ----------
    place : Positions, shape (2,)
    markup : str
        Typst markup of the name.
    colour : str
    path : Positions, shape (k, 2)
        Of an even choice, the side is taken that its first point does not lie on.
    area : Box
        Where there is room.
    """
    name = Type(markup, NAME_PX, colour)
    half = name.advance / 2
    x = float(np.clip(place[0], area.left + half, area.right - half))
    above, below = (float(place[1]) + height for height in (20 * PX, -34 * PX))
    if place[1] + 40 * PX > area.top or place[1] - 40 * PX < area.bottom:
        return name.at(x, above if place[1] < (area.bottom + area.top) / 2 else below, 0.5)
    sides = (above, below) if path[0, 1] <= place[1] else (below, above)
    return name.at(x, min(sides, key=lambda y: _covered(name.at(x, y, 0.5), path)), 0.5)


def _covered(name: Type, path: Positions) -> int:
    """Return how many points of a path a name lies on."""
    low, high = name.box
    return int(((path > low) & (path < high)).all(axis=1).sum())


def _rings(cut: Section, window: Window) -> list[tuple[Positions, float]]:
    """Return lines of equal error with an opacity each, brighter towards the bottom."""
    rings = contours(cut.objective, window)
    opacities = np.linspace(1.0, _FAINTEST, len(rings))
    return [(line, o) for ring, o in zip(rings, opacities, strict=True) for line in ring.lines]


def error_chart(box: Box, experiment: Experiment, theme: Theme) -> Chart:
    """Draw the axes of error against step, and the lowest possible error."""
    steps = min(experiment.trajectory.steps, CHART_STEPS)
    values = experiment.trajectory.values[: steps + 1]
    runs_away = float(values.max()) > _RUNAWAY * float(values[0])
    logarithmic = runs_away or float(values[0]) > _DEEP * experiment.best_loss > 0.0
    low, high = _heights(values, experiment.best_loss, logarithmic)
    window = Window(-0.03 * max(steps, 1), 1.04 * max(steps, 1), low, high)
    whole = experiment.trajectory.steps <= CHART_STEPS
    name = "step" if whole else f"step (the first {CHART_STEPS})"
    names = (
        Type(escaped(name), NAME_PX, theme.muted),
        Type("error $E$", NAME_PX, theme.muted),
    )
    up = _decades(low, high) if logarithmic else None
    plot = Plot.build(box, window, names, theme, (min(5, max(steps, 1)), 3), up=up)
    chart = Chart(plot, (), logarithmic)
    level = chart.places(np.array([window.left, window.right]), np.full(2, experiment.best_loss))
    best = Path(level, theme.best, 2.0, dashes_px=(7.0, 6.0), clip=plot.area.clip)
    return replace(chart, best=(best,))


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
    stride = max(1, math.ceil((high - low) / 4))
    powers = range(math.ceil(low), math.floor(high) + 1, stride)
    return Ticks(tuple(map(float, powers)), tuple(power_of_ten(k) for k in powers), "")
