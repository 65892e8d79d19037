"""Voices that are none, and folders of recordings that nobody can hear."""

import io
import os
import random
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

from tests.attacks.attack import Attack

__all__ = ["voices"]

_STILL: Final = ("still", "parabola", "--quality=draft", "--at=1")
_BEATS: Final = 12
"""The scene has no more."""


def voices(chance: random.Random) -> Iterator[Attack]:
    """Yield attacks by voices."""
    noise = chance.randbytes(20_000)
    for name, network, settings in (
        ("empty files", b"", b""),
        ("noise", noise, noise),
        ("noise with settings", noise, b'{"audio": {"sample_rate": 22050}}'),
        ("deep settings", noise, b"[" * 100_000),
        ("a folder's worth of zeros", b"\0" * 5_000_000, b"{}"),
    ):
        files = {"v.onnx": network, "v.onnx.json": settings}
        yield Attack(f"voice: {name}", (*_STILL, "--voice=v.onnx"), files)
    yield Attack("voice: no settings", (*_STILL, "--voice=v.onnx"), {"v.onnx": noise})
    yield Attack("voice: missing", (*_STILL, "--voice=v.onnx"))
    yield Attack("voice: a pipe", (*_STILL, "--voice=v.onnx"), lay=_pipe)
    yield Attack("voice: no cache folder", _STILL, environment=_without_a_cache())
    yield from _recordings(chance)


def _without_a_cache() -> dict[str, str]:
    return {"XDG_CACHE_HOME": "/dev/null", "HOME": "/dev/null", "PATH": os.environ["PATH"]}


def _recordings(chance: random.Random) -> Iterator[Attack]:
    tone = _wave(np.sin(np.arange(96_000) * 0.05) * 20_000)
    for name, content in {
        "empty": b"",
        "text": b"Hello." * 1_000,
        "noise": chance.randbytes(50_000),
        "silent": _wave(np.zeros(48_000)),
        "of no sample": _wave(np.zeros(0)),
        "clipped": _wave(np.sign(np.sin(np.arange(96_000) * 0.05)) * 32_767),
        "that claim to be endless": tone[:4] + b"\xff\xff\xff\x7f" + tone[8:],
        "of one sample a second": tone[:24] + b"\x01\0\0\0" + tone[28:],
        "cut short": tone[: len(tone) // 3],
        "of pictures": b"\x89PNG\r\n\x1a\n" + chance.randbytes(500),
    }.items():
        yield _spoken(f"voice: recordings {name}", lambda _, content=content: content)
    yield _spoken("voice: recordings of chance", lambda _: _changed(tone, chance))
    yield Attack("voice: no recordings", (*_STILL, "--voice=."))
    yield Attack("voice: recordings that are folders", (*_STILL, "--voice=."), lay=_folders)
    yield Attack("voice: recordings without end", (*_STILL, "--voice=."), lay=_endless)


def _spoken(name: str, content: Callable[[int], bytes]) -> Attack:
    files = {_recording(k): content(k) for k in range(1, _BEATS)}
    return Attack(name, (*_STILL, "--voice=."), files)


def _recording(number: int) -> str:
    return f"parabola-{number:02d}.wav"


def _changed(sound: bytes, chance: random.Random) -> bytes:
    changed = bytearray(sound)
    for _ in range(20):
        changed[chance.randrange(200)] = chance.randrange(256)
    return bytes(changed)


def _wave(samples: np.ndarray) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(samples.astype("<i2").tobytes())
    return held.getvalue()


def _pipe(at: Path) -> None:
    os.mkfifo(at / "v.onnx")


def _folders(at: Path) -> None:
    for number in range(1, _BEATS):
        (at / _recording(number)).mkdir()


def _endless(at: Path) -> None:
    for number in range(1, _BEATS):
        (at / _recording(number)).symlink_to("/dev/zero")
