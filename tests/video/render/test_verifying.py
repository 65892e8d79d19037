"""A film is made again and compared: what was changed by hand is found, and named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdvideo.media.encode import Encoder
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.verifying import first_difference_s
from tests.video.render.films import DRAFT, LESSON, Draughtsman, contents

Verify = Callable[..., Any]


@pytest.fixture
def verify(gdvideo: Callable[..., Any], copy: Path, draughtsman: Draughtsman) -> Verify:
    """Return a function that verifies a copy of a film."""
    del draughtsman
    return lambda *options: gdvideo("verify", *LESSON, *DRAFT, *options, "--out", str(copy), "-q")


def test_what_was_changed_by_hand_is_named(verify: Verify, copy: Path) -> None:
    with (copy / "clips" / "iterate.en.srt").open("a") as file:
        file.write("!")
    (copy / "clips" / "iterate.png").unlink()
    (copy / "clips" / "iterate.mp4").write_bytes(b"no video")
    (copy / "numbers" / "trace.json").write_text("{}")
    done = verify()
    assert done.status == 1
    assert done.out.splitlines() == [
        "clips/iterate.en.srt is another",
        "clips/iterate.mp4 is no whole video",
        "clips/iterate.png is not there",
        "numbers/trace.json is another",
    ]


def test_of_some_scenes_the_clips_are_compared_and_told_by_what_changed(
    verify: Verify, copy: Path
) -> None:
    record = json.loads((copy / "film.json").read_text())
    record["clips"] *= 2
    (copy / "film.json").write_text(json.dumps(record))
    done = verify("--rate", "0.02")
    assert done.status == 1
    assert done.out == "iterate was made from something else: the rate changed: 0.01 → 0.02\n"


def test_without_options_the_lesson_is_that_of_the_record(
    verify: Verify, gdvideo: Callable[..., Any], refused: Callable[..., str], copy: Path
) -> None:
    del verify
    before = contents(copy)
    done = gdvideo("verify", "--out", str(copy), "-q")
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{copy}: 1 clip and the film are what gdvideo makes, byte for byte\n"
    assert contents(copy) == before
    text = (copy / "film.json").read_text()
    (copy / "film.json").write_text(text.replace('"data": "three"', '"data": "mine.csv"'))
    told = refused("verify", "--out", str(copy), "-q")
    assert told.startswith(f"--out {copy}: the film was made from files that its record does not")


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"clips": [3], "lesson": {}}'])
def test_a_record_that_is_none_is_refused(
    refused: Callable[..., str], tmp_path: Path, text: str
) -> None:
    (tmp_path / "film.json").write_text(text)
    told = refused("verify", "--out", str(tmp_path))
    assert told == f"--out {tmp_path}: there is no film in it to be verified"


def test_a_folder_without_a_film_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    told = refused("verify", *LESSON, *DRAFT, "--out", str(tmp_path / "none"))
    assert told == f"--out {tmp_path / 'none'}: there is no film in it to be verified"
    assert not (tmp_path / "none").exists()


def test_the_first_other_picture_is_found(tmp_path: Path) -> None:
    """At 15 frames a second the twelfth frame after the first is seen 0.8 s after the start."""
    quality = QUALITIES["draft"]
    shape = (quality.height, quality.width, 4)
    dark, light = np.zeros(shape, np.uint8), np.full(shape, 200, np.uint8)
    for name, parts in {
        "one": ((dark, 30),),
        "other": ((dark, 12), (light, 18)),
        "short": ((dark, 21),),
    }.items():
        with Encoder(tmp_path / f"{name}.mp4", quality) as encoder:
            for pixels, times in parts:
                encoder.write(pixels, times)
    one, other, short = (tmp_path / f"{name}.mp4" for name in ("one", "other", "short"))
    assert first_difference_s(one, one) is None
    assert first_difference_s(one, other) == pytest.approx(0.8)
    assert first_difference_s(short, one) == pytest.approx(1.4)
