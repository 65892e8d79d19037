"""The layout check, on every scene with every kind of lesson; and the check itself."""

from collections.abc import Callable

import numpy as np
import pytest

from scenes.kit.brief import Brief
from scenes.kit.inspection import contrast, faults
from scenes.kit.layout import Box
from scenes.kit.plot import Panel
from scenes.kit.shapes import Dots, Type
from scenes.kit.theme import DARK, LIGHT, Theme


def test_no_picture_of_any_lesson_has_a_fault(lesson: Brief, play: Callable) -> None:
    found = play(lesson, lambda stage, _: faults(stage.mobjects, stage.theme)).seen
    assert len(found) > 10
    assert sorted({fault for picture in found for fault in picture}) == []


def test_text_over_text_is_found() -> None:
    one, other = Type("one", 20, DARK.text), Type("other", 20, DARK.text).at(0.1, 0.05)
    assert faults([one, other], DARK) == ["the text one lies over the text other"]


def test_text_side_by_side_is_in_order() -> None:
    one = Type("one", 20, DARK.text)
    assert faults([one, Type("other", 20, DARK.text).at(one.advance + 0.05, 0.0)], DARK) == []


def test_what_is_hidden_is_passed_over() -> None:
    one, other = Type("one", 20, DARK.text), Type("other", 20, DARK.text)
    assert faults([one, other.veil(0.0)], DARK) == []


def test_text_off_the_frame_is_found() -> None:
    assert faults([Type("far", 20, DARK.text).at(7.0, 0.0)], DARK) == [
        "the text far is off the frame"
    ]


def test_marks_off_the_frame_are_found_unless_cut() -> None:
    place = np.array([[0.0, 4.5]])
    assert faults([Dots(place, 3, DARK.data)], DARK) == ["a Dots is off the frame"]
    assert faults([Dots(place, 3, DARK.data, clip=(0, 0, 1, 1))], DARK) == []


def test_text_where_captions_are_is_found() -> None:
    found = faults([Type("low", 20, DARK.text).at(0.0, -3.4)], DARK)
    assert found == ["the text low stands where captions are shown"]


def test_text_over_the_edge_of_a_panel_is_found() -> None:
    panel = Panel(Box("p", 0.0, 0.0, 2.0, 2.0), DARK)
    text = Type("edge", 20, DARK.text).at(1.9, 1.0)
    assert faults([panel, text], DARK) == ["the text edge crosses the edge of a panel"]
    assert faults([panel, text.at(0.5, 1.0)], DARK) == []


def test_small_text_is_found() -> None:
    assert faults([Type("small", 17, DARK.text)], DARK) == [
        "the text small is 17 px high, under 18"
    ]


def test_faint_text_is_found() -> None:
    (found,) = faults([Type("faint", 20, "#444444")], DARK)
    assert found.startswith("the text faint has a contrast of")


def test_contrast_of_known_pairs() -> None:
    # Black on white is 21:1 by definition; #767676 on white is the well-known limit of 4.5:1.
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_colours_stand_out_from_both_grounds(theme: Theme) -> None:
    for ground in (theme.ground, theme.panel):
        for words in (theme.text, theme.muted, theme.model, theme.step, theme.best, theme.slope):
            assert contrast(words, ground) >= 4.5
        for marks in (theme.data, theme.contour):
            assert contrast(marks, ground) >= 3.0
