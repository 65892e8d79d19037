"""The gears of the chain rule: teeth that roll on each other, and angles that are true."""

import itertools

import numpy as np
import pytest

from gdcore.landscape.gear_train import gear_train, turned
from scenes.kit.calculus.gear import Gear
from scenes.kit.calculus.gear_row import GearRow
from scenes.kit.calculus.gear_work import GearWork
from scenes.kit.calculus.involute import gear_outline
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import DARK
from tests.scenes.scores import lesson_named
from tests.scenes.truth import number

BOX = Box("gears", -6.0, -2.5, 1.0, 2.5)
NAMES = ("default", "crawls", "proportional", "exponential", "absolute", "logistic, raw")


def outline(gear: Gear) -> np.ndarray:
    return gear.body.points[:, :2]


def crossings(one: np.ndarray, other: np.ndarray) -> int:
    """Return how often two closed outlines cross each other."""
    a, b, c, d = one[:, None], np.roll(one, -1, 0)[:, None], other, np.roll(other, -1, 0)

    def side(start: np.ndarray, end: np.ndarray, point: np.ndarray) -> np.ndarray:
        (ux, uy), (vx, vy) = np.moveaxis(end - start, -1, 0), np.moveaxis(point - start, -1, 0)
        return np.sign(ux * vy - uy * vx)

    apart = (side(a, b, c) != side(a, b, d)) & (side(c, d, a) != side(c, d, b))
    return int(apart.sum())


def in_mesh(left: Gear, right: Gear, module: float) -> None:
    """Assert that two gears touch nearly, and do not overlap."""
    near = (left.middle + np.array([left.radius, 0.0]), 5.0 * module)
    one, other = (o[np.abs(o - near[0]).max(axis=1) < near[1]] for o in map(outline, (left, right)))
    assert crossings(outline(left), outline(right)) == 0
    assert np.hypot(*(right.middle - left.middle)) > max(left.radius, right.radius)
    apart = np.hypot(*(one[:, None] - other).transpose(2, 0, 1)).min()
    assert 0.0 < apart < 0.15 * module


@pytest.mark.parametrize("counts", [(12, 12), (12, 120), (36, 18), (97, 13), (40, 41)])
def test_teeth_of_any_two_gears_never_overlap(counts: tuple[int, int]) -> None:
    row = GearRow(BOX, (*counts, 12), (False, False), None, DARK)
    for share in np.linspace(0.0, 1.0, 13):
        # One tooth of the first gear further, in steps.
        first = share * 2.0 * np.pi / counts[0]
        second = -first * counts[0] / counts[1]
        row.turn(np.array([first, second, -second * counts[1] / 12]))
        in_mesh(row.gears[0], row.gears[1], row.module)
        in_mesh(row.gears[1], row.gears[2], row.module)


def test_guard_sees_teeth_that_overlap() -> None:
    row = GearRow(BOX, (36, 18, 12), (False, False), None, DARK)
    row.gears[1].turn(np.pi / 18)
    assert crossings(outline(row.gears[0]), outline(row.gears[1])) > 0


@pytest.mark.parametrize("teeth", [12, 31, 120])
def test_a_gear_has_as_many_teeth_as_it_should(teeth: int) -> None:
    lengths = np.hypot(*gear_outline(teeth).T)
    tops = lengths > teeth / 2.0 + 0.8
    assert int((tops & ~np.roll(tops, 1)).sum()) == teeth
    # At the pitch circle a tooth is as thick as half of a pitch, less its play.
    assert lengths.min() > teeth / 2.0 - 1.2


def work(name: str) -> GearWork:
    experiment = lesson_named(name).experiment
    return GearWork(BOX, gear_train(experiment), turned(experiment), DARK)


