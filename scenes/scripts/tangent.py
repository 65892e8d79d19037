"""Script of the scene `tangent`: where it stands, and how the steps from there go."""

import math

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.trajectory import Trajectory
from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from gdcore.section import Section, section
from gdcore.typeset.expressions import name_text
from scenes.telling.numerals import rounded, significant

__all__ = ["TOLD_STEPS", "across", "beats", "numbers", "stand", "suits", "walked"]

TOLD_STEPS = 4
"""So many steps are made and listed."""

_ARRIVED, _CRAWLS = 1e-6, 0.1
_ASIDE = 1.0
_ALIKE = 1e-3


def stand(cut: Section) -> float:
    """Return where the scene stands first: at the start, or aside if the start is the best."""
    start, best = float(cut.start[0]), float(cut.best[0])
    curvature = float(cut.bowl.hessian[0, 0])
    natural = curvature**-0.5 if curvature > 0.0 else abs(best) or 1.0
    return start if abs(start - best) > _ARRIVED * natural else best - _ASIDE * natural


def walked(cut: Section) -> Trajectory:
    """Return the steps that the scene makes."""
    return cut.descend(TOLD_STEPS, np.array([stand(cut)]))


def suits(_: Experiment) -> str:
    """Return why a lesson does not suit the scene: each does, so nothing."""
    return ""


def beats(experiment: Experiment) -> tuple[str, ...]:
    """Return the ids of the beats that this lesson has, in order."""
    cut = section(experiment, 1)
    curve = f"curve_{'held' if cut.held else 'alone'}"
    bowl = "bowl" if cut.objective.is_quadratic else "curve"
    bowl = "kink" if cut.objective.loss == MAE else bowl
    if not walked(cut).steps:
        return (curve, "slope", f"slide_{bowl}", "uphill", "minus_lost")
    walk = f"walk_{_course(cut, walked(cut))}"
    seen = tuple(f"other_{side}" for side in [_other(cut)] if side)
    return (curve, "slope", f"slide_{bowl}", "uphill", "minus", "step", *seen, walk)


def across(cut: Section) -> float:
    """Return the place as far from the best value as the stand, on the other side."""
    return 2.0 * float(cut.best[0]) - stand(cut)


def _other(cut: Section) -> str:
    """Return on which side of the lowest point that place is; empty if no step leads down there."""
    away, place = across(cut) - float(cut.best[0]), np.array([across(cut)])
    slope = cut.objective.gradient(place)
    there = place - cut.whole.rate * slope
    sound = bool(np.isfinite(slope).all() and np.isfinite(there).all())
    if not sound or slope[0] * away <= 0.0 or (there[0] - cut.best[0]) * away < 0.0:
        return ""
    return "right" if away > 0.0 else "left"


def _course(cut: Section, path: Trajectory) -> str:
    """Return how the steps go, as a word."""
    away: Floats = path.points[:, 0] - cut.best[0]
    lengths = np.abs(np.diff(path.points[:, 0]))
    if path.steps < TOLD_STEPS or path.values[-1] > path.values[0]:
        return "diverged" if math.isfinite(cut.max_stable_rate) else "climbed"
    if abs(away[1]) <= _ARRIVED * abs(away[0]):
        return "arrived"
    if away[1] * away[0] < 0.0:
        return "over"
    if cut.objective.is_quadratic and abs(away[-1]) > (1.0 - _CRAWLS) * abs(away[0]):
        return "crawls"
    if np.ptp(lengths) < _ALIKE * lengths.max():
        return "equal"
    return "shorter" if (np.diff(lengths) < 0.0).all() else "afresh"


def numbers(experiment: Experiment) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut = section(experiment, 1)
    path, limit = walked(cut), cut.max_stable_rate
    return {
        "knob": name_text(cut.names[0]),
        "held": " and ".join(name_text(name) for name in cut.held),
        "rate": rounded(experiment.rate),
        "limit": rounded(limit) if math.isfinite(limit) else "",
        "slope": significant(float(cut.objective.gradient(path.start)[0])),
        "before": significant(float(path.start[0])),
        "after": significant(float(path.points[min(1, path.steps), 0])),
        "steps": str(path.steps),
    }
