"""What is drawn is true: pictures are read off like an onlooker would, and worked out anew.

A picture is read by its own tick labels: places on the screen become numbers by what is written
beside the axes, not by the window that the scene had in mind. The numbers that they are held
against come from rows of data and formulas written out here, with sums in plain Python and central
differences for slopes.
"""

import re
from typing import Any

import numpy as np
import pytest

from scenes.kit.ink.shapes import Arrow
from tests.scenes.scores import score_of
from tests.scenes.truth import (
    MADE,
    Chart,
    Judge,
    Look,
    Plain,
    check_line,
    number,
    plain,
    says,
    unit,
    watch,
    words,
)

BEFORE_THE_LOCK = ("ask_which_fits", "tell_the_error", "turn_the_knobs", "lock_the_others")


def the_error_curve_and_the_line_belong_together(known: Plain) -> tuple[Look, Judge]:
    seen: set[float] = set()

    def look(stage: Any, beat: str) -> None:
        chart = Chart(stage.error_curve.plot)
        ((value, error),) = chart.read(stage.point.points)
        across, up = chart.tolerance()
        theta = [value, *np.delete(stage.others, stage.cut.chosen)]
        if beat not in BEFORE_THE_LOCK:
            np.testing.assert_allclose(theta[1:], known.best[1:], rtol=1e-5, atol=1e-9)
        assert error == pytest.approx(known.error(theta), abs=up), beat
        assert says(stage.readings.error.told, known.error(theta)), beat
        for slider, turned in zip(stage.knobs.sliders, theta, strict=False):
            assert abs(number(slider.told) - turned) <= 0.5 * unit(slider.told) + across
        ((x, _), (_, foot)) = chart.read(stage.error_curve.drop.points)
        assert x == pytest.approx(value, abs=across)
        assert foot == pytest.approx(chart.read(np.array([[0.0, chart.area.bottom]]))[0, 1])
        check_line(stage, known, theta)
        seen.add(round(float(value), 9))

    def judge(stage: Any) -> None:
        assert len(seen) > 8
        chart = Chart(stage.error_curve.plot)
        curve = chart.read(stage.error_curve.curve.points)
        curve = curve[stage.error_curve.curve.points[:, 1] < stage.error_curve.plot.area.top]
        assert len(curve) > 50
        expected = [known.error_curve(value) for value in curve[:, 0]]
        np.testing.assert_allclose(curve[:, 1], expected, atol=chart.tolerance()[1])
        assert chart.read(stage.error_curve.mark.points)[0, 0] == pytest.approx(
            known.best[0], abs=chart.tolerance()[0]
        )

    return look, judge


def the_parabola_laid_over_the_curve_is_the_curve_s(known: Plain) -> tuple[Look, Judge]:
    ends: dict[str, Any] = {}

    def look(stage: Any, beat: str) -> None:
        if beat == "lay_the_parabola_over_it":
            (overlay,) = stage.overlays
            ends[beat] = Chart(stage.error_curve.plot).read(overlay.path.points)
            ends["source"] = overlay.placed.source

    def judge(stage: Any) -> None:
        tolerance = Chart(stage.error_curve.plot).tolerance(1e-4)[1]
        drawn = next(iter(ends.values()))
        chart = Chart(stage.error_curve.plot)
        top = chart.read(np.array([[0.0, chart.area.top]]))[0, 1]
        drawn = drawn[drawn[:, 1] <= top]
        assert len(drawn) > 30
        lowest, best = known.error_curve(float(known.best[0])), float(known.best[0])
        # The second difference of a parabola is its curvature for any h; of a curve, for a small h.
        h = 1e-3 * float(np.ptp(drawn[:, 0]))
        half = (known.error_curve(best + h) + known.error_curve(best - h) - 2 * lowest) / (
            2 * h * h
        )
        np.testing.assert_allclose(
            drawn[:, 1], lowest + half * (drawn[:, 0] - best) ** 2, atol=10 * tolerance
        )
        if "near" not in score_of("parabola", known.brief)["lay_the_parabola_over_it"]:
            expected = [known.error_curve(value) for value in drawn[:, 0]]
            np.testing.assert_allclose(drawn[:, 1], expected, atol=tolerance)
        else:
            assert known is plain("one parameter, no parabola")
        told = {
            label: number(_untypst(text))
            for text, label in re.findall(
                r"\{\{ ([^{}]*) : (low|stretch|middle) \}\}", ends["source"]
            )
        }
        assert told["low"] == pytest.approx(lowest, rel=5e-3, abs=1e-12)
        assert told["stretch"] == pytest.approx(half, rel=5e-3)
        between = ends["source"].partition("parameter")[2].partition("middle")[0]
        sign = -1.0 if "+ {{" in between else 1.0
        assert sign * told["middle"] == pytest.approx(best, rel=5e-3)

    return look, judge


