"""Scene `recap`: its lines have the numbers of a step that is worked out here, and it ends true."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.descent.sampling import Batches
from gdcore.section import section
from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import laid_out, rehearse
from tests.scenes.scores import lesson_named, score_of
from tests.scenes.truth import words

ENDS = {
    "default": "arrived",
    "crawls": "far",
    "diverges": "uphill",
    "logistic, separated": "endless",
    "starts at the best fit": "still",
    "beyond all numbers": "lost",
    "wave, local minimum": "elsewhere",
}


def told(number: Any) -> list[str]:
    return number.markup.split('"')[1::2]


@pytest.mark.parametrize("otherwise", [{}, {"sampling": Batches(1), "rate": 0.001}])
def test_the_numbers_are_those_of_the_first_step_on_all_rows(otherwise: dict[str, Any]) -> None:
    lesson = default_brief()
    lesson = replace(lesson, experiment=replace(lesson.experiment, **otherwise))
    data = default_brief().experiment.data
    u, v = (data.x.values - 190.0) / 10.0, (data.y.values - 4000.0) / 1000.0
    m, b, rate = -1.0, 1.0, default_brief().experiment.rate
    misses = m * u + b - v
    slopes = 2.0 * np.mean(misses * u), 2.0 * np.mean(misses)
    there = m - rate * slopes[0], b - rate * slopes[1]
    seen: dict[str, list[list[str]]] = {}

    def look(stage: Any, _: int) -> None:
        seen[[*stage.shots, "before"][-2 if stage.shots else 0]] = [
            told(number) for number in stage.five.numbers
        ]

    (*_, last) = rehearse("recap", lesson, lambda stage, n: (look(stage, n), stage)[1])
    shown: Any = last
    (shown_rate,) = map(words, shown.five.rate)
    assert shown_rate == f"η = {rate:g}"

    def three(value: float) -> str:
        return f"{value:#.3g}".replace("-", "−")

    start, error, gradient, new, length = seen["find"]
    assert start == [three(m), three(b)]
    assert error == [three(float(np.mean(misses**2)))]
    assert gradient == [three(value) for value in slopes]
    assert new == [three(value) for value in there]
    assert length[-1] == three(rate * float(np.hypot(*slopes)))


def test_the_marker_stands_on_the_line_that_is_said() -> None:
    heights: dict[str, float] = {}

    def look(stage: Any, _: int) -> None:
        if stage.shots:
            line = stage.five.band.shapes[0].points[:, 1]
            heights[[*stage.shots][-1]] = float((line.min() + line.max()) / 2)

    (*_, stage) = rehearse("recap", default_brief(), lambda stage, n: (look(stage, n), stage)[1])
    shown: Any = stage
    for beat, line in (("start_anywhere", 0), ("measure", 1), ("find", 2), ("step", 3)):
        low, high = shown.five.lines[line].box[:, 1]
        below, above = shown.five.numbers[line].box[0, 1], high
        assert below < heights[beat] < above, beat
        assert low < above


@pytest.mark.parametrize(("name", "end"), ENDS.items())
def test_it_ends_as_the_lesson_did(name: str, end: str) -> None:
    assert score_of("recap", lesson_named(name))["tell_the_end"] == (end,)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("default", None),
        ("momentum", ("changes-by-memory",)),
        ("stochastic", ("looks-at-one-row",)),
    ],
)
def test_it_is_said_which_line_a_lesson_has_otherwise(name: str, said: object) -> None:
    assert score_of("recap", lesson_named(name)).get("change_a_line") == said


@pytest.mark.parametrize("name", ["exponential, thrown to a plateau", "diverges", "default"])
def test_the_ring_of_the_best_fit_is_whole_however_far_the_window_zooms_out(name: str) -> None:
    stage: Any = laid_out("recap", lesson_named(name))
    best = section(stage.brief.experiment, 2).best
    for window in stage.error_plot.windows:
        share = (best - [window.left, window.bottom]) / [window.width, window.height]
        # A ring of 10 pixels is a fifteenth of the map's width of 150.
        assert ((share > 0.066) & (share < 0.934)).all()
