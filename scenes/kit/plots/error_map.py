"""The error as a map over two parameters."""

from dataclasses import dataclass

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape.contours import contours
from gdcore.landscape.view import Window, view_window
from gdcore.section import Section, section
from gdcore.typeset.expressions import name_text
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Plot, fitted
from scenes.kit.text.names import axis_name
from scenes.kit.text.placing import Obstacles, middle_within, place

__all__ = ["ErrorMap", "beside", "plot_error_map"]

_FAINTEST = 0.72
_UNLIKE = 2.5
"""Sides of a map that differ by more than this ratio have a scale each."""
_ROOM_BESIDE = (1.9, 2.9)
"""Of a panel's width, what the names across and up leave to ticks and to words beside them."""
_ABOVE, _BELOW, _ROOM = 20 * PX, -34 * PX, 40 * PX
"""Where a name's baseline is against what it names, and the room that either takes."""


@dataclass(frozen=True, eq=False)
class ErrorMap:
    """The error as a map over two parameters.

    Parameters
    ----------
    section : Section
        Of the two parameters, any others held at their best.
    plot : Plot
        In the units descended in.
    rings : tuple of Inked
        Lines of equal error.
    mark : Dots
        The ring of the best fit.
    """

    section: Section
    plot: Plot
    rings: tuple[Inked, ...]
    mark: Dots


def plot_error_map(box: Box, experiment: Experiment, look: Look) -> ErrorMap:
    """Draw the map of the error over the first two parameters, any others held at their best.

    On changed columns a unit is as long across as up, so that a round bowl is seen round and the
    gradient across the contours, unless other parameters than those of a line are too different in
    size for it.
    """
    cut = section(experiment, 2)
    window = _map_window(cut)
    across, up = (
        _axis(experiment, name, look, box.width - room)
        for name, room in zip(cut.names, _ROOM_BESIDE, strict=True)
    )
    plot = Plot.build(box, window, (across, up), look, (4, 5), equal=_is_fair(experiment, window))
    rings = tuple(
        Path(plot.places(ring), look.contour, 1.5, opacity=opacity, clip=plot.area.clip)
        for ring, opacity in _rings(cut, plot.window)
    )
    mark = Dots(plot.places(cut.best[None]), 9.0, look.best, stroke_px=2.5, clip=plot.area.clip)
    return ErrorMap(cut, plot, rings, mark)


def _map_window(cut: Section) -> Window:
    """Return where to look: at the path and the best fit, or if there is none, at the path."""
    whole = cut.whole
    goal = whole.best if whole.fit.settled else whole.trajectory.final
    hessian = whole.objective.hessian(goal)[np.ix_(cut.chosen, cut.chosen)]
    return view_window(cut.project(whole.trajectory.points), cut.project(goal), hessian)


def _is_fair(experiment: Experiment, window: Window) -> bool:
    """Return whether both axes are to have one scale."""
    alike = 1.0 / _UNLIKE <= window.width / window.height <= _UNLIKE
    return experiment.rescaled and (experiment.is_line or alike)


def _axis(experiment: Experiment, name: str, look: Look, room: float) -> Type:
    """Return a parameter's name on an axis, cut short if it is too long for it."""
    whole = Type(axis_name(experiment, name, look), NAME_PX, look.muted)
    return whole if whole.advance <= room else fitted(name_text(name), NAME_PX, look.muted, room)


def beside(point: Positions, markup: str, colour: str, path: Positions, area: Box) -> Type:
    """Return a name above or below a point, where less of a path that leads there is covered.

    Parameters
    ----------
    point : Positions, shape (2,)
    markup : str
        Typst markup of the name.
    colour : str
    path : Positions, shape (k, 2)
        Of an even choice, the side is taken that its first point does not lie on.
    area : Box
        Where there is room.
    """
    name = Type(markup, NAME_PX, colour)
    x = middle_within(area, float(point[0]), name.advance)
    heights = _heights(point, path, area)
    return place(name, [(x, float(point[1]) + y, 0.5) for y in heights], Obstacles(points=path))


def _heights(point: Positions, path: Positions, area: Box) -> tuple[float, ...]:
    """Return how far above a point its name may stand, the better height first."""
    if point[1] + _ROOM > area.top or point[1] - _ROOM < area.bottom:
        return (_ABOVE,) if point[1] < (area.bottom + area.top) / 2 else (_BELOW,)
    return (_ABOVE, _BELOW) if path[0, 1] <= point[1] else (_BELOW, _ABOVE)


def _rings(cut: Section, window: Window) -> list[tuple[Positions, float]]:
    """Return lines of equal error with an opacity each, brighter towards the bottom."""
    rings = contours(cut.objective, window)
    opacities = np.linspace(1.0, _FAINTEST, len(rings))
    return [(line, o) for ring, o in zip(rings, opacities, strict=True) for line in ring.lines]
