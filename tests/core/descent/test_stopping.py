"""Stop rules and runaways, on paths written by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.descent.stopping import RUNAWAY, Stop, first_run, first_runaway, runaway_limit

POINTS = np.array([[0.0, 0.0], [3.0, -1.0], [3.5, -3.0], [3.5, -3.0]])
"""Three steps; the largest entries of their changes are 3, 2 and 0."""

VALUES = np.array([9.0, 4.0, 6.0, 5.5])
"""Changes of 5, 2 and 0.5 in size."""

GRADIENTS = np.array([[0.5, -7.0], [-2.0, 1.0], [0.1, 0.25]])
"""Their largest entries are 7, 2 and 0.25."""


@pytest.mark.parametrize(
    ("kind", "threshold", "expected"),
    [
        ("step", 3.5, [True, True, True]),
        ("step", 3.0, [False, True, True]),
        ("step", 1e-9, [False, False, True]),
        ("gradient", 2.0, [False, False, True]),
        ("gradient", 2.1, [False, True, True]),
        ("gradient", 0.25, [False, False, False]),
        ("loss", 5.0, [False, True, True]),
        ("loss", 2.0, [False, False, True]),
        ("loss", 0.5, [False, False, False]),
    ],
)
def test_a_rule_tells_which_steps_are_small(
    kind: Any, threshold: float, expected: list[bool]
) -> None:
    assert Stop(kind, threshold).small(POINTS, VALUES, GRADIENTS).tolist() == expected


def test_the_sentence_names_quantity_threshold_and_step() -> None:
    assert Stop("step", 0.001).sentence_after(8, 1) == (
        "It stopped after 8 steps: no parameter moved by 0.001 or more."
    )
    assert Stop("gradient", 2.5).sentence_after(1, 1) == (
        "It stopped after 1 step: no slope was 2.5 or more."
    )
    assert Stop("loss", 1.0).sentence_after(4, 2).endswith(" by less than 1 in 2 steps on end.")
    assert Stop("loss", 1e-9).sentence_after(12_345, 1_000) == (
        "It stopped after 12,345 steps: the error changed by less than 1e-09 in 1,000 steps on end."
    )


def test_only_the_gradient_needs_no_second_look_when_rows_are_sampled() -> None:
    kinds = ("step", "gradient", "loss")
    assert [Stop(kind, 1.0).patience(5) for kind in kinds] == [5, 1, 5]


@pytest.mark.parametrize("threshold", [0.0, -1.0, float("inf"), float("nan")])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match=r"^`threshold` must be positive and finite, got "):
        Stop("step", threshold)


def test_an_unknown_kind_is_refused_by_name() -> None:
    unknown: Any = "time"
    with pytest.raises(
        ValueError, match=r"^`kind` must be one of step, gradient, loss, got 'time'$"
    ):
        Stop(unknown, 1.0)


@given(
    st.lists(st.booleans(), min_size=1, max_size=30),
    st.integers(1, 6),
    st.integers(0, 5),
    st.data(),
)
def test_runs_are_counted_as_one_would_by_hand(
    small: list[bool], patience: int, before: int, data: st.DataObject
) -> None:
    expected, run = None, before
    for place, one in enumerate(small, start=1):
        run = run + 1 if one else 0
        if run >= patience and expected is None:
            expected = place
    assert first_run(np.array(small), patience, before) == (expected, run)
    # Cut in two anywhere, the second part goes on where the first left off.
    cut = data.draw(st.integers(1, len(small)))
    found, carried = first_run(np.array(small[:cut]), patience, before)
    if found is None and cut < len(small):
        later, run_after = first_run(np.array(small[cut:]), patience, carried)
        assert (None if later is None else later + cut, run_after) == (expected, run)


def test_the_limit_is_a_multiple_of_the_largest_sound_height() -> None:
    assert runaway_limit(np.array([2.0, 7.0, np.inf, np.nan])) == RUNAWAY * 7.0
    assert runaway_limit(np.array([0.0, 0.0])) == RUNAWAY * np.finfo(np.float64).tiny
    assert runaway_limit(np.array([np.nan])) == RUNAWAY * np.finfo(np.float64).tiny
    assert runaway_limit(np.array([1e300])) == np.inf


@pytest.mark.parametrize(
    ("points", "values", "limit", "expected"),
    [
        ([[1.0], [2.0]], [1.0, 2.0], 2.0, None),
        ([[1.0], [2.0]], [1.0, 2.1], 2.0, 1),
        ([[1.0], [np.inf]], [1.0, 1.0], 2.0, 1),
        ([[np.nan], [np.inf]], [1.0, 1.0], 2.0, 0),
        ([[1.0, 0.0], [2.0, np.nan], [1.0, 1.0]], [1.0, 1.0, 1.0], 2.0, 1),
        ([[1.0], [2.0]], [1.0, np.nan], np.inf, 1),
        ([[1.0], [2.0]], [1.0, np.inf], np.inf, 1),
        ([[1.0], [2.0]], [1.0, 1e308], np.inf, None),
    ],
)
def test_a_runaway_is_what_is_not_finite_or_above_the_limit(
    points: Any, values: Any, limit: float, expected: int | None
) -> None:
    assert first_runaway(np.array(points), np.array(values), limit) == expected
