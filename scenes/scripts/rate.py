"""Score of the scene `rate`: what rates do from one start, where the limit is, how to choose."""

from typing import Final

from gdcore.experiment import Experiment
from gdcore.landscape.rate_sweep import LONG, NEAR, RateSweep, rate_sweep
from gdcore.landscape.sharpest import sharpest
from gdcore.section import section
from gdcore.typeset.expressions import name_text, plain_text, typst
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "is_good_alone", "numbers", "score", "swept", "unsuited"]

KEY: Final = ("race",)
"""The beats of a short film."""


def swept(experiment: Experiment) -> RateSweep:
    """Return the descents that the scene shows, of a lesson that suits it."""
    sweep = rate_sweep(section(experiment, 1))
    if sweep is None:
        raise ValueError("`experiment` must suit the scene, got one that does not")
    return sweep


def unsuited(experiment: Experiment) -> str:
    """Return the label that says what a curve lacks for rates to have a limit, or nothing."""
    cut = section(experiment, 1)
    if rate_sweep(cut) is not None:
        return ""
    return "no-way" if float(cut.bowl.hessian[0, 0]) > 0.0 else "no-curvature"


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    sweep = swept(experiment)
    return {
        "ask": ("how-long", "one-place"),
        **(_bowl(sweep) if sweep.is_bowl else _curve(sweep)),
        "choose": (_limit(sweep),),
        **_freed(sweep),
    }


def _bowl(sweep: RateSweep) -> Score:
    """Return the beats of a bowl, where all is known by formula."""
    return {
        "race": ("small", _good(sweep), "one", "large", SURPRISE),
        "become_one": ("same-bowl",),
        "turn_up": ("whole-path", "bars"),
        "land": ("one-step",),
        "overshoot": ("other-side",),
        "reach_the_limit": ("limit", SURPRISE),
        "go_beyond": ("beyond", SURPRISE),
        "leave_all_numbers": ("doubles", "too-large", SURPRISE),
    }


def _limit(sweep: RateSweep) -> str:
    """Return what of the data sets the limit."""
    if sweep.mean_square is None:
        return "from-the-data"
    return "from-x" if sweep.cut.whole.is_line else "from-a-column"


def is_good_alone(sweep: RateSweep) -> bool:
    """Return whether the good rate is one only as long as the other parameters are held."""
    return sweep.good is not None and not sweep.is_safe(sweep.good)


def _good(sweep: RateSweep) -> str:
    """Return what is said of a bowl's good rate."""
    if sweep.takes_own:
        return "good-own"
    return "good-alone" if is_good_alone(sweep) else "good"


def _curve(sweep: RateSweep) -> Score:
    """Return the beats of another curve, where each rate is tried."""
    is_lost = not sweep.path(sweep.large, 1).steps
    return {
        "race": ("small", "good-curve", "large-lost" if is_lost else "large-curve", SURPRISE),
        "become_one": ("same-curve",),
        "turn_up": ("whole-path", "bars"),
        "land": ("fewest",),
        "reach_the_limit": ("limit-close", SURPRISE),
        "go_beyond": ("beyond-curve",),
        "leave_all_numbers": (_lost(sweep), "too-large", SURPRISE),
    }


def _freed(sweep: RateSweep) -> Score:
    """Return the last beats: held parameters turn as well, if there are any; rates are tried."""
    found = sharpest(sweep.cut)
    if found is None:
        return {"try_rates": ("try-them",)}
    falls = found.lowers(sweep.limit)
    return {
        "free_all": ("limit-of-all" if falls else "same-limit",),
        "try_rates": ("hold-and-try",),
    }


def _lost(sweep: RateSweep) -> str:
    """Return how numbers are left by another curve than a bowl."""
    return "grows" if sweep.lost is None else "leaves"


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    sweep, told = rate_sweep(section(experiment, 1)), words.numerals
    if sweep is None:
        return {}
    cut, (lost, errors) = sweep.cut, sweep.lost or (sweep.large, ())
    found, names = sharpest(cut), [name_text(name) for name in cut.whole.model.names]
    feature = cut.whole.model.features[cut.chosen[0]]
    tries = [told.rounded(rate) for rate in sweep.rungs]
    return {
        "near": told.share(NEAR),
        "long": told.counted(LONG),
        "limit": told.significant(sweep.limit),
        "good_steps": words.count("steps", sweep.steps_needed(sweep.good or 0.0) or 0),
        "parameter": name_text(cut.names[0]),
        "others": words.listed([name_text(name) for name in cut.held]),
        "all": words.listed(names),
        "limit_of_all": told.significant(found.limit if found else sweep.limit),
        "x": typst(feature),
        "column": plain_text(feature),
        "lost_rate": told.significant(lost),
        "lost_steps": words.count("steps", max(len(errors) - 1, 0)),
        "lowest": tries[0],
        "middle": tries[1],
        "highest": tries[2],
    }
