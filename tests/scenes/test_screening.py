"""A scene that is watched: each fault is found, with its time, and a scene in order has none."""

from collections.abc import Callable

import numpy as np
import pytest

from gdvideo.rendering.watching import Watched, counted
from scenes.brief import default_brief
from scenes.kit.checks.screening import Finding, screened
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, vanishing
from scenes.kit.ink.shapes import Dots, Type
from scenes.kit.look.look import DARK
from scenes.kit.plots.plot import Panel
from scenes.kit.text.readout import Readout
from scenes.shot import Shot
from scenes.stage import Stage
from scenes.telling.timeline import Timeline
from tests.scenes.said import read_silently, said

WORDS = "Then then then then |five:then| then then then then the."
"""Ten words as long are read in four seconds; the fifth after 1.6."""


class Scene(Stage):
    """One beat of four seconds: a panel with a dot, a word and a number."""

    scene_id = "parabola"
    words = WORDS

    def construct(self) -> None:
        (beat,) = read_silently({"beat": said(self.words)}).beats
        self.timeline = Timeline("parabola", "", (beat,))
        self.panel = Panel(Box("p", -3.0, -2.0, 3.0, 2.0), DARK)
        self.dot = Dots(np.zeros((1, 2)), 5.0, DARK.model)
        self.word = Type("word", 24.0, DARK.text).at(-2.5, 1.0)
        self.number = Readout(24.0, DARK.text, -2.5, -1.5).tell("1.0")
        self.hang(self.panel, self.dot, self.word, self.number)
        shot = self.shots["beat"] = Shot(self, beat)
        self.act(shot)
        shot.pause()

    def act(self, shot: Shot) -> None:
        """Move on the word, and until the end."""
        shot.until("five")
        shot.drive(self.right, shot.left_s)

    def right(self, progress: float) -> None:
        """Move the dot to the right."""
        self.dot.put(np.array([[progress, 0.0]]))

    def rise(self, progress: float) -> None:
        """Move the dot up at the left, over the word."""
        self.dot.put(np.array([[-2.3, min(2.0 * progress, 1.8)]]))


def found(act: Callable[[Scene, Shot], None], words: str = WORDS) -> list[Finding]:
    """Return what is found in a scene that acts so."""
    return [*screened(type("Acting", (Scene,), {"act": act, "words": words}), default_brief())]


def test_a_scene_in_order_has_no_findings() -> None:
    assert found(Scene.act) == []


def test_a_word_without_its_movement_is_found() -> None:
    def act(scene: Scene, shot: Shot) -> None:
        shot.drive(scene.right, 4.0)

    (finding,) = found(act)
    # The beat begins after a prelude of 0.4 s.
    assert str(finding) == "at 2.0 s: nothing begins to move on its word, cue “five”"


@pytest.mark.parametrize(("late_s", "is_wrong"), [(0.4, False), (0.7, True)])
def test_a_word_whose_movement_is_late_is_found(late_s: float, *, is_wrong: bool) -> None:
    def act(scene: Scene, shot: Shot) -> None:
        shot.until("five")
        shot.pause(late_s)
        shot.drive(scene.right, shot.left_s)

    assert [finding.what for finding in found(act)] == (
        ["nothing begins to move on its word"] if is_wrong else []
    )


def test_a_still_stretch_is_found_and_a_poster_may_stand_longer() -> None:
    long = "Then then then then then then then then then then then then then then |go:then|."

    def act(scene: Scene, shot: Shot) -> None:
        shot.until("go")
        shot.drive(scene.right, shot.left_s)

    # Fourteen words of 2.5 a second are 5.6 s.
    (finding,) = found(act, long)
    assert (finding.what, finding.start_s) == ("nothing moves", 0.0)
    assert finding.end_s == pytest.approx(5.6, abs=0.1)

    def rest(scene: Scene, shot: Shot) -> None:
        shot.drive(scene.right, 0.2)

    assert found(rest, long.replace("|go:then|", "then")) == []


def test_what_moves_over_a_standing_word_is_found_from_when_to_when() -> None:
    def act(scene: Scene, shot: Shot) -> None:
        shot.drive(scene.rise, 1.6)
        shot.drive(scene.right, shot.left_s)

    (finding,) = [f for f in found(act) if "moves over" in f.what]
    assert finding.what == "the model dots moves over the text “word”"
    # Half-way of 1.6 s the dot is on the word, and at a quarter and three quarters it is not.
    assert finding.start_s == finding.end_s == pytest.approx(0.8, abs=0.02)


def test_a_movement_without_its_time_is_found() -> None:
    def act(scene: Scene, shot: Shot) -> None:
        shot.until("five")
        shot.drive(scene.right, 10.0)

    (finding,) = found(act)
    assert (finding.what, finding.where) == (
        "a movement has too little time",
        "0.24 of what it needs",
    )


def told(scene: Scene, progress: float) -> None:
    scene.right(progress)
    scene.number.tell(f"{1.0 + progress:.1f}")


def test_a_number_that_runs_is_found_unless_a_knob_is_turned_or_steps_are_walked() -> None:
    def act(name: str) -> Callable[[Scene, Shot], None]:
        def function(scene: Scene, shot: Shot) -> None:
            shot.until("five")
            getattr(shot, name)(lambda t: told(scene, t), shot.left_s)

        return function

    (finding,) = found(act("drive"))
    assert finding.what == "a number runs through what is no iterate: 1.2"
    assert finding.where == "to 2.0"
    assert found(act("by_hand")) == found(act("walk")) == []


def test_a_number_that_changes_at_the_end_is_in_order() -> None:
    def act(scene: Scene, shot: Shot) -> None:
        shot.until("five")
        shot.drive(lambda t: told(scene, float(t == 1.0)), 1.0)

    assert found(act) == []


def test_an_empty_panel_at_the_start_is_found() -> None:
    def act(scene: Scene, shot: Shot) -> None:
        for shape in (scene.dot, scene.word, scene.number):
            shape.veil(0.0)
        Scene.act(scene, shot)

    (finding,) = [f for f in found(act) if "empty" in f.what]
    assert str(finding) == "at 0.0 s: a panel is empty, around pixel (640, 360)"


def test_words_may_be_faint_while_they_fade_but_not_lie_over_each_other() -> None:
    def act(scene: Scene, shot: Shot) -> None:
        shot.until("five")
        other = Type("other", 24.0, DARK.text).at(-2.5, 1.0)
        scene.hang(other)
        other.veil(0.0)
        shot.together(
            Move(lambda t: other.veil(t), shot.left_s), Move(vanishing(scene.word), shot.left_s)
        )

    assert {finding.what for finding in found(act)} == {
        "the text “word” lies over the text “other”"
    }


def test_equal_frames_are_counted_and_the_last_picture_is_left_out() -> None:
    # At 2 frames a second 2.5 s are five frames: of 3 + 1 + 2 + 6 the last five.
    shown = [(7, 3), (8, 1), (9, 1), (9, 1), (1, 6)]
    assert counted(shown, 2) == Watched(frames=7, equal=3, longest_s=1.5, from_s=0.0)
    assert counted([(1, 1), (2, 4), (2, 5)], 2) == Watched(5, 3, 2.0, 0.5)
