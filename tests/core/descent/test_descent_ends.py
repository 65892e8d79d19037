"""How a descent ends: by a rule, at its limit or as a runaway; and what it does not do in vain."""

from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import leap, walk
from gdcore.descent.sampling import Batches
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.error.loss import MSE, SSE
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.rules.adaptive import Adam
from gdcore.rules.momentum import HeavyBall
from gdcore.rules.newton import Newton
from gdcore.rules.update import FixedRate, SteepestDescent, Update

x, m = sympy.symbols("x m", real=True)


def plain(rate: float) -> Update[Any, Any]:
    return Update(SteepestDescent(), FixedRate(rate))


def line_through(xs: Any, ys: Any, loss: Any = SSE) -> Objective:
    return Objective(line(), loss, Dataset((Column("x", xs),), Column("y", ys)))


THREE = line_through([0.5, 2.3, 2.9], [1.4, 1.9, 3.2])
"""Three points, weight and height; parameters (m, b)."""

ONE_AT_A_TIME = Batches()


def quadratic(objective: Objective) -> Quadratic:
    assert objective.quadratic is not None
    return objective.quadratic


class Counted:
    """An objective that is not known to be a bowl, and counts how often it is asked for what."""

    quadratic, rounding = None, 0.0

    def __init__(self, objective: Objective, n: int) -> None:
        self._bowl, self.n, self.model = quadratic(objective), n, objective.model
        self.values = self.gradients = 0

    def value(self, points: Floats) -> Floats:
        self.values += points[..., 0].size
        return self._bowl.value(points)

    def gradient(self, points: Floats) -> Floats:
        self.gradients += points[..., 0].size
        return self._bowl.gradient(points)

    def hessian(self, point: Floats) -> Floats:
        del point
        return self._bowl.hessian


def counted(n: int) -> Any:
    return Counted(THREE, n)


# ---- ends ------------------------------------------------------------------------------------


def twin(
    objective: Objective,
    rate: float,
    start: Floats,
    steps: int,
    stop: Stop,
    patience: int,
    rows: Any,
) -> int | None:
    """Walk step by step, look at the rule after each, and return where it fires."""
    point, run = np.array(start), 0
    for k in range(1, steps + 1):
        before, height = point, float(objective.value(point))
        point = point - rate * objective.gradient_on(point, np.array(rows(k - 1)))
        measured = {
            "step": np.abs(point - before).max(),
            "gradient": np.abs(objective.gradient(point)).max(),
            "loss": abs(float(objective.value(point)) - height),
        }[stop.kind]
        run = run + 1 if measured < stop.threshold else 0
        if run >= (1 if stop.kind == "gradient" else patience):
            return k
    return None


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["step", "gradient", "loss"]),
    st.floats(-7, 0).map(lambda e: 10.0**e),
    st.sampled_from([1, 2, 3]),
)
@example("step", 1e-6, 3)
def test_a_rule_fires_where_a_twin_that_looks_at_each_step_sees_it(
    kind: Any, threshold: float, size: int
) -> None:
    def rows(k: int) -> range:
        first = (k * size) % (2 if size == 1 else size)
        return range(3) if size == 3 else range(first, first + 1)

    pair = line_through([0.5, 2.0], [1.0, 4.0]) if size < 3 else THREE
    rows_of, patience = (rows, 1) if size == 3 else ((lambda k: [k % 2]), 2)
    sampling = None if size == 3 else ONE_AT_A_TIME
    stop, start = Stop(kind, threshold), frozen([-1.0, 2.0])
    expected = twin(pair, 0.02, start, 600, stop, patience, rows_of)
    path = walk(pair, plain(0.02), start, 600, (stop,), sampling)
    assert (path.steps if path.fired else None) == expected
    if sampling is None:
        leapt = leap(pair, 0.02, start, 600, (stop,))
        assert (leapt.steps if leapt.fired else None) == expected


def test_a_step_that_is_small_by_accident_does_not_stop_one_at_a_time() -> None:
    # The start (1, 1) goes through the first point exactly: that step is 0, the next are not.
    data = line_through([1.0, 2.0, 3.0], [2.0, 9.0, 1.0])
    start, stops = frozen([1.0, 1.0]), (Stop("step", 1e-3),)
    path = walk(data, plain(0.01), start, 50, stops, ONE_AT_A_TIME)
    assert path.points[1].tolist() == [1.0, 1.0]
    assert (path.status, path.steps) == (Status.EXHAUSTED, 50)


def test_one_at_a_time_stops_after_a_pass_of_small_steps_and_says_so() -> None:
    exact = line_through([1.0, 2.0, 3.0], [2.0, 3.0, 4.0])
    path = walk(exact, plain(0.02), frozen([1.0, 1.0]), 50, (Stop("loss", 1e-3),), ONE_AT_A_TIME)
    assert path.steps == 3
    assert path.sentence == (
        "It stopped after 3 steps: the error changed by less than 0.001 in 3 steps on end."
    )


