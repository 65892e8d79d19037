"""The slider: the knob's place by hand, and nothing for the layout check."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import tempconfig

from scenes.kit.checks.inspection import faults
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Inked, Segments, Type
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.panels.slider import Slider
from scenes.kit.plots.plot import Panel
from scenes.kit.text.readout import Readout

BOX = Box("slider", -3.0, -0.6, 3.0, 0.6)
THEMES = pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)


def in_panel(look: Look, *shapes: Inked) -> list[Inked]:
    around = Box("panel", BOX.left - 0.1, BOX.bottom - 0.1, BOX.right + 0.1, BOX.top + 0.1)
    return [Panel(around, look), *shapes]


def test_the_knob_stands_at_its_value_and_tells_it() -> None:
    slider = Slider(BOX, (-1.0, 3.0), "slope $m$", DARK)
    (knob,) = (shape for shape in slider.shapes if isinstance(shape, Dots))
    (told,) = (shape for shape in slider.shapes if isinstance(shape, Readout))
    # 5.4 of the 6 units are the track, for 4 of the axis: 1.35 each from −2.7 at −1.
    for value, x, text in [(-1.0, -2.7, "−1.00"), (0.0, -1.35, "0.00"), (2.0, 1.35, "2.00")]:
        slider.at(value)
        assert knob.points[0, 0] == pytest.approx(x)
        assert told.told == text


def test_a_slider_that_slid_goes_on_where_it_is() -> None:
    here = Slider(BOX, (-1.0, 3.0), "slope $m$", DARK).at(0.0).slide(0.5, -0.25).at(2.0)
    there = Slider(BOX, (-1.0, 3.0), "slope $m$", DARK).at(2.0)
    for one, other in zip(here.shapes, there.shapes, strict=True):
        np.testing.assert_allclose(
            one.points[:, :2] - other.points[:, :2], [[0.5, -0.25]] * len(one.points), atol=1e-12
        )


def test_a_value_off_the_track_is_told_with_the_knob_at_the_end() -> None:
    slider = Slider(BOX, (0.0, 4.0), "$b$", DARK).at(7.0)
    (knob,) = (shape for shape in slider.shapes if isinstance(shape, Dots))
    (told,) = (shape for shape in slider.shapes if isinstance(shape, Readout))
    assert (knob.points[0, 0], told.told) == (pytest.approx(2.7), "7.00")


def test_labels_and_ticks_stand_where_their_numbers_are() -> None:
    slider = Slider(BOX, (-1.0, 3.0), "slope", DARK)
    track, ticks, *_ = (shape for shape in slider.shapes if isinstance(shape, Segments))
    labels = [s for s in slider.shapes if isinstance(s, Type) and not isinstance(s, Readout)]
    numbers = [float(s.markup.strip('#"').replace("−", "-")) for s in labels[:-1]]
    assert numbers == [-1.0, 0.0, 1.0, 2.0, 3.0]
    expected = [-2.7, -1.35, 0.0, 1.35, 2.7]
    assert [s.box[:, 0].mean() for s in labels[:-1]] == pytest.approx(expected)
    assert ticks.points[::2, 0] == pytest.approx(np.array(expected))
    assert track.points[:, 0] == pytest.approx(np.array([-2.7, 2.7]))


def test_the_knob_is_seen_in_its_pixels_and_the_track_is_filled_up_to_it() -> None:
    slider = Slider(BOX, (0.0, 4.0), "slope", DARK).at(2.0)
    with tempconfig({"pixel_width": 1280, "pixel_height": 720}):
        camera = FilmCamera(background_color=DARK.ground)
        camera.capture_mobjects(list(slider.shapes))
    (knob,) = (shape for shape in slider.shapes if isinstance(shape, Dots))
    row = camera.pixel_array[round(360 - knob.points[0, 1] / PX)]
    colour = [int(DARK.model[k : k + 2], 16) for k in (1, 3, 5)]
    lit = np.flatnonzero((row[:, :3] == colour).all(axis=1))
    # From −2.7, 243 px left of the middle, to the knob's right edge, 8 px right of it: pixel 647
    # is the last one inside, and the edge's own may be mixed.
    assert lit[0] == pytest.approx(640 - 243, abs=1)
    assert lit[-1] == pytest.approx(647, abs=1)


@THEMES
@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.floats(0.0, 1.0))
@settings(max_examples=40, deadline=None)
def test_no_slider_has_a_fault(look: Look, low: float, span: float, share: float) -> None:
    slider = Slider(BOX, (low, low + max(span, 1e-6 * abs(low))), "$m$", look)
    slider.at(low + share * span)
    assert faults(in_panel(look, *slider.shapes), look) == []


def test_moving_does_not_show_a_slider_that_is_hidden() -> None:
    slider = Slider(BOX, (0.0, 4.0), "slope", DARK)
    for shape in slider.shapes:
        shape.veil(0.0)
    slider.at(1.0)
    assert [shape.veiled for shape in slider.shapes] == [0.0] * len(slider.shapes)


@pytest.mark.parametrize("ends", [(1.0, 1.0), (2.0, 1.0), (0.0, math.inf), (math.nan, 1.0)])
def test_ends_that_are_none_are_refused(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="`ends` must be finite and ascending"):
        Slider(BOX, ends, "slope", DARK)


def test_wide_labels_stay_in_the_box() -> None:
    slider = Slider(BOX, (-200_000.0, 200_000.0), "slope", DARK)
    words = [shape.box[:, 0] for shape in slider.shapes if isinstance(shape, Type)]
    assert min(left for left, _ in words) >= BOX.left
    assert max(right for _, right in words) <= BOX.right
