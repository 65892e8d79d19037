"""Sums of rows that stand for the rows: means, spreads and the line, far from zero too."""

from fractions import Fraction

import numpy as np
import pytest

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.data.sums import Guess, Sums
from gdcore.data.units import Units
from gdcore.experiment import Experiment, run


def sums_of(x: Floats, y: Floats, guess: Guess) -> Sums:
    """Add rows up about a guess, in float64, as a database does."""
    u = x - guess.x
    w = y - guess.y - guess.slope * u
    limits = (float(x.min()), float(x.max())), (float(y.min()), float(y.max()))
    sums = (float(s.sum()) for s in (u, w, u * u, u * w, w * w))
    return Sums(x.size, *limits, guess, *sums)


def rows(offset: float, noise: float) -> tuple[Floats, Floats]:
    random = np.random.default_rng(3)
    x = offset + random.normal(0.0, 2.0, 500)
    return x, 0.5 * (x - offset) - 3.0 * offset + random.normal(0.0, noise, 500)


def exact(x: Floats, y: Floats) -> dict[str, float]:
    """Return moments and the line of least squares, by fractions."""
    p, q = [Fraction(v) for v in x.tolist()], [Fraction(v) for v in y.tolist()]
    mean_x, mean_y = sum(p) / len(p), sum(q) / len(q)
    xx = sum((v - mean_x) ** 2 for v in p)
    xy = sum((v - mean_x) * (w - mean_y) for v, w in zip(p, q, strict=True))
    yy = sum((w - mean_y) ** 2 for w in q)
    found = {"x": mean_x, "y": mean_y, "slope": xy / xx, "error": (yy - xy * xy / xx) / len(p)}
    spreads = {"dx": float(xx / len(p)) ** 0.5, "dy": float(yy / len(p)) ** 0.5}
    return {name: float(value) for name, value in found.items()} | spreads


def told(sums: Sums) -> Dataset:
    """Make a data set of the sums alone: a row that is asked for is a fault."""

    def refuse() -> Floats:
        raise AssertionError("a row was asked for")

    (dx, dy), (mean_x, mean_y) = sums.deviations, sums.means
    x = Column.told("x", "", sums.n, sums.x, (mean_x, dx), refuse)
    return Dataset((x,), Column.told("y", "", sums.n, sums.y, (mean_y, dy), refuse), sums)


@pytest.mark.parametrize("noise", [1.0, 1e-7])
@pytest.mark.parametrize("offset", [0.3, -1e8])
def test_sums_keep_the_digits_that_the_rows_have(offset: float, noise: float) -> None:
    x, y = rows(offset, noise)
    expected = exact(x, y)
    sums = sums_of(x, y, Guess(float(x[:9].mean()), float(y[:9].mean()), 0.5))
    assert sums.is_sound
    assert sums.means == pytest.approx((expected["x"], expected["y"]), rel=1e-15)
    assert sums.deviations == pytest.approx((expected["dx"], expected["dy"]), rel=1e-11)
    found = run(told(sums))
    assert isinstance(found, Experiment)
    slope, _ = found.original(found.best).tolist()
    assert slope == pytest.approx(expected["slope"], rel=1e-11)
    # Of a miss of 1e-7 at 3e8 every digit was lost when the row was written.
    if noise == 1.0 or offset == 0.3:
        error = found.best_loss * found.scaling.scales[1] ** 2
        assert error == pytest.approx(expected["error"], rel=1e-6 if noise < 1.0 else 1e-11)


@pytest.mark.parametrize("units", [Units.ROUND, Units.STANDARD])
def test_a_lesson_on_sums_is_the_lesson_on_their_rows(units: Units) -> None:
    x, y = rows(20.0, 1.0)
    by_sums = run(told(sums_of(x, y, Guess(19.0, -61.0, 0.4))), units=units, rate=0.001)
    by_rows = run(Dataset((Column("x", x),), Column("y", y)), units=units, rate=0.001)
    reached = [by_sums.trajectory.points, by_sums.original(by_sums.trajectory.points)]
    expected = [by_rows.trajectory.points, by_rows.original(by_rows.trajectory.points)]
    np.testing.assert_allclose(reached, expected, rtol=1e-10, atol=1e-12)
    assert by_sums.best == pytest.approx(by_rows.best, rel=1e-10)
    assert by_sums.reference.least_error == pytest.approx(by_rows.reference.least_error, rel=1e-9)
    assert by_sums.trajectory.sentence == by_rows.trajectory.sentence


def test_a_poor_guess_is_told_and_bettered() -> None:
    x, y = rows(1e6, 0.01)
    poor = sums_of(x, y, Guess(0.0, 0.0, 0.0))
    assert not poor.is_sound
    better = sums_of(x, y, poor.better)
    assert sums_of(x, y, better.better).is_sound


def test_rows_that_all_fit_have_sums_too() -> None:
    x = np.arange(50.0)
    perfect = sums_of(x, 3.0 * x - 4.0, Guess(24.5, 69.5, 3.0))
    assert perfect.is_sound
    assert run(told(perfect)).best_loss == 0.0


@pytest.mark.parametrize("size", [1e-150, 1e160])
def test_squares_out_of_range_are_not_sound(size: float) -> None:
    x, y = rows(0.0, 1.0)
    with np.errstate(all="ignore"):
        assert not sums_of(x * size, y * size, Guess(0.0, 0.0, 0.5)).is_sound


def test_a_response_that_hardly_varies_is_not_sound() -> None:
    # Spread by 1e-140, its squares are about 1e-280, near the least that float64 tells digits of.
    x = np.arange(50.0)
    away = np.resize([-1e-140, 1e-140], 50)
    assert sums_of(x, 1e10 * away, Guess(24.5, 0.0, 0.0)).is_sound
    assert not sums_of(x, away, Guess(24.5, 0.0, 0.0)).is_sound
