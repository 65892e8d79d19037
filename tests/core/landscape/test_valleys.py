"""Valleys of curves whose turns are known by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.landscape.valleys import bends_down, valleys


@given(st.floats(0.5, 8.0), st.floats(-3.0, 3.0))
def test_turns_of_a_cosine(pace: float, shift: float) -> None:
    # cos(u) is lowest where u is an odd multiple of π and highest where it is an even one.
    found = valleys(lambda x: -pace * np.sin(pace * x + shift), -4.0, 4.0)
    for turns, offset in ((found.lowest, 1.0), (found.walls, 0.0)):
        phases = (pace * turns + shift) / np.pi
        np.testing.assert_allclose(
            (phases - offset) / 2.0, np.round((phases - offset) / 2.0), atol=1e-9
        )
        assert abs(len(turns) - 8.0 * pace / (2.0 * np.pi)) <= 1.0


def test_a_value_belongs_to_the_valley_between_its_walls() -> None:
    # (x² − 1)² + x/10: two valleys and the wall between; from −2 to 2 they reach to the ends.
    found = valleys(lambda x: 4.0 * x**3 - 4.0 * x + 0.1, -2.0, 2.0)
    left, wall, right = np.sort(np.roots([4.0, 0.0, -4.0, 0.1]).real)
    np.testing.assert_allclose(found.lowest, [left, right], rtol=1e-12)
    np.testing.assert_allclose(found.edges, [(-2.0, wall), (wall, 2.0)], atol=1e-12)
    values = np.array([-2.5, -1.9, -0.3, 0.4, 1.9, 2.1])
    assert found.ending(values).tolist() == [-1, 0, 0, 1, 1, -1]
    assert found.counts(values) == (2, 2)


def test_a_slope_down_at_an_end_is_no_valley() -> None:
    # From its wall at 0 the curve falls to both ends of the interval and turns before none.
    found = valleys(lambda x: -x, -1.0, 1.0)
    assert (len(found.lowest), found.edges) == (0, ())


def test_ends_must_ascend() -> None:
    with pytest.raises(ValueError, match=r"`low` must be below `high`, got 2 and 1"):
        valleys(np.sin, 2, 1)


def test_a_curve_bends_down_where_its_slope_falls() -> None:
    # x³ − 3 x bends down left of 0; a straight slope, with its rounding, bends nowhere.
    x = np.linspace(-1.0, 1.0, 40)
    assert bends_down(3.0 * x**2 - 3.0, x).tolist() == (x < 0.0).tolist()
    assert not bends_down(2.0 * x + 1e-12 * np.cos(40.0 * x), x).any()
    assert not bends_down(np.full(40, np.inf), x).any()
