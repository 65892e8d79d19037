"""Tracks: pictures are copied, sound and captions are found where they were put."""

import hashlib
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from gdvideo.errors import RenderError
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import Quality
from gdvideo.media.tracks import Tracks, dress
from scenes.telling.captions import Caption

SMALL = Quality("small", 64, 48, 15)
LENGTH_S = 4.2
CAPTIONS = (
    Caption(0.0, 1.25, ("Where is it lowest?", "λ < 1 & “η” = 0.05")),
    Caption(1.25, 2.0, ("One line",)),
    Caption(2.6, LENGTH_S, ("文字 e\u0301",)),
)
TONE = (1.5, 1.9)
"""When the tone begins and ends, in seconds."""


def tone() -> NDArray[np.float32]:
    """Return silence with a tone of 440 Hz in it."""
    seconds = np.arange(round(LENGTH_S * 48_000)) / 48_000
    heard = (seconds >= TONE[0]) & (seconds < TONE[1])
    return (0.5 * np.sin(2 * np.pi * 440 * seconds) * heard).astype(np.float32)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("pictures") / "clip.mp4"
    with Encoder(target, SMALL) as encoder:
        for k in range(round(LENGTH_S * 15)):
            encoder.write(np.full((48, 64, 4), 3 * k, np.uint8))
    return target


@pytest.fixture(scope="module")
def clip(pictures: Path) -> Path:
    target = pictures.with_name("dressed.mp4")
    dress(pictures, Tracks("en", tone(), CAPTIONS), target)
    return target


def heard(path: Path) -> NDArray[np.float64]:
    """Return what a player plays, from the film's beginning."""
    with av.open(path) as file:
        frames = list(file.decode(audio=0))
    assert frames[0].pts == 0
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(float)


def read(path: Path) -> list[tuple[float, float, str]]:
    """Return start, end and text of each caption that is not empty."""
    with av.open(path) as file:
        packets = [p for p in file.demux(subtitles=0) if p.pts is not None]
        return [
            (float(p.pts * p.time_base), float((p.pts + p.duration) * p.time_base), text)
            for p in packets
            if (text := bytes(p)[2:].decode())
        ]


def packets(path: Path, kind: str) -> list[tuple[Any, ...]]:
    with av.open(path) as file:
        (stream,) = getattr(file.streams, kind)
        return [(p.pts, p.dts, p.is_keyframe, bytes(p)) for p in file.demux(stream)]


def test_pictures_are_those_that_were_there(clip: Path, pictures: Path) -> None:
    assert packets(clip, "video") == packets(pictures, "video")


def test_the_sound_is_heard_when_it_should_be(clip: Path) -> None:
    loud = np.flatnonzero(np.abs(heard(clip)) > 0.1) / 48_000
    assert loud[[0, -1]] == pytest.approx(TONE, abs=0.003)
    meant = tone()[round(1.55 * 48_000) : round(1.85 * 48_000)]
    found = heard(clip)[round(1.55 * 48_000) : round(1.85 * 48_000)]
    assert np.std(found - meant) < 0.03 * np.std(meant)


def test_the_sound_is_as_long_as_the_pictures(clip: Path) -> None:
    with av.open(clip) as file:
        (sound,) = file.streams.audio
        assert float(sound.duration * sound.time_base) == pytest.approx(LENGTH_S, abs=1e-6)
        assert file.duration / 1e6 == pytest.approx(LENGTH_S, abs=1e-3)


def test_the_sound_is_aac_as_players_take_it(clip: Path) -> None:
    with av.open(clip) as file:
        sound = file.streams.audio[0].codec_context
        assert (sound.name, sound.profile) == ("aac", "LC")
        assert (sound.sample_rate, sound.layout.name) == (48_000, "mono")


def test_captions_are_read_as_they_were_written(clip: Path) -> None:
    found = read(clip)
    assert [text for _, _, text in found] == ["\n".join(caption.lines) for caption in CAPTIONS]
    times = [(caption.start_s, caption.end_s) for caption in CAPTIONS]
    np.testing.assert_allclose([(start, end) for start, end, _ in found], times, atol=1e-9)


def test_what_is_between_captions_is_empty(clip: Path) -> None:
    stamps = [(pts, len(content)) for pts, _, _, content in packets(clip, "subtitles")]
    assert (2000, 2) in stamps


def test_players_are_told_the_style_of_captions(clip: Path) -> None:
    # Box `tx3g` (3GPP TS 26.245, 5.16): 8 bytes of its size and name, 8 of an entry, 4 of flags,
    # 1 + 1 of where the text stands, 4 of its ground, 8 of its box, 12 of a style; then the fonts.
    data = clip.read_bytes()
    entry = data.index(b"tx3g") - 4
    assert int.from_bytes(data[entry : entry + 4], "big") > 50
    assert data[entry + 20 : entry + 22] == bytes([1, 255])  # in the middle, at the bottom
    assert data[entry + 46 : entry + 54][4:] == b"ftab"


@pytest.mark.parametrize(("language", "told"), [("en", "eng"), ("de", "deu"), ("xx-none", "und")])
def test_both_tracks_tell_their_language(
    pictures: Path, tmp_path: Path, language: str, told: str
) -> None:
    dress(pictures, Tracks(language, tone(), CAPTIONS), tmp_path / "clip.mp4")
    with av.open(tmp_path / "clip.mp4") as file:
        assert file.streams.audio[0].metadata["language"] == told
        assert file.streams.subtitles[0].metadata["language"] == told


def test_only_what_is_given_is_added(pictures: Path, tmp_path: Path) -> None:
    for tracks, counts in (
        (Tracks("en", tone()), (1, 1, 0)),
        (Tracks("en", captions=CAPTIONS), (1, 0, 1)),
    ):
        dress(pictures, tracks, tmp_path / "clip.mp4")
        with av.open(tmp_path / "clip.mp4") as file:
            streams = file.streams
            assert tuple(map(len, (streams.video, streams.audio, streams.subtitles))) == counts


def test_what_is_played_together_lies_together(clip: Path) -> None:
    with av.open(clip) as file:
        times = [float(p.dts * p.time_base) for p in file.demux() if p.dts is not None]
    assert max(np.maximum.accumulate(times) - times) < 1.0


def test_the_index_is_first_and_bytes_are_the_same_again(clip: Path, pictures: Path) -> None:
    data = clip.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    again = clip.with_name("again.mp4")
    dress(pictures, Tracks("en", tone(), CAPTIONS), again)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(data).digest()


def test_what_fails_leaves_no_file(pictures: Path, tmp_path: Path) -> None:
    missing, full = tmp_path / "missing.mp4", tmp_path / "full.mp4"
    full.symlink_to("/dev/full")
    for source, target, why in (
        (missing, tmp_path / "clip.mp4", "No such file"),
        (pictures, full, "No space left"),
        (pictures, tmp_path / "none" / "clip.mp4", "No such file"),
    ):
        with pytest.raises(RenderError, match=rf"Sound and captions of {target.name} .*{why}"):
            dress(source, Tracks("en", tone(), CAPTIONS), target)
    assert list(tmp_path.iterdir()) == []
