"""The encoder: right colours, right tags, the index first, the same bytes, and no stump."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

from gdvideo.errors import RenderError
from gdvideo.media.checksums import checksum
from gdvideo.media.colours import Frame
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import Quality
from scenes.kit.look.look import THEMES

SMALL = Quality("small", 384, 192, 15)
PATCH = 32


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def palette() -> list[tuple[int, int, int]]:
    """Return all colours of both themes, the pure ones, black and white."""
    theirs = {
        value
        for theme in THEMES.values()
        for name in type(theme).__slots__
        if name != "font" and (value := getattr(theme, name)).startswith("#")
    }
    return [rgb(c) for c in sorted(theirs | {"#FF0000", "#00FF00", "#0000FF", "#000000"})]


def patches() -> Frame:
    """Return a picture with a patch of each colour, row by row."""
    across = SMALL.width // PATCH
    frame = np.zeros((SMALL.height, SMALL.width, 4), np.uint8)
    frame[..., 3] = 255
    for k, colour in enumerate(palette()):
        top, left = PATCH * (k // across), PATCH * (k % across)
        frame[top : top + PATCH, left : left + PATCH, :3] = colour
    return frame


def drift(count: int) -> Iterator[Frame]:
    """Yield pictures that differ from each other everywhere."""
    y, x = np.mgrid[: SMALL.height, : SMALL.width]
    for k in range(count):
        frame = np.full((SMALL.height, SMALL.width, 4), 255, np.uint8)
        frame[..., 0] = 127 + 120 * np.sin((x + 3 * k) / 17)
        frame[..., 1] = 127 + 120 * np.sin((y - 2 * k) / 11)
        frame[..., 2] = 127 + 120 * np.sin((x + y + k) / 23)
        yield frame


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of the patches, 40 frames long."""
    target = tmp_path_factory.mktemp("encode") / "clip.mp4"
    with Encoder(target, SMALL) as encoder:
        encoder.write(patches(), 25)
        encoder.write(patches())
        encoder.write(patches(), 14)
    assert encoder.frames == 40
    return target


def decoded(path: Path) -> list[av.VideoFrame]:
    with av.open(path) as file:
        return list(file.decode(video=0))


