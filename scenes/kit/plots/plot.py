"""A panel with two axes: it maps numbers to places and draws what they are read against."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Positions, Rounded, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.telling.numerals import Ticks

__all__ = ["NAME_DROP", "NAME_PX", "NAME_Y", "Panel", "Plot", "fitted"]

TICK_PX = 18.0
NAME_PX = 20.0
NAME_Y = 0.17
NAME_DROP = -0.54
_TICK_LENGTH = 6 * PX
_LEAST_GAP = 0.12
_MARGINS = (0.68, 0.28, 0.52)


class Panel(Rounded):
    """The rounded ground that a picture stands on.

    Parameters
    ----------
    box : Box
    look : Look
    """

    def __init__(self, box: Box, look: Look) -> None:
        super().__init__(box.width, box.height, 0.12, look.panel, filled=True, stroke_px=1.0)
        self.set_stroke(color=look.edge)
        self.shift([(box.left + box.right) / 2, (box.bottom + box.top) / 2, 0.0])


def fitted(text: str, size_px: float, colour: str, width: float) -> Type:
    """Return users' words as one line no wider than `width`, cut by an ellipsis if they must be.

    Parameters
    ----------
    text : str
        Any letters.
    size_px : float
    colour : str
    width : float
        Scene units.
    """
    whole = Type(escaped(text), size_px, colour)
    if whole.advance <= width:
        return whole
    letters = len(text)
    while letters > 1:
        letters -= 1
        short = Type(escaped(text[:letters].rstrip() + "…"), size_px, colour)
        if short.advance <= width:
            return short
    return short


@dataclass(frozen=True, eq=False)
class Plot:
    """A window onto the plane, in a panel.

    Parameters
    ----------
    box : Box
        The panel.
    area : Box
        What is inside its axes; everything plotted is cut there.
    window : Window
        Which numbers the area shows.
    furniture : tuple of Inked
        Panel, axes, ticks and names, in painting order.
    """

    box: Box
    area: Box
    window: Window
    furniture: tuple[Inked, ...]

    @classmethod
    def build(
        cls,
        box: Box,
        window: Window,
        names: tuple[Type, Type],
        look: Look,
        wanted: tuple[int, int],
        *,
        equal: bool = False,
        up: Ticks | None = None,
    ) -> "Plot":
        """Lay out axes in a panel.

        Parameters
        ----------
        box : Box
        window : Window
        names : tuple of Type
            What the axes show, horizontal first.
        look : Look
        wanted : tuple of int
            About how many ticks, horizontal first.
        equal : bool
            Whether a unit is to be as long across as up; the window is widened for it.
        up : Ticks, optional
            The ticks of the vertical axis, if they are not to be round numbers.
        """
        up = up or look.numerals.ticks(window.bottom, window.top, wanted[1])
        area = box.inset(_left_margin(up, look), *_MARGINS)
        if equal:
            window = window.with_aspect(area.width / area.height)
            up = look.numerals.ticks(window.bottom, window.top, wanted[1])
            area = box.inset(_left_margin(up, look), *_MARGINS)
            window = window.with_aspect(area.width / area.height)
        across = _side_by_side(window, area, wanted[0], look)
        labels = [Type(escaped(label), TICK_PX, look.muted) for label in up.labels]
        bare = cls(box, area, window, ())
        axes = Axes(bare, look)
        furniture = (
            Panel(box, look),
            axes.lines(across, up),
            *axes.across(across, names[0]),
            *axes.up(up, labels, names[1]),
        )
        return replace(bare, furniture=furniture)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return self.furniture

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Nothing: all is seen at once."""
        return ()

    def places(self, points: Positions) -> Positions:
        """Return where numbers of shape (n, 2) are on the screen, shape (n, 2)."""
        area, window = self.area, self.window
        low = np.array([window.left, window.bottom])
        share = (points - low) / np.array([window.width, window.height])
        return np.array([area.left, area.bottom]) + share * np.array([area.width, area.height])


def _side_by_side(window: Window, area: Box, wanted: int, look: Look) -> Ticks:
    """Return about so many ticks of the horizontal axis, fewer if their labels would touch."""
    for count in range(wanted, 0, -1):
        marks = look.numerals.ticks(window.left, window.right, count)
        widths = [Type(escaped(label), TICK_PX, look.muted).advance for label in marks.labels]
        apart = np.diff(marks.positions).min(initial=window.width) / window.width * area.width
        if max(widths, default=0.0) + _LEAST_GAP <= apart:
            break
    return marks


def _left_margin(marks: Ticks, look: Look) -> float:
    """Return the room that the vertical axis's labels need."""
    widths = [Type(escaped(label), TICK_PX, look.muted).advance for label in marks.labels]
    return 0.34 + max(widths, default=0.0)


@dataclass(frozen=True)
class Axes:
    """Draws the axes of a plot; see `Plot.build`."""

    plot: Plot
    look: Look

    @property
    def area(self) -> Box:
        """What is inside the axes."""
        return self.plot.area

    def x(self, value: float) -> float:
        """Return the place of a value on the horizontal axis."""
        return float(self.plot.places(np.array([[value, self.plot.window.bottom]]))[0, 0])

    def y(self, value: float) -> float:
        """Return the place of a value on the vertical axis."""
        return float(self.plot.places(np.array([[self.plot.window.left, value]]))[0, 1])

    def lines(self, across: Ticks, up: Ticks) -> Segments:
        """Return both axes and their tick marks."""
        area = self.area
        ends = [(area.left, area.top), (area.left, area.bottom), (area.left, area.bottom)]
        ends.append((area.right, area.bottom))
        for value in across.positions:
            ends += [(self.x(value), area.bottom), (self.x(value), area.bottom - _TICK_LENGTH)]
        for value in up.positions:
            ends += [(area.left, self.y(value)), (area.left - _TICK_LENGTH, self.y(value))]
        return Segments(np.array(ends), self.look.muted, 1.5)

    def across(self, marks: Ticks, name: Type) -> list[Inked]:
        """Return the labels under the horizontal axis and its name at the right end."""
        low = self.area.bottom
        labels = [
            Type(escaped(label), TICK_PX, self.look.muted).at(self.x(value), low - 0.29, 0.5)
            for value, label in zip(marks.positions, marks.labels, strict=True)
        ]
        named = self._name(name, marks.note).at(self.area.right, low + NAME_DROP, 1.0)
        return [*labels, named]

    def up(self, marks: Ticks, labels: list[Type], name: Type) -> list[Inked]:
        """Put the labels beside the vertical axis and its name at the top end."""
        for value, label in zip(marks.positions, labels, strict=True):
            label.at(self.area.left - 0.12, self.y(value) - 0.07, 1.0)
        named = self._name(name, marks.note).at(self.area.left - 0.06, self.area.top + NAME_Y)
        return [*labels, named]

    def _name(self, name: Type, note: str) -> Type:
        tail = escaped(f" ({note})") if note else ""
        return Type(name.markup + tail, NAME_PX, self.look.muted)