def test_the_rule_that_fires_first_is_told_and_of_two_the_first_listed() -> None:
    start = frozen([1.0, 0.0])
    early, late = Stop("step", 0.001), Stop("gradient", 1e-3)
    for stops in ((early, late), (late, early)):
        path = walk(THREE, plain(0.01), start, 5000, stops)
        assert (path.fired, path.steps) == (early, 207)
    # A step below 0.01 · G is the one after the slope has fallen below G: never the same step.
    twice = (Stop("step", 0.001), Stop("step", 0.0009), Stop("step", 0.001))
    assert walk(THREE, plain(0.01), start, 5000, twice).fired is twice[0]
    same = Stop("loss", 1e9), Stop("step", 1e9)
    assert walk(THREE, plain(0.01), start, 5, same).fired is same[0]
    assert walk(THREE, plain(0.01), start, 5, same[::-1]).fired is same[1]


def test_without_rules_exactly_the_steps_asked_for_are_made() -> None:
    for steps in (0, 1, 15, 16, 17, 48, 49, 5000):
        for path in (
            walk(THREE, plain(0.01), frozen([1.0, 0.0]), steps),
            leap(THREE, 0.01, frozen([1.0, 0.0]), steps),
        ):
            assert (path.steps, path.status, path.fired) == (steps, Status.EXHAUSTED, None)
            assert len(path.points) == len(path.values) == len(path.work) == steps + 1
            said = "1 step was" if steps == 1 else f"{steps:,} steps were"
            assert path.sentence == f"{said} made."


def test_a_runaway_ends_with_the_last_sound_point_and_the_step_that_was_lost() -> None:
    # E = 5 (m − 3)², rate 0.3: each step multiplies the distance by −2 and E by 4; 4¹⁹ is below
    # 10¹², 4²⁰ above.
    objective = Objective(
        Model(m * x, (x,), (m,)), SSE, Dataset((Column("x", [1.0, 2.0]),), Column("y", [3.0, 6.0]))
    )
    for path in (
        walk(objective, plain(0.3), frozen([2.0]), 500),
        leap(objective, 0.3, frozen([2.0]), 500),
    ):
        assert path.status is Status.DIVERGED
        assert path.points[:, 0] == pytest.approx(3.0 - (-2.0) ** np.arange(20), rel=1e-12)
        assert path.sentence == "After 20 steps the error was out of all bounds."


def test_a_rule_that_fires_before_the_runaway_ends_the_descent_first() -> None:
    # Along −5, 25: the first step moves by 6 · 0.01; the rule fires before anything explodes.
    objective = line_through([1.0, -1.0], [0.0, 0.0])
    path = walk(objective, plain(1.5), frozen([0.01, 0.0]), 500, (Stop("step", 0.1),))
    assert (path.status, path.steps) == (Status.CONVERGED, 1)
    other = walk(objective, plain(1.5), frozen([0.01, 0.0]), 500, (Stop("step", 1e-9),))
    assert other.status is Status.DIVERGED


def test_a_first_step_out_of_range_leaves_the_start() -> None:
    path = walk(THREE, plain(1e300), frozen([1.0, 0.0]), 5, (Stop("gradient", 1.0),))
    assert (path.status, path.steps, path.work.tolist()) == (Status.DIVERGED, 0, [0.0])


@pytest.mark.parametrize("noise", [0.0, 1e-14, 1e-9])
@pytest.mark.parametrize("scale", [1.0, 1e-9, 1e12])
def test_a_start_on_the_best_fit_does_not_run_away(noise: float, scale: float) -> None:
    xs = np.array([1.0, 2.0, 4.0])
    exact = line_through(xs, scale * (2.0 * xs + 1.0))
    start = frozen(np.array([2.0, 1.0]) * (1 + noise) * scale)
    rate = 1.9 / quadratic(exact).eigenvalues[-1]
    updates = plain(rate), Update(HeavyBall(0.9), FixedRate(rate)), Update(Adam(), FixedRate(0.1))
    for update in updates:
        assert walk(exact, update, start, 500).status is Status.EXHAUSTED
    assert leap(exact, rate, start, 500).status is Status.EXHAUSTED


def test_an_overflow_on_the_way_is_a_runaway_without_warnings() -> None:
    # E = (m² − 1)², slope 4m (m² − 1): from 3 at rate 1 to −93, to 3 · 10⁶, each time to the cube.
    objective = Objective(
        Model(m**2 * x, (x,), (m,)), MSE, Dataset((Column("x", [1.0]),), Column("y", [1.0]))
    )
    path = walk(objective, plain(1.0), frozen([3.0]), 50)
    assert path.status is Status.DIVERGED
    assert path.points[:2, 0].tolist() == [3.0, -93.0]
    assert np.isfinite(path.values).all()


