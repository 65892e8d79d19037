"""Joining clips whose beginning is left out, with others between them that are no chapters."""

import hashlib
from itertools import accumulate, pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from gdvideo.media.encode import Encoder
from gdvideo.media.join import Part, join
from gdvideo.media.quality import Quality
from gdvideo.media.tracks import Tracks, dress

SMALL = Quality("small", 64, 48, 15)
HALF_A_PACKET_S = 512 / 48_000
LENGTHS_S = (2.2, 1.8, 3.0, 1.4, 2.6, 1.8, 1.2)
BRIDGE_S, SKIPPED_S, FLASH_S = 1.6, 0.4, 0.6
"""How long what lies between is, what is left out of the clips, when their flash and tone is."""


def part(folder: Path, name: str, length_s: float, *, bridge: bool = False) -> Part:
    """Make a clip with a flash and a tone at one moment, or a bridge, with neither."""
    bare, file = folder / f"bare-{name}.mp4", folder / f"{name}.mp4"
    sound = np.zeros(round(length_s * 48_000), np.float32)
    with Encoder(bare, SMALL, 0 if bridge else 6) as encoder:
        for k in range(round(length_s * 15)):
            level = 230 if 9 <= k < 12 and not bridge else 20 + k % 5
            encoder.write(np.full((48, 64, 4), level, np.uint8))
    if not bridge:
        begin = round(FLASH_S * 48_000)
        sound[begin : begin + 9600] = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(9600) / 48_000)
    dress(bare, Tracks("en", sound), file)
    return Part(
        file,
        hashlib.sha256(file.read_bytes()).hexdigest(),
        length_s,
        "" if bridge else name,
        0.0 if bridge or name == "0" else SKIPPED_S,
    )


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Part, ...]:
    folder = tmp_path_factory.mktemp("clips")
    bridge = part(folder, "bridge", BRIDGE_S, bridge=True)
    clips = [part(folder, str(k), length_s) for k, length_s in enumerate(LENGTHS_S)]
    return (clips[0], *(p for clip in clips[1:] for p in (bridge, clip)))


@pytest.fixture(scope="module")
def film(parts: tuple[Part, ...]) -> Path:
    target = parts[0].file.with_name("film.mp4")
    join(parts, target)
    return target


def starts_s() -> list[float]:
    """Return when each clip's very beginning would be seen."""
    gaps = [length_s + BRIDGE_S - SKIPPED_S for length_s in LENGTHS_S]
    return [0.0, *accumulate(gaps)][:-1]


def test_every_tone_is_heard_with_its_flash(film: Path) -> None:
    with av.open(film) as file:
        frames = [(float(f.time), f.to_ndarray(format="gray").mean()) for f in file.decode(video=0)]
    with av.open(film) as file:
        sound = np.concatenate([f.to_ndarray()[0] for f in file.decode(audio=0)])
    seen_s = [now for (_, was), (now, lit) in pairwise(frames) if lit > 120 > was]
    loud = np.flatnonzero(np.abs(sound) > 0.1)
    heard_s = loud[np.diff(loud, prepend=-48_000) > 4800] / 48_000
    assert seen_s == pytest.approx([start_s + FLASH_S for start_s in starts_s()])
    assert len(heard_s) == len(LENGTHS_S)
    assert np.abs(heard_s - seen_s).max() < HALF_A_PACKET_S + 0.002


def test_packets_are_those_of_the_clips_less_what_is_left_out(
    film: Path, parts: tuple[Part, ...]
) -> None:
    def pictures(file: Path) -> list[bytes]:
        with av.open(file) as source:
            return [bytes(packet) for packet in source.demux(video=0) if packet.size]

    expected = [p for part in parts for p in pictures(part.file)[round(part.skipped_s * 15) :]]
    assert pictures(film) == expected


def test_time_runs_on_without_a_gap(film: Path) -> None:
    with av.open(film) as file:
        times_s = [float(frame.time) for frame in file.decode(video=0)]
    length_s = sum(LENGTHS_S) + 1.2 * (len(LENGTHS_S) - 1)
    assert times_s == pytest.approx([k / 15 for k in range(round(length_s * 15))])
    with av.open(film) as file:
        stamps = [p.pts for p in file.demux(audio=0) if p.pts is not None]
    assert stamps == list(range(-1024, stamps[-1] + 1, 1024))


def test_a_chapter_begins_when_its_clip_does(film: Path) -> None:
    with av.open(film) as file:
        chapters = file.chapters()
    begins_s = [float(chapter["start"] * chapter["time_base"]) for chapter in chapters]
    ends_s = [float(chapter["end"] * chapter["time_base"]) for chapter in chapters]
    assert [chapter["metadata"]["title"] for chapter in chapters] == [*"0123456"]
    assert begins_s == pytest.approx(starts_s(), abs=1e-3)
    assert ends_s[:-1] == begins_s[1:]
    assert ends_s[-1] == pytest.approx(starts_s()[-1] + LENGTHS_S[-1], abs=1e-3)
