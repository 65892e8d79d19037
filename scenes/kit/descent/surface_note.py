"""What stands beside the gradient's arrow on a surface: its name, and the factor it is drawn at."""

from itertools import product

import numpy as np

from gdcore.arrays import Floats
from scenes.kit.descent.axis_arrows import factor_told
from scenes.kit.descent.surface_descent import SurfaceDescent
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Path
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.surface.axes import Placed, SurfaceAxes
from scenes.kit.surface.surface import Surface
from scenes.kit.text.glyphs import escaped

__all__ = ["SurfaceNote"]

_AIR, _CLEAR, _AWAY = 0.15, 0.1, (0.25, 0.4, 0.6, 0.9)
_SAMPLES, _FAINT = 99, 0.8
_SIDES = ((0.0, 1.0), (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0))
_SLANTS = ((0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))


class SurfaceNote:
    """Words that go with the tip of an arrow, over nothing of the axes, and beside the ground.

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
    text : Placed
        The words; they are to be hung up.
    leader : Path
        Leads from them to the arrow where they stand in a corner.
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
        told = "" if factor == 1.0 else f", {drawn} {factor_told(factor, look.numerals)}"
        self.text = Placed(escaped(name + told), NAME_PX, look.slope)
        self.leader = Path(np.zeros((2, 2)), look.slope, 1.0, opacity=_FAINT, clip=panel.clip)
        self._surface, self._axes, self._descent, self._panel = surface, axes, descent, panel
        self._aside: Floats | None = None
        self._air, self._ground = _AIR, np.zeros((0, 2))

    def veil(self, share: float) -> None:
        """Show the words, and what leads to the arrow, with a share of their opacity."""
        self.text.veil(share)
        self.leader.veil(share if self._aside is None else 0.0)

    def follow(self) -> None:
        """Keep beside the tip, or in a corner."""
        (tip,) = self._surface.places(self._descent.arrows[0].uphill.positions[1:])
        if self._aside is None:
            self.text.at(self._panel.right - _AIR, self._panel.top - 2 * _AIR, 1.0)
            low, high = self.text.box
            foot = np.array([min(max(tip[0], low[0]), high[0]), low[1] - _CLEAR])
            way = tip - foot
            away = max(float(np.hypot(*way)), _CLEAR)
            self.leader.put(np.array([foot, tip - _CLEAR / away * way]))
            return
        self.text.beside(tip, self._aside, self._air)

    def choose_side(self, start: Floats, gradient: Floats) -> None:
        """Choose the side of a gradient's tip on which the words are over no others.

        Parameters
        ----------
        start, gradient : Floats, shape (2,)
        """
        ends = self._surface.places(np.array([start, start + self._descent.factor * gradient]))
        field = self._surface.field
        ground = self._surface.places(field.points[field.shares <= 1.0])
        floor = self._surface.floor_places(field.points.reshape(-1, 2))
        lines = (line.points[:2, :2] for line in self._axes.lines)
        along = [np.linspace(start, end, _SAMPLES) for start, end in lines]
        self._ground = np.vstack([ground, floor, *along])
        away = float(np.hypot(*(ends[1] - ends[0])))
        outward = [(ends[1] - ends[0]) / away] if away > 0.0 else []
        for air, side in product(_AWAY, (*outward, *np.array((*_SIDES, *_SLANTS)))):
            self._aside, self._air = side, air
            self.text.beside(ends[1], side, air)
            if self._is_free(self.text.box):
                return
        self._aside = None

    def _is_free(self, box: Floats) -> bool:
        low, high = box[0] - _AIR, box[1] + _AIR
        words = (word.box for word in self._axes.words)
        over = any(bool(((low < w[1]) & (w[0] < high)).all()) for w in words)
        ground = (box[0] - _CLEAR < self._ground) & (self._ground < box[1] + _CLEAR)
        over |= bool(ground.all(axis=1).any())
        return self._panel.holds(*low) and self._panel.holds(*high) and not over
