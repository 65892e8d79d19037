"""What shows a descent knows all that it draws, in painting order, and what waits unseen."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from gdcore.landscape.log_scale import log_scale
from gdcore.section import section
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.ghosts import Ghosts
from scenes.kit.descent.projection import CurveProjection, map_projection
from scenes.kit.descent.questions import Questions
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.step_names import MapNames
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import DARK
from scenes.kit.panels.miss_reading import MissReading
from scenes.kit.panels.point_reading import PointReading
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.error_scale import ErrorScale
from scenes.kit.plots.intercept_mark import InterceptMark
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.scatter import line_windows, scatter
from scenes.kit.text.placing import Obstacles
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import women

LEFT_BOX, RIGHT_BOX = WIDE.whole.split_across(0.5)


def exhibits() -> dict[str, tuple[Any, str]]:
    """Return each exhibit with the names of its attributes that are drawn."""
    experiment = women()
    curve = plot_error_curve(LEFT_BOX, section(experiment, 1), DARK)
    windows, heights = line_windows(experiment), log_scale(experiment)
    cloud = scatter(RIGHT_BOX, experiment, DARK, windows)
    data = cloud.plot
    ground = plot_error(LEFT_BOX, experiment, heights, DARK)
    scale = ErrorScale(ground.plot.area, experiment, heights, DARK)
    on = map_projection(ground, experiment.trajectory.start)
    names = MapNames(ground, ("uphill", "step"), DARK)
    path = section(experiment, 1).descend(3)
    return {
        "curve": (curve, "plot curve mark drop"),
        "scale": (scale, "frame marks span live"),
        "ghosts": (Ghosts(experiment, data, DARK), "lines"),
        "intercept": (InterceptMark(experiment, data, DARK), "foot label ring"),
        "miss": (MissReading(experiment, DARK).above(data), "name now best"),
        "reading": (
            PointReading(ground.section, ground.plot.area, Obstacles(), DARK),
            "plate names now best",
        ),
        "line": (ModelLine(experiment, data, DARK), "residuals line lost"),
        "tangent": (TangentLine(curve, DARK, "slope"), "point line told lost"),
        "arrows": (StepArrows(on, DARK, names), "uphill step _names"),
        "names": (names, "uphill step"),
        "trail": (Trail(path, CurveProjection(curve), DARK), "path dots"),
        "questions": (
            Questions(curve, curve.start, DARK, lambda key: key),
            "ground ways lengths",
        ),
        "marks": (
            DescentMarks(experiment, ground, cloud, windows, scale, DARK),
            "model_line ghosts intercept trail glow point",
        ),
    }


def drawn(parts: Iterable[Any]) -> Iterator[Inked]:
    """Return the shapes of parts: shapes, tuples of them, plots and exhibits."""
    for part in parts:
        if isinstance(part, Inked):
            yield part
        else:
            yield from drawn(part if isinstance(part, tuple) else furniture_of(part))


def furniture_of(part: Any) -> tuple[Inked, ...]:
    return part.furniture if hasattr(part, "furniture") else part.shapes


@pytest.mark.parametrize("name", exhibits())
def test_an_exhibit_has_all_that_it_draws_once(name: str) -> None:
    exhibit, parts = exhibits()[name]
    assert len(exhibit.shapes) == len(set(exhibit.shapes))
    assert set(exhibit.shapes) == set(drawn(getattr(exhibit, part) for part in parts.split()))
    assert set(exhibit.hidden) <= set(exhibit.shapes)


def test_of_a_picture_the_axes_and_the_curve_are_seen_at_first() -> None:
    made = exhibits()
    curve, line = (made[name][0] for name in ("curve", "line"))
    assert set(curve.shapes) - set(curve.hidden) == {*curve.plot.furniture, curve.curve}
    assert line.hidden == ()


def test_the_point_is_painted_over_the_way_behind_it() -> None:
    marks = exhibits()["marks"][0]
    order = [marks.shapes.index(shape) for shape in (*marks.trail.shapes, marks.point)]
    assert order == sorted(order)
    earlier = [marks.shapes.index(line) for line in marks.ghosts.lines]
    assert max(earlier) < marks.shapes.index(marks.model_line.line)


@pytest.mark.parametrize(("name", "told"), [("crawls", "0"), ("offset", ""), ("bounces", "65")])
def test_the_ring_has_no_number_among_numbers_with_an_offset(name: str, told: str) -> None:
    experiment = LESSONS[name]().experiment
    data = scatter(RIGHT_BOX, experiment, DARK, line_windows(experiment)).plot
    mark = InterceptMark(experiment, data, DARK)
    data.look_at(replace(data.window, left=min(data.window.left, mark.x)))
    mark.on(ModelLine(experiment, data, DARK))
    assert mark.label.told == told
