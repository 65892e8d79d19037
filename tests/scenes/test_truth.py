"""What is drawn is true: pictures are read off like an onlooker would, and worked out anew.

A picture is read by its own tick labels: places on the screen become numbers by what is written
beside the axes, not by the window that the scene had in mind. The numbers that they are held
against come from rows of data and formulas written out here, with sums in plain Python and central
differences for slopes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.optimize import least_squares

from gdvideo.frames import draw_still
from gdvideo.quality import QUALITIES
from scenes.film import FILM, scene_timeline
from scenes.kit.brief import Brief, default_brief
from scenes.kit.motion import Drive
from scenes.kit.rehearsal import rehearse
from scenes.kit.shapes import Arrow
from scenes.kit.stage import Shot, Stage
from scenes.kit.theme import LIGHT
from tests.scenes.formulas import COLONIES, HEIGHTS, WEIGHTS, X, growth, women

MIDWAY = 0.37
"""A generic progress: no animation is meant to be halfway, or at any other round share, there."""

Look = Callable[[Any, str], None]


@dataclass(frozen=True)
class Plain:
    """A lesson by itself: rows as they are descended in, a formula, and the best parameters.

    Parameters
    ----------
    brief : Brief
    x, y : ndarray
        In the units descended in.
    curve : callable
        The prediction for parameters and x.
    best : ndarray
    moments : tuple of float
        Mean and deviation of x, then of y, in the data's own units; 0 and 1 if not standardised.
    """

    brief: Brief
    x: np.ndarray
    y: np.ndarray
    curve: Callable[[Any, Any], Any]
    best: np.ndarray
    moments: tuple[float, float, float, float]

    def error(self, theta: Any) -> float:
        """The mean squared residual, row by row."""
        squares = [(self.curve(theta, a) - b) ** 2 for a, b in zip(self.x, self.y, strict=True)]
        return float(sum(squares) / len(squares))

    def knob(self, value: float) -> float:
        """E with the first parameter turned, the others at their best."""
        return self.error([value, *self.best[1:]])

    def slope(self, value: float) -> float:
        """dE/dθ by a central difference; its error is of the order h²."""
        step = 1e-5 * (abs(value) + abs(float(self.best[0])))
        return (self.knob(value + step) - self.knob(value - step)) / (2 * step)

    def gradient(self, theta: np.ndarray) -> np.ndarray:
        """Both partial derivatives by central differences."""
        steps = 1e-5 * np.diag(np.abs(theta) + 1e-3)
        return np.array([
            (self.error(theta + h) - self.error(theta - h)) / (2 * h.sum()) for h in steps
        ])

    def predicted(self, theta: Any, x: np.ndarray) -> np.ndarray:
        """The prediction in the data's own units."""
        x_mean, x_std, y_mean, y_std = self.moments
        return y_mean + y_std * self.curve(theta, (x - x_mean) / x_std)


def _line(theta: Any, x: Any) -> Any:
    return theta[0] * x + theta[1]


def _parabola(theta: Any, x: Any) -> Any:
    return theta[0] * x * x + theta[1] * x + theta[2]


def _exponential(theta: Any, x: Any) -> Any:
    return theta[0] * np.exp(theta[1] * x)


def _raw(brief: Brief, x: Any, y: Any, curve: Any, best: Any) -> Plain:
    return Plain(brief, x, y, curve, np.asarray(best), (0.0, 1.0, 0.0, 1.0))


def _standard(brief: Brief, x: Any, y: Any, curve: Any, degree: int) -> Plain:
    moments = (float(x.mean()), float(x.std()), float(y.mean()), float(y.std()))
    u, v = (x - moments[0]) / moments[1], (y - moments[2]) / moments[3]
    return Plain(brief, u, v, curve, np.polyfit(u, v, degree), moments)


def _default() -> Plain:
    brief = default_brief()
    data = brief.experiment.data
    return _standard(brief, data.x.values, data.y.values, _line, 1)


def _growth() -> Plain:
    brief = Brief(growth("a*exp(k*x)", start={"a": 1.0, "k": 0.2}, steps=300))
    found = least_squares(
        lambda p: _exponential(p, X) - COLONIES, [1.0, 0.5], xtol=1e-15, ftol=1e-15, gtol=1e-15
    )
    return _raw(brief, X, COLONIES, _exponential, found.x)


