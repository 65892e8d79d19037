"""The error as a map over two parameters, in bands that are lighter the lower they are."""

from dataclasses import dataclass, replace

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.following import followed
from gdcore.landscape.log_scale import LogScale
from gdcore.landscape.view import Window, view_window
from gdcore.section import Section, section
from gdcore.typeset.expressions import name_text, name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.bands import Bands
from scenes.kit.plots.plot import NAME_PX, Panel, Plot, fitted
from scenes.kit.text.names import axis_name
from scenes.kit.text.placing import Obstacles, middle_within, place

__all__ = ["ErrorMap", "beside", "plot_error_map"]

_RING = 0.08
"""Of a window's extents, what a ring takes about its middle."""
_UNLIKE = 2.5
"""Sides of a map that differ by more than this ratio have a scale each."""
_SIZES_IN_TEN, _SIZES = 2, 16
"""Into how many sizes a power of ten is parted; larger numbers are written with one aside."""
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
    bands : Bands
        The ground, in tints.
    mark : Dots
        The ring of the best fit.
    windows : tuple of Window
        Where to look at each step: a descent that runs away is followed.
    """

    section: Section
    plot: Plot
    bands: Bands
    mark: Dots
    windows: tuple[Window, ...]


def plot_error_map(
    box: Box,
    beside_it: float,
    experiment: Experiment,
    scale: LogScale,
    look: Look,
    window: Window | None = None,
) -> ErrorMap:
    """Draw the map of the error over the first two parameters, any others held at their best.

    On changed columns a unit is as long across as up, so that a round bowl is seen round and the
    gradient across the contours, unless other parameters than those of a line are too different in
    size for it.

    Parameters
    ----------
    box : Box
        The panel.
    beside_it : float
        How much of its width is left free at the right.
    experiment : Experiment
    scale : LogScale
        Whose levels part the bands.
    look : Look
    window : Window, optional
        Where to look first; if not given, at the path and the best fit.
    """
    cut = section(experiment, 2)
    window = window or _map_window(cut)
    inner = box.inset(0.0, 0.0, beside_it, 0.0)
    across, up = (
        _axis(experiment, name, look, inner.width - room)
        for name, room in zip(cut.names, _ROOM_BESIDE, strict=True)
    )
    path, is_fair = cut.project(experiment.trajectory.points)[:, None], _is_fair(experiment, window)
    about = inner.width / inner.height if is_fair else None
    later = _of_each_size(_followed(window, path, about, cut.best))
    plot = Plot.build(inner, window, (across, up), look, (4, 5), ratio=float(is_fair), later=later)
    plot = replace(plot, panel=Panel(box, look)).cast("error")
    aspect = plot.area.width / plot.area.height if is_fair else None
    windows = _followed(plot.window, path, aspect, cut.best)
    bands = Bands(cut, plot, windows, scale, look)
    mark = Dots(plot.places(cut.best[None]), 9.0, look.best, stroke_px=2.5, clip=plot.area.clip)
    return ErrorMap(cut, plot, bands, mark.cast("best-point"), windows)


def _followed(home: Window, path: Floats, aspect: float | None, best: Floats) -> tuple[Window, ...]:
    """Return a window for each step; a grown one keeps the best fit's ring off its edges."""
    windows = (w if w == home else w.clear_of(best, _RING) for w in followed(home, path, aspect))
    return tuple(w if w == home or aspect is None else w.with_aspect(aspect) for w in windows)


def _of_each_size(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """Return those after the first whose numbers need room: of each size one, and the last."""
    sized = {round(_SIZES_IN_TEN * np.log10(window.height)): window for window in windows}
    later = dict.fromkeys([*list(sized.values())[:_SIZES], windows[-1]])
    return tuple(window for window in later if window != windows[0])


def _map_window(cut: Section) -> Window:
    """Return where to look: at the path and the best fit, or if there is none, at the path.

    Of a descent that runs away the start is looked at first; the window follows it.
    """
    whole = cut.whole
    goal = whole.best if whole.fit.settled else whole.trajectory.final
    hessian = whole.objective.hessian(goal)[np.ix_(cut.chosen, cut.chosen)]
    seen = whole.trajectory.points[: 1 if whole.verdict.has_run_away else None]
    return view_window(cut.project(seen), cut.project(goal), hessian)


def _is_fair(experiment: Experiment, window: Window) -> bool:
    """Return whether both axes are to have one scale."""
    alike = 1.0 / _UNLIKE <= window.width / window.height <= _UNLIKE
    return experiment.rescaled and (experiment.is_line or alike)


def _axis(experiment: Experiment, name: str, look: Look, room: float) -> Type:
    """Return a parameter's name on an axis, its letter alone or cut short if it is too long."""
    for markup in (axis_name(experiment, name, look), f"${name_typst(name)}$"):
        words = Type(markup, NAME_PX, look.muted)
        if words.advance <= room:
            return words
    return fitted(name_text(name), NAME_PX, look.muted, room)


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