def _untypst(source: str) -> str:
    """Return a number in Typst mathematics as people write it."""
    text = re.sub(r"lr\(\((.*)\)\)", r"\1", source).replace('","', ",").replace("- ", "-")
    return re.sub(r" times 10\^\((-?\d+)\)", r" × 10\1", text).replace("+ ", "")


def _ends(arrow: Arrow) -> np.ndarray:
    """Return where an arrow starts and where its tip is, shape (2, 2)."""
    outline = arrow.points[:, :2]
    return np.array([(outline[0] + outline[6]) / 2, outline[3]])


def the_tangent_has_the_slope_of_the_error(known: Plain) -> tuple[Look, Judge]:
    steep = abs(known.slope(float(known.brief.experiment.trajectory.start[0])))
    told: list[float] = []

    def look(stage: Any, beat: str) -> None:
        chart = Chart(stage.error_curve.plot)
        across, up = chart.tolerance()
        ((value, error),) = chart.read(stage.tangent.point.points)
        assert error == pytest.approx(known.error_curve(value), abs=up), beat
        start, end = chart.read(stage.tangent.line.points)
        slope = known.slope(float(value))
        steepest_seen = (end[1] - start[1]) / (end[0] - start[0])
        # Read off between ends that are as far apart as they are, to the places' last digits.
        assert steepest_seen == pytest.approx(slope, rel=1e-3, abs=1e-5 * steep), beat
        # It touches at the point, and may be cut short above the names on the axis.
        assert start[0] - across <= value <= end[0] + across, beat
        there = start[1] + steepest_seen * (value - start[0])
        assert there == pytest.approx(error, abs=2.0 * (up + abs(slope) * across)), beat
        if stage.tangent.told.told:
            text = stage.tangent.told.told.removeprefix("steepness here ")
            is_so = says(text, slope) or abs(slope) < 1e-5 * steep > abs(number(text))
            # Between two places of the descent it is the number of the last one.
            assert is_so or any(says(text, steepness) for steepness in last(stage)), beat
            told.append(number(text))

    def last(stage: Any) -> list[float]:
        other = 2 * float(known.best[0]) - float(stage.path.points[0, 0])
        return [known.slope(float(place)) for place in (*stage.path.points[:, 0], other)]

    def judge(_: Any) -> None:
        assert min(told) < 0.0 < max(told)
        assert 0.0 in np.round(np.array(told) / steep, 6)

    return look, judge


def the_arrows_are_the_slope_and_the_step(known: Plain) -> tuple[Look, Judge]:
    rate = known.brief.experiment.rate
    red: dict[str, list[float]] = {}
    green: dict[str, list[float]] = {}
    named: dict[str, str] = {}

    def look(stage: Any, beat: str) -> None:
        chart, arrows = Chart(stage.error_curve.plot), stage.arrows
        (value, _), *_ = chart.read(stage.tangent.point.points)
        slope = known.slope(float(value))
        for arrow, lengths, whole in (
            (arrows.uphill, red, slope),
            (arrows.step, green, -rate * slope),
        ):
            if arrow.veiled == 1.0 and arrow.lit == 1.0 and abs(slope) > 1e-6:
                (start, _), (tip, _) = chart.read(_ends(arrow))
                assert start == pytest.approx(value, abs=chart.tolerance()[0])
                lengths.setdefault(beat, []).append((tip - start) / whole)
        for key in ("uphill_name", "step_name"):
            if getattr(arrows, key).veiled == 1.0:
                named[beat] = words(getattr(arrows, key))

    def judge(_: Any) -> None:
        grown = red["draw_it_as_an_arrow"]
        factor = grown[-1]
        assert 0.0 < grown[0] <= factor == pytest.approx(_drawn(named["draw_it_as_an_arrow"]))
        np.testing.assert_allclose(red["slide_along"], factor, rtol=1e-3)
        assert len(red["slide_along"]) > 5
        # It is turned round and keeps its length; at its full length it is the steepness itself.
        turned = red["turn_the_arrow_round"]
        assert turned[-1] == pytest.approx(-factor, rel=1e-4)
        assert max(map(abs, turned)) <= factor * (1 + 1e-4)
        if "show_its_full_length" in red:
            assert red["show_its_full_length"][-1] == pytest.approx(-1.0, rel=1e-4)
        step = named["make_it_the_step"]
        assert green["make_it_the_step"][-1] == pytest.approx(_drawn(step), rel=1e-4)
        first = float(known.brief.experiment.trajectory.start[0])
        assert says(step.removeprefix("step ").split(",")[0], -rate * known.slope(first))

    return look, judge


