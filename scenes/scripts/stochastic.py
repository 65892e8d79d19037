"""Score of the scene `stochastic`: steps on one point, on a batch, on all, and what each costs."""

from typing import Final

from gdcore.experiment import Experiment
from gdcore.landscape.batch_paths import BAND, BatchPaths, batch_paths
from gdcore.landscape.batch_rates import SHARE
from gdcore.typeset.expressions import name_text
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "paths_of", "score", "unsuited"]

KEY: Final = ("step_on_one_point", "go_on")
"""The beats of a short film."""


def paths_of(experiment: Experiment) -> BatchPaths:
    """Return the descents that the scene shows, of a lesson that suits it."""
    paths = batch_paths(experiment)
    if paths is None:
        raise ValueError("`experiment` must suit the scene, got one that does not")
    return paths


def unsuited(experiment: Experiment) -> str:
    """Return the label that says what a lesson lacks for the scene, or nothing."""
    return "" if batch_paths(experiment) else "no-way"


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    paths = paths_of(experiment)
    is_bowl = paths.cut.objective.is_quadratic
    beats: Score = {
        "step_on_one_point": ("must-all", "try-one"),
        "tell_the_units": _told_anew(paths, experiment),
        "go_on": ("another", "near", SURPRISE),
        "show_the_loop": ("program", "inside", "after"),
        "count_the_work": ("same-start" if is_bowl else "same-start-curve", "whole-step"),
        "take_a_batch": ("batch", "passed"),
        "look_close": ("rests", "ring", SURPRISE),
        "shrink_the_rate": ("shrink", "answer", SURPRISE),
    }
    return {beat: sentences for beat, sentences in beats.items() if sentences}


def _told_anew(paths: BatchPaths, experiment: Experiment) -> tuple[str, ...]:
    """Return what is another here than in the lesson, so that there is a map to walk on."""
    whole = paths.cut.whole
    height = ("with-height",) if len(experiment.model.names) == 1 else ()
    return (*height, *(("in-round",) if whole.units is not experiment.units else ()))


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    paths, told = batch_paths(experiment), words.numerals
    if paths is None:
        return {}
    rows = paths.every.size
    return {
        "rows": told.counted(rows),
        "rate": told.rounded(paths.every.rate),
        "some_rate": told.rounded(paths.some.rate),
        "one_rate": told.rounded(paths.one.rate),
        "share": told.share(SHARE),
        "size": told.counted(paths.some.size),
        "arrival": words.count("data-points", paths.arrival),
        "steps": words.count("steps", paths.one.steps_made(rows)),
        "inside": told.share(paths.inside),
        "within": told.share(BAND[1] - BAND[0]),
        "height": name_text(paths.cut.whole.model.names[-1]),
    }
