"""The picture of the data: rows as dots or as a cloud, and the best fit among them."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.arrays import blocks
from gdcore.data.dataset import Column
from gdcore.experiment import Experiment
from gdcore.landscape.following import followed
from gdcore.landscape.standing import GRID, across, corners, floor, samples
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Density, Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Plot, fitted
from scenes.kit.plots.space_plot import SpacePlot
from scenes.kit.plots.standing import DataPlot, model_heights, outline_places, row_places
from scenes.kit.text.glyphs import escaped

__all__ = [
    "Scatter",
    "data_window",
    "line_windows",
    "scatter",
    "window_from_zero",
]

_MOST_DOTS = 400
_CELL_PX = 4.0
_WANTED = (5, 4)
"""About how many ticks, horizontal first."""
_START_ROOM = 3.0
_CROSSED = 0.4
"""A first line that is inside the rows' picture over so much of its width needs no more room."""
_BESIDE_LOST, _TICKS = 2.8, 1.5
"""Room that is kept beside the axes' names: for the words on a lost line, and for ticks."""
_FOLLOWED_STEPS = 300
_FINE = 160
_OF_A_FLOOR, _HALF = 2, 0.46
"""So many columns make a floor; each of its names has this share of the panel's width."""


@dataclass(frozen=True, eq=False)
class Scatter:
    """The data, in their own units.

    Parameters
    ----------
    experiment : Experiment
    plot : Plot or SpacePlot
        The latter of two predictors; see `gdcore.landscape.standing`.
    marks : tuple of Inked
        The rows as dots, or as a cloud if they are very many.
    best : tuple of Inked
        The best fit, dashed.
    home : Window
        What is looked at first.
    """

    experiment: Experiment
    plot: DataPlot
    marks: tuple[Dots | Density]
    best: tuple[Path]
    home: Window

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.shapes, *self.marks, *self.hidden)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """The best fit."""
        return self.best

    def look_at(self, window: Window) -> None:
        """Show another window: rows and best fit keep their numbers."""
        self.plot.look_at(window)
        (mark,), (best,) = self.marks, self.best
        if isinstance(mark, Density):
            home = self.home
            corners = np.array([[home.left, home.bottom], [home.right, home.top]])
            (left, bottom), (right, top) = self.plot.places(corners)
            mark.extent = (left, bottom, right - left, top - bottom)
        else:
            mark.put(_row_places(self.plot, self.experiment))
        best.put(outline_places(self.plot, self.experiment, self.experiment.best))


def scatter(
    box: Box,
    experiment: Experiment,
    look: Look,
    windows: tuple[Window, ...] = (),
    beside_name: float = _BESIDE_LOST,
    ratio: float = 0.0,
) -> Scatter:
    """Draw the rows of the data set, and the best fit over them.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    look : Look
    windows : tuple of Window
        What it will look at, the first at once; the rows and the first line if none is given.
    beside_name : float
        How much of the panel's width is kept beside the vertical axis's name, for other words.
    ratio : float
        See `Plot.build`.
    """
    made = windows or (data_window(experiment),)
    build = _over_a_floor if _has_a_floor(experiment) else _flat
    plot = build(box, experiment, look, made, beside_name, ratio)
    line = outline_places(plot, experiment, experiment.best)
    best = Path(line, look.best, 2.5, dashes_px=(9.0, 7.0), clip=plot.area.clip)
    best.cast("best-line")
    marks = _rows(plot, experiment, look).cast("data")
    return Scatter(experiment, plot.cast("data"), (marks,), (best,), plot.window)


def _flat(
    box: Box,
    experiment: Experiment,
    look: Look,
    windows: tuple[Window, ...],
    beside_name: float,
    ratio: float,
) -> Plot:
    """Return a picture with two axes: the predictor, or what the best fit guesses of several."""
    data, (window, *later) = experiment.data, windows
    spans = (window.left, window.right, _WANTED[0]), (window.bottom, window.top, _WANTED[1])
    x = data.x if len(data.predictors) == 1 else _guessed(experiment, look)
    names = tuple(
        _named(column, box.width - room, look, span)
        for column, room, span in zip((x, data.y), (_TICKS, beside_name), spans, strict=True)
    )
    told = look.numerals.of_years if x.is_years else None
    return Plot.build(
        box, window, names, look, _WANTED, ratio=ratio, told_across=told, later=tuple(later)
    )


def _over_a_floor(
    box: Box,
    experiment: Experiment,
    look: Look,
    windows: tuple[Window, ...],
    beside_name: float,
    ratio: float,
) -> SpacePlot:
    """Return a picture with three axes, the first two on the floor."""
    del ratio
    (first, second), y, ground = (
        experiment.data.predictors,
        experiment.data.y,
        floor(experiment.data),
    )
    upright = (windows[0].bottom, windows[0].top, _WANTED[1])
    half = box.width * _HALF
    named = (
        (first, half, (ground.left, ground.right, _WANTED[0])),
        (y, box.width - beside_name, upright),
        (second, half, (ground.bottom, ground.top, _WANTED[0])),
    )
    names = tuple(_named(column, room, look, span).markup for column, room, span in named)
    rises = _rises(experiment, windows[0])
    return SpacePlot.build(box, ground, windows, names, look, rises, _WANTED[1])


