"""Terms are pronounced as in a dictionary: the engine's phonemes, beside Merriam-Webster's."""

import pytest

from gdvideo.voice.model import Model
from gdvideo.voice.synthesis import spoken
from scenes.telling.cues import cued
from scenes.telling.sentences import sentences

PRONOUNCED = {
    "eta": "ˈeɪɾə",
    "intercept": "ˈɪntɚsˌɛpt",
    "intercepts": "ˈɪntɚsˌɛpts",
    "residual": "ɹᵻzˈɪdʒuːəl",
    "residuals": "ɹᵻzˈɪdʒuːəlz",
}
"""ā-tə, in-tər-ˌsept (the noun), ri-ˈzi-jə-wəl."""


@pytest.fixture(scope="module")
def heard(model: Model) -> dict[str, str]:
    """The phonemes of each word."""
    (sentence,) = sentences(cued(" ".join(PRONOUNCED)), {}, "en")
    (utterance,) = spoken([sentence.spoken], model)
    return dict(zip(sentence.written, utterance.alone, strict=True))


@pytest.mark.parametrize("word", PRONOUNCED)
def test_a_term_is_pronounced_as_in_a_dictionary(heard: dict[str, str], word: str) -> None:
    assert heard[word] == PRONOUNCED[word]
