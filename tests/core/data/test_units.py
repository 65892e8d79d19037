"""Units to descend in: round and standard ones, against exact decimals, and the way back."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Change, Scaling, Units, rescaled, round_step
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from scenes.brief import default_brief

EPS = float(np.finfo(np.float64).eps)

spreads = st.lists(st.integers(-1000, 1000), min_size=2, max_size=30)
scales = st.floats(1e-250, 1e250)


@settings(deadline=None)
@given(spreads, scales, st.integers(-1000, 1000), st.sampled_from(Change), st.sampled_from(Units))
def test_scaling_leads_back(
    spread: list[int], scale: float, offset: int, change: Change, units: Units
) -> None:
    assume(min(spread) < max(spread))
    x = Column("x", (np.array(spread, dtype=np.float64) + offset) * scale)
    y = Column("y", np.array(spread[::-1], dtype=np.float64) / scale)
    data, scaling = rescaled(Dataset((x,), y), units, change, change)
    for own, moved, mu, s in zip((x, y), data.columns, scaling.shifts, scaling.scales, strict=True):
        back = mu + s * moved.values
        assert back == pytest.approx(own.values, rel=0, abs=8 * EPS * np.abs(own.values).max())
    if change is not Change.FULL:
        assert (scaling.shifts == 0.0).all()
    if change is Change.NONE or units is Units.OWN:
        assert data.columns == (x, y)


def test_response_may_be_left_alone() -> None:
    y = Column("y", [0.0, 1.0, 1.0], "yes")
    x = Column("x", [1.0, 2.0, 4.0])
    data, scaling = rescaled(Dataset((x,), y), Units.STANDARD, response=Change.NONE)
    assert data.response is y
    assert (scaling.shifts[-1], scaling.scales[-1]) == (0.0, 1.0)
    assert data.x.std == pytest.approx(1.0)


def test_constant_column_is_kept_when_only_scaled() -> None:
    data, scaling = rescaled(
        Dataset((Column("x", [3.0, 3.0]),), Column("y", [1.0, 2.0])),
        Units.STANDARD,
        Change.SCALED,
        Change.SCALED,
    )
    assert data.x.values.tolist() == [3.0, 3.0]
    assert scaling.scales.tolist() == [1.0, 0.5]


ROUND_STEPS = {Decimal(factor).scaleb(power) for factor in (1, 2, 5) for power in range(-330, 330)}


@settings(deadline=None)
@given(spreads, st.floats(1e-300, 1e300), st.integers(-1000, 1000))
def test_a_round_column_is_counted_in_round_steps_from_one_of_them(
    spread: list[int], scale: float, offset: int
) -> None:
    assume(min(spread) < max(spread))
    values = (np.array(spread, dtype=np.float64) + offset) * scale
    x, y = Column("x", values), Column("y", values[::-1])
    data, scaling = rescaled(Dataset((x,), y), Units.ROUND)
    for column, moved, origin, step in zip(
        (x, y), data.columns, scaling.shifts, scaling.scales, strict=True
    ):
        exact_step, exact_origin = Decimal(repr(float(step))), Decimal(repr(float(origin)))
        assert exact_step in ROUND_STEPS
        assert exact_origin % exact_step == 0
        assert values.min() <= origin <= values.max()
        # Next to the deviation: no round number is nearer as a ratio, and 2.5 is the widest gap.
        assert 1 / 1.6 < step / column.std < 1.6
        largest = np.abs(values / step).max()
        exact = [float((Decimal(float(v)) - exact_origin) / exact_step) for v in column.values]
        assert moved.values == pytest.approx(exact, rel=0, abs=4 * EPS * max(largest, 1.0))


def test_penguins_are_measured_from_190_mm_in_tens_and_4000_g_in_thousands() -> None:
    done = run(default_brief().experiment.data, units=Units.ROUND)
    assert done.scaling.shifts.tolist() == [190.0, 4000.0]
    assert done.scaling.scales.tolist() == [10.0, 1000.0]
    # 2·[[mean u², mean u], [mean u, 1]] with u = (flipper − 190)/10: its eigenvalues by numpy.
    u = (done.data.x.values - 190) / 10
    curvatures = np.linalg.eigvalsh(2 * np.array([[np.mean(u * u), u.mean()], [u.mean(), 1.0]]))
    assert done.bowl.eigenvalues == pytest.approx(curvatures, rel=1e-12)
    assert curvatures.round(2).tolist() == [1.09, 7.24]
    slope, intercept = np.polyfit(done.data.x.values, done.data.y.values, 1)
    assert done.original(done.best) == pytest.approx([slope, intercept], rel=1e-9)


def test_what_is_not_a_straight_line_is_measured_from_next_to_its_middle() -> None:
    # Mean 65 and deviation 4.32: steps of 5 from 65 itself; of a line from 60, next to 60.7.
    x, y = Column("x", np.arange(58.0, 73.0)), Column("y", np.arange(15.0))
    origins = [
        rescaled(Dataset((x,), y), Units.ROUND, straight=straight)[1].shifts[0]
        for straight in (True, False)
    ]
    assert origins == [60.0, 65.0]
    parabola = Model.from_formula(parse_formula("a*x^2 + b*x + c", ["x"]))
    assert run(Dataset((x,), y), model=parabola, units=Units.ROUND).scaling.shifts[0] == 65.0


@given(st.floats(1e-300, 1e300))
def test_no_round_step_is_nearer(size: float) -> None:
    factor, power = round_step(size)
    ratio = abs(np.log(size) - np.log(float(f"{factor}e{power}")))
    others = [float(f"{f}e{p}") for f in (1, 2, 5) for p in (power - 1, power, power + 1)]
    assert ratio <= min(abs(np.log(size) - np.log(other)) for other in others) + 1e-9


@pytest.mark.parametrize("values", [[7.5, 7.5, 7.5], [0.0, 0.0], [-1e300, -1e300]])
def test_a_column_that_does_not_vary_becomes_zeros(values: list[float]) -> None:
    y = Column("y", np.arange(float(len(values))))
    data, scaling = rescaled(Dataset((Column("x", values),), y), Units.ROUND)
    assert data.x.values.tolist() == [0.0] * len(values)
    assert (scaling.shifts[0], scaling.scales[0]) == (values[0], 1.0)


def test_a_column_that_is_only_scaled_keeps_its_zero() -> None:
    x, y = Column("x", [30.0, 50.0, 90.0]), Column("y", [1.0, 2.0, 4.0])
    data, scaling = rescaled(Dataset((x,), y), Units.ROUND, Change.SCALED, Change.NONE)
    # The deviation is 24.9: steps of 20.
    assert data.x.values.tolist() == [1.5, 2.5, 4.5]
    assert scaling.shifts.tolist() == [0.0, 0.0]
    assert scaling.scales.tolist() == [20.0, 1.0]


def test_a_scaling_that_changes_nothing_is_read_only() -> None:
    nothing = Scaling.none(2)
    assert nothing.scales.tolist() == [1.0, 1.0]
    assert not nothing.scales.flags.writeable
