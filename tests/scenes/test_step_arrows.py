"""The arrows of a step, by hand: on the map and on the surface."""

import numpy as np
import pytest

from gdcore.landscape.log_scale import log_scale
from gdcore.section import section
from scenes.kit.descent.projection import (
    MapProjection,
    SurfaceInk,
    SurfaceProjection,
    map_projection,
)
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.step_names import MapNames
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.shapes import Inked, Positions
from scenes.kit.look.look import DARK
from scenes.kit.plots.error_plot import plot_error
from tests.scenes.formulas import women

BOX = Box("plot", WIDE.whole.left, WIDE.whole.bottom, 1.9, WIDE.whole.top)
WORDS = ("uphill", "step")


def _tip(arrow: Inked) -> Positions:
    return arrow.points[3, :2]


@pytest.fixture
def ground() -> MapProjection:
    """E = E* + (m − m*)² + (b − b*)², as round on the map: the gradient leads away from the best.

    Scaled for three quarters of a unit left of the lowest point.
    """
    experiment = women()
    drawn = plot_error(BOX, experiment, log_scale(experiment), DARK)
    return map_projection(drawn, experiment.best + np.array([-0.75, 0.0]))


# --- on the map


def test_on_the_map_both_arrows_have_lengths_in_its_own_units(ground: MapProjection) -> None:
    best = ground.error_plot.section.whole.best
    point, there = best + np.array([-0.3, 0.4]), best + np.array([-0.2, 0.3])
    arrows = StepArrows(ground, DARK).stand(point, there)
    arrows.rise(1.0)
    # The gradient is twice the way from the best, (-0.6, 0.8), here drawn times the factor.
    here, tip = ground.places(np.array([point, point + ground.factor * np.array([-0.6, 0.8])]))
    np.testing.assert_allclose(_tip(arrows.uphill), tip)
    arrows.grow_step(1.0)
    np.testing.assert_allclose(_tip(arrows.step), ground.places(there[None])[0])
    np.testing.assert_allclose(arrows.uphill.points[[0, -1], :2].mean(axis=0), here)


def test_the_factor_is_one_with_which_the_arrow_fits(ground: MapProjection) -> None:
    plot, best = ground.error_plot.plot, ground.error_plot.section.whole.best
    for away in (1e-6, 0.03, 0.4, 0.75):
        point = best + np.array([-away, 0.0])
        factor = map_projection(ground.error_plot, point).factor
        length = factor * 2.0 * away * plot.area.width / plot.window.width
        room = ground.places(point[None])[0, 0] - plot.area.left
        # Factors that can be said are not much more than twice the one below.
        assert length <= min(room, 1.8) <= 2.6 * length / 0.9


def test_level_ground_has_no_arrow_and_the_factor_1(ground: MapProjection) -> None:
    best = ground.error_plot.section.whole.best
    assert map_projection(ground.error_plot, best).factor == pytest.approx(1.0, abs=0.0)


def test_there_is_no_red_arrow_where_nothing_moves_or_outside(ground: MapProjection) -> None:
    best, right = ground.error_plot.section.whole.best, ground.error_plot.plot.window.right
    inside, outside = best + np.array([0.3, 0.0]), np.array([right + 0.1, best[1]])
    assert ground.arrows(inside, best).uphill.any()
    assert not ground.arrows(inside, inside).uphill.any()
    assert not ground.arrows(outside, best).uphill.any()


@pytest.mark.parametrize(
    ("there", "length"), [([1e9, 0.0], 60.0), ([np.inf, 0.0], 0.0), ([1e-4, 0.0], 0.0)]
)
def test_of_a_step_far_outside_or_too_short_to_see_little_is_drawn(
    ground: MapProjection, there: list[float], length: float
) -> None:
    best = ground.error_plot.section.whole.best
    with np.errstate(invalid="ignore"):
        start, tip = ground.arrows(best, best + np.array(there)).step
    assert np.hypot(*(tip - start)) == pytest.approx(length)


def test_names_on_the_map_are_clear_of_arrows_and_of_the_best_fit(ground: MapProjection) -> None:
    plot, best = ground.error_plot, ground.error_plot.section.whole.best
    names = MapNames(plot, WORDS, DARK)
    low, high = plot.name.box
    for angle in np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False):
        point = best + 0.5 * np.array([np.cos(angle), np.sin(angle)])
        ends = ground.arrows(point, best)
        names.beside(ends)
        for name, tip in ((names.uphill, ends.here + ends.uphill), (names.step, ends.step[1])):
            left_low, right_high = name.box
            assert plot.plot.area.holds(*left_low)
            assert plot.plot.area.holds(*right_high)
            shaft = ends.here + np.linspace(0.0, 1.0, 50)[:, None] * (tip - ends.here)
            assert not ((shaft > left_low) & (shaft < right_high)).all(axis=1).any()
            assert (left_low >= high).any() or (right_high <= low).any()


# --- on the surface


def test_on_the_surface_arrows_have_the_axes_own_lengths_the_gradient_s_times_a_factor() -> None:
    cut = section(women(), 2)
    on = SurfaceProjection(cut, 0.5, SurfaceInk(1.0, 1.0, 1.0))
    arrows = StepArrows(on, DARK)
    for size in (1e-3, 1.0):
        point = cut.best + size * np.array([0.3, 0.4])
        arrows.stand(point, cut.best).rise(1.0)
        # Standardised, E grows as the squared distance: the gradient is twice the way to the best.
        way = arrows.uphill.points[1, :2] - point
        np.testing.assert_allclose(way, 0.5 * 2.0 * size * np.array([0.3, 0.4]), rtol=1e-6)
        arrows.grow_step(0.5)
        np.testing.assert_allclose(arrows.step.points[1, :2], (point + cut.best) / 2)
        assert (arrows.uphill.veiled, arrows.step.veiled) == (1.0, 1.0)
    assert np.abs(on.arrows(cut.best, cut.best).uphill).max() < 1e-9


# --- following


def test_only_an_arrow_that_was_drawn_is_used_up(ground: MapProjection) -> None:
    best = ground.error_plot.section.whole.best
    away = best + np.array([-0.5, 0.2])
    arrows = StepArrows(ground, DARK).stand(away, best)
    for shape in arrows.hidden:
        shape.veil(0.0)
    arrows.use_up(0.25)
    assert arrows.step.veiled == 0.0
    arrows.grow_step(1.0)
    # The same progress gives the same picture, whatever came before.
    for progress in (0.25, 1.0, 0.25):
        arrows.use_up(progress)
        assert arrows.step.veiled == 1.0 - progress
    arrows.stand(best, best).use_up(0.0)
    assert arrows.step.veiled == 0.75