def _proportional() -> Plain:
    brief = Brief(women("m*x", standard=False))
    best = [sum(HEIGHTS * WEIGHTS) / sum(HEIGHTS**2)]
    return _raw(brief, HEIGHTS, WEIGHTS, lambda t, x: t[0] * x, best)


def _curved() -> Plain:
    brief = Brief(growth("exp(k*x)"))
    found = least_squares(lambda k: np.exp(k * X) - COLONIES, [0.5], xtol=1e-15, gtol=1e-15)
    return _raw(brief, X, COLONIES, lambda t, x: np.exp(t[0] * x), found.x)


MADE: dict[str, Callable[[], Plain]] = {
    "default": _default,
    "light, one step": lambda: _standard(
        Brief(women(steps=1, rate=0.3), LIGHT), HEIGHTS, WEIGHTS, _line, 1
    ),
    "raw": lambda: _raw(
        Brief(women(standard=False)), HEIGHTS, WEIGHTS, _line, np.polyfit(HEIGHTS, WEIGHTS, 1)
    ),
    "too fast": lambda: _standard(Brief(women(rate=0.9)), HEIGHTS, WEIGHTS, _line, 1),
    "parabola": lambda: _standard(Brief(women("a*x**2 + b*x + c")), HEIGHTS, WEIGHTS, _parabola, 2),
    "exponential": _growth,
    "one parameter": _proportional,
    "one parameter, no parabola": _curved,
}
TWO = [name for name in MADE if "one parameter" not in name]


@cache
def plain(name: str) -> Plain:
    """Return a lesson; each is made once."""
    return MADE[name]()


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Brief, Look], Stage]:
    """Return a function that plays a scene and has it looked at midway in each drive, and after."""

    def function(scene: str, brief: Brief, look: Look) -> Stage:
        now: dict[str, Any] = {"beat": ""}
        opened = Shot.__init__

        def begin(shot: Shot, stage: Stage, beat: Any) -> None:
            now.update(stage=stage, beat=beat.id)
            opened(shot, stage, beat)

        def finish(drive: Drive) -> None:
            for progress in (MIDWAY, 1.0):
                drive.interpolate(progress)
                look(now["stage"], now["beat"])

        monkeypatch.setattr(Shot, "__init__", begin)
        monkeypatch.setattr(Drive, "finish", finish)
        (entry,) = (entry for entry in FILM if entry.id == scene)
        return rehearse(entry, brief, lambda stage, _: stage)[-1]

    return function


def number(text: str) -> float:
    """Return the number that is written, as people read it."""
    plain_text = text.replace("−", "-").replace(",", "")
    mantissa, _, power = plain_text.partition(" × 10")
    raised = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    return float(mantissa) * 10.0 ** int(raised or 0)


def says(text: str, value: float) -> bool:
    """Return whether a written number is a value, rounded to the digits that it has."""
    mantissa, _, power = text.partition(" × 10")
    unit = 10.0 ** -len(mantissa.partition(".")[2])
    unit *= number(f"1 × 10{power}") if power else 1.0
    # A little more than half a unit: derivatives here are differences.
    return abs(number(text) - value) <= 0.501 * unit + 1e-7 * abs(value)


def _words(shape: Any) -> str:
    return "".join(re.findall(r'#"((?:[^"\\]|\\.)*)"', getattr(shape, "markup", "") or ""))


def _scale(places: np.ndarray, labels: list[Any], name: Any) -> tuple[float, float]:
    """Return slope and offset that take a place to the number that the labels put there."""
    note = re.search(r"\(× (10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)\)", _words(name))
    times = number(f"1 × {note[1]}") if note else 1.0
    values = [times * number(_words(label)) for label in labels]
    slope, offset = np.polyfit(places, values, 1)
    np.testing.assert_allclose(slope * places + offset, values, atol=1e-9 * np.ptp(values))
    return float(slope), float(offset)


class Chart:
    """A picture with axes, read by what is written beside its ticks."""

    def __init__(self, plot: Any) -> None:
        ticks = plot.furniture[1].points[:, :2].reshape(-1, 2, 2)[2:]
        level = ticks[:, 0, 0] == ticks[:, 1, 0]
        across, up = ticks[level][:, 0, 0], ticks[~level][:, 0, 1]
        names = plot.furniture[2:]
        n = len(across)
        self._x = _scale(across, names[:n], names[n])
        self._y = _scale(up, names[n + 1 : -1], names[-1])
        self.area = plot.area

    def read(self, places: np.ndarray) -> np.ndarray:
        """Return the numbers that places, shape (n, 2 or more), stand for."""
        x, y = places[:, 0], places[:, 1]
        return np.column_stack([self._x[0] * x + self._x[1], self._y[0] * y + self._y[1]])

    def tolerance(self, share: float = 1e-5) -> np.ndarray:
        """Return a share of the picture's extent, in its numbers."""
        return share * np.abs([self._x[0] * self.area.width, self._y[0] * self.area.height])


