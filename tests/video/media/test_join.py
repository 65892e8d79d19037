"""Joining: every packet of every clip, one after the other, with a chapter each."""

import hashlib
import shutil
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from gdvideo.errors import RenderError
from gdvideo.media.encode import Encoder
from gdvideo.media.join import Part, join
from gdvideo.media.quality import Quality

SMALL = Quality("small", 64, 48, 15)
FRAMES = (33, 48, 6)
LEVELS = (60, 190, 120)
TITLES = ("First, with “quotes”", "Zwölf = 12; #1", "Last")


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Part, ...]:
    """Three clips of 2.2, 3.2 and 0.4 s, each of a grey of its own that brightens a little."""
    folder = tmp_path_factory.mktemp("clips")
    made: list[Part] = []
    for number, (count, level, title) in enumerate(zip(FRAMES, LEVELS, TITLES, strict=True)):
        with Encoder(folder / f"{number}.mp4", SMALL) as encoder:
            for k in range(count):
                encoder.write(np.full((48, 64, 4), level + k // 4, np.uint8))
        file = folder / f"{number}.mp4"
        made.append(Part(file, sha256(file), count / 15, title))
    return tuple(made)


@pytest.fixture(scope="module")
def film(parts: tuple[Part, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("film") / "film.mp4"
    join(parts, target)
    return target


def pictures(path: Path) -> list[av.VideoFrame]:
    with av.open(path) as file:
        return list(file.decode(video=0))


def test_every_picture_of_every_clip_is_there(film: Path, parts: tuple[Part, ...]) -> None:
    joined = [frame.to_ndarray(format="yuv420p") for frame in pictures(film)]
    single = [f.to_ndarray(format="yuv420p") for part in parts for f in pictures(part.file)]
    assert len(joined) == sum(FRAMES)
    np.testing.assert_array_equal(joined, single)


def test_time_runs_on_without_a_gap(film: Path) -> None:
    times = [frame.time for frame in pictures(film)]
    assert times == pytest.approx([k / 15 for k in range(sum(FRAMES))])
    with av.open(film) as file:
        stream = file.streams.video[0]
        assert stream.frames == sum(FRAMES)
        assert float(stream.duration * stream.time_base) == pytest.approx(sum(FRAMES) / 15)
        assert stream.average_rate == 15


def test_packets_are_stored_in_the_order_they_are_decoded_in(film: Path) -> None:
    with av.open(film) as file:
        stamps = [packet.dts for packet in file.demux(video=0) if packet.dts is not None]
    assert len(stamps) == sum(FRAMES)
    assert stamps == sorted(set(stamps))


def test_each_clip_is_a_chapter(film: Path) -> None:
    with av.open(film) as file:
        chapters = file.chapters()
    starts = [0.0, *accumulate(count / 15 for count in FRAMES)]
    found = [(c["start"] * c["time_base"], c["end"] * c["time_base"]) for c in chapters]
    np.testing.assert_allclose(np.array(found, float), list(pairwise(starts)), atol=1e-3)
    assert [chapter["metadata"]["title"] for chapter in chapters] == list(TITLES)


def test_the_stream_is_tagged_like_its_clips(film: Path, parts: tuple[Part, ...]) -> None:
    tags = ("pix_fmt", "colorspace", "color_primaries", "color_trc", "color_range", "width")
    with av.open(film) as joined, av.open(parts[0].file) as clip:
        one, other = joined.streams.video[0].codec_context, clip.streams.video[0].codec_context
        assert [getattr(one, tag) for tag in tags] == [getattr(other, tag) for tag in tags]
        assert one.name == "h264"


def test_the_index_is_first_and_bytes_are_the_same_again(
    film: Path, parts: tuple[Part, ...], tmp_path: Path
) -> None:
    data = film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    join(parts, tmp_path / "again.mp4")
    assert (tmp_path / "again.mp4").read_bytes() == data


def test_one_clip_makes_a_film_too(parts: tuple[Part, ...], tmp_path: Path) -> None:
    join(parts[:1], tmp_path / "film.mp4")
    assert len(pictures(tmp_path / "film.mp4")) == FRAMES[0]


def test_what_cannot_be_joined_leaves_no_file(parts: tuple[Part, ...], tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(parts[1].file.read_bytes()[:600])
    missing = tmp_path / "missing.mp4"
    for bad in (Part(broken, sha256(broken), 1.0, "bad"), Part(missing, "", 1.0, "bad")):
        with pytest.raises(RenderError, match=r"film\.mp4 could not be joined"):
            join((parts[0], bad), tmp_path / "film.mp4")
        assert not (tmp_path / "film.mp4").exists()
    with pytest.raises(RenderError, match=r"film\.mp4 could not be joined"):
        join(parts, tmp_path / "none" / "film.mp4")
    full = tmp_path / "full.mp4"
    full.symlink_to("/dev/full")
    with pytest.raises(RenderError, match="No space left"):
        join(parts, full)
    assert not full.is_symlink()


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_a_clip_that_is_not_what_it_was_is_not_joined(
    parts: tuple[Part, ...], tmp_path: Path, changed: int
) -> None:
    mine = [replace(p, file=shutil.copy(p.file, tmp_path / p.file.name)) for p in parts]
    # A whole clip of the same size and rate: nothing but its checksum tells.
    shutil.copy(parts[(changed + 1) % 3].file, mine[changed].file)
    with pytest.raises(RenderError, match=rf"{changed}\.mp4: another program has changed it"):
        join(tuple(mine), tmp_path / "film.mp4")
    assert not (tmp_path / "film.mp4").exists()
