"""Score of the scene `iterate`: what is said depends on the model and on what the descent did."""

from typing import Final

import numpy as np

from gdcore.data.units import Units
from gdcore.descent.verdict import SHOWN_STEPS, End, Fall, Pace, Start
from gdcore.digits import digits_apart
from gdcore.experiment import Experiment
from gdcore.landscape.region import MOST_STEPS, region
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.telling.columns import standing_told
from scenes.telling.measuring import (
    amount,
    counted_in,
    error_unit,
    has_error_unit,
    typical_miss,
    with_unit,
)
from scenes.telling.numerals import shown_alike, told_in_few
from scenes.telling.other_rules import (
    arrives_at_once,
    ended,
    first_step,
    is_above_limit,
    leaves,
    must_it_fall,
    next_steps,
    rule_numbers,
    sees_all,
    stated_limit,
)
from scenes.telling.sentences import SURPRISE, Rest, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = [
    "KEY",
    "SHOWN_STEPS",
    "is_read_inside",
    "note",
    "numbers",
    "score",
    "unsuited",
    "zero_is_outside",
]

KEY: Final = (
    *("leave_all_bounds", "stay_at_the_start", "take_the_first_step", "step_faster"),
    "lose_the_line",
)
"""The beats of a short film."""

_LIST_LENGTH: Final = 3
_LOSSES: Final = {"mse": "mean", "sse": "sum", "mae": "absolute", "logloss": "log"}
_PACES: Final = {
    Pace.ARRIVES: ("has-arrived",),
    Pace.OVER: ("afresh", "zigzag"),
    Pace.LONGER: ("longer",),
    Pace.SHORTER: ("afresh", "shorter"),
    Pace.CRAWLS: ("afresh", "shorter"),
}
_NOTES: Final = {
    End.LOST: "diverged",
    End.DIVERGED: "diverged",
    End.RUNAWAY: "diverged",
    End.HIGHER: "higher",
    End.BOUNCES: "bounces",
    End.ELSEWHERE: "elsewhere",
    End.ENDLESS: "endless",
    End.GIVEN_UP: "given-up",
    End.CRAWLS: "crawls",
}
_PLAIN_NOTES: Final = (End.BOUNCES, End.CRAWLS)
"""What a rate has brought about in plain descent only."""

