"""Which row shows the chain rule as gears, where its knob stands, and how far each gear turns.

A first gear stands for a parameter θ, a second for what is inside the row's loss, u(θ), a third for
the loss L(u). When θ changes by a little, u changes by du/dθ times that, and L by dL/du times what
u changes by: so far the gears turn. A turn is so little that u and L truly change by that, to the
digits that are told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.calculus.chain import Chain, chain, sees_residual
from gdcore.calculus.example import example_row
from gdcore.calculus.gears import counting_unit, mate, round_below, teeth
from gdcore.error.loss import PREDICTION
from gdcore.error.model import RESPONSE
from gdcore.error.objective import smooth_diff
from gdcore.experiment import Experiment
from gdcore.formula.stable import compiled
from gdcore.landscape.stand import stand
from gdcore.section import Section, section

__all__ = ["TOLD_DIGITS", "GearTrain", "Turned", "gear_train", "turned"]

TOLD_DIGITS: Final = 2
"""A change is told with so many digits, and with all of up to six whole ones."""

_SHARES: Final = np.linspace(-1.0, 1.0, 21)
"""Where the knob may stand: shares of the way from the best value to where a search stands."""
_MOST_ROWS: Final = 400
_LIKED: Final = (2.0, 1.5)
"""Ratios that are seen best: neither like 1 nor so that a gear gets small."""
_SIGN, _UNIT, _LONG = 2.0, 2.0, 1.0
"""What a ratio costs that needs a gear between, that needs units, that has more than two digits."""
_KNOWN: Final = 0.9
"""So much more may cost the row that is known from elsewhere."""
_NEWTON: Final = 8
_EXACT: Final = 1e-9
_SMALL: Final = 0.3
"""A small turn changes what is inside by no more than this share of it, and a parameter by no more
than this share of its value or of the way to its best value, whichever is more."""
_TRIES: Final = 13
"""So many turns, each the next smaller round one, are tried at most: down to a ten-thousandth."""
_NEXT: Final = 0.9
_TIE: Final = 0.1
_LONGEST: Final = 6
"""Numbers of so many whole digits are not cut short."""
_OTHERS: Final = (0.5, 2.0, 0.75, 1.5)
"""So many times as steep is the outer function where the knob is turned to."""
_WIDEST: Final = np.pi / 4
"""The gear that turns furthest turns by so much."""


@dataclass(frozen=True, eq=False)
class GearTrain:
    """Three gears: a parameter, what is inside a row's loss, and that loss.

    Parameters
    ----------
    cut : Section
        Of the parameter.
    chain : Chain
    row : int
        Its index in the data.
    value : float
        Of the parameter; the others are held at their best.
    inside : float
        u there.
    slopes : tuple of float
        du/dθ and dL/du there; neither is 0.
    units : tuple of float
        A change of the parameter by 1 turns its gear as far as a change of u by the first and of L
        by the second turns theirs.
    teeth : tuple of int
        Of the three gears.
    step : float
        A small change of the parameter, round: the changes of u and L by it are, to `TOLD_DIGITS`
        digits, those to first order.
    """

    cut: Section
    chain: Chain
    row: int
    value: float
    inside: float
    slopes: tuple[float, float]
    units: tuple[float, float]
    teeth: tuple[int, int, int]
    step: float

    @property
    def product(self) -> float:
        """dL/dθ, by the chain rule."""
        return self.slopes[0] * self.slopes[1]

    @property
    def changes(self) -> Floats:
        """What θ, u and L change by, to first order, when θ is turned by `step`; shape (3,)."""
        return self.step * np.array([1.0, self.slopes[0], self.product])

    def answers(self, change: float, start: float) -> Floats:
        """Return what θ, u and L truly change by, shape (3,), when θ is turned from a value."""
        before, after = (_values(self.cut, self.row, v) for v in (start, start + change))
        return np.array([change, *(after - before)])

    @property
    def angles(self) -> Floats:
        """How far the three gears turn then, clockwise, in radians; shape (3,)."""
        turned = self.changes / self.step / np.array([1.0, *self.units])
        return turned * _WIDEST / np.abs(turned).max()


@dataclass(frozen=True, eq=False)
class Turned:
    """Where the knob of a train is turned to, so that the outer function is less or more steep.

    Parameters
    ----------
    value, inside : float
        Of the parameter, and of u there.
    slope : float
        dL/du there; du/dθ is what it was.
    teeth : int
        Of the gear that the last one is changed for.
    """

    value: float
    inside: float
    slope: float
    teeth: int


@lru_cache(maxsize=64)
def gear_train(experiment: Experiment) -> GearTrain:
    """Return the row and the value of the first parameter that varies at which gears show best.

    Neighbours turn against each other, so rows are best with which both slopes are negative; then
    those whose slopes need no units, have two digits, and are near 2 and 1.5. Then the knob is
    turned a little so that the outer slope has two digits, if that can be. The row that a
    derivation follows is taken if another is hardly better.
    """
    cut = section(experiment, 1)
    followed = example_row(experiment.objective, experiment.trajectory.start)
    some = np.linspace(0, experiment.data.n - 1, _MOST_ROWS).astype(np.int64)
    rows = np.unique(np.append(some, followed))
    away = stand(cut) - float(cut.best[0])
    values = float(cut.best[0]) + _SHARES * away
    slopes = np.array([_slopes(cut, value)[:2, rows] for value in values])
    cost = _cost(slopes) - _KNOWN * (rows == followed)
    value, row = np.unravel_index(np.argmin(cost), cost.shape)
    train = _train(cut, int(rows[row]), float(values[value]))
    return replace(train, step=_agreeing(train, _other(train)))


@lru_cache(maxsize=64)
def turned(experiment: Experiment) -> Turned | None:
    """Return where the last gear of a lesson's train has to be changed for another, if it has to.

    The others stay: nothing is returned where they would not, or where the outer function is as
    steep everywhere, as |u| is.
    """
    return _other(gear_train(experiment))


def _other(train: GearTrain) -> Turned | None:
    """Return where the last gear of a train has to be changed."""
    cut = train.cut
    for times in _OTHERS:
        value = _solved(cut, train.row, train.value, times * train.slopes[1])
        if value is None:
            continue
        inner, outer, _ = _slopes(cut, value)[:, train.row].tolist()
        ratio = abs(outer) * train.units[0] / train.units[1]
        other = mate(train.teeth[1], ratio)
        if other and abs(inner / train.slopes[0] - 1.0) <= _EXACT:
            return Turned(value, _inside(cut, train.row, value), outer, other)
    return None


def _train(cut: Section, row: int, value: float) -> GearTrain:
    """Return the train of a row, its knob near a value."""
    wanted = float(f"{_slopes(cut, value)[1, row]:.1e}")
    found = _solved(cut, row, value, wanted)
    value = value if found is None else found
    inner, outer, _ = _slopes(cut, value)[:, row].tolist()
    first = counting_unit(abs(inner))
    second = counting_unit(abs(outer) * first)
    counts = teeth(abs(inner) / first, abs(outer) * first / second)
    model, predicted = cut.whole.model, _predicted(cut, row, value)
    response, parameter = float(_responses(cut)[row]), model.parameters[cut.chosen[0]]
    taken = chain(model, cut.objective.loss, parameter, response, predicted)
    inside = _inside(cut, row, value)
    step = round_below(_SMALL * min(abs(inside / inner), _reach(cut, value) or np.inf))
    return GearTrain(cut, taken, row, value, inside, (inner, outer), (first, second), counts, step)


def _agreeing(train: GearTrain, other: Turned | None) -> float:
    """Return the largest round turn, up to a train's own, at which all that is told is linear."""
    places = [(train.value, train.slopes[1]), *([(other.value, other.slope)] if other else [])]
    turns = list(_falling(train.step))
    agrees = (t for t in turns if all(_is_linear(train, t, *place) for place in places))
    return next(agrees, turns[-1])


