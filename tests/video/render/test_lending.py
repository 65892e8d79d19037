"""A clip that was made once costs nothing in another folder, nor when it is wanted again."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.video.render.films import DRAFT, LESSON, Draughtsman, contents

DEARER = tuple(option.replace("0.01", "0.02") for option in LESSON)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of one's own, in which clips are kept."""
    monkeypatch.setenv("GDVIDEO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GDVIDEO_CACHE_MB", "50")
    return tmp_path / "cache"


def test_another_folder_takes_what_was_made(
    gdvideo: Callable[..., Any], draughtsman: Draughtsman, cache: Path, tmp_path: Path
) -> None:
    assert gdvideo("render", *LESSON, *DRAFT, "--out=one").status == 0
    explained = gdvideo("render", *LESSON, *DRAFT, "--out=two", "--explain", "-q").out
    assert "iterate                 from the cache: it is not there yet" in explained
    done = gdvideo("render", *LESSON, *DRAFT, "--out=two")
    assert "iterate: made before, taken from the cache" in done.err
    assert draughtsman.calls == 1
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    told = gdvideo("cache").out.splitlines()
    assert told[0] == str(cache)
    assert told[1].startswith("1 clip of ")
    assert told[1].endswith(" MB, at most 50 MB")
    assert gdvideo("cache", "--clear").out.startswith(f"Removed from {cache}: 1 clip of ")
    assert gdvideo("cache").out.splitlines()[1:] == [
        "0 clips of 0 MB, at most 50 MB",
        "0 sounds of 0 MB, those of the last 90 days",
    ]


def test_a_rate_changed_back_costs_nothing(
    gdvideo: Callable[..., Any], draughtsman: Draughtsman, cache: Path, tmp_path: Path
) -> None:
    del cache
    gdvideo("render", *LESSON, *DRAFT)
    before = contents(tmp_path / "out")
    gdvideo("render", *DEARER, *DRAFT)
    assert draughtsman.calls == 2
    assert contents(tmp_path / "out") != before
    gdvideo("render", *LESSON, *DRAFT)
    assert draughtsman.calls == 2
    assert contents(tmp_path / "out") == before


def test_what_is_damaged_is_made_again(
    gdvideo: Callable[..., Any], draughtsman: Draughtsman, cache: Path, tmp_path: Path
) -> None:
    gdvideo("render", *LESSON, *DRAFT)
    before = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    (video,) = cache.glob("clips/*/*/mp4")
    video.write_bytes(video.read_bytes()[:-1] + b"?")
    gdvideo("render", *LESSON, *DRAFT)
    assert draughtsman.calls == 2
    assert contents(tmp_path / "out") == before
    assert video.read_bytes() == before["clips/iterate.mp4"]
