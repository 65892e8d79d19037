"""Score of the scene `minima`: a wave with several valleys, then the lesson's own curve."""

from functools import cache
from typing import Any, Final

import numpy as np

from gdcore.experiment import Experiment
from gdcore.landscape.single_valley import Bend, bend, own_curve
from gdcore.landscape.wave import BETA, RESTARTS, TRIES, Wave, wave
from gdcore.typeset.expressions import name_typst, plain_text, typst
from scenes.kit.text.shortening import shortened
from scenes.telling.measuring import typical_miss
from scenes.telling.sentences import SURPRISE, Rest, Score
from scenes.telling.shipped import shipped_dataset
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "heads", "is_of_x", "miss", "numbers", "score", "temperatures", "unsuited"]

KEY: Final = ("turn_the_knob", "drop_the_lights")
"""The beats of a short film."""

_ROLL_S = 2.0
_ROLL: Final = Rest(_ROLL_S)
"""The silence in which forty lights roll."""


@cache
def temperatures() -> Wave:
    """Return the example of the scene, the same for every lesson."""
    return wave(shipped_dataset("nottingham"))


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a curve to compare with."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    return {
        "turn_the_knob": ("stuck", "wave"),
        "get_stuck": ("starts", "stops"),
        "start_again": ("again", "two-answers"),
        "drop_the_lights": ("drop", _ROLL, "only", SURPRISE),
        "add_momentum": ("momentum",),
        "add_noise": ("noise",),
        "compare_starts": ("know", "compare"),
        "bend_down": ("own", "hill"),
        "bend_up": (_own(experiment), SURPRISE),
    }


def _own(experiment: Experiment) -> str:
    """Return what is said of the lesson's own curve."""
    found = bend(experiment)
    return "of-x" if found is Bend.SQUARES and is_of_x(experiment) else found.value


def heads(experiment: Experiment) -> tuple[str, str]:
    """Return the labels over the lesson's own curve: in words, and as mathematics."""
    heads = {
        "of-x": ("one", "twice-mean"),
        Bend.ENDLESS: ("no-bottom", "never-below"),
        Bend.DOWN: ("hills-too", "below"),
        Bend.UNKNOWN: ("no-promise", "not-known"),
    }
    return heads.get(_own(experiment), ("one", "never-below"))


def is_of_x(experiment: Experiment) -> bool:
    """Return whether the curvature of the lesson's curve is twice the mean of its x squared."""
    loss, predictors = experiment.objective.loss, experiment.model.predictors
    return _feature(experiment) in predictors and loss.curvature == 2 and loss.averaged


def _feature(experiment: Experiment) -> Any:
    """Return what the prediction changes by with the parameter of the lesson's curve."""
    return experiment.model.features[own_curve(experiment).chosen[0]]


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    example, told = temperatures(), words.numerals
    _, far = example.pair
    stuck, best = example.plain[-1, far], example.best
    data = example.objective.data
    return {
        "starts": told.counted(len(example.starts)),
        "valleys": told.counted(len(example.valleys.lowest)),
        "years": words.count("years", round(float(np.ptp(data.x.values)))),
        "temperature": shortened(data.y.name, data.y.unit),
        "time": shortened(data.x.name, data.x.unit),
        "wrong": told.significant(stuck),
        "wrong_miss": miss(float(stuck), words),
        "best": told.significant(best),
        "best_miss": miss(best, words),
        "found": told.counted(example.found(example.plain)),
        "heavy": told.counted(example.found(example.heavy)),
        "noisy": told.counted(example.found(example.noisy)),
        "left": told.counted(example.left(example.noisy)),
        "beta": told.rounded(BETA),
        "restarts": told.counted(RESTARTS),
        "tries": told.counted(TRIES),
        "successes": told.counted(int(example.searches[-1])),
        "parameter": name_typst(own_curve(experiment).names[0]),
        "x": plain_text(_feature(experiment)),
        "x_sign": typst(_feature(experiment)),
    }


@cache
def _measured() -> Experiment:
    """Return the example as an experiment: what a miss is measured in."""
    return temperatures().from_start(temperatures().best)


def miss(value: float, words: Vocabulary) -> str:
    """Return how far the wave misses typically at a value of f, with its unit."""
    error = float(temperatures().error(np.array(value)))
    return typical_miss(_measured(), error, words)
