"""Windows that follow: by hand, and what holds of any path."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.landscape.following import (
    followed,
    last_within,
    straight_share,
    zoomed_evenly,
)
from gdcore.landscape.view import Window

HOME = Window(-1.0, 3.0, 0.0, 2.0)


def path(*places: tuple[float, float]) -> np.ndarray:
    return np.array(places)[:, None]


def test_a_path_that_stays_inside_moves_no_window() -> None:
    assert followed(HOME, path((0.0, 0.0), (3.0, 2.0), (-1.0, 1.0)), 2.0) == (HOME,) * 3


def test_a_window_grows_towards_what_leaves_it_and_a_little_further() -> None:
    # From 3 to 8 is 5, and 12 per cent of 5 is 0.6; nothing changes on the other sides.
    one, two, three = followed(HOME, path((0.0, 1.0), (8.0, 1.0), (0.0, -10.0)))
    assert one == HOME
    assert two == Window(-1.0, pytest.approx(8.6), 0.0, 2.0)
    assert three == Window(-1.0, pytest.approx(8.6), pytest.approx(-11.2), 2.0)


def test_all_places_of_a_step_are_held_and_the_first_step_s_too() -> None:
    both = np.array([[[0.0, 12.0], [0.0, -5.0]], [[0.0, 0.0], [0.0, 1.0]]])
    first, second = followed(HOME, both)
    assert first == second
    assert (first.bottom, first.top) == (pytest.approx(-5.6), pytest.approx(13.2))


def test_an_aspect_is_kept() -> None:
    window = followed(HOME, path((0.0, 0.0), (0.0, 9.0)), 2.0)[1]
    assert window.width / window.height == pytest.approx(2.0)
    assert window.top >= 9.0


def test_what_leaves_for_far_away_is_followed_no_more() -> None:
    far = path((0.0, 1.0), (40.0, 1.0), (1e5, 1.0), (np.inf, np.nan), (0.0, 0.0))
    windows = followed(HOME, far)
    assert windows[1] != windows[2] == windows[3] == windows[4]
    assert windows[2].right > 1e5
    assert followed(HOME, path((1e10, 0.0), (0.0, 0.0))) == (HOME, HOME)


def doubling(count: int) -> list[Window]:
    return [Window(-(2.0**k), 2.0**k, -1.0, 1.0) for k in range(count)]


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_what_doubles_each_step_is_zoomed_evenly_at_one_speed(share: float) -> None:
    assert zoomed_evenly(doubling(9), 2, share) == pytest.approx(2.0 + 6.0 * share)


def test_an_even_zoom_hardly_waits_where_windows_stand_still() -> None:
    # Twice the double, then six steps of nothing: these have a tenth of the zoom's own time.
    windows = [*doubling(3), *[doubling(3)[-1]] * 6]
    assert zoomed_evenly(windows, 0, 0.9) == pytest.approx(2.0, abs=0.2)
    assert zoomed_evenly([HOME] * 5, 1, 0.5) == pytest.approx(2.5)
    assert zoomed_evenly([HOME], 0, 0.5) == 0.0


def test_the_last_window_of_a_size_is_found() -> None:
    assert last_within(doubling(9), 5.0) == 2
    assert last_within(doubling(9), 1.0) == 0
    assert last_within([HOME] * 3, 1.0) == 2


def test_half_a_zoom_to_nine_times_is_to_three_times() -> None:
    # Both sides: from 0 and 1 to −4 and 5; at three times they have gone (3 − 1) / (9 − 1).
    assert straight_share(Window(0, 1, 0, 1), Window(-4, 5, 0, 1), 0.5) == pytest.approx(0.25)
    assert straight_share(HOME, HOME, 0.3) == 0.3


@given(st.lists(st.tuples(st.floats(-800, 800), st.floats(-800, 800)), min_size=1, max_size=20))
def test_each_window_holds_the_one_before_and_its_step(places: list[tuple[float, float]]) -> None:
    windows = followed(HOME, path(*places))
    before = HOME
    for window, (x, y) in zip(windows, places, strict=True):
        assert window.left <= min(x, before.left)
        assert window.right >= max(x, before.right)
        assert window.bottom <= min(y, before.bottom)
        assert window.top >= max(y, before.top)
        before = window
