"""The scene `derivation`: its numbers by hand, and what moves and what stays."""

import re
from typing import Any

import numpy as np
import pytest

from gdcore.data.units import Units
from gdcore.section import section
from gdcore.typeset.expressions import typst
from scenes.brief import Brief
from scenes.film import scene_timeline, unsuited
from scenes.scripts.derivation import gradient
from tests.scenes.conftest import LESSONS, Walkthrough
from tests.scenes.formulas import FORMULAS, women
from tests.scenes.scores import lesson_named, numbers_of, score_of

SCENE = "derivation"


@pytest.fixture(scope="module")
def film() -> Any:
    """Return the default lesson's scene after it was played, and its boxes on the way."""
    from scenes.kit.checks.rehearsal import rehearse

    def seen(stage: Any, frames: int) -> Any:
        board = stage.board
        boxes = [part.box.copy() for part in board.question.parts["inside"]]
        return stage, frames, [stage.shots and [*stage.shots][-1], boxes]

    *_, last = shots = rehearse(SCENE, LESSONS["default"](), seen)
    return Walkthrough(last[0], [found for *_, found in shots], last[1])


def test_the_numbers_of_the_row_by_hand() -> None:
    # Flipper 220 mm is x = 3, body mass 4,700 g is y = 0.7; the line begins at m = -1, b = 1:
    # it says -2, and misses by 2.7, squared 7.29; twice that residual, times -3, is -16.2.
    told = numbers_of(SCENE, LESSONS["default"]())
    keys = ("residual", "row_loss", "row_slope", "width")
    assert [told[key] for key in keys] == ["2.7", "7.29", "−16.2", "3"]
    data = LESSONS["default"]().experiment.data
    k = int(told["number"]) - 1
    assert (data.x.values[k], data.y.values[k]) == (220.0, 4700.0)


def test_the_rate_without_the_2_is_twice_the_rate_with_it() -> None:
    told = numbers_of(SCENE, LESSONS["default"]())
    assert (told["rate"], told["double"]) == ("0.084", "0.168")


@pytest.mark.parametrize("name", ["default", "exponential", "absolute", "logistic", "quintic"])
def test_the_gradient_is_that_of_central_differences(name: str) -> None:
    experiment = lesson_named(name).experiment
    start, step = experiment.trajectory.start, 1e-6
    for k, slope in enumerate(gradient(experiment).tolist()):
        aside = step * np.eye(len(start))[k]
        low, high = (float(experiment.objective.value(start + s * aside)) for s in (-1.0, 1.0))
        assert slope == pytest.approx((high - low) / (2.0 * step), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("default", ("both-minus", "sizes")),
        ("starts at the best fit", ("level",)),
        ("quintic", ("both-plus",)),
        ("proportional, round", ("one-sign",)),
    ],
)
def test_what_the_signs_and_sizes_say(name: str, keys: tuple[str, ...]) -> None:
    _, *told = score_of(SCENE, lesson_named(name))["read_the_gradient"]
    assert tuple(told) == keys


def test_a_loss_of_pieces_steps_aside() -> None:
    assert "pieces" in unsuited(SCENE, FORMULAS["Huber"]())
    assert unsuited(SCENE, FORMULAS["absolute"]()) == ""


def test_the_question_is_asked_within_five_seconds() -> None:
    first = scene_timeline(SCENE, LESSONS["default"]()).beats[0]
    assert dict(first.cues)["error"] < 5.0


def test_the_inside_is_copied_straight_down(film: Walkthrough) -> None:
    board = film.stage.board  # type: ignore[attr-defined]
    pairs = zip(board.question.parts["inside"], board.chained.parts["inside"], strict=True)
    for above, below in pairs:
        assert below.box[:, 0] == pytest.approx(above.box[:, 0])
        assert np.ptp(below.box[:, 1]) == pytest.approx(np.ptp(above.box[:, 1]))


def test_what_does_not_change_does_not_move(film: Walkthrough) -> None:
    beats = ("take_the_outside", "take_the_inside")
    boxes = [np.array(found[1]) for found in film.seen if found[0] in beats]
    assert len(boxes) > len(beats)
    for box in boxes[1:]:
        assert box == pytest.approx(boxes[0])


