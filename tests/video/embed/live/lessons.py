"""Lessons of all kinds of error, and every rule, for the tests of what a page computes."""

from functools import cache
from typing import Any

from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE, SSE, huber
from gdcore.experiment import Experiment
from gdcore.rules.recipes import rule_named
from tests.scenes.formulas import NOISE, X, fitted, growth, women, yes_no

ERRORS: dict[str, Any] = {
    "line, round": lambda **o: women(units=Units.ROUND, **o),
    "line, raw": lambda **o: women(units=Units.OWN, **o),
    "line, sum": lambda **o: women(loss=SSE, **o),
    "parabola": lambda **o: women("a*x^2 + b*x + c", units=Units.ROUND, **o),
    "curve": lambda **o: women("a*exp(k*x) + c", **o),
    "power": lambda **o: growth("a*x^b", start={"a": 1.0, "b": 1.5}, **o),
    "mae": lambda **o: fitted(X, 3.0 * X + NOISE, loss=MAE, units=Units.ROUND, **o),
    "huber": lambda **o: women(loss=huber(0.3), units=Units.ROUND, **o),
    "logloss": lambda **o: yes_no(2.2, "sigmoid(w*x + b)", loss=LOGLOSS, **o),
}
RULES = (
    "fixed",
    "decay:0.05",
    "line-search",
    "backtracking",
    "momentum:0.8",
    "nesterov:0.8",
    "rmsprop",
    "adam",
    "newton",
)
BOWLS = ("line, round", "line, raw", "line, sum", "parabola")


PAIRS = [
    (error, rule)
    for error in ERRORS
    for rule in RULES
    if rule != "line-search" or error in set(BOWLS) - {"line, raw"}
]
"""A line search goes down bowls only. On the raw line, whose condition number is a million,
rounding moves where it ends by more than the 1e-9 that are asked for, in gdcore too."""


@cache
def lesson(error: str, rule: str = "fixed", rate: float | None = None) -> Experiment:
    """Return a descent of forty steps; each is made once."""
    return ERRORS[error](rule=rule_named(rule), rate=rate, steps=40)
