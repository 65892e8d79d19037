"""What is said in a lesson: its beats, sentences and numbers, as the tests ask for them."""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from gdcore.experiment import Experiment
from scenes.brief import Brief
from scenes.film import FILM, scene_timeline, script, unsuited
from scenes.telling.vocabulary import vocabulary
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS, SEVERAL
from tests.scenes.ruled import RULED

ALL = LESSONS | FORMULAS
"""Every lesson of one column that is told by plain descent."""
TOLD = ALL | SEVERAL
"""The same, and those of several columns."""
RULED_IN = {
    "iterate": tuple(RULED),
    "surface": (
        "line-search",
        "adam",
        "adam, from near the best",
        "newton",
        "stochastic",
        "minibatch, logistic",
    ),
    "recap": ("momentum", "decay", "adam", "newton", "stochastic", "minibatch, logistic"),
    "card": ("newton",),
}
"""The scenes that differ where a lesson has another rule, or steps on some rows; with which."""


def lesson_named(name: str) -> Brief:
    """Return a lesson; each is made once."""
    return (TOLD | RULED)[name]()


def lessons_of(scene: str) -> tuple[str, ...]:
    """Return the names of the lessons that a scene is tested with."""
    return (*ALL, *RULED_IN.get(scene, ()))


ONE_PARAMETER = (
    *("proportional", "proportional, round"),
    *("rate only", "rate only, too far", "wave, local minimum"),
)
"""The lessons that have no landscape."""
NO_HANDWORK = (
    *("tiny raw", "huge raw", "rate only", "rate only, too far", "wave, local minimum"),
    *("logistic", "logistic, raw", "logistic, separated", "logistic, squares", "past a bend"),
    *("absolute", "absolute, few steps", "absolute, to and fro", "absolute, raw"),
    *("exponential, absolute", "exponential, Huber", "Huber", "Huber, raw"),
    "heavy outliers, Huber",
)
"""The lessons that cannot be worked out by hand."""
NO_LIMIT = (
    *("absolute", "absolute, few steps", "absolute, to and fro", "absolute, raw", "past a bend"),
    *("exponential, absolute", "exponential, given up", "logistic, separated"),
    *("Huber, raw", "wave, local minimum"),
)
"""The lessons whose learning rate has no limit that is known."""
NO_CROSSING = (
    *ONE_PARAMETER,
    *("absolute", "absolute, few steps", "absolute, to and fro", "absolute, raw", "past a bend"),
    *("exponential, absolute", "exponential, given up", "one of many", "logistic, separated"),
)
"""The lessons that have no two lines that cross at one best fit."""
OF_PIECES = ("exponential, Huber", "Huber", "Huber, raw", "heavy outliers, Huber")
"""The lessons whose loss is no single formula."""
NEVER_NEAR = (
    *("starts at the best fit", "no slope", "square, lost later", "parabola through zero"),
    *("exponential, standardised", "exponential, sum", "exponential, absolute"),
    *("exponential, given up", "one of many", "logistic, separated", "logistic, squares"),
    *("absolute", "absolute, few steps", "absolute, to and fro", "absolute, raw"),
    *("wave, level start", "wave, rests elsewhere", "past a bend", "falling, perfect fit"),
    "heavy outliers",
)
"""The lessons whose descents on some rows come near no lowest point, or stray from none."""
WITHOUT = {
    "derivation": OF_PIECES,
    "surface": ONE_PARAMETER,
    "steps": NO_HANDWORK,
    "rate": NO_LIMIT,
    "stochastic": ("rate only", "rate only, too far", "wave, local minimum", *NEVER_NEAR),
    "solve": NO_CROSSING,
}
STRICT = ("default", "light", "crawls", "arrives at once", "three rows", "huge", "line, round")
"""Lessons that are held to all that is asked of a scene."""
EXTREME = (
    *("tiny raw", "huge raw", "offset", "negative, odd names", "many rows", "no slope"),
    "beyond all numbers",
)
"""Lessons whose numbers, names or clouds are out of the ordinary, whatever is said of them."""
OF_THEIR_OWN = {
    "curves": ("default", "light"),
    "valley": ("default", "light", "crawls", "diverges", "tiny raw", "huge raw"),
    "minima": (
        *("default", "light", "huge raw", "many rows", "no slope", "parabola", "logistic"),
        *("logistic, separated", "wave, local minimum", "rate only, too far"),
    ),
}
"""Scenes that show data of their own with most lessons, and the lessons that make a difference."""
ALIVE = ("fit", "iterate", "parabola", "rate", "surface", "tangent")
"""The scenes that have a live picture."""
CLEAN = ("tangent", "iterate")
"""Scenes that are held to all that is asked of a scene with whatever lesson of plain descent."""
PLAYED = [(s, name) for s in FILM for name in lessons_of(s) if name not in WITHOUT.get(s, ())]
"""Each scene with each lesson that has it."""

