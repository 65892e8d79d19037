"""The timeline: lengths from reading or from a voice, in whole frames."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.telling.sentences import Sentence
from scenes.telling.speech import Utterance, reading
from scenes.telling.timeline import timeline
from tests.scenes.said import plain, read_silently, said

WORDS = st.lists(st.text("abc", min_size=1), min_size=1, max_size=200).map(" ".join)
SAID = st.dictionaries(st.text(min_size=1), WORDS.map(plain), min_size=1, max_size=12)


def test_a_hundred_words_take_forty_seconds() -> None:
    # 150 words a minute: 100 words are two thirds of a minute.
    assert reading(plain("word " * 100)).length_s == pytest.approx(40.0)


def test_one_word_is_shown_for_two_seconds() -> None:
    assert read_silently({"beat": plain("word")}).length_s == 0.4 + 2.0


@given(WORDS)
def test_a_beat_is_as_long_as_its_words_take_and_no_fifth_of_a_second_longer(words: str) -> None:
    needed = max(2.0, len(words.split()) * 60 / 150, len(words) / 20)
    (beat,) = read_silently({"beat": plain(words)}).beats
    assert needed - 1e-5 <= beat.length_s < needed + 0.2 + 1e-5


@given(SAID)
def test_beats_follow_each_other_in_whole_frames(beats_said: dict[str, tuple[Sentence]]) -> None:
    beats = read_silently(beats_said).beats
    assert [beat.id for beat in beats] == list(beats_said)
    # 0.4 s before the words the first picture fades in.
    assert beats[0].start_s == 0.4
    for before, after in pairwise(beats):
        assert abs(before.end_s - after.start_s) < 1e-9
    for fps in (15, 30, 60):
        for beat in beats:
            assert abs(beat.length_s * fps - round(beat.length_s * fps)) < 1e-6


@given(WORDS)
def test_words_are_read_in_order_each_for_its_letters(words: str) -> None:
    (sentence,) = plain(words)
    utterance = reading((sentence,))
    ends = [*utterance.starts_s[1:], utterance.length_s]
    took = [end - start for start, end in zip(utterance.starts_s, ends, strict=True)]
    letters = [len(word) + 1 for word in sentence.written]
    # Times are told to a millionth of a second.
    share = utterance.length_s / sum(letters)
    assert took == pytest.approx([share * count for count in letters], abs=3e-6)


def test_a_long_rest_is_silent_and_short_ones_are_the_reader_s() -> None:
    first, second = said("One two. Three four.")
    together = reading((first, second))
    apart = reading((first.resting(1.5), second))
    assert together.starts_s[2] == pytest.approx(0.8)
    # A short rest is 0.4 s: 1.1 s are added.
    assert apart.starts_s[2] == pytest.approx(0.8 + 1.1)
    assert apart.length_s == pytest.approx(together.length_s + 1.1)


@given(st.lists(st.floats(0.05, 5.0), min_size=4, max_size=4), st.floats(0.0, 2.0))
def test_a_voice_decides_lengths_and_moments(took: list[float], rest_s: float) -> None:
    starts = (0.1, 0.1 + took[0], 0.1 + sum(took[:2]), 0.1 + sum(took[:3]))
    utterance = Utterance(starts, 0.1 + sum(took))
    one, two = said("One |two:two|. Three |four:four|.")
    shown = timeline("s", "T", {"beat": (one, two.resting(rest_s))}, {"beat": utterance}, {})
    (beat,) = shown.beats
    assert beat.cues == (("two", starts[1]), ("four", starts[3]))
    # What the next beat begins with is part of the rest.
    needed = max(utterance.length_s + max(rest_s - 0.1, 0.0), 2.0)
    assert needed - 1e-5 <= beat.length_s < needed + 0.2 + 1e-5


def test_sentences_end_at_their_own_marks_only() -> None:
    told = said("Which |way|? It is {name}, or {n}. |far:How| far?", name="a. b?", n="6.44 × 10⁶")
    assert [s.words for s in told] == ["Which way?", "It is a. b?, or 6.44 × 10⁶.", "How far?"]
    assert [s.cues for s in told] == [(("way", 1),), (), (("far", 0),)]


@given(st.lists(st.sampled_from([" ", "{n}", "{m}", "a", "bc", ","]), min_size=1, max_size=20))
def test_words_are_those_of_the_filled_text(pieces: list[str]) -> None:
    text = "x" + "".join(pieces)
    written = text.format(n="1 2", m=" 3 ")
    (sentence,) = said(text, n="1 2", m=" 3 ")
    assert list(sentence.written) == written.split()
