"""How the scene `surface` moves: the pace of a walk, the eye's drift, and rings that rise."""

from typing import Any

import numpy as np
import pytest

from gdcore.landscape.region import region
from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.descent.pace import Pace
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.eye import Eye
from scenes.kit.surface.rings import Rings
from scenes.kit.surface.surface import Surface
from tests.scenes.scores import lesson_named

BOX = Box("surface", WIDE.whole.left, WIDE.whole.bottom, 1.9, WIDE.whole.top)
SECONDS = 12.0


def walked(steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return where a walk is, and what it has made, thirty times a second."""
    pace = Pace(steps, SECONDS)
    both = [pace.at(k / 360.0) for k in range(361)]
    return np.array([at for at, _ in both]), np.array([made for _, made in both])


@pytest.mark.parametrize("steps", [0, 1, 3, 4, 5, 17, 100, 1500])
def test_a_walk_makes_all_steps_in_order_and_ends_in_time(steps: int) -> None:
    at, made = walked(steps)
    assert (at[0], made[0]) == (0.0, 0)
    assert (at[-1], made[-1]) == (steps, steps)
    assert (np.diff(at) >= 0.0).all()
    # What is told is the last iterate that the point has reached.
    np.testing.assert_array_equal(made, np.floor(at))


@pytest.mark.parametrize("steps", [4, 9, 100])
def test_the_first_steps_are_seen_one_by_one_each_with_a_stop(steps: int) -> None:
    at, _ = walked(steps)
    for step in range(1, min(steps, 4) + 1):
        stands = np.flatnonzero(at == step)
        assert len(stands) >= 5
        # 0.7 seconds each: half a second on the way, and a stop.
        assert stands[0] == pytest.approx(21 * step - 6, abs=1)


def test_a_long_walk_speeds_up() -> None:
    at, _ = walked(100)
    gone = [at[k + 60] - at[k] for k in range(90, 300, 30)]
    assert (np.diff(gone) > 0.0).all()


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_at_an_even_pace_a_few_steps_take_all_of_the_time(steps: int) -> None:
    pace = Pace.even(steps, SECONDS)
    ends = np.arange(steps + 1) / steps
    assert [pace.at(end)[1] for end in ends.tolist()] == [*range(steps + 1)]
    assert all(pace.at(end - 0.02)[1] == k for k, end in enumerate(ends[1:].tolist(), 1))
    assert all(pace.at(end + 0.02)[0] > k for k, end in enumerate(ends[:-1].tolist()))


def test_many_steps_are_shown_at_iterates_only() -> None:
    at, _ = walked(1500)
    late = at[120:]
    np.testing.assert_array_equal(late, np.round(late))


@pytest.fixture
def surface() -> Surface:
    """Return the default lesson's surface, from above."""
    field = region(default_brief().experiment, 100).height_field
    return Surface(field, DARK, framed(BOX, field, 0.0, np.pi / 2), clip=BOX.clip)


def test_the_eye_sways_six_degrees_to_both_sides_nine_seconds_a_sweep(surface: Surface) -> None:
    home = framed(BOX, surface.field, np.radians(-20.0), np.radians(36.0))
    words = [Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "$E$")]
    eye = Eye(surface, SurfaceAxes(surface, (words[0], words[1], words[2]), home, DARK), home)
    eye.drift(4.5)
    assert surface.view == home
    eye.sway = 1.0
    for seconds, degrees in ((0.0, 0.0), (4.5, 6.0), (9.0, 0.0), (13.5, -6.0), (18.0, 0.0)):
        eye.drift(seconds)
        assert np.degrees(surface.view.azimuth) == pytest.approx(-20.0 + degrees)
    eye.look(0.5)
    assert surface.rise == 0.5
    eye.drift(4.5)
    asides = []
    for progress in (0.0, 0.5, 1.0):
        eye.calm(progress)
        asides.append(np.degrees(surface.view.azimuth) + 20.0)
    np.testing.assert_allclose(asides, [6.0, 3.0, 0.0], atol=1e-9)


def test_rings_appear_and_rise_the_lowest_first(surface: Surface) -> None:
    rings = Rings(surface, region(default_brief().experiment, 100), DARK)
    lines = [each[0] for each in rings.below]
    assert {line.veiled for line in lines} == {0.0}
    rings.draw(0.4)
    shown = [line.veiled for line in lines]
    assert shown == sorted(shown, reverse=True)
    assert (shown[0], shown[-1]) == (1.0, 0.4)
    risen = [each[0] for each in rings.above]
    rings.lift(0.6)
    lifts = [line.lift for line in risen]
    assert lifts == sorted(lifts, reverse=True)
    assert [line.veiled for line in risen] == [float(lift > 0.0) for lift in lifts]
    rings.lift(1.0)
    assert {line.lift for line in risen} == {1.0}
    rings.land()
    assert {line.lift for line in risen} == {None}
    rings.veil(0.25)
    assert {line.veiled for line in (*risen, *lines)} == {0.25}


def test_a_picture_follows_a_descent_that_runs_out_of_its_bowl() -> None:
    def looked(stage: Any, _: int) -> tuple[float, float]:
        field = stage.surface.field
        point = field.places(stage.descent.points[1].positions)
        return float(field.reach[0]), float(field.planform.away(point)[0])

    seen = np.array(rehearse("surface", lesson_named("diverges"), looked))
    reach, away = seen.T
    assert (np.diff(reach) >= 0.0).all()
    # Out three times, and each time in again: the picture waits until it goes on.
    assert ((away[1:] > 1.0) & (away[:-1] <= 1.0)).sum() == 3
    assert away[-1] == pytest.approx(0.8)
    assert reach[-1] > 100.0 * reach[0]