def test_of_the_two_last_lines_only_the_last_factor_differs(film: Walkthrough) -> None:
    one, other = (line.at(line.pose.x, line.pose.y) for line in film.stage.board.twins)  # type: ignore[attr-defined]
    alike = [
        [p for p in line.parts["tail"] if p not in line.parts["last"]] for line in (one, other)
    ]
    for above, below in zip(*alike, strict=True):
        if above.labels[-1] != "tail":  # the outermost holds brackets of both factors
            assert below.box[:, 0] == pytest.approx(above.box[:, 0])
            assert below.piece.symbols == above.piece.symbols
    lasts = [[p.piece.symbols for p in line.parts["factor"]] for line in (one, other)]
    assert lasts[0] != lasts[1]


def test_the_2_has_left_a_ghost_until_the_chain_rule(film: Walkthrough) -> None:
    board = film.stage.board  # type: ignore[attr-defined]
    (ghost,) = board.question.parts["power"]
    assert 0.0 < ghost.lit < 0.3
    assert ghost.veiled == 0.0


def test_x_comes_out_of_the_inside_where_it_stands_there(film: Walkthrough) -> None:
    board, notes = film.stage.board, film.stage.notes  # type: ignore[attr-defined]
    (mine,) = [p for p in board.chained.parts["factor"] if p.labels[-1] == "data"]
    (theirs,) = [p for p in notes.source if p.labels[-1] == "data"]
    home = mine.box.copy()
    flight = notes.falling()
    flight.fly(1e-9)
    assert mine.box == pytest.approx(theirs.box, abs=1e-6)
    flight.fly(1.0)
    assert (mine.box == home).all()


def test_the_sums_stand_below_each_other(film: Walkthrough) -> None:
    sums = [line.parts["sum"][0].box for line in film.stage.board.twins]  # type: ignore[attr-defined]
    assert sums[0][:, 0] == pytest.approx(sums[1][:, 0])


def test_the_last_lines_are_the_formulas_that_other_scenes_show(film: Walkthrough) -> None:
    # By hand: 1/N Σ 2 (y − (m x + b)) (−x) = −2/N Σ x (y − m x − b), and −1 for −x with b.
    sums, miss = "-frac(2, N) sum_(i = 1)^N", "y_i - m thin x_i - b"
    told = [_bare(line.source) for line in film.stage.board.tidied]  # type: ignore[attr-defined]
    assert told == [
        f"frac(partial E, partial m) = {sums} x_i ({miss})",
        f"frac(partial E, partial b) = {sums} ({miss})",
    ]
    slope = section(LESSONS["default"]().experiment, 1).slopes[0]
    assert _bare(typst(slope)) in told[0]


def _bare(source: str) -> str:
    """Return the source of a formula without its labels."""
    while source != (bare := re.sub(r"\{\{ ((?:(?!\{\{).)*?) : \w+ \}\}", r"\1", source)):
        source = bare
    return re.sub(r"\s+", " ", source)


@pytest.mark.parametrize(
    ("name", "is_so"),
    [("default", True), ("crawls", True), ("exponential", False), ("absolute", False)],
)
def test_only_a_line_s_last_lines_get_shorter(name: str, is_so: bool) -> None:
    assert ("take_out_what_is_shared" in score_of(SCENE, lesson_named(name))) == is_so


def test_what_both_lines_share_is_named_beside_their_sums() -> None:
    from scenes.kit.checks.rehearsal import rehearse

    def seen(stage: Any, _frames: int) -> Any:
        return stage

    *_, stage = rehearse(SCENE, lesson_named("logistic"), seen)
    words = stage.both.shared[-1].box
    for line in stage.board.twins:
        for part in line.parts["sigma"]:
            assert words[0, 0] > part.box[1, 0]


def test_numbers_that_swell_do_not_reach_the_pictures() -> None:
    from scenes.kit.checks.rehearsal import rehearse

    cubic = Brief(women("a*x**3 + b*x**2 + c*x + d", units=Units.ROUND))
    *_, stage = rehearse(SCENE, cubic, lambda stage, _frames: stage)
    pictures = min(float(effect.shapes[0].points[:, 0].min()) for effect in stage.both.effects)
    assert len({result.size_px for result in stage.both.results}) == 1
    for result in stage.both.results:
        boxes = np.array([part.box for part in result.parts["residual"]])
        left, right = boxes[:, 0, 0].min(), boxes[:, 1, 0].max()
        assert left + 1.3 * (right - left) < pictures
