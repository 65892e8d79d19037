"""Captions of the film: whatever the lesson, each beat can be read in its time."""

import re

import pytest

from scenes.film import FILM
from scenes.telling.captions import captions
from scenes.telling.cues import cued
from scenes.telling.narration import scene_words
from tests.scenes.said import plain, read_silently
from tests.scenes.scores import lesson_named, score_of, suited


def said_in(scene: str) -> frozenset[str]:
    """Return what is said in each beat of a scene over all lessons, with long numbers."""
    sentences = scene_words("en", scene).sentences
    scores = (score_of(scene, lesson_named(name)) for name in suited(scene))
    spoken = {keys for score in scores for keys in score.values()}
    texts = (" ".join("".join(cued(sentences[key]).pieces) for key in keys) for keys in spoken)
    return frozenset(re.sub(r"\{\w+\}", "−12,345.67", text) for text in texts)


@pytest.mark.parametrize("scene", FILM)
def test_the_film_says_each_beat_readably(scene: str) -> None:
    said = said_in(scene)
    assert len(said) >= 3
    for words in said:
        found = captions(read_silently({"beat": plain(words)}))
        shown = " ".join(line for cue in found for line in cue.lines)
        assert shown.split() == words.split()
        assert all(cue.end_s - cue.start_s >= 1 for cue in found), words
        # 20 characters a second is the most that adults are given to read on large platforms.
        rates = [sum(map(len, cue.lines)) / (cue.end_s - cue.start_s) for cue in found]
        assert max(rates) < 20, words
