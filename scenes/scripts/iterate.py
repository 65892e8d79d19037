"""Script of the scene `iterate`: what is said depends on what the descent did."""

import math

import numpy as np

from gdcore.experiment import Experiment
from gdcore.trajectory import Status
from scenes.kit.numerals import grouped, rounded, significant

__all__ = ["SLOW_STEPS", "beats", "has_arrived", "numbers", "verdict", "zero_is_outside"]

SLOW_STEPS = 5
"""Up to this step each step is shown by itself."""

_ARRIVED = 1e-9
_ROUNDING = 1e-24
_NEAR, _FAR = 0.02, 0.25
_VALLEY = 20.0


def beats(experiment: Experiment) -> tuple[str, ...]:
    """Return the ids of the beats that this lesson has, in order."""
    units = "standard" if experiment.standardised else "raw"
    loss = "mean" if experiment.objective.loss.averaged else "sum"
    where = "outside" if zero_is_outside(experiment) else "inside"
    told = ["map", f"misses_{loss}_{units}", *_steps(experiment)]
    return (*told, f"intercept_{units}_{where}", f"compare_{_ending(experiment)}")


def _steps(experiment: Experiment) -> list[str]:
    steps = experiment.trajectory.steps
    told = ["first" + ("_arrived" if has_arrived(experiment, 0) else "")]
    if steps > 1:
        told.append("slow" + _course(experiment, {"zigzag": _zigzags(experiment, 0)}))
    if steps > SLOW_STEPS:
        unstable = experiment.rate >= experiment.max_stable_rate
        told.append("fast" + _course(experiment, {"unstable": unstable}))
    return told


def _course(experiment: Experiment, other: dict[str, bool]) -> str:
    """Return the end of a beat's id that says how it goes: the first that is true, or nothing."""
    courses = {
        "diverged": experiment.trajectory.status is Status.DIVERGED,
        "arrived": has_arrived(experiment, 1),
        **other,
    }
    return next((f"_{name}" for name, is_so in courses.items() if is_so), "")


def _ending(experiment: Experiment) -> str:
    """Return how the descent ended, as a word."""
    if experiment.trajectory.status is Status.DIVERGED:
        return "diverged"
    left = 0.0 if has_arrived(experiment, 0) else _share_left(experiment)
    if left <= _FAR:
        return "close" if left <= _NEAR else "near"
    if _zigzags(experiment, experiment.trajectory.steps - 2):
        return "bounce"
    return "crawl" if experiment.condition_number > _VALLEY else "slow"


def verdict(experiment: Experiment) -> str:
    """Return what stands beside the title in the end, in a few words; empty if all is well."""
    rate, limit = rounded(experiment.rate), rounded(experiment.max_stable_rate)
    return {
        "diverged": f"diverged: rate {rate}, limit {limit}",
        "bounce": f"bounces: rate {rate}, limit {limit}",
        "crawl": f"crawls: condition number {_condition(experiment)}",
    }.get(_ending(experiment), "")


def numbers(experiment: Experiment) -> dict[str, str]:
    """Return what the names in braces stand for."""
    trajectory = experiment.trajectory
    final = experiment.original(trajectory.final)
    best = experiment.original(experiment.best)
    return {
        "n": grouped(str(experiment.data.n)),
        "rate": rounded(experiment.rate),
        "limit": rounded(experiment.max_stable_rate),
        "steps": grouped(str(trajectory.steps)),
        "unit": "step" if trajectory.steps == 1 else "steps",
        "start_loss": significant(float(trajectory.values[0])),
        "loss": significant(float(trajectory.values[-1])),
        "best_loss": significant(experiment.best_loss),
        "slope": significant(float(final[0])),
        "intercept": significant(float(final[1])),
        "best_slope": significant(float(best[0])),
        "best_intercept": significant(float(best[1])),
    }


def zero_is_outside(experiment: Experiment) -> bool:
    """Return whether x = 0 is not among the data, so that the intercept is not in the picture."""
    values = experiment.data.x.values
    return not values.min() <= 0.0 <= values.max()


def has_arrived(experiment: Experiment, step: int) -> bool:
    """Return whether nothing to speak of is left of the error after a step."""
    values = experiment.trajectory.values
    whole = float(values[0]) - experiment.best_loss
    left = float(values[min(step, len(values) - 1)]) - experiment.best_loss
    return left <= max(_ARRIVED * whole, _ROUNDING * _size(experiment))


def _size(experiment: Experiment) -> float:
    """Return the error of predicting zero everywhere: what rounding is measured against."""
    objective = experiment.objective
    squares = np.square(objective.data.y.values)
    return float(squares.sum()) * objective.loss.weight(experiment.data.n)


def _zigzags(experiment: Experiment, step: int) -> bool:
    """Return whether two steps in a row, the first from point `step`, go against each other."""
    points = experiment.trajectory.points
    if not 0 <= step <= len(points) - 3:
        return False
    first, second = np.diff(points[step : step + 3], axis=0)
    return bool(first @ second < 0.0)


def _share_left(experiment: Experiment) -> float:
    """Return the largest share that a parameter has kept of its distance from the best fit."""
    left = np.abs(experiment.trajectory.final - experiment.best)
    whole = np.abs(experiment.trajectory.start - experiment.best)
    moved = whole > 1e-12 * whole.max()
    return float((left[moved] / whole[moved]).max(initial=0.0))


def _condition(experiment: Experiment) -> str:
    condition = experiment.condition_number
    return rounded(condition) if math.isfinite(condition) else "∞"
