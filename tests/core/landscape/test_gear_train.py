"""The gears of a lesson: their ratios are what central differences of the row's loss say."""

import math

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE, MSE, PREDICTION, SSE, Loss, huber
from gdcore.error.model import RESPONSE, Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.gear_train import GearTrain, gear_train, turned
from gdcore.section import section

X = np.array([0.5, 1.2, 2.0, 2.6, 3.1, 3.3, 4.0, 4.2])
Y = np.array([1.0, 2.4, 2.1, 3.9, 3.0, 5.5, 5.1, 7.0])
YES = np.array([0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0])
SMALL = 1e-6


def lesson(formula: str = "m*x + b", loss: Loss = MSE, **options: object) -> Experiment:
    y = YES if loss is LOGLOSS else Y
    data = Dataset((Column("x", X),), Column("y", y))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(data, model=model, loss=loss, **{"units": Units.OWN, "steps": 5, **options})


LESSONS = {
    "line": lesson(),
    "line, round": lesson(units=Units.ROUND),
    "line, sum": lesson(loss=SSE),
    "line, lengths": lesson(loss=MAE),
    "line, Huber": lesson(loss=huber(0.5)),
    "line, wide Huber": lesson(loss=huber(50.0)),
    "exponential": lesson("a*exp(k*x)"),
    "rate": lesson("exp(k*x)"),
    "wave": lesson("sin(w*x)", start={"w": 0.4}),
    "logistic": lesson("1/(1 + exp(-(w*x + b)))", LOGLOSS),
}


def _row_loss(experiment: Experiment, row: int, value: float) -> float:
    """Return the loss of a row with a value of the first parameter, the others at their best."""
    cut, model = section(experiment, 1), experiment.model
    theta = dict(zip(model.parameters, cut.lift(np.array([value])).tolist(), strict=True))
    data = experiment.objective.data
    predicted = model.expression.subs({**theta, model.predictors[0]: data.x.values[row]})
    pair = {PREDICTION: predicted, RESPONSE: data.y.values[row]}
    return float(experiment.objective.loss.row.subs(pair))


@pytest.mark.parametrize("name", LESSONS)
def test_the_product_of_the_ratios_is_the_slope_of_the_row(name: str) -> None:
    train = gear_train(LESSONS[name])
    above, below = (
        _row_loss(LESSONS[name], train.row, train.value + side) for side in (SMALL, -SMALL)
    )
    assert train.product == pytest.approx((above - below) / (2.0 * SMALL), rel=1e-5)
    assert train.product == train.slopes[0] * train.slopes[1]


@pytest.mark.parametrize("name", LESSONS)
def test_the_symbols_have_the_same_values(name: str) -> None:
    experiment, train = LESSONS[name], gear_train(LESSONS[name])
    theta = section(experiment, 1).lift(np.array([train.value])).tolist()
    values = dict(zip(experiment.model.parameters, theta, strict=True))
    values[experiment.model.predictors[0]] = experiment.objective.data.x.values[train.row]
    values[RESPONSE] = experiment.objective.data.y.values[train.row]
    assert float(train.chain.inner.subs(values)) == pytest.approx(train.inside, rel=1e-9)
    found = float(train.chain.inner_slope.subs(values))
    assert found == pytest.approx(train.slopes[0], rel=1e-9)
    found = float(train.chain.outer_slope.subs(train.chain.letter, train.inside))
    assert found == pytest.approx(train.slopes[1], rel=1e-9)


@pytest.mark.parametrize("name", LESSONS)
def test_gears_turn_as_far_as_what_they_stand_for(name: str) -> None:
    train = gear_train(LESSONS[name])
    first, second = train.slopes
    expected = train.step * np.array([1.0, first, first * second])
    np.testing.assert_allclose(train.changes, expected, rtol=1e-12)
    # One angle for 1 of the parameter, for a unit of what is inside, for a unit of the loss.
    per_unit = train.angles * np.array([1.0, *train.units]) / train.changes
    np.testing.assert_allclose(per_unit, per_unit[0], rtol=1e-12)
    assert np.abs(train.angles).max() == pytest.approx(math.pi / 4)
    # The teeth slip by less than their play when they turn so far.
    for k in (0, 1):
        turned_by = train.angles[k + 1], train.angles[k] * train.teeth[k] / train.teeth[k + 1]
        assert abs(abs(turned_by[0]) - abs(turned_by[1])) * train.teeth[k + 1] / 2 < 0.08


def test_a_line_has_a_row_below_it_so_that_both_signs_are_seen() -> None:
    train = gear_train(LESSONS["line"])
    assert train.slopes == (-2.0, pytest.approx(2.0 * train.inside))
    # The outer slope has two digits: the knob was turned a little for it.
    assert train.slopes[1] == pytest.approx(-1.6, rel=1e-9)
    # 40 : 20 = 2 and 20 : 12.5 = 1.6, so that 16 teeth are the fewest that divide well.
    assert (train.units, train.step) == ((1.0, 1.0), 0.01)
    assert train.teeth[0] == 2 * train.teeth[1]
    assert train.teeth[1] / train.teeth[2] == 1.6


