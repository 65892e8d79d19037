"""Two films side by side: beats in step, one waits for the other, names under them."""

import hashlib
import json
import shutil
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from gdvideo.beside.names import differences, names
from gdvideo.beside.pairs import pairs
from gdvideo.beside.pictures import Board, framed
from gdvideo.embed.course import Chapter, read_course
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import QUALITIES
from scenes.kit.look.look import DARK

DRAFT = QUALITIES["draft"]
LEFT = {"ask": 1.0, "step": 2.0, "end": 1.0}
RIGHT = {"ask": 2.0, "doubt": 1.0, "step": 1.0, "end": 1.0}
LEVELS = {"ask": 40, "doubt": 90, "step": 140, "end": 200}
"""How bright each beat is."""


def beats(lengths_s: dict[str, float]) -> tuple[Chapter, ...]:
    ends = [*accumulate(lengths_s.values())]
    return tuple(
        Chapter(name, name, round(end - length, 3), end, ())
        for (name, length), end in zip(lengths_s.items(), ends, strict=True)
    )


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}, [(0, 1, 0, 2), (1, 3, 2, 3)]),
        ({"a": 1, "b": 2}, {"a": 1, "x": 3, "b": 2}, [(0, 1, 0, 1), (1, 1, 1, 4), (1, 3, 4, 6)]),
        ({"a": 1, "x": 2}, {"a": 1, "y": 1}, [(0, 1, 0, 1), (1, 3, 1, 2)]),
        ({"x": 1, "a": 1}, {"a": 1}, [(0, 1, 0, 0), (1, 2, 0, 1)]),
        ({"x": 1}, {"y": 1, "z": 2}, [(0, 1, 0, 1), (1, 1, 1, 3)]),
    ],
)
def test_beats_of_the_same_name_begin_together(
    left: dict[str, float], right: dict[str, float], wanted: list[tuple[int, ...]]
) -> None:
    found = list(pairs(beats(left), beats(right), 10))
    spans = [(p.left.start, p.left.stop, p.right.start, p.right.stop) for p in found]
    assert spans == [tuple(10 * second for second in span) for span in wanted]
    assert [p.length for p in found] == [max(b - a, d - c) for a, b, c, d in spans]


def made(film: Path, target: Path, lengths_s: dict[str, float], **lesson: object) -> Path:
    """Make a film of one scene, in which each beat has a brightness of its own."""
    shutil.copytree(film, target)
    record = json.loads((target / "film.json").read_text("utf-8"))
    entry = record["clips"][1]
    record["clips"] = [entry]
    record["lesson"] |= lesson
    record["result"] |= {"rate": lesson.get("rate", 0.1)}
    entry["beats"] = [
        {
            "id": beat.id,
            "start_s": beat.start_s,
            "duration_s": beat.end_s - beat.start_s,
            "sentences": [{"start_s": beat.start_s, "text": beat.id}],
        }
        for beat in beats(lengths_s)
    ]
    (target / "film.json").write_text(json.dumps(record), "utf-8")
    with Encoder(target / "clips" / f"{entry['id']}.mp4", DRAFT) as encoder:
        for name, length_s in lengths_s.items():
            grey = np.full((DRAFT.height, DRAFT.width, 4), LEVELS[name], np.uint8)
            encoder.write(grey, round(length_s * DRAFT.fps))
    stamps = "00:00:00,000 --> 00:00:01,000"
    (target / "clips" / f"{entry['id']}.en.srt").write_text(f"1\n{stamps}\nWords <\n", "utf-8")
    return target


