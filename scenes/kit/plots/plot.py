"""A panel with two axes: it maps numbers to places and draws what they are read against."""

import math
from collections.abc import Callable
from dataclasses import astuple, dataclass

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import (
    NAME_DROP,
    NAME_PX,
    NAME_Y,
    TICK_PX,
    Axes,
    Scales,
    label_width,
    places,
)
from scenes.kit.plots.in_panel import InPanel, Panel
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.shortening import shortened_to_fit
from scenes.telling.numerals import Numerals, Ticks

__all__ = [
    "NAME_DROP",
    "NAME_PX",
    "NAME_Y",
    "TICK_PX",
    "Panel",
    "Plot",
    "fitted",
    "moving",
    "passing",
]

_MARGINS = (0.68, 0.28, 0.52)


def fitted(text: str, size_px: float, colour: str, width: float, unit: str = "") -> Type:
    """Return users' words as one line no wider than `width`, cut by an ellipsis if they must be.

    Parameters
    ----------
    text : str
        Any letters, however many.
    size_px : float
    colour : str
    width : float
        Scene units.
    unit : str
        What they are counted in, in parentheses behind them; left out if there is no room for it.
    """

    def made(words: str) -> Type:
        return Type(escaped(words), size_px, colour)

    return made(shortened_to_fit(text, unit, lambda words: made(words).advance <= width))


@dataclass(eq=False)
class Plot(InPanel):
    """A window onto the plane, in a panel.

    Parameters
    ----------
    box : Box
        The panel.
    area : Box
        What is inside its axes; everything plotted is cut there.
    window : Window
        Which numbers the area shows; see `look_at`.
    panel : Panel
    axes : Axes
    """

    box: Box
    area: Box
    window: Window
    panel: Panel
    axes: Axes

    @classmethod
    def build(
        cls,
        box: Box,
        window: Window,
        names: tuple[Type, Type],
        look: Look,
        wanted: tuple[int, int],
        *,
        ratio: float = 0.0,
        up: Ticks | None = None,
        across: Ticks | None = None,
        told_across: Numerals | None = None,
        later: tuple[Window, ...] = (),
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
        ratio : float
            How many units up are to be as long as one across; the window is widened for it. 0 if
            that does not matter.
        up, across : Ticks, optional
            The ticks of the vertical and of the horizontal axis, if not to be round numbers.
        told_across : Numerals, optional
            How labels of the horizontal axis are written, if not as others are: years.
        later : tuple of Window
            At what else it will look: there is room for the labels of these windows too.
        """
        scales = Scales(*wanted, look.numerals, up, across, told_across)
        area = _area(box, scales, (window, *later))
        if ratio:
            window = window.with_aspect(area.width / area.height / ratio)
            area = _area(box, scales, (window, *later))
            window = window.with_aspect(area.width / area.height / ratio)
        level, upright = scales.level(window, area.width), scales.upright(window)
        counts = scales.most() if later else (len(level.labels), len(upright.labels))
        axes = Axes.of(scales, (names[0].markup, names[1].markup), counts, look)
        axes.lay(area, window)
        return cls(box, area, window, Panel(box, look), axes)

    @property
    def unit_height(self) -> float:
        """How high a unit upwards is on the screen, scene units."""
        return self.area.height / self.window.height

    def places(self, points: Positions) -> Positions:
        """Return where numbers of shape (n, 2) are on the screen now, shape (n, 2)."""
        return places(self.area, self.window, points)

    def look_at(self, window: Window) -> None:
        """Show other numbers in the same area: ticks and labels are laid anew.

        What is plotted stays where it is until it is put to its new `places`.

        Parameters
        ----------
        window : Window
            One that the plot was built for, or one on the way to it.
        """
        self.window = window
        self.axes.lay(self.area, window)

    def zoom(self, to_window: Window) -> Callable[[float], None]:
        """Return a function of progress that looks from the window of now to another one.

        Extents grow or shrink by the same ratio in the same time, about the point of the picture
        that stays where it is.

        Parameters
        ----------
        to_window : Window
        """
        start = self.window

        def function(progress: float) -> None:
            self.look_at(_between(start, to_window, progress))

        return function


def passing(windows: tuple[Window, ...], step: float) -> Window:
    """Return the window at a step, or on the way from one step's to the next's; see `Plot.zoom`."""
    k = min(int(step), len(windows) - 1)
    return _between(windows[k], windows[min(k + 1, len(windows) - 1)], step - k)


def moving(windows: tuple[Window, ...], step: float) -> Window:
    """Return the window at a step, or straight on the way from one step's to the next's."""
    k = min(int(step), len(windows) - 1)
    one, other, share = windows[k], windows[min(k + 1, len(windows) - 1)], step - k
    ends = zip(astuple(one), astuple(other), strict=True)
    return Window(*((1.0 - share) * a + share * b for a, b in ends)) if one != other else one


def _between(one: Window, other: Window, progress: float) -> Window:
    if progress in (0.0, 1.0) or one == other:
        return other if progress else one
    left, right = _interval((one.left, one.right), (other.left, other.right), progress)
    bottom, top = _interval((one.bottom, one.top), (other.bottom, other.top), progress)
    return Window(left, right, bottom, top)


def _interval(
    one: tuple[float, float], other: tuple[float, float], progress: float
) -> tuple[float, float]:
    """Return an interval on the way from one to another.

    With the lengths w₀ and w₁ its length is w₀ (w₁/w₀)ᵗ, and its ends have gone the share
    ((w₁/w₀)ᵗ − 1) / (w₁/w₀ − 1) of their straight way, so that one point of it stands still.
    """
    growth = math.log((other[1] - other[0]) / (one[1] - one[0]))
    share = math.expm1(progress * growth) / math.expm1(growth) if growth else progress
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _area(box: Box, scales: Scales, windows: tuple[Window, ...]) -> Box:
    """Return what is left of a panel inside its axes: their labels need room at the left."""
    labels = [label for window in windows for label in scales.upright(window).labels]
    widest = max((label_width(label) for label in labels), default=0.0)
    return box.inset(0.34 + widest, *_MARGINS)
