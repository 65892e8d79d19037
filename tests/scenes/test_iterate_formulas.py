"""Scene `iterate` with any formula and any loss: its words, its numbers and its pictures."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import approx_fprime, curve_fit

from gdcore.experiment import Experiment
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw_still
from scenes.brief import Brief
from scenes.film import scene_timeline
from scenes.kit.checks.rehearsal import rehearse
from scenes.telling.numerals import numerals
from tests.scenes.conftest import ended
from tests.scenes.formulas import (
    COLONIES,
    EXPERIMENTS,
    FORMULAS,
    HEIGHTS,
    WEIGHTS,
    X,
    growth,
    women,
)
from tests.scenes.scores import lesson_named, score_of, words_of

significant = numerals("en").significant


def _score(name: str) -> dict[str, tuple[str, ...]]:
    return score_of("iterate", lesson_named(name))


def _words(name: str) -> str:
    return words_of("iterate", lesson_named(name))


def _end(name: str) -> str:
    return scene_timeline("iterate", lesson_named(name)).beats[-1].words


def _stage(name: str) -> Any:
    return ended("iterate", FORMULAS[name]())


def _moved(name: str, play: Callable) -> Any:
    """Return a stage on which a test may move things."""
    return play(FORMULAS[name](), lambda *_: None).stage


def test_an_exponential_is_where_a_plain_descent_is() -> None:
    # E = mean (a e^(k x) - y)²; dE/da = mean 2 r e^(k x), dE/dk = mean 2 r a x e^(k x).
    experiment = EXPERIMENTS["exponential"]()
    a, k = 1.0, 0.2
    for _ in range(300):
        slope_a = slope_k = 0.0
        for x, y in zip(X, COLONIES, strict=True):
            residual = a * math.exp(k * x) - y
            slope_a += 2 * residual * math.exp(k * x) / len(X)
            slope_k += 2 * residual * a * x * math.exp(k * x) / len(X)
        a, k = a - experiment.rate * slope_a, k - experiment.rate * slope_k
    stage = _stage("exponential")
    np.testing.assert_allclose(
        stage.descent.here, stage.error_plot.plot.places(np.array([[a, k]]))[0]
    )
    assert [cell.told for cell in stage.reading.now[1:]] == [significant(a), significant(k)]
    height = stage.scatter.plot.places(np.array([[3.0, a * math.exp(3.0 * k)]]))[0, 1]
    curve = stage.descent.model_line.line.points[:, :2]
    assert np.interp(stage.scatter.plot.places(np.array([[3.0, 0.0]]))[0, 0], *curve.T) == (
        pytest.approx(height, abs=2e-3)
    )


def test_the_ring_is_scipy_s_best_fit() -> None:
    best, _ = curve_fit(lambda x, a, k: a * np.exp(k * x), X, COLONIES, p0=(1.0, 0.5))
    stage = _stage("exponential")
    expected = stage.error_plot.plot.places(best[None])
    np.testing.assert_allclose(stage.error_plot.mark.points[:, :2], expected, atol=1e-4)


def test_bands_of_an_exponential_end_where_the_error_has_their_levels() -> None:
    stage = _stage("exponential")
    window, area = stage.error_plot.plot.window, stage.error_plot.plot.area
    levels = stage.scale.levels + stage.brief.experiment.best_loss
    seen = 0
    for band, level in zip(stage.error_plot.ground.areas, levels[::-1], strict=True):
        places = band.points[:, :2]
        inside = [area.holds(*place) for place in places]
        share = (places[inside] - [area.left, area.bottom]) / [area.width, area.height]
        a, k = (share * [window.width, window.height] + [window.left, window.bottom]).T
        errors = ((a[:, None] * np.exp(k[:, None] * X) - COLONIES) ** 2).mean(axis=1)
        # Outlines follow a grid in straight pieces, so heights are met to a few per cent.
        np.testing.assert_allclose(errors, level, rtol=0.06)
        seen += len(errors)
    assert seen > 500


def test_a_map_of_three_parameters_holds_the_third_at_its_best() -> None:
    stage = _stage("parabola")
    x = (HEIGHTS - HEIGHTS.mean()) / HEIGHTS.std()
    y = (WEIGHTS - WEIGHTS.mean()) / WEIGHTS.std()
    a, b, c = np.polyfit(x, y, 2)
    np.testing.assert_allclose(
        stage.error_plot.mark.points[:, :2],
        stage.error_plot.plot.places(np.array([[a, b]])),
        atol=1e-9,
    )
    point = np.array([a + 0.3, b - 0.2])
    expected = ((point[0] * x**2 + point[1] * x + c - y) ** 2).mean()
    assert stage.error_plot.section.objective.value(point) == pytest.approx(expected)
    final = stage.brief.experiment.trajectory.final[:2]
    np.testing.assert_allclose(stage.descent.here, stage.error_plot.plot.places(final[None])[0])
    assert "with every other parameter at its best" in _words("parabola")
    assert "gradient" in stage.words.names.uphill.markup


def test_of_many_parameters_those_on_the_map_are_told() -> None:
    stage = _stage("quintic")
    a, b = stage.brief.experiment.trajectory.final[:2]
    told = [cell.told for cell in stage.reading.now[1:]]
    assert told == [significant(float(a)), significant(float(b))]
    assert [name.markup for name in stage.reading.names] == ["$a$", "$b$"]


def test_one_parameter_walks_on_the_curve_of_its_error(play: Callable) -> None:
    # Through zero the best slope is Σxy/Σx².
    stage = _moved("proportional", play)
    best = (HEIGHTS @ WEIGHTS) / (HEIGHTS @ HEIGHTS)
    lowest = ((best * HEIGHTS - WEIGHTS) ** 2).mean()
    expected = stage.error_plot.plot.places(np.array([[best, lowest]]))
    np.testing.assert_allclose(stage.error_plot.mark.points[:, :2], expected)
    stage.go(2.5)
    rate, m = stage.brief.experiment.rate, 0.0
    passed = [m]
    for _ in range(3):
        m -= rate * 2 * ((m * HEIGHTS - WEIGHTS) * HEIGHTS).mean()
        passed.append(m)
    between = (passed[2] + passed[3]) / 2
    error = ((between * HEIGHTS - WEIGHTS) ** 2).mean()
    place = stage.error_plot.plot.places(np.array([[between, error]]))[0]
    np.testing.assert_allclose(stage.descent.here, place)


def test_on_a_curve_arrows_are_level_and_red_points_to_where_the_error_rises(
    play: Callable,
) -> None:
    stage = _moved("proportional", play)
    stage.go(0.0)
    stage.arrows.stand(stage.descent.parameters, stage.descent.there).rise(1.0)
    here = stage.descent.here
    tip = stage.arrows.uphill.points[3, :2]
    assert tip[1] == here[1]
    assert tip[0] < here[0]
    stage.arrows.grow_step(1.0)
    m = stage.brief.experiment.rate * 2 * (WEIGHTS * HEIGHTS).mean()
    tip = stage.arrows.step.points[3, :2]
    np.testing.assert_allclose(
        tip, [stage.error_plot.plot.places(np.array([[m, 0.0]]))[0, 0], here[1]]
    )


@pytest.mark.parametrize("name", ["exponential", "logistic", "Huber, raw", "parabola"])
def test_the_red_arrow_points_along_the_gradient(name: str, play: Callable) -> None:
    stage = _moved(name, play)
    stage.go(1.0)
    stage.arrows.stand(stage.descent.parameters, stage.descent.there).rise(1.0)
    theta = stage.descent.parameters
    value = stage.brief.experiment.objective.value
    gradient = approx_fprime(theta, lambda point: float(value(point)), 1e-7)
    plot = stage.error_plot.plot
    size = [plot.area.width / plot.window.width, plot.area.height / plot.window.height]
    way = gradient[:2] / np.abs(gradient[:2]).max() * size
    arrow = stage.arrows.uphill.points[3, :2] - stage.descent.here
    np.testing.assert_allclose(arrow / np.hypot(*arrow), way / np.hypot(*way), atol=1e-4)


def test_both_axes_have_one_scale_only_where_their_sizes_are_alike() -> None:
    for name, is_equal in {"parabola": True, "exponential": False, "absolute": True}.items():
        plot = _stage(name).error_plot.plot
        across, up = plot.area.width / plot.window.width, plot.area.height / plot.window.height
        assert (abs(across / up - 1.0) < 1e-9) is is_equal


def test_words_call_the_loss_by_its_name() -> None:
    for name in ("absolute", "absolute, raw", "exponential, absolute"):
        assert "mean of their lengths" in _words(name)
        assert "square" not in _words(name)
    assert "logarithm of the probability" in _words("logistic")
    assert "square" not in _words("logistic")
    assert "Square the short ones" in _words("Huber")


def test_only_lines_have_slope_and_intercept() -> None:
    for name, make in EXPERIMENTS.items():
        is_named = str(make().model.expression) == "b + m*x"
        assert ("Across is the slope m" in _words(name)) is is_named, name


def test_words_say_line_of_straight_models_and_curve_of_others() -> None:
    assert "moves the line" in _words("proportional")
    assert "curve is" not in _words("line, other letters")
    assert "moves the curve" in _words("exponential")


def test_only_a_bowl_is_promised_to_fall() -> None:
    for name, make in EXPERIMENTS.items():
        promised = "Yes, while the rate is under" in _words(name)
        experiment = make()
        is_linear = experiment.model.is_linear and experiment.objective.loss.is_quadratic
        assert not promised or is_linear, name
        assert ("∞" in _words(name)) is False, name


def test_the_step_at_which_the_error_rises_is_the_first() -> None:
    experiment = EXPERIMENTS["absolute, to and fro"]()
    values = experiment.trajectory.values.tolist()
    rise = next(k for k in range(1, len(values)) if values[k] > values[k - 1])
    assert experiment.verdict.first_rise == rise
    assert f"at step {rise} it rose" in _words("absolute, to and fro")


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_out_of_all_bounds_is_said_only_where_a_number_is_none(name: str) -> None:
    experiment = lesson_named(name).experiment
    path, objective = experiment.trajectory, experiment.objective
    with np.errstate(all="ignore"):
        ahead = path.final - experiment.rate * objective.gradient(path.final)
        error = float(objective.value(ahead))
    # The bound is a million million times the error at the start.
    is_far = not error < 1e12 * path.values[0]
    for words in ("leads out of all bounds", "takes it out of all bounds"):
        assert is_far or words not in _words(name)


def test_where_the_best_fit_is_not_proven_nothing_is_called_exact() -> None:
    for name, make in EXPERIMENTS.items():
        fit = make().fit
        if fit.settled and not fit.proven:
            assert "exact" not in _words(name), name
            assert "many starts" in _words(name), name


def test_an_error_that_falls_for_ever_has_no_best_fit() -> None:
    # A threshold separates yes from no, so a steeper curve is always better.
    assert "falls on without end" in _end("logistic, separated")
    stage = _stage("logistic, separated")
    assert stage.error_plot.name.markup == '#"best found"'
    # No lowest error is known, so that errors are seen as they are.
    assert "above" not in stage.scale.title.markup
    assert [shown.markup for shown in stage.verdict] == ['#"no lowest point"']


def test_a_first_step_out_of_all_bounds_is_told() -> None:
    score = _score("exponential, at once lost")
    assert "out-of-bounds" in score["leave_all_bounds"]
    assert score[[*score][-1]] == ("no-step",)
    stage = _stage("exponential, at once lost")
    stage.arrows.grow_step(1.0)
    way = stage.arrows.step.points[3, :2] - stage.descent.here
    gradient = approx_fprime(
        np.array([1.0, 0.2]),
        lambda point: float(((point[0] * np.exp(point[1] * X) - COLONIES) ** 2).mean()),
        1e-7,
    )
    assert (np.sign(way) == -np.sign(gradient)).all()


def test_a_level_start_is_no_best_fit() -> None:
    # a sin(w x) at a = w = 0: both slopes are sums with a factor of 0.
    score = _score("wave, level start")
    assert score["stay_at_the_start"] == ("level",)
    assert score["compare_with_the_best_fit"] == ("rests", "another-start")


def test_a_local_minimum_is_not_called_slow() -> None:
    resting, slow = (
        _score(name)["compare_with_the_best_fit"]
        for name in ("wave, local minimum", "exponential, standardised")
    )
    assert resting == ("rests", "another-start")
    assert slow == ("still-far", "parameter-is-not", "error-is-not", "more-steps")


def test_the_parameter_furthest_behind_is_named() -> None:
    experiment = EXPERIMENTS["exponential"]()
    path, best = experiment.trajectory, experiment.best
    shares = np.abs(path.final - best) / np.abs(path.start - best)
    name = "ak"[int(shares.argmax())]
    assert f"{name} is {significant(float(path.final[shares.argmax()]))}" in _end("exponential")


@pytest.mark.parametrize(
    ("steps", "said"), [(5, ()), (6, ("faster-map", "must-it-fall", "here-it-did"))]
)
def test_the_fast_beat_is_there_after_the_slow_steps(steps: int, said: tuple[str, ...]) -> None:
    told = score_of("iterate", growth("a*exp(k*x)", steps=steps))
    assert told.get("step_faster", ()) == said


def test_a_crossed_line_is_told_only_where_one_is_crossed() -> None:
    assert score_of("iterate", lesson_named("crawls"))["step_faster"][0] == "faster-crawls"


def _drawn(experiment: Experiment, at_s: float) -> np.ndarray:
    return np.array(draw_still("iterate", Brief(experiment), QUALITIES["draft"], at_s))


def test_the_point_moves_from_picture_to_picture() -> None:
    experiment = EXPERIMENTS["rate only"]()
    first, last = _drawn(experiment, 3.0), _drawn(experiment, 1e6)
    assert np.abs(first.astype(int) - last).max() > 100


def test_a_curve_that_starts_outside_its_picture_is_said_to() -> None:
    # a·exp(k·x) with −1 for both is negative all along; the data are weights.
    brief = Brief(women("a*exp(k*x)"))
    looks = rehearse("iterate", brief, lambda stage, _: _seen_outside(stage))
    assert looks[0] == (True, 1.0, 1.0)
    assert {is_lost for is_lost, _, _ in looks} == {True, False}
    assert all(line == told for is_lost, line, told in looks if is_lost)


def _seen_outside(stage: Any) -> tuple[bool, float, float]:
    line = stage.descent.model_line
    return line.is_lost, line.line.veiled, line.lost.veiled
