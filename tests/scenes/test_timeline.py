"""The timeline: lengths from words, in whole frames."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scenes.telling.cues import CuedWords, cued
from scenes.telling.timeline import reading_time_s, timeline

WORDS = st.lists(st.text("abc", min_size=1), min_size=1, max_size=200).map(" ".join)
SAID = st.dictionaries(st.text(min_size=1), WORDS.map(cued), min_size=1, max_size=12)


def test_a_hundred_words_take_forty_seconds() -> None:
    # 150 words a minute: 100 words are two thirds of a minute.
    assert reading_time_s("word " * 100) == 40.0


def test_one_word_is_shown_for_two_seconds() -> None:
    assert reading_time_s("word") == 2.0


@given(WORDS)
def test_a_beat_is_as_long_as_its_words_take_and_no_fifth_of_a_second_longer(words: str) -> None:
    needed = max(2.0, len(words.split()) * 60 / 150, len(words) / 20)
    assert needed - 1e-9 <= reading_time_s(words) < needed + 0.2


@given(SAID)
def test_beats_follow_each_other_in_whole_frames(said: dict[str, CuedWords]) -> None:
    beats = timeline("scene", "Title", said).beats
    assert [beat.id for beat in beats] == list(said)
    assert beats[0].start_s == 0.0
    for before, after in pairwise(beats):
        assert abs(before.end_s - after.start_s) < 1e-9
    for fps in (15, 30, 60):
        for beat in beats:
            assert abs(beat.length_s * fps - round(beat.length_s * fps)) < 1e-6
