"""The script to record: what is said, under the names that recordings are looked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gdvideo.voice.recordings import Recordings, recorded
from gdvideo.voice.script import script
from scenes.brief import default_brief
from scenes.film import FILM, scene_timeline
from scenes.telling.sentences import Sentence
from scenes.telling.timeline import timeline
from tests.video.voice.conftest import SENTENCES, words
from tests.video.voice.test_recordings import noise, write

TEXT = words(SENTENCES[1])
SAID = (Sentence(TEXT, TEXT),)


def test_script_is_markdown_under_the_names_that_are_looked_for(tmp_path: Path) -> None:
    long = Sentence(("A", "*surprise*."), ("A", "surprise."), rest_s=1.5)
    first = timeline("tangent", "The first", {"slope": (long, *SAID), "step": SAID}, {}, {})
    second = timeline("surface", "The [next]", {"slope": (long,)}, {}, {})
    lines = [*script("The film", (first, second))]
    assert "\n".join(lines) == (
        "# The film\n\n## The first\n\n**1. `tangent-01.wav`**\n\n"
        f"A \\*surprise\\*. *(1.5 s of silence)* {SENTENCES[1]}\n\n"
        f"**2. `tangent-02.wav`**\n\n{SENTENCES[1]}\n\n"
        "## The \\[next\\]\n\n**1. `surface-01.wav`**\n\n"
        "A \\*surprise\\*. *(1.5 s of silence)*"
    )
    beats = {(t.scene, b.id): b.sentences for t in (first, second) for b in t.beats}
    for name in names_of(lines):
        write(tmp_path / name, noise(1.0))
    assert recorded(beats, Recordings(tmp_path), lambda _: None).keys() == beats.keys()


def names_of(lines: list[str]) -> list[str]:
    """Return the names of the files, as they stand in a script."""
    return [line.split("`")[1] for line in lines if line.endswith(".wav`**")]


def test_command_prints_each_beat_of_the_film(gdvideo: Callable[..., Any]) -> None:
    told = [block for block in gdvideo("script").out.strip().split("\n\n") if block[0] != "#"]
    said = [
        (scene, beat.words)
        for scene in FILM
        for beat in scene_timeline(scene, default_brief()).beats
    ]
    assert len(told) == 2 * len(said) > 40
    for name, read, (scene, words_) in zip(told[::2], told[1::2], said, strict=True):
        assert f"`{scene}-" in name
        assert read.split()[:3] == words_.split()[:3]


def test_command_keeps_to_the_scene_that_is_asked_for(gdvideo: Callable[..., Any]) -> None:
    lines = gdvideo("script", "--scene", "tangent").out.splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "# Gradient descent, step by step",
        "## The steepness says which way, and how far",
    ]
    assert {name[:8] for name in names_of(lines)} == {"tangent-"}
