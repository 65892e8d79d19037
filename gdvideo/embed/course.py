"""A rendered film as a course sees it: videos with their words, chapters and side-cars."""

from dataclasses import dataclass, replace
from pathlib import Path

from gdvideo.embed.manifest import BeatEntry, ClipEntry, FilmManifest, QuestionEntry
from gdvideo.errors import InputError
from gdvideo.fonts import PUBLISHED
from gdvideo.media.checksums import checksum
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.rendering.schedule import clip_starts_s
from gdvideo.rendering.side_cars import side_names
from scenes.kit.look.font import Font
from scenes.kit.look.look import THEMES, Look

__all__ = ["Asked", "Chapter", "Course", "Said", "Video", "check_files", "read_course"]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a video.

    Parameters
    ----------
    text : str
    start_s, end_s : float
        In seconds of the video; it ends where the next one begins.
    """

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of a video that can be jumped to: a scene of the film, or a beat of a clip.

    Parameters
    ----------
    id, title : str
        A beat's title is its first sentence.
    start_s, end_s : float
        In seconds of the video; chapters lie end to end.
    said : tuple of Said
    """

    id: str
    title: str
    start_s: float
    end_s: float
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a learner may guess before a video shows it.

    Parameters
    ----------
    scene : str
        The scene that asks.
    text : str
    options : tuple of str
    right : int
        The place of the right option.
    because : str
        Why it is right.
    asked_s, told_s : float
        When it is asked, and when its answer has been seen; in seconds of the video.
    """

    scene: str
    text: str
    options: tuple[str, ...]
    right: int
    because: str
    asked_s: float
    told_s: float


@dataclass(frozen=True, slots=True)
class Video:
    """The film, or one of its clips, with the files beside it.

    Parameters
    ----------
    id : str
        "explainer" for the film, else the scene's.
    title : str
    duration_s : float
    chapters : tuple of Chapter
        In order, at least one.
    questions : tuple of Asked
        In order.
    mp4, poster, vtt, srt, transcript, reading : Path
        Its files, which exist; the last one is the transcript as a page.
    live : Path or None
        What its last picture is made of, where that can come alive.
    """

    id: str
    title: str
    duration_s: float
    chapters: tuple[Chapter, ...]
    questions: tuple[Asked, ...]
    mp4: Path
    poster: Path
    vtt: Path
    srt: Path
    transcript: Path
    reading: Path
    live: Path | None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that every package has."""
        return (self.mp4, self.poster, self.vtt, self.srt, self.transcript)


@dataclass(frozen=True, slots=True)
class Course:
    """All that a package is made from.

    Parameters
    ----------
    manifest : FilmManifest
    folder : Path
        Where the film lies.
    film : Video
    clips : tuple of Video
    quality : Quality
        The size of their pictures.
    language, theme : str
    """

    manifest: FilmManifest
    folder: Path
    film: Video
    clips: tuple[Video, ...]
    quality: Quality
    language: str
    theme: str

    @property
    def thumbnail(self) -> Path:
        """The picture that is to be clicked where the film is shown among others."""
        return self.folder / self.manifest.thumbnail.file

    @property
    def font(self) -> Path | None:
        """The font of the lesson's own, if its film has one."""
        names = [name for name in PUBLISHED if name in self.manifest.files]
        return self.folder / names[0] if names else None

    @property
    def look(self) -> Look:
        """The theme, with the lesson's own colours and font."""
        font = self.font and Font(self.font.absolute(), checksum(self.font))
        return replace(THEMES[self.theme], **self.manifest.lesson.colours, font=font)

    @property
    def shows_captions(self) -> bool:
        """Whether a player shows captions by itself: not where the pictures have them."""
        return self.manifest.captions != "drawn"


def read_course(folder: Path) -> Course:
    """Return the film in an output folder.

    Raises
    ------
    InputError
        If there is none, or one of its files is missing.
    """
    manifest = FilmManifest.read(folder)
    lesson = manifest.lesson
    clips = tuple(_clip(folder, entry, lesson.language) for entry in manifest.clips)
    return Course(
        manifest,
        folder,
        _film(folder, manifest, clips, lesson.language),
        clips,
        QUALITIES[lesson.quality].shaped(lesson.shape),
        lesson.language,
        lesson.theme,
    )