_HAND_S, _SLIDE_S, _FAR_VIEW_S = 1.0, 0.9, 1.6
_HAND: Final = Rest(_HAND_S)
"""The silence in which a knob that was turned comes back."""
_SLIDE: Final = Rest(_SLIDE_S)
"""The silence in which the error finds its place on the scale."""
_FAR_VIEW: Final = Rest(_FAR_VIEW_S)
"""The silence in which the picture of the data is seen from far away, and closes again."""
_UNSEEN_SHARE: Final = 0.005
"""Of the height of the data: about a pixel."""
_RUNAWAYS: Final = ("climbs", "leads-away")
"""Why the error need not fall: sentences after which what is seen needs a silence."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a descent."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    end = experiment.verdict.end
    is_lost = end in (End.DIVERGED, End.RUNAWAY)
    compare = "lose_the_line" if is_lost else "compare_with_the_best_fit"
    is_round_line = experiment.is_line and experiment.units is Units.ROUND
    is_unexplained = experiment.rescaled and not is_round_line
    has_fallen = experiment.verdict.fall in (Fall.FALLS, Fall.RISES)
    is_close = end is End.CLOSE and experiment.verdict.start is not Start.ARRIVED and has_fallen
    beats = {
        "link_map_and_line": _map(experiment),
        "tell_the_tints": (_tints(experiment), _SLIDE),
        "ring_the_best_fit": _ring(experiment),
        "doubt_the_best_fit": _doubts(experiment),
        "show_the_misses": _misses(experiment),
        "tell_the_units": ("measured",) if is_unexplained else (),
        "tell_the_error_s_unit": ("error-unit",) if has_error_unit(experiment) else (),
        "tell_the_typical_miss": ("typical",) if experiment.has_typical_miss else (),
        **_first(experiment),
        "step_slowly": _slow(experiment),
        "step_faster": _fast(experiment),
        "tell_the_intercept": _intercept(experiment),
        compare: _compared(experiment),
        "tell_how_far_it_came": ("came-down",) if experiment.has_typical_miss and is_close else (),
    }
    return {beat: sentences for beat, sentences in beats.items() if sentences}


def _map(experiment: Experiment) -> tuple[str | Rest, ...]:
    """Return what the descent is seen on."""
    if experiment.is_line:
        return ("map-line", "axes-inside" if is_read_inside(experiment) else "axes-line", _HAND)
    axes = ("map", "axes") if len(experiment.model.names) > 1 else ("curve", "axis")
    return (*axes, _HAND, *standing_told(experiment))


def _tints(experiment: Experiment) -> str:
    """Return what the bar beside the map or the curve is."""
    count = len(experiment.model.names)
    if count == 1:
        return "bar"
    return "tints" if count == 2 else "tints-cut"


def is_read_inside(experiment: Experiment) -> bool:
    """Return whether b is a height of the line inside the picture of the data."""
    values, origin = experiment.data.x.values, float(experiment.scaling.shifts[0])
    return experiment.is_line and bool(values.min() <= origin <= values.max())


def read_at(experiment: Experiment) -> float:
    """Return the value of x where the intercept is read; a mean in few digits."""
    origin = float(experiment.scaling.shifts[0])
    return origin if experiment.units is Units.ROUND else float(f"{origin:.4g}")


def _ring(experiment: Experiment) -> tuple[str, ...]:
    """Return what the ring is, if there is a best fit to be ringed."""
    if not experiment.fit.settled:
        return ()
    if experiment.leaves_open:
        return ("ring-many",)
    return ("ring",) if experiment.fit.proven else ("ring-found",)


def _doubts(experiment: Experiment) -> tuple[str, ...]:
    """Return how sure the best fit is, if it is not."""
    if not experiment.fit.settled:
        return ("endless" if experiment.fit.endless else "given-up",)
    return () if experiment.fit.proven else ("not-proven",)


def _misses(experiment: Experiment) -> tuple[str | Rest, ...]:
    """Return how the error is made of residuals."""
    measure = _LOSSES.get(experiment.objective.loss.name, "huber")
    residuals = "probability" if measure == "log" else "residuals"
    return (residuals, measure, *_height(experiment), _SLIDE)


def _height(experiment: Experiment) -> tuple[str, ...]:
    """Return where the error stands on its scale, if that is measured from the best."""
    if not experiment.fit.settled or experiment.verdict.start is Start.ARRIVED:
        return ()
    return ("above" if experiment.fit.is_certain else "above-found",)


def _first(experiment: Experiment) -> dict[str, tuple[str, ...]]:
    """Return the beat of the first step."""
    match experiment.verdict.start:
        case Start.LOST:
            return {"leave_all_bounds": (*first_step(experiment), "out-of-bounds")}
        case Start.ARRIVED | Start.LEVEL if leaves(experiment):
            return {"stay_at_the_start": ("divides" if sees_all(experiment) else "rows-pull",)}
        case Start.ARRIVED:
            return {"stay_at_the_start": ("at-the-best",)}
        case Start.LEVEL:
            return {"stay_at_the_start": ("level",)}
        case Start.SETS_OUT:
            is_cut = len(experiment.model.names) > 2
            others = ("other-parts",) if is_cut else ()
            parts = (*first_step(experiment, is_cut=is_cut), *others, *_hidden(experiment))
            moves = "line-moves" if experiment.first_move > _UNSEEN_SHARE else "line-hardly-moves"
            return {"take_the_first_step": (*parts, moves)}


def _hidden(experiment: Experiment) -> tuple[str, ...]:
    """Return that the point hides the first step's arrow, where that is so on a map."""
    is_map = len(experiment.model.names) == 2
    return ("hidden-step",) if is_map and region(experiment, MOST_STEPS).hides_the_step else ()


def _slow(experiment: Experiment) -> tuple[str, ...]:
    """Return how the steps go that are shown one by one."""
    verdict = experiment.verdict
    if experiment.trajectory.steps < 2 or verdict.start is not Start.SETS_OUT:
        return ()
    if experiment.plain_rate is None and not arrives_at_once(experiment):
        return next_steps(experiment)
    return _PACES.get(verdict.pace, ("afresh", "varied"))


