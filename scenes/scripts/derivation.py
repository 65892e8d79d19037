"""Score of the scene `derivation`: from E to its gradient, and what of it may be dropped."""

from functools import lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.calculus.board import board, has_board
from gdcore.calculus.example import Example, example
from gdcore.descent.verdict import Start
from gdcore.error.loss import LOGLOSS, MAE
from gdcore.experiment import Experiment
from gdcore.rules.equivalences import sum_for_mean, without_factor_two
from gdcore.typeset.expressions import name_text
from scenes.telling.columns import has_several
from scenes.telling.measuring import column_name
from scenes.telling.sentences import SURPRISE, Rest, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "followed", "gradient", "is_direct", "numbers", "score", "unsuited"]

KEY: Final = ("ask_where_from", "read_the_gradient")
"""The beats of a short film."""

_DERIVED = 2
"""By so many parameters it is derived."""
_ALIKE = 0.05
"""Numbers that differ by a smaller share are not told apart."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing, but where a row's loss is not one formula."""
    return "" if has_board(experiment.objective.loss) else "pieces"


@lru_cache(maxsize=64)
def followed(experiment: Experiment) -> Example:
    """Return the row whose numbers stand beside the symbols."""
    return example(experiment.objective, experiment.trajectory.start)


def gradient(experiment: Experiment) -> Floats:
    """Return the derivatives of E at the start by the first parameters, one or two.

    They are 0 where the verdict is that the start is level: what is left then is rounding.
    """
    start = experiment.trajectory.start
    values = np.asarray(experiment.objective.gradient(start))[:_DERIVED]
    is_level = experiment.verdict.start in (Start.ARRIVED, Start.LEVEL)
    return np.zeros_like(values) if is_level else values


def is_direct(experiment: Experiment) -> bool:
    """Return whether the inside's derivative can be read off: a factor of the parameter."""
    model, loss = experiment.model, experiment.objective.loss
    return board(model, loss, model.parameters[0]).is_direct


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    kind = _KINDS.get(experiment.objective.loss.name, _SQUARE)
    beats: Score = {
        "ask_where_from": ("from-where", "from-error"),
        "take_one_row": ("one-row", *kind[:2], *_cut(experiment)),
        "take_the_outside": ("turned", *_outside(experiment, kind)),
        "take_the_inside": ("chain", _inside(experiment), "in-numbers"),
        "let_it_cancel": ("cancels",) if _cancels(experiment) else (),
        "do_the_other": _other(experiment),
        "put_the_sum_back": _sum(experiment),
        "say_what_may_go": _droppable(experiment),
        "take_out_what_is_shared": ("tidied",) if _is_tidied(experiment) else (),
        "read_the_gradient": _gradient(experiment),
    }
    return {beat: sentences for beat, sentences in beats.items() if sentences}


def _cut(experiment: Experiment) -> tuple[str, ...]:
    """Return that the picture of one row is a cut, if it is."""
    return ("cut-here",) if has_several(experiment) else ()


_SQUARE = ("its-residual", "squared", "power", "strips")
_KINDS = {
    MAE.name: ("its-residual", "its-length", "sign"),
    LOGLOSS.name: ("its-prediction", "its-loss", "logarithm"),
}


def _outside(experiment: Experiment, kind: tuple[str, ...]) -> tuple[str | Rest, ...]:
    """Return how the outside is derived; a square without a side loses no strips."""
    if followed(experiment).inside:
        return kind[2:]
    return (*(key for key in kind[2:] if key != "strips"), SURPRISE)


def _inside(experiment: Experiment) -> str:
    if experiment.is_line and is_direct(experiment):
        return "out-comes-x"
    return "out-comes" if is_direct(experiment) else "line-by-line"


def _is_tidied(experiment: Experiment) -> bool:
    """Return whether the lines get shorter with what all rows share in front of the sum."""
    return experiment.is_line and experiment.objective.loss.name not in _KINDS


