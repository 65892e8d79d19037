"""The bowl of least squares, against exact fractions, lstsq and chosen spectra."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats, frozen
from gdcore.error.quadratic import Quadratic

seeds = st.integers(0, 2**32 - 1)


def exact_line(x: Floats, y: Floats) -> tuple[Fraction, Fraction]:
    """Return slope and intercept of the least-squares line, by the textbook's sums in fractions."""
    xs, ys = [Fraction(float(v)) for v in x], [Fraction(float(v)) for v in y]
    n = len(xs)
    sx, sy = sum(xs), sum(ys)
    sxx = sum(v * v for v in xs)
    sxy = sum(a * b for a, b in zip(xs, ys, strict=True))
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    return slope, (sy - slope * sx) / n


def line_bowl(x: Floats, y: Floats) -> Quadratic:
    return Quadratic.from_rows(np.column_stack([x, np.ones(x.size)]), y, 2.0 / x.size)


def test_what_rounding_alone_misses_is_nothing() -> None:
    # 60 − 7/4 x on thirds rounds in each row. Misses of 1e-9 that alternate are no rounding: a line
    # takes less than a thousandth off their squares' mean, (Σ ±x)² / Σ(x − mean)² / n.
    x = np.arange(100.0) / 3.0
    assert line_bowl(x, 60.0 - 1.75 * x).lowest == 0.0
    y = 60.0 - 1.75 * x + 1e-9 * np.resize([1.0, -1.0], 100)
    assert line_bowl(x, y).lowest == pytest.approx(1e-18, rel=1e-2)


def test_what_lies_above_the_lowest_by_rounding_does_not() -> None:
    # (1, 2, 3) on itself: the line is x, m = 1, b = 0, and 64 ε |y| is 5e-14 on rows of length √14.
    # A b of 1e-15 makes misses of 1e-15 in each row, one of 1e-12 misses of 1e-12: E = (1e-12)².
    x = np.array([1.0, 2.0, 3.0])
    bowl = line_bowl(x, x)
    unseen, seen = frozen([1.0, 1e-15]), frozen([1.0, 1e-12])
    assert bowl.value(unseen) == 0.0
    assert bowl.value(seen) == pytest.approx(1e-24, rel=1e-2)
    assert bowl.settled(np.vstack([unseen, seen])).tolist() == [bowl.minimum.tolist(), [1.0, 1e-12]]
    assert bowl.iterates(unseen, 0.1, np.array([1.0]))[0, 1] == 0.0
    assert bowl.gradient(unseen).tolist() == [0.0, 0.0]
    # Σ 2/3 (x, 1) · 1e-12: 2e-12 by b, and by m as much times the mean x, 2.
    slopes = bowl.gradient(np.vstack([unseen, seen]))
    assert slopes[1] == pytest.approx([4e-12, 2e-12], rel=1e-2)
    assert not slopes[0].any()


def test_what_the_data_leave_open_is_not_settled() -> None:
    # y = m + b + c where x is 1 in every row: any sum of 3 is the best, and stays what it is.
    bowl = Quadratic.from_rows(np.ones((2, 3)), [3.0, 3.0], 1.0)
    assert bowl.settled(frozen([5.0, -3.0, 1.0])) == pytest.approx([5.0, -3.0, 1.0])


def rows_of_spectrum(condition: float, size: int, seed: int) -> tuple[Floats, Floats]:
    """Return rows whose FᵀF has eigenvalues from 1 to `condition`, evenly spread by ratio."""
    random = np.random.default_rng(seed)
    left = np.linalg.qr(random.normal(size=(size + 5, size)))[0]
    right = np.linalg.qr(random.normal(size=(size, size)))[0]
    return left * np.geomspace(1.0, condition**0.5, size) @ right.T, random.normal(size=size + 5)


