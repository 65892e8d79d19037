"""The names of a step's two arrows, beside their tips."""

from abc import ABC, abstractmethod

import numpy as np

from scenes.kit.descent.projection import ArrowEnds
from scenes.kit.ink.shapes import PX, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_plot import ErrorPlot
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, Spot, middle_within, place

__all__ = ["MapNames", "StepNames"]

_ABOVE, _LEVEL, _BELOW = 14 * PX, -6 * PX, -30 * PX
"""How high a name on the map stands against what it names."""
_ASIDE, _APART = 0.16, 0.06
_SIDE_EDGE, _LOW_EDGE, _CORNER = 0.12, 0.06, 0.3
_SAMPLES = 201


class StepNames(ABC):
    """What a step's two arrows are called.

    Parameters
    ----------
    words : tuple of str
        The gradient's arrow's, and the step's.
    look : Look

    Attributes
    ----------
    uphill, step : Type
    """

    def __init__(self, words: tuple[str, str], look: Look) -> None:
        self.uphill = Type(escaped(words[0]), NAME_PX, look.slope)
        self.step = Type(escaped(words[1]), NAME_PX, look.step)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw, in painting order."""
        return (self.uphill, self.step)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @abstractmethod
    def beside(self, ends: ArrowEnds) -> None:
        """Put both names where they belong to arrows that are as long as they get."""


class MapNames(StepNames):
    """The names on the map, or on the curve that is there instead of it: beyond the tips.

    Of more than two parameters a part of the gradient is seen, which need not lead uphill on the
    map, so it should not be called so.

    Parameters
    ----------
    error_plot : ErrorPlot
    words, look
        As for `StepNames`.
    boxes : tuple of Positions
        Of other words on the map.
    """

    def __init__(
        self,
        error_plot: ErrorPlot,
        words: tuple[str, str],
        look: Look,
        boxes: tuple[Positions, ...] = (),
    ) -> None:
        super().__init__(words, look)
        self._error_plot, self._boxes = error_plot, boxes

    def beside(self, ends: ArrowEnds) -> None:
        """Put both names where they belong to arrows that are as long as they get."""
        for name, tip in ((self.uphill, ends.here + ends.uphill), (self.step, ends.step[1])):
            place(name, self._spots(name.advance, ends.here, tip), self._taken(ends.here, tip))

    def _spots(self, width: float, here: Positions, tip: Positions) -> list[Spot]:
        """Return where a name may stand: beyond its arrow's tip, else beside the arrow."""
        area = self._error_plot.plot.area
        height = _ABOVE if tip[1] > here[1] else _BELOW
        y = max(float(np.clip(tip[1], area.bottom, area.top)) + height, area.bottom + _LOW_EDGE)
        spots: list[Spot] = [(middle_within(area, tip[0], width, _SIDE_EDGE), y, 0.5)]
        for x, level in (tip, (tip + here) / 2, here):
            for height in (_LEVEL, _ABOVE, _BELOW):
                row = float(level) + height
                spots += [(float(x) + _ASIDE, row, 0.0), (float(x) - _ASIDE, row, 1.0)]
        # In a crowded picture rather in a corner than over other words.
        for row in (area.top - _CORNER, area.bottom + _SIDE_EDGE):
            spots += [(area.left + _ASIDE, row, 0.0), (area.right - _ASIDE, row, 1.0)]
        return spots

    def _taken(self, here: Positions, tip: Positions) -> Obstacles:
        """Return what a name must not lie on: its arrow, the curve, the name of the best fit."""
        plot, area = self._error_plot, self._error_plot.plot.area
        size = max(float(np.hypot(*(tip - here))), PX)
        seen = min(1.0, (area.width + area.height) / size)
        shaft = here + np.linspace(0.0, seen, _SAMPLES)[:, None] * (tip - here)
        return Obstacles(
            np.vstack([shaft, plot.curve]), (plot.name.box, *self._boxes), area, _APART
        )
