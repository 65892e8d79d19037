"""How a descent went, as the words of a film need it: how it set out, fell and ended."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.trajectory import Status
from gdcore.experiment import Experiment

__all__ = [
    "SLOW_STEPS",
    "ending",
    "fall",
    "farthest",
    "first_rise",
    "has_arrived",
    "pace",
    "start_of",
]

SLOW_STEPS = 5
"""Up to this step each step is shown by itself."""

_ARRIVED = 1e-9
_ROUNDING = 1e-24
_NEAR, _FAR = 0.02, 0.25
_VALLEY = 20.0
_LEVEL = 1e-3
"""A place whose lowest point near by is no further than this share of the best fit's distance."""


def start_of(experiment: Experiment) -> str:
    """Return the end of a beat's id that says what is odd about the first step, or nothing."""
    path = experiment.trajectory
    if path.steps == 0:
        return "_lost"
    if has_arrived(experiment, 0):
        return "_arrived"
    return "_level" if (path.points[1] == path.points[0]).all() else ""


def pace(experiment: Experiment) -> str:
    """Return the end of a beat's id on the slow steps: nothing if they get shorter."""
    lengths, turns = _slow_steps(experiment)
    is_bowl = experiment.objective.is_quadratic
    courses = {
        "diverged": _has_diverged(experiment) and bool((np.diff(lengths) > 0.0).all()),
        "arrived": has_arrived(experiment, 1),
        "zigzag": bool((turns[:1] if is_bowl else turns).all()),
        "varied": not (is_bowl or (np.diff(lengths) < 0.0).all()) or _has_diverged(experiment),
    }
    return _first_of(courses)


def _slow_steps(experiment: Experiment) -> tuple[Floats, np.ndarray]:
    """Return the slow steps' lengths, and whether each later one goes against the one before."""
    steps = np.diff(experiment.trajectory.points[: SLOW_STEPS + 1], axis=0)
    return np.hypot.reduce(steps, axis=1), (steps[1:] * steps[:-1]).sum(axis=1) < 0.0


def fall(experiment: Experiment) -> str:
    """Return the end of a beat's id on how the error falls: nothing if surely all the way."""
    is_bowl = experiment.objective.is_quadratic
    rises = first_rise(experiment) > 0
    courses = {
        "diverged" if is_bowl else "away": _has_diverged(experiment),
        "arrived": has_arrived(experiment, 1) or start_of(experiment) == "_level",
        "unstable": is_bowl and experiment.rate >= experiment.max_stable_rate,
        "rises": not is_bowl and rises,
        "kinked": experiment.objective.loss.name == "mae",
        "falls": not is_bowl,
    }
    return _first_of(courses)


def _first_of(courses: dict[str, bool]) -> str:
    return next((f"_{name}" for name, is_so in courses.items() if is_so), "")


def first_rise(experiment: Experiment) -> int:
    """Return the first step after which the error is higher than before it, 0 if there is none."""
    values = experiment.trajectory.values
    slack = _slack(experiment) + _ARRIVED * values[:-1]
    rises = np.diff(values) > slack
    return int(rises.argmax()) + 1 if rises.any() else 0


def has_arrived(experiment: Experiment, step: int) -> bool:
    """Return whether nothing to speak of is left of the error after a step."""
    values = experiment.trajectory.values
    left = float(values[min(step, len(values) - 1)]) - experiment.best_loss
    return left <= _slack(experiment)


def _slack(experiment: Experiment) -> float:
    """Return how much of E is nothing to speak of, or rounding."""
    whole = float(experiment.trajectory.values[0]) - experiment.best_loss
    return max(_ARRIVED * whole, _ROUNDING * _size(experiment))


def _size(experiment: Experiment) -> float:
    """Return the error of predicting zero everywhere: what rounding is measured against."""
    objective = experiment.objective
    squares = np.square(objective.data.y.values)
    return float(squares.sum()) * objective.loss.weight(experiment.data.n)


def ending(experiment: Experiment) -> str:
    """Return how the descent ended, as a word."""
    path = experiment.trajectory
    if path.steps == 0:
        return "lost"
    if _has_diverged(experiment):
        return "diverged"
    if not experiment.fit.settled:
        return "endless"
    left = 0.0 if _is_as_good(experiment) else float(_shares_left(experiment).max(initial=0.0))
    if left <= _FAR:
        return "close" if left <= _NEAR else "near"
    return _far_from_best(experiment)


def _far_from_best(experiment: Experiment) -> str:
    """Return why the descent is far from the best fit."""
    path = experiment.trajectory
    if not experiment.fit.proven and _rests(experiment):
        return "elsewhere"
    if path.steps > 1 and _turns_back(path.points[-3:]):
        return "bounce"
    is_valley = experiment.condition_number > _VALLEY
    return "crawl" if is_valley and experiment.objective.is_quadratic else "slow"


def _has_diverged(experiment: Experiment) -> bool:
    return experiment.trajectory.status is Status.DIVERGED


def _is_as_good(experiment: Experiment) -> bool:
    """Return whether the end is a best fit, though E may have others."""
    last = experiment.trajectory.steps
    is_bowl = experiment.objective.is_quadratic
    return has_arrived(experiment, 0 if is_bowl else last)


def _turns_back(points: Floats) -> bool:
    """Return whether two steps in a row, between three points, go against each other."""
    first, second = np.diff(points, axis=0)
    return bool(first @ second < 0.0)


def _rests(experiment: Experiment) -> bool:
    """Return whether the last point is all but the lowest one around it.

    Newton's step to it, −H⁻¹∇E, is short against the distance of the best fit then, and H has
    positive eigenvalues only. Or nothing moves at all, as on a plateau.
    """
    final, objective = experiment.trajectory.final, experiment.objective
    gradient, hessian = objective.gradient(final), objective.hessian(final)
    if not gradient.any():
        return True
    scale = np.sqrt(np.abs(np.diagonal(hessian)))
    if not (np.isfinite(hessian).all() and scale.all()):
        return False
    curved = hessian / np.outer(scale, scale)
    if np.linalg.eigvalsh(curved)[0] <= 0.0:
        return False
    step = np.linalg.solve(curved, gradient / scale)
    return bool(np.hypot.reduce(step) <= _LEVEL * np.hypot.reduce(scale * _to_best(experiment)))


def _to_best(experiment: Experiment) -> Floats:
    return experiment.best - experiment.trajectory.final


def farthest(experiment: Experiment) -> int:
    """Return which parameter has kept the largest share of its way, in the data's own units."""
    path = experiment.trajectory
    start, final, best = (
        experiment.original(point) for point in (path.start, path.final, experiment.best)
    )
    return int(np.argmax(_shares(start, final, best)))


def _shares_left(experiment: Experiment) -> Floats:
    """Return the shares that the parameters have kept of their distances from the best fit."""
    path = experiment.trajectory
    return _shares(path.start, path.final, experiment.best)


def _shares(start: Floats, final: Floats, best: Floats) -> Floats:
    left, whole = np.abs(final - best), np.abs(start - best)
    moved = whole > 1e-12 * whole.max()
    return np.where(moved, left / np.where(moved, whole, 1.0), 0.0)
