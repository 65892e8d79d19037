"""Captions: every word, in time, in at most two lines, as the formats' own readers see them."""

import html
import io
from itertools import pairwise

import numpy as np
import pytest
import srt
import webvtt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdvideo.rendering.captions import clip_chapters, film_captions, film_chapters, to_srt, to_vtt
from scenes.telling.captions import LINE_CHARACTERS, Caption, captions
from scenes.telling.timeline import Timeline
from tests.scenes.said import plain, read_silently

LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"))
MARKS = st.sampled_from([
    *("&", "<", ">", "<b>", "&amp;", "-->", "a-b", "1e-9", "Yes.", "so,", "–", "00:00:01.000"),
])
LONG = st.integers(43, 200).map(lambda length: "x" * length)
WORDS = st.text(LETTERS, min_size=1, max_size=12) | MARKS
SAID = st.lists(WORDS | LONG, min_size=1, max_size=30).map(" ".join)
SPOKEN = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
"""As in sentences: no word is longer than a dozen letters."""


unhurried = settings(max_examples=50, deadline=None)


def scene(*said: str) -> Timeline:
    return read_silently({f"b{k}": plain(words) for k, words in enumerate(said)})


def letters(text: str) -> str:
    """Return a text without its white space, which is where lines may be cut."""
    return "".join(text.split())


def told(given: tuple[Caption, ...]) -> str:
    return " ".join(line for cue in given for line in cue.lines)


@unhurried
@given(st.lists(SAID, min_size=1, max_size=3))
@example(["x" * 60])
@example(["x" * 73 + " 0 000 0000"])
@example(["x" * 42 + " " + "y" * 42])
@example(["well-known " * 9])
@example(["abc " + "d " * 60])
@example(["x" * 42 + " m " + "abcd e " * 9])
def test_each_word_is_shown_in_at_most_two_lines(said: list[str]) -> None:
    found = captions(scene(*said))
    assert all(1 <= len(cue.lines) <= 2 for cue in found)
    assert all(1 <= len(line) <= 42 for cue in found for line in cue.lines)
    assert letters(told(found)) == letters(" ".join(said))


def test_what_is_read_as_one_stays_on_one_line() -> None:
    said = "After 4 steps the error has grown to 8.02 × 10¹³; the dashed best fit has 2.02."
    (number,) = captions(scene(said))
    assert number.lines[1].startswith("8.02 × 10¹³;")
    (letter,) = captions(scene("Its height, for every slope m, is the error of the line."))
    assert letter.lines == ("Its height, for every slope m,", "is the error of the line.")


@pytest.mark.parametrize("unit", ["g", "mm", "/ s", "°C"])
def test_a_number_keeps_its_unit(unit: str) -> None:
    told = f"3.91 {unit}"
    for before in range(36):
        shown = captions(scene("a" * before + f" {told} more than the line or curve says to you."))
        assert any(told in line for caption in shown for line in caption.lines)


@pytest.mark.parametrize("before", range(1, 16))
def test_a_name_and_its_value_are_neither_broken_nor_cut(before: int) -> None:
    # However many words come before, and whether a line or a caption ends here.
    words = "It goes on, ever on, " + "and on " * before + "to the place b = 0.723 where it rests."
    lines = [line for cue in captions(scene(words)) for line in cue.lines]
    assert sum("b = 0.723" in line for line in lines) == 1


@unhurried
@given(st.lists(SPOKEN, min_size=1, max_size=3))
@example(["state-of-the-art " * 5])
def test_only_white_space_is_cut_at(said: list[str]) -> None:
    assert told(captions(scene(*said))).split() == " ".join(said).split()


@unhurried
@given(st.lists(SAID, min_size=1, max_size=3))
def test_captions_follow_each_other_through_each_beat(said: list[str]) -> None:
    shown = scene(*said)
    found = captions(shown)
    assert all(cue.start_s < cue.end_s for cue in found)
    assert all(before.end_s <= after.start_s for before, after in pairwise(found))
    for beat in shown.beats:
        inside = [c for c in found if beat.start_s - 1e-9 <= c.start_s < beat.end_s - 1e-9]
        assert letters(told(tuple(inside))) == letters(beat.words)
        assert inside[0].start_s == pytest.approx(beat.start_s, abs=1e-9)
        assert inside[-1].end_s == pytest.approx(beat.end_s, abs=1e-9)


@unhurried
@given(st.lists(SPOKEN, min_size=1, max_size=3))
@example(["Yes. " + "Wittgensteins " * 6])
@example(["a, b, c. " + "Wittgenstein " * 9 + "No."])
def test_a_caption_stays_for_a_second(said: list[str]) -> None:
    assert all(cue.end_s - cue.start_s > 1 - 1e-9 for cue in captions(scene(*said)))


