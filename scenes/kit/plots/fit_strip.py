"""Curves of one model among the data: a large one that changes, and small ones side by side."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.error.objective import Objective
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.shapes import Inked, Positions, Rounded, Segments, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import Axes, Scales
from scenes.kit.plots.curve_fit import CurveFit
from scenes.kit.plots.plot import NAME_PX, NAME_Y, Panel, Plot, fitted
from scenes.kit.text.readout import Readout

__all__ = ["FitStrip", "LargeFit"]

_TICKS = (4, 3)
_LEFT, _BELOW, _RIGHT, _ABOVE, _SECOND = 0.68, 0.42, 0.28, 0.46, 0.36
"""Margins of the large picture; and what a second line above it takes."""
_LARGE_PX, _SMALL_PX, _CURVE_PX, _THIN_PX = 4.0, 2.6, 3.5, 2.5
_WIDEST: Final = 2.1
_FOOT, _SIDE, _HEAD = 0.36, 0.1, 0.1
_COLUMN, _DROP, _PITCH = 1.75, 0.06, 0.27
_CAPTION_PX, _LINK_PX, _LINK, _FRAME_PX = 18.0, 1.5, 0.7, 2.0
_ROOM: Final = 0.08
_CLEAR, _CORNER = 0.03, 0.12
_LABELS: Final = 0.4
"""How far below its axis a chart has its labels."""


def _window(objective: Objective) -> Window:
    """Return a window that holds the rows, with the x axis's ends at theirs."""
    data = objective.data
    return Window.around(np.column_stack([data.x.values, data.y.values]), _ROOM)


class LargeFit:
    """The curve for a value that changes, with axes and a number above it.

    Parameters
    ----------
    box : Box
    objective : Objective
        Of one predictor and one parameter.
    name : str
        What is seen over what.
    look : Look
    is_narrow : bool
        Whether name and number stand in two lines.

    Attributes
    ----------
    plot : Plot
    number : Readout
    fit : CurveFit
    """

    def __init__(
        self, box: Box, objective: Objective, name: str, look: Look, *, is_narrow: bool
    ) -> None:
        window = _window(objective)
        area = box.inset(_LEFT, _BELOW, _RIGHT, _ABOVE + _SECOND * is_narrow)
        panel = Panel(box, look).ground_of("data")
        scales = Scales(*_TICKS, look.numerals)
        counts = (
            len(scales.level(window, area.width).labels),
            len(scales.upright(window).labels),
        )
        axes = Axes.of(scales, ("", ""), counts, look)
        axes.lay(area, window)
        axes.cast("data")
        self.plot = Plot(box, area, window, panel, axes)
        left = area.left - 0.06
        self._name = fitted(name, NAME_PX, look.muted, area.right - left)
        self._name.at(left, area.top + NAME_Y + _SECOND * is_narrow)
        at = (left, 0.0) if is_narrow else (area.right, 1.0)
        self.number = Readout(NAME_PX, look.model, at[0], area.top + NAME_Y, at[1])
        self.fit = CurveFit(area, window, objective, look, _LARGE_PX, _CURVE_PX)
        self.fit.dots.cast("data")
        self.fit.curve.cast("line")

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.furniture, self._name, *self.fit.shapes, self.number)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """The residuals."""
        return self.fit.hidden


