"""The picture of the data: rows as dots or as a cloud, and the model's line or curve among them."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.following import followed
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Density, Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Plot, fitted
from scenes.kit.text.glyphs import escaped

__all__ = [
    "Scatter",
    "curve_places",
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
_CURVE_SAMPLES = 160
_REACH = 1e6
"""A curve is followed so many heights of the picture beyond its edges, and no further."""
_CROSSED = 0.4
"""A first line that is inside the rows' picture over so much of its width needs no more room."""
_BESIDE_LOST, _TICKS = 2.8, 1.5
"""Room that is kept beside the axes' names: for the words on a lost line, and for ticks."""
_FOLLOWED_STEPS = 300


@dataclass(frozen=True, eq=False)
class Scatter:
    """The data, in their own units.

    Parameters
    ----------
    experiment : Experiment
    plot : Plot
    marks : tuple of Inked
        The rows as dots, or as a cloud if they are very many.
    best : tuple of Inked
        The best fit, dashed.
    home : Window
        What is looked at first.
    """

    experiment: Experiment
    plot: Plot
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
            mark.put(self.plot.places(_table(self.experiment)))
        best.put(curve_places(self.plot, self.experiment, self.experiment.best))


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
    data, rows = experiment.data, _table(experiment)
    window, *later = windows or (data_window(experiment),)
    spans = (window.left, window.right, _WANTED[0]), (window.bottom, window.top, _WANTED[1])
    x_name, y_name = (
        fitted(
            column.name,
            NAME_PX,
            look.muted,
            box.width - room - _note_width(look, *span),
            column.unit,
        )
        for column, room, span in zip((data.x, data.y), (_TICKS, beside_name), spans, strict=True)
    )
    plot = Plot.build(box, window, (x_name, y_name), look, _WANTED, ratio=ratio, later=tuple(later))
    line = curve_places(plot, experiment, experiment.best)
    best = Path(line, look.best, 2.5, dashes_px=(9.0, 7.0), clip=plot.area.clip)
    best.cast("best-line")
    marks = _rows(rows, plot, look).cast("data")
    return Scatter(experiment, plot.cast("data"), (marks,), (best,), plot.window)


def _table(experiment: Experiment) -> Positions:
    return np.column_stack([experiment.data.x.values, experiment.data.y.values])


def _note_width(look: Look, low: float, high: float, wanted: int) -> float:
    """Return the room that an axis's name must leave to what its labels are multiplied with."""
    note = look.numerals.ticks(low, high, wanted).note
    return Type(escaped(f" ({note})"), NAME_PX, look.muted).advance if note else 0.0


def data_window(experiment: Experiment) -> Window:
    """Return a window that holds the data, and the first line unless it is too far from them."""
    around = Window.around(_table(experiment), 0.06)
    first = experiment.predict(experiment.trajectory.start, _samples(experiment, around))
    room = _START_ROOM * around.height
    if not ((first >= around.bottom - room) & (first <= around.top + room)).all():
        return around
    heights = np.append(experiment.data.y.values, first)
    x = np.resize(experiment.data.x.values, len(heights))
    both = Window.around(np.column_stack([x, heights]), 0.06)
    return replace(around, bottom=both.bottom, top=both.top)


def line_windows(experiment: Experiment) -> tuple[Window, ...]:
    """Return where to look at each step to see the data large, and a line that runs away.

    The first line may leave the picture, as long as a good part of it is inside.
    """
    around = Window.around(_table(experiment), 0.06)
    x = np.linspace(around.left, around.right, _CURVE_SAMPLES)
    first = experiment.predict(experiment.trajectory.start, x)
    inside = float(np.mean((first > around.bottom) & (first < around.top)))
    home = around if inside >= _CROSSED else data_window(experiment)
    steps = experiment.trajectory.steps
    if not experiment.verdict.has_run_away:
        return (home,) * (steps + 1)
    points = experiment.trajectory.points[:_FOLLOWED_STEPS]
    ends = _samples(experiment, home)
    lines = [np.column_stack([ends, experiment.predict(point, ends)]) for point in points]
    windows = followed(home, np.array([*lines]))
    return (*windows, *(windows[-1:] * (steps + 1 - len(windows))))


def window_from_zero(experiment: Experiment, window: Window) -> Window:
    """Return the window widened to where x is 0, and to the last line's height there."""
    height = float(experiment.predict(experiment.trajectory.final, np.zeros(1))[0])
    wide = Window.around(np.vstack([_table(experiment), [0.0, height]]), 0.05)
    left, bottom = min(wide.left, window.left), min(wide.bottom, window.bottom)
    return Window(left, max(wide.right, window.right), bottom, max(wide.top, window.top))


def curve_places(plot: Plot, experiment: Experiment, theta: Floats) -> Positions:
    """Return places along the model's line or curve, shape (k, 2); of a straight line its ends.

    Parameters
    ----------
    plot : Plot
        Of the data, in their own units.
    experiment : Experiment
    theta : Floats, shape (p,)
        In the units descended in.
    """
    x = _samples(experiment, plot.window)
    heights = experiment.predict(theta, x)
    reach = _REACH * np.array([-1.0, 1.0]) * plot.window.height + plot.window.middle[1]
    heights = np.where(np.isnan(heights), reach[0], heights).clip(*reach)
    return plot.places(np.column_stack([x, heights]))


def _samples(experiment: Experiment, window: Window) -> Floats:
    """Return where the prediction is evaluated: at both ends if it is straight."""
    count = 2 if experiment.model.is_straight else _CURVE_SAMPLES
    return np.linspace(window.left, window.right, count)


def _rows(rows: Positions, plot: Plot, look: Look) -> Dots | Density:
    places = plot.places(rows)
    if len(rows) > _MOST_DOTS:
        return _cloud(places, plot.area, look)
    radius = float(np.interp(len(rows), [15, 300], [5.0, 3.2]))
    return Dots(places, radius, look.data, opacity=0.9, clip=plot.area.clip)


def _cloud(places: Positions, area: Box, look: Look) -> Density:
    """Return the share of rows in cells of a few pixels, its root so that thin parts are seen."""
    columns, rows = (max(int(extent * 90 / _CELL_PX), 1) for extent in (area.width, area.height))
    edges = ([area.bottom, area.top], [area.left, area.right])
    counts, _, _ = np.histogram2d(places[:, 1], places[:, 0], (rows, columns), edges)
    shares = np.sqrt(counts / counts.max())
    return Density(np.where(counts > 0, 0.15 + 0.85 * shares, 0.0), area.clip, look.data)