LEFT = re.compile(
    r"nothing moves|moves over|lies over|"
    r"crosses the edge|has a contrast|is empty|is no iterate: ,"
)
"""What the check of the layout finds that rare lessons may still have for a moment."""


@cache
def suited(scene: str) -> tuple[str, ...]:
    """Return the names of the lessons that have a scene."""
    names = (*lessons_of(scene), *SEVERAL)
    return tuple(name for name in names if not unsuited(scene, lesson_named(name)))


def _told(scene: str, name: str) -> set[object]:
    """Return what a lesson has of a scene: each wording, each two beats in a row, its model."""
    objective = lesson_named(name).experiment.objective
    beats = score_of(scene, lesson_named(name))
    model = objective.model
    kinds = {(len(model.names), model.is_straight), objective.loss.name}
    return {*beats.items(), *pairwise([None, *beats]), *kinds}


@cache
def covering(scene: str, first: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return few lessons, some first, that together have all that any lesson has of a scene.

    Of lessons that have as much, one that is special is taken.
    """
    names = [name for played, name in PLAYED if played == scene]
    special = [name for name in (*STRICT, *EXTREME) if name in names]
    told = {name: _told(scene, name) for name in dict.fromkeys([*special, *names])}
    chosen = [name for name in first if name in told]
    left = set[object]().union(*told.values()).difference(*(told[name] for name in chosen))
    while left:
        chosen.append(max(told, key=lambda name: len(told[name] & left)))
        left -= told[chosen[-1]]
    return tuple(chosen)


@cache
def rehearsed(scene: str) -> frozenset[str]:
    """Return the lessons that a scene is rehearsed with: some that are special, and a covering.

    A special lesson comes to each third scene, another one to the next: what the kit, which all
    share, does wrong with it is seen there.
    """
    if scene in OF_THEIR_OWN:
        return frozenset(OF_THEIR_OWN[scene])
    turns = (*STRICT, *EXTREME)[FILM.index(scene) % 3 :: 3]
    return frozenset(covering(scene, ("default", "light", *turns)))


def score_of(scene: str, lesson: Any) -> dict[str, tuple[str, ...]]:
    """Return the sentences of each beat, without its rests; of a brief or an experiment."""
    return _score(scene, getattr(lesson, "experiment", lesson))


@cache
def _score(scene: str, experiment: Experiment) -> dict[str, tuple[str, ...]]:
    told = script(scene).score(experiment)
    return {beat: tuple(k for k in keys if isinstance(k, str)) for beat, keys in told.items()}


def numbers_of(scene: str, lesson: Any) -> dict[str, str]:
    """Return what the names in braces stand for, in English."""
    return script(scene).numbers(getattr(lesson, "experiment", lesson), vocabulary("en"))


def words_of(scene: str, brief: Brief) -> str:
    """Return all that is said in a scene, with its title."""
    shown = scene_timeline(scene, brief)
    return " ".join([shown.title, *(beat.words for beat in shown.beats)])