def test_words_of_the_same_length_share_the_time_evenly() -> None:
    # Five words of 80 letters take two lines each; 404 letters, twenty a second, take 20.2 seconds.
    found = captions(scene(*["y" * 80 + " " + " ".join("x" * 80 for _ in range(4))]))
    assert [cue.end_s - cue.start_s for cue in found] == pytest.approx([4.04] * 5)


def test_the_share_of_the_time_is_that_of_the_letters() -> None:
    # Three words of 40 letters; with the spaces 122, at twenty a second 6.1 s.
    found = captions(scene("a" * 40 + " " + "a" * 39 + ". " + "b" * 39 + "."))
    assert [cue.lines[0][0] for cue in found] == ["a", "b"]
    assert found[0].end_s == pytest.approx(0.4 + 6.1 * 2 / 3, abs=1e-3)


def test_a_break_goes_after_a_sentence_where_it_can() -> None:
    said = "One short sentence stands here. Another one follows it, and is rather longer than that."
    assert [" ".join(cue.lines) for cue in captions(scene(said))] == [
        "One short sentence stands here.",
        "Another one follows it, and is rather longer than that.",
    ]


@unhurried
@given(st.lists(SAID, min_size=1, max_size=3))
def test_webvtt_reads_back_what_was_said(said: list[str]) -> None:
    found = captions(scene(*said))
    text = to_vtt(found)
    assert text.startswith("WEBVTT\n\n")
    assert text.endswith("\n")
    read = webvtt.from_buffer(io.StringIO(text))
    assert [html.unescape(caption.raw_text).split("\n") for caption in read] == [
        list(cue.lines) for cue in found
    ]
    assert_times([(seconds(c.start), seconds(c.end)) for c in read], found)


def assert_times(read: list[tuple[float, float]], expected: tuple[Caption, ...]) -> None:
    times = [(cue.start_s, cue.end_s) for cue in expected]
    np.testing.assert_allclose(read, times, rtol=0, atol=5e-4)


def seconds(stamp: str) -> float:
    hours, minutes, rest = stamp.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(rest)


def test_webvtt_is_escaped_as_the_standard_has_it() -> None:
    text = to_vtt((Caption(0.0, 1.5, ("a < b & c > d", "--> x")),))
    assert text == "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &lt; b &amp; c &gt; d\n--&gt; x\n"


def test_stamps_count_hours() -> None:
    far = (Caption(3661.25, 3725.5, ("late",)),)
    assert "01:01:01.250 --> 01:02:05.500" in to_vtt(far)
    assert "01:01:01,250 --> 01:02:05,500" in to_srt(far)


@unhurried
@given(st.lists(SAID, min_size=1, max_size=3))
def test_subrip_reads_back_what_was_said(said: list[str]) -> None:
    found = captions(scene(*said))
    read = list(srt.parse(to_srt(found), ignore_errors=False))
    assert [subtitle.index for subtitle in read] == list(range(1, len(found) + 1))
    assert [subtitle.content for subtitle in read] == [
        "\n".join(cue.lines).replace("<", "‹").replace(">", "›") for cue in found
    ]
    assert_times([(s.start.total_seconds(), s.end.total_seconds()) for s in read], found)


def test_captions_of_a_film_follow_each_other() -> None:
    first, second = scene("first words of all", "then some more words"), scene("a", "b")
    found = film_captions((first, second, first))
    alone = captions(first)
    assert [c.lines for c in found] == [
        c.lines for s in (first, second, first) for c in captions(s)
    ]
    # Bridges take 1.6 s, of which the last 0.4 s are in place of a fading in.
    start_s = first.length_s + second.length_s + 2 * 1.2
    last = found[-len(alone) :]
    assert [c.start_s - start_s for c in last] == pytest.approx([c.start_s for c in alone])
    assert [c.end_s - start_s for c in last] == pytest.approx([c.end_s for c in alone])


def test_chapters_lie_end_to_end() -> None:
    first = scene("one two three four five six", "seven eight nine ten eleven")
    second = read_silently({"x": plain("twelve")}, "The next")
    length_s = first.length_s + 1.2 + second.length_s
    ends = (first.length_s + 1.2, length_s)
    told = film_chapters((first, second))
    assert [(c.lines, c.start_s, round(c.end_s, 6)) for c in told] == [
        (("A title",), 0.0, pytest.approx(ends[0])),
        (("The next",), pytest.approx(ends[0]), pytest.approx(ends[1])),
    ]
    (one, other) = clip_chapters(first)
    assert (one.lines, other.lines) == (
        ("one two three four five six",),
        ("seven eight nine ten eleven",),
    )
    assert (one.end_s, other.end_s) == (other.start_s, first.length_s)


def test_a_line_is_as_long_as_the_guides_say() -> None:
    assert LINE_CHARACTERS == 42
