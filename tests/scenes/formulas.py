"""Lessons with other formulas than a line and other losses than squares, to test scenes with."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE, SSE, huber
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from scenes.brief import Brief

_RANDOM = np.random.default_rng(19471)
X = _RANDOM.uniform(0.5, 4.0, 40)
NOISE = _RANDOM.normal(size=40)
HEIGHTS = np.arange(58.0, 73.0)
WEIGHTS = np.array([115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164.0])
_COLUMNS = np.random.default_rng(7).uniform(1.0, 5.0, (3, 40))
COLONIES = 0.8 * np.exp(0.7 * X) + 0.8 * NOISE
LOGISTIC = "1/(1 + exp(-(w*x + b)))"


def fitted(x: Any, y: Any, formula: str | None = None, **options: Any) -> Experiment:
    """Descend with a formula in x, a line if there is none."""
    data = Dataset((Column("dose [mg]", x),), Column("answer [s]", y))
    model = Model.from_formula(parse_formula(formula, ["x"])) if formula else None
    return run(data, model=model, **options)


def women(formula: str | None = None, **options: Any) -> Experiment:
    """Descend on fifteen heights and weights."""
    return fitted(HEIGHTS, WEIGHTS, formula, **options)


def several(names: str, y: Any, formula: str, **options: Any) -> Experiment:
    """Descend on columns of random numbers, named by letters."""
    columns = tuple(Column(name, values) for name, values in zip(names, _COLUMNS, strict=False))
    model = Model.from_formula(parse_formula(formula, list(names)))
    return run(Dataset(columns, Column("answer [s]", y)), model=model, **options)


def growth(formula: str, **options: Any) -> Experiment:
    """Descend on an exponential growth with noise, on raw columns."""
    return fitted(X, COLONIES, formula, units=Units.OWN, **options)


def yes_no(threshold: Any, formula: str = LOGISTIC, **options: Any) -> Experiment:
    """Descend on yes/no data."""
    return fitted(X, (threshold < X).astype(float), formula, **options)


def given_up(experiment: Experiment) -> Experiment:
    """Return the same as if the search for the best fit had run out of rounds."""
    return replace(experiment, fit=replace(experiment.fit, settled=False))


_WIDE = np.linspace(0.0, 10.0, 60)
_WAVE = np.sin(1.7 * _WIDE) + 0.2 * np.sin(40.0 * _WIDE)
_EXP = {"formula": "a*exp(k*x)", "start": {"a": 1.0, "k": 0.2}}

EXPERIMENTS: dict[str, Callable[[], Experiment]] = {
    "line, round": lambda: women(units=Units.ROUND),
    "falling line, round": lambda: fitted(X, 50.0 - 20.0 * X + NOISE, units=Units.ROUND),
    "proportional, round": lambda: women("m*x", units=Units.ROUND),
    "exponential, round": lambda: fitted(X, COLONIES, "a*exp(k*x)", units=Units.ROUND),
    "exponential": lambda: growth(**_EXP, steps=300),
    "exponential, at once lost": lambda: growth(**_EXP, rate=0.1),
    "square, lost later": lambda: growth("(k*x)**2 + c", start={"k": 1.0}, rate=0.0202),
    "exponential, to and fro": lambda: growth(**_EXP, rate=0.0024, steps=61),
    "exponential, higher": lambda: growth(**_EXP, rate=0.006, steps=60),
    "exponential, thrown to a plateau": lambda: growth(**_EXP, rate=0.03, steps=60),
    "exponential, standardised": lambda: fitted(X, COLONIES, "a*exp(k*x)"),
    "exponential, sum": lambda: fitted(X, COLONIES, "a*exp(k*x)", loss=SSE, steps=8),
    "exponential, absolute": lambda: fitted(X, COLONIES, "a*exp(k*x)", loss=MAE),
    "exponential, Huber": lambda: fitted(X, COLONIES, "a*exp(k*x)", loss=huber(0.5)),
    "exponential, given up": lambda: given_up(growth(**_EXP)),
    "parabola through zero": lambda: women("a*x**2 + b*x", units=Units.OWN),
    "parabola": lambda: women("a*x**2 + b*x + c"),
    "quintic": lambda: fitted(X, COLONIES, "a*x**5+b*x**4+c*x**3+d*x**2+e_1*x+f_1", steps=500),
    "one of many": lambda: growth("a*x + b*x + c", steps=3000),
    "proportional": lambda: women("m*x", units=Units.OWN),
    "rate only": lambda: growth("exp(k*x)"),
    "rate only, too far": lambda: growth("exp(k*x)", rate=0.02, steps=30),
    "line, other letters": lambda: women("growth_rate*x + level_at_zero"),
    "few steps": lambda: women("p*x + q", rate=0.01, steps=6),
    "logistic": lambda: yes_no(2.0 + 0.5 * NOISE, loss=LOGLOSS, steps=200),
    "logistic, raw": lambda: yes_no(2.0 + 0.5 * NOISE, loss=LOGLOSS, units=Units.OWN),
    "logistic, separated": lambda: yes_no(2.0, "sigmoid(w*x + b)", loss=LOGLOSS, steps=200),
    "logistic, squares": lambda: yes_no(2.0 + 0.5 * NOISE),
    "absolute": lambda: women(loss=MAE),
    "absolute, few steps": lambda: women(loss=MAE, rate=0.01, steps=50),
    "absolute, to and fro": lambda: women(loss=MAE, rate=1.9, steps=40),
    "absolute, raw": lambda: women(loss=MAE, units=Units.OWN),
    "Huber": lambda: women(loss=huber(0.5)),
    "Huber, raw": lambda: women(loss=huber(0.5), units=Units.OWN),
    "wave, level start": lambda: fitted(
        _WIDE, _WAVE, "a*sin(w*x)", units=Units.OWN, start={"a": 0.0, "w": 0.0}
    ),
    "wave, local minimum": lambda: fitted(
        _WIDE, _WAVE, "sin(w*x)", units=Units.OWN, start={"w": 3.0}, steps=400
    ),
    "wave, rests elsewhere": lambda: fitted(
        _WIDE,
        _WAVE,
        "a*sin(w*x)",
        units=Units.OWN,
        start={"a": 0.2, "w": 3.1},
        rate=0.2,
        steps=100,
    ),
    "beyond all numbers": lambda: growth(**_EXP, rate=1e308),
    "past a bend": lambda: growth(**_EXP, loss=MAE, rate=0.2),
    "logarithm": lambda: growth("a*log(x + c)", start={"a": 1.0, "c": 0.2}, steps=300),
}

FORMULAS: dict[str, Callable[[], Brief]] = {
    name: cache(lambda make=make: Brief(make())) for name, make in EXPERIMENTS.items()
}

SEVERAL: dict[str, Callable[[], Brief]] = {
    name: cache(lambda make=make: Brief(make()))
    for name, make in {
        "two predictors": lambda: several(
            "pq",
            20.0 * _COLUMNS[0] - 9.0 * _COLUMNS[1] + 6.0 * NOISE,
            "a*p + c*q + b",
            units=Units.ROUND,
        ),
        "two predictors, bent": lambda: several(
            "pq", np.exp(0.4 * _COLUMNS[0]) + _COLUMNS[1], "exp(k*p) + c*q", units=Units.OWN
        ),
        "one number of two columns": lambda: several(
            "pq", 3.0 * (_COLUMNS[0] + _COLUMNS[1]) + NOISE, "k*(p + q)", units=Units.ROUND
        ),
        "three predictors": lambda: several(
            "pqr", _COLUMNS.sum(axis=0) + NOISE, "a*p + c*q + d*r + b"
        ),
    }.items()
}
"""Lessons of several columns."""