def _rises(experiment: Experiment, window: Window) -> tuple[float, float]:
    """Return how much the best fit rises along each of two columns, in heights of the picture."""
    _, heights = model_heights(experiment, experiment.best, window)
    grid = heights.reshape(GRID, GRID) / window.height
    first, second = (grid[:, -1] - grid[:, 0]).mean(), (grid[-1] - grid[0]).mean()
    return float(first), float(second)


def _guessed(experiment: Experiment, look: Look) -> Column:
    """Return what rows of many predictors stand in the order of, as a column."""
    y = experiment.data.y
    return Column(look.label("best-guess", y=y.name), y.values, y.unit)


def _named(column: Column, room: float, look: Look, span: tuple[float, float, int]) -> Type:
    room -= _note_width(look, *span)
    return fitted(column.name, NAME_PX, look.muted, room, column.unit)


def _row_places(plot: DataPlot, experiment: Experiment) -> Positions:
    """Return where the rows are; over a floor, of very many, where some evenly spaced ones are."""
    n, y = experiment.data.n, experiment.data.y.values
    is_some = isinstance(plot, SpacePlot) and n > _MOST_DOTS
    rows = np.linspace(0, n - 1, _MOST_DOTS).astype(int) if is_some else np.arange(n)
    return row_places(plot, experiment, y[rows], rows)


def _note_width(look: Look, low: float, high: float, wanted: int) -> float:
    """Return the room that an axis's name must leave to what its labels are multiplied with."""
    note = look.numerals.ticks(low, high, wanted).note
    return Type(escaped(f" ({note})"), NAME_PX, look.muted).advance if note else 0.0


def data_window(experiment: Experiment) -> Window:
    """Return a window that holds the data, and the first line unless it is too far from them.

    Over a floor it holds the best fit instead: a sheet is cut where it leaves the picture.
    """
    around, is_flat = _around_rows(experiment), not _has_a_floor(experiment)
    shown = experiment.trajectory.start if is_flat else experiment.best
    _, heights = model_heights(experiment, shown, around)
    room = _START_ROOM * around.height
    if not ((heights >= around.bottom - room) & (heights <= around.top + room)).all():
        return around
    heights = np.append(experiment.data.y.values, heights)
    x = np.resize(across(experiment), len(heights))
    both = Window.around(np.column_stack([x, heights]), 0.06)
    return replace(around, bottom=both.bottom, top=both.top)


def _around_rows(experiment: Experiment) -> Window:
    return Window.around(corners(experiment), 0.06)


def _has_a_floor(experiment: Experiment) -> bool:
    return len(experiment.data.predictors) == _OF_A_FLOOR


def line_windows(experiment: Experiment) -> tuple[Window, ...]:
    """Return where to look at each step to see the data large, and a line that runs away.

    The first line may leave the picture, as long as a good part of it is inside.
    """
    around = _around_rows(experiment)
    at = samples(experiment, around.left, around.right, _FINE)
    first = experiment.predict(experiment.trajectory.start, at.table)
    inside = float(np.mean((first > around.bottom) & (first < around.top)))
    is_good = inside >= _CROSSED and not _has_a_floor(experiment)
    home = around if is_good else data_window(experiment)
    steps = experiment.trajectory.steps
    if not experiment.verdict.has_run_away:
        return (home,) * (steps + 1)
    points = experiment.trajectory.points[:_FOLLOWED_STEPS]
    drawn = [model_heights(experiment, point, home) for point in points]
    lines = [np.column_stack([at.across, heights]) for at, heights in drawn]
    windows = followed(home, np.array([*lines]))
    return (*windows, *(windows[-1:] * (steps + 1 - len(windows))))


def window_from_zero(experiment: Experiment, window: Window) -> Window:
    """Return the window widened to where x is 0, and to the last line's height there."""
    height = float(experiment.predict(experiment.trajectory.final, np.zeros(1))[0])
    wide = Window.around(np.vstack([corners(experiment), [0.0, height]]), 0.05)
    left, bottom = min(wide.left, window.left), min(wide.bottom, window.bottom)
    return Window(left, max(wide.right, window.right), bottom, max(wide.top, window.top))


def _rows(plot: DataPlot, experiment: Experiment, look: Look) -> Dots | Density:
    if isinstance(plot, Plot) and experiment.data.n > _MOST_DOTS:
        return _cloud(plot, experiment, look)
    places = _row_places(plot, experiment)
    radius = float(np.interp(len(places), [15, 300], [5.0, 3.2]))
    return Dots(places, radius, look.data, opacity=0.9, clip=plot.area.clip)


def _cloud(plot: Plot, experiment: Experiment, look: Look) -> Density:
    """Return the share of rows in cells of a few pixels, its root so that thin parts are seen."""
    area, heights = plot.area, experiment.data.y.values
    columns, rows = (max(int(extent * 90 / _CELL_PX), 1) for extent in (area.width, area.height))
    edges = ([area.bottom, area.top], [area.left, area.right])
    counts = np.zeros((rows, columns))
    for pair in zip(blocks(across(experiment)), blocks(heights), strict=True):
        x, y = plot.places(np.column_stack(pair)).T
        counts += np.histogram2d(y, x, (rows, columns), edges)[0]
    shares = np.sqrt(counts / counts.max())
    return Density(np.where(counts > 0, 0.15 + 0.85 * shares, 0.0), area.clip, look.data)