def _drawn(words_beside: str) -> float:
    """Return how many times as long as it is an arrow is drawn, by what is written beside it."""
    told = words_beside.partition("drawn at ")[2]
    if not told:
        return 1.0
    if told.endswith(" ×"):
        return number(told.removesuffix(" ×"))
    one, _, parts = told.partition("/")
    return number(one) / number(parts)


def _steps(known: Plain, start: float, count: int) -> np.ndarray:
    """Descend with the first parameter alone, and return where each step starts and ends."""
    values = [start]
    for _ in range(count):
        values.append(values[-1] - known.brief.experiment.rate * known.slope(values[-1]))
    return np.array(values)


def the_steps_are_worked_out_and_listed(known: Plain) -> tuple[Look, Judge]:
    ended: dict[str, Any] = {}

    def look(stage: Any, beat: str) -> None:
        trail = Chart(stage.error_curve.plot).read(stage.walk.trail.path.points)
        ended[beat] = trail

    def judge(stage: Any) -> None:
        start = known.brief.experiment.trajectory.start[0]
        values = _steps(known, float(start), stage.path.steps)
        slopes = np.array([known.slope(value) for value in values])
        chart = Chart(stage.error_curve.plot)
        np.testing.assert_allclose(
            ended["take_the_step"][:, 0],
            values[:2],
            atol=chart.tolerance()[0],
            err_msg="the worked step",
        )
        np.testing.assert_allclose(ended["walk_down"][:, 0], values, atol=chart.tolerance(1e-4)[0])
        listed = 0
        for line in stage.table.lines:
            cells = [words(cell) for cell in line]
            if len(cells) == 4:
                k = int(cells[0]) - 1
                told = (values[k], slopes[k], values[k + 1] - values[k])
                assert [says(text, value) for text, value in zip(cells[1:], told, strict=True)] == [
                    True
                ] * 3, cells
                listed += 1
        assert listed >= 2
        filled, added, new = (
            {
                label: _untypst(text)
                for text, label in re.findall(r"\{\{ ((?:[^{}])*?) : (\w+) \}\}", line.source)
            }
            for line in stage.rule.lines
        )
        assert says(filled["parameter"], values[0])
        assert says(filled["rate"], known.brief.experiment.rate)
        assert says(filled["slope"], slopes[0])
        assert says(added["parameter"], values[0])
        assert says(added["step"], values[1] - values[0])
        assert says(new["new"], values[1])

    return look, judge


SHOWN = {
    "parabola": (
        the_error_curve_and_the_line_belong_together,
        the_parabola_laid_over_the_curve_is_the_curve_s,
    ),
    "tangent": (
        the_tangent_has_the_slope_of_the_error,
        the_arrows_are_the_slope_and_the_step,
        the_steps_are_worked_out_and_listed,
    ),
}
"""What holds of a scene; it is played once for all of it."""


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("scene", SHOWN)
def test_what_is_shown_is_true(scene: str, name: str) -> None:
    known = plain(name)
    held = [holds(known) for holds in SHOWN[scene]]
    stage = watch(scene, known.brief, *(look for look, _ in held))
    for _, judge in held:
        judge(stage)
