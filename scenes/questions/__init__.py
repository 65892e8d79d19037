"""What a learner may guess before a scene shows it: for some scenes a module by their name."""

from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from scenes.brief import Brief
from scenes.film import brief_for, filled, scene_timeline
from scenes.telling.narration import question_words
from scenes.telling.numerals import numerals
from scenes.telling.timeline import Beat

__all__ = ["LEAD_S", "Guess", "Question", "asked"]

LEAD_S = 6.0
"""So long before its answer begins a question is asked."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What there is to guess in a scene, and where it shows the answer.

    Parameters
    ----------
    beat, cue : str
        The beat that shows the answer, and the cue in it with which that begins; with the beat
        where a lesson's words have no such cue.
    right : str
        The key of the right answer.
    names : dict of str to str or float
        What names in braces stand for, beside those of the scene.
    """

    beat: str
    cue: str
    right: str
    names: dict[str, str | float] = field(default_factory=dict[str, str | float])


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a scene, in words.

    Parameters
    ----------
    text : str
    options : tuple of str
        The answers to choose from.
    right : int
        The place of the right one.
    because : str
        Why it is right, in a sentence.
    asked_s, told_s : float
        When it is asked, and when the answer has been seen; in seconds of the scene.
    """

    text: str
    options: tuple[str, ...]
    right: int
    because: str
    asked_s: float
    told_s: float


def asked(scene: str, brief: Brief) -> Question | None:
    """Return what a scene of a lesson asks, or None if there is nothing to guess in it.

    A scene asks by its module `scenes.questions.<id>` alone, whose function `guess` takes the
    experiment and the beats that the scene has, and returns a `Guess` or None.
    """
    module = f"scenes.questions.{scene}"
    if find_spec(module) is None:
        return None
    beats = {beat.id: beat for beat in scene_timeline(scene, brief).beats}
    guess: Guess | None = import_module(module).guess(brief_for(scene, brief).experiment)
    if guess is None or guess.beat not in beats:
        return None
    return _in_words(scene, brief, guess, beats[guess.beat])


def _in_words(scene: str, brief: Brief, guess: Guess, beat: Beat) -> Question:
    words: dict[str, Any] = question_words(brief.look.language, scene)
    told = numerals(brief.look.language).significant
    own = {name: told(of) if isinstance(of, float) else of for name, of in guess.names.items()}
    names = filled(scene, brief) | own
    answers: dict[str, dict[str, str]] = words["answers"]
    shown_s = beat.start_s + dict(beat.cues).get(guess.cue, 0.0)
    return Question(
        words["asked"].format_map(names),
        tuple(answer["option"].format_map(names) for answer in answers.values()),
        list(answers).index(guess.right),
        answers[guess.right]["because"].format_map(names),
        round(max(shown_s - LEAD_S, 0.0), 3),
        round(beat.end_s, 3),
    )
