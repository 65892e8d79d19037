"""A listener that is not ours: PocketSphinx finds out when each word of a known text is said."""

import re
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

_RATE = 16_000
_FRAMES_A_SECOND = 100
_SAID = {"qr": "K Y UW AA R"}
"""How words are said that its dictionary lacks."""


@cache
def _decoder() -> Any:
    # There is none for the newest Python, where the tests that listen are left out.
    from pocketsphinx import Decoder

    decoder = Decoder(samprate=_RATE, loglevel="FATAL", lm=None)
    for word, sounds in _SAID.items():
        decoder.add_word(word, sounds)
    return decoder


def heard(
    samples: NDArray[np.int16] | NDArray[np.float32], rate: int, words: list[str]
) -> list[float]:
    """Return when each word starts, in seconds; the words are in its dictionary, without signs."""
    common = int(np.gcd(rate, _RATE))
    sound = resample_poly(samples.astype(float), _RATE // common, rate // common)
    decoder = _decoder()
    decoder.set_align_text(" ".join(words))
    decoder.start_utt()
    decoder.process_raw(np.clip(sound, -32_768, 32_767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    said = [(re.sub(r"\(\d+\)", "", part.word), part.start_frame) for part in decoder.seg()]
    found = [(word, frame / _FRAMES_A_SECOND) for word, frame in said if word[0] not in "<["]
    assert [word for word, _ in found] == words
    return [start_s for _, start_s in found]
