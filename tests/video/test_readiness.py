"""`gdvideo doctor`: what is there is told, what is missing is named, and the status says which."""

import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace
from typing import Any

import pytest

Run = Callable[..., Any]
WHAT = ["Python", "libraries", "Manim", "fonts", "encoder", "voice", "disk", "cores"]


def missing(lines: str) -> dict[str, str]:
    told = [line.split(maxsplit=2) for line in lines.splitlines()]
    assert [what for _, what, _ in told] == WHAT
    return {what: why for state, what, why in told if state == "MISSING"}


def test_the_machine_of_the_tests_is_ready(gdvideo: Run) -> None:
    done = gdvideo("doctor")
    assert (done.status, done.err, missing(done.out)) == (0, "", {})
    assert f"{len(os.sched_getaffinity(0))} of " in done.out


def test_what_is_missing_is_named(gdvideo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "typst":
            raise PackageNotFoundError(name)
        return "1"

    def usage(_: object) -> SimpleNamespace:
        return SimpleNamespace(free=250_000_000)

    monkeypatch.setattr("gdvideo.readiness.version", version)
    monkeypatch.setattr("gdvideo.readiness._ENCODERS", ("libx264", "no-such-encoder"))
    monkeypatch.setattr("gdvideo.readiness.shutil.disk_usage", usage)
    done = gdvideo("doctor")
    found = missing(done.out)
    assert done.status == 1
    assert found["libraries"] == "typst; install them by: pip install gdvideo"
    assert found["disk"] == "0.2 GB free here; a film wants 1 GB"
    assert "no-such-encoder" in found["encoder"]
    assert set(found) == {"libraries", "disk", "encoder"}


def test_a_film_without_a_voice_is_a_film(gdvideo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_: str) -> None:
        pass

    monkeypatch.setattr("gdvideo.voice.model.find_spec", nothing)
    done = gdvideo("doctor")
    assert (done.status, missing(done.out)) == (0, {})
    assert "films are silent" in done.out
