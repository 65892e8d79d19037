"""Sentences and timelines made from plain text, as the tests ask for them."""

from collections.abc import Mapping

from scenes.telling.cues import cued
from scenes.telling.sentences import Sentence, sentences
from scenes.telling.timeline import Timeline, timeline


def said(text: str, **numbers: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text with cues and names in it, in English."""
    return sentences(cued(text), numbers, "en")


def plain(words: str) -> tuple[Sentence, ...]:
    """Return words as one sentence without a cue, whatever letters they hold."""
    written = tuple(words.split())
    return (Sentence(written, written),)


def read_silently(beats: Mapping[str, tuple[Sentence, ...]], title: str = "A title") -> Timeline:
    """Return the timeline of beats that no voice says."""
    return timeline("iterate", title, beats, {}, {})
