"""The kit: outlines, far lines, motion."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenes.kit.ink.clipping import cut
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Arrow, Type
from scenes.kit.plots.plot import fitted
from scenes.kit.text.glyphs import escaped, missing_letters, outline
from scenes.kit.text.readout import Readout

PLACE = st.floats(-1e9, 1e9)


def test_a_full_stop_stands_on_the_baseline() -> None:
    # Round dots reach under the baseline by a hundredth of an em at most.
    assert outline(escaped(".")).curves[:, :, 1].min() == pytest.approx(0.0, abs=0.02)


def test_digits_are_of_one_width() -> None:
    assert len({round(outline(escaped(digit)).advance, 4) for digit in "0123456789"}) == 1


def test_mathematics_and_words_share_a_baseline() -> None:
    words, mathematics = outline(escaped("x")), outline("$x$")
    assert mathematics.curves[:, :, 1].min() == pytest.approx(words.curves[:, :, 1].min(), abs=0.03)


def test_a_fraction_has_a_bar() -> None:
    bars = [c for c in outline("$1/2$").curves if np.ptp(c[:, 1]) == 0 and np.ptp(c[:, 0]) > 0.3]
    assert len(bars) == 2


@given(st.text(max_size=30))
def test_any_text_of_a_user_compiles(text: str) -> None:
    assert outline(escaped(text)).advance >= 0.0


@given(st.sampled_from(["#panic()", "$x$", "*a*", "_a_", "`a`", "<a>", "@a", "//a", "\\n", "= a"]))
def test_markup_of_a_user_is_shown_and_not_obeyed(text: str) -> None:
    letters = sum(outline(escaped(letter)).curves.shape[0] for letter in text)
    assert outline(escaped(text)).curves.shape[0] == letters


def test_letters_that_no_font_has_are_named() -> None:
    assert missing_letters("ab\U00012345c é д λ") == ("\U00012345",)


def test_long_names_end_in_an_ellipsis_and_fit() -> None:
    short = fitted("a name that goes on and on and on", 20, "#FFFFFF", 1.5)
    assert short.advance <= 1.5
    assert "…" in short.markup
    assert fitted("short", 20, "#FFFFFF", 1.5).markup == escaped("short")


def test_a_readout_is_as_wide_as_the_same_text() -> None:
    # Without kerning between its letters, which digits do not have.
    readout = Readout(20, "#FFFFFF", 1.0, 2.0, 1.0).tell("1,234.5")
    assert readout.advance == pytest.approx(
        Type(escaped("1,234.5"), 20, "#FFFFFF").advance, rel=0.02
    )
    assert readout.box[1, 0] == pytest.approx(1.0)


@given(PLACE, PLACE, PLACE, PLACE)
@example(0.0, 0.0, 0.0, 1.1e-308)
def test_cut_lines_stay_on_their_line_and_within_reach(
    x0: float, y0: float, x1: float, y1: float
) -> None:
    start, end = np.array([[x0, y0]]), np.array([[x1, y1]])
    starts, ends = cut(start, end, 60.0)
    for point in (*starts, *ends):
        assert np.abs(point).max() <= 60.0 * (1 + 1e-6) + 1e-6 * np.abs([x0, y0, x1, y1]).max()
        way, off = (end - start)[0], point - start[0]
        length = max(float(np.hypot(*way)), 1e-300)
        assert abs(way[0] * off[1] - way[1] * off[0]) / length <= 1e-6 * max(1.0, length)


def test_a_line_from_far_left_to_far_right_is_cut_at_both_sides() -> None:
    starts, ends = cut(np.array([[-1e9, 1.0]]), np.array([[1e9, 3.0]]), 60.0)
    np.testing.assert_allclose([starts[0], ends[0]], [[-60, 2], [60, 2]], atol=1e-5)


def test_a_line_that_passes_by_is_left_out() -> None:
    starts, _ = cut(np.array([[100.0, -1.0]]), np.array([[100.0, 1.0]]), 60.0)
    assert len(starts) == 0


def test_easing_starts_and_ends_at_rest() -> None:
    assert [eased(0.0), eased(0.5), eased(1.0)] == [0.0, 0.5, 1.0]
    assert (eased(1e-4) - eased(0.0)) / 1e-4 < 1e-3


def test_an_arrow_of_no_length_is_a_point() -> None:
    arrow = Arrow("#FFFFFF", 4.0).point(np.ones(2), np.ones(2))
    np.testing.assert_allclose(arrow.points[:, :2], 1.0)
