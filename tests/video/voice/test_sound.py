"""One loudness, by a meter that is not ours; no silence at the ends; no peak is clipped."""

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray
from scipy.signal import resample_poly

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.voice.filters import LOUDNESS, levelled, loudness, resampled
from gdvideo.voice.sound import Sound, as_sound, sound_of, trimmed
from gdvideo.voice.synthesis import Spoken

Samples = NDArray[np.float32]


def tone(hertz: float, seconds: float, rate: int = SAMPLE_RATE, peak: float = 0.3) -> Samples:
    times = np.arange(round(seconds * rate)) / rate
    return (peak * np.sin(2.0 * np.pi * hertz * times)).astype(np.float32)


def measured(samples: NDArray[np.float64]) -> float:
    return float(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(samples))


def true_peak(samples: NDArray[np.float64]) -> float:
    """Return the peak between samples, in dB of full scale (BS.1770-4, annex 2)."""
    return float(20.0 * np.log10(np.max(np.abs(resample_poly(samples, 4, 1)))))


def test_sentences_are_equally_loud_and_none_is_clipped(made: dict[object, Sound]) -> None:
    sounds = [sound.samples / 32_768.0 for sound in made.values()]
    # What is shorter than the meter's block is measured with another one before it.
    told = [measured(np.tile(sound, 4)) for sound in sounds]
    assert told == pytest.approx([LOUDNESS] * len(sounds), abs=0.7)
    assert max(map(true_peak, sounds)) < -2.0


def test_sentences_with_rests_between_are_as_loud(made: dict[object, Sound]) -> None:
    rest = np.zeros(round(0.4 * SAMPLE_RATE))
    film = np.concatenate([part for s in made.values() for part in (s.samples / 32_768.0, rest)])
    assert measured(film) == pytest.approx(LOUDNESS, abs=1.0)


def test_loudness_of_the_standards_own_tone() -> None:
    # EBU Tech 3341, case 1: 1000 Hz at −23 dBFS in both channels is −23 LUFS, so in one −26.
    assert loudness(tone(1000.0, 20.0, peak=10 ** (-23 / 20))) == pytest.approx(-26.0, abs=0.15)


def test_silence_stays_silence() -> None:
    silent = np.zeros(SAMPLE_RATE, np.float32)
    assert loudness(silent) == -70.0
    assert np.max(np.abs(levelled(silent))) == 0.0
    assert len(trimmed(silent)[0]) == 0


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000, 96_000])
def test_another_rate_keeps_length_and_pitch(rate: int) -> None:
    heard = resampled(tone(440.0, 1.0, rate), rate)
    assert abs(len(heard) - SAMPLE_RATE) <= 48
    middle = heard[SAMPLE_RATE // 4 : 3 * SAMPLE_RATE // 4]
    assert middle == pytest.approx(
        tone(440.0, 1.0)[SAMPLE_RATE // 4 : 3 * SAMPLE_RATE // 4], abs=0.01
    )


def test_levelling_moves_nothing() -> None:
    samples = np.zeros(SAMPLE_RATE, np.float32)
    samples[10_000:30_000] = tone(300.0, 20_000 / SAMPLE_RATE, peak=0.05)
    after = levelled(samples)
    assert len(after) == len(samples)
    loud = np.flatnonzero(np.abs(after) > 0.01)
    assert 9_990 < loud[0] < 10_100
    assert 29_900 < loud[-1] < 30_010


def test_ends_are_trimmed_to_a_known_length() -> None:
    samples = np.concatenate([np.zeros(9_600), tone(300.0, 0.5), np.zeros(4_800)])
    kept, cut_s = trimmed(samples.astype(np.float32))
    assert cut_s == pytest.approx(0.2 - 0.03, abs=0.001)
    assert len(kept) / SAMPLE_RATE == pytest.approx(0.5 + 0.06, abs=0.002)
    assert (kept[0], kept[-1]) == (0.0, 0.0)


def late(*phonemes: str) -> Spoken:
    """Return two words of half a second each, after half a second of silence."""
    rate = 22_050
    samples = np.concatenate([np.zeros(rate // 2, np.float32), tone(300.0, 1.0, rate)])
    lengths = (rate // 2, rate // 2, 0, rate // 2)[: len(phonemes)]
    return Spoken(samples, rate, phonemes, lengths, ("a", "b"))


def test_silence_that_is_cut_away_moves_the_words() -> None:
    sound = sound_of(("a", "b"), late("^", "a", " ", "b"))
    assert sound.starts_s == pytest.approx((0.0, 0.5), abs=0.02)
    assert sound.length_s == pytest.approx(1.03, abs=0.01)


def test_model_that_tells_no_phonemes_is_timed_as_a_recording() -> None:
    assert sound_of(("a", "b"), late()).starts_s == pytest.approx((0.03, 0.53), abs=0.02)


def test_nothing_said_is_nothing_heard() -> None:
    nothing = Spoken(np.zeros(0, np.float32), 22_050, (), (), ("a",))
    assert (sound_of(("a",), nothing).starts_s, sound_of(("a",), nothing).length_s) == ((0.0,), 0)


def test_whole_numbers_hold_what_was_there() -> None:
    samples = tone(300.0, 0.1, peak=1.0)
    assert as_sound(samples, [0.0]).samples / 32_767.0 == pytest.approx(samples, abs=2e-5)
