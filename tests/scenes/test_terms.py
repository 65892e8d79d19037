"""Each term is explained when it is first said: by a sentence that comes before all others with it.

Titles stand beside it, and a lesson of another kind says it in the same beat by other words.
"""

import itertools
import re
from typing import Final

import pytest

from scenes.film import FILM, filled, unsuited
from scenes.telling.cues import cued
from scenes.telling.narration import scene_words
from tests.scenes.scores import lesson_named, score_of

TERMS: Final = {
    "guess": ("fit", "two-knobs"),
    "prediction": ("fit", "guess"),
    "actual value": ("fit", "residual"),
    "residuals?": ("fit", "residual"),
    "mean": ("cost", "is-mean"),
    "the error": ("cost", "is-mean"),
    "kink": ("cost", "kink"),
    "knobs?": ("parabola", "two-knobs"),
    "slope": ("parabola", "two-knobs"),
    "intercept": ("parabola", "two-knobs"),
    "bowl": ("parabola", "a-bowl"),
    "parabola": ("parabola", "why-bowl"),
    "tangent": ("tangent", "lens"),
    "steepness": ("parabola", "answers"),
    "Sigma": ("tangent", "adds-up"),
    "derivatives?": ("tangent", "calculus"),
    "curly": ("tangent", "curly"),
    "learning rate": ("tangent", "times-rate"),
    "eta": ("tangent", "times-rate"),
    "parameters?": ("steps", "column"),
    "diverges?": ("rate", "large"),
    "curvature": ("rate", "one-step"),
    "limit": ("rate", "limit"),
    "inf": ("rate", "doubles"),
    "nan": ("rate", "doubles"),
    "power rule": ("rules", "power"),
    "inside": ("rules", "inside-square"),
    "chain rule": ("rules", "multiply"),
    "landscape": ("rules", "landscape"),
    "partial derivatives?": ("rules", "turn-one"),
    "gradient": ("rules", "all-three"),
    "best fit": ("surface", "ringed"),
    "loss": ("surface", "all-points"),
    "descent": ("surface", "goes-down"),
    "typical miss": ("iterate", "typical"),
    "condition number": ("valley", "ratio"),
    "standardise": ("valley", "standardise"),
    "momentum": ("valley", "momentum"),
    "stochastic": ("stochastic", "inside"),
    "batch": ("stochastic", "batch"),
    "minimum": ("minima", "two-answers"),
    "log loss": ("curves", "chance-down"),
    "normal equations": ("solve", "cross"),
    "QR": ("solve", "program"),
}
"""What a learner may not know, as it is looked for, and the scene and the sentence that tell it."""


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str], str]:
    """All that the default film says, by scene and key, in order."""
    brief, said = lesson_named("default"), dict[tuple[str, str], str]()
    for scene in (scene for scene in FILM if not unsuited(scene, brief)):
        words, names = scene_words("en", scene), filled(scene, brief)
        for key in itertools.chain(*score_of(scene, brief).values()):
            text = "".join(cued(words.sentence(key)).pieces)
            said[scene, key] = text.format_map(names)
    return said


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_explained_where_it_is_first_said(
    term: str, told: dict[tuple[str, str], str]
) -> None:
    looked_for = re.compile(rf"\b{term}\b", re.IGNORECASE)
    assert next(at for at, text in told.items() if looked_for.search(text)) == TERMS[term]