def test_at_half_the_residual_the_last_gear_is_twice_as_large() -> None:
    other = turned(LESSONS["line"])
    assert other is not None
    assert (other.inside, other.slope) == (pytest.approx(-0.4), pytest.approx(-0.8))
    train = gear_train(LESSONS["line"])
    assert other.teeth == 2 * train.teeth[2]
    # r = y − (m x + b) has grown by 0.4, so m has gone down by 0.4 / 2.
    assert train.value - other.value == pytest.approx(0.2)


@pytest.mark.parametrize("name", ["line, lengths", "line, Huber", "rate", "wave", "logistic"])
def test_where_all_gears_would_be_others_or_none_nothing_is_turned_to(name: str) -> None:
    assert turned(LESSONS[name]) is None


def test_where_the_outside_bends_the_gear_is_another() -> None:
    other, train = turned(LESSONS["line, wide Huber"]), gear_train(LESSONS["line, wide Huber"])
    assert isinstance(train, GearTrain)
    assert other is not None
    # Half the square of r: its slope is r.
    assert other.slope == pytest.approx(other.inside)


def test_far_numbers_get_units() -> None:
    data = Dataset((Column("x", 60.0 + X),), Column("y", Y))
    train = gear_train(run(data, units=Units.OWN, steps=5))
    assert train.units[0] == 50.0
    assert train.slopes[0] == -(60.0 + X[train.row])


@pytest.mark.parametrize("name", LESSONS)
def test_a_small_turn_is_round_and_small(name: str) -> None:
    train = gear_train(LESSONS[name])
    assert f"{train.step:.6e}".split("e")[0] in ("1.000000", "2.000000", "5.000000")
    assert abs(train.changes[1] / train.inside) <= 0.3


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_inside_and_the_loss_truly_change_as_the_gears_say(name: str) -> None:
    experiment, train, other = LESSONS[name], gear_train(LESSONS[name]), turned(LESSONS[name])
    places = [(train.value, train.slopes[1])] + ([(other.value, other.slope)] if other else [])
    for value, slope in places:
        before, after = (_row_loss(experiment, train.row, v) for v in (value, value + train.step))
        _, inside, loss = train.answers(train.step, value)
        assert loss == pytest.approx(after - before, rel=1e-8)
        for true, told, size in (
            (inside, train.changes[1], train.changes[1]),
            (loss, train.changes[1] * slope, train.changes[2]),
        ):
            # In the second digit; a number halfway between two is rounded to one of them.
            unit = 10.0 ** (math.floor(math.log10(abs(size))) - 1)
            assert round(true / unit) == round(told / unit) or abs(true - told) < 0.1 * unit


def test_the_turn_is_the_largest_whose_digits_are_true() -> None:
    train = gear_train(LESSONS["line"])
    # r² grows by 2 r dr + dr²: with dr = −2 dm that is 3.2 dm + 4 dm².
    assert train.answers(0.01, train.value) == pytest.approx([0.01, -0.02, 0.0324])
    assert train.answers(0.02, train.value) == pytest.approx([0.02, -0.04, 0.0656])
    assert train.step == 0.01
    # Lengths are as steep everywhere, so only their size limits the turn.
    lengths = gear_train(LESSONS["line, lengths"])
    assert abs(lengths.changes[1] / lengths.inside) > 0.1


def test_of_long_numbers_no_whole_digit_is_false() -> None:
    data = Dataset((Column("x", X),), Column("y", 300.0 * Y))
    train = gear_train(run(data, units=Units.OWN, steps=5))
    # r = −1050 and dr = −2 dm, so that r² grows by 4200 dm + 4 dm²: by 840.16, and by 2101 at 0.5.
    assert train.inside == pytest.approx(-1050.0)
    assert train.step == 0.2
    assert train.answers(0.2, train.value) == pytest.approx([0.2, -0.4, 840.16])


def test_a_flat_inside_does_not_make_a_small_turn_a_large_one() -> None:
    random = np.random.default_rng(19471)
    x = random.uniform(0.5, 4.0, 40)
    # Near the mean of x the probability answers hardly anything to w.
    yes = (2.0 + 0.5 * random.normal(size=40) < x).astype(float)
    data = Dataset((Column("x", x),), Column("y", yes))
    model = Model.from_formula(parse_formula("1/(1 + exp(-(w*x + b)))", ["x"]))
    experiment = run(data, model=model, loss=LOGLOSS, steps=5)
    train, cut = gear_train(experiment), section(experiment, 1)
    assert train.step <= 0.3 * max(abs(train.value), abs(cut.start[0] - cut.best[0]))
