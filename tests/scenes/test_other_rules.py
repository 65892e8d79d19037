"""Other rules than a fixed rate, and steps on some rows: what is shown is what was done."""

from typing import Any

import numpy as np
import pytest

from gdcore.usual import usual
from scenes.film import FILM, NO_RATE, OWN_WALK, brief_for, scene_timeline
from scenes.kit.checks.rehearsal import rehearse
from scenes.stage import Stage
from scenes.telling.other_rules import leaves
from tests.scenes.ruled import RULED
from tests.scenes.scores import lesson_named, numbers_of, score_of


def _seen(name: str, beat: str, look: Any) -> Any:
    """Return what is seen at the end of a beat of `iterate`."""
    brief = lesson_named(name)
    (end_s,) = (b.end_s for b in scene_timeline("iterate", brief).beats if b.id == beat)

    def looked(stage: Stage, frames: int) -> Any:
        return (frames, look(stage)) if beat in stage.shots else None

    found = [seen for seen in rehearse("iterate", brief, looked) if seen is not None]
    per_s = found[-1][0] / scene_timeline("iterate", brief).beats[-1].end_s
    return next(seen for at, seen in found if at >= (end_s - 0.2) * per_s)


def _standardised() -> tuple[np.ndarray, np.ndarray]:
    data = lesson_named("momentum").experiment.data
    x, y = data.x.values, data.y.values
    return (x - x.mean()) / x.std(), (y - y.mean()) / y.std()


def _heavy_ball(rate: float, steps: int) -> list[np.ndarray]:
    """Descend with momentum by Polyak's formula, with sums written out."""
    x, y = _standardised()
    start = lesson_named("momentum").experiment.trajectory.start
    path = [start, start]
    for _ in range(steps):
        misses = path[-1][0] * x + path[-1][1] - y
        slopes = np.array([2.0 * (misses * x).mean(), 2.0 * misses.mean()])
        path.append(path[-1] + 0.9 * (path[-1] - path[-2]) - rate * slopes)
    return path[1:]


def test_the_point_is_where_a_heavy_ball_is() -> None:
    rate = lesson_named("momentum").experiment.rate
    theta = _heavy_ball(rate, 5)[-1]

    def look(stage: Any) -> Any:
        return stage.descent.here, stage.error_plot.plot.places(theta[None])[0]

    here, expected = _seen("momentum", "step_slowly", look)
    assert here == pytest.approx(expected, abs=0.02)


def test_it_is_told_when_a_heavy_ball_climbs() -> None:
    x, y = _standardised()
    path = _heavy_ball(lesson_named("momentum").experiment.rate, 60)
    errors = np.array([((m * x + b - y) ** 2).mean() for m, b in path])
    told = numbers_of("iterate", lesson_named("momentum"))
    assert int(told["rise"]) == int(np.argmax(np.diff(errors) > 0.0)) + 1
    assert told["share"] == "0.9"


def test_the_row_that_a_step_looks_at_is_lit() -> None:
    row = int(np.random.default_rng(3).permutation(15)[0])
    data = lesson_named("stochastic").experiment.data

    def look(stage: Any) -> Any:
        place = stage.scatter.plot.places(np.array([[data.x.values[row], data.y.values[row]]]))
        return stage.lights.dots.veiled, stage.lights.dots.points[:, :2], place

    veiled, lit, expected = _seen("stochastic", "take_the_first_step", look)
    assert veiled == 1.0
    assert lit == pytest.approx(expected, abs=1e-6)


def test_plain_descent_lights_no_rows() -> None:
    lit = [
        stage.lights.dots.veiled
        for stage, _ in rehearse("iterate", lesson_named("one step"), lambda s, n: (s, n))
    ]
    assert set(lit) == {0.0}


def test_the_rate_that_a_line_search_finds_is_cauchy_s() -> None:
    experiment = lesson_named("line-search").experiment
    x = experiment.data.x.values
    hessian = 2.0 * np.array([[(x**2).mean(), x.mean()], [x.mean(), 1.0]])
    misses = experiment.trajectory.start[0] * x + experiment.trajectory.start[1]
    misses = misses - experiment.data.y.values
    g = 2.0 * np.array([(misses * x).mean(), misses.mean()])
    told = float(numbers_of("iterate", lesson_named("line-search"))["found_rate"])
    assert told == pytest.approx(g @ g / (g @ hessian @ g), rel=0.05)


def test_scenes_that_teach_plain_descent_are_handed_one() -> None:
    brief = lesson_named("adam")
    for scene in FILM:
        given = brief_for(scene, brief)
        assert (given is brief) == (scene in OWN_WALK)
        assert given.experiment.data is brief.experiment.data
        assert (given.experiment.plain_rate is None) == (scene in OWN_WALK)
        assert (given.experiment is usual(brief.experiment)) == (scene in NO_RATE)
        assert brief_for(scene, given) is given


@pytest.mark.parametrize("name", RULED)
def test_no_word_of_plain_descent_s_reasons_is_said_of_another(name: str) -> None:
    said = {key for keys in score_of("iterate", lesson_named(name)).values() for key in keys}
    errors = lesson_named(name).experiment.trajectory.values
    assert "came-down" not in said or errors[-1] < errors[0]
    assert not said & {"zigzag", "shorter", "varied", "crawls", "kinks", "at-limit", "nearer-rate"}


def test_what_leaves_a_level_place_is_not_said_to_stay() -> None:
    gone = [name for name in RULED if leaves(lesson_named(name).experiment)]
    assert gone == ["adam, from near the best", "stochastic, from the best"]
    for name in gone:
        said = {
            k
            for s in ("iterate", "card")
            for ks in score_of(s, lesson_named(name)).values()
            for k in ks
        }
        assert not said & {"at-the-best", "stays", "still-there", "there-already"}