class FitStrip:
    """Small pictures of the curve at several values, each linked to its place on a chart above.

    Parameters
    ----------
    box : Box
    objective : Objective
        Of one predictor and one parameter.
    values : Floats, shape (k,)
        Ascending.
    tops : Positions, shape (k, 2)
        Where the links begin.
    chart : Plot
        The chart.
    captions : sequence of str, or of (str, str)
        One for each. Pictures with captions of two lines lie one below the other, not linked.
    look : Look

    Attributes
    ----------
    links : tuple of Segments
    cells : tuple of tuple of Inked
        What each picture consists of: its panel, dots, curve, caption.
    """

    def __init__(
        self,
        box: Box,
        objective: Objective,
        values: Floats,
        tops: Positions,
        chart: Plot,
        captions: Sequence[str | tuple[str, str]],
        look: Look,
    ) -> None:
        in_rows = not isinstance(captions[0], str)
        self._boxes = _rows(box, len(values)) if in_rows else _boxes(box, tops[:, 0])
        window = _window(objective)
        self.cells = tuple(
            _cell(cell, objective, window, value, caption, look)
            for cell, value, caption in zip(self._boxes, values.tolist(), captions, strict=True)
        )
        floor, edge = chart.area.bottom, chart.box.bottom
        ends = [_down(tops, floor, edge + _CLEAR)]
        if not in_rows:
            ends.append(_across(self._boxes, tops, edge - _CLEAR))
        self.links = tuple(Segments(e, look.muted, _LINK_PX, opacity=_LINK) for e in ends)
        self._look = look

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.links, *(shape for cell in self.cells for shape in cell))

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Everything: it waits unseen."""
        return self.shapes

    def frame(self, which: int) -> Rounded:
        """Return a frame around one of the pictures."""
        box = self._boxes[which]
        frame = Rounded(box.width, box.height, _CORNER, self._look.best, stroke_px=_FRAME_PX)
        frame.shift(np.array([(box.left + box.right) / 2, (box.bottom + box.top) / 2, 0.0]))
        return frame


def _boxes(box: Box, middles: Floats) -> tuple[Box, ...]:
    """Return boxes as near under their middles as fit side by side."""
    count = len(middles)
    width = min(_WIDEST, (box.width - (count - 1) * GUTTER) / count)
    lefts = np.empty(count)
    edge = box.left
    for k, middle in enumerate(middles.tolist()):
        edge = lefts[k] = max(edge, middle - width / 2)
        edge += width + GUTTER
    edge = box.right
    for k in reversed(range(count)):
        lefts[k] = min(lefts[k], edge - width)
        edge = lefts[k] - GUTTER
    return tuple(Box(box.name, x, box.bottom, x + width, box.top) for x in lefts.tolist())


def _rows(box: Box, count: int) -> tuple[Box, ...]:
    """Return boxes of one height, the first at the top."""
    height = (box.height - (count - 1) * GUTTER) / count
    tops = box.top - (height + GUTTER) * np.arange(count)
    return tuple(Box(box.name, box.left, y - height, box.right, y) for y in tops.tolist())


def _cell(
    box: Box,
    objective: Objective,
    window: Window,
    value: float,
    caption: str | tuple[str, str],
    look: Look,
) -> tuple[Inked, ...]:
    if isinstance(caption, str):
        area = box.inset(_SIDE, _FOOT, _SIDE, _HEAD)
        words = [fitted(caption, _CAPTION_PX, look.muted, box.width - 2 * _SIDE)]
        words[0].at((box.left + box.right) / 2, box.bottom + 0.13, 0.5)
    else:
        area = box.inset(_SIDE, _HEAD, _COLUMN, _HEAD)
        words = [fitted(line, _CAPTION_PX, look.muted, _COLUMN - 2 * _SIDE) for line in caption]
        for row, line in zip((0.5, -0.5), words, strict=True):
            middle = (box.bottom + box.top) / 2.0 - _DROP
            line.at(area.right + _SIDE, middle + row * _PITCH)
    fit = CurveFit(area, window, objective, look, _SMALL_PX, _THIN_PX)
    fit.at(value)
    return (Panel(box, look), fit.dots, fit.curve, *words)


def _down(tops: Positions, floor: float, edge: float) -> Positions:
    """Return lines from places down to the axis, and from its labels to the panel's edge."""
    x = tops[:, 0]
    levels = [np.column_stack([x, np.full(len(x), y)]) for y in (floor, floor - _LABELS, edge)]
    return segment_points(np.vstack([tops, levels[1]]), np.vstack([levels[0], levels[2]]))


def _across(boxes: tuple[Box, ...], tops: Positions, edge: float) -> Positions:
    """Return lines from a panel's edge to the boxes below it."""
    starts = np.column_stack([tops[:, 0], np.full(len(tops), edge)])
    heads = np.array([[(b.left + b.right) / 2, b.top + _CLEAR] for b in boxes])
    return segment_points(starts, heads)
