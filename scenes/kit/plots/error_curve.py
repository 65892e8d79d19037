"""The error of one parameter as a curve: its lowest point, and its tangents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.view import Window, view_interval
from gdcore.section import Section
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.direction import direction, unit_lengths
from scenes.kit.plots.plot import NAME_PX, Plot
from scenes.kit.text.names import axis_name

__all__ = ["ErrorCurve", "curve_window", "plot_error_curve"]

_SAMPLES: Final = 241
_FOLLOWED_STEPS: Final = 4
_TOP_SHARE, _BELOW_SHARE = 1.1, 0.1
_FLAT_SHARE: Final = 0.6
_REACH: Final = 1e6
_STEEPEST: Final = 1e300
_INSIDE: Final = 0.96
_HALF_TANGENT: Final = 1.45
_ON_AXIS: Final = 48 * PX
"""How high an arrow on the axis and its name are."""


@dataclass(frozen=True, eq=False)
class ErrorCurve:
    """E against one parameter, in the units descended in.

    Parameters
    ----------
    section : Section
        Of one parameter.
    plot : Plot
    curve : Path
        All of E that the picture shows.
    mark : Dots
        The ring of the lowest point.
    drop : Path
        A dashed line from a point of the curve down to the axis; see `hang`.
    """

    section: Section
    plot: Plot
    curve: Path
    mark: Dots
    drop: Path

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.furniture, self.curve, self.mark, self.drop)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the ring, and the dashed line."""
        return (self.mark, self.drop)

    @property
    def start(self) -> float:
        """The parameter's value at the start of the descent."""
        return float(self.section.start[0])

    @property
    def visible(self) -> tuple[float, float]:
        """Between which values, around the best, the curve is in the picture."""
        window = self.plot.window
        values = self.best + _INSIDE * np.linspace(-0.5, 0.5, _SAMPLES) * window.width
        step, hidden = values[1] - values[0], values[self.error(values) > window.top]
        low = hidden[hidden < self.best].max(initial=values[0] - step) + step
        high = hidden[hidden > self.best].min(initial=values[-1] + step) - step
        return float(low), float(high)

    @property
    def best(self) -> float:
        """The best value of the parameter."""
        return float(self.section.best[0])

    def error(self, values: Floats) -> Floats:
        """Return E at values of the parameter, shape (n,)."""
        return self.section.objective.value(values[:, None])

    def slope(self, value: float) -> float:
        """Return dE/dθ at a value of the parameter."""
        return float(self.section.objective.gradient(np.array([value]))[0])

    def places(self, values: Floats) -> Positions:
        """Return where points of the curve are on the screen, shape (n, 2)."""
        return _curve(self.section, self.plot, values)

    def place(self, value: float) -> Positions:
        """Return where one point of the curve is on the screen, shape (2,)."""
        return self.places(np.array([value]))[0]

    def heights(self, values: Floats, errors: Floats) -> Positions:
        """Return where other errors at values of the parameter would be, both of shape (n,)."""
        return _capped(self.plot, values, errors)

    def stretch(self, low: float, high: float) -> Positions:
        """Return places along the curve between two values, shape (n, 2)."""
        return self.places(np.linspace(low, high, _SAMPLES))

    def along(self, value: float) -> Positions:
        """Return the tangent's direction on the screen, to the right, shape (2,), of length 1."""
        with np.errstate(over="ignore"):
            slope = np.clip(self.slope(value), -_STEEPEST, _STEEPEST)
        return direction(np.array([1.0, slope]), unit_lengths(self.plot))

    def touching(self, value: float) -> Positions:
        """Return both ends of the tangent that is drawn at a value, shape (2, 2).

        It keeps off what stands on the axis, if its point does.
        """
        here, along = self.place(value), self.along(value)
        lowest, ways = self.plot.area.bottom + _ON_AXIS, np.array([-1.0, 1.0]) * _HALF_TANGENT
        falls = np.maximum(-ways * along[1], 1e-9)
        if here[1] > lowest:
            ways = ways * np.minimum((here[1] - lowest) / falls, 1.0)
        return here + ways[:, None] * along

    def straight_at(self, value: float) -> tuple[Positions, Positions]:
        """Return the ends of the tangent and of the dashed line at a value, both (2, 2)."""
        return self.touching(value), np.array([self.place(value), self.floor(value)])

    def look_at(self, window: Window) -> None:
        """Show another window; the curve and the ring of its lowest point follow."""
        self.plot.look_at(window)
        self.curve.put(self.places(_spread(window)))
        self.mark.put(self.place(self.best)[None])

    def zoom(self, to_window: Window) -> Callable[[float], None]:
        """Return a function of progress by which the plot looks at another window; see `Plot.zoom`.

        The curve and the ring of its lowest point follow. E is evaluated once, at the places that
        both windows show.

        Parameters
        ----------
        to_window : Window
            One that the plot was built for.
        """
        windows = (self.plot.window, to_window)
        values = np.sort(np.concatenate([_spread(window) for window in windows]))
        with np.errstate(over="ignore"):
            errors = self.error(values)
        look = self.plot.zoom(to_window)

        def function(progress: float) -> None:
            look(progress)
            self.curve.put(_capped(self.plot, values, errors))
            self.mark.put(self.place(self.best)[None])

        return function

    def hang(self, value: float) -> None:
        """Let the dashed line hang down from a point of the curve."""
        self.drop.put(np.vstack([self.place(value), self.floor(value)]))

    def floor(self, value: float) -> Positions:
        """Return the place on the horizontal axis under a value, shape (2,)."""
        x = self.plot.places(np.array([[value, self.plot.window.bottom]]))[0, 0]
        return np.array([x, self.plot.area.bottom])


