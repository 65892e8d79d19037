"""Joining clips with sound: what is heard stays with what is seen, however many clips there are."""

import hashlib
from itertools import accumulate, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from gdvideo.errors import RenderError
from gdvideo.media.encode import Encoder
from gdvideo.media.join import Part, join
from gdvideo.media.quality import Quality
from gdvideo.media.sound import packets_until
from gdvideo.media.tracks import Tracks, dress
from scenes.telling.captions import Caption

SMALL = Quality("small", 64, 48, 15)
FRAME_S = 1 / 15
HALF_A_PACKET_S = 512 / 48_000
LENGTHS_S = (2.2, 1.4, 0.6, 3.0, 0.8, 1.0, 1.8, 2.6, 0.6, 1.2, 1.6, 0.8, 2.4)
FLASH_S = 0.2
"""When each clip's white picture is shown, and its tone begins, a fifth of a second long."""

TONE = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(9600) / 48_000)
CAPTIONS = (Caption(0.0, 12.4, ("First",)), Caption(12.4, 20.0, ("Zwei λ", "three")))


def made(
    folder: Path, number: int, length_s: float, *, silent: bool = False, tone_s: float = FLASH_S
) -> Part:
    """Make a clip: a flash and a tone at the same moment, darkness and silence around them."""
    bare, file = folder / f"bare-{number}.mp4", folder / f"{number}.mp4"
    with Encoder(bare, SMALL) as encoder:
        for k in range(round(length_s * 15)):
            level = 230 if 3 <= k < 6 else 20
            encoder.write(np.full((48, 64, 4), level, np.uint8))
    sound = np.zeros(round(length_s * 48_000), np.float32)
    begin = round(tone_s * 48_000)
    sound[begin : begin + 9600] = TONE
    dress(bare, Tracks("en", None if silent else sound, CAPTIONS), file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Part(file, digest, length_s, f"Clip {number}")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Part, ...]:
    folder = tmp_path_factory.mktemp("clips")
    return tuple(made(folder, number, length_s) for number, length_s in enumerate(LENGTHS_S))


@pytest.fixture(scope="module")
def film(parts: tuple[Part, ...]) -> Path:
    target = parts[0].file.with_name("film.mp4")
    join(parts, target, CAPTIONS, "en")
    return target


def heard(path: Path) -> NDArray[np.float64]:
    with av.open(path) as file:
        return np.concatenate([f.to_ndarray()[0] for f in file.decode(audio=0)]).astype(float)


@pytest.fixture(scope="module")
def sound(film: Path) -> NDArray[np.float64]:
    return heard(film)


@pytest.fixture(scope="module")
def starts_s() -> list[float]:
    return [0.0, *accumulate(LENGTHS_S)][:-1]


def seen_s(film: Path) -> list[float]:
    """Return when each flash begins."""
    with av.open(film) as file:
        frames = [(float(f.time), f.to_ndarray(format="gray").mean()) for f in file.decode(video=0)]
    bright = [(time, level > 120) for time, level in frames]
    return [now for (_, was), (now, lit) in pairwise(bright) if lit > was]


def heard_s(sound: NDArray[np.float64]) -> list[float]:
    """Return when each tone begins: the first loud sample after a tenth of a second of silence."""
    loud = np.flatnonzero(np.abs(sound) > 0.1)
    first = np.diff(loud, prepend=-48_000) > 4800
    return (loud[first] / 48_000).tolist()


def test_every_tone_is_heard_with_its_flash(
    film: Path, sound: NDArray[np.float64], starts_s: list[float]
) -> None:
    seen, heard = np.array(seen_s(film)), np.array(heard_s(sound))
    np.testing.assert_allclose(seen, np.array(starts_s) + FLASH_S, atol=1e-6)
    assert len(heard) == len(LENGTHS_S)
    assert np.abs(heard - seen).max() < HALF_A_PACKET_S + 0.002 < FRAME_S
    # The worst of the film is no later than the worst of its beginning: nothing adds up.
    assert abs(heard[-1] - seen[-1]) < HALF_A_PACKET_S + 0.002