def check_line(stage: Any, known: Plain, theta: Any) -> None:
    """Hold the line among the data against a prediction, in the data's own units."""
    chart = Chart(stage.scatter.plot)
    drawn = chart.read(stage.guess.line.points)
    expected = known.predicted(theta, drawn[:, 0])
    assert np.abs(drawn[:, 1] - expected).max() <= chart.tolerance(3e-5)[1]


@pytest.mark.parametrize("name", MADE)
def test_the_error_curve_and_the_line_belong_together(name: str, watch: Callable) -> None:
    known = plain(name)
    seen: set[float] = set()

    def look(stage: Any, beat: str) -> None:
        chart = Chart(stage.knob.plot)
        ((value, error),) = chart.read(stage.point.points)
        across, up = chart.tolerance()
        assert error == pytest.approx(known.knob(value), abs=up), beat
        assert says(stage.tally.error.told, known.knob(value)), beat
        assert abs(number(stage.tally.value.told) - value) <= 0.5 * _unit(stage.tally.value.told)
        ((x, _), (_, foot)) = chart.read(stage.knob.drop.points)
        assert x == pytest.approx(value, abs=across)
        assert foot == pytest.approx(chart.read(np.array([[0.0, chart.area.bottom]]))[0, 1])
        check_line(stage, known, [value, *known.best[1:]])
        seen.add(round(float(value), 9))

    stage = watch("parabola", known.brief, look)
    assert len(seen) > 8
    chart = Chart(stage.knob.plot)
    curve = chart.read(stage.knob.curve.points)
    curve = curve[stage.knob.curve.points[:, 1] < stage.knob.plot.area.top]
    assert len(curve) > 50
    expected = [known.knob(value) for value in curve[:, 0]]
    np.testing.assert_allclose(curve[:, 1], expected, atol=chart.tolerance()[1])
    assert chart.read(stage.knob.mark.points)[0, 0] == pytest.approx(
        known.best[0], abs=chart.tolerance()[0]
    )


def _unit(text: str) -> float:
    """Return what the last written digit counts, and a little more."""
    mantissa, _, power = text.partition(" × 10")
    unit = 1.001 * 10.0 ** -len(mantissa.partition(".")[2])
    return unit * (number(f"1 × 10{power}") if power else 1.0)


@pytest.mark.parametrize("name", MADE)
def test_the_parabola_laid_over_the_curve_is_the_curve_s(name: str, watch: Callable) -> None:
    known = plain(name)
    ends: dict[str, Any] = {}

    def look(stage: Any, beat: str) -> None:
        if beat.startswith("same"):
            ends[beat] = Chart(stage.knob.plot).read(stage.overlay.path.points)
            ends["source"] = stage.overlay.placed.source

    stage = watch("parabola", known.brief, look)
    tolerance = Chart(stage.knob.plot).tolerance(1e-4)[1]
    drawn = next(iter(ends.values()))
    lowest, best = known.knob(float(known.best[0])), float(known.best[0])
    # The second difference of a parabola is its curvature for any h; of a curve, for a small one.
    h = 1e-3 * float(np.ptp(drawn[:, 0]))
    half = (known.knob(best + h) + known.knob(best - h) - 2 * lowest) / (2 * h * h)
    np.testing.assert_allclose(
        drawn[:, 1], lowest + half * (drawn[:, 0] - best) ** 2, atol=10 * tolerance
    )
    beat = next(iter(ends))
    if beat != "same_near":
        expected = [known.knob(value) for value in drawn[:, 0]]
        np.testing.assert_allclose(drawn[:, 1], expected, atol=tolerance)
    else:
        assert name == "one parameter, no parabola"
    told = {
        label: number(_untypst(text))
        for text, label in re.findall(r"\{\{ ([^{}]*) : (low|stretch|middle) \}\}", ends["source"])
    }
    assert told["low"] == pytest.approx(lowest, rel=5e-3, abs=1e-12)
    assert told["stretch"] == pytest.approx(half, rel=5e-3)
    sign = -1.0 if "+ {{" in ends["source"].partition("knob")[2].partition("middle")[0] else 1.0
    assert sign * told["middle"] == pytest.approx(best, rel=5e-3)


