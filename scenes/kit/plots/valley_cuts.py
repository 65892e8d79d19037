"""A narrow valley looked at across and along, both with true heights and one scale."""

from collections.abc import Callable
from typing import Final, Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.trough import Trough
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX, Plot
from scenes.kit.text.glyphs import escaped

__all__ = ["ValleyCut", "valley_cuts"]

_WANTED: Final = (4, 3)
_SAMPLES: Final = 241
_BELOW: Final = 0.06
"""How far below the lowest error the window begins, as a share of the fall."""
_VALUE_PX: Final = 26.0
_NAME_AT, _LINE = 0.36, 0.36


class ValleyCut:
    """E over the distance from the best fit in one direction, where the descent is seen; see `at`.

    Parameters
    ----------
    box : Box
    trough : Trough
    axis : int
        0 to look along the valley, 1 to look across it.
    window : Window
        Distances and E.
    words : tuple of str
        What is looked at, and what its curvature is called.
    look : Look

    Attributes
    ----------
    plot : Plot
    curve : Path
    point : Dots
    told : tuple of Type
        The curvature's name and its value.
    """

    def __init__(
        self,
        box: Box,
        trough: Trough,
        axis: int,
        window: Window,
        words: tuple[str, str],
        look: Look,
    ) -> None:
        self._trough, self._axis = trough, axis
        self._curvature = trough.curvatures[axis]
        names = (words[0], look.label("error"))
        first, second = (Type(name, NAME_PX, look.muted) for name in names)
        self.plot = Plot.build(box, window, (first, second), look, _WANTED)
        clip = self.plot.area.clip
        self.curve = Path(
            self.places(_spread(window, self._curvature)), look.contour, 3.0, clip=clip
        )
        self.point = Dots(np.zeros((1, 2)), 7.0, look.model)
        self.told = self._tell(words[1], look)
        self.at(0.0)

    def _tell(self, name: str, look: Look) -> tuple[Type, Type]:
        area, told = self.plot.area, look.numerals.significant(self._curvature)
        words = (
            Type(escaped(name), NAME_PX, look.muted),
            Type(escaped(told), _VALUE_PX, look.text),
        )
        x, y = area.left + _NAME_AT * area.width, area.top - 0.2
        for row, word in enumerate(words):
            word.at(x, y - row * _LINE, 0.5)
        return words

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.plot.furniture, self.curve, self.point, *self.told)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def places(self, away: Floats) -> Positions:
        """Return where distances from the best fit are on the curve, shape (k, 2)."""
        heights = self._trough.descent.whole.best_loss + 0.5 * self._curvature * away**2
        return self.plot.places(np.column_stack([away, heights]))

    def at(self, step: float) -> Self:
        """Put the point where the descent is at a step."""
        away = self._trough.away(self._trough.descent.at(step))[self._axis]
        self.point.put(self.places(np.array([away])))
        return self


def valley_cuts(
    boxes: tuple[Box, Box], trough: Trough, label: Callable[[str], str], look: Look
) -> tuple[ValleyCut, ValleyCut]:
    """Return the cut across the valley and the cut along it, through the best fit.

    Parameters
    ----------
    boxes : tuple of Box
    trough : Trough
    label : callable
        Returns words by their keys: across, along, curvature.
    look : Look
    """
    window, curved = _window(trough), label("curvature")
    first, second = boxes
    across = ValleyCut(first, trough, 1, window, (label("across"), curved), look)
    return across, ValleyCut(second, trough, 0, window, (label("along"), curved), look)


def _window(trough: Trough) -> Window:
    low = trough.descent.whole.best_loss - _BELOW * trough.fall
    return Window(*trough.ends, low, trough.top)


def _spread(window: Window, curvature: float) -> Floats:
    """Return distances along a curve as far as it is seen, close together where it is steep."""
    reach = float(np.sqrt(2.0 * window.height / curvature))
    low, high = max(window.left, -reach), min(window.right, reach)
    return np.linspace(low, high, _SAMPLES)
