"""How fast a walk is shown: the first steps one by one, each with a stop, then ever faster."""

from typing import Final, Self

import numpy as np

from scenes.kit.ink.motion import eased

__all__ = ["Pace"]

_SLOW_STEPS: Final = 4
_SLOW_S, _MOVING = 0.7, 5 / 7
"""A slow step takes so long; in this share of its time the point moves, then it stands still."""
_SHORTEST_S: Final = 0.12
"""A step that takes less is not seen on its way: the point is at its end at once."""


class Pace:
    """When each step of a walk is taken.

    Parameters
    ----------
    steps : int
        How many, 0 or more.
    seconds : float
        How long the walk takes, positive.
    slow_s : float
        How long one of the first steps takes, if there is so much time.
    """

    def __init__(self, steps: int, seconds: float, slow_s: float = _SLOW_S) -> None:
        self._steps, self.seconds = steps, seconds
        slow = min(steps, _SLOW_STEPS)
        share = 0.5 if steps > slow else 1.0
        each = min(slow_s, share * seconds / max(slow, 1))
        later, left = np.arange(1, steps - slow + 1), seconds - slow * each
        # As many steps as a constant speed leaves over are gained by speeding up: v t + a t² = k.
        speed = 1.0 / each
        gain = max((steps - slow - speed * left) / max(left, 1e-9) ** 2, 1e-9)
        late = (np.sqrt(speed**2 + 4.0 * gain * later) - speed) / (2.0 * gain)
        first = each * np.arange(slow + 1)
        self._ends = np.minimum(np.concatenate([first, first[-1] + late]), seconds)

    @classmethod
    def even(cls, steps: int, seconds: float) -> Self:
        """Return the pace at which a few steps take all of the time."""
        return cls(steps, seconds, seconds / max(steps, 1))

    def at(self, progress: float) -> tuple[float, int]:
        """Return at which step the walk is, or between which, and the last step that it has made.

        Parameters
        ----------
        progress : float
            From 0 to 1.
        """
        now = progress * self.seconds
        made = int(np.searchsorted(self._ends, now + 1e-9, side="right")) - 1
        if made >= self._steps or progress >= 1.0:
            return float(self._steps), self._steps
        takes = float(self._ends[made + 1] - self._ends[made])
        if takes < _SHORTEST_S:
            return float(made), made
        moved = eased(min((now - float(self._ends[made])) / (_MOVING * takes), 1.0))
        return made + moved, int(made + moved)
