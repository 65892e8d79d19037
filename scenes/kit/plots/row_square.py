"""One row among the data, its residual, the square on it, and the strips that the square loses."""

from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.error.objective import Objective
from gdcore.experiment import Experiment
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Plot, fitted
from scenes.kit.text.names import column_tail

__all__ = ["RowSquare", "lettered_names"]

_MOST_DOTS, _SAMPLES, _REACH = 350, 120, 3.0
_ROOM, _SIDE_SHARE, _FREE_SHARE, _ALIKE = 0.06, 0.58, 0.8, 4.0
"""Beyond the rows; how much of the picture's width the square takes, and of the rest, which share
is on the row's side; how much wider than the rows the picture may be, or narrower."""
_INSIDE, _STRIP, _CLOUD = 0.16, 0.7, 0.9
_FEW, _SMALL_PX, _LARGE_PX = 60, 3.5, 5.0
"""So few rows are all inside, as large dots."""
_NAME_SHARE = 0.75
"""Of the width, how much a name takes at most."""


class RowSquare:
    """A small plot, in the units that are descended in, of one row and the model's line.

    The square is on the residual as it is on the screen, so that its side and the vertical axis
    agree; it keeps its corner at the row when the line turns.

    Parameters
    ----------
    box : Box
    objective : Objective
        Of several predictors, a cut along the first one is shown, the others as in the row.
    row : int
        Which row, from 0.
    point : Floats, shape (p,)
        The parameters at first.
    names : tuple of Type
        Of both axes.
    look : Look

    Attributes
    ----------
    plot : Plot
    cloud, dot : Dots
        All rows, dimmed; the row.
    line, before : Path
        The model, and where it was before it was turned.
    residual : Segments
    square : Rectangles
    strips : tuple of Rectangles
        What the square has lost: a strip along each of two sides, both in the corner, which is
        darker there.
    """

    def __init__(
        self,
        box: Box,
        objective: Objective,
        row: int,
        point: Floats,
        names: tuple[Type, Type],
        look: Look,
    ) -> None:
        self._objective, self._point = objective, np.asarray(point, dtype=np.float64)
        self._row, data = row, objective.data
        self._x, self._y = float(data.x.values[row]), float(data.y.values[row])
        rows = _some_rows(objective)
        is_few = len(rows) <= _FEW
        residual = self._y - objective.through(row, self._point, np.array([self._x]))[0]
        self._rises = self._slope_at(self._x)
        self._side = -1.0 if self._rises * residual > 0.0 else 1.0
        self.plot = self._plotted(box, rows, float(residual), names, look)
        clip = self.plot.area.clip
        size = _LARGE_PX if is_few else _SMALL_PX
        # Where a cut is seen, other rows are elsewhere.
        seen = rows if len(data.predictors) == 1 else np.array([[self._x, self._y]])
        self.cloud = Dots(self.plot.places(seen), size, look.data, opacity=0.9, clip=clip)
        self.cloud.light(1.0 if is_few else _CLOUD)
        self.cloud.cast("data")
        self.plot.cast("data")
        self.before = Path(np.zeros((2, 2)), look.model, 2.5, dashes_px=(6.0, 6.0), clip=clip)
        self.line = Path(np.zeros((2, 2)), look.model, 4.0, clip=clip).cast("line")
        self.square = Rectangles(look.slope, 1.5, inside=_INSIDE, clip=clip)
        below, beside = (Rectangles(look.slope, 0.0, inside=_STRIP, clip=clip) for _ in range(2))
        self.strips = (below, beside)
        self.residual = Segments(np.zeros((2, 2)), look.slope, 3.5, clip=clip)
        self.dot = Dots(self.plot.places(np.array([[self._x, self._y]])), 7.0, look.data, clip=clip)
        self._share = 1.0
        self._turned(self.before, self._point)
        self._first = self._corner(self._point)
        self.turn(self._point)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        axes = self.plot.axes.shapes
        behind = (self.cloud, self.square, *self.strips, self.before)
        return (*axes, *behind, self.line, self.residual, self.dot)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first."""
        return (self.square, *self.strips, self.before, self.residual)

    def _slope_at(self, x: float) -> float:
        low, high = self._objective.through(
            self._row, self._point, np.array([x, x + _step(self._objective)])
        )
        return float(high - low)

    def _plotted(
        self, box: Box, rows: Positions, residual: float, names: tuple[Type, Type], look: Look
    ) -> Plot:
        corner = np.array([[self._x, self._y], [self._x, self._y - residual]])
        around = Window.around(np.vstack([rows, corner]), _ROOM)
        trial = Plot.build(box, around, names, look, (3, 4))
        if not self._objective.loss.is_quadratic:
            return trial
        window = self._about_the_square(around, residual, trial.area.height / trial.area.width)
        window = _holding(window, rows) if len(rows) <= _FEW else window
        return Plot.build(box, window, names, look, (3, 4))

    def _about_the_square(self, around: Window, residual: float, aspect: float) -> Window:
        """Return a window in which the square is large, a unit across as long as up if it can be.

        Parameters
        ----------
        around : Window
            Holds all rows.
        residual : float
        aspect : float
            How many times as high as wide the picture is.
        """
        height = abs(residual) * aspect / _SIDE_SHARE or around.height
        width = height / aspect
        if not 1.0 / _ALIKE < width / around.width < _ALIKE:
            width = around.width
        free = (1.0 - _SIDE_SHARE) * _FREE_SHARE * width
        left = self._x - (free if self._side > 0.0 else width - free)
        low = self._y - residual / 2.0 - height / 2.0
        return Window(left, left + width, low, low + height)

    def _turned(self, path: Path, point: Floats) -> None:
        window = self.plot.window
        x = np.linspace(window.left, window.right, _SAMPLES)
        reach = _REACH * window.height
        heights = self._objective.through(self._row, point, x)
        heights = np.nan_to_num(heights, nan=window.bottom - reach)
        heights = heights.clip(window.bottom - reach, window.top + reach)
        path.put(self.plot.places(np.column_stack([x, heights])))

    def _corner(self, point: Floats) -> Positions:
        """Return where the square's corner opposite to the row is, shape (2,)."""
        height = self._objective.through(self._row, point, np.array([self._x]))[0]
        end = self.plot.places(np.array([[self._x, height]]))[0]
        top = self.plot.places(np.array([[self._x, self._y]]))[0]
        side = abs(float(top[1] - end[1]))
        return np.array([top[0] + self._side * side, end[1]])

    def turn(self, point: Floats) -> Self:
        """Show the line with other parameters: residual, square and strips follow."""
        self._turned(self.line, point)
        (x, y), (far, low) = self.dot.points[0, :2], self._corner(point)
        self.residual.put(np.array([[x, y], [x, y + self._share * (low - y)]]))
        _lay(self.square, (x, y), (far, low))
        for strip, corner in zip(self.strips, ((x, low), (far, y)), strict=True):
            _lay(strip, corner, self._first)
        return self

    def draw_residual(self, progress: float) -> None:
        """Let the residual grow from the row to the line, as a function of progress."""
        x, y = self.dot.points[0, :2]
        low = self._corner(self._point)[1]
        self.residual.put(np.array([[x, y], [x, y + progress * (low - y)]])).veil(1.0)

    def unfold(self, progress: float) -> None:
        """Let the square fold out of the residual, as a function of progress."""
        x, y = self.dot.points[0, :2]
        far, low = self._corner(self._point)
        _lay(self.square, (x, y), (x + progress * (far - x), low))
        self.square.veil(progress)

    def seen_square(self, point: Floats) -> Positions:
        """Return two corners of the square with other parameters, as far as it is seen."""
        both, area = np.array([self.dot.points[0, :2], self._corner(point)]), self.plot.area
        corners = np.array([both.min(axis=0), both.max(axis=0)])
        return corners.clip([area.left, area.bottom], [area.right, area.top])

    @property
    def side(self) -> float:
        """How long the square's side is on the screen, scene units."""
        return float(np.ptp(self.square.points[:, 0]))


