"""Update rules and samplings by the names that people type."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from gdcore.descent.sampling import AllRows, Batches, InOrder, Sampling, Shuffled
from gdcore.rules.adaptive import Adam, RMSProp
from gdcore.rules.lengths import Backtracking, Decay, ExactLineSearch
from gdcore.rules.momentum import HeavyBall, Nesterov
from gdcore.rules.newton import Newton
from gdcore.rules.update import Direction, FixedRate, SteepestDescent, Update

__all__ = ["FIXED", "METHODS", "RULES", "Rule", "rule_named", "sampling_named"]

RateKind = Literal["curvature", "distance", "whole", "none"]
"""What a good rate hangs on: the curvature, the way to go; it is 1; or there is none to choose."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to make an update rule once the learning rate is known.

    Parameters
    ----------
    name : str
        As on the command line.
    kind : str
        What its automatic rate is made from: "curvature" (a share of the largest stable rate),
        "distance" (a share of the way to the best fit), "whole" (1) or "none" (1, and no other may
        be given).
    update : callable
        Takes the rate and returns the `Update`.
    """

    name: str
    kind: RateKind
    update: Callable[[float], Update[Any, Any]]

    @property
    def needs_all_rows(self) -> bool:
        """Whether samples of the rows would not do, whatever the rate."""
        return self.update(1.0).needs_all_rows


# Named functions, and none made on the spot: a rule is handed to other processes.
def _along(direction: Direction[Any], rate: float) -> Update[Any, Any]:
    return Update(direction, FixedRate(rate))


def _fixed(rate: float) -> Update[Any, Any]:
    return _along(SteepestDescent(), rate)


def _decaying(decay: float, rate: float) -> Update[Any, Any]:
    return Update(SteepestDescent(), Decay(rate, decay))


def _searched(rate: float) -> Update[Any, Any]:
    del rate
    return Update(SteepestDescent(), ExactLineSearch())


def _tried(rate: float) -> Update[Any, Any]:
    return Update(SteepestDescent(), Backtracking(rate))


def _decay(decay: float) -> Rule:
    return Rule(f"decay:{decay:g}", "curvature", partial(_decaying, decay))


def _momentum(beta: float) -> Rule:
    return Rule(f"momentum:{beta:g}", "curvature", partial(_along, HeavyBall(beta)))


def _nesterov(beta: float) -> Rule:
    return Rule(f"nesterov:{beta:g}", "curvature", partial(_along, Nesterov(beta)))


FIXED: Final = Rule("fixed", "curvature", _fixed)

_PLAIN: Final = {
    rule.name: rule
    for rule in (
        FIXED,
        Rule("line-search", "none", _searched),
        Rule("backtracking", "whole", _tried),
        Rule("rmsprop", "distance", partial(_along, RMSProp())),
        Rule("adam", "distance", partial(_along, Adam())),
        Rule("newton", "whole", partial(_along, Newton())),
    )
}

_WITH_NUMBER: Final[dict[str, Callable[[float], Rule]]] = {
    "decay": _decay,
    "momentum": _momentum,
    "nesterov": _nesterov,
}

RULES: Final = (
    "fixed",
    "decay:D",
    "line-search",
    "backtracking",
    "momentum:B",
    "nesterov:B",
    "rmsprop",
    "adam",
    "newton",
)
"""The names of the rules; D is positive, B from 0 to below 1."""

METHODS: Final = ("batch", "stochastic", "minibatch:N")
"""The names of the samplings; N is a number of rows."""


def rule_named(name: str) -> Rule:
    """Return an update rule by its name.

    Parameters
    ----------
    name : str
        One of `RULES`, with a number in place of the letter.

    Raises
    ------
    ValueError
        If there is no such rule, or its number is out of range.

    Examples
    --------
    >>> rule_named("momentum:0.9").update(0.1).direction
    HeavyBall(beta=0.9)
    """
    kind, _, number = name.partition(":")
    if kind in _WITH_NUMBER:
        rule = _WITH_NUMBER[kind](_number(name, number))
        rule.update(1.0)  # says at once if the number is out of range
        return rule
    if name not in _PLAIN:
        raise ValueError(f"`rule` must be one of {', '.join(RULES)}, got {name!r}")
    return _PLAIN[name]


def _number(name: str, number: str) -> float:
    try:
        return float(number)
    except ValueError:
        raise ValueError(
            f"`rule` must be one of {', '.join(RULES)} with a number, got {name!r}"
        ) from None


def sampling_named(name: str, seed: int | None = None) -> Sampling:
    """Return a sampling by its name.

    Parameters
    ----------
    name : str
        One of `METHODS`, with a number of rows in place of the letter.
    seed : int, optional
        Shuffles the rows anew for each pass; without it they are taken in order.

    Raises
    ------
    ValueError
        If there is no such sampling, or a number is out of range.

    Examples
    --------
    >>> sampling_named("minibatch:8", seed=1)
    Batches(size=8, order=Shuffled(seed=1))
    """
    order = InOrder() if seed is None else Shuffled(seed)
    if name == "batch":
        return AllRows()
    if name == "stochastic":
        return Batches(1, order)
    kind, _, number = name.partition(":")
    if kind != "minibatch" or not (number.isascii() and number.isdigit()):
        raise ValueError(f"`method` must be one of {', '.join(METHODS)}, got {name!r}")
    return Batches(int(number), order)
