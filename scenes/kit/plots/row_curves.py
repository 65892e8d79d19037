"""What an error curve is made of: single rows' own curves, and the mean of ever more of them."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.row_curves import errors_of_first, spread_order, spread_rows
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path, Segments
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import NAME_PX, NAME_Y
from scenes.kit.plots.standing import DataPlot, thread_places
from scenes.kit.text.readout import Readout

__all__ = ["RowCurve", "RowCurves"]

_DOT_PX, _RIDER_PX, _MISS_PX, _CURVE_PX, _MEAN_PX = 7.0, 6.0, 4.0, 2.5, 3.5
_SAMPLES, _MOST_COUNTS = 121, 64
_AWAY = 10.0
"""What is above the picture is put so much higher, where no words are."""
_INSIDE = 0.8
"""Within this share of the picture's width the rows' own lowest points are."""


class RowCurve:
    """One row among the data, and its own loss over the parameter.

    Parameters
    ----------
    row : int
        Its index.
    error_curve : ErrorCurve
    data : Plot or SpacePlot
        The picture of the data, in their own units.
    look : Look

    Attributes
    ----------
    dot, miss : Dots, Segments
        The row among the data, and its residual.
    curve, rider : Path, Dots
        Its loss over the parameter, and at one value of it.
    """

    def __init__(self, row: int, error_curve: ErrorCurve, data: DataPlot, look: Look) -> None:
        self._row, self._error_curve, self._data = row, error_curve, data
        whole, clip = error_curve.section.whole, error_curve.plot.area.clip
        self._y = whole.data.y.values[row : row + 1]
        place = thread_places(data, whole, self._y, [row])
        self.dot = Dots(place, _DOT_PX, look.data, clip=data.area.clip)
        self.miss = Segments(np.zeros((2, 2)), look.slope, _MISS_PX, clip=data.area.clip)
        self.curve = Path(np.zeros((2, 2)), look.data, _CURVE_PX, clip=clip)
        self.rider = Dots(np.zeros((1, 2)), _RIDER_PX, look.data, clip=clip)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.miss, self.dot, self.curve, self.rider)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, value: float) -> None:
        """Show residual and loss for a value of the parameter."""
        cut = self._error_curve.section
        theta = cut.lift(np.array([value]))
        guess = cut.whole.predict(theta, cut.whole.data.table[[self._row]])
        ends = np.append(self._y, guess)
        self.miss.put(thread_places(self._data, cut.whole, ends, [self._row] * 2))
        (x, y), top = self._places(np.array([value]))[0], self._error_curve.plot.area.top
        self.rider.put(np.array([[x, y + _AWAY if y > top else y]]))

    def draw(self, one: float, other: float) -> None:
        """Draw the curve between two values of the parameter."""
        self.curve.put(self._places(np.linspace(one, other, _SAMPLES)))

    def _places(self, values: Floats) -> Floats:
        objective = self._error_curve.section.objective
        (losses,) = errors_of_first(objective, values[:, None], [self._row], [1])
        return self._error_curve.heights(values, losses)


class RowCurves:
    """Three rows with their curves, and E of these three, then of ever more rows, then of all.

    Parameters
    ----------
    error_curve : ErrorCurve
    data : Plot or SpacePlot
        The picture of the data, in their own units.
    look : Look

    Attributes
    ----------
    rows : tuple of RowCurve
        Three, or fewer of fewer rows.
    mean : Path
        E of the first so many rows.
    told : Readout
        How many those are.
    """

    def __init__(self, error_curve: ErrorCurve, data: DataPlot, look: Look) -> None:
        self._error_curve, self._look = error_curve, look
        area, window = error_curve.plot.area, error_curve.plot.window
        chosen = spread_rows(error_curve.section, _INSIDE * window.width / 2)
        self.rows = tuple(RowCurve(row, error_curve, data, look) for row in chosen)
        self.mean = Path(np.zeros((2, 2)), look.text, _MEAN_PX, clip=area.clip)
        self.told = Readout(NAME_PX, look.text, area.right, area.top + NAME_Y, 1.0)
        count = error_curve.section.whole.data.n
        ways = np.geomspace(max(len(chosen), 1), count, _MOST_COUNTS)
        self._counts = np.unique(ways.round().astype(int)).tolist()
        self._order = spread_order(count, chosen)
        self._paths = self._drawn()
        self.average(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*(shape for row in self.rows for shape in row.shapes), self.mean, self.told)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def _drawn(self) -> list[Floats]:
        """Return the places of E of the first so many rows, for each of the counts."""
        curve, window = self._error_curve, self._error_curve.plot.window
        values = np.linspace(window.left, window.right, _SAMPLES)
        objective = curve.section.objective
        errors = errors_of_first(objective, values[:, None], self._order, self._counts)
        return [curve.heights(values, heights) for heights in errors]

    def average(self, progress: float) -> None:
        """Take ever more rows into the mean, or the sum, as a function of progress."""
        k = round(eased(progress) * (len(self._counts) - 1))
        self.mean.put(self._paths[k])
        kind = "means" if self._error_curve.section.objective.loss.averaged else "sums"
        self.told.tell(self._look.vocabulary.count(kind, self._counts[k]))
