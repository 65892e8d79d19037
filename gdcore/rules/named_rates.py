"""Learning rates by what they do: the number follows from the curvature of the data."""

import math
from typing import Final

from gdcore.error.quadratic import Quadratic
from gdcore.landscape.curvature import best_rate
from gdcore.rules.rate_names import RateName
from gdcore.rules.recipes import Rule

__all__ = ["named_rate"]

_CRAWL: Final = 1e-3
"""The share of the largest stable rate that takes thousands of steps even on a round bowl."""

_BEYOND: Final = 1.05


def named_rate(name: RateName, rule: Rule, bowl: Quadratic) -> float:
    """Return the learning rate of a name.

    Parameters
    ----------
    name : RateName
    rule : Rule
    bowl : Quadratic
        The bowl that E is, or is like near the best fit.

    Returns
    -------
    float
        Of two digits, so that a learner can calculate with it; one step has all of them, since
        1/λ rounded does not land.

    Raises
    ------
    ValueError
        If the rule has no largest stable rate, or, for one step, is not steepest descent at a fixed
        rate.

    Examples
    --------
    >>> from gdcore.rules.rate_names import RateName
    >>> from gdcore.rules.recipes import FIXED
    >>> round_bowl = Quadratic.from_rows([[1.0, 0.0], [0.0, 1.0]], [3.0, 4.0], 2.0)
    >>> [named_rate(name, FIXED, round_bowl) for name in RateName]
    [0.001, 0.5, 1.1]
    """
    limit = rule.update(1.0).stable_rate(float(bowl.eigenvalues[-1]))
    if limit is None or not 0.0 < limit < math.inf:
        raise ValueError(f"`rate` may be {name.value!r} where a largest stable rate is known only")
    if name is RateName.CRAWLING:
        return float(f"{_CRAWL * limit:.2g}")
    if name is RateName.TOO_LARGE:
        return _above(limit)
    if rule.update(1.0).plain_rate is None:
        raise ValueError(f"`rate` may be {name.value!r} for a fixed rate only, got {rule.name}")
    return best_rate(bowl)


def _above(limit: float) -> float:
    """Return a rate a twentieth above a limit, in two digits or as many as it takes to be above."""
    digits = next(d for d in range(2, 17) if float(f"{_BEYOND * limit:.{d}g}") > limit)
    return float(f"{_BEYOND * limit:.{digits}g}")
