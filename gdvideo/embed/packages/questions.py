"""What a learner is asked before a scene shows it, answered from the film's own numbers."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from gdvideo.embed.course import Course
from scenes.telling.numerals import numerals

__all__ = ["Question", "questions"]

_TOLD = numerals("en").rounded


@dataclass(frozen=True, slots=True)
class Question:
    """A statement that is true or false, asked where a scene begins.

    Parameters
    ----------
    scene : str
        Which scene shows what is asked.
    statement : str
    is_true : bool
    because : str
        The answer, in a sentence.
    """

    scene: str
    statement: str
    is_true: bool
    because: str


def questions(course: Course) -> tuple[Question, ...]:
    """Return what is asked, in the order of the film; nothing where it has no answer."""
    asked = {each.scene: each for each in (_limit(course), _way(course)) if each is not None}
    return tuple(asked[chapter.id] for chapter in course.film.chapters if chapter.id in asked)


def _way(course: Course) -> Question | None:
    """Ask which way the parameter goes that moves most."""
    result = course.manifest.result
    moves = [move for name in result.get("parameters", ()) for move in _moves(result, name)]
    name, start, final = max(moves, key=lambda move: abs(move[2] - move[1]), default=("", 0.0, 0.0))
    if start == final or result.get("status") == "diverged":
        return None
    steps = "step" if result["steps"] == 1 else f"{result['steps']} steps"
    return Question(
        "iterate",
        f"This descent begins at {name} = {_TOLD(start)}. In its {steps}, {name} grows.",
        final > start,
        f"{name} goes from {_TOLD(start)} to {_TOLD(final)}.",
    )


def _moves(result: dict[str, Any], name: str) -> list[tuple[str, float, float]]:
    """Return where a parameter starts and ends, in the units descended in, if both are known."""
    start, final = _number(result["start"].get(name)), _number(result["final"].get(name))
    return [] if start is None or final is None else [(name, start, final)]


def _limit(course: Course) -> Question | None:
    """Ask whether twice the rate still settles, where all steps have one rate and a limit."""
    result, lesson = course.manifest.result, course.manifest.lesson.model_dump()
    rate, limit = _number(result.get("rate")), _number(result.get("max_stable_rate"))
    is_bowl = result.get("proven") is True and lesson.get("loss") in {"mse", "sse"}
    one_rate = (lesson.get("rule"), lesson.get("method")) == ("fixed", "batch")
    if not (is_bowl and one_rate and rate and limit) or 2 * rate == limit:
        return None
    settles = "settles" if 2 * rate < limit else "runs away"
    return Question(
        "rate",
        f"The learning rate is {_TOLD(rate)}. At twice that, the descent still settles.",
        2 * rate < limit,
        f"The limit is {_TOLD(limit)}, so at {_TOLD(2 * rate)} it {settles}.",
    )


def _number(value: Any) -> float | None:
    """Return a number that can be told, or None."""
    return float(value) if isinstance(value, int | float) and isfinite(value) else None
