"""Where one measured time overtakes another, by powers whose crossing is known."""

import numpy as np
import pytest

from gdcore.landscape.race import Race

COUNTS = np.array([2.0, 4.0, 8.0, 16.0, 64.0])


@pytest.mark.parametrize("at", [2.5, 7.0, 8.0, 50.0])
def test_a_square_overtakes_a_cube_where_they_are_equal(at: float) -> None:
    # p³ = at · p² at p = at.
    race = Race(3.0, COUNTS, COUNTS**3, at * COUNTS**2)
    assert race.crossing == pytest.approx(at)


def test_what_is_faster_from_the_first_on_and_what_is_slower_at_last() -> None:
    assert Race(3.0, COUNTS, COUNTS**3, COUNTS**2).crossing == 2.0
    assert Race(3.0, COUNTS, COUNTS**3, 65.0 * COUNTS**2).crossing is None


def test_growth_is_told_for_twice_the_parameters() -> None:
    assert Race(3.0, COUNTS, COUNTS**3, COUNTS).growth == pytest.approx(8.0)