def _untypst(source: str) -> str:
    """Return a number in Typst mathematics as people write it."""
    text = re.sub(r"lr\(\((.*)\)\)", r"\1", source).replace('","', ",").replace("- ", "-")
    return re.sub(r" times 10\^\((-?\d+)\)", r" × 10\1", text).replace("+ ", "")


def _ends(arrow: Arrow) -> np.ndarray:
    """Return where an arrow starts and where its tip is, shape (2, 2)."""
    outline = arrow.points[:, :2]
    return np.array([(outline[0] + outline[6]) / 2, outline[3]])


@pytest.mark.parametrize("name", MADE)
def test_the_tangent_has_the_slope_of_the_error(name: str, watch: Callable) -> None:
    known = plain(name)
    steep = abs(known.slope(float(known.brief.experiment.trajectory.start[0])))
    told: list[float] = []

    def look(stage: Any, beat: str) -> None:
        chart = Chart(stage.knob.plot)
        across, up = chart.tolerance()
        ((value, error),) = chart.read(stage.tangent.point.points)
        assert error == pytest.approx(known.knob(value), abs=up), beat
        start, end = chart.read(stage.tangent.line.points)
        slope = known.slope(float(value))
        steepest_seen = (end[1] - start[1]) / (end[0] - start[0])
        # Read off between ends that are as far apart as they are, to the places' last digits.
        assert steepest_seen == pytest.approx(slope, rel=1e-3, abs=1e-5 * steep), beat
        np.testing.assert_allclose((start + end) / 2, [value, error], atol=up + across)
        if stage.tangent.told.told:
            text = stage.tangent.told.told.removeprefix("slope here ")
            assert says(text, slope) or abs(slope) < 1e-5 * steep > abs(number(text)), beat
            told.append(number(text))

    watch("tangent", known.brief, look)
    assert min(told) < 0.0 < max(told)
    assert 0.0 in np.round(np.array(told) / steep, 6)


@pytest.mark.parametrize("name", MADE)
def test_the_arrows_are_the_slope_and_the_step(name: str, watch: Callable) -> None:
    known = plain(name)
    rate = known.brief.experiment.rate
    red: list[float] = []
    turned: list[float] = []
    green: list[float] = []
    on_the_way: list[str] = []

    def look(stage: Any, beat: str) -> None:
        chart = Chart(stage.knob.plot)
        here = stage.tangent.point.points[0, :2]
        slope = known.slope(float(chart.read(here[None])[0, 0]))
        if stage.rail.uphill.veiled == 1.0 and beat in ("uphill", "minus"):
            start, tip = _ends(stage.rail.uphill)
            np.testing.assert_allclose(start, here, atol=1e-9)
            if beat == "uphill":
                assert tip[1] == pytest.approx(start[1])
                red.append((tip[0] - start[0]) / slope)
            else:
                assert np.hypot(*(tip - start)) == pytest.approx(red[-1] * abs(slope), rel=1e-4)
                turned.append((tip[0] - start[0]) / slope)
        if 0.0 < stage.rail.step.veiled < 1.0 and beat == "minus":
            start, tip = _ends(stage.rail.step)
            assert (tip[0] - start[0]) * slope < 0.0
            on_the_way.append(beat)
        if stage.rail.step.veiled == 1.0:
            (begin, _), (end, _) = chart.read(_ends(stage.rail.step))
            green.append((end - begin) / (-rate * known.slope(float(begin))))

    stage = watch("tangent", known.brief, look)
    # It grows uphill to its length, and is turned round without getting longer.
    assert 0.0 < red[0] <= red[-1]
    assert turned[-1] == pytest.approx(-red[-1], rel=1e-4)
    assert on_the_way
    assert len(green) > 4
    np.testing.assert_allclose(green, 1.0, rtol=1e-4)
    first = float(known.brief.experiment.trajectory.start[0])
    assert says(_words(stage.rail.step_name).split()[-1], -rate * known.slope(first))
    for place in (first, 2 * float(known.best[0]) - first):
        stage.rail.rise(place)
        start, tip = _ends(stage.rail.uphill)
        assert (tip[0] - start[0]) / known.slope(place) == pytest.approx(red[-1], rel=1e-3)


def _steps(known: Plain, start: float, count: int) -> np.ndarray:
    """Descend with the first parameter alone, and return where each step starts and ends."""
    values = [start]
    for _ in range(count):
        values.append(values[-1] - known.brief.experiment.rate * known.slope(values[-1]))
    return np.array(values)


