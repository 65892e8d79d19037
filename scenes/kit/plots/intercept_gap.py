"""Where two lines' intercepts are read: a ring on each at x = 0, and how far apart they are."""

from collections.abc import Callable
from typing import Final

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape.view import Window
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Segments
from scenes.kit.look.look import Look
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import passing
from scenes.kit.plots.scatter import Scatter
from scenes.kit.text.readout import Readout

__all__ = ["InterceptGap"]

_PX: Final = 24.0
_BEFORE, _ABOVE = 0.12, 0.24
_LEAST: Final = 0.24
"""A gap that is lower than this has no number beside it."""


class InterceptGap:
    """Rings on the model's line and on the best one at x = 0, and the gap between them.

    Parameters
    ----------
    experiment : Experiment
        On the data's own columns.
    scatter : Scatter
    line : ModelLine
    look : Look

    Attributes
    ----------
    ring, best_ring : Dots
    gap : Segments
    told : Readout
        How far apart the lines are there.
    """

    def __init__(
        self, experiment: Experiment, scatter: Scatter, line: ModelLine, look: Look
    ) -> None:
        self._experiment, self._scatter, self._line = experiment, scatter, line
        self._numerals = look.numerals
        clip = scatter.plot.area.clip
        none = np.zeros((1, 2))
        self.ring = Dots(none, 8.0, look.model, stroke_px=3.0)
        self.best_ring = Dots(none, 8.0, look.best, stroke_px=2.5)
        self.gap = Segments(np.zeros((2, 2)), look.slope, 4.0, clip=clip)
        self.told = Readout(_PX, look.slope, 0.0, 0.0)
        self.look_again()

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.gap, self.told, self.best_ring, self.ring)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def look_again(self) -> None:
        """Stand where the lines are now."""
        whole = self._experiment
        best = float(whole.predict(whole.best, np.zeros(1))[0])
        now = float(whole.predict(self._line.theta, np.zeros(1))[0])
        here, there = self._scatter.plot.places(np.array([[0.0, now], [0.0, best]]))
        self.ring.put(here[None])
        self.best_ring.put(there[None])
        self.gap.put(np.vstack([here, there]))
        has_room = abs(float(there[1] - here[1])) > _LEAST
        self.told.tell(self._numerals.significant(abs(best - now)) if has_room else "")
        self.told.move(float(here[0]) - _BEFORE, max(float(here[1]), float(there[1])) + _ABOVE)

    def opening(self, window: Window) -> Callable[[float], None]:
        """Return a function of progress that looks at another window, the lines going along."""
        scatter, line = self._scatter, self._line
        home = scatter.plot.window

        def function(progress: float) -> None:
            scatter.look_at(passing((home, window), eased(progress)))
            line.look_again()
            self.look_again()

        return function
