"""A teacher's recordings: any format, one loudness; what cannot be used is one sentence."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from gdvideo.errors import InputError
from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.voice.filters import LOUDNESS
from gdvideo.voice.recordings import Beats, Recordings, recorded
from gdvideo.voice.sound import Sound
from gdvideo.voice.speaking import Words
from scenes.telling.sentences import Sentence
from scenes.telling.speech import LEAD_S
from tests.video.voice.conftest import SENTENCES, words

TEXT = words(SENTENCES[1])
BEATS: Beats = {("tangent", "slope"): (Sentence(TEXT, TEXT),)}
NAME = "tangent-01"
BEFORE_S = 0.7


def write(
    path: Path, sound: NDArray[np.float64], rate: int = SAMPLE_RATE, codec: str = "pcm_s16le"
) -> Path:
    """Write sound, shape (channels, n), as some recorder would."""
    layout = "stereo" if len(sound) == 2 else "mono"
    with av.open(path, "w") as file:
        stream = file.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(sound.astype(np.float32), "fltp", layout)
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def taken(sound: Sound, rate: int, gain: float = 0.2) -> NDArray[np.float64]:
    """Return what a recorder of another rate takes of a voice: hiss, and silence on both sides."""
    times = np.arange(0.0, sound.length_s + 2 * BEFORE_S, 1.0 / rate) - BEFORE_S
    own = np.arange(len(sound.samples)) / SAMPLE_RATE
    heard = np.interp(times, own, gain * sound.samples / 32_768.0, left=0.0, right=0.0)
    return heard + 0.001 * gain * np.random.default_rng(2).standard_normal(len(times))


KINDS = [
    ("wav", "pcm_s16le", 48_000, 1),
    ("WAV", "pcm_f32le", 44_100, 2),
    ("flac", "flac", 96_000, 2),
    ("mp3", "libmp3lame", 44_100, 1),
    ("m4a", "aac", 32_000, 2),
    ("ogg", "libopus", 48_000, 1),
]


@pytest.mark.parametrize(("ending", "codec", "rate", "channels"), KINDS, ids=[k[1] for k in KINDS])
def test_recording_of_any_kind_is_as_loud_and_timed(
    tmp_path: Path, made: dict[Words, Sound], ending: str, codec: str, rate: int, channels: int
) -> None:
    sound = made[TEXT]
    write(tmp_path / f"{NAME}.{ending}", np.tile(taken(sound, rate), (channels, 1)), rate, codec)
    told: list[str] = []
    (speech,) = recorded(BEATS, Recordings(tmp_path), told.append).values()
    assert told == []
    meter = pyloudnorm.Meter(SAMPLE_RATE)
    assert meter.integrated_loudness(speech.samples.astype(float)) == pytest.approx(
        LOUDNESS, abs=0.7
    )
    assert speech.samples.dtype == np.float32
    assert speech.utterance.length_s == pytest.approx(len(speech.samples) / SAMPLE_RATE, abs=1e-5)
    assert speech.utterance.length_s == pytest.approx(sound.length_s + LEAD_S + 0.15, abs=0.1)
    # Its sentence has a comma, at which the voice pauses.
    expected = np.array(sound.starts_s) - sound.starts_s[0] + LEAD_S + 0.05
    apart = np.abs(np.array(speech.utterance.starts_s) - expected)
    assert float(np.median(apart)) < 0.1
    assert apart[0] < 0.05
    assert float(np.max(apart)) < 0.35


def test_offset_and_rumble_of_a_cheap_microphone_move_no_word(
    tmp_path: Path, made: dict[Words, Sound]
) -> None:
    clean, folders = taken(made[TEXT], SAMPLE_RATE), (tmp_path / "clean", tmp_path / "cheap")
    rumble = 0.3 + 0.02 * np.sin(2.0 * np.pi * 12.0 * np.arange(len(clean)) / SAMPLE_RATE)
    for folder, sound in zip(folders, (clean, clean + rumble), strict=True):
        folder.mkdir()
        write(folder / f"{NAME}.wav", sound[np.newaxis])
    one, other = (
        recorded(BEATS, Recordings(folder), lambda _: None)["tangent", "slope"]
        for folder in folders
    )
    assert other.utterance.starts_s == pytest.approx(one.utterance.starts_s, abs=0.03)
    assert abs(float(np.mean(other.samples))) < 1e-3


def noise(seconds: float, peak: float = 0.1) -> NDArray[np.float64]:
    return peak * np.random.default_rng(3).uniform(-1.0, 1.0, (1, round(seconds * SAMPLE_RATE)))


def refusal(folder: Path, beats: Beats = BEATS) -> str:
    with pytest.raises(InputError) as told:
        recorded(beats, Recordings(folder), lambda _: None)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_missing_recording_is_told_with_its_name(tmp_path: Path) -> None:
    write(tmp_path / f"{NAME}.wav", noise(1.0))
    two = {**BEATS, ("tangent", "step"): BEATS["tangent", "slope"]}
    told = refusal(tmp_path, two)
    assert "no recording tangent-02.wav" in told
    assert "1 of 2 are missing" in told


def test_folder_that_is_none_is_told(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refusal(tmp_path / "none")


def test_two_recordings_of_a_beat_are_told(tmp_path: Path) -> None:
    for ending in ("wav", "flac"):
        (tmp_path / f"{NAME}.{ending}").touch()
    assert f"{NAME}.flac: there is a {NAME}.wav as well" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no sound", b"RIFF\x00\x00\x00\x00WAVE", bytes(5000)])
def test_unreadable_recording_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{NAME}.wav").write_bytes(content)
    assert f"{NAME}.wav: cannot be read as sound: " in refusal(tmp_path)


def test_film_without_sound_is_told(tmp_path: Path) -> None:
    with av.open(tmp_path / f"{NAME}.mp4", "w") as file:
        stream = file.add_stream("libx264", rate=5)
        stream.width = stream.height = 32
        frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8))
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    assert f"{NAME}.mp4: holds no sound" in refusal(tmp_path)


@pytest.mark.parametrize("peak", [0.0, 1e-4])
def test_silent_recording_is_told(tmp_path: Path, peak: float) -> None:
    write(tmp_path / f"{NAME}.wav", noise(2.0, peak))
    assert f"{NAME}.wav: is silent" in refusal(tmp_path)


def test_endless_recording_is_told(tmp_path: Path) -> None:
    write(tmp_path / f"{NAME}.wav", np.tile(noise(1.0), 301))
    assert f"{NAME}.wav: is longer than 5 minutes" in refusal(tmp_path)


def test_sound_of_no_numbers_is_told(tmp_path: Path) -> None:
    sound = noise(1.0)
    sound[0, 300] = np.nan
    write(tmp_path / f"{NAME}.wav", sound, codec="pcm_f32le")
    assert "it holds what is no number" in refusal(tmp_path)


def test_clipped_recording_is_used_and_told(tmp_path: Path) -> None:
    write(tmp_path / f"{NAME}.wav", np.clip(noise(2.0, 3.0), -1.0, 1.0))
    told: list[str] = []
    assert len(recorded(BEATS, Recordings(tmp_path), told.append)) == 1
    assert told == [
        f"{NAME}.wav: is clipped where it is loudest; it would sound better recorded softer"
    ]
