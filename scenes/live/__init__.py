"""Scenes that come alive: for each a module by its name, which says what its last picture is."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from scenes.stage import Stage
from scenes.telling.columns import has_several

__all__ = ["live_picture"]


def live_picture(stage: Stage) -> dict[str, Any] | None:
    """Return what the last picture of a scene is made of, so that a browser can go on with it.

    A scene has one by its module `scenes.live.<id>` alone, whose function `picture` takes the stage
    and returns what is described in `scenes.kit.live.lesson_part.live`, or None if the lesson has
    nothing to take hold of. A browser draws data of one predictor, and of several none, so that
    only pictures of their bowl come alive.

    Parameters
    ----------
    stage : Stage
        One that has been played.
    """
    module = f"scenes.live.{stage.scene_id}"
    experiment = stage.brief.experiment
    is_still = has_several(experiment) and not experiment.objective.is_quadratic
    if is_still or find_spec(module) is None:
        return None
    found: dict[str, Any] | None = import_module(module).picture(stage)
    return found
