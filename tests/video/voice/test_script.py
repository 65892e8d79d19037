"""The script to record: what is said, under the names that recordings are looked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gdvideo.voice.recordings import Beats, Recordings, beat_names, recorded
from gdvideo.voice.script import script
from scenes.brief import default_brief
from scenes.film import FILM, scene_sentences
from scenes.telling.sentences import Sentence
from tests.video.voice.conftest import SENTENCES, words
from tests.video.voice.test_recordings import noise, write

TEXT = words(SENTENCES[1])
SAID = (Sentence(TEXT, TEXT),)


def test_script_names_what_is_looked_for(tmp_path: Path) -> None:
    long = Sentence(("A", "surprise."), ("A", "surprise."), rest_s=1.5)
    beats: Beats = {
        ("tangent", "slope"): (long, *SAID),
        ("tangent", "step"): SAID,
        ("surface", "slope"): (long,),
    }
    assert [*script(beats)][:5] == [
        "tangent-01.wav",
        f"    A surprise. [1.5 s of silence] {SENTENCES[1]}",
        "",
        "tangent-02.wav",
        f"    {SENTENCES[1]}",
    ]
    names = [line for line in script(beats) if line.endswith(".wav")]
    assert names == [f"{name}.wav" for name in beat_names(beats).values()]
    for name in names:
        write(tmp_path / name, noise(1.0))
    assert recorded(beats, Recordings(tmp_path), lambda _: None).keys() == beats.keys()


def test_command_prints_each_beat_of_the_film(gdvideo: Callable[..., Any]) -> None:
    told = gdvideo("script").out.split("\n\n")[:-1]
    said = [
        (scene, " ".join(part.words for part in beat))
        for scene in FILM
        for beat in scene_sentences(scene, default_brief()).values()
    ]
    assert len(told) == len(said) > 20
    for paragraph, (scene, words_) in zip(told, said, strict=True):
        name, read = paragraph.split("\n")
        assert name.startswith(f"{scene}-")
        assert read.split()[:3] == words_.split()[:3]


def test_command_keeps_to_the_scene_that_is_asked_for(gdvideo: Callable[..., Any]) -> None:
    lines = gdvideo("script", "--scene", "tangent").out.splitlines()
    assert lines[0] == "tangent-01.wav"
    assert {line[:8] for line in lines[::3]} == {"tangent-"}
