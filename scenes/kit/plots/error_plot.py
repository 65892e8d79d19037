"""What a descent is seen on: the map of two parameters, or the curve of E over one."""

import math
from dataclasses import dataclass, replace

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.log_scale import LogScale
from gdcore.landscape.view import Window
from gdcore.section import Section, section
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.bands import Bands
from scenes.kit.plots.direction import unit_lengths
from scenes.kit.plots.error_curve import ErrorCurve, plot_error_curve
from scenes.kit.plots.error_map import beside, plot_error_map
from scenes.kit.plots.error_scale import STRIP
from scenes.kit.plots.plot import Panel, Plot, moving
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, along, place

__all__ = ["CurveGround", "ErrorPlot", "best_words", "plot_error"]

_DESCENT = 0.22
_RING_PX, _WIDE_PX = 9.0, 63.0
"""Of the best fit, and before it has closed on that."""
_BEATING = 1.5
"""How much wider than the ring is what a name keeps off: it beats, and has a line."""
_MOVE_LENGTH, _APART_LENGTH = 0.1, 0.05
_FIRST_SHARE = 0.2
"""Of a curve, what is seen before the rest of it is drawn."""
_RISES = (0.0, 0.4, 0.8, 1.2, 1.6, 2.0)
_REACH, _AIR = 3.0, 0.05
"""How far from the best fit a path is looked at, in widths of the picture, and how closely."""
_PATH_LENGTH = 500
"""About so many points of a path are looked at to keep a name off it."""


class CurveGround:
    """What the ground of a map is for one parameter: the curve of E.

    Parameters
    ----------
    error_curve : ErrorCurve
    """

    def __init__(self, error_curve: ErrorCurve) -> None:
        self._error_curve = error_curve
        self.curve: Path = error_curve.curve
        self.flood(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws."""
        return (self.curve,)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: nothing."""
        return ()

    @property
    def whole(self) -> Positions:
        """Where all of the curve runs, drawn or not yet, shape (k, 2)."""
        window = self._error_curve.plot.window
        return self._error_curve.stretch(window.left, window.right)

    def flood(self, progress: float) -> None:
        """Draw the curve from its lowest place outwards."""
        window, best = self._error_curve.plot.window, self._error_curve.best
        share = _FIRST_SHARE + (1.0 - _FIRST_SHARE) * eased(progress)
        low, high = (best + share * (end - best) for end in (window.left, window.right))
        self.curve.put(self._error_curve.stretch(low, high)).veil(1.0)


@dataclass(frozen=True, eq=False)
class ErrorPlot:
    """Where a descent is, on the screen.

    Parameters
    ----------
    section : Section
        Of one parameter or of two.
    plot : Plot
        In the units descended in.
    ground : Bands or CurveGround
        What the error looks like.
    windows : tuple of Window
        What it looks at, at each step.
    mark, name : Dots and Type
        The ring of the best fit, and its name beside it.
    """

    section: Section
    plot: Plot
    ground: Bands | CurveGround
    windows: tuple[Window, ...]
    mark: Dots
    name: Type

    @property
    def is_map(self) -> bool:
        """Whether it is seen from above: places are of two parameters, not of one and E."""
        return len(self.section.chosen) == 2

    @property
    def is_cut(self) -> bool:
        """Whether it shows some of the parameters only."""
        return bool(self.section.held)

    @property
    def curve(self) -> Positions:
        """Where the curve of one parameter runs, shape (k, 2); nowhere on a map."""
        ground = self.ground
        return ground.whole if isinstance(ground, CurveGround) else np.empty((0, 2))

    @property
    def best(self) -> tuple[Inked, ...]:
        """The mark and the name of the best fit, nothing if it is outside."""
        place = self.mark.points[0, :2]
        return (self.mark, self.name) if self.plot.area.holds(*place) else ()

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.shapes, *self.ground.shapes, *self.best)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the ground rises, and the best fit is told later."""
        return (*self.ground.hidden, *self.best)

    def closing(self, progress: float) -> None:
        """Let the ring close on the best fit, from as wide as there is room around it."""
        area, (x, y) = self.plot.area, self.mark.points[0, :2]
        room = min(x - area.left, area.right - x, y - area.bottom, area.top - y)
        wide = max(min(_WIDE_PX * PX, float(room)) - _RING_PX * PX, 0.0)
        self.mark.radius = _RING_PX * PX + wide * (1.0 - eased(progress))

    def follow(self, step: float) -> bool:
        """Look where the descent is at a step, or straight on the way; return whether it moved.

        Only a map moves: the curve of one parameter keeps its window.
        """
        window = moving(self.windows, step)
        if window == self.plot.window or isinstance(self.ground, CurveGround):
            return False
        self.plot.look_at(window)
        self.ground.look_again()
        before = self.mark.points[0, :2].copy()
        self.mark.put(self.plot.places(self.section.best[None]))
        self._move_the_name(self.mark.points[0, :2] - before)
        return True

    def _move_the_name(self, way: Positions) -> None:
        """Move the name of the best fit along, but not out of the picture, nor onto the ring."""
        area, size = self.plot.area, self.name.size_px * PX
        x, low = (self.name.box[0] + way).tolist()
        x = min(max(x, area.left), area.right - self.name.advance)
        y = min(max(low + _DESCENT * size, area.bottom + size / 2), area.top - size)
        middle, reach = self.mark.points[0, :2], _BEATING * _RING_PX * PX
        ring = middle + np.array([[-reach], [reach]])
        beyond = [float(ring[0, 1]) - size, float(ring[1, 1]) + _DESCENT * size]
        spots = [(x, at, 0.0) for at in (y, *beyond)]
        place(self.name, spots, Obstacles(boxes=(ring,), area=area))

    def places(self, points: Floats) -> Positions:
        """Return where parameters of shape (k, p), all of them, are on the screen, (k, 2)."""
        return _places(self.section, self.plot, points)

    def tip(self, point: Floats, target: Floats) -> Positions:
        """Return where the arrow of a step from one point (p,) to another ends, shape (2,).

        On the curve of one parameter a step is a length along the axis, so its arrow is level.
        """
        here, there = self.places(np.vstack([point, target]))
        return there if self.is_map else np.array([there[0], here[1]])

    def way(self, gradient: Floats) -> Positions:
        """Return how a gradient (p,), in the axes' own units, lies on the screen, shape (2,)."""
        slopes = self.section.project(gradient)
        across = slopes if self.is_map else np.array([slopes[0], 0.0])
        return across * unit_lengths(self.plot)


