"""Script of the scene `iterate`."""

import numpy as np

from gdcore.experiment import Experiment
from gdcore.trajectory import Status
from scenes.kit.numerals import grouped, rounded, significant

__all__ = ["SLOW_STEPS", "beats", "is_far", "notes", "numbers", "zero_is_outside"]

SLOW_STEPS = 5
"""Up to this step each step is shown by itself."""

_FAR_SHARE = 0.05


def beats(experiment: Experiment) -> tuple[str, ...]:
    """Return the ids of the beats that this lesson has, in order."""
    steps, diverged = experiment.trajectory.steps, _diverged(experiment)
    loss = "mean" if experiment.objective.loss.averaged else "sum"
    told = ["map", f"misses_{loss}", "first"]
    if steps > 1:
        told.append("slow_diverged" if diverged else "slow")
    if steps > SLOW_STEPS:
        told.append(
            "fast" + ("_diverged" if diverged else "" if _falls(experiment) else "_unstable")
        )
    units = "standard" if experiment.standardised else "raw"
    told.append(f"intercept_{units}_{'outside' if zero_is_outside(experiment) else 'inside'}")
    ending = "diverged" if diverged else "far" if is_far(experiment) else "close"
    return (*told, f"compare_{ending}")


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
        "start_loss": significant(float(trajectory.values[0])),
        "loss": significant(float(trajectory.values[-1])),
        "best_loss": significant(experiment.best_loss),
        "slope": significant(float(final[0])),
        "intercept": significant(float(final[1])),
        "best_slope": significant(float(best[0])),
        "best_intercept": significant(float(best[1])),
    }


def notes(experiment: Experiment) -> tuple[str, str]:
    """Return what stands beside the title: the rate, and what is said of it if it was too large."""
    rate, limit = rounded(experiment.rate), rounded(experiment.max_stable_rate)
    return f"learning rate {rate}", f"diverged: rate {rate} is above {limit}"


def zero_is_outside(experiment: Experiment) -> bool:
    """Return whether x = 0 is not among the data, so that the intercept is not in the picture."""
    values = experiment.data.x.values
    return not values.min() <= 0.0 <= values.max()


def is_far(experiment: Experiment) -> bool:
    """Return whether a parameter has kept over a twentieth of its distance from the best fit."""
    left = np.abs(experiment.trajectory.final - experiment.best)
    whole = np.abs(experiment.trajectory.start - experiment.best)
    return bool((left > _FAR_SHARE * whole).any())


def _diverged(experiment: Experiment) -> bool:
    return experiment.trajectory.status is Status.DIVERGED


def _falls(experiment: Experiment) -> bool:
    """Return whether the error never rises, which a rate below 2/λ guarantees."""
    return experiment.rate < experiment.max_stable_rate
