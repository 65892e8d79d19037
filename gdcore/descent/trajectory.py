"""What a descent leaves behind: where it was at every step, and a status that is a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from gdcore.arrays import Floats, frozen
from gdcore.descent.stopping import Stop, counted

__all__ = ["Status", "Trajectory"]


class Status(StrEnum):
    """How a descent ended."""

    CONVERGED = "converged"
    EXHAUSTED = "exhausted"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """The path of a descent through parameter space.

    Parameters
    ----------
    points : Floats, shape (k + 1, p)
        The parameters before the first step and after each; all finite.
    values : Floats, shape (k + 1,)
        E at each of the points; all finite.
    status : Status
        How it ended.
    sentence : str
        The same for people, with the numbers that matter.
    work : Floats, shape (k + 1,)
        The rows that had been looked at when each point was reached: by the update rule, not by
        stop rules and not for `values`. A row counts each time it is looked at.
    fired : Stop, optional
        The rule that ended it; None unless the status is converged.
    """

    points: Floats
    values: Floats
    status: Status
    sentence: str
    work: Floats
    fired: Stop | None = None

    @property
    def steps(self) -> int:
        """The number of updates made."""
        return len(self.points) - 1

    @property
    def start(self) -> Floats:
        """The parameters before the first step, shape (p,)."""
        return self.points[0]

    @property
    def final(self) -> Floats:
        """The parameters after the last step, shape (p,)."""
        return self.points[-1]

    def at(self, step: float) -> Floats:
        """Return where the descent is at a step, or on the straight way to the next, shape (p,).

        Parameters
        ----------
        step : float
            Between 0 and `steps`.

        Raises
        ------
        ValueError
            If it is not.
        """
        if not 0.0 <= step <= self.steps:
            raise ValueError(f"`step` must be between 0 and {self.steps}, got {step}")
        done = int(step)
        share, ahead = step - done, min(done + 1, self.steps)
        return frozen(self.points[done] + share * (self.points[ahead] - self.points[done]))

    def first(self, steps: int) -> "Trajectory":
        """Return the descent as it was after so many steps, 0 or more; itself if it had no more."""
        if steps >= self.steps:
            return self
        kept = slice(steps + 1)
        said = f"The first {counted(steps)} of {self.steps:,}."
        return Trajectory(
            self.points[kept], self.values[kept], Status.EXHAUSTED, said, self.work[kept]
        )