def test_it_is_silent_around_every_cut(sound: NDArray[np.float64], starts_s: list[float]) -> None:
    for start_s in starts_s[1:]:
        around = sound[round((start_s - 0.1) * 48_000) : round((start_s + 0.1) * 48_000)]
        assert np.sqrt(np.mean(around**2)) < 1e-6


def test_each_tone_is_as_whole_as_in_its_clip(
    parts: tuple[Part, ...], sound: NDArray[np.float64]
) -> None:
    for part, begun_s in zip(parts, heard_s(sound), strict=True):
        begin = round(begun_s * 48_000) - 960
        energy = np.sum(sound[begin : begin + 11_520] ** 2)
        assert energy == pytest.approx(np.sum(heard(part.file) ** 2), rel=1e-4)
        assert energy == pytest.approx(np.sum(TONE**2), rel=0.1)


def test_a_clip_may_begin_with_a_tone(tmp_path: Path) -> None:
    # Without the packet before it, the first 21 ms would be off by as much as the tone is loud.
    early = tuple(made(tmp_path, k, 0.8, tone_s=0.0) for k in range(3))
    join(early, tmp_path / "film.mp4")
    film, clip = heard(tmp_path / "film.mp4"), heard(early[0].file)
    for number in range(3):
        begin = packets_until(0.8 * number) * 1024
        np.testing.assert_allclose(film[begin : begin + 9600], clip[:9600], atol=0.01)


def test_film_and_tracks_are_as_long_as_the_clips(film: Path) -> None:
    whole_s = sum(LENGTHS_S)
    with av.open(film) as file:
        (pictures,), (heard,) = file.streams.video, file.streams.audio
        assert float(pictures.duration * pictures.time_base) == pytest.approx(whole_s)
        heard_s = float(heard.duration * heard.time_base)
        assert whole_s - HALF_A_PACKET_S <= heard_s <= whole_s
        assert file.duration / 1e6 == pytest.approx(whole_s, abs=1e-3)
        assert len(file.chapters()) == len(LENGTHS_S)


def test_the_film_s_sound_tells_its_language(film: Path) -> None:
    with av.open(film) as file:
        assert file.streams.audio[0].metadata["language"] == "eng"


def test_sound_packets_follow_each_other_without_a_gap(film: Path) -> None:
    with av.open(film) as file:
        stamps = [p.pts for p in file.demux(audio=0) if p.pts is not None]
    assert stamps == list(range(-1024, stamps[-1] + 1, 1024))


def test_the_film_s_captions_are_one_track_of_its_own(film: Path) -> None:
    with av.open(film) as file:
        (stream,) = file.streams.subtitles
        found = [
            (float(p.pts * p.time_base), bytes(p)[2:].decode())
            for p in file.demux(stream)
            if p.size > 2
        ]
        assert stream.metadata["language"] == "eng"
    assert found == [(0.0, "First"), (12.4, "Zwei λ\nthree")]


def test_without_captions_there_is_no_track_of_them(
    parts: tuple[Part, ...], tmp_path: Path
) -> None:
    join(parts, tmp_path / "film.mp4")
    with av.open(tmp_path / "film.mp4") as file:
        assert not file.streams.subtitles
        assert [stream.type for stream in file.streams][:2] == ["video", "audio"]


def test_bytes_are_the_same_again(film: Path, parts: tuple[Part, ...], tmp_path: Path) -> None:
    join(parts, tmp_path / "again.mp4", CAPTIONS, "en")
    assert (tmp_path / "again.mp4").read_bytes() == film.read_bytes()


@pytest.mark.parametrize("silent", [0, 1])
def test_a_film_has_sound_throughout_or_nowhere(
    parts: tuple[Part, ...], tmp_path: Path, silent: int
) -> None:
    other = made(tmp_path, 9, 1.0, silent=True)
    mixed = (other, parts[0]) if silent == 0 else (parts[0], other)
    with pytest.raises(RenderError, match=r"\d\.mp4: a film's clips have sound all, or none"):
        join(mixed, tmp_path / "film.mp4")
    assert not (tmp_path / "film.mp4").exists()


def test_a_clip_has_the_packets_that_are_nearest() -> None:
    # 0.2 s are 9600 samples, 9.375 packets; what is half a packet counts as a whole one.
    assert [packets_until(k * 0.2) for k in range(6)] == [0, 9, 19, 28, 38, 47]
