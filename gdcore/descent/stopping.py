"""Stop rules: when a descent has arrived, and when it has run away."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats

__all__ = ["RUNAWAY", "Flags", "Stop", "counted", "first_run", "first_runaway", "runaway_limit"]

Flags = NDArray[np.bool_]
"""A yes or no for each step."""

RUNAWAY = 1e12
"""A descent has diverged when its E has grown to this multiple of what it began with."""

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

    def sentence_after(self, steps: int, patience: int) -> str:
        """Return what to say when it ended a descent of `steps` steps, see `patience`."""
        when = f" in {patience:,} steps on end" if patience > 1 else ""
        return f"It stopped after {counted(steps)}: {self.sentence}{when}."

    def patience(self, steps_per_pass: int) -> int:
        """Return how many small steps on end it takes to fire.

        A step that looks at a few rows may be small by accident, because the line happens to pass
        through them; only if all steps of a pass are small there is nothing left to do. The
        gradient is always that of all rows, so a small one needs no second look.
        """
        return 1 if self.kind == "gradient" else steps_per_pass

    def small(self, points: Floats, values: Floats, gradients: Floats) -> Flags:
        """Return for each of k steps, as shape (k,), whether its quantity is below the threshold.

        Parameters
        ----------
        points : Floats, shape (k + 1, p)
            Where each step began, and where the last ended.
        values : Floats, shape (k + 1,)
            E there.
        gradients : Floats, shape (k, p)
            The gradients where each step ended; looked at for the kind "gradient" only.
        """
        if self.kind == "step":
            measured = np.abs(np.diff(points, axis=0)).max(axis=1)
        elif self.kind == "gradient":
            measured = np.abs(gradients).max(axis=1)
        else:
            measured = np.abs(np.diff(values))
        return measured < self.threshold


def first_run(small: Flags, patience: int, before: int) -> tuple[int | None, int]:
    """Find the first step that completes a run of small ones.

    Parameters
    ----------
    small : ndarray of bool, shape (k,)
        Which of k steps, k >= 1, are small.
    patience : int
        The length of a run that is wanted.
    before : int
        How many small steps on end came right before these.

    Returns
    -------
    tuple of int or None and int
        The step, counted from 1, if there is one; and the length of the run at the last step.

    Examples
    --------
    >>> first_run(np.array([True, False, True, True]), 2, 0)
    (4, 2)
    """
    places = np.arange(small.size)
    last_large = np.maximum.accumulate(np.where(small, -1 - before, places))
    runs = places - last_large
    reached = runs >= patience
    return (int(reached.argmax()) + 1 if reached.any() else None), int(runs[-1])


def runaway_limit(heights: Floats) -> float:
    """Return the E above which a descent has run away, given heights, shape (k,), of its beginning.

    Heights that are not finite do not count.
    """
    sound = heights[np.isfinite(heights)]
    with np.errstate(over="ignore"):
        return float(RUNAWAY * sound.max(initial=np.finfo(np.float64).tiny))


def first_runaway(points: Floats, values: Floats, limit: float) -> int | None:
    """Return the index of the first point that is not finite or whose E is above the limit, if any.

    Parameters
    ----------
    points : Floats, shape (k, p)
    values : Floats, shape (k,)
    limit : float
        May be infinite.
    """
    lost = ~(np.isfinite(points).all(axis=1) & np.isfinite(values) & (values <= limit))
    return int(lost.argmax()) if lost.any() else None


def counted(steps: int) -> str:
    """Return a number of steps in words: "1 step", "2,000 steps"."""
    return "1 step" if steps == 1 else f"{steps:,} steps"
