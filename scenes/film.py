"""The film: its scenes in order, and the timeline of each. No Manim here.

A scene's script (`scenes/scripts/<id>.py`) says which lessons suit it, which beats a lesson has and
which numbers its words hold; its module (`scenes/<id>.py`) draws them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from scenes.telling.narration import nouns, templates, title
from scenes.telling.timeline import Timeline, timeline

if TYPE_CHECKING:
    from gdcore.experiment import Experiment
    from scenes.brief import Brief

__all__ = ["FILM", "scene_timeline", "suits"]

FILM: tuple[str, ...] = ("parabola", "tangent", "surface", "iterate")
"""The scenes' ids: the names on the command line, of the modules and of the clips."""


def suits(scene: str, experiment: "Experiment") -> str:
    """Return why a lesson does not suit a scene, as a clause on "it"; empty if it does.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    return _script(scene).suits(experiment)


def scene_timeline(scene: str, brief: "Brief") -> Timeline:
    """Return the beats that a scene has for a lesson that suits it, its words filled in.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    from scenes.kit.text.names import (
        is_straight,  # sympy comes with it, and a list of scenes needs none
    )

    script = _script(scene)
    words = templates(brief.look.language, scene)
    called = nouns(brief.look.language, is_straight(brief.experiment.model))
    filled = called | script.numbers(brief.experiment)
    said = {beat: words[beat].format_map(filled) for beat in script.beats(brief.experiment)}
    return timeline(scene, title(brief.look.language, scene).format_map(called), said)


def _script(scene: str) -> Any:
    return import_module(f"scenes.scripts.{scene}")
