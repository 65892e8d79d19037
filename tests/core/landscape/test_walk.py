"""Which steps along a curve are shown, and the windows that follow them: by hand."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.view import Window
from gdcore.landscape.walk import first_steps, has_full_length, reaching, shown_walk, windows_along
from gdcore.section import Section, section

START = 0.5


def cut_of(rate: float, times: float = 1.0, **options: Any) -> Section:
    """Return y = 2 x on 1, 2, 3: E = 14/3 (m − 2)², its steepness 28/3 (m − 2).

    `times` makes all x so many times as large, and E and its steepness that squared.
    """
    x = times * np.array([1.0, 2.0, 3.0])
    data = Dataset((Column("x", x),), Column("y", 2.0 * x))
    model = Model.from_formula(parse_formula("m*x", ["x"]))
    start = {"m": START}
    return section(
        run(data, model=model, units=Units.OWN, rate=rate, start=start, steps=1, **options), 1
    )


def rate_for(kept: float) -> float:
    """Return the rate at which a step keeps a share of the way: 1 − 28/3 · rate."""
    return 3.0 / 28.0 * (1.0 - kept)


@pytest.mark.parametrize(
    ("kept", "steps"),
    [
        # 1/2 to the 8th is 0.0039, the first below 0.004; 1/4 to the 4th too, 0.9 needs 53.
        (0.5, 8),
        (-0.25, 4),
        (0.9, 40),
        (0.0, 1),
        # Uphill: 2 to the 5th is the first above 30; 1.1 to the 8th is not yet.
        (-2.0, 5),
        (-1.1, 8),
    ],
)
def test_the_walk_ends_where_nothing_is_seen_to_move_or_far_away(kept: float, steps: int) -> None:
    walk = shown_walk(cut_of(rate_for(kept)), START)
    assert walk.steps == steps
    np.testing.assert_allclose(
        walk.points[:, 0] - 2.0, -1.5 * kept ** np.arange(steps + 1), rtol=1e-9, atol=1e-12
    )


def test_to_come_by_is_not_to_rest() -> None:
    # E is 2 |m − 2|, so steps of 2 · 0.2495 = 0.499: 1.997 is near 2, and the next is 2.496.
    cut = cut_of(0.2495, loss=MAE)
    walk = shown_walk(cut, START)
    assert walk.points[3, 0] == pytest.approx(1.997)
    assert walk.steps == 40


def test_four_steps_are_told() -> None:
    assert first_steps(cut_of(rate_for(0.9)), START).steps == 4


@pytest.mark.parametrize(
    ("rate", "times", "has_room"),
    [
        # The steepness is 28/3 of the way; 87 times that is too long, 0.09 times too short.
        (0.05, 1.0, True),
        # The step is 28/3 · rate of the way.
        (0.03, 1.0, True),
        (0.02, 1.0, False),
        (0.001, 1.0, False),
        (0.001, 3.05, False),
        (0.05, 2.0, False),
        (0.9, 0.3, True),
        (1.1, 0.3, False),
        (0.9, 0.09, False),
    ],
)
def test_whether_a_picture_has_room_for_the_whole_steepness(
    rate: float, times: float, has_room: bool
) -> None:
    assert has_full_length(cut_of(rate, times), START) is has_room


def test_a_window_reaches_as_far_as_it_must_and_no_higher() -> None:
    window = Window(-2.0, 4.0, -1.0, 9.0)
    assert reaching(window, 3.0) == window
    right, left = reaching(window, 10.0), reaching(window, -10.0)
    assert (right.left, right.bottom, right.top) == (-2.0, -1.0, 9.0)
    assert (right.right - 10.0) / right.width == pytest.approx(0.06)
    assert (left.right, left.bottom, left.top) == (4.0, -1.0, 9.0)
    assert (-10.0 - left.left) / left.width == pytest.approx(0.06)


def test_windows_follow_a_runaway_and_never_shrink() -> None:
    walk = shown_walk(cut_of(rate_for(-2.0)), START)
    first = Window(-1.0, 4.5, -2.0, 20.0)
    windows = windows_along(first, walk)
    assert len(windows) == walk.steps + 1
    # m goes 0.5, 5, −4, 14, …: all but the start need a wider window.
    assert windows[0] == first
    for k, window in enumerate(windows):
        for value, error in zip(walk.points[: k + 1, 0], walk.values[: k + 1], strict=True):
            assert window.left <= value <= window.right
            assert error < window.top
        assert window.bottom / window.top == pytest.approx(-0.1)


def test_a_window_that_does_not_begin_below_zero_keeps_its_bottom() -> None:
    walk = shown_walk(cut_of(rate_for(-2.0)), START)
    assert {window.bottom for window in windows_along(Window(-1.0, 5.0, 0.5, 20.0), walk)} == {0.5}
