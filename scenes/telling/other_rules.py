"""What is said of steps that are not the rate times the gradient of all rows. No Manim here.

Keys of sentences, of a lesson with another rule than a fixed rate, or steps that see some rows.
"""

from typing import Final

from gdcore.descent.verdict import End, Fall, Pace, Start
from gdcore.experiment import Experiment
from gdcore.landscape.curvature import max_stable_rate
from gdcore.landscape.first_steps import first_steps
from gdcore.rules.lengths import Decay
from gdcore.rules.momentum import HeavyBall, Nesterov
from scenes.telling.vocabulary import Vocabulary

__all__ = [
    "arrives_at_once",
    "ended",
    "first_step",
    "is_above_limit",
    "kind",
    "leaves",
    "must_it_fall",
    "next_steps",
    "rule_numbers",
    "seen_rows",
    "sees_all",
    "stated_limit",
]

_FIRST: Final = {
    "line-search": "searched",
    "backtracking": "tried",
    "rmsprop": "by-its-size",
    "adam": "by-means",
    "newton": "by-curvature",
}
"""What is said of the first step; where nothing is, it is minus the rate times the gradient."""
_NEXT: Final = {
    "decay": "rate-shrinks",
    "line-search": "as-far-as-it-falls",
    "backtracking": "tried-again",
    "momentum": "keeps",
    "nesterov": "keeps-ahead",
    "rmsprop": "even-lengths",
    "adam": "by-the-rate",
    "newton": "curvature-afresh",
}
_WHY: Final = {
    "decay": "rate-still-large",
    "momentum": "carried",
    "nesterov": "carried",
    "rmsprop": "long-on-flat-ground",
    "adam": "long-on-flat-ground",
    "newton": "trusts-a-bowl",
}
"""Why E need not fall at each step."""
_OTHERS: Final = {"one-row": "another-row", "some-rows": "other-rows"}
"""What is said of the rows of the steps that follow."""
_WORSE: Final = {"one-row": "worse-for-others", "some-rows": "worse-for-all"}
"""Why E need not fall at each step on some rows."""
_MANY_PASSES: Final = 10
_UNSETTLED: Final = (End.BOUNCES, End.SLOW, End.HIGHER)
_SEARCHES: Final = ("line-search", "backtracking")
_REMEMBERS: Final = ("momentum", "nesterov", "rmsprop", "adam")
_LENGTH_OF_THEIR_OWN: Final = ("rmsprop", "adam", "newton")
"""Rules whose steps can be too long for good, at whatever place."""


def kind(experiment: Experiment) -> str:
    """Return the rule's name without its number."""
    return experiment.rule.name.partition(":")[0]


def sees_all(experiment: Experiment) -> bool:
    """Return whether each step looks at all rows."""
    return experiment.sampling.steps_per_pass(experiment.data.n) == 1


def leaves(experiment: Experiment) -> bool:
    """Return whether steps lead away from where the gradient of all rows is zero."""
    verdict = experiment.verdict
    is_level = verdict.start in (Start.ARRIVED, Start.LEVEL)
    return is_level and verdict.fall is not Fall.STAYS and experiment.plain_rate is None


def seen_rows(experiment: Experiment) -> str:
    """Return what is said of the rows that a step looks at, where it does not look at all."""
    (first,) = first_steps(experiment, 1)
    return "one-row" if first.rows is not None and first.rows.size == 1 else "some-rows"


def arrives_at_once(experiment: Experiment) -> bool:
    """Return whether the first step is the last that leads anywhere: what remembers rolls on."""
    is_still = sees_all(experiment) and kind(experiment) not in _REMEMBERS
    return is_still and experiment.verdict.pace is Pace.ARRIVES


def stated_limit(experiment: Experiment) -> float:
    """Return the largest stable rate near the best fit, of plain descent if the rule has none."""
    steepest = float(experiment.bowl.eigenvalues[-1])
    own = experiment.update.direction.stable_rate(steepest)
    return max_stable_rate(experiment.bowl) if own is None else own


