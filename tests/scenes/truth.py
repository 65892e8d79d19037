"""Lessons by themselves, and pictures read off as an onlooker would, for the truth check."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.optimize import least_squares

from gdcore.data.units import Units
from scenes.brief import Brief, default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.motion import Drive
from scenes.kit.look.look import LIGHT
from scenes.shot import Shot
from scenes.stage import Stage
from tests.scenes.formulas import COLONIES, HEIGHTS, WEIGHTS, X, growth, women

MIDWAY = 0.37
"""A generic progress: no animation is meant to be halfway, or at any other round share, there."""

Look = Callable[[Any, str], None]
"""Is shown the stage, and told its beat."""
Judge = Callable[[Any], None]
"""Is shown the stage after the scene."""


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
        What x is measured from and in which steps, then y, in the data's own units; 0 and 1 if
        those are descended in, mean and deviation if it is standardised.
    loss : callable
        What a row costs, for its prediction and its y.
    is_sum : bool
        Whether E is the sum of that, not the mean.
    """

    brief: Brief
    x: np.ndarray
    y: np.ndarray
    curve: Callable[[Any, Any], Any]
    best: np.ndarray
    moments: tuple[float, float, float, float]
    loss: Callable[[Any, Any], Any] = lambda f, y: (f - y) ** 2
    is_sum: bool = False

    def error(self, theta: Any) -> float:
        """The mean of what the rows cost, row by row."""
        losses = [self.loss(self.curve(theta, a), b) for a, b in zip(self.x, self.y, strict=True)]
        return float(sum(losses) / (1 if self.is_sum else len(losses)))

    def error_curve(self, value: float) -> float:
        """E with the first parameter turned, the others at their best."""
        return self.error([value, *self.best[1:]])

    def slope(self, value: float) -> float:
        """dE/dθ by a central difference; its error is of the order h²."""
        step = 1e-5 * (abs(value) + abs(float(self.best[0])))
        return (self.error_curve(value + step) - self.error_curve(value - step)) / (2 * step)

    def gradient(self, theta: np.ndarray) -> np.ndarray:
        """Both partial derivatives by central differences."""
        steps = 1e-5 * np.diag(np.abs(theta) + 1e-3)
        return np.array([
            (self.error(theta + h) - self.error(theta - h)) / (2 * h.sum()) for h in steps
        ])

    def predicted(self, theta: Any, x: np.ndarray) -> np.ndarray:
        """The prediction in the data's own units."""
        x_from, x_step, y_from, y_step = self.moments
        return y_from + y_step * self.curve(theta, (x - x_from) / x_step)


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
    return _measured(brief, x, y, curve, degree, moments)


def _measured(brief: Brief, x: Any, y: Any, curve: Any, degree: int, moments: Any) -> Plain:
    u, v = (x - moments[0]) / moments[1], (y - moments[2]) / moments[3]
    return Plain(brief, u, v, curve, np.polyfit(u, v, degree), moments)


def _default() -> Plain:
    brief = default_brief()
    data = brief.experiment.data
    moments = (190.0, 10.0, 4000.0, 1000.0)
    return _measured(brief, data.x.values, data.y.values, _line, 1, moments)


def _growth() -> Plain:
    brief = Brief(growth("a*exp(k*x)", start={"a": 1.0, "k": 0.2}, steps=300))
    found = least_squares(
        lambda p: _exponential(p, X) - COLONIES, [1.0, 0.5], xtol=1e-15, ftol=1e-15, gtol=1e-15
    )
    return _raw(brief, X, COLONIES, _exponential, found.x)


def _proportional() -> Plain:
    brief = Brief(women("m*x", units=Units.OWN))
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
        Brief(women(units=Units.OWN)), HEIGHTS, WEIGHTS, _line, np.polyfit(HEIGHTS, WEIGHTS, 1)
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