def test_three_points_by_hand() -> None:
    # n Σxy − Σx Σy = 3·14.35 − 5.7·6.5 = 6 and n Σx² − (Σx)² = 3·13.95 − 5.7² = 9.36 in
    # 3 rows: slope 25/39, intercept 37/39, SSR 0.44461538 as in the project's table of facts.
    x, y = np.array([0.5, 2.3, 2.9]), np.array([1.4, 1.9, 3.2])
    bowl = Quadratic.from_rows(np.column_stack([x, np.ones(3)]), y, 2.0)
    assert bowl.minimum == pytest.approx([25 / 39, 37 / 39], rel=1e-14)
    assert bowl.lowest == pytest.approx(0.44461538, abs=5e-9)
    assert bowl.hessian == pytest.approx(2 * np.array([[13.95, 5.7], [5.7, 3.0]]), rel=1e-14)
    assert bowl.rank == 2


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-999, 999), st.integers(-999, 999)), min_size=3, max_size=40
    ).filter(lambda rows: len({row[0] for row in rows}) > 1),
    st.integers(-30, 30),
    st.integers(-30, 30),
    st.integers(-(10**6), 10**6),
)
@example([(58, 115), (59, 117), (60, 120)], 0, 0, 10**6)
def test_line_agrees_with_exact_fractions(
    rows: list[tuple[int, int]], x_power: int, y_power: int, offset: int
) -> None:
    table = np.array(rows, dtype=np.float64)
    x = np.ldexp(table[:, 0] + offset, x_power)
    y = np.ldexp(table[:, 1], y_power)
    slope, intercept = exact_line(x, y)
    bowl = line_bowl(x, y)
    # A backward stable method errs like data moved in their last digit: by the condition of the
    # columns scaled to one length, which is about offset/spread.
    slack = 1e-14 * (1.0 + float(np.abs(x).max() / x.std()))
    size = float(np.abs(y).max() / x.std()) or 1.0
    assert bowl.minimum[0] == pytest.approx(float(slope), rel=0, abs=slack * size)
    centre = float(np.abs(x).max()) * size
    assert bowl.minimum[1] == pytest.approx(float(intercept), rel=0, abs=slack * centre)
    residuals = [
        Fraction(float(b)) - slope * Fraction(float(a)) - intercept
        for a, b in zip(x, y, strict=True)
    ]
    lowest = float(sum(r * r for r in residuals) / len(residuals))
    assert bowl.lowest == pytest.approx(lowest, rel=1e-9, abs=1e-24 * centre**2)


@settings(deadline=None)
@given(st.floats(1.0, 1e10), st.integers(2, 6), seeds)
def test_minimum_and_curvatures_of_a_chosen_spectrum(
    condition: float, size: int, seed: int
) -> None:
    features, targets = rows_of_spectrum(condition, size, seed)
    bowl = Quadratic.from_rows(features, targets, 3.0)
    expected = np.linalg.lstsq(features, targets, rcond=None)[0]
    # To 1e-16 in the features belongs √condition times as much in the solution's weak directions.
    slack = 1e-13 * condition**0.5
    assert bowl.minimum == pytest.approx(expected, rel=0, abs=slack * np.abs(targets).sum())
    spectrum = 3.0 * np.geomspace(1.0, condition, size)
    assert bowl.eigenvalues == pytest.approx(spectrum, rel=slack + 1e-12)
    assert bowl.rank == size
    turned = bowl.eigenvectors * bowl.eigenvalues @ bowl.eigenvectors.T
    assert turned == pytest.approx(bowl.hessian, rel=0, abs=1e-12 * spectrum[-1])


@settings(deadline=None)
@given(st.floats(1.0, 1e10), seeds)
def test_value_and_gradient_are_those_of_the_rows(condition: float, seed: int) -> None:
    features, targets = rows_of_spectrum(condition, 3, seed)
    bowl = Quadratic.from_rows(features, targets, 2.0)
    points = np.random.default_rng(seed).normal(size=(2, 4, 3))
    misses = points @ features.T - targets
    assert bowl.value(points) == pytest.approx((misses**2).sum(axis=-1), rel=1e-9)
    slopes = 2.0 * misses @ features
    slack = 1e-12 * condition * np.abs(points).max()
    assert bowl.gradient(points) == pytest.approx(slopes, rel=0, abs=slack)


