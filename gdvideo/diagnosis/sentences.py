"""The whole diagnosis of a lesson in sentences: advice first, then what it rests on."""

from math import isfinite, sqrt

from gdcore.digits import digits_apart
from gdcore.experiment import Experiment
from gdvideo.briefing import drawable
from gdvideo.data import describe
from gdvideo.diagnosis.advice import advice, other_ways, rows_told
from gdvideo.diagnosis.report import Report
from gdvideo.numbers import certainty, units_told

__all__ = ["diagnosis"]

_LONG = 2.0
"""A valley at least so many times as long as wide is told of."""


def _ground(experiment: Experiment) -> str:
    """Return the sentence on how the ground lies, and on which rates converge if that is known."""
    units = units_told(experiment)
    limit = experiment.max_stable_rate
    if limit is not None and not isfinite(limit):
        return f"In {units} the error has no curvature at the best fit, which would limit the rate."
    number = experiment.condition_number
    condition = f"{number:.4g}" if isfinite(number) else "infinite"
    stable = "" if limit is None else f"; {_stable(experiment, limit)}"
    return f"In {units} the condition number is {condition}{stable}."


def _stable(experiment: Experiment, limit: float) -> str:
    digits = digits_apart(experiment.rate, limit, least=4)
    near = "" if experiment.objective.is_quadratic else " once near the best fit"
    rates = "fixed rates" if experiment.plain_rate else f"with {experiment.rule.name} rates"
    return f"{rates} below {limit:.{digits}g} converge{near}"


def _rate(experiment: Experiment, asked: float | str | None) -> str:
    """Return the sentence on the rate, with as many digits as tell it from its limit."""
    if experiment.rule.kind == "none":
        return "The rate is searched for at each step."
    digits = digits_apart(experiment.rate, experiment.max_stable_rate or 0.0, least=4)
    how = ", chosen automatically" if asked is None else ""
    how = f", “{asked}”" if isinstance(asked, str) else how
    return f"The rate is {experiment.rate:.{digits}g}{how}."


def diagnosis(made: Report) -> list[str]:
    """Return what there is to say about a lesson before it is rendered, a sentence each."""
    experiment = made.study.experiment
    best = ", ".join(
        f"{name} = {value:.6g}"
        for name, value in zip(
            experiment.model.names, experiment.original(experiment.best), strict=True
        )
    )
    return [
        *advice(made),
        *describe(made.study.read),
        *drawable(experiment)[1],
        f"Best fit in the data's own units: {best}.{certainty(experiment)}",
        *rows_told(made),
        _ground(experiment),
        *_valley(experiment),
        f"{_rate(experiment, made.study.lesson.rate)} {experiment.trajectory.sentence}",
        *_where_it_stands(made),
        *other_ways(made),
    ]


def _valley(experiment: Experiment) -> list[str]:
    """Return what a condition number is, if the ground is a valley."""
    long = sqrt(experiment.condition_number)
    if not _LONG <= long < float("inf"):
        return []
    return [
        "The condition number is the largest curvature of the error over its smallest; here the "
        f"ground is a valley {long:,.3g} times as long as it is wide."
    ]


def _where_it_stands(made: Report) -> list[str]:
    """Return where the rate stands below its limit, or above it."""
    share = made.share_of_limit
    return [] if share is None else [f"The rate is {share:.3g} times its limit."]
