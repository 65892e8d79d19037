"""The wave through three years of temperatures: its valleys, and where its lights end."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import curve_fit, minimize_scalar

from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import walk
from gdcore.descent.sampling import Batches, Shuffled
from gdcore.landscape.wave import BETA, Wave, wave
from gdcore.rules.momentum import HeavyBall
from gdcore.rules.recipes import FIXED
from gdcore.rules.update import FixedRate, Update
from gdcore.typeset.expressions import plain_text

DATA = Path(__file__).parents[3] / "assets" / "data" / "nottingham.csv"


@cache
def shipped() -> tuple[np.ndarray, np.ndarray]:
    with DATA.open(encoding="utf-8") as file:
        t, y = np.array(list(csv.reader(file))[1:], dtype=float).T
    return t, y


@cache
def example() -> Wave:
    t, y = shipped()
    return wave(Dataset((Column("time", t, "years"),), Column("temperature", y, "°F")))


def by_hand(f: np.ndarray) -> np.ndarray:
    """Return E of the wave whose numbers are held, of the first 36 months."""
    t, y = (column[:36] for column in shipped())
    misses = 49.0 - 12.0 * np.cos(2.0 * np.pi * np.asarray(f)[..., None] * t - np.pi / 8.0) - y
    return (misses**2).mean(axis=-1)


def test_held_numbers_are_those_of_the_best_wave_of_one_a_year() -> None:
    t, y = (column[:36] for column in shipped())
    fit, _ = curve_fit(lambda t, c, a, d: c - a * np.cos(2.0 * np.pi * t - d), t, y, [49, 12, 0.4])
    assert [round(float(value)) for value in fit[:2]] == [49, 12]
    assert abs(fit[2] - np.pi / 8.0) < np.pi / 16.0
    f = np.linspace(0.5, 2.2, 50)
    np.testing.assert_allclose(example().error(f), by_hand(f), rtol=1e-12)
    assert plain_text(example().formula) == "Eq(T, 49 - 12*cos(2*pi*f*t - pi/8))"


def test_valleys_are_where_a_search_of_another_kind_finds_them() -> None:
    found = example()
    for (left, right), lowest in zip(found.valleys.edges, found.valleys.lowest, strict=True):
        alone = minimize_scalar(
            by_hand, bounds=(left, right), method="bounded", options={"xatol": 1e-9}
        )
        assert lowest == pytest.approx(alone.x, abs=1e-6)
    assert found.best == pytest.approx(1.0, abs=0.002)
    assert found.errors.min() == pytest.approx(by_hand(np.array(found.best)), rel=1e-9)


def test_plain_lights_end_at_the_bottom_of_the_valley_that_they_start_in() -> None:
    found = example()
    began = found.valleys.ending(found.starts)
    settled = np.abs(found.plain[-1] - found.valleys.lowest[began]) < 0.01
    assert settled.all()
    assert found.found(found.plain) == int(np.sum(began == found.deepest)) == 11


def test_momentum_from_rest_lifts_no_light_over_a_wall() -> None:
    found = example()
    heavy = Update(HeavyBall(BETA), FixedRate(4e-5))
    alone = walk(found.objective, heavy, found.starts[30:31], 200)
    np.testing.assert_allclose(found.heavy[:, 30], alone.points[:, 0], rtol=1e-9)
    assert found.found(found.heavy) == found.found(found.plain)


def test_noise_lifts_lights_over_walls_and_out_of_the_picture() -> None:
    found = example()
    low, high = found.valleys.low, found.valleys.high
    outside = [light for light in found.noisy[-1] if not low <= light <= high]
    assert found.left(found.noisy) == len(outside) > 0
    assert found.found(found.noisy) > 2 * found.found(found.plain)
    alone = walk(
        found.objective,
        FIXED.update(1.4e-5),
        found.starts[7:8],
        36 * 5,
        sampling=Batches(1, Shuffled(7)),
    )
    np.testing.assert_allclose(found.noisy[:6, 7], alone.points[::36, 0], rtol=1e-9)


def test_two_starts_near_each_other_have_two_ends() -> None:
    found = example()
    near, far = found.pair
    assert found.plain[-1, near] == pytest.approx(found.best, abs=1e-3)
    assert found.plain[-1, far] == pytest.approx(1.408, abs=1e-3)
    assert found.starts[far] - found.starts[near] < 0.1


def test_ten_random_starts_find_the_deepest_valley_as_often_as_their_odds_say() -> None:
    # One start misses with the share of the width that is not this valley's, ten with its power.
    valleys = example().valleys
    left, right = valleys.edges[example().deepest]
    missed = (1.0 - (right - left) / (valleys.high - valleys.low)) ** 10
    spread = np.sqrt(100.0 * missed * (1.0 - missed))
    searches = example().searches
    assert len(searches) == 101
    assert set(np.diff(searches)) == {0, 1}
    assert abs(100.0 * (1.0 - missed) - searches[-1]) < 2.0 * spread


def test_lights_count_once_they_rest() -> None:
    found = example()
    (left, right), *_ = found.valleys.edges
    late = np.array([[0.6, 1.0], [0.62, 1.3], [0.621, 1.002], [0.621, 1.0]])
    assert left < 0.6 < right
    assert found.counts(late)[:, :2].tolist() == [[0, 0], [1, 0], [1, 1], [1, 1]]
    assert found.counts(late, rested=False)[:, :3].tolist() == [
        [1, 1, 0],
        [1, 0, 1],
        [1, 1, 0],
        [1, 1, 0],
    ]


def test_it_bends_up_at_the_bottoms_and_down_at_the_walls() -> None:
    f = np.linspace(0.5, 2.2, 1701)
    curvature = by_hand(f + 1e-4) - 2.0 * by_hand(f) + by_hand(f - 1e-4)
    assert np.mean(example().bends_down(f) == (curvature < 0.0)) > 0.99


def test_an_experiment_from_a_start_ends_where_its_light_does() -> None:
    found = example()
    start = found.starts[found.pair[1]]
    experiment = found.from_start(start)
    np.testing.assert_allclose(
        experiment.trajectory.points[:, 0], found.plain[:, found.pair[1]], rtol=1e-9
    )
    assert experiment.best.tolist() == [found.best]
    assert not experiment.fit.proven