@settings(deadline=None)
@given(st.floats(1.0, 1e10), seeds)
def test_excess_is_never_negative_and_the_slope_vanishes_at_the_minimum(
    condition: float, seed: int
) -> None:
    bowl = Quadratic.from_rows(*rows_of_spectrum(condition, 2, seed), 2.0)
    near = bowl.minimum * (1.0 + np.random.default_rng(seed).normal(size=(50, 2)) * 1e-15)
    assert (bowl.value(near) >= bowl.lowest).all()
    assert bowl.value(bowl.minimum) == bowl.lowest
    assert (bowl.gradient(bowl.minimum) == 0.0).all()


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(2, 5), seeds, st.integers(-200, 200))
def test_rank_of_dependent_columns_whatever_their_units(
    rows: int, size: int, seed: int, power: int
) -> None:
    random = np.random.default_rng(seed)
    independent = random.normal(size=(rows, size - 1))
    last = independent @ random.uniform(0.5, 2.0, size - 1)
    features = np.column_stack([independent, last]) * np.ldexp(1.0, np.arange(size) * power // size)
    bowl = Quadratic.from_rows(features, random.normal(size=rows), 1.0)
    assert bowl.rank == min(rows, size - 1)
    assert (bowl.eigenvalues[: size - bowl.rank] == 0.0).all()


@pytest.mark.parametrize(("power", "rank"), [(-40, 2), (-50, 1)])
def test_columns_are_dependent_only_when_float64_cannot_tell_them_apart(
    power: int, rank: int
) -> None:
    # (1, 1) and (1, 1 + d) have the determinant d, so singular values of about 2 and d/2, of the
    # ratio d/4: 2e-13 is a thousand roundings, 2e-16 is one.
    features = [[1.0, 1.0], [1.0, 1.0 + 2.0**power]]
    assert Quadratic.from_rows(features, [1.0, 2.0], 1.0).rank == rank


def test_dependent_columns_get_the_shortest_solution() -> None:
    # 2a + 3b must be 13: the shortest (a, b) is along (2, 3), so (2, 3).
    bowl = Quadratic.from_rows([[2.0, 3.0], [4.0, 6.0]], [13.0, 26.0], 1.0)
    assert bowl.minimum == pytest.approx([2.0, 3.0], rel=1e-14)
    assert bowl.rank == 1


@settings(deadline=None)
@given(st.integers(2, 12), seeds)
def test_shortest_solution_is_lstsqs(rows: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    features = random.normal(size=(rows, 2)) @ random.normal(size=(2, 4))
    targets = random.normal(size=rows)
    bowl = Quadratic.from_rows(features, targets, 1.0)
    expected = np.linalg.lstsq(features, targets, rcond=1e-10)[0]
    kept = np.linalg.svd(features, compute_uv=False)[min(rows, 2) - 1]
    assert bowl.minimum == pytest.approx(expected, rel=0, abs=1e-10 / kept**2)


def test_no_feature_at_all() -> None:
    bowl = Quadratic.from_rows(np.zeros((3, 2)), [1.0, 2.0, 3.0], 2.0)
    assert bowl.rank == 0
    assert bowl.minimum.tolist() == [0.0, 0.0]
    assert bowl.lowest == pytest.approx(14.0, rel=1e-14)


@settings(deadline=None)
@given(st.integers(1, 8), st.integers(20, 200), seeds)
def test_blocks_make_no_difference(blocks: int, rows: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    table = random.normal(size=(rows, 4)) * [1e-6, 1.0, 1e6, 1.0]

    def pieces() -> Iterator[Floats]:
        yield from np.array_split(table, blocks)

    whole, split = (
        Quadratic.from_rows(table[:, :3], table[:, 3], 2.0),
        Quadratic.from_blocks(pieces(), 2.0),
    )
    assert split.minimum == pytest.approx(whole.minimum, rel=1e-9)
    assert split.eigenvalues == pytest.approx(whole.eigenvalues, rel=1e-11)
    assert split.lowest == pytest.approx(whole.lowest, rel=1e-11)


def test_many_rows_are_cut_by_themselves() -> None:
    x = np.linspace(-1.0, 1.0, 200_000)
    bowl = line_bowl(x, 3.0 * x + 1.0)
    assert bowl.minimum == pytest.approx([3.0, 1.0], rel=1e-12)
    # Mean square of evenly spaced points on [−1, 1]: (n + 1)/(3 (n − 1)).
    assert bowl.eigenvalues == pytest.approx([2 * 200_001 / (3 * 199_999), 2.0], rel=1e-11)


@settings(deadline=None)
@given(st.floats(0.01, 0.99), st.integers(0, 60), st.floats(1.0, 1e4), seeds)
def test_iterates_are_the_loops(share: float, steps: int, condition: float, seed: int) -> None:
    bowl = Quadratic.from_rows(*rows_of_spectrum(condition, 3, seed), 1.0)
    rate = share * 2.0 / float(bowl.eigenvalues[-1])
    point = start = np.random.default_rng(seed).normal(size=3)
    for _ in range(steps):
        point = point - rate * bowl.gradient(point)
    (leapt,) = bowl.iterates(start, rate, np.array([float(steps)]))
    assert leapt == pytest.approx(point, rel=0, abs=1e-10 * np.abs(start - bowl.minimum).max())


def test_iterates_from_the_minimum_stay_there_at_any_rate() -> None:
    bowl = Quadratic.from_rows([[1.0, 0.0], [0.0, 2.0]], [3.0, 4.0], 1.0)
    path = bowl.iterates(bowl.minimum, 1e6, np.array([0.0, 1.0, 1e4]))
    assert (path == bowl.minimum).all()


def test_iterates_that_explode_end_infinite_without_a_warning() -> None:
    bowl = Quadratic.from_rows([[1.0]], [0.0], 1.0)
    assert not np.isfinite(bowl.iterates(np.ones(1), 10.0, np.array([1e4]))).any()


def test_descent_that_has_arrived_is_at_the_minimum_exactly() -> None:
    # Counted from the start, 1e6 away, the minimum's 0.001 would have six digits less.
    bowl = Quadratic.from_rows(np.eye(2), [0.001, 0.002], 1.0)
    path = bowl.iterates(frozen([1e6, -1e6]), 0.5, np.array([0.0, 1e4]))
    assert path.tolist() == [[1e6, -1e6], [0.001, 0.002]]


def test_rate_of_one_over_the_curvature_arrives_in_one_step() -> None:
    # 1 − r λ is 0, whose logarithm is −∞; 0 · −∞ is NaN, but (1 − r λ)⁰ is 1.
    bowl = Quadratic.from_rows([[1.0]], [3.0], 2.0)
    path = bowl.iterates(frozen([5.0]), 0.5, np.array([0.0, 1.0, 2.0]))
    assert path.tolist() == [[5.0], [3.0], [3.0]]


@pytest.mark.parametrize("rate", [0.9, 1e-3, 1e-9])
def test_direction_without_distance_is_never_left(rate: float) -> None:
    # λ = (1, 1e12) from the minimum of the second direction, whose factor 1 − r λ explodes at the
    # two greater rates; along the first, each step keeps 1 − r of the distance of 4.
    bowl = Quadratic(
        frozen([3.0, 5.0]),
        0.0,
        frozen([1.0, 1e12]),
        frozen(np.eye(2)),
        frozen(np.diag([1.0, 1e12])),
    )
    steps = np.array([0.0, 1.0, 40.0])
    path = bowl.iterates(frozen([7.0, 5.0]), rate, steps)
    assert path[:, 0] == pytest.approx(3.0 + 4.0 * (1.0 - rate) ** steps, rel=1e-14)
    assert (path[:, 1] == 5.0).all()


def test_hessian_makes_a_bowl() -> None:
    bowl = Quadratic.from_hessian([1.0, 2.0], 5.0, [[2.0, 0.0], [0.0, -1.0]])
    assert (bowl.eigenvalues.tolist(), bowl.rank, bowl.lowest) == ([0.0, 2.0], 1, 5.0)
    assert Quadratic.from_hessian([0.0], 0.0, [[0.0]]).rank == 0


def test_bowl_of_a_hessian_by_hand() -> None:
    # Eigenvalues of ((2, 1), (1, 3)): (5 ± √5)/2. At (1, 2) + (1, −2): ½ (2 − 4 + 12) + 5 = 10,
    # and H (1, −2) = (0, −5). Single precision in does not mean single precision out.
    bowl = Quadratic.from_hessian([1.0, 2.0], 5.0, np.array([[2, 1], [1, 3]], dtype=np.float32))
    assert bowl.eigenvalues == pytest.approx([(5 - 5**0.5) / 2, (5 + 5**0.5) / 2], rel=1e-14)
    assert float(bowl.value(frozen([2.0, 0.0]))) == pytest.approx(10.0, rel=1e-14)
    assert bowl.gradient(frozen([2.0, 0.0])).tolist() == [0.0, -5.0]
    assert bowl.minimum.tolist() == [1.0, 2.0]
    for array in (bowl.minimum, bowl.eigenvalues, bowl.eigenvectors, bowl.hessian):
        assert not array.flags.writeable


@pytest.mark.parametrize(
    ("size", "said"), [(1e200, "got an overflow"), (1e-170, "got an underflow")]
)
def test_squares_out_of_range_are_refused(size: float, said: str) -> None:
    with pytest.raises(ValueError, match=f"must have squares between 1e-300 and 1e300, {said}"):
        Quadratic.from_rows([[size], [2.0 * size]], [1.0, 2.0], 1.0)


def test_curvature_that_overflows_is_refused() -> None:
    with pytest.raises(ValueError, match="got an overflow"):
        Quadratic.from_rows([[1e150]], [1.0], 1e10)


def test_overflow_times_nothing_is_refused_quietly() -> None:
    # The curvature times 1e150 is infinite, and ∞ · 0 is NaN: invalid, not only an overflow.
    with pytest.raises(ValueError, match="got an overflow"):
        Quadratic.from_rows(1e150 * np.eye(2), [1.0, 2.0], 1e200)


def test_smallest_normal_curvature_is_accepted() -> None:
    # (2⁻⁵¹¹)² = 2⁻¹⁰²², below which float64 loses digits.
    bowl = Quadratic.from_rows([[2.0**-511]], [1.0], 1.0)
    assert (bowl.hessian.tolist(), bowl.minimum.tolist()) == ([[2.0**-1022]], [2.0**511])
    with pytest.raises(ValueError, match="got an underflow"):
        Quadratic.from_rows([[2.0**-511]], [1.0], 0.5)


def test_arrays_cannot_be_changed() -> None:
    bowl = Quadratic.from_rows([[1.0], [2.0]], [1.0, 2.0], 1.0)
    for array in (bowl.minimum, bowl.eigenvalues, bowl.eigenvectors, bowl.hessian):
        assert not array.flags.writeable


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_steps_far_smaller_than_the_distance_keep_their_digits(size: float) -> None:
    # λ = (1e-18, 2), r = 0.1, from 0: after k steps the flat direction has gone k r λ of its way of
    # 3 (to first order), the steep one all but 0.8^k of its way of 5.
    bowl = Quadratic(
        frozen([3.0 * size, 5.0 * size]),
        0.0,
        frozen([1e-18, 2.0]),
        frozen(np.eye(2)),
        frozen(np.diag([1e-18, 2])),
    )
    (reached,) = bowl.iterates(frozen([0.0, 0.0]), 0.1, np.array([40.0]))
    assert reached[0] == pytest.approx(size * 3.0 * 40 * 0.1 * 1e-18, rel=1e-12, abs=0)
    assert reached[1] == pytest.approx(size * 5.0 * (1 - 0.8**40), rel=1e-14)


def test_curvatures_that_are_no_numbers_are_unknown() -> None:
    # LAPACK gives up on some of these, and calls others 1.4.
    for hessian in ([[np.nan, 1.0], [1.0, 1.0]], [[np.inf, np.nan], [np.nan, 1.0]]):
        bowl = Quadratic.from_hessian([1.5, 2.0], 3.0, hessian)
        assert np.isnan(bowl.eigenvalues).all()
        assert bowl.lowest == 3.0


def _standardised(values: Floats) -> Floats:
    """Return values whose mean is 0 to the last digits, which one subtraction leaves too large."""
    centred = values - values.mean()
    return (centred - centred.mean()) / values.std()


@pytest.mark.parametrize("n", [15, 40, 1000])
def test_a_parameter_that_is_nothing_but_rounding_is_zero(n: int) -> None:
    x, noise = np.random.default_rng(n).normal(size=(2, n))
    x, y = _standardised(80.0 + 3.0 * x), _standardised(200.0 + 7.0 * x + 4.0 * noise)
    bowl = Quadratic.from_rows(np.column_stack([x, np.ones(n)]), y, 2.0 / n)
    # The line goes through the centre, which is (0, 0), and its slope is the correlation.
    assert bowl.minimum[1] == 0.0
    assert bowl.minimum[0] == pytest.approx(np.corrcoef(x, y)[0, 1], rel=1e-12)