def lettered_names(experiment: Experiment, width: float, look: Look) -> tuple[Type, Type]:
    """Return the names of one predictor and the response, behind the letters of a formula.

    Of several predictors, it is told that the others stay as they are.

    Parameters
    ----------
    experiment : Experiment
    width : float
        Of the picture that they stand in.
    look : Look
    """
    columns = experiment.data.columns

    def named(letter: str, number: int) -> Type:
        name = columns[number].name + column_tail(experiment, number, look)
        words = fitted(f": {name}", NAME_PX, look.muted, _NAME_SHARE * width)
        return Type(f"${letter}${words.markup}", NAME_PX, look.muted)

    if len(experiment.data.predictors) > 1:
        words = look.label("others-held", x=columns[0].name)
        return fitted(words, NAME_PX, look.muted, width), named("y", -1)
    return named("x", 0), named("y", -1)


def _lay(
    shape: Rectangles, one: tuple[float, float], other: Positions | tuple[float, float]
) -> None:
    """Put a rectangle between two opposite corners."""
    both = np.array([one, other])
    shape.span(both.min(axis=0, keepdims=True), both.max(axis=0, keepdims=True))


def _holding(window: Window, rows: Positions) -> Window:
    """Return a window that holds rows, too, in its own proportions."""
    (left, low), (right, high) = rows.min(axis=0).tolist(), rows.max(axis=0).tolist()
    wide = max(window.right, right) - min(window.left, left)
    tall = max(window.top, high) - min(window.bottom, low)
    times = max(wide / window.width, tall / window.height)
    if times == 1.0:
        return window
    width, height = (1.0 + _ROOM) * times * np.array([window.width, window.height])
    x = (max(window.right, right) + min(window.left, left)) / 2.0
    y = (max(window.top, high) + min(window.bottom, low)) / 2.0
    return Window(x - width / 2.0, x + width / 2.0, y - height / 2.0, y + height / 2.0)


def _step(objective: Objective) -> float:
    return 1e-3 * float(np.ptp(objective.data.x.values)) or 1.0


def _some_rows(objective: Objective) -> Positions:
    """Return the rows, or evenly spaced ones if they are very many."""
    data = objective.data
    rows = np.column_stack([data.x.values, data.y.values])
    if len(rows) <= _MOST_DOTS:
        return rows
    return rows[np.linspace(0, len(rows) - 1, _MOST_DOTS).astype(int)]
