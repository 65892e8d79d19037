"""What a landscape looks like from above: inside, outside, and a grid that can be undone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.landscape.planform import Planform

ANGLE = 0.4
TURN = np.array([[np.cos(ANGLE), -np.sin(ANGLE)], [np.sin(ANGLE), np.cos(ANGLE)]])
SIDES = np.array([2.0, 0.5])
ELLIPSE = Planform(TURN * SIDES)
STRIP = Planform(TURN * SIDES, is_strip=True)
BOTH = pytest.mark.parametrize("form", [ELLIPSE, STRIP], ids=["ellipse", "strip"])
numbers = st.floats(-3.0, 3.0)
points = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20).map(np.array)


def _along(form: Planform, places: Floats) -> Floats:
    """Return places in units of the half axes, by hand: turned back, and divided."""
    del form
    return places @ TURN / SIDES


def _is_inside(form: Planform, places: Floats) -> Floats:
    unit = _along(form, places)
    return np.abs(unit).max(axis=-1) if form.is_strip else np.hypot(unit[..., 0], unit[..., 1])


@BOTH
def test_the_grid_ends_on_the_rim_and_its_lines_are_undone(form: Planform) -> None:
    grid = form.grid(9)
    rim = np.concatenate([grid[0], grid[-1], grid[:, 0], grid[:, -1]])
    np.testing.assert_allclose(_is_inside(form, rim), 1.0)
    assert (_is_inside(form, grid[1:-1, 1:-1]) < 1.0).all()
    side = np.linspace(-1.0, 1.0, 9)
    np.testing.assert_allclose(
        form.square(grid), np.stack(np.meshgrid(side, side), axis=-1), atol=1e-7
    )


@BOTH
@given(places=points)
def test_what_is_inside(form: Planform, places: Floats) -> None:
    away = _is_inside(form, places)
    clear = np.abs(away - 1.0) > 1e-6
    assert (form.holds(places)[clear] == (away[clear] < 1.0)).all()
    # Outside counts as on the rim.
    assert np.abs(form.square(places)).max() <= 1.0
    out = away > 1.0 + 1e-6
    np.testing.assert_allclose(np.abs(form.square(places)[out]).max(axis=-1), 1.0, atol=1e-6)


@BOTH
def test_the_extent_is_the_farthest_of_the_rim(form: Planform) -> None:
    if form.is_strip:
        rim = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]]) * SIDES @ TURN.T
    else:
        angles = np.linspace(0.0, 2.0 * np.pi, 100_001)
        rim = np.column_stack([np.cos(angles), np.sin(angles)]) * SIDES @ TURN.T
    np.testing.assert_allclose(form.extent, np.abs(rim).max(axis=0), rtol=1e-8)
    np.testing.assert_allclose(form.times(3.0).extent, 3.0 * form.extent)
    assert form.times(3.0).is_strip is form.is_strip


@BOTH
@given(starts=points, seed=st.integers(0, 99))
def test_lines_are_cut_at_the_rim(form: Planform, starts: Floats, seed: int) -> None:
    ends = np.random.default_rng(seed).uniform(-3.0, 3.0, starts.shape)
    first, last = form.within(starts, ends)
    # By hand: of many points of each line, those inside are on the parts, and as many.
    shares = np.linspace(0.0, 1.0, 2001)[:, None]
    inside = sum(
        float((_is_inside(form, a + shares * (b - a)) <= 1.0).mean() * np.hypot(*(b - a)))
        for a, b in zip(starts, ends, strict=True)
    )
    assert np.hypot(*(last - first).T).sum() == pytest.approx(inside, abs=0.02 * len(starts))
    for ends_inside in (first, last):
        assert (_is_inside(form, ends_inside) <= 1.0 + 1e-6).all()


@BOTH
def test_a_line_along_the_axes_and_one_that_is_no_number(form: Planform) -> None:
    tips = np.array([[3.0, 0.0], [0.0, 3.0], [3.0, 0.9]]) @ TURN.T
    first, last = form.within(-tips[:2], tips[:2])
    np.testing.assert_allclose(_along(form, first), [[-1.0, 0.0], [0.0, -1.0]], atol=1e-12)
    np.testing.assert_allclose(_along(form, last), [[1.0, 0.0], [0.0, 1.0]], atol=1e-12)
    # Beside it, at 0.9 of an axis of 0.5.
    assert not len(form.within(tips[2:], tips[2:] - [6.0, 0.0] @ TURN.T)[0])
    assert not len(form.within(np.array([[np.nan, 0.0]]), np.array([[np.inf, 1.0]]))[0])