def plot_error_curve(
    box: Box,
    section: Section,
    look: Look,
    window: Window | None = None,
    *,
    later: tuple[Window, ...] = (),
    name: str = "",
) -> ErrorCurve:
    """Draw E against one parameter.

    Parameters
    ----------
    box : Box
    section : Section
        Of one parameter.
    look : Look
    window : Window, optional
        What is shown; that of `curve_window` if not given.
    later : tuple of Window
        At what else the plot will look.
    name : str
        What the parameter is called on its axis, Typst markup, if not as in every lesson.
    """
    window = window or curve_window(section)
    name = name or axis_name(section.whole, section.names[0], look)
    names = (Type(name, NAME_PX, look.muted), Type(look.label("error"), NAME_PX, look.muted))
    plot = Plot.build(box, window, names, look, (5, 4), later=later)
    clip = plot.area.clip
    curve = Path(_curve(section, plot, _spread(window)), look.text, 3.5, clip=clip).cast("curve")
    ring = _curve(section, plot, section.best)
    mark = Dots(ring, 12.0, look.best, stroke_px=2.5, clip=box.clip).cast("best-point")
    drop = Path(np.zeros((2, 2)), look.muted, 1.5, dashes_px=(5.0, 5.0), clip=clip).cast("drop")
    return ErrorCurve(section, plot.cast("error"), curve, mark, drop)


def _spread(window: Window) -> Floats:
    """Return values of the parameter from edge to edge."""
    return np.linspace(window.left, window.right, _SAMPLES)


def curve_window(
    section: Section,
    *,
    interval: tuple[float, float] | None = None,
    room_below: float = 0.0,
    room_aside: float = 0.0,
) -> Window:
    """Return the part of the plane to show: from zero if E comes near it, else around E.

    Parameters
    ----------
    section : Section
        Of one parameter.
    interval : tuple of float, optional
        The values of the parameter that are shown, ascending; as far as the descent goes if not
        given.
    room_below : float
        The share of the height that is left free below zero, or below the curve.
    room_aside : float
        The share of the width that is added at each side, without more height for the curve there.
    """
    window = _window(section, room_below, interval or _followed(section))
    more = room_aside * window.width
    return Window(window.left - more, window.right + more, window.bottom, window.top)


def _followed(section: Section) -> tuple[float, float]:
    """Return which values the first steps of the descent need."""
    path = section.descend(_FOLLOWED_STEPS).points[:, 0]
    return view_interval(path, float(section.best[0]), float(section.bowl.hessian[0, 0]))


def _window(section: Section, room_below: float, interval: tuple[float, float]) -> Window:
    left, right = interval
    heights = section.objective.value(np.linspace(left, right, _SAMPLES)[:, None])
    lowest = float(heights.min())
    start = section.start.clip(left, right)
    top = _top(float(section.objective.value(start)), heights)
    if lowest < _FLAT_SHARE * top:
        return Window(left, right, -room_below * top, _TOP_SHARE * top)
    rise = (top - lowest) or abs(lowest) or 1.0
    below = max(room_below, _BELOW_SHARE)
    return Window(left, right, lowest - below * rise, lowest + _TOP_SHARE * rise)


def _top(start: float, heights: Floats) -> float:
    """Return the height that there must be room for: the start's, and of both sides the lower."""
    sides = min(float(heights[0]), float(heights[-1]))
    return max(start, sides if np.isfinite(sides) else 0.0) or 1.0


def _curve(section: Section, plot: Plot, values: Floats) -> Positions:
    """Return places of the curve."""
    with np.errstate(over="ignore"):
        return _capped(plot, values, section.objective.value(values[:, None]))


def _capped(plot: Plot, values: Floats, errors: Floats) -> Positions:
    """Return places of errors, far above the picture where they are too high for numbers."""
    with np.errstate(over="ignore"):
        limit = plot.window.top + _REACH * plot.window.height
    return plot.places(np.column_stack([values, np.minimum(errors, limit)]))
