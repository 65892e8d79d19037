"""What the tests of the voice share: a cache of their own, and few sentences, spoken once."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from gdvideo.voice.model import Model, shipped_model
from gdvideo.voice.sound import Sound
from gdvideo.voice.speaking import Words, sounds

SENTENCES = (
    "Look at this bowl, of a kind.",
    "The slope is minus seven point two, so the step goes to the right.",
    "Which way? And how far?",
    "It is a bowl.",
    "Stop.",
)


@pytest.fixture(scope="session")
def spoken_once() -> FileLock:
    """Is held by who speaks for all workers: nothing is said twice."""
    return FileLock(Path(os.environ["GDVIDEO_CACHE"]) / "spoken.lock")


@pytest.fixture(scope="session")
def model() -> Model:
    return shipped_model()


@pytest.fixture(scope="session")
def made(model: Model, spoken_once: FileLock) -> dict[Words, Sound]:
    """The sound of each sentence."""
    with spoken_once:
        return sounds([words(text) for text in SENTENCES], model, lambda _: None)


def words(text: str) -> Words:
    return tuple(text.split())


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GDVIDEO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "sounds"
