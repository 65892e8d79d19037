"""Cues in the words: taken out of them, and heard at the moment of their word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.telling.cues import cued
from tests.scenes.said import read_silently, said

WORDS = st.lists(st.text("abcäß", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_bars_disappear_and_the_cue_stands_at_its_word(before: str, word: str, after: str) -> None:
    (sentence,) = said(f"{before} |name:{word}| {after}")
    assert sentence.words == f"{before} {word} {after}"
    assert sentence.cues == (("name", len(before.split())),)


def test_a_word_is_its_own_name_and_numbers_do_not_move_it() -> None:
    (sentence,) = said("Draw {n} as a |height|, |then:then| stop.", n="1.50 × 10⁹")
    assert sentence.words == "Draw 1.50 × 10⁹ as a height, then stop."
    assert sentence.cues == (("height", 6), ("then", 7))


def test_a_cue_in_the_middle_of_a_word_is_that_word_s() -> None:
    (sentence,) = said("From {n}|mark:kg| on.", n="3")
    assert sentence.words == "From 3kg on."
    assert sentence.cues == (("mark", 1),)


def test_text_of_the_lesson_that_holds_a_bar_is_no_cue() -> None:
    (sentence,) = said("Column {name} is |here|.", name="a|b|c")
    assert sentence.words == "Column a|b|c is here."
    assert sentence.cues == (("here", 3),)


@pytest.mark.parametrize("text", ["one | bar", "|a| and |a|", "|x:a| and |x:b|", "|a|b|"])
def test_bars_without_a_partner_and_names_twice_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="`text` must"):
        cued(text)


def test_an_unknown_cue_is_an_error() -> None:
    (beat,) = read_silently({"beat": said("No cue here.")}).beats
    with pytest.raises(KeyError, match="gone"):
        beat.cue_s("gone")


def test_two_sentences_of_a_beat_may_not_name_the_same_cue() -> None:
    with pytest.raises(ValueError, match="beat must name each cue once, got turn, turn"):
        read_silently({"beat": (*said("Now |turn|."), *said("Now |turn| back."))})
