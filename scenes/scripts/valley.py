"""Score of the scene `valley`: a million steps along a narrow valley, why, and what helps."""

from typing import Final

from gdcore.experiment import Experiment
from gdcore.landscape.cures import MOMENTUM, MOST_STEPS, Cure
from gdcore.landscape.long_valley import (
    MILLION,
    NEAR,
    SMALL_STEP,
    TEN,
    THOUSAND,
    two_digits,
)
from scenes.telling.long_descent import cures, long_descent, shipped_descent
from scenes.telling.measuring import amount
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "unsuited"]

KEY: Final = ("ask", "leap")
"""The beats of a short film."""

_RATE_LENGTH = 2
"""Digits of a rate."""
_LITTLE_SHARE = 1e-3
"""What is less is no tenth of a per cent."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: a lesson that has no longer valley is shown that of a shipped set."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    has_arrived = long_descent(experiment).steps_needed <= MILLION
    return {
        "ask": ("why", *_other_data(experiment), "ten"),
        "open_the_spreadsheet": ("spreadsheet", "read"),
        "walk_on": ("walk-on", "hardly", SURPRISE),
        "stop_too_soon": ("stop",),
        "leap": ("leap", "million", "both" if has_arrived else "still"),
        "look_across_and_along": ("across", "along", "ratio"),
        "cure": ("cures", "standardise", "search", "momentum"),
        "answer": ("how-many", "which-start"),
    }


def _other_data(experiment: Experiment) -> tuple[str, ...]:
    """Return what is said of the data if they are not the lesson's."""
    return ("other-data",) if long_descent(experiment) is shipped_descent() else ()


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    descent, told = long_descent(experiment), words.numerals
    whole = descent.whole
    best = float(whole.best[1])
    return {
        "x_name": whole.data.x.name,
        "y_name": whole.data.y.name,
        "ten": told.counted(TEN),
        "gone": told.share(float(descent.error_gone(descent.at(TEN))), 1),
        "zero": amount(0.0, whole.data.x, words),
        "apart": told.significant(abs(best - float(descent.at(TEN)[1]))),
        "b_thousand": _little(float(descent.way_gone(descent.at(THOUSAND))), words),
        "b_million": told.share(float(descent.way_gone(descent.at(MILLION))), 1),
        "small": told.rounded(SMALL_STEP),
        "stopped": words.count("steps", descent.stopped),
        "condition": told.significant(whole.condition_number),
        "part": told.counted(descent.parts_along),
        "plain_rate": told.rounded(whole.rate),
        "needed": told.counted(two_digits(descent.steps_needed)),
        "kept": told.share(MOMENTUM),
        "near": told.share(NEAR),
        **_counts(experiment, words),
    }


def _little(share: float, words: Vocabulary) -> str:
    """Return a share in per cent, with as many decimals as leave something of it."""
    return words.numerals.share(share, 1 + (0.0 < share < _LITTLE_SHARE))


def _counts(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return after how many steps each cure arrives."""
    found, counted = cures(long_descent(experiment)), words.numerals.counted

    def told(cure: Cure, key: str = "more-than") -> str:
        most = counted(MOST_STEPS)
        return words.label(key, number=most) if cure.steps is None else counted(cure.steps)

    return {
        "standardised": told(found.standardised),
        "searched": told(found.searched),
        "elsewhere": told(found.elsewhere),
        "elsewhere_short": told(found.elsewhere, "more-than-short"),
        "pushed": told(found.with_momentum),
        "rate": words.numerals.rounded(found.standardised.whole.rate, _RATE_LENGTH),
    }
