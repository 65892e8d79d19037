"""The film: its scenes in order, and the timeline of each. No Manim here.

A scene's script (`scenes/scripts/<id>.py`) says which beats a lesson has and which numbers its
words hold; its module (`scenes/<id>.py`) draws them.
"""

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from scenes.telling.narration import nouns, templates, title
from scenes.telling.timeline import Timeline, timeline

if TYPE_CHECKING:
    from scenes.brief import Brief

__all__ = ["FILM", "SceneEntry", "default_timeline", "scene_timeline"]


_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class SceneEntry:
    """One scene of the film.

    Parameters
    ----------
    id : str
        The name on the command line, of the module and of the clip.
    class_name : str
        The scene's class in `scenes.<id>`.
    beats : tuple of str
        The ids of the beats that the default lesson has.
    least_parameters : int
        How many parameters a model must have for the scene.
    """

    id: str
    class_name: str
    beats: tuple[str, ...]
    least_parameters: int = 1


FILM = (
    SceneEntry(
        "parabola",
        "ParabolaAnalogy",
        ("freeze_line_standard", "sweep", "bowl", "same_moved", "fog", "decide"),
    ),
    SceneEntry(
        "tangent",
        "TangentSlopes",
        (
            "curve_held",
            "slope",
            "slide_bowl",
            "uphill",
            "minus",
            "step",
            "other_right",
            "walk_shorter",
        ),
    ),
    SceneEntry(
        "surface",
        "LossSurface",
        (
            "place_line",
            "height",
            "rise",
            "floor",
            "slice_bowl",
            "uphill",
            "walk_close",
        ),
        least_parameters=2,
    ),
    SceneEntry(
        "iterate",
        "IteratingLine",
        (
            "map",
            "misses_mean_standard",
            "first",
            "slow",
            "fast",
            "intercept_standard_outside",
            "compare_close",
        ),
    ),
)


def scene_timeline(scene: str, brief: "Brief") -> Timeline:
    """Return the beats that a scene has for a lesson, its words filled in.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    from scenes.kit.text.names import (
        is_straight,  # sympy comes with it, and a list of scenes needs none
    )

    script = import_module(f"scenes.scripts.{scene}")
    words = templates(brief.look.language, scene)
    called = nouns(brief.look.language, is_straight(brief.experiment.model))
    filled = called | script.numbers(brief.experiment)
    said = {beat: words[beat].format_map(filled) for beat in script.beats(brief.experiment)}
    return timeline(scene, title(brief.look.language, scene).format_map(called), said)


def default_timeline(entry: SceneEntry, language: str = "en") -> Timeline:
    """Return the default lesson's timeline without its numbers, each counted as one word."""
    words, called = templates(language, entry.id), nouns(language, straight=True)
    said = {beat: _PLACE.sub(lambda m: called.get(m[1], "…"), words[beat]) for beat in entry.beats}
    return timeline(entry.id, title(language, entry.id).format_map(called), said)
