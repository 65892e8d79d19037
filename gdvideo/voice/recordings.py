"""A teacher's own recordings: one a beat, in any format that libav reads."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.error import FFmpegError

from gdvideo.errors import InputError
from gdvideo.media.checksums import checksum
from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.sound import Sound as Samples
from gdvideo.voice.filters import levelled, loudness, without_offset
from gdvideo.voice.pauses import stretches, word_times
from gdvideo.voice.sound import Sound, as_sound, faded
from gdvideo.voice.speech import Speech, single_words, speech_of
from scenes.telling.sentences import Sentence

__all__ = ["Beats", "Recordings", "beat_names", "recorded"]

Beats = Mapping[tuple[str, str], tuple[Sentence, ...]]
"""What is said, by scene and beat, in order."""

_LONGEST_S = 300
_SILENT = -55.0
"""In LUFS; whoever speaks into a microphone is louder."""
_BEFORE_S, _AFTER_S = 0.05, 0.15
"""What is kept of a recording around its speech: a soft beginning, a breath that ends."""
_CLIPPED, _MOST_CLIPPED = 0.999, 5


@dataclass(frozen=True, slots=True)
class Recordings:
    """A folder of recordings.

    Parameters
    ----------
    folder : Path
    """

    folder: Path

    @property
    def name(self) -> str:
        """What it is called, without where it lies."""
        return self.folder.resolve().name

    def digest(self, scene: str) -> str:
        """Return a digest of a scene's recordings, their names and what is in them.

        Raises
        ------
        InputError
            If one cannot be read.
        """
        try:
            own = sorted(p for p in self.folder.iterdir() if p.name.lower().startswith(f"{scene}-"))
            told = [[path.name, checksum(path)] for path in own if path.is_file()]
        except OSError as error:
            raise InputError(f"--voice {self.folder}: cannot be read: {error.strerror}") from error
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def beat_names(beats: Beats) -> dict[tuple[str, str], str]:
    """Return what the recording of each beat is called, without its ending.

    They are numbered from 1 in each scene.

    Examples
    --------
    >>> beat_names({("tangent", "a"): (), ("tangent", "b"): (), ("surface", "a"): ()}).values()
    dict_values(['tangent-01', 'tangent-02', 'surface-01'])
    """
    scenes = [scene for scene, _ in beats]
    numbers = [scenes[: k + 1].count(scene) for k, scene in enumerate(scenes)]
    return {beat: f"{beat[0]}-{n:02d}" for beat, n in zip(beats, numbers, strict=True)}


def recorded(
    beats: Beats,
    voice: Recordings,
    say: Callable[[str], None],
    unsaid: Collection[tuple[str, str]] = (),
) -> dict[tuple[str, str], Speech]:
    """Return the speech of each beat as it was recorded, at the loudness of all that is made.

    Parameters
    ----------
    beats : mapping of (str, str) to tuple of Sentence
    voice : Recordings
    say : callable
        Is told what a recording had better be.
    unsaid : collection of (str, str)
        Beats whose recordings are not wanted.

    Raises
    ------
    InputError
        If a recording is missing, unreadable, silent or too long.
    """
    names = {beat: name for beat, name in beat_names(beats).items() if beat not in unsaid}
    files = _files(names, voice.folder)
    return {beat: _speech(file, beats[beat], say) for beat, file in files.items()}


def _files(names: dict[tuple[str, str], str], folder: Path) -> dict[tuple[str, str], Path]:
    """Return the file of each beat."""
    try:
        there = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise InputError(f"--voice {folder}: cannot be read: {error.strerror}") from error
    found = {
        beat: [path for path in there if path.stem.lower() == name] for beat, name in names.items()
    }
    missing = [beat for beat, paths in found.items() if not paths]
    if missing:
        raise InputError(
            f"--voice {folder}: has no recording {names[missing[0]]}.wav (or another "
            f"sound format), and {len(missing)} of {len(names)} are missing; "
            "gdvideo script says what to read, and under which names"
        )
    for paths in found.values():
        if len(paths) > 1:
            raise InputError(f"{paths[0]}: there is a {paths[1].name} as well; keep one of them")
    return {beat: paths[0] for beat, paths in found.items()}


def _speech(path: Path, said: tuple[Sentence, ...], say: Callable[[str], None]) -> Speech:
    """Return the speech that a file holds, and say if it is clipped."""
    raw = _read(path)
    if np.count_nonzero(np.abs(raw) > _CLIPPED) > _MOST_CLIPPED:
        say(f"{path.name}: is clipped where it is loudest; it would sound better recorded softer")
    samples = without_offset(raw)
    spans = stretches(samples)
    if not spans or loudness(samples) < _SILENT:
        raise InputError(f"{path}: is silent, or all but so; record it again, closer by")
    first, last = spans[0][0] - _BEFORE_S, spans[-1][1] + _AFTER_S
    kept = levelled(faded(samples[max(round(first * SAMPLE_RATE), 0) : round(last * SAMPLE_RATE)]))
    return speech_of((_as_one(said),), [_sound(kept, said)])


def _sound(samples: Samples, said: tuple[Sentence, ...]) -> Sound:
    words = [word for sentence in said for word in single_words(sentence)]
    return as_sound(samples, list(word_times(samples, words)))


def _as_one(said: tuple[Sentence, ...]) -> Sentence:
    """Return a beat's sentences as one: in a recording the rests between them are heard."""
    written = tuple(word for sentence in said for word in sentence.written)
    return Sentence(written, tuple(word for sentence in said for word in sentence.spoken))


def _read(path: Path) -> Samples:
    """Return what a file holds, as one channel at `SAMPLE_RATE`."""
    try:
        with av.open(path) as file:
            if not file.streams.audio:
                raise InputError(f"{path}: holds no sound")
            samples = _decoded(file)
    except (FFmpegError, OSError) as error:
        raise InputError(f"{path}: cannot be read as sound: {error.strerror}") from error
    if len(samples) > _LONGEST_S * SAMPLE_RATE:
        raise InputError(f"{path}: is longer than {_LONGEST_S // 60} minutes; a beat is shorter")
    if not np.all(np.isfinite(samples)):
        raise InputError(f"{path}: cannot be read as sound: it holds what is no number")
    return samples


def _decoded(file: InputContainer) -> Samples:
    """Return one channel, of no more than just beyond the longest that is allowed."""
    resampler = AudioResampler("flt", "mono", SAMPLE_RATE)
    parts: list[Samples] = [np.zeros(0, np.float32)]
    count = 0
    for frame in chain(file.decode(audio=0), [None]):
        made = [np.asarray(f.to_ndarray()[0], np.float32) for f in resampler.resample(frame)]
        parts += made
        count += sum(map(len, made))
        if count > _LONGEST_S * SAMPLE_RATE:
            break
    return np.concatenate(parts)
