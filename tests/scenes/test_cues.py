"""Cues in the words: taken out of them, and heard at the moment of their word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.telling.cues import cued
from scenes.telling.timeline import timeline

WORDS = st.lists(st.text("abcäß", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_bars_disappear_and_the_cue_stands_at_its_word(before: str, word: str, after: str) -> None:
    told = cued(f"{before} |name:{word}| {after}")
    assert told.words == f"{before} {word} {after}"
    assert told.names == ("name",)
    (beat,) = timeline("scene", "Title", {"beat": told}).beats
    # As many words of the same length come before it as have been read by then.
    count = len(before.split())
    expected = beat.length_s * count / len(told.words.split())
    assert beat.cue_s("name") == pytest.approx(expected)


def test_a_word_is_its_own_name_and_numbers_do_not_move_it() -> None:
    told = cued("Draw {n} as a |height|, |then:then| stop.").filled({"n": "1.50 × 10⁹"})
    assert told.words == "Draw 1.50 × 10⁹ as a height, then stop."
    assert told.names == ("height", "then")
    (beat,) = timeline("scene", "Title", {"beat": told}).beats
    assert beat.cue_s("height") == pytest.approx(6 / 9 * beat.length_s)


def test_text_of_the_lesson_that_holds_a_bar_is_no_cue() -> None:
    told = cued("Column {name} is |here|.").filled({"name": "a|b|c"})
    assert told.words == "Column a|b|c is here."
    assert told.names == ("here",)


@pytest.mark.parametrize("text", ["one | bar", "|a| and |a|", "|x:a| and |x:b|", "|a|b|"])
def test_bars_without_a_partner_and_names_twice_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="`text` must"):
        cued(text)


def test_an_unknown_cue_is_an_error() -> None:
    (beat,) = timeline("scene", "Title", {"beat": cued("No cue here.")}).beats
    with pytest.raises(KeyError, match="gone"):
        beat.cue_s("gone")
