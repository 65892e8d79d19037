"""The film: its scenes in order, and what is said in each for a lesson. No Manim here.

A scene's script (`scenes/scripts/<id>.py`) is its score: which beats a lesson has, of which
sentences; its words are in `assets/narration/<language>/<id>.toml`; its module (`scenes/<id>.py`)
has a method a beat.
"""

from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Protocol, cast

from gdcore.usual import usual
from scenes.telling.abridged import abridged
from scenes.telling.cues import cued
from scenes.telling.narration import SceneWords, scene_words
from scenes.telling.own_scenes import own_scene
from scenes.telling.sentences import Rest, Score, Sentence, sentences
from scenes.telling.timeline import Timeline, timeline
from scenes.telling.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from gdcore.experiment import Experiment
    from scenes.brief import Brief

__all__ = [
    "FILM",
    "NO_RATE",
    "OWN_WALK",
    "Script",
    "brief_for",
    "filled",
    "is_scene",
    "is_shipped",
    "key_beats",
    "scene_label",
    "scene_sentences",
    "scene_timeline",
    "unsuited",
]

FILM: Final = (
    "hook",
    "fit",
    "cost",
    "parabola",
    "tangent",
    "steps",
    "rate",
    "rules",
    "derivation",
    "surface",
    "iterate",
    "valley",
    "stochastic",
    "minima",
    "curves",
    "solve",
    "recap",
    "card",
)
"""The ids of the film's scenes, in order. A scene that is not here is a clip by itself."""

OWN_WALK: Final = frozenset({"hook", "surface", "iterate", "recap", "card"})
"""The scenes that show the lesson's own descent, whatever its rule and the rows of its steps.

The others teach plain descent, by the same data from the same start (`Experiment.plain`).
"""

NO_RATE: Final = frozenset({"fit", "cost", "steps", "stochastic", "curves"})
"""The scenes that show neither the lesson's rate nor how many steps it makes.

They are handed the usual descent (`gdcore.usual`), so that they cannot: where only the rate is
another, their clips are the same.
"""


class Script(Protocol):
    """What a module of `scenes.scripts` offers.

    Attributes
    ----------
    KEY : tuple of str
        The beats that a short film tells, as far as a lesson has them; none leaves the scene out.
    """

    KEY: tuple[str, ...]

    def unsuited(self, experiment: "Experiment") -> str:
        """Return the key of the label that says why a lesson has no such scene, or nothing."""
        ...

    def score(self, experiment: "Experiment") -> Score:
        """Return the beats that a lesson has, in order."""
        ...

    def numbers(self, experiment: "Experiment", words: Vocabulary) -> dict[str, str]:
        """Return what the names in braces stand for."""
        ...


def is_scene(scene: str) -> bool:
    """Return whether there is a scene of this id, in the film or beside it."""
    return own_scene(scene) is not None or is_shipped(scene)


def is_shipped(scene: str) -> bool:
    """Return whether a scene of this id comes with gdvideo."""
    return scene.isidentifier() and find_spec(f"scenes.scripts.{scene}") is not None


def script(scene: str) -> Script:
    """Return a scene's script.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    own = own_scene(scene)
    return cast(Script, own.kind if own else import_module(f"scenes.scripts.{scene}"))


@lru_cache(maxsize=4096)
def brief_for(scene: str, brief: "Brief") -> "Brief":
    """Return what a scene is handed of a lesson: see `OWN_WALK` and `NO_RATE`."""
    experiment = _experiment_for(scene, brief.experiment)
    return brief if experiment is brief.experiment else replace(brief, experiment=experiment)


def _experiment_for(scene: str, experiment: "Experiment") -> "Experiment":
    if scene in NO_RATE:
        return usual(experiment)
    is_own_walk = scene in OWN_WALK or own_scene(scene) is not None
    return experiment if is_own_walk else experiment.plain


def unsuited(scene: str, brief: "Brief") -> str:
    """Return why a lesson has no such scene, as words that follow the scene's name, or nothing."""
    key = script(scene).unsuited(brief_for(scene, brief).experiment)
    if not key and brief.short and not key_beats(scene, brief):
        return vocabulary(brief.look.language).label("not-in-short")
    return scene_label(scene, brief, key) if key else ""


def key_beats(scene: str, brief: "Brief") -> tuple[str, ...]:
    """Return the beats that a short film tells of a scene, in order."""
    beats = script(scene).score(brief_for(scene, brief).experiment)
    return tuple(beat for beat in beats if beat in script(scene).KEY)


@lru_cache(maxsize=4096)
def filled(scene: str, brief: "Brief") -> dict[str, str]:
    """Return what the names in braces stand for, for a lesson."""
    words = vocabulary(brief.look.language)
    experiment = brief_for(scene, brief).experiment
    nouns = words.nouns(experiment.model)
    return nouns | script(scene).numbers(experiment, words)


def scene_label(scene: str, brief: "Brief", key: str) -> str:
    """Return a few words for the pictures of a scene, its numbers filled in.

    Raises
    ------
    KeyError
        If the scene has no such label.
    """
    labels = scene_words(brief.look.language, scene).labels
    return labels[key].format_map(filled(scene, brief))


@lru_cache(maxsize=4096)
def scene_sentences(scene: str, brief: "Brief") -> dict[str, tuple[Sentence, ...]]:
    """Return what is said in each beat that a scene has for a lesson, in order.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    words, names = scene_words(brief.look.language, scene), filled(scene, brief)
    language, experiment = brief.look.language, brief_for(scene, brief).experiment
    return {
        beat: tuple(_said(words, entries, names, language))
        for beat, entries in script(scene).score(experiment).items()
    }


def _said(
    words: SceneWords, entries: tuple[str | Rest, ...], names: dict[str, str], language: str
) -> list[Sentence]:
    """Return the sentences of a beat, each with the silence after it."""
    said: list[Sentence] = []
    for entry in entries:
        if isinstance(entry, Rest):
            said[-1] = said[-1].resting(entry.seconds)
        else:
            said += sentences(cued(words.sentence(entry)), names, language)
    return said


@lru_cache(maxsize=4096)
def scene_timeline(scene: str, brief: "Brief") -> Timeline:
    """Return the beats that are told of a scene to a lesson, timed by its voice or by reading.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    words, names = scene_words(brief.look.language, scene), filled(scene, brief)
    said = scene_sentences(scene, brief)
    voiced = {
        beat: brief.utterances[scene, beat] for beat in said if (scene, beat) in brief.utterances
    }
    seen = {beat: words.seen.get(beat, "").format_map(names) for beat in said}
    whole = timeline(scene, words.title.format_map(names), said, voiced, seen)
    return abridged(whole, key_beats(scene, brief)) if brief.short else whole
