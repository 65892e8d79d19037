"""Score of the scene `surface`: the part of the plane it shows, and how the descent goes there."""

from typing import Final

from gdcore.arrays import Floats
from gdcore.descent.verdict import End, Fall, Start
from gdcore.experiment import Experiment
from gdcore.landscape.region import MOST_STEPS, Region, region
from gdcore.landscape.retreat import retreats
from gdcore.landscape.turns import are_apart, one_at_a_time
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.telling.numerals import Numerals, shown_alike, told_apart, told_in_few
from scenes.telling.other_rules import kind, leaves, rule_numbers, seen_rows, sees_all
from scenes.telling.sentences import SURPRISE, Rest, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "TURN_STEPS", "ZOOM_STEPS", "numbers", "score", "unsuited"]

KEY: Final = ("show_that_a_point_is_a_line", "raise_them_all")
"""The beats of a short film."""

TURN_STEPS: Final = 4
"""So often a knob is turned alone."""
ZOOM_STEPS: Final = 3
"""So often the picture is zoomed out at most after a descent that runs away."""

_ENDS: Final = {
    End.ENDLESS: ("no-end",),
    End.GIVEN_UP: ("errors-found",),
    End.NEAR: ("errors", "not-quite"),
    End.ELSEWHERE: ("errors", "elsewhere"),
    End.BOUNCES: ("errors", "to-and-fro"),
}
"""How the descent ended; of a way that is still long, see `_walk`."""

_STEPS: Final = {
    "line-search": "searched",
    "backtracking": "searched",
    "rmsprop": "by-its-size",
    "adam": "by-its-size",
    "newton": "by-curvature",
}
"""What is said of a first step that is not minus the rate times the gradient."""


def unsuited(experiment: Experiment) -> str:
    """Return the label that says that a surface needs two parameters, if there is one only."""
    return "" if len(experiment.model.names) > 1 else "one-parameter"


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    shown = region(experiment, MOST_STEPS)
    top = ("rises-out",) if shown.height_field.is_cut else ()
    is_bowl = experiment.objective.is_quadratic
    turns = _turns(shown)
    return {
        "show_that_a_point_is_a_line": (
            *_axes(experiment),
            _ring(experiment),
        ),
        **({"turn_one_at_a_time": turns} if turns else {}),
        "raise_one_error": ("height-cut" if shown.section.held else "height",),
        "raise_them_all": ("all-points", SURPRISE, "loss", *top),
        "lift_it_off": ("off",),
        "cut_a_slice": ("slice", "slice-bowl" if is_bowl else "slice-curve"),
        "show_the_gradient": _gradient(shown),
        "walk_down": _walk(shown),
    }


def _axes(experiment: Experiment) -> tuple[str, ...]:
    """Return what is asked of the two parameters, and what is said of the map's axes."""
    asked = "which-line" if experiment.is_line else "which"
    return (asked, "axes-cut" if section(experiment, 2).held else "axes")


def _turns(shown: Region) -> tuple[str, ...]:
    """Return how far one comes by turning one knob at a time, where E is a bowl."""
    bowl = shown.section.bowl
    if not shown.section.objective.is_quadratic or shown.is_level or bowl.rank < len(bowl.minimum):
        return ()
    if are_apart(bowl):
        return ("one-knob", "enough")
    if shown.seems_best(_turned(shown)):
        return ("one-knob", "undone", "soon")
    return ("one-knob", "undone", "depend" if _gains(shown) else "no-further")


def _turned(shown: Region) -> Floats:
    """Return where one comes by turning one knob at a time."""
    return one_at_a_time(shown.section.bowl, shown.path.start, TURN_STEPS)[-1]


def _gains(shown: Region) -> bool:
    """Return whether the descent comes lower than one comes by turning one knob at a time."""
    turned = float(shown.section.objective.value(_turned(shown)))
    return float(shown.path.values.min()) < turned


def _left(shown: Region, words: Vocabulary) -> dict[str, str]:
    """Return which knob is farther off when each has been turned alone, and how far."""
    turned, cut = _turned(shown), shown.section
    k = int(shown.off(turned).argmax())
    off = told_in_few(abs(float(turned[k] - cut.best[k])), words.numerals)
    return {"far": name_text(cut.names[k]), "off": off}


