"""A film spoken by the voice that comes with gdvideo: loud enough, in time, and spoken once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pyloudnorm
import pytest
import srt
from numpy.typing import NDArray

from tests.video.render.films import black

LESSON = ("render", "--data=three", "--steps=3", "--quality=draft", "--scene=hook")


def heard(path: Path) -> NDArray[np.float64]:
    with av.open(path) as file:
        return np.concatenate([f.to_ndarray()[0] for f in file.decode(audio=0)]).astype(float)


def test_a_film_is_spoken(
    gdvideo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("gdvideo.rendering.frames.draw_clip", black)
    assert "Speaking" in gdvideo(*LESSON).err
    told = json.loads((tmp_path / "out" / "film.json").read_text("utf-8"))
    assert (told["voice"], told["captions"]) == ("en_US-joe-medium", "soft")
    clip, film = (heard(tmp_path / "out" / name) for name in ("clips/hook.mp4", "explainer.mp4"))
    for sound in (clip, film):
        assert pyloudnorm.Meter(48_000).integrated_loudness(sound) == pytest.approx(-16, abs=1)
        assert np.abs(sound).max() < 10 ** (-1 / 20)
    assert np.abs(film[: len(clip)] - clip[: len(film)]).max() < 0.02
    _heard_where_captions_are(tmp_path / "out" / "explainer.en.srt", film)
    (tmp_path / "out" / "explainer.mp4").unlink()
    again = gdvideo(*LESSON).err
    assert "Speaking" not in again
    assert "hook: unchanged, kept" in again


def _heard_where_captions_are(path: Path, film: NDArray[np.float64]) -> None:
    """Check that something is said while each caption is shown."""
    for caption in srt.parse(path.read_text("utf-8")):
        begin, end = (round(t.total_seconds() * 48_000) for t in (caption.start, caption.end))
        assert np.sqrt(np.mean(film[begin:end] ** 2)) > 0.02, caption.content
