"""A lesson's voice, from the option to the film: what is heard, and what moves with it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from gdvideo.briefing import brief_of
from gdvideo.errors import InputError
from gdvideo.lesson import lesson_of
from gdvideo.lessons.files import read_lesson
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.key import clip_key
from gdvideo.rendering.plan import plan
from gdvideo.study import study
from gdvideo.telling import Telling, told
from gdvideo.voice.recordings import Recordings
from scenes.film import scene_sentences, scene_timeline
from tests.video.render.films import black

SCENE = "tangent"
GIVEN: dict[str, object] = {"data": "three", "steps": 3, "quality": "draft", "scenes": [SCENE]}
RATE = 48_000


def spoken_in(folder: Path) -> list[Path]:
    """Record each beat of the scene as so many loud stretches as it has sentences."""
    folder.mkdir()
    brief = brief_of(study(lesson_of(GIVEN)))[0]
    files: list[Path] = []
    for number, said in enumerate(scene_sentences(SCENE, brief).values(), 1):
        sentence = [np.zeros(RATE // 2), np.sin(np.arange(RATE) / 9) * 0.3]
        samples = np.concatenate([*sentence * len(said), np.zeros(RATE // 2)])
        files.append(folder / f"{SCENE}-{number:02d}.wav")
        with av.open(files[-1], "w") as file:
            stream = file.add_stream("pcm_s16le", rate=RATE, layout="mono")
            frame = av.AudioFrame.from_ndarray(
                (samples * 32767).astype(np.int16)[None], format="s16", layout="mono"
            )
            frame.sample_rate = RATE
            file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
    return files


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoken_in(tmp_path_factory.mktemp("voice") / "mine")[0].parent


def spoken(recordings: Path, **changes: object) -> Any:
    """Return the brief and the telling of a lesson that a teacher has recorded."""
    made = study(lesson_of({**GIVEN, "voice": str(recordings), **changes}))
    return made, *told(made.lesson, brief_of(made)[0], (SCENE,), lambda _: None)


def test_a_beat_lasts_as_long_as_its_recording(recordings: Path) -> None:
    _, brief, telling = spoken(recordings)
    for beat in scene_timeline(SCENE, brief).beats:
        utterance = brief.utterances[SCENE, beat.id]
        assert beat.word_starts_s == utterance.starts_s
        said_s = 1.5 * len(beat.sentences) - 0.5
        assert utterance.length_s == pytest.approx(said_s, abs=0.5)
        assert beat.length_s >= utterance.length_s >= len(telling.sounds[SCENE, beat.id]) / RATE


def test_a_scene_is_heard_beat_by_beat(recordings: Path) -> None:
    _, brief, telling = spoken(recordings)
    timeline = scene_timeline(SCENE, brief)
    heard = telling.sound(timeline)
    assert len(heard) == round(timeline.length_s * RATE)
    for beat in timeline.beats:
        begin, end = round(beat.start_s * RATE), round(beat.end_s * RATE)
        said = telling.sounds[SCENE, beat.id]
        np.testing.assert_array_equal(heard[begin : begin + len(said)], said)
        assert not heard[begin + len(said) : end].any()
        # Where clips are joined it is silent.
        assert not heard[begin : begin + 4000].any()
        assert not heard[end - 4800 : end].any()


def test_recordings_of_the_whole_film_serve_a_short_one(recordings: Path) -> None:
    _, _, whole = spoken(recordings)
    _, brief, telling = spoken(recordings, length="short")
    timeline = scene_timeline(SCENE, brief)
    assert [*telling.sounds] == [(SCENE, beat.id) for beat in timeline.beats]
    for beat, sound in telling.sounds.items():
        np.testing.assert_array_equal(sound, whole.sounds[beat])
    heard = telling.sound(timeline)
    for before, after in pairwise(timeline.beats):
        assert not heard[round(before.end_s * RATE) : round(after.start_s * RATE)].any()


@pytest.mark.parametrize(
    ("chosen", "voice", "shown"),
    [
        (None, "none", "drawn"),
        (None, "mine", "soft"),
        *(
            (chosen, voice, chosen)
            for chosen in ("soft", "drawn", "none")
            for voice in ("none", "mine")
        ),
    ],
)
def test_captions_are_drawn_where_nothing_is_heard(
    recordings: Path, chosen: str | None, voice: str, shown: str
) -> None:
    changes = {} if voice == "mine" else {"voice": "none"}
    _, brief, telling = spoken(recordings, captions=chosen, **changes)
    assert (telling.captions, brief.captioned) == (shown, shown == "drawn")
    assert (telling.voice is None) == (voice == "none")


def test_a_silent_film_has_no_tracks_unless_captions_are_soft() -> None:
    brief = brief_of(study(lesson_of(GIVEN)))[0]
    timeline = scene_timeline(SCENE, brief)
    for captions in ("drawn", "none"):
        bare = Telling(captions).tracks(timeline, "en")
        assert (bare.sound, bare.captions, bare.title) == (None, (), timeline.title)
    tracks = Telling("soft").tracks(timeline, "en")
    assert tracks is not None
    assert tracks.sound is None


def test_a_clip_s_key_follows_its_own_recordings(recordings: Path, tmp_path: Path) -> None:
    mine = Path(shutil.copytree(recordings, tmp_path / "mine"))
    made, brief, telling = spoken(mine)

    def keys() -> list[str]:
        quality = QUALITIES["draft"]
        return [clip_key(scene, made, brief, telling, quality) for scene in (SCENE, "iterate")]

    before = keys()
    assert keys() == before
    (mine / "iterate-01.wav").write_bytes(b"another scene's")
    assert [new == old for new, old in zip(keys(), before, strict=True)] == [True, False]
    before = keys()
    again = mine / f"{SCENE}-02.wav"
    again.write_bytes(again.read_bytes() + b"\0\0")
    assert [new == old for new, old in zip(keys(), before, strict=True)] == [False, True]


def test_keys_tell_captions_and_voices_apart(recordings: Path) -> None:
    made, brief, telling = spoken(recordings)
    silent = brief_of(made)[0]
    tellings = [(silent, Telling(mode)) for mode in ("soft", "drawn", "none")]
    tellings += [(brief, replace(telling, captions=mode)) for mode in ("soft", "drawn", "none")]
    keys = {plan(made, handed, how).jobs[0].key for handed, how in tellings}
    assert len(keys) == 6


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--voice .*gone: cannot be read: No such file"):
        Recordings(tmp_path / "gone").digest(SCENE)


def test_a_voice_is_looked_for_beside_the_lesson_file(tmp_path: Path) -> None:
    (tmp_path / "course" / "mine").mkdir(parents=True)
    (tmp_path / "course" / "none").mkdir()
    file = tmp_path / "course" / "lesson.toml"
    for given, expected in (
        ("mine", str(tmp_path / "course" / "mine")),
        ("none", "none"),
        ("auto", "auto"),
        ("other.onnx", "other.onnx"),
    ):
        file.write_text(f'voice = "{given}"\n', encoding="utf-8")
        assert read_lesson(file).voice == expected


def test_film_json_tells_the_voice_but_not_where_it_lies(
    gdvideo: Callable[..., Any],
    recordings: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gdvideo.rendering.frames.draw_clip", black)
    lesson = ("render", "--data=three", "--steps=3", "--quality=draft", f"--scene={SCENE}")
    assert gdvideo(*lesson, "--voice", str(recordings)).status == 0
    text = (tmp_path / "out" / "film.json").read_text(encoding="utf-8")
    assert str(recordings.parent) not in text
    found = json.loads(text)
    assert (found["voice"], found["captions"], found["lesson"]["voice"]) == ("mine", "soft", "mine")
    assert found["audio"] == {"codec": "aac", "sample_rate": 48_000, "channels": 1}
    assert gdvideo(*lesson, "--voice", "none").status == 0
    found = json.loads((tmp_path / "out" / "film.json").read_text(encoding="utf-8"))
    assert (found["voice"], found["audio"], found["captions"]) == (None, None, "drawn")


def test_without_the_engine_a_film_is_silent_and_says_so(
    gdvideo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gdvideo.rendering.frames.draw_clip", black)
    monkeypatch.setattr("gdvideo.voice.voiced.is_installed", lambda: False)
    done = gdvideo("render", "--data=three", "--steps=3", "--quality=draft", f"--scene={SCENE}")
    assert done.status == 0
    assert done.err.count("No voice is installed: the film is silent") == 1