@pytest.mark.parametrize("name", MADE)
def test_the_steps_are_worked_out_and_listed(name: str, watch: Callable) -> None:
    known = plain(name)
    ended: dict[str, Any] = {}

    def look(stage: Any, beat: str) -> None:
        trail = Chart(stage.knob.plot).read(stage.trail[0].points)
        ended[beat] = trail

    stage = watch("tangent", known.brief, look)
    start = known.brief.experiment.trajectory.start[0]
    values = _steps(known, float(start), 4)
    slopes = np.array([known.slope(value) for value in values])
    chart = Chart(stage.knob.plot)
    np.testing.assert_allclose(
        ended["step"][:, 0], values[:2], atol=chart.tolerance()[0], err_msg="the worked step"
    )
    (walk,) = (trail for beat, trail in ended.items() if beat.startswith("walk"))
    np.testing.assert_allclose(walk[:, 0], values, atol=chart.tolerance(1e-4)[0])
    listed = 0
    for line in stage.table.lines:
        cells = [_words(cell) for cell in line]
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
    assert says(filled["knob"], values[0])
    assert says(filled["rate"], known.brief.experiment.rate)
    assert says(filled["slope"], slopes[0])
    assert says(added["knob"], values[0])
    assert says(added["step"], values[1] - values[0])
    assert says(new["new"], values[1])


class Relief:
    """The picture of the surface, read by what is written beside its axes."""

    def __init__(self, axes: Any) -> None:
        flat = axes.shapes[0].points[:, :2].reshape(-1, 2, 2)
        up = axes.shapes[1].points[1:, :2].reshape(-1, 2)[1::2]
        lengths = np.hypot(*(flat[:, 1] - flat[:, 0]).T)
        (_, second) = np.nonzero(lengths > lengths.max() / 3)[0]
        ticks = (flat[1:second, 0], flat[second + 1 :, 0], up)
        words = list(axes.shapes[2:])
        names = words[-3:]
        lines = []
        for places, name in zip(ticks, names, strict=True):
            labels, words = words[: len(places)], words[len(places) :]
            note = re.search(r"\(× (10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)\)", _words(name))
            times = number(f"1 × {note[1]}") if note else 1.0
            values = np.array([times * number(_words(label)) for label in labels])
            lines.append(np.polyfit(values, places, 1))
        (self._along, self._from), (self._beside, self._off), (self.height, _) = lines
        # Where both axes meet: at some value of each.
        apart = np.column_stack([self._along, -self._beside])
        meet, _ = np.linalg.solve(apart, self._off - self._from)
        self._corner = self._from + meet * self._along

    def floor(self, place: np.ndarray) -> np.ndarray:
        """Return where two parameters are on the floor, scene units, shape (2,)."""
        along = self._from + place[0] * self._along
        return along + self._off + place[1] * self._beside - self._corner


def _whole(known: Plain, place: np.ndarray) -> np.ndarray:
    """Return all parameters for the two that are turned."""
    return np.array([*place, *known.best[2:]])


@pytest.mark.parametrize("name", TWO)
def test_the_point_on_the_map_is_the_line_and_its_height_the_error(
    name: str, watch: Callable
) -> None:
    known = plain(name)
    lowest, beats = known.error(known.best), set()

    def look(stage: Any, beat: str) -> None:
        relief, surface, hike = Relief(stage.axes), stage.surface, stage.hike
        place = hike.points[1].positions[0]
        theta = _whole(known, place)
        error = known.error(theta)
        shadow = surface.floor_places(place[None])[0]
        np.testing.assert_allclose(shadow, relief.floor(place), atol=1e-6, err_msg=beat)
        told = stage.values.told
        assert [
            abs(number(t) - v) <= 0.5 * _unit(t) for t, v in zip(told, place, strict=False)
        ] == [
            True,
            True,
        ], beat
        assert says(told[2], error), beat
        check_line(stage, known, theta)
        if beat.startswith(("slice", "uphill", "walk")) and surface.terrain.scale.kind == "linear":
            best = known.best[:2][None]
            above = [
                float((surface.places(p) - surface.floor_places(p))[0, 1])
                for p in (place[None], best)
            ]
            # The ground is flat between points of a grid, 1/24 of the radius apart.
            assert above[0] - above[1] == pytest.approx(
                relief.height[1] * (error - lowest), abs=0.012
            ), beat
            assert abs(relief.height[0]) < 1e-9
            beats.add(beat)

    stage = watch("surface", known.brief, look)
    assert len(beats) == (3 if stage.surface.terrain.scale.kind == "linear" else 0)
    np.testing.assert_allclose(
        stage.hike.rings[1].positions[0], known.best[:2], rtol=1e-6, atol=1e-9
    )
    start, end = stage.slice.positions
    assert start[1] == end[1] == pytest.approx(known.best[1], rel=1e-6, abs=1e-9)
    assert start[0] < known.best[0] < end[0]


