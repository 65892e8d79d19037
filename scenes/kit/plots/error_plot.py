"""What a descent is seen on: the map of two parameters, or the curve of E over one."""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.section import Section, section
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.direction import direction, unit_lengths
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.error_map import beside, plot_error_map
from scenes.kit.plots.plot import Plot
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, place

__all__ = ["ErrorPlot", "best_words", "plot_error"]

_MOVE_LENGTH, _APART_LENGTH = 0.1, 0.05
_PATH_LENGTH = 500
"""About so many points of a path are looked at to keep a name off it."""


@dataclass(frozen=True, eq=False)
class ErrorPlot:
    """Where a descent is, on the screen.

    Parameters
    ----------
    section : Section
        Of one parameter or of two.
    plot : Plot
        In the units descended in.
    marks : tuple of Inked
        Lines of equal error, or the curve of the error.
    mark, name : Dots and Type
        The ring of the best fit, and its name beside it.
    """

    section: Section
    plot: Plot
    marks: tuple[Inked, ...]
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
    def best(self) -> tuple[Inked, ...]:
        """The mark and the name of the best fit, nothing if it is outside."""
        place = self.mark.points[0, :2]
        return (self.mark, self.name) if self.plot.area.holds(*place) else ()

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.shapes, *self.hidden)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """All but the plot itself: the error is found out step by step."""
        return (*self.marks, *self.best)

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
        """Return the direction on the screen, of length 1, in which a gradient (p,) points.

        It is 0 for a gradient of 0.
        """
        slopes = self.section.project(gradient)
        across = slopes if self.is_map else np.array([slopes[0], 0.0])
        return direction(across, unit_lengths(self.plot))


def plot_error(box: Box, experiment: Experiment, look: Look) -> ErrorPlot:
    """Draw what a descent is seen on: a map, or if the model has one parameter only, a curve."""
    if len(experiment.model.names) > 1:
        drawn = plot_error_map(box, experiment, look)
        cut, plot, marks, mark = drawn.section, drawn.plot, drawn.rings, drawn.mark
    else:
        cut = section(experiment, 1)
        error_curve = plot_error_curve(box, cut, look)
        plot, marks, mark = error_curve.plot, (error_curve.curve,), error_curve.mark
    path = experiment.trajectory.points[:: max(experiment.trajectory.steps // _PATH_LENGTH, 1)]
    best, *_ = places = _places(cut, plot, np.vstack([experiment.best, path]))
    words = escaped(best_words(experiment, look))
    name = beside(best, words, look.best, places[1:], plot.area)
    if len(cut.chosen) == 1:
        name = _moved_off(name, best, marks[0].points[:, :2], plot.area)
    return ErrorPlot(cut, plot, marks, mark, name)


def _moved_off(name: Type, best: Positions, curve: Positions, area: Box) -> Type:
    """Move a name aside, to the nearest place where it does not lie on the curve."""
    baseline = float(name.box[0, 1]) + 0.22 * name.size_px * PX
    asides = np.arange(0.0, area.width, _MOVE_LENGTH).tolist()
    spots = [(best[0] + side * a, baseline, 0.5) for a in asides for side in (1.0, -1.0)]
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
