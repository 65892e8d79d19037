"""A long narrow valley in space, with true heights, and the descent in it; see `TroughPicture`."""

from collections.abc import Callable
from dataclasses import replace
from math import pi, radians, tan
from typing import Final

import numpy as np

from gdcore.landscape.long_valley import MILLION, TEN
from gdcore.landscape.trough import Trough
from scenes.kit.descent.axis_arrows import factor_below, name_drawn
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Panel
from scenes.kit.surface.marks import SurfaceDots, SurfaceMark, SurfacePath
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout

__all__ = ["TroughPicture"]

_SIDES, _ELEVATION = (radians(-24.0), radians(-48.0)), radians(46.0)
"""From where it is looked at: of the sides, from where it is seen larger."""
_WIDTH: Final = 0.5
"""How wide it is drawn at most, in lengths."""
_SEEN: Final = 0.75
"""How high the near wall is, as a share of the height from which on it would hide the floor."""
_LINES, _LINE_SHARE = 6, 0.5
_SAMPLES: Final = 60
_MARGIN, _HEAD, _FOOT = 0.35, 0.62, 0.5
_COUNT_PX: Final = 40.0
_CLEAR, _LEADER, _UNDER, _ASIDE = 0.14, 0.2, 0.22, 0.2


class TroughPicture:
    """The strip along a valley's floor, its walls as high as the error is.

    Parameters
    ----------
    box : Box
    trough : Trough
    label : callable
        Returns words by their keys: across-drawn, begin, ten-steps.
    look : Look

    Attributes
    ----------
    panel : Panel
    home, above : View
        From the side, and from straight above; see `turn`.
    surface : Surface
    names : dict of str to tuple of Inked
        Of the start, the place after ten steps, and the best fit: where they are in the last view.
    count, unit : Readout, Type
        The steps made.
    drawn : Type
        How many times wider than it is the valley is drawn.
    """

    def __init__(self, box: Box, trough: Trough, label: Callable[[str], str], look: Look) -> None:
        self._trough, self._look = trough, look
        self.panel = Panel(box, look)
        stretch = factor_below(max(_WIDTH / trough.narrowness, 1.0))
        ground = trough.ground(stretch)
        self.surface = Surface(ground, look, View(0.0, pi / 2), clip=box.clip)
        bare = self.surface.colours
        self.surface.colours = replace(bare, floor=0.0 * bare.floor, edge=0.0 * bare.edge)
        half = float(ground.planform.extent[1])
        self.surface.gap, self.surface.relief = 0.0, _SEEN * half * tan(_ELEVATION)
        inner = box.inset(_MARGIN, _FOOT, _MARGIN, _MARGIN)
        sides = (self._framed(inner, side, _ELEVATION) for side in _SIDES)
        self.home = max(sides, key=lambda view: view.scale)
        self.above = self._framed(inner, self.home.azimuth, pi / 2)
        self._lay_marks()
        self.surface.see(self.home, 1.0)
        self._lay_words(box, label, stretch)
        self.turn(0.0)
        self.at(0.0)

    def _lay_marks(self) -> None:
        trough, look = self._trough, self._look
        steps = np.concatenate([np.arange(float(TEN)), np.geomspace(TEN, MILLION, _SAMPLES)])
        self._steps = np.unique(steps.round())
        self._way = self._on_ground(trough.descent.points(self._steps))
        first = self._way[:1]
        self._path = SurfacePath(self._way[:2], look.step, 4.0)
        self._dots = SurfaceDots(first, 4.5, look.step)
        self._point = SurfaceDots(first, 8.5, look.model)
        best = SurfaceDots(np.zeros((1, 2)), 9.0, look.best, stroke_px=2.5)
        marks = (*self._levels(), self._path, self._dots, best, self._point)
        self.surface.marks += marks
        for mark in marks:
            mark.through = 0.0

    def _levels(self) -> list[SurfaceMark]:
        """Return lines of equal error on both walls, evenly spaced in height."""
        trough, low = self._trough, self._trough.descent.whole.best_loss
        lines: list[SurfaceMark] = []
        for share in np.arange(1, _LINES) / _LINES:
            level = trough.level(low + float(share) * (trough.top - low))
            for side in (1.0, -1.0):
                places = level * np.array([1.0, side])
                lines.append(SurfacePath(places, self._look.contour, 1.2, opacity=_LINE_SHARE))
        return lines

    def _on_ground(self, points: Positions) -> Positions:
        """Return where parameters, shape (k, 2), are: the start is on the wall that is far."""
        return self._trough.away(points) * np.array([1.0, -1.0])

    def _framed(self, box: Box, azimuth: float, elevation: float) -> View:
        """Return the view in which the risen ground is as large as a box allows."""
        rim = self.surface.field.rim
        low, high = (
            np.column_stack([rim, np.full(len(rim), h)]) for h in (0.0, self.surface.relief)
        )
        view = View(azimuth, elevation)
        seen = view.project(np.vstack([low, high]))[0]
        least, most = seen.min(axis=0), seen.max(axis=0)
        scale = float(min(np.array([box.width, box.height]) / (most - least)))
        middle = np.array([box.left + box.right, box.bottom + box.top]) / 2.0
        x, y = middle - scale * (least + most) / 2.0
        return replace(view, scale=scale, centre=(float(x), float(y)))

    def _lay_words(self, box: Box, label: Callable[[str], str], stretch: float) -> None:
        look, x, y = self._look, box.right - _MARGIN, box.top - _HEAD
        self.count = Readout(_COUNT_PX, look.text, x, y, 1.0)
        self.unit = Type(escaped(look.label("steps-made")), NAME_PX, look.muted)
        self.unit.at(x, y - 0.34, 1.0)
        drawn = name_drawn(label("across-drawn"), stretch, look)
        self.drawn = Type(escaped(drawn), NAME_PX, look.muted)
        self.drawn.at(box.left + _MARGIN, box.bottom + 0.26)
        best = np.zeros(2)
        self.names = {
            "begin": self._beside(self._way[0], label("begin")),
            "ten": self._below(self._way[TEN], look.step, label("ten-steps")),
            "best": self._below(best, look.best, look.label("best-fit")),
        }

    def _beside(self, place: Positions, text: str) -> tuple[Type]:
        """Return words to the right of a place on the ground."""
        ((x, y),) = self.surface.places(place[None]).tolist()
        return (Type(escaped(text), NAME_PX, self._look.step).at(x + _ASIDE, y - 0.5 * _ASIDE),)

    def _below(self, place: Positions, colour: str, text: str) -> tuple[Segments, Type]:
        """Return words below the near wall, and a line down to them from a place on the ground."""
        ((x, y),) = self.surface.places(place[None]).tolist()
        wall = self._trough.level(self._trough.top) * np.array([1.0, -1.0])
        end = float(np.interp(x, *self.surface.places(wall).T)) - _LEADER
        line = Segments(np.array([[x, y - _CLEAR], [x, end]]), colour, 1.2)
        return line, Type(escaped(text), NAME_PX, colour).at(x, end - _UNDER, 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        named = (shape for name in self.names.values() for shape in name)
        words = (*named, self.count, self.unit, self.drawn)
        return (self.panel, self.surface, *words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def turn(self, share: float) -> None:
        """Look from straight above at a share of 0, and at true heights from the side at 1."""
        self.surface.see(self.above.towards(self.home, eased(share)), eased(share))

    def at(self, step: float) -> None:
        """Put the point where the descent is at a step, at the end of its way."""
        here = self._on_ground(self._trough.descent.at(step)[None])
        kept = self._steps < step
        self._path.put(np.vstack([self._way[kept], here, here])[: max(int(kept.sum()) + 1, 2)])
        self._dots.put(self._way[kept & (self._steps <= TEN)] if kept.any() else here)
        self._point.put(here)
        self.count.tell(self._look.numerals.counted(int(step)))
