"""The axes around a surface: readable from all sides, ticks where they say."""

from dataclasses import replace

import numpy as np
import pytest

from gdcore.landscape.height_field import HeightField, HeightScale, height_field
from scenes.kit.checks.inspection import faults
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.shapes import Type
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.plots.plot import Panel
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.eye import SWAY
from scenes.kit.surface.height_ticks import height_ticks
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View
from scenes.kit.surface.viewpoint import with_headroom

ABOVE = View(0.0, np.pi / 2, 2.0)
TILTED = View(np.radians(30.0), np.radians(36.0), 2.4, (0.5, -1.0))
BOX = Box("surface", WIDE.whole.left, WIDE.whole.bottom, 1.9, WIDE.whole.top)


class Bowl:
    """The square of the distance from the middle."""

    def value(self, points: np.ndarray, /) -> np.ndarray:
        return np.square(points).sum(axis=-1)

    def hessian(self, point: np.ndarray, /) -> np.ndarray:
        del point
        return 2.0 * np.eye(2)


def bowl() -> HeightField:
    return height_field(Bowl(), np.zeros(2), np.ones(2))


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
@pytest.mark.parametrize(("azimuth", "elevation", "rise"), [
    (0.0, 90.0, 0.0), (-20.0, 60.0, 0.5), (-18.0, 36.0, 1.0), (-38.0, 36.0, 1.0), (-58.0, 36.0, 1.0)
])  # fmt: skip
def test_axes_are_readable_from_all_sides(
    look: Look, azimuth: float, elevation: float, rise: float
) -> None:
    view = framed(BOX, bowl(), np.radians(azimuth), np.radians(elevation))
    home = framed(BOX, bowl(), np.radians(-38.0), np.radians(36.0))
    surface = Surface(bowl(), look, view, clip=BOX.clip).see(view, rise)
    words = ("slope $m$", "intercept $b$", "error $E$")
    names = [Type(word, 20.0, look.muted) for word in words]
    axes = SurfaceAxes(surface, (names[0], names[1], names[2]), home, look)
    assert faults([Panel(BOX, look), *axes.shapes, surface], look) == []


def test_the_upright_axis_is_out_of_sight_from_above() -> None:
    surface = Surface(bowl(), DARK, ABOVE).see(ABOVE, 1.0)
    names = tuple(Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "$E$"))
    axes = SurfaceAxes(surface, (names[0], names[1], names[2]), TILTED, DARK)
    assert axes.words[-1].veiled == 0.0
    surface.see(TILTED, 1.0)
    axes.follow()
    assert axes.words[-1].veiled == 1.0


def test_axes_meet_where_the_nearest_corner_is_and_are_unseen_on_the_way_there() -> None:
    surface = Surface(bowl(), DARK, ABOVE)
    names = tuple(Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "$E$"))
    axes = SurfaceAxes(surface, (names[0], names[1], names[2]), ABOVE, DARK)
    behind = View(np.radians(-135.0), np.pi / 2, 2.0)
    seen = {share: axes.between(ABOVE, behind, share).words[-2].veiled for share in (0.0, 0.5, 1.0)}
    assert seen == {0.0: 1.0, 0.5: 0.0, 1.0: 1.0}
    # From above, before the eye turns, y is up: the second axis is on the left, later on the right.
    places = []
    for share in (0.0, 1.0):
        axes.between(ABOVE, behind, share)
        places.append(axes.words[-2].box.mean(axis=0)[0])
    assert places[0] < -2.0 < 2.0 < places[1]


def test_an_upright_axis_that_is_crowded_has_every_second_height() -> None:
    field = bowl()
    scale = HeightScale(0.15, 8.98)
    crowded = HeightField(
        field.middle, field.reach, field.planform, field.points, field.heights, scale
    )
    surface = Surface(crowded, DARK, TILTED).see(TILTED, 1.0)
    words = [Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "$E$")]
    axes = SurfaceAxes(surface, (words[0], words[1], words[2]), TILTED, DARK)
    assert len(height_ticks(scale, DARK.numerals).labels) == 4
    # Of 2, 4, 6 and 8 the lower of two is 4 below 8: 4/8.83 of 0.5 in space, seen from 36°.
    low, high = (word.place[1] for word in axes.words[-5:-3])
    assert high - low == pytest.approx(4.0 / 8.83 * 0.5 * 2.4 * np.cos(np.radians(36.0)))


@pytest.mark.parametrize("lowest", [0.15, 1e-13])
def test_the_upright_axis_counts_from_zero_once(lowest: float) -> None:
    field = bowl()
    scale = HeightScale(lowest, 8.98)
    raised = HeightField(
        field.middle, field.reach, field.planform, field.points, field.heights, scale
    )
    surface = Surface(raised, DARK, TILTED).see(TILTED, 1.0)
    words = [Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "$E$")]
    axes = SurfaceAxes(surface, (words[0], words[1], words[2]), TILTED, DARK)
    assert axes.words[-1].veiled == 1.0
    heights = [word.markup for word in axes.words[:-3]][-3:]
    assert heights.count('#"0"') == 1


def test_zero_is_no_neighbour_of_a_height_that_is_close_to_it() -> None:
    field, scale = bowl(), HeightScale(0.15, 16.0)
    raised = HeightField(
        field.middle, field.reach, field.planform, field.points, field.heights, scale
    )
    surface = Surface(raised, DARK, TILTED).see(TILTED, 1.0)
    words = [Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "$E$")]
    axes = SurfaceAxes(surface, (words[0], words[1], words[2]), TILTED, DARK)
    # Every second one of 5, 10 and 15, and 0, from which 5 is as far as half of 10.
    assert [word.markup for word in axes.words[-5:-3]] == ['#"0"', '#"15"']


def test_height_ticks_are_where_they_say() -> None:
    ticks = height_ticks(HeightScale(0.0, 1.0), DARK.numerals)
    assert ticks.labels == ("0", "0.5", "1.0")
    assert ticks.positions == (0.0, 0.5, 1.0)
    assert height_ticks(HeightScale(2.0, 2.0), DARK.numerals).positions == ()


@pytest.mark.parametrize("azimuth", [-15.0, 15.0])
def test_the_name_of_the_heights_stays_in_the_panel_wherever_the_eye_sways(azimuth: float) -> None:
    side = View(np.radians(azimuth), np.radians(42.0))
    surface = Surface(bowl(), DARK, side, clip=BOX.clip)
    names = tuple(Type(word, 20.0, DARK.muted) for word in ("$m$", "$b$", "error $E$"))
    axes = SurfaceAxes(surface, (names[0], names[1], names[2]), side, DARK)
    view = with_headroom(BOX, bowl(), axes, side)
    for aside in (-SWAY, 0.0, SWAY):
        surface.see(replace(view, azimuth=view.azimuth + aside), 1.0)
        _, baseline = axes.follow().words[-1].place
        # A line of 20 px, 90 px a unit, has its letters within its size.
        assert baseline + 20.0 / 90.0 <= BOX.top
