"""Score of the scene `cost`: which rows become squares, and how these are put together."""

from typing import Final

from gdcore.error.loss import MSE, SSE
from gdcore.experiment import Experiment
from gdcore.landscape.comparison import Comparison, comparison
from gdcore.landscape.missing import miss
from scenes.telling.measuring import error_unit, has_error_unit
from scenes.telling.one_miss import told_miss
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "leaves_out", "numbers", "score", "takes_all", "unsuited"]

KEY: Final = ("ask_how_wrong", "keep_a_few", "open_the_squares", "fill_the_bar")
"""The beats of a short film."""


def unsuited(experiment: Experiment) -> str:
    """Return the label that says that squares are no part of this error, if they are none."""
    return "" if experiment.objective.loss in (MSE, SSE) else "no-squares"


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    shown, averaged = comparison(experiment), experiment.objective.loss.averaged
    unit = ("error-unit",) if has_error_unit(experiment) else ()
    ties = {"keep_the_lengths": ("watch", "squares-grow", SURPRISE)}
    beats = {
        "ask_how_wrong": ("how-wrong",),
        "keep_a_few": ("take-few" if leaves_out(shown) else "take-all",),
        "open_the_squares": ("one-square", "all-squares"),
        "fill_the_bar": ("pour", "is-mean", *unit) if averaged else ("pour-sum", "is-sum", *unit),
        "compare_with_the_average": ("average",) if averaged else (),
        "turn_the_line": ("worse", "better"),
        "ask_why_squares": ("why-square",),
        **(ties if shown.tie else {"weigh_big_misses": ("big-count",)}),
        "pass_through_zero": ("one-loss", "kink", "smooth"),
        "divide_the_sum": ("is-it-important", "divide", "not-for-best", _what_for(shown)),
        "take_them_all": (_answer(shown),),
    }
    return {beat: sentences for beat, sentences in beats.items() if sentences}


def _answer(shown: Comparison) -> str:
    """Return what E is: of all rows, that are seen at last or have been all the time, or not."""
    if takes_all(shown):
        return "all-rows"
    return "some-answer" if leaves_out(shown) else "few-answer"


def _what_for(shown: Comparison) -> str:
    """Return what the mean is for; seen as rows are added, if there are more."""
    return "what-for" if leaves_out(shown) else "what-for-few"


def leaves_out(shown: Comparison) -> bool:
    """Return whether the rows that are shown are not all."""
    return len(shown.few.rows) < shown.few.experiment.data.n


def takes_all(shown: Comparison) -> bool:
    """Return whether the bar has room for all rows, and has not shown them yet."""
    return leaves_out(shown) and shown.few.experiment.objective.loss.averaged


def _hero_miss(experiment: Experiment, words: Vocabulary) -> float:
    """Return how long the hero's residual is as it was told before, in the units descended in."""
    return told_miss(miss(experiment), words).size / float(experiment.scaling.scales[-1])


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    shown, averaged = comparison(experiment), experiment.objective.loss.averaged
    return {
        "pooled": words.label("their-mean" if averaged else "their-sum"),
        "squares": words.label("mean-square" if averaged else "sum-of-squares"),
        "lengths": words.label("mean-length" if averaged else "sum-of-lengths"),
        "few": words.numerals.counted(len(shown.few.rows)),
        "points": words.count("data-points", experiment.data.n),
        "hero_miss": words.numerals.significant(_hero_miss(experiment, words)),
        "error_unit": error_unit(experiment, words),
    }