def _fast(experiment: Experiment) -> tuple[str | Rest, ...]:
    """Return how the error falls on the steps that are run through."""
    verdict = experiment.verdict
    if experiment.trajectory.steps <= SHOWN_STEPS:
        return ()
    faster = "faster-map" if len(experiment.model.names) == 2 else "faster"
    is_plain = experiment.plain_rate is not None
    faster = "faster-crawls" if verdict.end is End.CRAWLS and is_plain else faster
    is_level = verdict.start is not Start.SETS_OUT and not leaves(experiment)
    if is_level or arrives_at_once(experiment):
        return (faster, "stays")
    if not is_plain and not is_above_limit(experiment):
        return (faster, "must-it-fall", *must_it_fall(experiment))
    if verdict.is_bound_to_fall:
        alone = len(experiment.model.names) == 1
        return (faster, "must-it-fall", "under-limit" if alone else "under-limit-of-all")
    reason = _need_not_fall(experiment)
    rest = (SURPRISE,) if reason in _RUNAWAYS else ()
    return (faster, "must-it-fall", reason, *rest)


def _need_not_fall(experiment: Experiment) -> str:
    """Return why the error need not fall at every step, and whether it did."""
    verdict, is_bowl = experiment.verdict, experiment.objective.is_quadratic
    if is_bowl:
        return "climbs" if verdict.fall is Fall.CLIMBS else "at-limit"
    if verdict.end is End.DIVERGED:
        return "leads-away"
    if verdict.first_rise:
        return "it-rose"
    return "kinks" if experiment.objective.loss.name == "mae" else "here-it-did"


def _intercept(experiment: Experiment) -> tuple[str | Rest, ...]:
    """Return where the intercept is read that others tell, if that is outside the picture."""
    is_told = experiment.is_line and not experiment.verdict.has_run_away
    if not is_told or not zero_is_outside(experiment):
        return ()
    return ("spreadsheet" if is_read_inside(experiment) else "where-is-b", _FAR_VIEW)


def _compared(experiment: Experiment) -> tuple[str | Rest, ...]:
    """Return how the end compares with the best fit."""
    is_bowl, end = experiment.objective.is_quadratic, experiment.verdict.end
    if experiment.verdict.start is Start.ARRIVED and not leaves(experiment):
        return ("still-there",)
    other = ended(experiment) if experiment.plain_rate is None else None
    if other:
        return other
    is_named = experiment.is_line and experiment.fit.proven
    after, best = ("after-line", "best-line") if is_named else ("after", "best")
    best = "best-many" if experiment.leaves_open else best
    return {
        End.LOST: ("no-step",),
        End.DIVERGED: (
            ("grown", "only-the-rate") if is_bowl else ("next-step-out", "too-large-here")
        ),
        End.RUNAWAY: ("grown", "too-large-here"),
        End.HIGHER: ("ends-higher", "too-large-here"),
        End.ENDLESS: ("no-best",),
        End.GIVEN_UP: ("none-found",),
        End.CLOSE: _arrived(experiment, after, best),
        End.NEAR: (after, "not-quite", best, "errors"),
        End.ELSEWHERE: (
            ("rests-higher", "too-large-here")
            if experiment.verdict.fall is Fall.CLIMBS
            else ("rests", "another-start")
        ),
        End.BOUNCES: ("still-far", "to-and-fro" if is_bowl else "to-and-fro-curve"),
        End.CRAWLS: ("still-far", "parameter-is-not", "long-valley"),
        End.SLOW: (
            ("still-far", "line-is-not", "nearer-rate")
            if is_named and is_bowl
            else ("still-far", "parameter-is-not", "error-is-not", "more-steps")
        ),
    }[end]


def _arrived(experiment: Experiment, after: str, best: str) -> tuple[str | Rest, ...]:
    """Return the numbers and the best fit's; in short where they are shown as the same."""
    final, found = experiment.trajectory.final, experiment.best
    errors = float(experiment.trajectory.values[-1]), experiment.best_loss
    alike = shown_alike(final.tolist(), found.tolist())
    numbers: tuple[str, ...] = (after, "same" if alike and best == "best" else best)
    if best == "best-line":
        numbers = ("arrived-same" if alike else "arrived-close",)
    if experiment.has_typical_miss:
        return (*numbers, _SLIDE)
    return (*numbers, "same-error" if shown_alike(errors[:1], errors[1:]) else "errors")


