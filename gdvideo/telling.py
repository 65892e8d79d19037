"""How a film's words reach its viewers: what a voice says, and where captions are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from gdvideo.lesson import Captions
from gdvideo.media.sound import SAMPLE_RATE, Sound
from gdvideo.media.tracks import Tracks
from scenes.telling.captions import captions
from scenes.telling.timeline import Timeline

__all__ = ["Telling"]


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What is heard of a film's words, and how they are read.

    Parameters
    ----------
    captions : "soft", "drawn" or "none"
        Whether captions are a track of the video, part of its pictures, or in no video.
    voice : str
        A digest of the voice; nothing for a silent film.
    sounds : mapping of (str, str) to Sound
        What it says, by scene and beat.
    """

    captions: Captions
    voice: str = ""
    sounds: Mapping[tuple[str, str], Sound] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What, with the words, all clips of the film depend on."""
        return self.captions, self.voice

    def sound(self, timeline: Timeline) -> Sound | None:
        """Return what is heard in a scene: each beat's sound from its start on; None if silent."""
        if not self.voice:
            return None
        heard = np.zeros(round(timeline.length_s * SAMPLE_RATE), np.float32)
        for beat in timeline.beats:
            said = self.sounds[timeline.scene, beat.id]
            begin = round(beat.start_s * SAMPLE_RATE)
            heard[begin : begin + len(said)] = said
        return heard

    def tracks(self, timeline: Timeline, language: str) -> Tracks | None:
        """Return what goes beside the pictures of a scene, if anything does."""
        read = captions(timeline) if self.captions == "soft" else ()
        heard = self.sound(timeline)
        return Tracks(language, heard, read) if read or heard is not None else None
