"""Score of the scene `steps`: what is worked out by hand, and what stops it."""

from decimal import Decimal
from typing import Final

from gdcore.descent.by_hand import MOST_STEPS, SMALL_STEP
from gdcore.descent.hand_lesson import HandLesson, hand_lesson, obstacle
from gdcore.experiment import Experiment
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.telling.columns import of_columns, several
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "stops_at_once", "unsuited"]

KEY: Final = ()
"""The beats of a short film."""


_MOST_COLUMNS: Final = 2
"""More have no picture of the data in which a row can be read off."""


def unsuited(experiment: Experiment) -> str:
    """Return the label that says why a lesson cannot be worked out by hand, or nothing."""
    if len(experiment.data.predictors) > _MOST_COLUMNS:
        return "several-columns"
    found = obstacle(experiment)
    return "" if found is None else found.value


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    lesson = hand_lesson(experiment)
    return {
        "take_three_rows": (
            _asked(lesson),
            _taken(lesson),
            *(("rounded",) if lesson.is_rounded else ()),
        ),
        "move_one_parameter": ("held" if lesson.held else "alone",),
        "show_the_form": ("form", "column"),
        "fill_in_a_row": (_first(lesson),),
        "fill_in_the_others": ("others",),
        "put_them_together": ("mean" if lesson.work.averaged else "sum",),
        "make_the_step": ("step", "moves"),
        "use_the_form_again": ("again", SURPRISE),
        "fill_the_table": ("table",),
        "stop_at_a_short_step": ("stop",),
        "stop_far_away": ("at-once" if stops_at_once(lesson) else "distance",),
        "stop_after_many": ("endless",),
        "look_back": ("end", SURPRISE),
    }


def _asked(lesson: HandLesson) -> str:
    """Return the question; that another parameter turns than before is said with it."""
    before, now = section(lesson.whole, 1).names[0], lesson.work.form.free.name
    return "ask" if before == now else "ask-other"


def _first(lesson: HandLesson) -> str:
    """Return what is said of the first row's numbers."""
    if lesson.work.form.folded:
        return "first-folded"
    return of_columns(lesson.whole, "first", "first-of-two", "first-folded")


def _taken(lesson: HandLesson) -> str:
    return "all" if len(lesson.indices) == lesson.whole.data.n else "three"


def stops_at_once(lesson: HandLesson) -> bool:
    """Return whether the first step of the walk with the tiny rate is its only one."""
    return len(lesson.work.slow.steps) == 1


def _in_short(value: Decimal, words: Vocabulary) -> str:
    """Return a number in few digits for the ear; it is said if these are not all."""
    told, digits = words.numerals.rounded(float(value)), len(value.normalize().as_tuple().digits)
    is_all = told == words.numerals.rounded(float(value), digits)
    return told if is_all else words.label("about", number=told)


def _predictors(experiment: Experiment) -> dict[str, str]:
    """Return what the predictors are called in the formula."""
    names = [name_text(symbol.name) for symbol in experiment.model.predictors]
    return dict(zip(("one_column", "other_column"), names, strict=False))


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    if unsuited(experiment) == "several-columns":
        return several(experiment, words)
    if obstacle(experiment):
        measure = words.loss(experiment.objective.loss.name)
        return {"model": str(experiment.model.expression), "measure": measure}
    lesson, told = hand_lesson(experiment), words.numerals.decimal
    work = lesson.work
    first = work.good.steps[0]
    return {
        "parameter": name_text(work.form.free.name),
        "held": words.listed([name_text(symbol.name) for symbol in lesson.held]),
        "values": words.listed([told(value) for value in lesson.held.values()]),
        "start": told(work.start),
        "first": _in_short(first.slopes[0], words),
        "steepness": _in_short(first.steepness, words),
        "count": words.numerals.counted(len(work.good.steps)),
        **_predictors(experiment),
        "threshold": told(SMALL_STEP),
        "most": words.count("steps", MOST_STEPS),
        "rate": told(work.good.rate),
        "slow_steps": words.count("steps", len(work.slow.steps)),
        "large": told(work.endless.rate),
    }