@pytest.mark.parametrize("name", NAMES)
def test_gears_turn_by_the_true_ratios_in_every_frame(name: str) -> None:
    gears = work(name)
    train = gears.train
    for share in np.linspace(-1.0, 1.0, 9):
        gears.turn(float(share))
        angles = [gear.angle for gear in gears.row.gears]
        assert angles[1] * train.units[0] == pytest.approx(angles[0] * train.slopes[0])
        assert angles[2] * train.units[1] == pytest.approx(angles[0] * train.product)
        _all_mesh(gears.row)


def _all_mesh(row: GearRow) -> None:
    gears = sorted((*row.gears, *row.between), key=lambda gear: gear.middle[0])
    for left, right in itertools.pairwise(gears):
        assert crossings(outline(left), outline(right)) == 0


def digit(told: str) -> float:
    """Return what one more in the last digit of a number would be."""
    mantissa, times, power = told.partition(" × 10")
    decimals = len(mantissa.partition(".")[2])
    return number(f"1{times and ' × 10'}{power}") / 10.0**decimals


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_true_and_those_of_the_gears(name: str) -> None:
    gears = work(name)
    train = gears.train
    for share in (0.25, 0.5, 1.0):
        gears.turn(share)
        true = train.answers(share * train.step, train.value)
        for told, change in zip(gears.numbers, true, strict=True):
            text = told.told.lstrip("+")
            assert abs(number(text) - change) <= 0.501 * digit(text)
    # At its end the turn has, to these digits, the ratios that the gears have.
    for told, change in zip(gears.numbers, train.changes, strict=True):
        text = told.told.lstrip("+")
        assert abs(number(text) - change) <= 0.61 * digit(text)


@pytest.mark.parametrize("name", ["proportional", "logistic, raw"])
def test_a_small_gear_turns_the_direction_round(name: str) -> None:
    gears = work(name)
    assert len(gears.row.between) == sum(gears.same_way) == 1
    k = gears.same_way.index(True)
    gears.turn(1.0)
    assert gears.row.gears[k].angle * gears.row.gears[k + 1].angle > 0.0


def test_hands_point_where_gears_have_turned_to() -> None:
    gears = work("default")
    gears.turn(1.0)
    # With x = 3 and r = -0.9 the ratios are -3 and -1.8: where r² turns by 45° clockwise, r turns
    # by 45°/1.8 = 25° the other way, and m by a third of that.
    for gear, angle in zip(gears.row.gears, (25.0 / 3.0, -25.0, 45.0), strict=True):
        hand = gear.shapes[3].points[1, :2] - gear.middle
        assert np.degrees(np.arctan2(hand[0], hand[1])) == pytest.approx(angle)


def test_the_last_gear_is_changed_for_another_that_meshes() -> None:
    gears, row = work("default"), work("default").row
    row, other = gears.row, turned(lesson_named("default").experiment)
    assert other is not None
    change = other.value - gears.train.value
    gears.turn(1.0)
    gears.turn_two(change)
    # The one that is taken out stays as it was, and so does what it tells.
    assert np.degrees(row.gears[-1].angle) == pytest.approx(45.0)
    # m is turned by 0.005, and r² changes 5.4 times as much.
    assert gears.numbers[-1].told == "+0.027"
    for share in (0.5, 1.0):
        row.take_out(share)
        assert crossings(outline(row.gears[1]), outline(row.gears[2])) == 0
        # It does not get out of its box, beside which formulas stand.
        assert outline(row.gears[2])[:, 0].max() <= BOX.right + 1e-9
    for share in (0.0, 0.5):
        row.bring_in(share)
        assert crossings(outline(row.gears[1]), outline(row.spare)) == 0
        assert outline(row.spare)[:, 0].max() <= BOX.right + 1e-9
    row.bring_in(1.0)
    gears.change(other)
    assert row.gears[-1].teeth == other.teeth == 2 * gears.train.teeth[2]
    for share in np.linspace(0.0, 1.0, 5):
        gears.turn(float(share))
        angles = [gear.angle for gear in row.gears]
        assert angles[2] == pytest.approx(angles[1] * other.slope)
        _all_mesh(row)