def note(experiment: Experiment) -> tuple[str, ...]:
    """Return the label that stands beside the title in the end; nothing if all is well."""
    end = experiment.verdict.end
    if experiment.plain_rate is None:
        return (_NOTES[end],) if end in _NOTES and end not in _PLAIN_NOTES else ()
    has_limit = end in (End.DIVERGED, End.BOUNCES) and experiment.objective.is_quadratic
    return (f"{_NOTES[end]}-limit" if has_limit else _NOTES[end],) if end in _NOTES else ()


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    trajectory, told = experiment.trajectory, words.numerals
    limit = stated_limit(experiment)
    digits = digits_apart(experiment.rate, limit)
    return {
        "measured": counted_in(experiment, words),
        "error_unit": error_unit(experiment, words),
        "rate": told.rounded(experiment.rate, digits),
        "limit": told.rounded(limit, digits),
        "all": words.listed([name_text(name) for name in experiment.model.names]),
        "condition": told.rounded(experiment.condition_number),
        "steps": words.count("steps", trajectory.steps),
        "last": told.counted(trajectory.steps),
        "start_loss": told.significant(_start_loss(experiment)),
        "loss": told.significant(float(trajectory.values[-1])),
        "best_loss": told.significant(experiment.best_loss),
        "above": told_in_few(_start_loss(experiment) - experiment.best_loss, told),
        "rise": told.counted(experiment.verdict.first_rise),
        "zero": amount(0.0, experiment.data.x, words),
        "origin": amount(read_at(experiment), experiment.data.x, words),
        "own_intercept": with_unit(told.significant(_own_intercept(experiment)), experiment.data.y),
        "start_miss": typical_miss(experiment, _start_loss(experiment), words),
        "end_miss": typical_miss(experiment, float(trajectory.values[-1]), words),
        **rule_numbers(experiment, words),
        **_axes(experiment),
        **_parameters(experiment, words),
    }


def _own_intercept(experiment: Experiment) -> float:
    """Return the height of the last line where x is 0, in the data's own units."""
    return float(experiment.predict(experiment.trajectory.final, np.zeros(1))[0])


def _start_loss(experiment: Experiment) -> float:
    """Return E at the start; on a best fit it differs from the lowest by rounding."""
    has_arrived = experiment.verdict.start is Start.ARRIVED
    return experiment.best_loss if has_arrived else float(experiment.trajectory.values[0])


def _axes(experiment: Experiment) -> dict[str, str]:
    """Return what the axes of the map are called."""
    names = [name_text(name) for name in section(experiment, 2).names]
    return dict(zip(("first", "second"), names, strict=False))


def _parameters(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return the parameters at the end and the best ones, in the units descended in."""
    final, best = (
        [words.numerals.significant(float(value)) for value in point]
        for point in (experiment.trajectory.final, experiment.best)
    )
    names = [name_text(name) for name in experiment.model.names]
    far = experiment.farthest
    told = {
        "values": _listed(names, final, words),
        "best_values": _listed(names, best, words),
        "far_name": names[far],
        "far": final[far],
        "best_far": best[far],
    }
    if not experiment.is_line:
        return told
    called = [words.label("slope"), words.label("intercept")]
    line = dict(zip(("slope", "intercept"), final, strict=True))
    exact = dict(zip(("best_slope", "best_intercept"), best, strict=True))
    return told | line | exact | {"far_name": called[far]}


def _listed(names: list[str], values: list[str], words: Vocabulary) -> str:
    """Return the first parameters as "a = 1, k = 2"."""
    pairs = [f"{name} = {value}" for name, value in zip(names, values, strict=True)]
    rest = [words.label("and-so-on")] if len(pairs) > _LIST_LENGTH else []
    return ", ".join([*pairs[:_LIST_LENGTH], *rest])


def zero_is_outside(experiment: Experiment) -> bool:
    """Return whether x = 0 is not among the data, so that the intercept is not in the picture."""
    values = experiment.data.x.values
    return not values.min() <= 0.0 <= values.max()