def _falling(step: float) -> Iterator[float]:
    """Yield a round number and the next smaller ones."""
    for _ in range(_TRIES):
        yield step
        step = round_below(_NEXT * step)


def _is_linear(train: GearTrain, step: float, start: float, outer: float) -> bool:
    """Return whether u and L change as their slopes say, to the digits that are told."""
    first = step * train.slopes[0]
    told, true = np.array([first, first * outer]), train.answers(step, start)[1:]
    largest = np.floor(np.log10(np.abs([first, first * train.slopes[1]])))
    wanted = largest - (TOLD_DIGITS - 1)
    units = 10.0 ** np.where(largest < _LONGEST, np.minimum(wanted, 0.0), wanted)
    # What lies halfway between two numbers that can be told is rounded to one or the other.
    is_near = np.abs(true - told) <= _TIE * units
    return bool((is_near | (np.round(true / units) == np.round(told / units))).all())


def _reach(cut: Section, value: float) -> float:
    """Return how far a parameter is from 0 or from where a search stands to its best value."""
    best = float(cut.best[0])
    return max(abs(value), abs(stand(cut) - best))


def _cost(slopes: Floats) -> Floats:
    """Return how little rows suit gears, shape (values, rows), of slopes, (values, 2, rows)."""
    inner, outer = slopes[:, 0], slopes[:, 1]
    with np.errstate(all="ignore"):
        told = sum(
            _SIGN * (slope > 0.0)
            + _UNIT * ((np.abs(slope) < 0.5) | (np.abs(slope) > 3.0))
            + np.minimum(np.abs(np.log2(np.abs(slope) / liked)), 2.0)
            for slope, liked in zip((inner, outer), _LIKED, strict=True)
        )
        digits = 10.0 ** (1.0 - np.floor(np.log10(np.abs(inner))))
        is_long = np.abs(np.round(inner * digits) / digits / inner - 1.0) > _EXACT
        is_sound = np.isfinite(inner * outer) & (inner * outer != 0.0)
    return np.where(is_sound, told + _LONG * is_long, np.inf)


