"""A sentence's sound: no silence around it, at one loudness, with the time of each word."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.sound import Sound as Samples
from gdvideo.voice.filters import levelled, resampled
from gdvideo.voice.pauses import word_times
from gdvideo.voice.synthesis import Spoken
from gdvideo.voice.words import word_starts

__all__ = ["FULL_SCALE", "Sound", "as_sound", "faded", "sound_of", "trimmed"]

FULL_SCALE = 32_767
_FAINT = 0.005
"""−46 dB of the loudest sample: what is softer at the ends is no speech."""
_MARGIN_S, _FADE_S = 0.03, 0.01
_BEFORE_S = 0.04
"""By how much a phoneme is heard before its share of the time begins: it grows out of the last."""


@dataclass(frozen=True, eq=False, slots=True)
class Sound:
    """What is heard of a sentence.

    Parameters
    ----------
    samples : ndarray of int16
        Shape (n,), `SAMPLE_RATE` a second.
    starts_s : tuple of float
        When each word is heard, in seconds from the first sample, ascending.
    """

    samples: NDArray[np.int16]
    starts_s: tuple[float, ...]

    @property
    def length_s(self) -> float:
        """How long it is."""
        return len(self.samples) / SAMPLE_RATE


def sound_of(words: tuple[str, ...], spoken: Spoken) -> Sound:
    """Return the sound of a sentence as the engine spoke it.

    Where the model does not tell how long its phonemes are, pauses and letters tell.

    Parameters
    ----------
    words : tuple of str
        At least one.
    spoken : Spoken
    """
    samples, cut_s = trimmed(resampled(spoken.samples, spoken.rate))
    if not spoken.phonemes:
        return as_sound(levelled(samples), list(word_times(samples, words)))
    starts = word_starts(spoken.phonemes, spoken.lengths, spoken.alone)
    starts_s = [max(start / spoken.rate - _BEFORE_S - cut_s, 0.0) for start in starts]
    return as_sound(levelled(samples), starts_s)


def as_sound(samples: Samples, starts_s: list[float]) -> Sound:
    """Return sound in whole numbers, as it is kept: again and again it is the same."""
    whole = np.round(np.clip(samples, -1.0, 1.0) * FULL_SCALE).astype(np.int16)
    return Sound(whole, tuple(round(start, 4) for start in starts_s))


def trimmed(samples: Samples) -> tuple[Samples, float]:
    """Return sound without the silence at its ends, and how many seconds went in front."""
    loud = np.flatnonzero(np.abs(samples) > _FAINT * np.max(np.abs(samples), initial=0.0))
    if not loud.size:
        return samples[:0], 0.0
    margin = round(_MARGIN_S * SAMPLE_RATE)
    first = max(int(loud[0]) - margin, 0)
    return faded(samples[first : int(loud[-1]) + margin]), first / SAMPLE_RATE


def faded(samples: Samples) -> Samples:
    """Return sound at `SAMPLE_RATE` with its ends faded, so that nothing clicks."""
    kept = samples.copy()
    ramp = np.linspace(0.0, 1.0, min(round(_FADE_S * SAMPLE_RATE), len(kept)), dtype=np.float32)
    kept[: len(ramp)] *= ramp
    kept[len(kept) - len(ramp) :] *= ramp[::-1]
    return kept
