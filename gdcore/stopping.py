"""Stop rules: when a descent has arrived, and when it has run away."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from gdcore.arrays import Floats

__all__ = ["RUNAWAY", "Stop", "first_runaway", "first_stop"]

RUNAWAY = 1e12
"""A descent whose E has grown to this multiple of the start's has diverged."""

_MEANING = {
    "step": "no parameter moved by {threshold:g} or more",
    "gradient": "no slope was {threshold:g} or more",
    "loss": "the error changed by less than {threshold:g}",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop as soon as a quantity falls below a threshold.

    Parameters
    ----------
    kind : {"step", "gradient", "loss"}
        The largest change of a parameter in a step; the largest partial derivative where the step
        ended; the change of E in a step (all as absolute values).
    threshold : float
        Positive and finite, in the units that are descended in.

    Raises
    ------
    ValueError
        If the kind is unknown or the threshold out of range.
    """

    kind: Literal["step", "gradient", "loss"]
    threshold: float

    def __post_init__(self) -> None:
        if self.kind not in _MEANING:
            raise ValueError(f"`kind` must be one of {', '.join(_MEANING)}, got {self.kind!r}")
        if not 0.0 < self.threshold < float("inf"):
            raise ValueError(f"`threshold` must be positive and finite, got {self.threshold}")

    @property
    def sentence(self) -> str:
        """What was seen when it fired."""
        return _MEANING[self.kind].format(threshold=self.threshold)

    def fired(self, points: Floats, values: Floats, gradients: Floats) -> Floats:
        """Return for each of k steps, as shape (k,), whether it was the last that was needed.

        Parameters
        ----------
        points, gradients : Floats, shape (k + 1, p)
        values : Floats, shape (k + 1,)
        """
        if self.kind == "step":
            measured = np.abs(np.diff(points, axis=0)).max(axis=1)
        elif self.kind == "gradient":
            measured = np.abs(gradients[1:]).max(axis=1)
        else:
            measured = np.abs(np.diff(values))
        return measured < self.threshold


def first_stop(
    stops: tuple[Stop, ...], points: Floats, values: Floats, gradients: Floats
) -> tuple[int, Stop] | None:
    """Return the first step, counted from 1, at which a rule fired, and the rule."""
    found = [
        (int(fired.argmax()) + 1, stop)
        for stop in stops
        if (fired := stop.fired(points, values, gradients)).any()
    ]
    return min(found, key=lambda pair: pair[0], default=None)


def first_runaway(points: Floats, values: Floats, start_value: float) -> int | None:
    """Return the index of the first point that is not finite or far above the start, if any."""
    with np.errstate(over="ignore"):
        limit = RUNAWAY * max(start_value, np.finfo(np.float64).tiny)
    lost = ~np.isfinite(points).all(axis=1) | ~(values <= limit)
    return int(lost.argmax()) if lost.any() else None
