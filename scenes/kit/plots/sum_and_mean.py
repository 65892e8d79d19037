"""Two curves over one axis: the sum of some rows' squares, and their mean, which is lower."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.comparison import Comparison
from gdcore.landscape.few import FewRows
from gdcore.landscape.row_curves import herded, spread_order
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX
from scenes.kit.plots.plot import Plot
from scenes.kit.text.names import axis_name
from scenes.kit.text.readout import Readout

__all__ = ["SumAndMean"]

_SAMPLES = 301
_TOP, _BELOW, _OVER_LOWEST = 1.04, 0.03, 1.5
_ASIDE, _OVER, _UNDER, _ROOM = 0.2, 0.18, 0.3, 0.8
_TOLD_PX = 22.0
_MORE, _ALL = 4, 6
"""Rows are added until there are so many times as many; to all of no more than so many times."""
_TRIED = 400
"""Of so many rows those are added that leave the mean where it is."""


class SumAndMean:
    """The sum, drawn from edge to edge, and the mean, which the sum becomes by a division.

    Parameters
    ----------
    box : Box
    shown : Comparison
        Its rows, and the parameter that is turned; the others are those of its first model.
    look : Look

    Attributes
    ----------
    sum, mean : Path
    told : tuple of Readout
        What these two are of, beside them.
    marks : Dots
        Rings at both lowest places.
    drop : Path
        From the sum's lowest place down to the axis.
    most : int
        How many rows there are when as many as there is time for have been added.
    """

    def __init__(self, box: Box, shown: Comparison, look: Look) -> None:
        self._shown, self._look, self._count = shown, look, len(shown.few.rows)
        experiment = shown.few.experiment
        rows = experiment.data.n
        self.most = rows if rows <= _ALL * self._count else _MORE * self._count
        self._values, self._squares = self._spread()
        ends, lowest = self._sum(self._count)[[0, -1]], np.nanmin(self._sum(self.most))
        top = max(float(ends.max()), _OVER_LOWEST * float(lowest))
        window = Window(self._values[0], self._values[-1], -_BELOW * top, _TOP * top)
        name = axis_name(experiment, experiment.model.names[shown.chosen], look)
        across, up = (Type(n, NAME_PX, look.muted) for n in (name, look.label("squared-residuals")))
        self.plot = Plot.build(box, window, (across, up), look, (5, 3))
        clip = self.plot.area.clip
        self.sum = Path(np.zeros((2, 2)), look.muted, 2.5, clip=clip)
        self.mean = Path(np.zeros((2, 2)), look.text, 3.5, clip=clip)
        colours = (look.muted, look.text)
        self.told = tuple(
            Readout(_TOLD_PX, colour, 0.0, 0.0, anchor)
            for colour, anchor in zip(colours, (0.5, 0.0), strict=True)
        )
        self.marks = Dots(np.zeros((2, 2)), 9.0, look.best, stroke_px=2.5, clip=clip)
        self.drop = Path(np.zeros((2, 2)), look.muted, 1.5, dashes_px=(5.0, 5.0), clip=clip)
        self.draw(1.0)
        self.divide(1.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.axes.shapes, self.drop, self.sum, self.mean, self.marks, *self.told)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def draw(self, progress: float) -> None:
        """Draw the sum from left to right, as a function of progress."""
        places = self._places(self._sum(self._count))
        self.sum.put(places[: max(round(eased(progress) * _SAMPLES), 2)])
        self._name(0, "sums", self._count, places)

    def divide(self, progress: float) -> None:
        """Let the mean sink out of the sum, as a function of progress."""
        share = (1.0 / self._count) ** eased(progress)
        self._lay(self._count, share * self._sum(self._count))

    def add(self, progress: float) -> None:
        """Add ever more rows to both, as a function of progress."""
        count = round(self._count + progress * (self.most - self._count))
        self.sum.put(self._places(self._sum(count)))
        self._name(0, "sums", count, self._places(self._sum(count)))
        self._lay(count, self._sum(count) / count)

    def _lay(self, count: int, errors: Floats) -> None:
        """Put the mean, or what is on its way to be it, and mark both lowest places."""
        both = [self._places(self._sum(count)), self._places(errors)]
        self.mean.put(both[1])
        self._name(1, "means", count, both[1])
        lowest = int(np.nanargmin(errors))
        self.marks.put(np.array([places[lowest] for places in both]))
        self.drop.put(np.array([both[0][lowest], [both[0][lowest, 0], self.plot.area.bottom]]))

    def _spread(self) -> tuple[Floats, Floats]:
        """Return values around the lowest place, and the added squares of ever more rows there."""
        shown, experiment = self._shown, self._shown.few.experiment
        values = shown.theta[shown.chosen] + shown.reach * np.linspace(-1.0, 1.0, _SAMPLES)
        middle = values[np.nanargmin(shown.few.mean_square(shown.turned(values)))]
        values = middle + shown.reach * np.linspace(-1.0, 1.0, _SAMPLES)
        tried = spread_order(experiment.data.n, shown.few.rows)[:_TRIED]
        rows = FewRows(experiment, tuple(tried.tolist()))
        squares = rows.residuals(shown.turned(values)) ** 2
        order = herded(squares, self._count, self.most)
        return values, np.cumsum(squares[:, order], axis=1)

    def _sum(self, count: int) -> Floats:
        return self._squares[:, count - 1]

    def _places(self, errors: Floats) -> Floats:
        return self.plot.places(np.column_stack([self._values, errors]))

    def _name(self, k: int, kind: str, count: int, places: Floats) -> None:
        """Tell what a curve is of: the sum's between its arms, the mean's over its left end."""
        told, area = self.told[k], self.plot.area
        told.tell(self._look.vocabulary.count(kind, count))
        if k:
            x, y = places[0].tolist()
            told.move(x + _ASIDE, min(y, area.top - _ROOM) + _OVER)
            return
        middle, half = float(places[int(np.nanargmin(places[:, 1])), 0]), told.advance / 2.0
        told.move(min(max(middle, area.left + half), area.right - half), area.top - _UNDER)
