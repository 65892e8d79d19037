"""Sentences spoken by the engine, which is started for them and ended with them."""

import json
import subprocess
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdvideo.child import child
from gdvideo.errors import RenderError
from gdvideo.media.sound import Sound as Samples
from gdvideo.voice.model import Model

__all__ = ["Spoken", "spoken"]


@dataclass(frozen=True, eq=False, slots=True)
class Spoken:
    """A sentence as the engine speaks it.

    Parameters
    ----------
    samples : Samples
    rate : int
        Samples a second.
    phonemes : tuple of str
        What is heard in order, stress marks, spaces and pauses among it; empty if the model does
        not tell.
    lengths : tuple of int
        Of each phoneme, in samples.
    alone : tuple of str
        The phonemes of each word when it stands alone.
    """

    samples: Samples
    rate: int
    phonemes: tuple[str, ...]
    lengths: tuple[int, ...]
    alone: tuple[str, ...]


def spoken(sentences: Iterable[tuple[str, ...]], model: Model) -> Generator[Spoken]:
    """Yield sentences as the engine speaks them, in order.

    Parameters
    ----------
    sentences : iterable of tuple of str
        The words of each, punctuation with the word before.
    model : Model

    Raises
    ------
    InputError
        If the user's own model cannot be loaded.
    RenderError
        If the engine ends abruptly.
    """
    process = child("gdvideo.voice.engine", str(model.path))
    try:
        asked = _ask(process, sentences)
        for _ in range(asked):
            yield _answer(process, model)
    finally:
        process.kill()
        process.communicate()


def _ask(process: "subprocess.Popen[bytes]", sentences: Iterable[tuple[str, ...]]) -> int:
    """Hand all sentences over, which the engine reads before it answers; return how many."""
    lines = [json.dumps(words).encode() + b"\n" for words in sentences]
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.writelines(lines)
    process.stdin = None
    return len(lines)


def _answer(process: "subprocess.Popen[bytes]", model: Model) -> Spoken:
    assert process.stdout is not None
    line = process.stdout.readline()
    header: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
    if "refused" in header:
        raise model.refusal(header["refused"])
    size = 4 * header.get("samples", 1)
    samples = process.stdout.read(size)
    if len(samples) < size:
        raise RenderError(
            "The voice's engine ended abruptly (too little memory?); "
            "render again, or without a voice: --voice none."
        )
    return Spoken(
        np.frombuffer(samples, "<f4").astype(np.float32),
        header["rate"],
        tuple(header["phonemes"]),
        tuple(header["lengths"]),
        tuple(header["alone"]),
    )
