"""Lessons with other rules than a fixed rate, and with steps on some rows, to test scenes with."""

from collections.abc import Callable
from functools import cache
from typing import Any

from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE
from gdcore.experiment import Experiment
from gdcore.rules.recipes import rule_named, sampling_named
from scenes.brief import Brief
from tests.scenes.formulas import NOISE, growth, women, yes_no

_LINE = "m*x + b"
_EXP = {"formula": "a*exp(k*x)", "start": {"a": 1.0, "k": 0.2}}


def _by(rule: str, make: Callable[..., Experiment] = women, **options: Any) -> Experiment:
    return make(rule=rule_named(rule), **options)


def _rows(method: str, make: Callable[..., Experiment] = women, **options: Any) -> Experiment:
    return make(sampling=sampling_named(method, 3), **options)


_RULED: dict[str, Callable[[], Experiment]] = {
    "momentum": lambda: _by("momentum:0.9"),
    "momentum, lost later": lambda: _by(
        "momentum:0.9", growth, formula="(k*x)**2 + c", start={"k": 1.0}, rate=0.007
    ),
    "nesterov, sum": lambda: _by("nesterov:0.9", steps=12, units=Units.ROUND),
    "decay": lambda: _by("decay:0.05", growth, **_EXP, rate=0.004, steps=60),
    "line-search": lambda: _by("line-search", growth, formula=_LINE, steps=30),
    "backtracking": lambda: _by("backtracking", growth, **_EXP),
    "rmsprop": lambda: _by("rmsprop", steps=60),
    "adam": lambda: _by("adam", loss=MAE),
    "adam, from near the best": lambda: _by("adam", start={"m": 0.9954947, "b": 0.0}, rate=0.05),
    "newton": lambda: _by("newton", growth, **_EXP, steps=20),
    "stochastic": lambda: _rows("stochastic", steps=60),
    "stochastic, one parameter": lambda: _rows("stochastic", formula="m*x"),
    "stochastic, from the best": lambda: _rows(
        "stochastic", growth, formula=_LINE, start=dict(zip("mb", growth(_LINE).best, strict=True))
    ),
    "stochastic, from close by": lambda: _rows(
        "stochastic", start={"m": 0.95, "b": 0.05}, rate=0.1, steps=152
    ),
    "minibatch, logistic": lambda: _rows(
        "minibatch:8", lambda **o: yes_no(2.0 + 0.5 * NOISE, **o), loss=LOGLOSS
    ),
}
RULED: dict[str, Callable[[], Brief]] = {
    name: cache(lambda make=make: Brief(make())) for name, make in _RULED.items()
}
"""Lessons by name; each is made once."""