def watch(scene: str, brief: Brief, *looks: Look) -> Any:
    """Play a scene, have it looked at midway in each drive, and after; return the stage."""
    now: dict[str, Any] = {"beat": ""}
    opened = Shot.__init__

    def begin(shot: Shot, stage: Stage, beat: Any) -> None:
        now.update(stage=stage, beat=beat.id)
        opened(shot, stage, beat)

    def finish(drive: Drive) -> None:
        for progress in (MIDWAY, 1.0):
            drive.interpolate(progress)
            # Before the first beat, the curtain opens.
            for look in looks if now["beat"] else ():
                look(now["stage"], now["beat"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shot, "__init__", begin)
        patch.setattr(Drive, "finish", finish)
        return rehearse(scene, brief, lambda stage, _: stage)[-1]


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


def words(shape: Any) -> str:
    return "".join(re.findall(r'#"((?:[^"\\]|\\.)*)"', getattr(shape, "markup", "") or ""))


def _scale(places: np.ndarray, labels: list[Any], name: Any) -> tuple[float, float]:
    """Return slope and offset that take a place to the number that the labels put there."""
    note = re.search(r"\(× (10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)\)", words(name))
    times = number(f"1 × {note[1]}") if note else 1.0
    values = [times * number(words(label)) for label in labels]
    slope, offset = np.polyfit(places, values, 1)
    np.testing.assert_allclose(slope * places + offset, values, atol=1e-9 * np.ptp(values))
    return float(slope), float(offset)


class Chart:
    """A picture with axes, read by what is written beside its ticks."""

    def __init__(self, plot: Any) -> None:
        axes = plot.axes
        ticks = axes.ticks.points[:, :2].reshape(-1, 2, 2)
        level = ticks[:, 0, 0] == ticks[:, 1, 0]
        across, up = ([label for label in side if words(label)] for side in (axes.across, axes.up))
        self._x = _scale(ticks[level][:, 0, 0], across, axes.titles[0])
        self._y = _scale(ticks[~level][:, 0, 1], up, axes.titles[1])
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
    if known.x.ndim > 1:
        check_threads(stage, known, theta)
        return
    chart = Chart(stage.scatter.plot)
    drawn = chart.read(stage.model_line.line.points)
    expected = known.predicted(theta, drawn[:, 0])
    assert np.abs(drawn[:, 1] - expected).max() <= chart.tolerance(3e-5)[1]


def check_threads(stage: Any, known: Plain, theta: Any) -> None:
    """Hold what leads from each row up or down to the model against the row's miss.

    A model of several columns is drawn over a floor, or as one guess a row: what can be read off is
    how long these threads are, by the numbers beside the upright axis. While all of them draw
    breath, once, midway there is as much of each as the cosine says.
    """
    plot = stage.scatter.plot
    labels = [label for label in plot.axes.up if words(label)]
    heights = np.array([label.box[:, 1].mean() for label in labels])
    per_unit, _ = _scale(heights, labels, plot.axes.titles[1])
    threads = stage.model_line.residuals.points[:, :2].reshape(-1, 2, 2)
    drawn = per_unit * (threads[:, 1, 1] - threads[:, 0, 1])
    rows = stage.brief.experiment.data.y.values
    misses = known.moments[3] * (known.curve(theta, known.x) - known.y)
    breath = 0.5 + 0.5 * np.cos(2.0 * np.pi * MIDWAY)
    whole = breath if abs(np.median(drawn / misses) - breath) < 0.01 else 1.0
    ends = rows + whole * misses
    if len(plot.axes.titles) > 2:
        # Over a floor threads end where they leave the picture.
        ends = ends.clip(plot.window.bottom, plot.window.top)
    np.testing.assert_allclose(drawn, ends - rows, atol=1e-4 * per_unit * plot.area.height)


def unit(text: str) -> float:
    """Return what the last written digit counts, and a little more."""
    mantissa, _, power = text.partition(" × 10")
    unit = 1.001 * 10.0 ** -len(mantissa.partition(".")[2])
    return unit * (number(f"1 × 10{power}") if power else 1.0)


class Relief:
    """The picture of the surface, read by what is written beside its axes."""

    def __init__(self, axes: Any) -> None:
        ticks = [line.points[:, :2].reshape(-1, 2, 2)[1:, 0] for line in axes.shapes[:3]]
        shapes = list(axes.shapes[3:])
        names = shapes[-3:]
        lines = []
        for places, name in zip(ticks, names, strict=True):
            labels, shapes = shapes[: len(places)], shapes[len(places) :]
            note = re.search(r"\(× (10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)\)", words(name))
            times = number(f"1 × {note[1]}") if note else 1.0
            values = np.array([times * number(words(label)) for label in labels])
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
