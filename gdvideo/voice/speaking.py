"""Sentences to sounds: what was spoken before is kept, what is new is spoken by the engine."""

from collections.abc import Callable, Iterable
from contextlib import closing

from gdvideo.voice.kept import alone, forget_unused, keep, kept, sound_key
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
    made = _found(keys)
    if len(made) < len(keys):
        with alone():
            # Others may have spoken it meanwhile: films of one batch say much the same.
            made |= _found(_without(keys, made))
            new = _without(keys, made)
            if new:
                say(f"Speaking {len(new)} of {len(keys)} sentences")
                made |= _said(new, model)
    return made


def _found(keys: dict[Words, str]) -> dict[Words, Sound]:
    """Return what was spoken before."""
    found = {words: kept(key) for words, key in keys.items()}
    return {words: sound for words, sound in found.items() if sound is not None}


def _without(keys: dict[Words, str], made: dict[Words, Sound]) -> dict[Words, str]:
    return {words: key for words, key in keys.items() if words not in made}


def _said(new: dict[Words, str], model: Model) -> dict[Words, Sound]:
    """Let the engine speak, and keep what it says."""
    made: dict[Words, Sound] = {}
    with closing(spoken(new, model)) as utterances:
        for (words, key), utterance in zip(new.items(), utterances, strict=True):
            made[words] = sound_of(words, utterance)
            keep(key, made[words])
    forget_unused()
    return made