def is_above_limit(experiment: Experiment) -> bool:
    """Return whether E climbs on a bowl because the rate is above the rule's own limit."""
    limit, is_bowl = experiment.max_stable_rate, experiment.objective.is_quadratic
    climbs = experiment.verdict.fall is Fall.CLIMBS and is_bowl
    return climbs and limit is not None and experiment.rate > limit


def first_step(experiment: Experiment, *, is_cut: bool = False) -> tuple[str, ...]:
    """Return what the first step is made of, from the gradient's arrow on.

    Parameters
    ----------
    experiment : Experiment
    is_cut : bool
        Whether the arrow is only a part of the gradient.
    """
    rows = () if sees_all(experiment) else (seen_rows(experiment),)
    is_another = experiment.rate != experiment.plain.rate
    opposite = "opposite-here" if is_another else "opposite"
    arrow, opposite = ("arrow-rows", "opposite-rows") if rows else ("arrow", opposite)
    return ("arrow-cut" if is_cut else arrow, *rows, _FIRST.get(kind(experiment), opposite))


def next_steps(experiment: Experiment) -> tuple[str, ...]:
    """Return how steps go after the first."""
    rule = _NEXT.get(kind(experiment))
    rows = () if sees_all(experiment) else (_OTHERS[seen_rows(experiment)],)
    return (*((rule,) if rule else ()), *rows)


def must_it_fall(experiment: Experiment) -> tuple[str, ...]:
    """Return whether E must fall at every step, whether it did, and why."""
    if kind(experiment) in _SEARCHES:
        return ("so-that-it-falls",)
    verdict, is_bowl = experiment.verdict, experiment.objective.is_quadratic
    is_sure = is_bowl and sees_all(experiment) and kind(experiment) in ("decay", "newton")
    if is_sure and experiment.rate < stated_limit(experiment):
        return ("under-limit",)
    fact = "rose" if verdict.first_rise else "need-not"
    fact = "then-out" if verdict.end is End.DIVERGED and not is_bowl else fact
    if fact == "need-not" and kind(experiment) == "decay" and sees_all(experiment):
        return ("here-it-did",)
    why = _WHY[kind(experiment)] if sees_all(experiment) else _WORSE[seen_rows(experiment)]
    return (fact, why)


def ended(experiment: Experiment) -> tuple[str, ...] | None:
    """Return the end of a descent that plain descent would have another reason for, or None."""
    rule, end = kind(experiment), experiment.verdict.end
    if end in _UNSETTLED and not sees_all(experiment) and _is_long(experiment):
        return ("ends-higher" if end is End.HIGHER else "still-far", "other-pulls")
    if end is End.BOUNCES and rule in _LENGTH_OF_THEIR_OWN:
        return ("still-far", "to-and-fro-curve")
    if end in (End.BOUNCES, End.CRAWLS, End.SLOW):
        return ("still-far", "parameter-is-not", "error-is-not", "more-steps")
    if end is End.DIVERGED and experiment.objective.is_quadratic:
        return ("grown", "too-large-here")
    if end is End.HIGHER and rule in ("momentum", "nesterov"):
        return ("ends-higher", "more-steps")
    if end in (End.HIGHER, End.DIVERGED) and rule == "newton":
        return ("ends-higher" if end is End.HIGHER else "next-step-out", "another-start")
    return None


def _is_long(experiment: Experiment) -> bool:
    """Return whether steps of one length have seen all rows so often that more would not help."""
    passes = experiment.trajectory.steps / experiment.sampling.steps_per_pass(experiment.data.n)
    return experiment.update.fixed_rate is not None and passes >= _MANY_PASSES


def rule_numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for in such sentences."""
    told, update = words.numerals, experiment.update
    (first,) = first_steps(experiment, 1)
    seen = experiment.data.n if first.rows is None else first.rows.size
    direction, length = update.direction, update.length
    share = direction.beta if isinstance(direction, HeavyBall | Nesterov) else 0.0
    is_decay = isinstance(length, Decay)
    last = length.rate_after(max(experiment.trajectory.steps - 1, 0)) if is_decay else first.rate
    return {
        "points": words.count("data-points", experiment.data.n),
        "seen": words.count("data-points", seen),
        "share": told.rounded(share),
        "found_rate": told.rounded(first.rate),
        "last_rate": told.rounded(last),
    }