def _solved(cut: Section, row: int, value: float, slope: float) -> float | None:
    """Return where dL/du of a row is as wished, found from a value by Newton's method, or None."""
    for _ in range(_NEWTON):
        inner, outer, bend = _slopes(cut, value)[:, row].tolist()
        if abs(outer - slope) <= _EXACT * abs(slope):
            return value
        # d²L/du² · du/dθ is how fast dL/du changes with θ.
        if not np.isfinite(bend * inner) or not bend * inner:
            return None
        value -= (outer - slope) / (bend * inner)
    return None


def _slopes(cut: Section, value: float) -> Floats:
    """Return du/dθ, dL/du and d²L/du² of all rows, shape (3, n)."""
    loss, sign = cut.objective.loss, _sign(cut)
    features, predicted = cut.objective.tangent(np.array([value]))
    bend = smooth_diff(loss.slope, PREDICTION)
    function = compiled([PREDICTION, RESPONSE], [loss.slope, bend])
    with np.errstate(all="ignore"):
        slope, curvature = function(predicted, _responses(cut))
    table = (sign * features[:, 0], sign * slope, curvature)
    return frozen(np.array([np.broadcast_to(values, len(predicted)) for values in table]))


def _responses(cut: Section) -> Floats:
    return cut.objective.data.y.values


def _sign(cut: Section) -> float:
    """Return how fast what is inside grows with the prediction: u is y − f, or f."""
    return -1.0 if sees_residual(cut.objective.loss) else 1.0


def _predicted(cut: Section, row: int, value: float) -> float:
    """Return the prediction of a row."""
    x = (column.values[row : row + 1] for column in cut.objective.data.predictors)
    return float(cut.objective.curve(np.array([value]), *x)[0])


def _values(cut: Section, row: int, value: float) -> Floats:
    """Return u and L of a row, shape (2,)."""
    predicted, response = _predicted(cut, row, value), float(_responses(cut)[row])
    with np.errstate(all="ignore"):
        loss = compiled([PREDICTION, RESPONSE], [cut.objective.loss.row])(predicted, response)[0]
    return np.array([response - predicted if _sign(cut) < 0.0 else predicted, float(loss)])


def _inside(cut: Section, row: int, value: float) -> float:
    """Return u of a row."""
    return float(_values(cut, row, value)[0])
