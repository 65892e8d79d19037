"""A shorter way in a panel: its name, how many steps it takes, and its path on the map of E."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.cures import Cure
from gdcore.landscape.log_scale import LogScale
from gdcore.landscape.view import Window
from gdcore.section import section
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.bands import Bands
from scenes.kit.plots.plot import Panel, Plot, fitted
from scenes.kit.text.readout import Readout

__all__ = ["CureCard", "path_window"]

_NAME_PX, _COUNT_PX, _NOTE_PX = 24.0, 44.0, 18.0
_EDGE = 0.18
_NAME, _COUNT, _NOTE, _LINE = 0.42, 1.0, 1.34, 0.28
_MARGIN: Final = 0.2
_DOTTED: Final = 12
_MOST_POINTS: Final = 400


class CureCard:
    """A panel; `walk` makes the steps.

    Parameters
    ----------
    box : Box
    cure : Cure
    scale : LogScale
        Whose levels part the bands of the map.
    window : Window
        What the map shows.
    words : sequence of str
        Its name, and lines of a note.
    look : Look
    other : Cure, optional
        The same from another start; see `walk_other`.

    Attributes
    ----------
    frame : tuple of Inked
        Panel and name.
    inside : tuple of Inked
        The map and the note.
    live : tuple of Inked
        What moves: the path, the point and the number.
    others : tuple of Inked
        The way from another start, and where it ends.
    """

    def __init__(
        self,
        box: Box,
        cure: Cure,
        scale: LogScale,
        window: Window,
        words: Sequence[str],
        look: Look,
        other: Cure | None = None,
    ) -> None:
        self._look, self._cure, whole = look, cure, cure.whole
        self._path = whole.trajectory
        area = _map_area(box)
        shown = window.with_aspect(area.width / area.height) if whole.rescaled else window
        cut, panel = section(whole, 2), Panel(box, look)
        axes = Plot.build(box, shown, (Type("", _NOTE_PX, look.muted),) * 2, look, (1, 1)).axes
        plot = Plot(box, area, shown, panel, axes)
        bands = Bands(cut, plot, (shown,), scale, look)
        for band in bands.areas:
            band.cast("")
        best = Dots(plot.places(whole.best[None]), 7.0, look.best, stroke_px=2.0, clip=area.clip)
        name, *notes = words
        x, top, room = box.left + _EDGE, box.top, area.width
        lines = [fitted(name, _NAME_PX, look.text, room).at(x, top - _NAME)]
        for row, note in enumerate(notes):
            lines.append(fitted(note, _NOTE_PX, look.muted, room).at(x, top - _NOTE - row * _LINE))
        self.frame: tuple[Inked, ...] = (panel, lines[0])
        self.inside: tuple[Inked, ...] = (*bands.risen, best, *lines[1:])
        self._places = plot.places(self._path.points)
        self._way = Path(np.zeros((1, 2)), look.step, 3.0, clip=area.clip)
        self._dots = Dots(np.zeros((1, 2)), 4.0, look.step, clip=area.clip)
        self._point = Dots(np.zeros((1, 2)), 6.0, look.model, clip=area.clip)
        self.count = Readout(_COUNT_PX, look.step, x, top - _COUNT)
        self.live: tuple[Inked, ...] = (self._way, self._dots, self._point, self.count)
        self._other_places = plot.places(_thinned((other or cure).whole.trajectory.points))
        self._other_way = Path(np.zeros((1, 2)), look.slope, 3.0, clip=area.clip)
        self._other_point = Dots(np.zeros((1, 2)), 6.0, look.slope, stroke_px=3.0, clip=area.clip)
        self.others: tuple[Inked, ...] = (self._other_way, self._other_point) if other else ()
        self.at(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.frame, *self.inside, *self.live, *self.others)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, step: float) -> None:
        """Show the way as far as a step, and its number."""
        done = int(step)
        here = self._places[done]
        if step > done:
            here = here + (step - done) * (self._places[done + 1] - here)
        self._way.put(np.vstack([self._places[: done + 1], here]))
        is_short = self._path.steps <= _DOTTED
        self._dots.put(self._places[: done + 1] if is_short else self._places[:1])
        self._point.put(here[None])
        self.count.tell(self._told(done))

    def walk_other(self, progress: float) -> None:
        """Make the steps from the other start, as a function of progress."""
        done = round(progress * (len(self._other_places) - 1))
        for shape in self.others:
            shape.veil(1.0)
        self._other_way.put(self._other_places[: done + 1])
        self._other_point.put(self._other_places[done : done + 1])

    def _told(self, done: int) -> str:
        """Return the number of a step; of the last one made, that more are needed, if so."""
        told, is_last = self._look.numerals.counted(done), done == self._path.steps
        is_over = is_last and self._cure.steps is None
        return self._look.label("more-than-short", number=told) if is_over else told

    def walk(self) -> Callable[[float], None]:
        """Return a function of progress that makes all steps."""
        steps = self._path.steps
        if steps <= _DOTTED:
            return lambda progress: self.at(progress * steps)
        return lambda progress: self.at(float(round(steps**progress if progress else 0.0)))


def _thinned(points: Floats) -> Floats:
    """Return some points of a path, its first and last ones among them."""
    kept = np.linspace(0, len(points) - 1, min(len(points), _MOST_POINTS)).round().astype(int)
    return points[kept]


def _map_area(box: Box) -> Box:
    """Return where the map is: below the words."""
    return box.inset(_EDGE, _EDGE, _EDGE, _NOTE + 2 * _LINE)


def path_window(whole: Experiment) -> Window:
    """Return a window that holds a path, and what it leads to."""
    return Window.around(np.vstack([whole.trajectory.points, whole.best]), _MARGIN)
