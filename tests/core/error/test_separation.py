"""Separation of yes and no, against a linear programme of scipy."""

import numpy as np
import pytest
import scipy.optimize

from gdcore.arrays import Floats
from gdcore.error.separation import is_separated


def programmed(features: Floats, answers: Floats) -> bool:
    """Return whether a direction of separation exists, by linear programming (K. Konis, 2007)."""
    towards = features * np.where(answers == 1, 1.0, -1.0)[:, None]
    found = scipy.optimize.linprog(
        -towards.sum(axis=0), A_ub=-towards, b_ub=np.zeros(len(towards)), bounds=(-1.0, 1.0)
    )
    return bool(found.fun < -1e-7)


@pytest.mark.parametrize("seed", range(60))
def test_as_a_linear_programme_says(seed: int) -> None:
    # Small whole numbers, so that rows often lie on the threshold itself.
    random = np.random.default_rng(seed)
    rows, width = int(random.integers(3, 12)), int(random.integers(1, 4))
    features = np.column_stack([random.integers(-3, 4, (rows, width)), np.ones(rows)]).astype(float)
    answers = (features @ random.normal(size=width + 1) + random.normal(size=rows) > 0).astype(
        float
    )
    assert is_separated(features, answers) is programmed(features, answers)


def test_the_programmes_say_both() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0])
    table = np.column_stack([x, np.ones(4)])
    assert programmed(table, (x > 2).astype(float))
    assert not programmed(table, np.array([0.0, 1.0, 0.0, 1.0]))


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_one_row_of_each_on_the_threshold_separates_too(unit: float) -> None:
    x = 2000.0 + np.array([0.0, 1.0, 2.0, 2.0, 3.0, 5.0])
    table = np.column_stack([unit * x, np.ones(6)])
    assert is_separated(table, np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0]))
    assert not is_separated(table, np.array([0.0, 1.0, 0.0, 1.0, 0.0, 1.0]))


@pytest.mark.parametrize("answer", [0.0, 1.0])
def test_answers_of_one_kind_are_separated(answer: float) -> None:
    table = np.column_stack([np.arange(5.0), np.ones(5)])
    assert is_separated(table, np.full(5, answer))


def test_many_rows_with_a_steep_threshold_are_told_apart() -> None:
    x = np.linspace(-1.0, 1.0, 5000)
    answers = (x > 0.0).astype(float)
    table = np.column_stack([x, np.ones(x.size)])
    assert is_separated(table, answers)
    answers[[2499, 2500]] = answers[[2500, 2499]]
    assert not is_separated(table, answers)


def test_a_step_that_overshoots_is_halved_and_a_search_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    x = np.array([1.4, 12.6, 0.2, 2.3, 0.1, 0.0])
    answers = np.array([1.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    table = np.column_stack([x, np.ones(x.size)])
    assert not programmed(table, answers)
    assert not is_separated(table, answers)
    monkeypatch.setattr("gdcore.error.separation._ROUNDS", 1)
    monkeypatch.setattr("gdcore.error.separation._HALVINGS", 0)
    assert not is_separated(table, answers)
