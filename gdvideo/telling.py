"""How a film's words reach its viewers: what a voice says, and where captions are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from gdvideo.lesson import Captions, Lesson
from gdvideo.media.sound import SAMPLE_RATE, Sound
from gdvideo.media.tracks import Tracks
from gdvideo.voice.voiced import Voice, chosen_voice, voice_digest, voiced
from scenes.brief import Brief
from scenes.film import scene_timeline
from scenes.telling.captions import captions
from scenes.telling.timeline import Timeline

__all__ = ["Telling", "told", "untold"]


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What is heard of a film's words, and how they are read.

    Parameters
    ----------
    captions : "soft", "drawn" or "none"
        Whether captions are a track of the video, part of its pictures, or in no video.
    voice : Voice, optional
        None for a silent film.
    sounds : mapping of (str, str) to Sound
        What it says, by scene and beat.
    """

    captions: Captions
    voice: Voice | None = None
    sounds: Mapping[tuple[str, str], Sound] = field(default_factory=dict)

    def key(self, scene: str) -> tuple[str, str]:
        """Return what, with the words, a scene's clip depends on."""
        return self.captions, "" if self.voice is None else voice_digest(self.voice, scene)

    def sound(self, timeline: Timeline) -> Sound | None:
        """Return what is heard in a scene: each beat's sound from its start on; None if silent."""
        if self.voice is None:
            return None
        heard = np.zeros(round(timeline.length_s * SAMPLE_RATE), np.float32)
        for beat in timeline.beats:
            said = self.sounds[timeline.scene, beat.id]
            begin = round(beat.start_s * SAMPLE_RATE)
            heard[begin : begin + len(said)] = said
        return heard

    def tracks(self, timeline: Timeline, language: str) -> Tracks:
        """Return what goes beside the pictures of a scene."""
        read = captions(timeline) if self.captions == "soft" else ()
        return Tracks(language, self.sound(timeline), read, timeline.title)

    def silence(self, seconds: float, language: str) -> Tracks | None:
        """Return what goes beside pictures without words: silence, if the film has a voice."""
        if self.voice is None:
            return None
        return Tracks(language, np.zeros(round(seconds * SAMPLE_RATE), np.float32))


def told(
    lesson: Lesson, brief: Brief, scenes: tuple[str, ...], say: Callable[[str], None]
) -> tuple[Brief, Telling]:
    """Let a lesson's voice speak: return what scenes are handed, and how their words are told.

    Parameters
    ----------
    lesson : Lesson
    brief : Brief
        What the scenes of a silent film are handed.
    scenes : tuple of str
        The ids of those that are spoken.
    say : callable
        Is told why there is no voice, and what takes a while.

    Raises
    ------
    InputError
        If there is no such voice, or it cannot be used.
    RenderError
        If the voice that comes with gdvideo fails.
    """
    brief, telling = untold(lesson, brief, say)
    if telling.voice is None:
        return brief, telling
    timelines = [scene_timeline(scene, brief) for scene in scenes]
    played = {(told.scene, beat.id): beat.sentences for told in timelines for beat in told.played}
    said = {(told.scene, beat.id) for told in timelines for beat in told.beats}
    speeches = voiced(played, telling.voice, say, unsaid=played.keys() - said)
    utterances = {beat: speech.utterance for beat, speech in speeches.items()}
    sounds = {beat: speech.samples for beat, speech in speeches.items()}
    return replace(brief, utterances=utterances), replace(telling, sounds=sounds)


def untold(lesson: Lesson, brief: Brief, say: Callable[[str], None]) -> tuple[Brief, Telling]:
    """Return what scenes are handed, and how their words are told, before the voice has spoken.

    A clip's key is known by that; how long it is, only roughly.

    Parameters
    ----------
    lesson, brief, say
        As for `told`.

    Raises
    ------
    InputError
        If there is no such voice, or it cannot be used.
    """
    voice = chosen_voice(lesson.voice, lesson.language, say)
    shown = lesson.captions or ("drawn" if voice is None else "soft")
    return replace(brief, captioned=shown == "drawn"), Telling(shown, voice)
