"""Script of the scene `surface`: the part of the plane it shows, and how the descent goes there."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.experiment import Experiment
from gdcore.landscape.height_field import HeightField, height_field
from gdcore.landscape.view import view_window
from gdcore.section import Section, section
from gdcore.typeset.expressions import name_text
from scenes.kit.text.names import is_line
from scenes.telling.numerals import grouped, significant

__all__ = ["MOST_STEPS", "Region", "beats", "numbers", "region", "suits"]

MOST_STEPS: Final = 100
"""So many steps of the descent are shown at most."""

_ROOM_SHARE: Final = 1.4
_ALIKE: Final = 2.5
_NEAR: Final = 0.02
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Region:
    """What the landscape shows: two parameters, around their best values.

    Parameters
    ----------
    section : Section
        Of two parameters.
    path : Trajectory
        Of these two alone, if there are more.
    reach : Floats, shape (2,)
        How far the disc goes along each, from the best fit.
    """

    section: Section
    path: Trajectory
    reach: Floats

    @cached_property
    def height_field(self) -> HeightField:
        """E over the disc."""
        return height_field(self.section.objective, self.section.best, self.reach)


@lru_cache(maxsize=2)
def region(experiment: Experiment) -> Region:
    """Return what the landscape of a lesson shows."""
    cut = section(experiment, 2)
    steps = min(experiment.trajectory.steps, MOST_STEPS)
    path = cut.descend(steps) if cut.held else experiment.trajectory
    points = path.points[: MOST_STEPS + 1]
    window = view_window(points, cut.best, cut.bowl.hessian)
    low, high = np.array([window.left, window.bottom]), np.array([window.right, window.top])
    sides = np.maximum(high - cut.best, cut.best - low)
    if experiment.standardised and sides.max() <= _ALIKE * sides.min():
        sides = np.full(2, sides.max())
    inside = ((points >= low) & (points <= high)).all(axis=1)
    far = np.hypot(*((points[inside] - cut.best) / sides).T).max(initial=0.0)
    return Region(cut, path, sides * (_ROOM_SHARE * far or 1.0))


def suits(experiment: Experiment) -> str:
    """Return why a lesson does not suit the scene, as a clause; empty if it does."""
    if len(experiment.model.names) > 1:
        return ""
    return f"it needs two parameters to turn; {experiment.model.expression} has one"


def beats(experiment: Experiment) -> tuple[str, ...]:
    """Return the ids of the beats that this lesson has, in order."""
    shown = region(experiment)
    place = "line" if is_line(experiment) else "cut" if shown.section.held else "curve"
    bowl = "bowl" if experiment.objective.is_quadratic else "curve"
    log = "_log" if shown.height_field.scale.kind == "log" else ""
    floor, walk = f"floor{log}", f"walk_{_course(shown)}"
    return (f"place_{place}", "height", "rise", floor, f"slice_{bowl}", "uphill", walk)


def _course(shown: Region) -> str:
    """Return how the descent goes, as a word."""
    path, steps = shown.path, min(shown.path.steps, MOST_STEPS)
    lowest = shown.section.whole.best_loss
    if path.status is Status.DIVERGED or path.values[steps] > path.values[0]:
        return "diverged"
    if not np.ptp(path.points[: steps + 1], axis=0).any():
        return "level"
    if path.values[0] - path.values[steps] <= _ROUNDING * (path.values[0] - lowest):
        return "bounce"
    arrived = path.values[steps] - lowest <= _NEAR * (path.values[0] - lowest)
    whole, left = (
        np.hypot(*((path.points[k] - shown.section.best) / shown.reach)) for k in (0, steps)
    )
    near = bool(left <= _NEAR**0.5 * whole)
    return "close" if arrived and near else "valley" if arrived else "far"


def numbers(experiment: Experiment) -> dict[str, str]:
    """Return what the names in braces stand for."""
    shown = region(experiment)
    first, second = (name_text(name) for name in shown.section.names)
    steps = min(shown.path.steps, MOST_STEPS)
    size = shown.height_field.size
    return {
        "first": first,
        "second": second,
        "held": " and ".join(name_text(name) for name in shown.section.held),
        "points": grouped(str(size * size)),
        "start_loss": significant(float(shown.path.values[0])),
        "loss": significant(float(shown.path.values[steps])),
        "best_loss": significant(experiment.best_loss),
        "steps": grouped(str(steps)),
        "unit": "step" if steps == 1 else "steps",
    }
