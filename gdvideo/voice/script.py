"""What to read aloud: the words of each beat, under the name of its recording."""

from collections.abc import Iterator

from gdvideo.voice.recordings import Beats, beat_names
from scenes.telling.sentences import REST_S, Sentence

__all__ = ["script"]


def script(beats: Beats) -> Iterator[str]:
    """Yield the lines of a script: a file's name, then what is read into it.

    Parameters
    ----------
    beats : mapping of (str, str) to tuple of Sentence
        What is said, by scene and beat, in order.
    """
    names = beat_names(beats)
    for beat, said in beats.items():
        yield f"{names[beat]}.wav"
        yield f"    {' '.join(_read(sentence) for sentence in said)}"
        yield ""


def _read(sentence: Sentence) -> str:
    """Return a sentence, and the silence after it where it is a long one."""
    rest = f" [{sentence.rest_s:g} s of silence]" if sentence.rest_s > REST_S else ""
    return sentence.words + rest
