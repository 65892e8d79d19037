"""A plot whose window changes: at each moment every label stands where its number is."""

import math

import numpy as np
import pytest
from manim import tempconfig

from gdcore.landscape.view import Window
from scenes.kit.checks.inspection import faults
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Type
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.plots.plot import Plot
from scenes.telling.numerals import Ticks

BOX = Box("panel", -5.0, -2.8, 3.0, 2.6)
WIDE, NEAR = Window(-40.0, 60.0, 0.0, 900.0), Window(2.0, 3.0, 4.0, 5.5)
MOMENTS = (0.0, 0.2, 0.5, 0.77, 1.0)
THEMES = pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)


def plot(first: Window = WIDE, then: Window = NEAR, look: Look = DARK) -> Plot:
    names = (Type("slope", 20.0, look.muted), Type("error $E$", 20.0, look.muted))
    return Plot.build(BOX, first, names, look, (5, 4), later=(then,))


def number(label: Type) -> float:
    return float(label.markup.strip('#"').replace("−", "-").replace(",", ""))


def written(labels: tuple[Type, ...]) -> list[Type]:
    return [label for label in labels if len(label.points)]


def picture(shown: Plot) -> np.ndarray:
    with tempconfig({"pixel_width": 640, "pixel_height": 360}):
        camera = FilmCamera(background_color=DARK.ground)
        camera.capture_mobjects(list(shown.shapes))
        return camera.pixel_array.copy()


@pytest.mark.parametrize("progress", MOMENTS)
@pytest.mark.parametrize(("one", "other"), [(WIDE, NEAR), (NEAR, WIDE)], ids=["in", "out"])
def test_each_label_stands_where_its_number_is(one: Window, other: Window, progress: float) -> None:
    shown = plot(one, other)
    shown.zoom(other)(progress)
    area, window = shown.area, shown.window
    across, up = written(shown.axes.across), written(shown.axes.up)
    assert min(len(across), len(up)) >= 2
    for label in across:
        share = (number(label) - window.left) / (window.right - window.left)
        x = area.left + share * (area.right - area.left)
        assert abs(label.box[:, 0].mean() - x) < 0.1 * PX
        assert -1e-9 <= share <= 1.0 + 1e-9
    for label in up:
        share = (number(label) - window.bottom) / (window.top - window.bottom)
        y = area.bottom + share * (area.top - area.bottom)
        # Half the height of a digit of 18 px, 0.65 em, is above the baseline's drop of 0.07.
        assert abs(label.box[0, 1] + 0.22 * 18 * PX + 0.07 - y) < 0.1 * PX


@pytest.mark.parametrize("progress", MOMENTS)
def test_ticks_stand_at_their_labels(progress: float) -> None:
    shown = plot()
    shown.zoom(NEAR)(progress)
    tails = shown.axes.ticks.points[:, :2].reshape(-1, 2, 2)
    across, up = written(shown.axes.across), written(shown.axes.up)
    assert len(tails) == len(across) + len(up)
    middles = [label.box[:, 0].mean() for label in across]
    np.testing.assert_allclose(tails[: len(across), 0, 0], middles, atol=1e-9)


def test_extents_change_by_the_same_ratio_in_the_same_time_about_one_point() -> None:
    shown = plot()
    zoom = shown.zoom(NEAR)
    # From 100 wide to 1: at a half 10. The point at the share s stands still where
    # −40 + 100 s = 2 + s, so s = 42/99.
    zoom(0.5)
    assert shown.window.width == pytest.approx(10.0)
    assert shown.window.height == pytest.approx(math.sqrt(900.0 * 1.5))
    assert shown.window.left + 42 / 99 * shown.window.width == pytest.approx(2 + 42 / 99)


def test_a_window_of_the_same_size_moves_evenly() -> None:
    shown = plot(WIDE, Window(0.0, 100.0, 90.0, 990.0))
    shown.zoom(Window(0.0, 100.0, 90.0, 990.0))(0.25)
    assert (shown.window.left, shown.window.right) == pytest.approx((-30.0, 70.0))
    assert (shown.window.bottom, shown.window.top) == pytest.approx((22.5, 922.5))


def test_a_still_at_either_end_is_that_of_a_plot_built_for_it() -> None:
    shown, built = plot(), plot(NEAR, WIDE)
    zoom = shown.zoom(NEAR)
    zoom(0.4)
    zoom(1.0)
    assert shown.window == NEAR
    np.testing.assert_array_equal(picture(shown), picture(built))
    zoom(0.0)
    np.testing.assert_array_equal(picture(shown), picture(plot()))
    assert (picture(shown) != picture(built)).any()


@THEMES
@pytest.mark.parametrize("progress", [0.0, 0.1, 0.35, 0.6, 0.85, 1.0])
def test_the_layout_is_in_order_on_the_way(look: Look, progress: float) -> None:
    shown = plot(look=look)
    shown.zoom(NEAR)(progress)
    assert faults(list(shown.shapes), look) == []


def test_what_is_plotted_follows_through_places() -> None:
    shown, point = plot(), np.array([[2.5, 4.75]])
    dot = Dots(shown.places(point), 5.0, DARK.data, clip=shown.area.clip)
    shown.zoom(NEAR)(1.0)
    dot.put(shown.places(point))
    area = shown.area
    middle = [(area.left + area.right) / 2, (area.bottom + area.top) / 2]
    np.testing.assert_allclose(dot.points[0, :2], middle)


def test_ticks_that_are_given_stay_at_their_heights() -> None:
    powers = Ticks((0.0, 1.0, 2.0), ("1", "10", "100"), "")
    names = (Type("step", 20.0, DARK.muted), Type("error", 20.0, DARK.muted))
    low, high = Window(0.0, 10.0, -0.5, 2.5), Window(0.0, 10.0, 0.5, 1.5)
    shown = Plot.build(BOX, low, names, DARK, (5, 3), up=powers, later=(high,))
    shown.look_at(high)
    (label,) = written(shown.axes.up)
    assert number(label) == 10.0
    middle = (shown.area.bottom + shown.area.top) / 2
    assert label.box[0, 1] + 0.22 * 18 * PX + 0.07 == pytest.approx(middle)