def test_a_hessian_out_of_range_is_a_runaway() -> None:
    # E = mean (e^(mx) − 1)², about ½ e^(4m) = 8 · 10³⁰⁷ at 177.4; its second derivative is 16 times
    # that.
    objective = Objective(
        Model(sympy.exp(m * x), (x,), (m,)),
        MSE,
        Dataset((Column("x", [1.0, 2.0]),), Column("y", [1.0, 1.0])),
    )
    path = walk(objective, Update(Newton(), FixedRate(1.0)), frozen([177.4]), 3)
    assert (path.status, path.steps) == (Status.DIVERGED, 0)


# ---- arguments -------------------------------------------------------------------------------


def walk_or_leap(start: Any, steps: int, leaping: bool) -> Trajectory:
    return leap(THREE, 0.1, start, steps) if leaping else walk(THREE, plain(0.1), start, steps)


@pytest.mark.parametrize("leaping", [False, True])
@pytest.mark.parametrize(
    "start", [[0.0], [0.0, 1.0, 2.0], [[0.0, 1.0]], [0.0, np.nan], [np.inf, 0]]
)
def test_a_start_of_another_shape_or_not_finite_is_refused(start: Any, leaping: bool) -> None:
    with pytest.raises(ValueError, match=r"^`start` must hold 2 finite numbers, got "):
        walk_or_leap(np.array(start), 5, leaping)


@pytest.mark.parametrize("leaping", [False, True])
def test_a_start_where_e_is_out_of_range_is_refused(leaping: bool) -> None:
    with pytest.raises(
        ValueError, match=r"^`start` must be where E is finite, got m = 1e\+200, b = 0$"
    ):
        walk_or_leap(np.array([1e200, 0.0]), 5, leaping)


@pytest.mark.parametrize("leaping", [False, True])
def test_a_negative_number_of_steps_is_refused(leaping: bool) -> None:
    with pytest.raises(ValueError, match=r"^`steps` must be 0 or more, got -1$"):
        walk_or_leap(np.array([0.0, 0.0]), -1, leaping)


def test_the_start_is_copied_and_the_path_cannot_be_changed() -> None:
    start = np.array([1.0, 0.0])
    path = walk(THREE, plain(0.01), start, 20)
    start[:] = 7.0
    assert path.start.tolist() == [1.0, 0.0]
    for array in (path.points, path.values, path.work):
        assert not array.flags.writeable


# ---- dear steps ------------------------------------------------------------------------------


def test_where_a_step_is_dear_none_is_made_past_the_end() -> None:
    dear = counted(10_000_000)
    path = walk(dear, plain(0.01), frozen([1.0, 0.0]), 5000, (Stop("step", 0.001),))
    assert path.steps == 207
    assert dear.gradients == 207
    # One value for each of 208 points, and one at zero.
    assert dear.values == 209


def test_a_gradient_rule_and_the_next_step_share_one_look() -> None:
    dear = counted(10_000_000)
    stop = (Stop("gradient", 0.1),)
    path = walk(dear, plain(0.01), frozen([1.0, 0.0]), 5000, stop)
    assert path.fired == stop[0]
    assert dear.gradients == path.steps + 1
    assert (
        path.points.tolist()
        == walk(THREE, plain(0.01), frozen([1.0, 0.0]), 5000, stop).points.tolist()
    )


@pytest.mark.parametrize(("n", "ahead"), [(3, 4096), (1000, 65), (40_000, 1)])
def test_the_rows_of_steps_made_in_vain_are_bounded(n: int, ahead: int) -> None:
    cheap = counted(n)
    path = walk(cheap, plain(0.01), frozen([1.0, 0.0]), 5000, (Stop("step", 0.001),))
    assert path.steps == 207
    assert cheap.gradients - 207 < ahead
    assert (cheap.gradients - 207) * n < 2**16


def test_a_bowl_is_descended_as_fast_whatever_the_number_of_rows() -> None:
    # It is never asked over its rows: gradient and value come from the bowl.
    class BowlOnly:
        quadratic, rounding = quadratic(THREE), 0.0
        n, model = 10_000_000, THREE.model

        def value(self, points: Floats) -> Floats:
            return self.quadratic.value(points)

    bowl: Any = BowlOnly()
    path = walk(bowl, plain(0.01), frozen([1.0, 0.0]), 500, (Stop("gradient", 0.01),))
    assert (
        path.points.tolist()
        == walk(
            THREE, plain(0.01), frozen([1.0, 0.0]), 500, (Stop("gradient", 0.01),)
        ).points.tolist()
    )
    assert path.work[-1] == path.steps * 1e7
