"""Clips in other formats: what is in the files, by libraries that did not write them."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from gdvideo.embed.course import Course
from gdvideo.embed.files import Maker
from gdvideo.embed.formats.clips import FORMATS
from gdvideo.embed.formats.movies import Movie
from gdvideo.embed.formats.pictures import Sequence
from gdvideo.embed.formats.sizes import scaled
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.tracks import Tracks, dress

SMALL = Quality("small", 320, 180, 15)
TITLE = 'E = "½ & </title>" ≤ 3'


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of a dark picture, then one in which a bright block moves; with a tone."""
    folder = tmp_path_factory.mktemp("formats")
    with Encoder(folder / "pictures.mp4", SMALL) as encoder:
        for number in range(30):
            encoder.write(_picture(max(number - 14, 0)))
    tone = 0.2 * np.sin(2 * np.pi * 440 * np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE)
    dress(folder / "pictures.mp4", Tracks("en", tone.astype(np.float32)), folder / "clip.mp4")
    return folder / "clip.mp4"


def _picture(at: int) -> Any:
    pixels = np.zeros((180, 320, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[80:100, 10 * at : 10 * at + 20, :3] = 200
    return pixels


def written(content: Maker) -> io.BytesIO:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "made"
        content(target)
        return io.BytesIO(target.read_bytes())


@pytest.mark.parametrize(
    ("container", "codecs"), [("mp4", ("h264", "aac")), ("webm", ("vp9", "opus"))]
)
def test_a_movie_is_as_long_and_as_loud_as_its_source(
    clip: Path, container: str, codecs: tuple[str, str]
) -> None:
    movie = Movie(clip, container, (160, 90), TITLE)
    with av.open(written(movie), "r") as file:
        assert file.metadata["title"] == TITLE
        video, audio = file.streams.video[0], file.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == codecs
        assert (video.width, video.height) == (160, 90)
        assert video.codec_context.pix_fmt == "yuv420p"
        frames = list(file.decode(video))
    with av.open(written(movie), "r") as file:
        heard = np.concatenate([f.to_ndarray().ravel() for f in file.decode(audio=0)])
    assert len(frames) == 30
    assert [frame.time for frame in frames] == pytest.approx(np.arange(30) / 15, abs=0.002)
    # A sine of 0.2 has this root mean square.
    assert np.sqrt(np.mean(heard**2)) == pytest.approx(0.2 / np.sqrt(2), rel=0.05)
    assert len(heard) / SAMPLE_RATE == pytest.approx(2.0, abs=0.06)
    block = frames[-1].to_ndarray(format="gray")[45]
    assert np.flatnonzero(block > 100).mean() == pytest.approx((10 * 15 + 9.5) / 2, abs=1)


def test_a_film_s_index_comes_first(clip: Path) -> None:
    made = written(Movie(clip, "mp4", (160, 90), TITLE)).read()
    assert 0 < made.index(b"moov") < made.index(b"mdat")


@pytest.mark.parametrize("container", ["mp4", "webm"])
def test_a_movie_has_the_same_bytes_each_time(clip: Path, container: str) -> None:
    movie = Movie(clip, container, (160, 90), TITLE)
    assert written(movie).read() == written(movie).read()


def test_a_sequence_has_all_frames_in_order(clip: Path) -> None:
    with zipfile.ZipFile(written(Sequence(clip, (320, 180)))) as archive:
        names = archive.namelist()
        with Image.open(io.BytesIO(archive.read(names[-1]))) as picture:
            last = np.asarray(picture.convert("L"))[90]
    assert names == [f"{number:06d}.png" for number in range(30)]
    assert np.flatnonzero(last > 100).mean() == pytest.approx(10 * 15 + 9.5, abs=1)


def test_nothing_is_made_larger_and_sizes_are_even() -> None:
    for quality in QUALITIES.values():
        for height in (None, 360, 480, 720, 1080):
            width, high = scaled(quality, height)
            assert width % 2 == high % 2 == 0
            assert high <= min(quality.height, height or quality.height)
            assert width / high == pytest.approx(16 / 9, rel=0.005)


@pytest.mark.parametrize(("shape", "ratio"), [("vertical", 9 / 16), ("square", 1.0)])
def test_the_shorter_side_of_other_shapes_is_at_most_so_long(shape: str, ratio: float) -> None:
    for quality in QUALITIES.values():
        width, high = scaled(quality.shaped(shape), 360)
        assert width == 360
        assert high % 2 == 0
        assert width / high == pytest.approx(ratio, rel=0.005)


def test_each_format_names_its_files_after_itself(course: Course) -> None:
    for name, form in FORMATS.items():
        assert {path.split("/")[0] for path in form.make(course, 360)} == {name}


def test_sizes_are_for_formats(gdvideo: Callable[..., Any], film: Path) -> None:
    done = gdvideo("embed", str(film), "--as", "youtube", "--size", "small")
    assert (done.status, done.err) == (
        2,
        f"gdvideo: --size is for formats: --as {', '.join(FORMATS)}\n",
    )
    done = gdvideo("embed", str(film), "--as", "webp", "--size", "tiny")
    assert (done.status, done.err) == (
        2,
        "gdvideo: --size got 'tiny'; it is small, medium, large, hd\n",
    )


def test_it_is_told_how_large_the_files_are(
    gdvideo: Callable[..., Any], film: Path, tmp_path: Path
) -> None:
    shutil.copytree(film, tmp_path / "own")
    done = gdvideo("embed", "own", "--as", "poster")
    size = sum(path.stat().st_size for path in (tmp_path / "own/course/poster").iterdir()) / 1e6
    assert done.err == (
        f"poster: the last picture of the film and of each clip; 3 files, {size:.1f} MB\n"
    )


def test_it_is_told_what_takes_a_while(
    gdvideo: Callable[..., Any], film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(film, tmp_path / "own")
    monkeypatch.setattr(Movie, "__call__", lambda _, target: target.write_bytes(b"made"))
    done = gdvideo("embed", "own", "--as", "webm")
    told = [line for line in done.err.splitlines() if line.startswith("Making ")]
    assert told == [f"Making webm/{name}.webm" for name in ("explainer", "hook", "iterate")]
