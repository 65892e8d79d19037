"""What the landscape shows is true: place and height are read off by what its axes say."""

import re
from typing import Any

import numpy as np
import pytest

from gdcore.landscape.height_field import HeightField
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw_still
from scenes.film import scene_timeline
from tests.scenes.conftest import ended
from tests.scenes.truth import (
    TWO,
    Plain,
    Relief,
    check_line,
    number,
    plain,
    says,
    unit,
    watch,
    words,
)

TURNED = ("cut_a_slice", "show_the_gradient", "walk_down")
"""The beats in which the surface stands over its map."""


def _whole(known: Plain, place: np.ndarray) -> np.ndarray:
    """Return all parameters for the two that are turned."""
    return np.array([*place, *known.best[2:]])


def off(told: tuple[str, ...], place: np.ndarray) -> float:
    """Return how far numbers are from what is told of them, in units of their last digits."""
    return max(abs(number(t) - v) / unit(t) for t, v in zip(told, place, strict=False))


def is_between(points: np.ndarray, k: int, place: np.ndarray) -> bool:
    """Return whether a place is on the way from an iterate to the next."""
    way, gone = points[min(k + 1, len(points) - 1)] - points[k], place - points[k]
    reach = np.abs(points).max(axis=0) + 1e-300
    aside = np.abs(gone * way[::-1] - gone[::-1] * way).max() / (reach * reach[::-1]).max()
    return bool(aside <= 1e-9 and (np.abs(gone) <= np.abs(way) + 1e-9 * reach).all())


def check_curve(known: Plain, stage: Any) -> None:
    """Look whether the cut, from the front, is E over the first parameter, from low to high."""
    curve = stage.facing.curve.points[:, :2]
    values = np.linspace(*stage.facing.ends, len(curve))
    errors = np.array([known.error(_whole(known, [v, known.best[1]])) for v in values.tolist()])
    for drawn, told in zip(curve.T, (values, errors), strict=True):
        if np.ptp(told) > 0.0:
            line = np.polyval(np.polyfit(told, drawn, 1), told)
            np.testing.assert_allclose(drawn, line, atol=1e-6)
    if stage.facing.ends[1] == stage.region.slice_ends[1, 0]:
        assert np.ptp(curve[:, 1]) > 0.4 * stage.axes.surface.clip[3]


@pytest.mark.parametrize("name", TWO)
def test_the_point_on_the_map_is_the_line_and_its_height_the_error(name: str) -> None:
    known = plain(name)
    lowest, beats = known.error(known.best), set()

    def look(stage: Any, beat: str) -> None:
        relief, surface, hike = Relief(stage.eye.axes), stage.surface, stage.descent
        place = hike.points[1].positions[0]
        theta = _whole(known, place)
        error = known.error(theta)
        shadow = surface.floor_places(place[None])[0]
        np.testing.assert_allclose(shadow, relief.floor(place), atol=1e-6, err_msg=beat)
        told, shown = stage.values.told, place
        if beat == "walk_down":
            # Between two iterates the numbers stay at the one that was made.
            points = stage.region.path.points
            shown = next(
                points[k]
                for k in range(len(points))
                if off(told, points[k]) <= 0.5
                and says(told[2], known.error(_whole(known, points[k])))
                and is_between(points, k, place)
            )
        assert off(told, shown) <= 0.5, beat
        assert says(told[2], known.error(_whole(known, shown))), beat
        check_line(stage, known, theta)
        if beat in TURNED:
            best = known.best[:2][None]
            above = [
                float((surface.places(p) - surface.floor_places(p))[0, 1])
                for p in (place[None], best)
            ]
            if stage.facing.point.veiled:
                above[0] = float((stage.facing.point.points[0, :2] - shadow)[1])
            # The ground is flat between points of a grid, 1/14 of the radius apart.
            assert above[0] - above[1] == pytest.approx(
                relief.height[1] * (error - lowest), abs=0.009 * surface.view.scale
            ), beat
            assert abs(relief.height[0]) < 1e-9
            beats.add(beat)
        if stage.surface.front == 0.0 and stage.facing.curve.veiled:
            check_curve(known, stage)

    stage = watch("surface", known.brief, look)
    assert len(beats) == 3
    np.testing.assert_allclose(
        stage.descent.rings[1].positions[0], known.best[:2], rtol=1e-6, atol=1e-9
    )
    low, high = stage.facing.ends
    assert low < known.best[0] < high


@pytest.mark.parametrize("name", TWO)
def test_the_gradient_points_uphill_and_the_walk_is_a_descent(name: str) -> None:
    known = plain(name)
    rate = known.brief.experiment.rate
    arrows: dict[str, Any] = {}

    def look(stage: Any, beat: str) -> None:
        if beat == "show_the_gradient":
            for kind in ("uphill", "step"):
                drawn = [getattr(each, kind) for each in stage.descent.arrows]
                arrows[kind] = [arrow.positions.copy() for arrow in drawn]

    stage = watch("surface", known.brief, look)
    start = known.brief.experiment.trajectory.start[:2]

    def gradient(place: np.ndarray) -> np.ndarray:
        return known.gradient(_whole(known, place))[:2]

    uphill = gradient(start)
    told = " ".join(map(words, stage.note.lines))
    note = re.search(r"drawn at (1/)?([\d,.]+(?: × 10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?)", told)
    times = number(note[2]) ** (-1.0 if note[1] else 1.0) if note else 1.0
    for here, tip in arrows["uphill"]:
        np.testing.assert_allclose(here, start)
        np.testing.assert_allclose(tip - here, times * uphill, rtol=1e-5, atol=1e-9)
        assert _is_on_the_ground(stage.region.height_field, tip)
    for here, tip in arrows["step"]:
        np.testing.assert_allclose(tip - here, -rate * uphill, rtol=1e-5)
    place, walked = start, [start]
    steps = min(known.brief.experiment.trajectory.steps, 30)
    for _ in range(steps):
        place = place - rate * gradient(place)
        walked.append(place)
    for trail in stage.descent.trails:
        drawn = trail.path.positions[: steps + 1]
        reach = stage.region.reach * max(1.0, np.abs(drawn / stage.region.reach).max())
        assert np.abs((drawn - walked) / reach).max() < 1e-4


