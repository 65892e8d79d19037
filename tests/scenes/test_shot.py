"""The time of a beat: cues, movements side by side, and what is too late or too short."""

from collections.abc import Callable

import numpy as np
import pytest
from manim import tempconfig

from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import FRAME_RATE, rehearse
from scenes.kit.ink.motion import Move, dissolving, lowest_moved, side_by_side
from scenes.kit.ink.shapes import Dots, Type
from scenes.shot import Shot
from scenes.stage import Stage
from tests.scenes.said import read_silently, said

WORDS = "Then then then then |five:then| then then then then the."
"""Ten words as long are read in four seconds; the fifth after 1.6."""


def dot() -> Dots:
    return Dots(np.zeros((1, 2)), 3.0, "#FFFFFF")


def played(act: Callable[[Shot, Dots], None]) -> tuple[Shot, int]:
    """Play one beat of four seconds; return its shot and how many frames it has had."""

    class Scene(Stage):
        scene_id = "parabola"

        def construct(self) -> None:
            (beat,) = read_silently({"beat": said(WORDS)}).beats
            mark = dot()
            self.hang(mark)
            shot = self.shots["beat"] = Shot(self, beat)
            act(shot, mark)
            shot.pause()

    stage, frames = rehearse(Scene, default_brief(), lambda stage, frames: (stage, frames))[-1]
    return stage.shots["beat"], frames


def test_a_beat_has_its_frames_whatever_moves() -> None:
    for seconds in (0.1, 1.0, 3.99, 9.0):
        _, frames = played(lambda shot, mark, s=seconds: shot.appear(mark, seconds=s))
        assert frames == 4 * FRAME_RATE


def test_a_cue_is_waited_for_and_a_movement_ends_on_it() -> None:
    left: list[float] = []

    def act(shot: Shot, mark: Dots) -> None:
        shot.drive(lambda t: mark.put(np.array([[t, 0.0]])), to="five")
        left.append(shot.left_s)
        shot.until("five")
        left.append(shot.left_s)

    shot, _ = played(act)
    assert left == pytest.approx([2.4, 2.4], abs=1 / FRAME_RATE)
    assert shot.late_s == {"five": 0.0}
    assert shot.squeezed == 1.0


def test_what_is_late_or_too_short_is_noted() -> None:
    def act(shot: Shot, mark: Dots) -> None:
        shot.appear(mark, seconds=3.0)
        shot.until("five")
        shot.vanish(mark, seconds=4.0)

    shot, _ = played(act)
    assert shot.late_s["five"] == pytest.approx(1.4, abs=1 / FRAME_RATE)
    assert shot.squeezed == pytest.approx(0.25, abs=0.01)


def test_what_was_not_hung_up_is_refused() -> None:
    with pytest.raises(ValueError, match="must be hung up in `lay_out`, got Dots"):
        played(lambda shot, _: shot.appear(dot()))


def test_an_unknown_cue_names_those_there_are() -> None:
    with pytest.raises(KeyError, match="beat have no cue 'six', but five"):
        played(lambda shot, _: shot.until("six"))


def test_movements_side_by_side_have_their_own_seconds() -> None:
    heard: dict[str, list[float]] = {"one": [], "two": []}
    function, seconds = side_by_side(
        Move(heard["one"].append, 1.0), Move(heard["two"].append, 2.0, after_s=1.0)
    )
    assert seconds == 3.0
    for progress in (0.0, 0.5, 1.0):
        function(progress)
    # After 1.5 of 3 seconds the first is over, and the second a quarter of its way.
    assert heard == {"one": [0.0, 1.0, 1.0], "two": [0.0, 0.25, 1.0]}


def test_the_lowest_that_moves_is_found_and_put_back() -> None:
    still, low, high = (dot() for _ in range(3))

    def move(progress: float) -> None:
        high.put(np.array([[progress, 0.0]]))
        if progress > 0.5:
            low.put(np.array([[0.0, progress]]))
        else:
            low.put(np.zeros((1, 2)))

    assert lowest_moved(move, [still, low, high]) is low
    assert not low.points.any()
    assert not high.points.any()
    assert lowest_moved(lambda _: None, [still, low]) is None


def test_in_a_rehearsal_any_that_moves_will_do() -> None:
    still, one = dot(), dot()
    tried: list[float] = []

    def move(progress: float) -> None:
        tried.append(progress)
        if progress > 0.5:
            one.put(np.array([[0.0, progress]]))

    with tempconfig({"dry_run": True}):
        assert lowest_moved(move, [still, one]) is one
    assert max(tried) < 1.0


def test_a_picture_dissolves_into_another_and_words_wait_for_words() -> None:
    old, new, gone, comes = dot(), dot(), Type("one", 20.0, "#FFFFFF"), Type("two", 20.0, "#FFFFFF")
    for shape in (new, comes):
        shape.veil(0.0)
    function, _ = side_by_side(*dissolving([old, gone], [new, comes]))
    for progress in np.linspace(0.0, 1.0, 21).tolist():
        function(progress)
        assert max(old.veiled, new.veiled) > 0.6
        assert min(gone.veiled, comes.veiled) == 0.0
        # New words are not read over edges of the old picture.
        assert min(old.veiled, comes.veiled) < 0.25
    assert (old.veiled, new.veiled, gone.veiled, comes.veiled) == (0.0, 1.0, 0.0, 1.0)
