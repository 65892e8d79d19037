"""Playing a scene without drawing it: quick, silent, and to the frame."""

from pathlib import Path

import numpy as np
import pytest
from manim import config

from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw
from scenes.brief import default_brief
from scenes.film import FILM
from scenes.kit.checks.rehearsal import FRAME_RATE, rehearse
from scenes.kit.ink.motion import Drive
from scenes.kit.ink.shapes import Dots
from scenes.stage import Stage
from tests.scenes.conftest import LESSONS

SCENES = pytest.mark.parametrize("scene", FILM)


def test_as_many_frames_are_counted_as_are_drawn() -> None:
    drawn: list[int] = []
    brief = LESSONS["one step"]()
    draw(FILM[-1], brief, QUALITIES["draft"], lambda _, repeat: drawn.append(repeat))
    frames = rehearse(FILM[-1], brief, lambda _, frames: frames)
    # A draft has half as many frames a second.
    assert frames[-1] == 2 * sum(drawn)


@SCENES
def test_nothing_is_written_and_the_configuration_stays(
    scene: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {key: config[key] for key in config}
    rehearse(scene, default_brief(), lambda *_: None)
    assert {key: config[key] for key in config} == before
    assert list(tmp_path.iterdir()) == []


class _Breaks(Stage):
    scene_id = "iterate"

    def construct(self) -> None:
        raise RuntimeError("an error in a scene")


def test_the_configuration_stays_when_a_scene_breaks() -> None:
    before = {key: config[key] for key in config}
    with pytest.raises(RuntimeError, match="an error in a scene"):
        rehearse(_Breaks, default_brief(), lambda *_: None)
    assert {key: config[key] for key in config} == before


class _Twice(Stage):
    scene_id = "iterate"

    def construct(self) -> None:
        self.heard: list[float] = []
        dot = Dots(np.zeros((1, 2)), 3.0, self.look.data)
        self.add(dot)
        self.play(Drive(self.heard.append, dot, 1.0 - 0.5 / FRAME_RATE))
        self.wait(2.0 + 0.25 / FRAME_RATE)


def test_each_animation_is_begun_and_ended_before_one_looks() -> None:
    looks = rehearse(_Twice, default_brief(), lambda stage, n: (list(stage.heard), n))
    assert looks == [([0.0, 1.0], FRAME_RATE), ([0.0, 1.0], 3 * FRAME_RATE)]
