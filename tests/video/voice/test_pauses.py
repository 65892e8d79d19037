"""Words laid over recordings: of noise whose pauses are known, and of a voice that was timed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.voice.pauses import stretches, word_times
from gdvideo.voice.sound import Sound
from gdvideo.voice.speaking import Words

Samples = NDArray[np.float32]


def recording(*seconds: float, hiss: float = 0.0, loud: float = 0.2) -> Samples:
    """Return pauses and stretches of noise in turn, each so many seconds long."""
    random = np.random.default_rng(5)
    parts = [
        (loud if k % 2 else 0.0) * random.standard_normal(round(length * SAMPLE_RATE))
        for k, length in enumerate(seconds)
    ]
    whole = np.concatenate(parts)
    return (whole + hiss * random.standard_normal(len(whole))).astype(np.float32)


@pytest.mark.parametrize("hiss", [0.0, 0.002, 0.02])
@pytest.mark.parametrize("loud", [0.02, 0.2])
def test_stretches_are_found_in_noise(hiss: float, loud: float) -> None:
    sound = recording(0.5, 1.0, 0.3, 2.0, 0.6, 0.8, 0.4, hiss=hiss * loud / 0.2, loud=loud)
    expected = [0.5, 1.5, 1.8, 3.8, 4.4, 5.2]
    found = [edge for stretch in stretches(sound) for edge in stretch]
    assert found == pytest.approx(expected, abs=0.011)


def test_closed_lips_are_no_pause_and_a_click_is_no_speech() -> None:
    assert len(stretches(recording(0.2, 0.5, 0.05, 0.5, 0.4, 0.06, 0.4))) == 1


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(100), np.zeros(SAMPLE_RATE)])
def test_where_nothing_is_heard_words_have_no_times(sound: Samples) -> None:
    assert stretches(sound.astype(np.float32)) == []
    assert word_times(sound.astype(np.float32), ("a", "b")) == (0.0, 0.0)


def test_sentences_start_after_the_pauses() -> None:
    sound = recording(0.3, 1.0, 0.5, 0.6, 0.5, 1.6)
    times = word_times(sound, ("abcd", "efgh.", "ijklm.", "nopqr", "stuvw", "xyzab."))
    assert (times[0], times[2], times[3]) == pytest.approx((0.3, 1.8, 2.9), abs=0.011)
    assert (times[1], times[4], times[5]) == pytest.approx((0.8, 3.43, 3.97), abs=0.02)


def test_comma_is_a_pause_where_there_is_one_and_none_where_there_is_none() -> None:
    spoken = ("abcd,", "efgh,", "ijkl", "mnop.")
    assert word_times(recording(0.0, 1.0, 0.3, 1.0), spoken)[2] == pytest.approx(1.3, abs=0.011)
    assert word_times(recording(0.0, 0.5, 0.3, 1.5), spoken)[1] == pytest.approx(0.8, abs=0.011)


def test_pause_within_a_word_moves_none_to_another_sentence() -> None:
    # One word, said in two halves: more stretches than words.
    assert word_times(recording(0.2, 0.5, 0.3, 0.5), ("hesitating.",)) == (0.2,)
    times = word_times(recording(0.2, 0.5, 0.3, 0.5, 0.6, 1.0), ("hesitating.", "abcdefghij."))
    assert times == pytest.approx((0.2, 2.1), abs=0.011)


def test_sentences_end_is_a_better_place_for_a_pause_than_as_many_letters() -> None:
    # By letters alone each stretch would have two words.
    times = word_times(recording(0.0, 1.1, 0.3, 1.3), ("abcd.", "efgh", "ijkl", "mnop."))
    assert times[1] == pytest.approx(1.4, abs=0.011)


def test_pause_within_a_word_is_no_time_of_its_letters() -> None:
    # 18 letters and spaces in 2 s of speech: the second word starts after 15 of them.
    times = word_times(recording(0.0, 1.0, 0.3, 1.0), ("abcdefghijklmn", "op."))
    assert times == pytest.approx((0.0, 0.3 + 2.0 * 15 / 18), abs=0.011)


@given(st.lists(st.floats(0.25, 1.5), min_size=1, max_size=8), st.integers(1, 12))
def test_times_ascend_and_lie_in_speech(lengths: list[float], count: int) -> None:
    sound = recording(*(length for pause in lengths for length in (0.2, pause)))
    times = np.array(word_times(sound, ("word",) * count))
    assert np.all(np.diff(times) >= 0.0)
    inside = [any(a - 0.01 <= t <= b for a, b in stretches(sound)) for t in times]
    assert all(inside)


def test_words_of_a_voice_are_found_by_pauses_and_letters(made: dict[Words, Sound]) -> None:
    rest, said, expected, at = np.zeros(round(0.4 * SAMPLE_RATE)), [], [], 0.0
    parts: list[NDArray[np.float64]] = []
    for words, sound in made.items():
        said += words
        expected += [at + start for start in sound.starts_s]
        parts += [sound.samples / 32_768.0, rest]
        at += sound.length_s + 0.4
    # As a microphone has it: hiss.
    hiss = 0.003 * np.random.default_rng(1).standard_normal(round(at * SAMPLE_RATE) + 9)
    whole = np.concatenate(parts)
    times = word_times((whole + hiss[: len(whole)]).astype(np.float32), said)
    apart = np.abs(np.array(times) - expected)
    assert float(np.median(apart)) < 0.1
    assert float(np.max(apart)) < 0.4
    firsts = np.cumsum([0, *(len(words) for words in made)])[:-1]
    assert float(np.max(apart[firsts])) < 0.1