def as_rgb(frame: av.VideoFrame) -> NDArray[np.float64]:
    """Return RGB levels by Rec. ITU-R BT.709-6, items 3.2 to 3.5 and 4.6: 8 bits, narrow range."""
    planes = frame.to_ndarray(format="yuv420p").astype(float)
    height, width = frame.height, frame.width
    luma = (planes[:height] - 16) / 219
    blue, red = (
        ((planes[height:].reshape(2, height // 2, width // 2) - 128) / 224)
        .repeat(2, axis=1)
        .repeat(2, axis=2)
    )
    r = luma + 1.5748 * red
    b = luma + 1.8556 * blue
    g = (luma - 0.2126 * r - 0.0722 * b) / 0.7152
    return 255 * np.stack([r, g, b], axis=-1)


def boxes(path: Path) -> list[str]:
    """Return the names of the top-level boxes in order (ISO/IEC 14496-12, section 4.2)."""
    data, at, names = path.read_bytes(), 0, []
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        names.append(data[at + 4 : at + 8].decode("ascii"))
        assert size >= 8
        at += size
    assert at == len(data)
    return names


@pytest.mark.parametrize("number", [0, 39])
def test_colours_are_seen_as_meant(clip: Path, number: int) -> None:
    seen = as_rgb(decoded(clip)[number])
    across = SMALL.width // PATCH
    for k, colour in enumerate(palette()):
        top, left = PATCH * (k // across), PATCH * (k % across)
        inside = seen[top + 8 : top + 24, left + 8 : left + 24].mean(axis=(0, 1))
        assert np.abs(inside - colour).max() <= 2, (colour, inside)


def test_tags_say_how_the_colours_are_meant(clip: Path) -> None:
    with av.open(clip) as file:
        context = file.streams.video[0].codec_context
        assert context.name == "h264"
        assert context.pix_fmt == "yuv420p"
        assert context.color_range == ColorRange.MPEG
        assert context.colorspace == Colorspace.ITU709
        assert context.color_primaries == ColorPrimaries.BT709
        assert context.color_trc == ColorTrc.BT709
        assert (context.width, context.height) == (384, 192)
        assert len(file.streams) == 1


def test_the_container_says_the_same(clip: Path) -> None:
    # Box `colr` (ISO/IEC 14496-12, 12.1.5): type nclx; primaries, transfer and matrix in 16 bits
    # each by ITU-T H.273, where 1 is BT.709, and a bit for full range.
    data = clip.read_bytes()
    start = data.index(b"colrnclx") + 8
    assert data[start : start + 7] == bytes([0, 1, 0, 1, 0, 1, 0])


def test_index_comes_before_the_pictures(clip: Path) -> None:
    names = boxes(clip)
    assert names[0] == "ftyp"
    assert names.index("moov") < names.index("mdat")


def test_every_frame_is_there_at_its_time(clip: Path) -> None:
    frames = decoded(clip)
    assert [frame.time for frame in frames] == pytest.approx([k / 15 for k in range(40)])
    with av.open(clip) as file:
        stream = file.streams.video[0]
        assert stream.frames == 40
        assert stream.average_rate == 15
        assert stream.duration
        assert stream.time_base
        assert float(stream.duration * stream.time_base) == pytest.approx(40 / 15)


def test_a_jump_finds_a_whole_picture_every_two_seconds(tmp_path: Path) -> None:
    target = tmp_path / "still.mp4"
    with Encoder(target, SMALL) as encoder:
        encoder.write(patches(), 100)
    keys = [frame.time for frame in decoded(target) if frame.key_frame]
    assert keys[0] == 0
    assert all(after - before <= 2 + 1e-9 for before, after in pairwise([*keys, 100 / 15]))


@pytest.mark.parametrize("cut", [1, 6, 24])
def test_from_a_cut_on_nothing_before_it_is_needed(tmp_path: Path, cut: int) -> None:
    target = tmp_path / "cut.mp4"
    with Encoder(target, SMALL, cut) as encoder:
        for frame in drift(40):
            encoder.write(frame)
    with av.open(target) as file:
        packets = [packet for packet in file.demux(video=0) if packet.pts is not None]
        unit = packets[0].duration
        assert unit
        # In the order in which they are decoded, all of the pictures before it come first.
        assert {(packet.pts or 0) // unit for packet in packets[:cut]} == set(range(cut))
        reader = av.CodecContext.create("h264", "r")
        reader.extradata = file.streams.video[0].codec_context.extradata
        alone = [f for packet in (*packets[cut:], None) for f in reader.decode(packet)]
    whole = [frame.to_ndarray() for frame in decoded(target)]
    np.testing.assert_array_equal([frame.to_ndarray() for frame in alone], whole[cut:])


def test_frames_come_in_the_order_given(tmp_path: Path) -> None:
    target = tmp_path / "grey.mp4"
    levels = [20, 220, 90, 160, 40, 200]
    with Encoder(target, SMALL) as encoder:
        for level in levels:
            encoder.write(np.full((SMALL.height, SMALL.width, 4), level, np.uint8), 2)
    seen = [as_rgb(frame).mean() for frame in decoded(target)]
    np.testing.assert_allclose(seen, np.repeat(levels, 2), atol=2)


BYTES_PROBE = """
import os, sys
from pathlib import Path
import numpy as np
os.sched_setaffinity(0, {int(cpu) for cpu in sys.argv[2].split(",")})
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import Quality
y, x = np.mgrid[:480, :854]
with Encoder(Path(sys.argv[1]), Quality("draft", 854, 480, 15)) as encoder:
    for k in range(20):
        frame = np.full((480, 854, 4), 255, np.uint8)
        frame[..., 0] = 127 + 120 * np.sin((x + 3 * k) * (y + k) / 997)
        frame[..., 1] = 127 + 120 * np.sin((y - 2 * k) / 11)
        encoder.write(frame)
"""


def test_bytes_are_the_same_on_any_number_of_processors(tmp_path: Path) -> None:
    processors = sorted(os.sched_getaffinity(0))
    seen = [processors, processors, processors[:1]]
    for k, some in enumerate(seen):
        arguments = [str(tmp_path / f"{k}.mp4"), ",".join(map(str, some))]
        # What nobody has written to holds something else each time.
        environment = {**os.environ, "MALLOC_PERTURB_": str(85 * (k + 1))}
        probe = [sys.executable, "-c", BYTES_PROBE, *arguments]
        subprocess.run(probe, check=True, timeout=120, env=environment)
    # Digests: what pytest tells of long bytes that differ takes it an hour.
    first, again, single = [checksum(tmp_path / f"{k}.mp4") for k in range(3)]
    assert first == again
    assert first == single


def test_a_failure_while_drawing_leaves_no_file(tmp_path: Path) -> None:
    target = tmp_path / "clip.mp4"
    with pytest.raises(ZeroDivisionError):
        encode_until_a_failure(target)
    assert list(tmp_path.iterdir()) == []


def encode_until_a_failure(target: Path) -> None:
    with Encoder(target, SMALL) as encoder:
        for frame in drift(40):
            encoder.write(frame)
        raise ZeroDivisionError


@pytest.mark.parametrize("count", [1, 60])
def test_a_full_disk_is_a_render_error(tmp_path: Path, count: int) -> None:
    # With one frame it shows when the file is closed, with many while they are written.
    target = tmp_path / "clip.mp4"
    target.symlink_to("/dev/full")
    with pytest.raises(RenderError, match=r"clip\.mp4 could not be encoded: .*No space left"):
        encode_drift(target, count)
    assert list(tmp_path.iterdir()) == []


def encode_drift(target: Path, count: int) -> None:
    with Encoder(target, SMALL) as encoder:
        for frame in drift(count):
            encoder.write(frame)


def test_a_missing_folder_is_a_render_error(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"clip\.mp4 could not be encoded"):
        encode_drift(tmp_path / "none" / "clip.mp4", 40)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_of_another_shape_is_a_render_error(tmp_path: Path) -> None:
    target = tmp_path / "clip.mp4"
    with pytest.raises(RenderError), Encoder(target, SMALL) as encoder:
        encoder.write(np.zeros((4, 4, 3), np.uint8))
    assert list(tmp_path.iterdir()) == []
