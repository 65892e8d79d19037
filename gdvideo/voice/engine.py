"""The engine, Piper, in a process of its own: the only module that imports it.

It is started as `python -m gdvideo.voice.engine MODEL.onnx`. On standard input comes a JSON list of
words a line. For each, in order, a line of JSON goes out, then the samples that it tells of, as
32-bit floats. Why a model cannot be used is told by a line that says `refused`, the last one.

Each sentence is spoken by one thread, with no chance in it: equal words give equal samples however
many cores there are. Several sentences are spoken side by side.
"""

import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import onnx
import onnxruntime
from piper import PiperVoice, SynthesisConfig
from piper.config import PiperConfig
from piper.patch_voice_with_alignment import add_alignment_output

_WITHOUT_CHANCE = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)
_MOST_THREADS = 8


def _serve(model: Path) -> None:
    """Answer all that stands on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand in the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with answer:
        try:
            _speak(_voice(model), answer)
        except KeyError as error:
            _write(answer, {"refused": f"its settings lack {error}"})
        # Whatever a file that is none makes of the libraries.
        except Exception as error:
            _write(answer, {"refused": " ".join(str(error).split())})


def _speak(voice: PiperVoice, answer: BinaryIO) -> None:
    asked = [json.loads(line) for line in sys.stdin.buffer]
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as pool:
        for header, samples in pool.map(partial(_said, voice), asked):
            _write(answer, header, samples)


def _write(answer: BinaryIO, header: dict[str, Any], samples: bytes = b"") -> None:
    answer.write(json.dumps(header).encode() + b"\n" + samples)
    answer.flush()


def _voice(model: Path) -> PiperVoice:
    """Load a voice so that it tells how long each phoneme is, where its network can."""
    settings = json.loads(model.with_name(f"{model.name}.json").read_text("utf-8"))
    config = PiperConfig.from_dict(settings)
    network = onnx.load(str(model))
    # One that has been made to tell already, or cannot.
    with suppress(ValueError):
        add_alignment_output(network)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        network.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return PiperVoice(session, config)


def _said(voice: PiperVoice, words: list[str]) -> tuple[dict[str, Any], bytes]:
    """Return a sentence's phonemes, their lengths in samples, those of each word, and the sound."""
    spoken = voice.synthesize(" ".join(words), _WITHOUT_CHANCE, include_alignments=True)
    chunks = [*spoken]
    told = [chunk.phoneme_alignments for chunk in chunks]
    # A part that is not told leaves no place to the others.
    heard = [] if None in told else [*chain.from_iterable(filter(None, told))]
    samples = [np.asarray(chunk.audio_float_array, "<f4") for chunk in chunks]
    sound = np.concatenate([*samples, np.zeros(0, "<f4")])
    header = {
        "rate": voice.config.sample_rate,
        "samples": len(sound),
        "phonemes": [part.phoneme for part in heard],
        "lengths": [int(part.num_samples) for part in heard],
        "alone": ["".join(chain.from_iterable(voice.phonemize(word))) for word in words],
    }
    return header, sound.tobytes()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
