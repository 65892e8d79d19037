"""What to read aloud, as Markdown: the words of each beat, under the name of its recording."""

from collections.abc import Iterator

from gdvideo.rendering.captions import marked
from gdvideo.voice.recordings import beat_names
from scenes.telling.sentences import REST_S, Sentence
from scenes.telling.timeline import Timeline

__all__ = ["script"]


def script(title: str, timelines: tuple[Timeline, ...]) -> Iterator[str]:
    """Yield the lines of a script in Markdown: a number and a file's name, then what is read.

    Parameters
    ----------
    title : str
        What the film is called.
    timelines : tuple of Timeline
        The scenes, in order; the beats of each are numbered from 1, as in the whole film.
    """
    names = beat_names({
        (told.scene, beat.id): beat.sentences for told in timelines for beat in told.played
    })
    yield f"# {marked(title)}"
    for told in timelines:
        yield from ("", f"## {marked(told.title)}")
        for beat in told.beats:
            number = told.played.index(beat) + 1
            yield from ("", f"**{number}. `{names[told.scene, beat.id]}.wav`**")
            yield from ("", " ".join(_read(sentence) for sentence in beat.sentences))


def _read(sentence: Sentence) -> str:
    """Return a sentence, and the silence after it where it is a long one."""
    rest = f" *({sentence.rest_s:g} s of silence)*" if sentence.rest_s > REST_S else ""
    return marked(sentence.words) + rest