def _is_on_the_ground(field: HeightField, point: np.ndarray) -> bool:
    """Return whether nothing cuts off what ends at parameters of shape (2,)."""
    place = field.places(point)
    return bool(field.planform.holds(place) & (field.shares_at(place) <= 1.0 + 1e-9))


@pytest.mark.parametrize("name", TWO)
def test_the_gradients_name_lies_beside_the_ground_and_the_axes(name: str) -> None:
    known = plain(name)
    stage = ended("surface", known.brief)
    stage.note.choose_place(stage.start, stage.region.section.objective.gradient(stage.start))
    stage.note.follow()
    boxes = [line.box for line in stage.note.lines]
    field = stage.surface.field
    above = stage.surface.places(field.points[field.shares <= 1.0])
    floor = stage.surface.floor_places(field.points.reshape(-1, 2))
    shares = np.linspace(0.0, 1.0, 200)[:, None]
    ends = [line.points[:2, :2] for line in stage.axes.lines]
    axes = [(1.0 - shares) * start + shares * end for start, end in ends]
    for ground in (above, floor, *axes):
        for low, high in boxes:
            assert not ((low < ground) & (ground < high)).all(axis=1).any()


@pytest.mark.parametrize("name", TWO)
def test_contours_are_lines_of_equal_error(name: str) -> None:
    known = plain(name)
    stage = ended("surface", known.brief)
    rings = stage.rings
    assert len(rings.above) > 2
    both = [[line for lines in part for line in lines] for part in (rings.above, rings.below)]
    for above, below in zip(*both, strict=True):
        np.testing.assert_array_equal(above.positions, below.positions)
        places = [_whole(known, place) for place in above.positions[::9]]
        errors = np.array([known.error(place) for place in places])
        steep = [known.gradient(place)[:2] * stage.region.reach for place in places]
        # How far a line is from where it should be: a radius of the disc is over 200 pixels.
        astray = np.abs(errors - errors.mean()) / np.hypot(*np.transpose(steep))
        assert astray.max() < 0.005


@pytest.mark.parametrize("name", TWO)
def test_contours_are_close_where_the_ground_is_steep(name: str) -> None:
    # As the words say: from one line to the next the error grows by the same.
    known = plain(name)
    stage = ended("surface", known.brief)
    lines = [line for lines in stage.rings.above for line in lines]
    told = sorted(known.error(_whole(known, line.positions[0])) for line in lines)
    top = stage.surface.field.scale.highest
    spread = top - known.error(known.best)
    heights = [e for k, e in enumerate(told) if not k or e - told[k - 1] > 0.01 * spread]
    assert len(heights) >= 5
    # Lines of what is no bowl run between the points of a grid.
    np.testing.assert_allclose(np.diff(heights), np.diff(heights).mean(), rtol=0.1)
    assert heights[-1] <= top * (1 + 1e-9)


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])


@pytest.mark.parametrize("name", ["default", "light, one step", "raw"])
def test_the_point_and_its_shadow_are_painted_where_the_axes_say(name: str) -> None:
    known = plain(name)
    seen: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def look(stage: Any, beat: str) -> None:
        place = stage.descent.points[1].positions[0]
        best = known.best[None, :2]
        relief, surface = Relief(stage.eye.axes), stage.surface
        rise = relief.height[1] * (known.error(place) - known.error(known.best))
        floor = relief.floor(place)
        ring = surface.places(best)[0] - relief.floor(known.best)
        seen[beat] = (floor, floor + ring + [0.0, rise])

    watch("surface", known.brief, look)
    # Drawing a still plays the scene once more, to the moment that is drawn.
    expected = dict(seen)
    for beat in scene_timeline("surface", known.brief).beats:
        if beat.id in TURNED[:2]:
            picture = draw_still("surface", known.brief, QUALITIES["standard"], beat.end_s - 0.1)
            pixels = np.array(picture).astype(int)
            orange = np.abs(pixels - _rgb(known.brief.look.model)).max(axis=2) < 40
            # Below a narrow valley, and behind a bowl, the shadow is out of sight.
            for place in expected[beat.id][0 if name == "light, one step" else 1 :]:
                row, column = round(360 - 90 * place[1]), round(640 + 90 * place[0])
                assert orange[row - 1 : row + 2, column - 1 : column + 2].any(), (beat.id, place)
                rows, columns = np.nonzero(orange[row - 12 : row + 13, column - 12 : column + 13])
                assert abs(rows.mean() - 12) < 2.5
                assert abs(columns.mean() - 12) < 2.5
