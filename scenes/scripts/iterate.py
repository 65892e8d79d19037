"""Script of the scene `iterate`: what is said depends on the model and on what the descent did."""

import math

from gdcore.experiment import Experiment
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.kit.descent.course import (
    SLOW_STEPS,
    ending,
    fall,
    farthest,
    first_rise,
    has_arrived,
    pace,
    start_of,
)
from scenes.kit.text.names import is_line
from scenes.telling.numerals import grouped, rounded, significant

__all__ = ["SLOW_STEPS", "beats", "has_arrived", "numbers", "suits", "verdict", "zero_is_outside"]

_LIST_LENGTH = 3
_SHARED = ("elsewhere", "endless", "lost")
_LOSSES = {"mse": "mean", "sse": "sum", "mae": "absolute", "logloss": "log"}


def suits(_: Experiment) -> str:
    """Return why a lesson does not suit the scene: each does, so nothing."""
    return ""


def beats(experiment: Experiment) -> tuple[str, ...]:
    """Return the ids of the beats that this lesson has, in order."""
    return (
        f"map{_ground(experiment) if experiment.fit.settled else _endless(experiment)}",
        *_doubts(experiment),
        f"misses_{_loss(experiment)}_{_units(experiment)}",
        *_steps(experiment),
        *_intercept(experiment),
        _compared(experiment),
    )


def _ground(experiment: Experiment) -> str:
    """Return the end of a beat's id that says what the descent is seen on; nothing for a line."""
    if is_line(experiment):
        return ""
    count = len(experiment.model.names)
    if count == 1:
        return "_knob"
    return "_pair" if count == 2 else "_section"


def _endless(experiment: Experiment) -> str:
    """Return the same where there is no best fit to be pointed at."""
    return "_section" if _ground(experiment) == "_section" else "_endless"


def _doubts(experiment: Experiment) -> tuple[str, ...]:
    """Return the beat that says how sure the best fit is, if it is not."""
    if not experiment.fit.settled:
        return ("sure_endless",)
    return () if experiment.fit.proven else ("sure_found",)


def _loss(experiment: Experiment) -> str:
    return _LOSSES.get(experiment.objective.loss.name, "huber")


def _units(experiment: Experiment) -> str:
    """Return what the error is measured in, and whether the parameters descended in differ."""
    if not experiment.standardised:
        return "raw"
    scaling = experiment.scaling
    return "standard" if scaling.scales[-1] != 1.0 or scaling.shifts[-1] != 0.0 else "half"


def _steps(experiment: Experiment) -> list[str]:
    cut = "_cut" if _ground(experiment) == "_section" else ""
    told = ["first" + (start_of(experiment) or cut)]
    if experiment.trajectory.steps > 1 and start_of(experiment) != "_level":
        told.append("slow" + pace(experiment))
    if experiment.trajectory.steps > SLOW_STEPS:
        told.append("fast" + fall(experiment))
    return told


def _intercept(experiment: Experiment) -> tuple[str, ...]:
    if not is_line(experiment):
        return ()
    units = "standard" if experiment.standardised else "raw"
    return (f"intercept_{units}_{'outside' if zero_is_outside(experiment) else 'inside'}",)


def _compared(experiment: Experiment) -> str:
    """Return the beat that compares the end with the best fit."""
    end = ending(experiment)
    if end in _SHARED:
        return f"compare_{end}"
    if end in ("bounce", "diverged"):
        return f"compare_{end}" + ("" if experiment.objective.is_quadratic else "_curved")
    named = is_line(experiment) and experiment.fit.proven
    if end in ("slow", "crawl"):
        named = named and experiment.objective.is_quadratic
    return f"compare_{end}" + ("" if named else "_any")


def verdict(experiment: Experiment) -> str:
    """Return what stands beside the title in the end, in a few words; empty if all is well."""
    rate = rounded(experiment.rate)
    limit = f", limit {_number(experiment.max_stable_rate)}"
    tail = limit if experiment.objective.is_quadratic else ""
    return {
        "lost": f"diverged: rate {rate}",
        "diverged": f"diverged: rate {rate}{tail}",
        "bounce": f"bounces: rate {rate}{tail}",
        "elsewhere": "rests, but not at the best",
        "endless": "no lowest point",
        "crawl": f"crawls: condition number {_number(experiment.condition_number)}",
    }.get(ending(experiment), "")


def numbers(experiment: Experiment) -> dict[str, str]:
    """Return what the names in braces stand for."""
    trajectory = experiment.trajectory
    return {
        "n": grouped(str(experiment.data.n)),
        "rate": rounded(experiment.rate),
        "limit": _number(experiment.max_stable_rate),
        "steps": grouped(str(trajectory.steps)),
        "unit": "step" if trajectory.steps == 1 else "steps",
        "start_loss": significant(float(trajectory.values[0])),
        "loss": significant(float(trajectory.values[-1])),
        "best_loss": significant(experiment.best_loss),
        "rise": grouped(str(first_rise(experiment))),
        **_axes(experiment),
        **_parameters(experiment),
    }


def _axes(experiment: Experiment) -> dict[str, str]:
    """Return what the axes of the map are called."""
    names = [name_text(name) for name in section(experiment, 2).names]
    return dict(zip(("first", "second"), names, strict=False))


def _parameters(experiment: Experiment) -> dict[str, str]:
    """Return the parameters at the end and the best ones, in the data's own units."""
    final = [significant(float(v)) for v in experiment.original(experiment.trajectory.final)]
    best = [significant(float(v)) for v in experiment.original(experiment.best)]
    names = [name_text(name) for name in experiment.model.names]
    far = farthest(experiment)
    told = {
        "values": _listed(names, final),
        "best_values": _listed(names, best),
        "far_name": names[far],
        "far": final[far],
        "best_far": best[far],
    }
    if not is_line(experiment):
        return told
    line = dict(zip(("slope", "intercept"), final, strict=True))
    exact = dict(zip(("best_slope", "best_intercept"), best, strict=True))
    return told | line | exact


def _listed(names: list[str], values: list[str]) -> str:
    """Return the first parameters as "a = …, k = …"."""
    pairs = [f"{name} = {value}" for name, value in zip(names, values, strict=True)]
    return ", ".join(pairs[:_LIST_LENGTH]) + (" …" if len(pairs) > _LIST_LENGTH else "")


def zero_is_outside(experiment: Experiment) -> bool:
    """Return whether x = 0 is not among the data, so that the intercept is not in the picture."""
    values = experiment.data.x.values
    return not values.min() <= 0.0 <= values.max()


def _number(value: float) -> str:
    return rounded(value) if math.isfinite(value) else "∞"