def check_files(course: Course) -> None:
    """Check that the videos are those that were rendered, and what they need is there.

    Captions may be mended by hand.

    Raises
    ------
    InputError
        If a copy broke one off or left one out, or something has changed it.
    """
    manifest = course.manifest
    _check("explainer.mp4", manifest.files, course.folder)
    _check("numbers/lesson.json", manifest.files, course.folder)
    for name in (manifest.thumbnail.file, *PUBLISHED):
        _check(name, manifest.files, course.folder)
    for entry in manifest.clips:
        _check(f"clips/{entry.id}.mp4", entry.files, course.folder)
        _check(f"clips/{entry.id}.live.json", entry.files, course.folder)


def _check(name: str, known: dict[str, str], folder: Path) -> None:
    """Check a file, of which a film need not have one unless it is a video."""
    path, is_video = folder / name, name.endswith(".mp4")
    if not is_video and name not in known:
        return
    if not path.is_file():
        raise _missing(path)
    if is_video and checksum(path) != known.get(name):
        raise InputError(
            f"{path}: it is not the video that was rendered; gdvideo render makes it anew"
        )


def _missing(file: Path) -> InputError:
    return InputError(f"{file}: the film's file is missing; gdvideo render makes it anew")


def _clip(folder: Path, entry: ClipEntry, language: str) -> Video:
    chapters = tuple(_beat(beat) for beat in entry.beats)
    video = _video(folder, f"clips/{entry.id}", entry.title, entry.duration_s, chapters, language)
    return replace(video, questions=_asked(entry.id, entry.question))


def _asked(scene: str, entry: QuestionEntry | None) -> tuple[Asked, ...]:
    return () if entry is None else (Asked(scene, **entry.model_dump()),)


def _beat(entry: BeatEntry) -> Chapter:
    """Return a beat as a chapter of its clip."""
    end_s = round(entry.start_s + entry.duration_s, 3)
    starts = [sentence.start_s for sentence in entry.sentences]
    said = tuple(
        Said(sentence.text, sentence.start_s, until)
        for sentence, until in zip(entry.sentences, [*starts[1:], end_s], strict=True)
    )
    return Chapter(entry.id, said[0].text, entry.start_s, end_s, said)


def _film(folder: Path, manifest: FilmManifest, clips: tuple[Video, ...], language: str) -> Video:
    starts = clip_starts_s([clip.duration_s for clip in clips])
    chapters = tuple(
        Chapter(clip.id, clip.title, start_s, end_s, _moved(clip, start_s))
        for clip, start_s, end_s in zip(
            clips, starts, [*starts[1:], manifest.duration_s], strict=True
        )
    )
    questions = tuple(
        replace(asked, asked_s=_later(asked.asked_s, start_s), told_s=_later(asked.told_s, start_s))
        for clip, start_s in zip(clips, starts, strict=True)
        for asked in clip.questions
    )
    video = _video(folder, "explainer", manifest.title, manifest.duration_s, chapters, language)
    return replace(video, questions=questions)


def _later(seconds: float, start_s: float) -> float:
    return round(seconds + start_s, 3)


def _moved(clip: Video, start_s: float) -> tuple[Said, ...]:
    """Return what is said in a clip that begins so late in the film."""
    return tuple(
        Said(said.text, _later(said.start_s, start_s), _later(said.end_s, start_s))
        for beat in clip.chapters
        for said in beat.said
    )


def _video(
    folder: Path,
    name: str,
    title: str,
    duration_s: float,
    chapters: tuple[Chapter, ...],
    language: str,
) -> Video:
    endings = ("mp4", "png", *side_names(language))
    mp4, poster, vtt, srt, _, transcript, reading = (folder / f"{name}.{e}" for e in endings)
    live = folder / f"{name}.live.json"
    video = Video(
        Path(name).name,
        title,
        duration_s,
        chapters,
        (),
        mp4,
        poster,
        vtt,
        srt,
        transcript,
        reading,
        live if live.is_file() else None,
    )
    for file in video.files:
        if not file.is_file():
            raise _missing(file)
    return video
