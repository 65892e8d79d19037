"""Learning rates for batches of any size: each the same share of the largest that it bears."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gdcore.descent.cloud import largest_rate
from gdcore.descent.sampling import AllRows, Batches, Sampling
from gdcore.rules.rates import auto_rate
from gdcore.rules.recipes import FIXED
from gdcore.section import Section

__all__ = ["SHARE", "rate_between", "rates_for"]

SHARE: Final = 0.4
"""In a bowl each rate is so much of the largest that its batches bear."""

_TIMES: Final = (4.0, 2.0, 1.0, 0.5)
"""What is tried of the automatic rate where no limit is known."""


def rate_between(cut: Section, size: int, one: float, every: float) -> float:
    """Return a rate for batches of a size, given those of one row and of all.

    Of a curve that is no bowl it lies between these. If curvatures add up, 1/rate = (E[H²] +
    Var[H]/size) / (2 E[H]) goes from one to the other in proportion to 1/size; it is per mean over
    the rows, and a sum over them takes so much less.

    Parameters
    ----------
    cut : Section
    size : int
        Rows, 1 to all.
    one, every : float
        The rates for one row and for all.
    """
    if cut.objective.is_quadratic:
        return next(rates_for(cut, size))
    n, averaged = cut.objective.n, cut.objective.loss.averaged
    whole, part = (1, 1) if averaged else (n, size)
    share = (1.0 / size - 1.0 / n) / (1.0 - 1.0 / n)
    return _rounded(1.0 / (share / one + (1.0 - share) / (whole * every)) / part)


def rates_for(cut: Section, size: int) -> Iterator[float]:
    """Yield rates of two digits for batches of a size, the best first: of a bowl it is known.

    Parameters
    ----------
    cut : Section
    size : int
        Rows, 1 to all.
    """
    objective, n = cut.objective, cut.objective.n
    if objective.quadratic is not None:
        largest = float(objective.quadratic.eigenvalues[-1])
        yield _rounded(SHARE * (2.0 / largest if size == n else largest_rate(objective, size)))
        return
    sampling: Sampling = AllRows() if size == n else Batches(size)
    fit = replace(cut.whole.fit, point=cut.best)
    for times in _TIMES:
        yield _rounded(times * auto_rate(FIXED, objective, cut.start, fit, sampling))


def _rounded(rate: float) -> float:
    """Return a rate of two digits."""
    return float(f"{rate:.2g}")
