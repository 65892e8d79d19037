"""Each question that learners asked of a scene is answered by a sentence that the film says."""

import pytest

from scenes.telling.narration import scene_words
from tests.scenes.scores import lesson_named, score_of, suited

ANSWERS = (
    ("fit", "What are x and y?", "x-and-y"),
    ("fit", 'What is "guess"?', "guess"),
    ("cost", "Why square?", "squares-grow"),
    ("cost", "Is 1/N important?", "not-for-best"),
    ("tangent", "Why minus?", "why-minus"),
    ("tangent", "How does the derivative always lead down?", "always-down"),
    ("rate", "How do I choose it?", "hold-and-try"),
    ("rate", "Why do I get nan?", "doubles"),
    ("rate", "Where is it used?", "one-place"),
    ("steps", "Is the derivative taken again each time?", "again"),
    ("steps", "When does it stop?", "stop"),
    ("derivation", "Where did you get those?", "from-error"),
    ("derivation", "Why is there an x in one and not in the other?", "why-x"),
    ("derivation", "Where did the sum, the 1/N go?", "sum-and-n"),
    ("derivation", "Where did the 2 go?", "drop-two"),
    ("surface", "Is each point a line, or what?", "axes"),
    ("surface", "How is it plotted?", "height"),
    ("curves", "Does it work for lines only?", "ask"),
    ("curves", "Does it work for logistic models?", "chance-down"),
    ("curves", "Does it work for exponential curves?", "growth-down"),
    ("curves", "Does it work for several variables?", "columns"),
    ("solve", "Why not just use least squares?", "answer"),
    ("solve", "Why not the normal equations?", "cross"),
    ("solve", "Why not start from the centroid?", "pivot"),
    ("iterate", "Why does the intercept in the picture not match?", "where-is-b"),
    ("iterate", "Must the error fall at every step?", "must-it-fall"),
    ("valley", "Why does my result differ from the spreadsheet's?", "both"),
    ("valley", "How many iterations?", "how-many"),
    ("valley", "Which start is right?", "which-start"),
    ("stochastic", "What about batches?", "batch"),
    ("stochastic", "Why update inside the loop?", "inside"),
    ("minima", "How would I know that I am stuck?", "know"),
)
"""A scene, a question of its learners, and the key of the sentence that answers it."""


@pytest.mark.parametrize(("scene", "question", "key"), ANSWERS)
def test_a_question_is_answered(scene: str, question: str, key: str) -> None:
    assert key in scene_words("en", scene).sentences, question
    told = (score_of(scene, lesson_named(name)) for name in suited(scene))
    assert any(key in keys for score in told for keys in score.values()), question
