"""A race that was measured: how long solving takes, and how long descending, by parameters."""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Floats

__all__ = ["Race"]


@dataclass(frozen=True, slots=True, eq=False)
class Race:
    """Times of least squares of growing size, of one condition number.

    Parameters
    ----------
    condition : float
        The condition number of the Hessian.
    parameters : Floats, shape (k,)
        How many there were, ascending.
    solving, descending : Floats, shape (k,)
        In seconds, positive.
    """

    condition: float
    parameters: Floats
    solving: Floats
    descending: Floats

    @property
    def crossing(self) -> float | None:
        """From how many parameters on descending is faster; None if it is not at last.

        Between two that were measured both times are powers of their number.
        """
        lead = np.log(self.descending / self.solving)
        if lead[-1] > 0.0:
            return None
        slower = np.flatnonzero(lead > 0.0)
        if not slower.size:
            return float(self.parameters[0])
        k = int(slower[-1])
        share = lead[k] / (lead[k] - lead[k + 1])
        return float(self.parameters[k] * (self.parameters[k + 1] / self.parameters[k]) ** share)

    @property
    def growth(self) -> float:
        """How many times as long solving took for twice the parameters, at last.

        Examples
        --------
        >>> cubes = np.array([1.0, 8.0, 64.0])
        >>> Race(10.0, np.array([1.0, 2.0, 4.0]), cubes, cubes).growth
        8.0
        """
        doublings = np.log2(self.parameters[-1] / self.parameters[-2])
        return float((self.solving[-1] / self.solving[-2]) ** (1.0 / doublings))
