"""Scene `solve`: its lines are the normal equations, and its chart is the measured table."""

import csv
from typing import Any

import numpy as np
import pytest

from scenes.brief import Brief, default_brief
from scenes.film import unsuited
from scenes.kit.checks.rehearsal import rehearse
from scenes.stage import Stage
from scenes.telling.assets import ASSETS
from tests.scenes.scores import lesson_named, score_of
from tests.scenes.truth import words

ASIDE = {
    "proportional": "needs two parameters whose lines cross; m*x has one",
    "logistic, separated": "needs a best fit; none was found",
    "one of many": "needs one best fit; these data leave it open",
    "absolute": "needs an error without kinks; the mean of the residuals' lengths has some",
}


@pytest.fixture(scope="module")
def last() -> Stage:
    """The stage after the scene of the default lesson, and the lines that were seen on it."""
    return rehearse("solve", default_brief(), lambda stage, _: stage)[-1]


def round_units() -> tuple[np.ndarray, np.ndarray]:
    """Return the default lesson's columns: from 190 mm in tens, from 4,000 g in thousands."""
    data = default_brief().experiment.data
    return (data.x.values - 190.0) / 10.0, (data.y.values - 4000.0) / 1000.0


def test_the_lines_are_the_normal_equations_and_cross_at_the_best_fit(last: Any) -> None:
    u, v = round_units()
    plot = last.error_plot.plot
    first, second = last.levels
    for mark, (factor, rest, right) in (
        (first, (np.mean(u * u), np.mean(u), np.mean(u * v))),
        (second, (np.mean(u), 1.0, np.mean(v))),
    ):
        m = np.array([0.2, 0.7])
        on_it = plot.places(np.column_stack([m, (right - factor * m) / rest]))
        (line,) = mark.places
        order = np.argsort(line[:, 0])
        drawn = np.interp(on_it[:, 0], line[order, 0], line[order, 1])
        np.testing.assert_allclose(drawn, on_it[:, 1], atol=0.5 / 90)
    best = plot.places(np.polyfit(u, v, 1)[None])
    np.testing.assert_allclose(last.point.points[:1, :2], best, atol=0.5 / 90)


def test_the_equations_have_their_numbers(last: Any) -> None:
    u, v = round_units()
    (slope, height) = np.polyfit(u, v, 1)
    told = [formula.source for formula in (*last.equations.written, *last.equations.solution)]
    sums = [np.mean(u * u), np.mean(u), np.mean(u * v)], [np.mean(u), 1.0, np.mean(v)]
    for source, row in zip(told, sums, strict=False):
        shown = [f"{abs(value):#.3g}" for value in row if value != 1.0]
        assert source.split('"')[1::2] == shown
    assert told[2].split('"')[1::2] == [f"{slope:#.3g}", ",", f"{abs(height):#.3g}"]


def test_the_line_turns_about_the_means() -> None:
    data = default_brief().experiment.data
    at = np.array([[np.mean(data.x.values), np.mean(data.y.values)]])

    seen: list[tuple[float, float]] = []

    def look(stage: Any) -> None:
        if [*stage.shots][-1:] == ["turn_about_the_means"]:
            (x, y), line = stage.scatter.plot.places(at)[0], stage.model_line.line.points[:, :2]
            seen.append((float(np.interp(x, *line.T) - y), float(np.ptp(line[:, 1]))))

    rehearse("solve", default_brief(), lambda *_: None, lambda stage, *_: look(stage))
    off, slants = np.array(seen).T
    assert np.ptp(slants) > 1.0
    np.testing.assert_allclose(off, 0.0, atol=1.0 / 90)


def test_the_chart_shows_what_was_measured(last: Any) -> None:
    with (ASSETS / "measured" / "race.csv").open() as file:
        rows = list(csv.DictReader(file))
    runs = {
        "solving": ("10", "solving_s"),
        "descending": ("10", "descending_s"),
        "long": ("1000", "descending_s"),
    }
    plot = last.chart.plot
    for key, (condition, column) in runs.items():
        mine = [row for row in rows if row["condition"] == condition]
        table = np.array([[float(row["parameters"]), float(row[column])] for row in mine])
        expected = plot.places(np.log10(table))
        dots = last.chart.runners[key].dots.points[:, :2]
        np.testing.assert_allclose(dots, expected, atol=1e-9)
    mine = {
        int(row["parameters"]): float(row["solving_s"])
        for row in rows[:99]
        if row["condition"] == "10"
    }
    grown = mine[max(mine)] / mine[max(mine) // 2]
    assert [words(factor) for factor in last.chart.factors] == ["× 2", f"× {grown:.2g}"]
    ticks = {words(label): label.box.mean(axis=0)[0] for label in plot.axes.across if words(label)}
    assert ticks["32"] == pytest.approx(plot.places(np.log10([[32.0, 1.0]]))[0, 0], abs=0.02)


def test_at_the_lowest_place_the_steepness_changes_its_sign() -> None:
    seen: list[tuple[float, float]] = []

    def look(stage: Any) -> None:
        if [*stage.shots][-1:] == ["ask_for_level"] and stage.numbers_run:
            told = [v.markup.strip('$"').replace("−", "-") for v in stage.equations.values]
            seen.append((float(told[0]), float(told[1])))

    rehearse("solve", default_brief(), lambda *_: None, lambda stage, *_: look(stage))
    for slopes in zip(*seen, strict=True):
        assert min(slopes) < -0.1
        assert max(slopes) > 0.1
        assert 0.0 in slopes


def test_a_curve_has_no_equations_and_no_means() -> None:
    brief: Brief = lesson_named("exponential")
    (*_, stage) = rehearse("solve", brief, lambda stage, _: stage)
    shown: Any = stage
    assert shown.equations.written == shown.equations.solution == ()
    assert "turn_about_the_means" not in score_of("solve", brief)
    assert score_of("solve", brief)["let_them_cross"][0] == "cross-curve"


@pytest.mark.parametrize(("name", "reason"), ASIDE.items())
def test_it_steps_aside_with_a_reason(name: str, reason: str) -> None:
    assert unsuited("solve", lesson_named(name)) == reason