def _ring(experiment: Experiment) -> str:
    """Return what is said of the lowest point: it may be the lowest that was found only."""
    if not experiment.fit.settled:
        return "ringed-given-up"
    if experiment.leaves_open:
        return "ringed-many"
    return "ringed" if experiment.fit.proven else "ringed-found"


def _gradient(shown: Region) -> tuple[str, ...]:
    """Return what is said of the gradient at the start, where it may be zero."""
    if shown.is_level:
        is_left = leaves(shown.section.whole)
        return ("gradient-small" if is_left else "gradient-zero",)
    return (
        "gradient",
        _step(shown),
        *(("hidden-step",) if shown.hides_the_step else ()),
    )


def _step(shown: Region) -> str:
    """Return what is said of the first step, by the rows it sees or by its rule."""
    whole = shown.section.whole
    return _STEPS.get(kind(whole), "opposite") if sees_all(whole) else seen_rows(whole)


def _walk(shown: Region) -> tuple[str | Rest, ...]:
    """Return how the descent goes."""
    verdict = shown.verdict
    is_plain, is_left = shown.section.whole.plain_rate is not None, leaves(shown.section.whole)
    if verdict.start is Start.ARRIVED and not is_left:
        return ("stays", "error-stays")
    if verdict.start is Start.LEVEL and not is_left:
        return ("level", "errors")
    if verdict.end is End.DIVERGED and len(retreats(shown, ZOOM_STEPS)) > 1:
        return ("should-go-down", "zoom-out")
    outside = ("leaves",) if shown.ends_outside else ()
    if verdict.end is End.LOST:
        return ("should-go-down", "lost", *outside, SURPRISE)
    if verdict.end is End.DIVERGED:
        return ("should-go-down", "higher", *outside)
    if verdict.fall is Fall.CLIMBS and not is_plain:
        return ("goes-on", "came-higher", *outside)
    if verdict.fall is Fall.CLIMBS:
        return ("should-go-down", "ends-higher", *outside)
    if verdict.end is End.BOUNCES and verdict.fall is Fall.STAYS and is_plain:
        return ("should-go-down", "across", "still")
    goes = "goes-down" if verdict.fall is Fall.FALLS else "goes-on"
    if verdict.end in (End.CRAWLS, End.SLOW) and verdict.is_low:
        return (goes, "mostly-fallen", "flat-floor")
    if verdict.end is End.BOUNCES and not is_plain:
        return (goes, "errors", "not-there")
    if verdict.end is End.CLOSE:
        alike = shown_alike(
            [shown.error(float(shown.path.values[-1]))], [shown.section.whole.best_loss]
        )
        return (goes, "errors-alike" if alike else "errors")
    return (goes, *_ENDS.get(verdict.end, ("errors", "not-there")))


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    names = [name_text(name) for name in section(experiment, 2).names]
    if unsuited(experiment):
        return {"model": str(experiment.model.expression)}
    shown, told = region(experiment, MOST_STEPS), words.numerals
    held, is_best = shown.section.held, experiment.fit.settled
    loss, best_loss = _last_and_best(shown, experiment, told)
    return {
        "first": names[0],
        "second": names[1],
        "held": words.listed([name_text(name) for name in held]),
        "held_at": words.held_at(len(held), is_best=is_best),
        "at_best": words.held_at(1, is_best=is_best),
        "top": told.significant(shown.height_field.scale.highest),
        "fallen": told.share(1.0 - shown.verdict.error_left, 1),
        "start_loss": told.significant(shown.error(float(shown.path.values[0]))),
        "loss": loss,
        "best_loss": best_loss,
        "steps": words.count("steps", shown.path.steps),
        **_left(shown, words),
        **rule_numbers(experiment, words),
    }


def _last_and_best(shown: Region, experiment: Experiment, told: Numerals) -> tuple[str, str]:
    """Return the last error that is shown and the best, told apart where they are said to be."""
    last, best = shown.error(float(shown.path.values[-1])), experiment.best_loss
    if "not-quite" in _walk(shown):
        return told_apart(last, best, told)
    return told.significant(last), told.significant(best)