def plot_error(
    box: Box, experiment: Experiment, scale: LogScale, look: Look, beside_it: float = STRIP
) -> ErrorPlot:
    """Draw what a descent is seen on: a map, or if the model has one parameter only, a curve.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    scale : LogScale
        Whose levels part the bands of a map.
    look : Look
    beside_it : float
        How much room there is at the right of the panel, such as for the scale of the error.
    """
    ground: Bands | CurveGround
    if len(experiment.model.names) > 1:
        drawn = plot_error_map(box, beside_it, experiment, scale, look)
        cut, plot, ground, windows = drawn.section, drawn.plot, drawn.bands, drawn.windows
        mark, curve = drawn.mark, np.empty((0, 2))
    else:
        cut = section(experiment, 1)
        error_curve = plot_error_curve(box.inset(0.0, 0.0, beside_it, 0.0), cut, look)
        plot, ground = replace(error_curve.plot, panel=Panel(box, look)), CurveGround(error_curve)
        windows, mark, curve = (plot.window,), error_curve.mark, ground.curve.points[:, :2]
        mark.radius = _RING_PX * PX
    name = _best_name(experiment, cut, plot, curve, look)
    return ErrorPlot(cut, plot, ground, windows, mark, name)


def _best_name(
    experiment: Experiment, cut: Section, plot: Plot, curve: Positions, look: Look
) -> Type:
    """Return the name of the best fit, where it lies neither on the path nor on a curve."""
    path = experiment.trajectory.points[:: max(experiment.trajectory.steps // _PATH_LENGTH, 1)]
    best, *_ = places = _places(cut, plot, np.vstack([experiment.best, path]))
    words = escaped(best_words(experiment, look))
    name = beside(best, words, look.best, places[1:], plot.area)
    if not len(curve):
        return name
    is_near = np.abs(places[:, 0] - best[0]) < _REACH * plot.area.width
    # The first arrow uphill is level, and leads from the start away from the best fit.
    (x, y), area = places[1].tolist(), plot.area
    uphill = np.array([[x, y], [area.left if x < best[0] else area.right, y]])
    lines = [along(line, _AIR) for line in (places[is_near], uphill)]
    return _moved_off(name, best, np.vstack([curve, *lines]), plot.area)


def _moved_off(name: Type, best: Positions, curve: Positions, area: Box) -> Type:
    """Move a name to the nearest place where it lies neither on the curve nor on other lines."""
    baseline = float(name.box[0, 1]) + _DESCENT * name.size_px * PX
    asides = np.arange(0.0, area.width, _MOVE_LENGTH).tolist()
    moves = [(side * a, rise) for a in asides for side in (1.0, -1.0) for rise in _RISES]
    moves.sort(key=lambda move: math.hypot(*move))
    spots = [(best[0] + aside, baseline + rise, 0.5) for aside, rise in moves]
    return place(name, spots, Obstacles(points=curve, area=area, air=_APART_LENGTH))


def _places(cut: Section, plot: Plot, points: Floats) -> Positions:
    shown = cut.project(points)
    if len(cut.chosen) == 2:
        return plot.places(shown)
    with np.errstate(all="ignore"):
        heights = cut.objective.value(shown)
    ceiling = plot.window.top + plot.window.height
    return plot.places(np.column_stack([shown, heights.clip(max=ceiling)]))


def best_words(experiment: Experiment, look: Look) -> str:
    """Return what the best fit is called: it may be the best that was found only."""
    return look.label("best-fit" if experiment.fit.is_certain else "best-found")
