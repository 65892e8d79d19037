"""A place that runs along the model's line: up from its x, and across to what the line says."""

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path
from scenes.kit.look.look import Look
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import Plot

__all__ = ["Probe"]

_DOT_PX, _STROKE_PX, _DASHES = 7.0, 2.0, (2.0, 4.0)
_EDGE = 0.06
_FADED = 0.15
"""For this share of its way it comes, and for as much it goes."""


class Probe:
    """A dot on the line, and dotted lines to both axes.

    Parameters
    ----------
    line : ModelLine
    plot : Plot
        Of the data, in their own units.
    look : Look
    """

    def __init__(self, line: ModelLine, plot: Plot, look: Look) -> None:
        clip = plot.area.clip
        self._line, self._plot = line, plot
        self._up, self._across = (
            Path(np.zeros((2, 2)), colour, _STROKE_PX, dashes_px=_DASHES, clip=clip)
            for colour in (look.data, look.model)
        )
        self._dot = Dots(np.zeros((1, 2)), _DOT_PX, look.model, clip=clip)
        self.run(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self._up, self._across, self._dot)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def run(self, progress: float) -> None:
        """Come at the left, run to the right, and go, as a function of progress."""
        window, area = self._plot.window, self._plot.area
        share = _EDGE + (1.0 - 2.0 * _EDGE) * eased(progress)
        place = self._line.height(window.left + share * window.width)
        foot, side = place.copy(), place.copy()
        foot[1], side[0] = area.bottom, area.left
        self._up.put(np.array([foot, place]))
        self._across.put(np.array([place, side]))
        self._dot.put(place[None])
        for shape in self.shapes:
            shape.veil(min(progress / _FADED, (1.0 - progress) / _FADED, 1.0))
