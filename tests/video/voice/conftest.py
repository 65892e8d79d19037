"""What the tests of the voice share: a cache of their own, and few sentences, spoken once."""

import os
from collections.abc import Iterator
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
def sayings(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder in which all workers keep what was said: nothing is said twice."""
    own = tmp_path_factory.getbasetemp()
    return (own if worker_id == "master" else own.parent) / "sayings"


@pytest.fixture(scope="session")
def spoken_once(sayings: Path) -> FileLock:
    """Is held by who speaks for all workers."""
    return FileLock(f"{sayings}.lock")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(sayings: Path) -> Iterator[None]:
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(sayings)
    yield
    os.environ.pop("XDG_CACHE_HOME")
    if before is not None:
        os.environ["XDG_CACHE_HOME"] = before


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
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "gdvideo" / "sounds"