@pytest.mark.parametrize("name", TWO)
def test_the_gradient_points_uphill_and_the_walk_is_a_descent(name: str, watch: Callable) -> None:
    known = plain(name)
    rate = known.brief.experiment.rate
    arrows: dict[str, Any] = {}

    def look(stage: Any, beat: str) -> None:
        if beat.startswith("uphill"):
            for kind in ("uphill", "steps"):
                arrows[kind] = [arrow.positions.copy() for arrow in getattr(stage.hike, kind)]

    stage = watch("surface", known.brief, look)
    start = known.brief.experiment.trajectory.start[:2]

    def gradient(place: np.ndarray) -> np.ndarray:
        return known.gradient(_whole(known, place))[:2]

    uphill = gradient(start)
    for here, tip in arrows["uphill"]:
        np.testing.assert_allclose(here, start)
        way = tip - here
        cosine = way @ uphill / np.linalg.norm(way) / np.linalg.norm(uphill)
        assert cosine == pytest.approx(1.0, abs=1e-8)
    for here, tip in arrows["steps"]:
        np.testing.assert_allclose(tip - here, -rate * uphill, rtol=1e-5)
    place, walked = start, [start]
    steps = min(known.brief.experiment.trajectory.steps, 30)
    for _ in range(steps):
        place = place - rate * gradient(place)
        walked.append(place)
    for trail in stage.hike.trails:
        drawn = trail.positions[: steps + 1]
        reach = stage.region.reach * max(1.0, np.abs(drawn / stage.region.reach).max())
        assert np.abs((drawn - walked) / reach).max() < 1e-4


@pytest.mark.parametrize("name", TWO)
def test_contours_are_lines_of_equal_error(name: str, watch: Callable) -> None:
    known = plain(name)
    stage = watch("surface", known.brief, lambda *_: None)
    assert len(stage.rings) > 2
    for above, below in stage.rings:
        np.testing.assert_array_equal(above.positions, below.positions)
        places = [_whole(known, place) for place in above.positions[::9]]
        errors = np.array([known.error(place) for place in places])
        steep = [known.gradient(place)[:2] * stage.region.reach for place in places]
        # How far a line is from where it should be: a radius of the disc is over 200 pixels.
        astray = np.abs(errors - errors.mean()) / np.hypot(*np.transpose(steep))
        assert astray.max() < 0.005


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])


@pytest.mark.parametrize("name", ["default", "light, one step"])
def test_the_point_and_its_shadow_are_painted_where_the_axes_say(
    name: str, watch: Callable
) -> None:
    known = plain(name)
    seen: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def look(stage: Any, beat: str) -> None:
        place = stage.hike.points[1].positions[0]
        best = known.best[None, :2]
        relief, surface = Relief(stage.axes), stage.surface
        rise = relief.height[1] * (known.error(place) - known.error(known.best))
        floor = relief.floor(place)
        ring = surface.places(best)[0] - relief.floor(known.best)
        seen[beat.partition("_")[0]] = (floor, floor + ring + [0.0, rise])

    watch("surface", known.brief, look)
    (entry,) = (entry for entry in FILM if entry.id == "surface")
    for beat in scene_timeline("surface", known.brief).beats:
        start = beat.id.partition("_")[0]
        if start in ("slice", "uphill"):
            picture = draw_still(entry, known.brief, QUALITIES["standard"], beat.end_s - 0.1)
            pixels = np.array(picture).astype(int)
            orange = np.abs(pixels - _rgb(known.brief.theme.model)).max(axis=2) < 40
            for place in seen[start]:
                row, column = round(360 - 90 * place[1]), round(640 + 90 * place[0])
                assert orange[row - 1 : row + 2, column - 1 : column + 2].any(), (beat.id, place)
                rows, columns = np.nonzero(orange[row - 12 : row + 13, column - 12 : column + 13])
                assert abs(rows.mean() - 12) < 2.5
                assert abs(columns.mean() - 12) < 2.5
