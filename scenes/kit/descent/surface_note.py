"""What stands beside the gradient's arrow on a surface: its name, and the factor it is drawn at."""

import numpy as np

from gdcore.arrays import Floats
from scenes.kit.descent.axis_arrows import factor_told
from scenes.kit.descent.surface_descent import SurfaceDescent
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Path
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.surface.axes import Placed, SurfaceAxes
from scenes.kit.surface.surface import Surface
from scenes.kit.text.glyphs import escaped

__all__ = ["SurfaceNote"]

_AIR, _CLEAR = 0.15, 0.1
_SAMPLES, _FAINT = 99, 0.8
_FAR, _PITCH = 4.0, 0.1
_LINE = 0.3
"""How far one line is under the other."""
_LED = 0.3
"""So far from the tip a line leads to it."""


class SurfaceNote:
    """Words beside the tip of an arrow, over nothing of the axes, and beside the ground.

    Parameters
    ----------
    drawn : str
        What stands before the factor, if that is not 1.
    surface : Surface
    axes : SurfaceAxes
    descent : SurfaceDescent
    panel : Box
        What has to hold them.
    look : Look

    Attributes
    ----------
    lines : list of Placed
        The words.
    shapes : tuple of Inked
        These, and what leads from them to the arrow where they stand away from
        it, to be hung up.
    """

    def __init__(
        self,
        drawn: str,
        surface: Surface,
        axes: SurfaceAxes,
        descent: SurfaceDescent,
        panel: Box,
        look: Look,
    ) -> None:
        name, factor = look.label("gradient"), descent.factor
        told = () if factor == 1.0 else (f"{drawn} {factor_told(factor, look.numerals)}",)
        self.lines = [Placed(escaped(line), NAME_PX, look.slope) for line in (name, *told)]
        self._leader = Path(np.zeros((2, 2)), look.slope, 1.0, opacity=_FAINT, clip=panel.clip)
        self._surface, self._axes, self._descent, self._panel = surface, axes, descent, panel
        self._box, self._is_led = np.zeros((2, 2)), False
        self._ground = np.zeros((0, 2))
        self.shapes: tuple[Inked, ...] = (self._leader, *self.lines)

    def veil(self, share: float) -> None:
        """Show the words, and what leads to the arrow, with a share of their opacity."""
        for line in self.lines:
            line.veil(share)
        self._leader.veil(share if self._is_led else 0.0)

    def follow(self) -> None:
        """Lead to the tip, wherever that is on its way."""
        (tip,) = self._surface.places(self._descent.arrows[0].uphill.positions[1:])
        foot = _nearest(self._box, tip)
        away = max(float(np.hypot(*(tip - foot))), _CLEAR)
        self._leader.put(np.array([foot, tip - _CLEAR / away * (tip - foot)]))

    def _stand(self, place: Floats) -> Floats:
        """Put the words, the middle of the first baseline, at a place; return their box (2, 2)."""
        for k, line in enumerate(self.lines):
            line.at(float(place[0]), float(place[1]) - k * _LINE, 0.5)
        boxes = np.array([line.box for line in self.lines])
        return np.array([boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)])

    def choose_place(self, start: Floats, gradient: Floats) -> None:
        """Choose the nearest place to a gradient's tip at which the words are over no others.

        Parameters
        ----------
        start, gradient : Floats, shape (2,)
        """
        ends = self._surface.places(np.array([start, start + self._descent.factor * gradient]))
        self._ground, tip = self._occupied(ends), ends[1]
        box = self._stand(np.zeros(2))
        side = np.arange(-_FAR, _FAR, _PITCH)
        ways = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        away = np.hypot(*np.transpose([_nearest(box + way, np.zeros(2)) for way in ways]))
        for k in np.argsort(away, kind="stable"):
            if away[k] >= _AIR and self._is_free(box + tip + ways[k]):
                tip, self._is_led = tip + ways[k], bool(away[k] > _LED)
                break
        self._box = self._stand(tip)

    def _occupied(self, arrow: Floats) -> Floats:
        """Return points of ground and floor, and along the axes and an arrow, on the screen."""
        field, surface = self._surface.field, self._surface
        ground = surface.places(field.points[field.shares <= 1.0])
        floor = surface.floor_places(field.points.reshape(-1, 2))
        lines = (*(line.points[:2, :2] for line in self._axes.lines), arrow)
        along = [np.linspace(start, end, _SAMPLES) for start, end in lines]
        return np.vstack([ground, floor, *along])

    def _is_free(self, box: Floats) -> bool:
        low, high = box[0] - _AIR, box[1] + _AIR
        words = (word.box for word in self._axes.words)
        over = any(bool(((low < w[1]) & (w[0] < high)).all()) for w in words)
        ground = (box[0] - _CLEAR < self._ground) & (self._ground < box[1] + _CLEAR)
        over |= bool(ground.all(axis=1).any())
        return self._panel.holds(*low) and self._panel.holds(*high) and not over


def _nearest(box: Floats, place: Floats) -> Floats:
    """Return the point of a box, shape (2, 2), that is nearest to a place, shape (2,)."""
    return np.clip(place, box[0], box[1])
