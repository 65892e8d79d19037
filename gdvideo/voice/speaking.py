"""Sentences to sounds: what was spoken before is kept, what is new is spoken by the engine."""

from collections.abc import Callable, Iterable
from contextlib import closing

from gdvideo.voice.kept import forget_unused, keep, kept, sound_key
from gdvideo.voice.model import Model
from gdvideo.voice.sound import Sound, sound_of
from gdvideo.voice.synthesis import spoken

__all__ = ["Words", "sounds"]

Words = tuple[str, ...]
"""The words of a sentence as they are spoken, punctuation with the word before."""


def sounds(
    sentences: Iterable[Words], model: Model, say: Callable[[str], None]
) -> dict[Words, Sound]:
    """Return the sound of each sentence; the engine is started only if one is new.

    Parameters
    ----------
    sentences : iterable of tuple of str
    model : Model
    say : callable
        Is told what takes a while.

    Raises
    ------
    InputError
        If the user's own model cannot be loaded.
    RenderError
        If the engine ends abruptly.
    """
    keys = {words: sound_key(words, model) for words in sentences}
    found = {words: kept(key) for words, key in keys.items()}
    made = {words: sound for words, sound in found.items() if sound is not None}
    new = [words for words in keys if words not in made]
    if new:
        say(f"Speaking {len(new)} of {len(keys)} sentences")
        with closing(spoken(new, model)) as utterances:
            for words, utterance in zip(new, utterances, strict=True):
                made[words] = sound_of(words, utterance)
                keep(keys[words], made[words])
        forget_unused()
    return made
