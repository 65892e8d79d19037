"""The picture of the data: rows as dots or as a cloud, and the model's line or curve among them."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Density, Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_DROP, NAME_PX, Plot, fitted
from scenes.kit.text.glyphs import escaped

__all__ = ["Scatter", "curve_places", "scatter"]

_MOST_DOTS = 400
_CELL_PX = 4.0
_WANTED = (5, 4)
"""About how many ticks, horizontal first."""
_START_ROOM = 3.0
_CURVE_SAMPLES = 160
_REACH = 1e6
"""A curve is followed so many heights of the picture beyond its edges, and no further."""
_BESIDE_ZERO, _BESIDE_LOST, _TICKS = 3.9, 2.8, 1.5
"""Room that is kept beside an axis's name: for the words on x = 0 or for those on a lost line, and
for ticks."""


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
    zero : Inked
        Says on which side x = 0 lies, if it is outside.
    """

    plot: Plot
    marks: tuple[Inked, ...]
    best: tuple[Inked, ...]
    zero: Inked

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.shapes, *self.marks, *self.hidden)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """The best fit, and the words on x = 0."""
        return (*self.best, self.zero)


def scatter(box: Box, experiment: Experiment, look: Look, *, tells_zero: bool = False) -> Scatter:
    """Draw the rows of the data set, and the best fit over them.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    look : Look
    tells_zero : bool
        Whether there is to be room for the words that say where x = 0 is.
    """
    data = experiment.data
    rows = np.column_stack([data.x.values, data.y.values])
    window = _data_window(rows, experiment)
    taken = _BESIDE_ZERO if tells_zero else _TICKS, _BESIDE_LOST
    spans = (window.left, window.right, _WANTED[0]), (window.bottom, window.top, _WANTED[1])
    x_name, y_name = (
        fitted(
            column.name,
            NAME_PX,
            look.muted,
            box.width - room - _note_width(look, *span),
            column.unit,
        )
        for column, room, span in zip((data.x, data.y), taken, spans, strict=True)
    )
    plot = Plot.build(box, window, (x_name, y_name), look, _WANTED)
    line = curve_places(plot, experiment, experiment.best)
    best = Path(line, look.best, 2.5, dashes_px=(9.0, 7.0), clip=plot.area.clip)
    best.cast("best-line")
    marks = _rows(rows, plot, look).cast("data")
    return Scatter(plot.cast("data"), (marks,), (best,), _to_zero(plot, look))


def _note_width(look: Look, low: float, high: float, wanted: int) -> float:
    """Return the room that an axis's name must leave to what its labels are multiplied with."""
    note = look.numerals.ticks(low, high, wanted).note
    return Type(escaped(f" ({note})"), NAME_PX, look.muted).advance if note else 0.0


def _to_zero(plot: Plot, look: Look) -> Type:
    """Return the words that say where x = 0 is, under the picture."""
    words = look.label("zero-left" if plot.window.left > 0.0 else "zero-right")
    name = Type(escaped(words), NAME_PX, look.model)
    return name.at(plot.area.left, plot.area.bottom + NAME_DROP)


def _data_window(rows: Positions, experiment: Experiment) -> Window:
    """Return a window that holds the data, and the first line unless it is too far from them."""
    around = Window.around(rows, 0.06)
    first = experiment.predict(experiment.trajectory.start, _samples(experiment, around))
    room = _START_ROOM * around.height
    if not ((first >= around.bottom - room) & (first <= around.top + room)).all():
        return around
    heights = np.append(rows[:, 1], first)
    both = Window.around(np.column_stack([np.resize(rows[:, 0], len(heights)), heights]), 0.06)
    return replace(around, bottom=both.bottom, top=both.top)


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


def _rows(rows: Positions, plot: Plot, look: Look) -> Inked:
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
