"""What may be dropped from the update rule, and at what rate the path stays the same.

With residuals f(x_i; θ) − y_i, the update of E = mean of squared residuals is

    θ ← θ − r · 2/N · Σ_i residual_i · ∂f/∂θ

A path depends on the rate only through the constant in front of Σ. So the 2 and the 1/N may go into
the rate, and the minus may trade places with the residual's sign. Σ is no constant: without it each
update sees one point alone.
"""

import math
from dataclasses import dataclass

__all__ = [
    "Equivalence",
    "one_point_for_sum",
    "sign_convention",
    "sum_for_mean",
    "without_factor_two",
]


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Whether a change of the update rule leaves the path as it is, and at what rate.

    Parameters
    ----------
    rate : float
        The learning rate of E = mean of squared residuals with its factor 2.
    equivalent_rate : float or None
        The rate at which the changed rule makes the same steps; None if there is none.
    sentence : str
        The same in words, with the numbers.
    """

    rate: float
    equivalent_rate: float | None
    sentence: str

    @property
    def may_be_dropped(self) -> bool:
        """Whether some rate gives the identical path."""
        return self.equivalent_rate is not None


def without_factor_two(rate: float) -> Equivalence:
    """Drop the 2 of the squared residuals' derivative: rate r with it = rate 2r without it.

    Raises
    ------
    ValueError
        If `rate` is not positive and finite.

    Examples
    --------
    >>> without_factor_two(0.05).equivalent_rate
    0.1
    """
    _check_rate(rate)
    equivalent = 2 * rate
    return Equivalence(
        rate,
        equivalent,
        f"The factor 2 may be dropped: rate {_number(rate)} with it and "
        f"rate {_number(equivalent)} without it make the same steps.",
    )


def sum_for_mean(rate: float, n: int) -> Equivalence:
    """Drop the 1/N of the mean: rate r on the mean = rate r/N on the sum.

    Parameters
    ----------
    rate : float
        The learning rate on the mean, positive.
    n : int
        The number of rows N, at least 1.

    Raises
    ------
    ValueError
        If `rate` is not positive and finite, or `n` is below 1.

    Examples
    --------
    >>> sum_for_mean(0.5, 5).equivalent_rate
    0.1
    """
    _check_rate(rate)
    _check_rows(n)
    equivalent = rate / n
    return Equivalence(
        rate,
        equivalent,
        f"The 1/{n} may be dropped: rate {_number(rate)} on the mean of {n} squared residuals and "
        f"rate {_number(equivalent)} on their sum make the same steps.",
    )


def sign_convention(rate: float) -> Equivalence:
    """Write residuals as guess − y and subtract the step, or as y − guess and add it.

    Raises
    ------
    ValueError
        If `rate` is not positive and finite.

    Examples
    --------
    >>> sign_convention(0.05).equivalent_rate
    0.05
    """
    _check_rate(rate)
    return Equivalence(
        rate,
        rate,
        "The two minus signs are one convention: subtracting steps made of guess − y and adding "
        f"steps made of y − guess are the same steps, both at rate {_number(rate)}.",
    )


def one_point_for_sum(rate: float, n: int) -> Equivalence:
    """Say that Σ may not be dropped: one point at a time is another algorithm.

    Parameters
    ----------
    rate : float
        The learning rate on the mean, positive.
    n : int
        The number of rows N, at least 2; a sum of one term is that term.

    Raises
    ------
    ValueError
        If `rate` is not positive and finite, or `n` is below 2.

    Examples
    --------
    >>> one_point_for_sum(0.05, 5).may_be_dropped
    False
    """
    _check_rate(rate)
    _check_rows(n, at_least=2)
    return Equivalence(
        rate,
        None,
        f"The sum may not be dropped: without it each update sees one of the {n} points alone, "
        f"which is stochastic gradient descent, another algorithm. Its path is another one, at "
        f"rate {_number(rate)} and at any other.",
    )


def _check_rate(rate: float) -> None:
    if not (math.isfinite(rate) and rate > 0):
        raise ValueError(f"`rate` must be positive and finite, got {rate}")


def _check_rows(n: int, at_least: int = 1) -> None:
    if n < at_least:
        raise ValueError(f"`n` must be at least {at_least}, got {n}")


def _number(value: float) -> str:
    return f"{value:.12g}"
