"""A beat's speech: its sentences with the rests between them, and its word times."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.sound import Sound as Samples
from gdvideo.voice.sound import FULL_SCALE, Sound
from scenes.telling.sentences import Sentence
from scenes.telling.speech import LEAD_S, Utterance

__all__ = ["Speech", "joined", "single_words", "speech_of"]


@dataclass(frozen=True, eq=False, slots=True)
class Speech:
    """What is heard in a beat.

    Parameters
    ----------
    utterance : Utterance
        When each written word is said.
    samples : ndarray of float32
        Shape (n,), from the start of the beat.
    """

    utterance: Utterance
    samples: Samples


def single_words(sentence: Sentence) -> tuple[str, ...]:
    """Return each word that is said for a sentence by itself."""
    return tuple(word for said in sentence.spoken for word in said.split())


def speech_of(said: tuple[Sentence, ...], sounds: list[Sound]) -> Speech:
    """Return the speech of a beat.

    Parameters
    ----------
    said : tuple of Sentence
        At least one.
    sounds : list of Sound
        Of each, with a start for each of its `single_words`.
    """
    parts: list[NDArray[np.int16]] = [_silence(LEAD_S)]
    starts: list[float] = []
    for sentence, sound in zip(said, sounds, strict=True):
        begin_s = sum(map(len, parts)) / SAMPLE_RATE
        starts += [round(begin_s + start, 4) for start in _written_starts(sentence, sound)]
        parts += [sound.samples, _silence(sentence.rest_s)]
    return joined(tuple(starts), np.concatenate(parts[:-1]))


def joined(starts_s: tuple[float, ...], samples: NDArray[np.int16]) -> Speech:
    """Return the speech that whole numbers are, with the start of each written word."""
    utterance = Utterance(starts_s, round(len(samples) / SAMPLE_RATE, 6))
    return Speech(utterance, samples.astype(np.float32) / np.float32(FULL_SCALE))


def _silence(seconds: float) -> NDArray[np.int16]:
    return np.zeros(round(seconds * SAMPLE_RATE), np.int16)


def _written_starts(sentence: Sentence, sound: Sound) -> list[float]:
    """Return when each written word starts: with its first spoken one, or with the word before."""
    starts, spoken = [], iter(sound.starts_s)
    last = 0.0
    for said in sentence.spoken:
        times = [next(spoken) for _ in said.split()]
        last = times[0] if times else last
        starts.append(last)
    return starts