@pytest.fixture(scope="module")
def folders(film: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("beside")
    return (
        made(film, root / "crawling", LEFT, scale="none", rate=1e-4),
        made(film, root / "quick", RIGHT, scale="standard"),
    )


def seen(path: Path) -> list[tuple[int, int]]:
    """Return how bright the middles of both pictures are, frame by frame."""
    with av.open(path) as file:
        greys = [frame.to_ndarray(format="gray") for frame in file.decode(video=0)]
    middle = round((0.15 + 0.25) * 720)
    return [(round(float(g[middle, 320])), round(float(g[middle, 960]))) for g in greys]


def test_each_beat_is_as_long_as_the_longer_and_the_other_waits(
    gdvideo: Callable[..., Any], folders: tuple[Path, Path], tmp_path: Path
) -> None:
    done = gdvideo("beside", *map(str, folders), "--out", str(tmp_path / "both"), "-q")
    assert (done.status, done.err) == (0, "")
    ask, doubt, step, end = LEVELS.values()
    wanted = [(ask, ask)] * 30 + [(ask, doubt)] * 15 + [(step, step)] * 30 + [(end, end)] * 15
    for name in ("beside.mp4", "beside.iterate.mp4"):
        found = np.array(seen(tmp_path / "both" / name))
        assert found.shape == (len(wanted), 2)
        assert np.abs(found - wanted).max() <= 3
    with av.open(tmp_path / "both" / "beside.mp4") as file:
        assert file.metadata["title"] == "crawling | quick"
        (chapter,) = file.chapters()
        assert chapter["metadata"]["title"] == "Every step moves the line"
        frames = [frame.to_ndarray(format="gray") for frame in file.decode(video=0)]
    assert frames[0].shape == (720, 1280)
    # Name and settings under each picture, and its words while they are said.
    for half in (slice(0, 640), slice(640, 1280)):
        assert np.ptp(frames[0][480:560, half]) > 150
        assert np.ptp(frames[0][600:, half]) > 150
        assert np.ptp(frames[20][600:, half]) < 20


def test_what_an_earlier_run_made_goes_and_a_film_in_the_folder_stays(
    gdvideo: Callable[..., Any], folders: tuple[Path, Path], tmp_path: Path
) -> None:
    out = shutil.copytree(folders[0], tmp_path / "out")
    (out / "beside.rate.mp4").write_bytes(b"earlier")
    digest = hashlib.sha256(b"earlier").hexdigest()
    (out / "beside.json").write_text(json.dumps({"files": {"beside.rate.mp4": digest}}))
    before = {path: path.read_bytes() for path in (out / "clips").iterdir()}
    done = gdvideo("beside", str(out), str(folders[1]), "--out", str(out), "-q")
    assert done.status == 0
    assert sorted(path.name for path in out.glob("beside*")) == [
        "beside.iterate.mp4",
        "beside.json",
        "beside.mp4",
    ]
    assert before == {path: path.read_bytes() for path in (out / "clips").iterdir()}


def test_lessons_are_told_apart_by_folders_and_by_what_differs(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    assert names(*folders) == ("crawling", "quick")
    same = tmp_path / "a" / "out", tmp_path / "b" / "out"
    assert names(*same) == (str(same[0]), str(same[1]))
    assert names(tmp_path / "a\x1b[1m", tmp_path / "b") == ("a[1m", "b")
    courses = read_course(folders[0]), read_course(folders[1])
    assert differences(*courses) == (
        "rate 0.0001, scale none",
        "rate 0.1, scale standard",
    )
    assert differences(courses[0], courses[0]) == ("", "")


def test_films_of_two_shapes_are_refused(
    gdvideo: Callable[..., Any], folders: tuple[Path, Path], tmp_path: Path
) -> None:
    other = shutil.copytree(folders[1], tmp_path / "other")
    record = json.loads((other / "film.json").read_text("utf-8"))
    record["lesson"]["shape"] = "square"
    (other / "film.json").write_text(json.dumps(record), "utf-8")
    done = gdvideo("beside", str(folders[0]), str(other))
    assert done.status == 2
    assert f"{folders[0]} is wide and {other} is square; films that go" in done.err


@pytest.mark.parametrize("shape", ["vertical", "square"])
def test_pictures_of_another_shape_keep_it_and_stand_above_their_signs(shape: str) -> None:
    clip = DRAFT.shaped(shape)
    board = Board(framed(clip), clip, DARK, ("one", "other"), ("", ""))
    width, height = board.size
    assert width / height == pytest.approx(clip.width / clip.height, rel=0.01)
    assert 0.75 * clip.height <= height < 0.65 * board.quality.height
    assert 2 * width <= board.quality.width


@pytest.mark.parametrize(
    ("what", "given", "told"),
    [("quality", "hd", "quality draft and {} of quality hd"), ("theme", "light", "theme dark and")],
)
def test_films_that_do_not_go_together_are_refused(
    gdvideo: Callable[..., Any],
    folders: tuple[Path, Path],
    tmp_path: Path,
    what: str,
    given: str,
    told: str,
) -> None:
    other = shutil.copytree(folders[1], tmp_path / "other")
    record = json.loads((other / "film.json").read_text("utf-8"))
    record["lesson"][what] = given
    (other / "film.json").write_text(json.dumps(record), "utf-8")
    done = gdvideo("beside", str(folders[0]), str(other))
    assert done.status == 2
    assert told.format(other) in done.err
    assert f"render both with the same --{what}" in done.err


def test_films_without_a_common_scene_are_refused(
    gdvideo: Callable[..., Any], folders: tuple[Path, Path], film: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(film, tmp_path / "other")
    record = json.loads((other / "film.json").read_text("utf-8"))
    record["clips"] = record["clips"][:1]
    (other / "film.json").write_text(json.dumps(record), "utf-8")
    done = gdvideo("beside", str(other), str(folders[1]))
    assert (done.status, done.err) == (
        2,
        f"gdvideo: {other} has the scenes hook and {folders[1]} iterate; none is in both\n",
    )
