"""Word times: phonemes written down by hand, and an engine's words heard by another program."""

import re
from collections.abc import Iterable, Mapping
from importlib.util import find_spec

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.voice.model import Model
from gdvideo.voice.sound import Sound
from gdvideo.voice.speaking import Words
from gdvideo.voice.speech import Speech
from gdvideo.voice.voiced import voiced
from gdvideo.voice.words import word_starts
from scenes.brief import default_brief
from scenes.film import FILM, scene_sentences
from scenes.telling.narration import spoken_words
from scenes.telling.sentences import Sentence
from scenes.telling.timeline import timeline
from tests.video.voice.hearing import heard

FARTHEST_S = 0.15
LISTENED_TO = 2
"""Sentences of each scene: the more words before a cue, the more there is to get wrong."""


def starts(phonemes: str, *alone: str) -> list[str]:
    """Return what each word begins with, where every phoneme is one sample long."""
    return [phonemes[start:][:3] for start in word_starts(phonemes, [1] * len(phonemes), alone)]


def test_words_that_stand_apart_start_after_the_space() -> None:
    assert starts("^ðə stˈɛp.$", "ðə", "stˈɛp.") == ["ðə ", "stˈ"]


def test_words_that_run_together_are_parted() -> None:
    # eSpeak says "of a" as one group, with another vowel than in "a" alone.
    assert starts("^bˈoʊl, əvə kˈaɪnd.$", "bˈoʊl,", "ʌv", "ˈeɪ", "kˈaɪnd.") == [
        "bˈo",
        "əvə",
        "ə k",
        "kˈa",
    ]


def test_a_word_of_several_groups_starts_with_the_first() -> None:
    assert starts("ɹˈɪl nˈʌmbɚ tˈuː", "ɹˈɪlnˈʌmbɚ", "tˈuː") == ["ɹˈɪ", "tˈu"]


def test_a_word_that_is_not_heard_starts_with_its_neighbour() -> None:
    assert starts("lˈʊk hˈɪɹ", "lˈʊk", "ˈæt", "hˈɪɹ")[::2] == ["lˈʊ", "hˈɪ"]


def test_no_phonemes_are_no_failure() -> None:
    assert word_starts((), (), ("ðə", "stˈɛp")) == (0, 0)


WORD = st.text("ptkbdɡmnaeiouəɹsz", min_size=1, max_size=8)


@given(st.lists(st.tuples(WORD, st.integers(1, 2000)), min_size=1, max_size=12))
def test_words_said_as_alone_start_where_they_stand(said: list[tuple[str, int]]) -> None:
    phonemes = " ".join(word for word, _ in said)
    lengths = [a_length for word, a_length in said for _ in range(len(word) + 1)][:-1]
    expected = [0]
    for word, a_length in said[:-1]:
        expected.append(expected[-1] + a_length * (len(word) + 1))
    assert word_starts(phonemes, lengths, [word for word, _ in said]) == tuple(expected)


LISTENING = pytest.mark.skipif(
    find_spec("pocketsphinx") is None, reason="the listener is not for this Python"
)


AS_WRITTEN = {spelled: word for word, spelled in spoken_words("en").respelled.items()}
AS_KNOWN = {"eta": "beta", "kink": "pink", "inf": "inn"}
"""The listener does not know these words, but some that rhyme with them or sound alike."""


def plain(words: Iterable[str]) -> list[str]:
    """Return words without their signs, as the listener knows them."""
    bare = [re.sub("[^a-z]", "", word.lower()) for word in words]
    written = [AS_WRITTEN.get(word, word) for word in bare]
    return [AS_KNOWN.get(word, word) for word in written]


@LISTENING
def test_each_word_is_heard_when_it_is_said_to_be(made: dict[Words, Sound]) -> None:
    assert len(made) > 3
    for words, sound in made.items():
        found = heard(sound.samples, SAMPLE_RATE, plain(words))
        apart = np.abs(np.array(sound.starts_s) - found)
        assert np.max(apart) <= FARTHEST_S, dict(zip(words, apart, strict=True))


def listened_to(scene: str) -> list[Sentence]:
    """Return the sentences of a scene whose last cue comes after most words."""
    beats = scene_sentences(scene, default_brief())
    cued = [part for said in beats.values() for part in said if part.cues]
    return sorted(cued, key=lambda part: part.cues[-1][1], reverse=True)[:LISTENED_TO]


@pytest.fixture(scope="module")
def speeches(model: Model, spoken_once: FileLock) -> Mapping[tuple[str, str], Speech]:
    """What is listened to, of all scenes: whatever says it has to start once only."""
    lesson = {
        (scene, f"{k}"): (part,) for scene in FILM for k, part in enumerate(listened_to(scene))
    }
    with spoken_once:
        return voiced(lesson, model, lambda _: None)


@LISTENING
@pytest.mark.parametrize("scene", FILM)
def test_cues_of_the_default_lesson_come_when_their_words_are_heard(
    scene: str, speeches: Mapping[tuple[str, str], Speech]
) -> None:
    cued = listened_to(scene)
    told = {f"{k}": speeches[scene, f"{k}"].utterance for k in range(len(cued))}
    made = timeline(scene, "", {f"{k}": (part,) for k, part in enumerate(cued)}, told, {})
    assert len(made.beats) > 1
    for beat, part in zip(made.beats, cued, strict=True):
        samples = 32_767.0 * speeches[scene, beat.id].samples
        words = " ".join(part.spoken).replace("-", " ").split()
        found = heard(samples, SAMPLE_RATE, plain(words))
        for (_, at), (name, cue_s) in zip(part.cues, beat.cues, strict=True):
            first = len(" ".join(part.spoken[:at]).replace("-", " ").split())
            assert abs(cue_s - found[first]) <= FARTHEST_S, (part.words, name)