def _cancels(experiment: Experiment) -> bool:
    """Return whether the inside's derivative cancels against the outer one."""
    model, loss = experiment.model, experiment.objective.loss
    return board(model, loss, model.parameters[0]).shortened is not None


def _other(experiment: Experiment) -> tuple[str, ...]:
    count = len(experiment.model.parameters)
    if count < _DERIVED:
        return ()
    why = "why-x" if experiment.is_line else "why-factor"
    model, loss = experiment.model, experiment.objective.loss
    is_new = (
        is_direct(experiment) and not board(model, loss, model.parameters[1]).is_worked_out_at_once
    )
    again = ("chained",) if is_new else ()
    return ("same-way", *again, why, *(("others",) if count > _DERIVED else ()))


def _sum(experiment: Experiment) -> tuple[str, ...]:
    return ("sum-and-n" if experiment.objective.loss.averaged else "only-the-sum",)


def _droppable(experiment: Experiment) -> tuple[str, ...]:
    """Return what the rate can take up, and what it cannot."""
    loss, is_square = experiment.objective.loss, experiment.objective.loss.name not in _KINDS
    is_alone = len(experiment.model.parameters) < _DERIVED
    told: tuple[str, ...] = ()
    if experiment.plain_rate is not None and is_square:
        told = ("drop-two-alone" if is_alone else "drop-two",)
        told += ("so-may-n",) if loss.averaged else ()
    elif experiment.plain_rate is not None and not is_alone:
        told = ("drop-n",)
    return (*told, "not-the-sum")


def _gradient(experiment: Experiment) -> tuple[str | Rest, ...]:
    values = gradient(experiment)
    many = "more-numbers" if len(experiment.model.parameters) > _DERIVED else "two-numbers"
    told = [many if len(values) == _DERIVED else "one-number", *_signs(values)]
    if _ratio(values) - 1.0 > _ALIKE:
        told.append("sizes")
    return tuple(told)


def _signs(values: Floats) -> tuple[str, ...]:
    """Return what the signs say."""
    if (values == 0.0).any():
        return ("level",)
    if len(values) < _DERIVED:
        return ("one-sign",)
    if (values < 0.0).all():
        return ("both-minus",)
    return ("both-plus" if (values > 0.0).all() else "signs-differ",)


def _ratio(values: Floats) -> float:
    """Return how many times as large the larger of two numbers is; 1 if one is 0, or alone."""
    small, large = float(np.abs(values).min()), float(np.abs(values).max())
    return large / small if small else 1.0


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    if unsuited(experiment):
        return {}
    told, row, values = words.numerals, followed(experiment), gradient(experiment)
    names = [name_text(name) for name in experiment.model.names[:_DERIVED]]
    first, last = names[0], names[-1]
    up, down = (first, last) if values[0] < 0.0 else (last, first)
    n, rate = experiment.data.n, experiment.rate
    return {
        "knob": first,
        "along": column_name(experiment.data.x),
        "held": words.listed([column_name(c) for c in experiment.data.predictors[1:]]),
        "next": last,
        "measure": words.loss(experiment.objective.loss.name),
        "residual": told.rounded(row.inside),
        "length": told.rounded(abs(row.inside)),
        "width": told.rounded(abs(row.factor)),
        "row_loss": told.rounded(row.loss),
        "row_slope": told.rounded(row.slope),
        "number": told.counted(row.row + 1),
        "n": told.counted(n),
        "first": told.significant(float(values[0])),
        "second": told.significant(float(values[-1])),
        "up": up,
        "down": down,
        "larger": names[int(np.argmax(np.abs(values)))],
        "times": told.significant(_ratio(values), digits=2),
        "rate": told.rounded(rate),
        "double": told.rounded(without_factor_two(rate).equivalent_rate or rate),
        "over_n": told.rounded(sum_for_mean(rate, n).equivalent_rate or rate),
    }
