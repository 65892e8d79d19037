"""The linked pictures of a descent: the map of the error, the data, and the error against the step."""

from dataclasses import dataclass

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape import Window, contour_levels, ellipse, view_window
from scenes.kit.glyphs import escaped
from scenes.kit.layout import Box
from scenes.kit.plot import NAME_PX, Plot
from scenes.kit.shapes import Density, Dots, Inked, Path, Positions, Type
from scenes.kit.theme import Theme

__all__ = ["CHART_STEPS", "Chart", "LossMap", "Scatter", "error_chart", "loss_map", "scatter"]

CHART_STEPS = 100
"""The chart shows the error of the first so many steps."""

_MOST_DOTS = 2000
_CELL_PX = 4.0
_CHART_HEADROOM = 3.0


@dataclass(frozen=True, eq=False)
class LossMap:
    """The error as a map over two parameters.

    Parameters
    ----------
    plot : Plot
        In the units descended in.
    rings : tuple of Inked
        Lines of equal error.
    best : tuple of Inked
        The mark of the best fit.
    """

    plot: Plot
    rings: tuple[Inked, ...]
    best: tuple[Inked, ...]


@dataclass(frozen=True, eq=False)
class Scatter:
    """The data, in their own units.

    Parameters
    ----------
    plot : Plot
    marks : tuple of Inked
        The rows as dots, or as a cloud if they are very many.
    best : tuple of Inked
        The best fit, dashed.
    """

    plot: Plot
    marks: tuple[Inked, ...]
    best: tuple[Inked, ...]


@dataclass(frozen=True, eq=False)
class Chart:
    """The error against the step.

    Parameters
    ----------
    plot : Plot
    best : tuple of Inked
        The lowest possible error.
    """

    plot: Plot
    best: tuple[Inked, ...]


def loss_map(box: Box, experiment: Experiment, theme: Theme) -> LossMap:
    """Draw the map of the error of a two-parameter model.

    On standardised columns a unit is as long across as up, so that a round bowl is seen round.
    """
    window = view_window(experiment.trajectory.points, experiment.best)
    first, second = experiment.model.names
    tail = escaped(", standardised") if experiment.standardised else ""
    names = (
        Type(f"slope ${first}$" + tail, NAME_PX, theme.muted),
        Type(f"intercept ${second}$" + tail, NAME_PX, theme.muted),
    )
    plot = Plot.build(box, window, names, theme, (4, 5), equal=experiment.standardised)
    rings = tuple(
        Path(plot.places(ring), theme.contour, 1.5, opacity=opacity, clip=plot.area.clip)
        for ring, opacity in _rings(experiment, plot.window)
    )
    best = Dots(plot.places(experiment.best[None]), 9.0, theme.best, stroke_px=2.5, clip=plot.area.clip)
    return LossMap(plot, rings, (best,))


def _rings(experiment: Experiment, window: Window) -> list[tuple[Positions, float]]:
    """Return lines of equal error with an opacity each, brighter towards the bottom."""
    bowl = experiment.objective.quadratic
    if bowl.rank < bowl.eigenvalues.size:
        return []
    corners = np.array(
        [[x, y] for x in (window.left, window.right) for y in (window.bottom, window.top)]
    )
    levels = contour_levels(bowl, float(experiment.objective.value(corners).max()))
    opacities = np.linspace(1.0, 0.35, len(levels))
    return [(ellipse(bowl, level), o) for level, o in zip(levels, opacities, strict=True)]


def scatter(box: Box, experiment: Experiment, theme: Theme) -> Scatter:
    """Draw the rows of the data set, and the best fit over them."""
    data = experiment.data
    rows = np.column_stack([data.x.values, data.y.values])
    plot = Plot.build(
        box, Window.around(rows, 0.06), (data.x.label, data.y.label), theme, (5, 4)
    )
    ends = np.array([plot.window.left, plot.window.right])
    line = np.column_stack([ends, experiment.predict(experiment.best, ends)])
    best = Path(
        plot.places(line), theme.best, 2.5, dashes_px=(9.0, 7.0), clip=plot.area.clip
    )
    return Scatter(plot, (_rows(rows, plot, theme),), (best,))


def _rows(rows: Positions, plot: Plot, theme: Theme) -> Inked:
    places = plot.places(rows)
    if len(rows) > _MOST_DOTS:
        return _cloud(places, plot.area, theme)
    radius = float(np.interp(len(rows), [15, 300], [5.0, 3.2]))
    return Dots(places, radius, theme.data, opacity=0.9, clip=plot.area.clip)


def _cloud(places: Positions, area: Box, theme: Theme) -> Density:
    """Return the share of rows in cells of a few pixels, its root so that thin parts are seen."""
    columns, rows = (max(int(extent * 90 / _CELL_PX), 1) for extent in (area.width, area.height))
    edges = ([area.bottom, area.top], [area.left, area.right])
    counts, _, _ = np.histogram2d(places[:, 1], places[:, 0], (rows, columns), edges)
    shares = np.sqrt(counts / counts.max())
    return Density(np.where(counts > 0, 0.15 + 0.85 * shares, 0.0), area.clip, theme.data)


def error_chart(box: Box, experiment: Experiment, theme: Theme) -> Chart:
    """Draw the axes of error against step, and the lowest possible error."""
    values = experiment.trajectory.values
    last = min(experiment.trajectory.steps, CHART_STEPS)
    top = min(float(values[: last + 1].max()), _CHART_HEADROOM * float(values[0]))
    low = min(0.0, experiment.best_loss)
    window = Window(0.0, 1.04 * max(last, 1), low, (top if top > low else low + 1.0) * 1.12)
    names = ("step", Type("error $E$", NAME_PX, theme.muted))
    plot = Plot.build(box, window, names, theme, (5, 3))
    level = np.array([[window.left, experiment.best_loss], [window.right, experiment.best_loss]])
    best = Path(plot.places(level), theme.best, 2.0, dashes_px=(7.0, 6.0), clip=plot.area.clip)
    return Chart(plot, (best,))
