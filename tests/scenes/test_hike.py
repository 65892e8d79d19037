"""The hillside in fog: perspective, what hides what, the fog, and the way that was walked."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.landscape.ground import ground
from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import laid_out, rehearse
from scenes.kit.ink.icons import eye, speech
from scenes.kit.look.look import DARK
from scenes.kit.surface.fog_banks import FogBanks
from scenes.kit.surface.hike import Hike
from scenes.kit.surface.outlook import Outlook
from scenes.kit.surface.relief import Relief, Sight, clear_height
from scenes.kit.surface.track import Track, along
from tests.scenes.scores import lesson_named

SPOT = np.array([0.3, -0.4, 0.1])
VIEW = Outlook.upon(SPOT, (-2.0, -1.0), 0.7, 1.5, 0.8, 8.0)
LESSONS = ("default", "light", "crawls", "exponential", "proportional", "diverges", "quintic")


def test_a_spot_is_where_it_is_put_and_the_eye_behind_and_above_it() -> None:
    (place,), (far,) = VIEW.project(SPOT[None])
    np.testing.assert_allclose(place, [-2.0, -1.0])
    assert far == pytest.approx(1.5)
    assert VIEW.eye[2] == pytest.approx(0.9)


def test_things_twice_as_far_are_half_as_large_and_what_is_upright_stays_upright() -> None:
    ahead, up = np.array([np.cos(0.7), np.sin(0.7), 0.0]), np.array([0.0, 0.0, 0.2])
    feet = np.array(VIEW.eye) - [0.0, 0.0, 0.9] + np.outer([1.0, 2.0], ahead)
    (low, _), (high, _) = VIEW.project(feet), VIEW.project(feet + up)
    np.testing.assert_allclose((high - low)[:, 0], 0.0, atol=1e-12)
    near, far = (high - low)[:, 1].tolist()
    assert near == pytest.approx(2.0 * far) == pytest.approx(8.0 * 0.2)
    # What is as high as the eye is on the horizon, however far.
    level = np.array([*(feet[1, :2]), VIEW.eye[2]])
    assert VIEW.project(level[None])[0][0, 1] == pytest.approx(VIEW.horizon)


def test_a_column_of_the_picture_is_a_way_over_the_ground() -> None:
    far = np.array([0.5, 1.0, 3.0])
    places = VIEW.way(np.array(1.7), far)
    shown, found = VIEW.project(np.column_stack([places, [0.0, 0.2, -0.3]]))
    np.testing.assert_allclose(shown[:, 0], 1.7)
    np.testing.assert_allclose(found, far)


def test_between_two_outlooks_lies_each_way_between() -> None:
    other = Outlook((1.0, 2.0, 3.0), 0.2, 10.0, 4.0)
    for share, end in ((0.0, VIEW), (1.0, other)):
        np.testing.assert_allclose(VIEW.towards(other, share).eye, end.eye)
        assert VIEW.towards(other, share).horizon == pytest.approx(end.horizon)
    middle = VIEW.towards(other, 0.5)
    assert middle.heading == pytest.approx(0.45)
    assert middle.lens == pytest.approx(9.0)


def relief(height: float = 0.45) -> Relief:
    return Relief(ground(default_brief().experiment), height)


def test_what_is_seen_at_a_place_of_the_picture_lies_there() -> None:
    hill = relief()
    view = Outlook.upon(hill.foot, (-2.0, -1.0), 2.0, 1.5, 0.8, 8.0)
    x, y = np.linspace(-5.0, 5.0, 41), np.linspace(-2.5, 0.0, 11)
    far = Sight(hill, view, x, -2.9).far(y)
    places = view.way(x, far)
    shown, _ = view.project(hill.space(places.reshape(-1, 2)))
    wanted = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    assert np.abs(shown - wanted).max() < 0.04


@pytest.mark.parametrize("height", [0.2, 0.9, 2.0])
def test_a_place_is_seen_if_no_ground_on_the_way_to_the_eye_is_higher(height: float) -> None:
    hill = relief(height)
    view = Outlook.upon(np.zeros(3), (0.0, -1.0), 0.4, 2.5, 0.9, 8.0)
    places = np.random.default_rng(5).uniform(-1.0, 1.0, (300, 2))
    points = hill.space(places)
    shown, is_seen = Sight(hill, view, np.linspace(-7.0, 7.0, 225), -2.9).shown(points)
    clear = np.empty(len(points))
    for k, point in enumerate(points):
        shares = np.linspace(0.0, 1.0, 400)[4:, None]
        ray = point + shares * (np.array(view.eye) - point)
        over = hill.height * hill.ground.shares_at(ray[:, :2]) - ray[:, 2]
        clear[k] = -over.max()
    inside = (np.abs(shown[:, 0]) < 6.9) & (shown[:, 1] > -2.8) & (view.project(points)[1] > 0.5)
    assert is_seen[inside & (clear > 0.0)].all()
    assert not is_seen[inside & (clear < -0.12)].any()
    assert (inside & (clear < -0.12)).any() == (height > 0.5)


def test_the_ground_is_as_high_as_an_eye_can_still_see_over_it() -> None:
    shown, eye = ground(default_brief().experiment), (0.9, 1.3, 0.5)
    height = clear_height(shown, np.zeros(2), eye)
    shares = np.linspace(0.04, 1.0, 200)
    over = height * shown.shares_at(shares[:, None] * np.array(eye[:2])) - shares * eye[2]
    assert over.max() < 0.0
    assert (2.0 * height * shown.shares_at(shares[:, None] * eye[:2]) > shares * eye[2]).any()


def test_fog_slides_the_near_faster_and_comes_round_without_a_seam() -> None:
    x, y = np.linspace(-7.0, 7.0, 113), np.linspace(-2.9, 4.0, 56)
    banks = FogBanks(x, y)
    thick = banks.thickness(3.0)
    assert thick.shape == (56, 113)
    assert 0.0 <= thick.min() < thick.max() < 1.0
    moved = np.abs(banks.thickness(3.5) - thick).mean(axis=1)
    assert moved[5:15].mean() > 2.0 * moved[35:45].mean() > 0.0
    steps = [np.abs(banks.thickness(t + 0.04) - banks.thickness(t)).max() for t in range(0, 300, 7)]
    assert max(steps) < 0.02


def test_a_way_stops_at_each_step_and_is_walked_at_an_even_pace() -> None:
    walked = np.array([[0.8, 0.0], [0.5, 0.0], [0.35, 0.0], [0.3, 0.0]])
    track = Track(walked)
    assert (track.step_at(0.0), track.step_at(1.0)) == (0.0, 3.0)
    np.testing.assert_allclose(track.place(1.5), [0.425, 0.0])
    assert track.step_at(0.3 / 0.5) == pytest.approx(1.0)
    # Half of the first step at half of its time, and slow at both of its ends.
    assert track.step_at(0.15 / 0.5) == pytest.approx(0.5)
    assert track.step_at(0.01 / 0.5) < 0.01
    np.testing.assert_array_equal(track.marks(2.0), walked[:3])
    np.testing.assert_allclose(track.line(1.5)[[0, -1]], [[0.8, 0.0], [0.425, 0.0]])


def test_the_first_steps_are_whole() -> None:
    # Steps of 0.3, 0.15 and 0.05: they end at 0.6, 0.9 and all of the way.
    track = Track(np.array([[0.8, 0.0], [0.5, 0.0], [0.35, 0.0], [0.3, 0.0]]))
    shares = [track.whole(least) for least in (0.0, 0.35, 0.61, 1.0)]
    assert shares == pytest.approx([0.0, 0.6, 0.9, 1.0])
    assert Track(np.array([[0.5, 0.1]])).whole(0.5) == 0.0


@pytest.mark.parametrize(("name", "walks"), [("default", True), ("diverges", False)])
def test_in_the_hook_the_line_is_the_model_that_the_hiker_stands_for(
    name: str, walks: bool
) -> None:
    stage: Any = laid_out("hook", lesson_named(name))
    points = stage.brief.experiment.trajectory.points
    stage.walking(0.0, 1.0)(1.0)
    step = stage.hike.step
    assert (step == round(step) > 0) == walks
    np.testing.assert_allclose(stage.reached(), points[round(step)])
    np.testing.assert_allclose(stage.model_line.theta, points[round(step)])


def test_an_icon_is_drawn_line_by_line_about_its_place() -> None:
    for icon in (eye(2.0, 1.0, 0.5, DARK.text), speech(2.0, 1.0, 0.5, DARK.text)):
        whole = np.vstack([path.points[:, :2] for path in icon.paths])
        assert np.abs(whole - [2.0, 1.0]).max() <= 0.5
        icon.draw(0.0)
        assert not any(path.veiled for path in icon.paths)
        icon.draw(1.5 / len(icon.paths))
        assert [path.veiled for path in icon.paths[:3]] == [1.0, 1.0, 0.0]
        icon.draw(1.0)
        np.testing.assert_allclose(np.vstack([path.points[:, :2] for path in icon.paths]), whole)


def test_a_way_that_runs_away_ends_where_it_leaves() -> None:
    track = Track(np.array([[0.5, 0.0], [-0.9, 0.0], [1e200, 0.0], [-1e300, 0.0]]))
    assert track.last == 2
    assert track.place(2.0)[0] == pytest.approx(2.1)
    assert len(track.line(2.0)) < 200


def test_a_way_of_no_step_stays() -> None:
    track = Track(np.array([[0.5, 0.1]]))
    assert track.step_at(1.0) == 0.0
    np.testing.assert_array_equal(track.line(0.0), [[0.5, 0.1]])


def test_a_line_has_places_close_together_and_keeps_its_corners() -> None:
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 0.33]])
    line = along(corners)
    assert np.hypot(*np.diff(line, axis=0).T).max() < 0.06
    assert all((np.abs(line - corner).max(axis=1) < 1e-12).any() for corner in corners)


@pytest.mark.parametrize("name", LESSONS)
def test_the_hiker_stands_at_the_start_and_sees_the_fall_line_through_the_foot(name: str) -> None:
    hike = Hike(lesson_named(name).experiment, DARK)
    hike.felt = 1.0
    hike.drift(2.0)
    start = hike.ground.walked[:1]
    (place,), (is_seen,) = hike.hillside.shown(start)
    assert is_seen
    staff = hike.hiker.figure[-1].points[:, :2]
    np.testing.assert_allclose(staff[0], place, atol=1e-9)
    np.testing.assert_allclose(hike.hiker.lamp.points[0, :2], staff[1])
    ends = hike.fall.points[:, :2]
    assert np.abs(ends - place).max(axis=1).min() < 0.15
    way = 0.25 * hike.ground.fall
    tips, seen = hike.hillside.shown(np.array([start[0] - way, start[0] + way]))
    for tip in tips[seen]:
        assert np.abs(ends - tip).max(axis=1).min() < 1e-6


@pytest.mark.parametrize("name", LESSONS)
def test_the_green_way_goes_by_the_places_of_the_descent(name: str) -> None:
    brief = lesson_named(name)
    (*_, stage) = rehearse("card", brief, lambda stage, _: stage)
    hike: Any = stage.hike
    theta = hike.ground.cut.project(brief.experiment.trajectory.points)
    places = (theta - hike.ground.cut.best) / hike.ground.reach[: theta.shape[1]]
    flat = np.zeros((len(places), 2))
    flat[:, : theta.shape[1]] = np.clip(places, -9.0, 9.0)
    flat = flat[np.cumsum(np.hypot(*flat.T) > 1.5) == 0]
    shown, is_seen = hike.hillside.shown(flat)
    line = hike.way.points[:, :2]
    for place in shown[is_seen]:
        # Steps that are as good as at one place share a dot, a fifth of a unit large at most.
        assert np.hypot(*(line - place).T).min() < 0.2
    dots = hike.steps.points[:, :2]
    assert all(np.hypot(*(shown - dot).T).min() < 1e-6 for dot in dots[:-1])
    assert len(dots) > 1 or brief.experiment.trajectory.steps < 2


@pytest.mark.parametrize("name", ["diverges", "diverges slowly", "square, lost later"])
def test_a_hiker_who_runs_away_stays_in_the_picture_and_is_back_at_the_start(name: str) -> None:
    hike = Hike(lesson_named(name).experiment, DARK)
    hike.risen = 1.0
    stands = list[Any]()
    for share, seconds in ((1.0, 0.0), (0.0, 5.0), (1.0, 15.0), (0.01, 0.0)):
        hike.walk(share)
        hike.drift(seconds)
        lamp = hike.hiker.lamp.points[0]
        assert -7.0 < lamp[0] < 1.9
        assert -2.95 < lamp[1] < 3.0
        stands.append(hike.hillside.stand)
    np.testing.assert_array_equal(stands[0], stands[2])
    assert np.hypot(*(stands[0] - stands[1])[:2]) > 0.5


@pytest.mark.parametrize("name", ["default", "arrives at once"])
def test_the_eye_rises_until_who_has_walked_is_seen(name: str) -> None:
    hike = Hike(lesson_named(name).experiment, DARK)
    way = hike.first_steps(0.35)
    hike.risen = hike.risen_to_see(way, 0.3)
    assert 0.3 <= hike.risen < 1.0
    assert hike.risen_to_see(way, hike.risen) == hike.risen
    hike.walk(way)
    hike.drift(0.0)
    body = np.vstack([part.points[:, :2] for part in hike.hiker.figure])
    assert hike.stage.bottom + 0.3 < body[:, 1].min()


@pytest.mark.parametrize("name", LESSONS)
def test_lines_are_as_near_on_the_screen_as_their_picture_is_small(name: str) -> None:
    hillside = Hike(lesson_named(name).experiment, DARK).hillside
    large = hillside.lines_apart_px()
    small = hillside.see(replace(hillside.outlook, lens=hillside.outlook.lens / 8)).lines_apart_px()
    assert len(large) > 100
    np.testing.assert_allclose(8 * small, large, rtol=1e-9, atol=1e-9)
    assert (large > 0.0).mean() > 0.9


@pytest.mark.parametrize("name", ["default", "crawls", "exponential"])
def test_the_best_fit_stays_in_sight_while_one_looks_around(name: str) -> None:
    brief = lesson_named(name)
    hike = Hike(brief.experiment, brief.look, brief.grid)
    hike.risen = 1.0
    for seconds in (1.0, 12.0, 25.0):
        hike.drift(seconds)
        assert len(hike.best.points) == 1


@pytest.mark.parametrize(("name", "is_whole"), [("default", True), ("bounces", False)])
def test_who_walks_while_the_eye_rises_stays_in_the_picture(name: str, *, is_whole: bool) -> None:
    hike = Hike(lesson_named(name).experiment, DARK)
    first = hike.first_steps(0.35)
    risen = hike.risen_to_see(first, 0.3)
    way = hike.kept_in_sight(first, risen)
    # A step across the whole valley leaves the picture that is seen from near the ground.
    assert (way == first) is is_whole
    for on in np.linspace(0.0, 1.0, 41):
        hike.walk(way * on)
        hike.risen = risen * (3.0 * on**2 - 2.0 * on**3)
        hike.drift(0.0)
        (foot,) = hike.hiker.shapes[-1].points[:1, :2]
        assert hike.stage.holds(*foot.tolist())
