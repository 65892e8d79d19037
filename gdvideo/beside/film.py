"""A film of two lessons side by side: the scenes that both have, one after the other."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from gdvideo.beside.names import differences, names
from gdvideo.beside.pairs import Pair, pairs
from gdvideo.beside.pictures import Board, framed
from gdvideo.beside.sides import Side, opened_side
from gdvideo.embed.course import Course, Video, read_course
from gdvideo.errors import InputError
from gdvideo.media.checksums import checksum
from gdvideo.media.encode import Encoder
from gdvideo.media.join import Part, join
from gdvideo.media.tracks import Tracks, dress
from gdvideo.progress import Reporter
from gdvideo.rendering.folder import OutputFolder, opened
from gdvideo.rendering.records import Record, as_json
from gdvideo.rendering.retiring import retire

__all__ = ["beside"]

_NAME = "beside"


@dataclass(frozen=True, slots=True)
class _Twin:
    """A scene that both films have.

    Parameters
    ----------
    clips : tuple of Video
    worded : tuple of bool
        Whether the words of each are to be written under it.
    together : tuple of Pair
        What is seen at the same time.
    """

    clips: tuple[Video, Video]
    worded: tuple[bool, bool]
    together: tuple[Pair, ...]

    @property
    def id(self) -> str:
        """The scene's."""
        return self.clips[0].id

    @property
    def title(self) -> str:
        """The scene's."""
        return self.clips[0].title

    @property
    def length(self) -> int:
        """How many frames it has."""
        return sum(pair.length for pair in self.together)

    @contextmanager
    def opened(self, board: Board) -> Generator[tuple[Side, Side]]:
        """Open both clips to be read."""
        with ExitStack() as stack:
            left, right = (
                stack.enter_context(opened_side(clip, board.size, board.quality.fps, worded=worded))
                for clip, worded in zip(self.clips, self.worded, strict=True)
            )
            yield left, right


def beside(left: Path, right: Path, out: Path, reporter: Reporter) -> Path:
    """Put the clips of two films side by side, in step, and return the film of them.

    Parameters
    ----------
    left, right : Path
        The output folders of two films of the same shape, quality and theme.
    out : Path
        The folder to write to.
    reporter : Reporter

    Raises
    ------
    InputError
        If one is no film, they do not go together, or the folder cannot be written to.
    RenderError
        If the film cannot be made.
    """
    courses = read_course(left), read_course(right)
    _check(courses, (left, right))
    twins, board = _twins(courses), _board(courses, (left, right))
    with opened(out) as folder, reporter.drawing() as begin:
        parts = [_part(twin, board, folder, begin(twin.id, twin.length)) for twin in twins]
        join(tuple(parts), folder.draft(f"{_NAME}.mp4"), title=board.title)
        film = folder.publish(f"{_NAME}.mp4")
        _write_down([film, *(part.file for part in parts)], board, folder)
        return film


def _check(courses: tuple[Course, Course], folders: tuple[Path, Path]) -> None:
    """Refuse films that do not go together."""
    left, right = courses
    shapes = [course.manifest.lesson.shape for course in courses]
    if shapes[0] != shapes[1]:
        raise InputError(
            f"{folders[0]} is {shapes[0]} and {folders[1]} is {shapes[1]}; "
            "films that go side by side have one shape"
        )
    for what, one, other in (
        ("quality", left.quality.name, right.quality.name),
        ("theme", left.theme, right.theme),
    ):
        if one != other:
            raise InputError(
                f"{folders[0]} is of {what} {one} and {folders[1]} of {what} {other}; "
                f"render both with the same --{what}"
            )
    scenes = [[clip.id for clip in course.clips] for course in courses]
    if not set(scenes[0]) & set(scenes[1]):
        raise InputError(
            f"{folders[0]} has the scenes {', '.join(scenes[0])} and {folders[1]} "
            f"{', '.join(scenes[1])}; none is in both"
        )


def _twins(courses: tuple[Course, Course]) -> list[_Twin]:
    """Return the scenes of both films, in the first one's order."""
    left, right = courses
    others = {clip.id: clip for clip in right.clips}
    worded = left.manifest.captions != "drawn", right.manifest.captions != "drawn"
    return [
        _Twin(
            (clip, others[clip.id]),
            worded,
            tuple(pairs(clip.chapters, others[clip.id].chapters, left.quality.fps)),
        )
        for clip in left.clips
        if clip.id in others
    ]


def _board(courses: tuple[Course, Course], folders: tuple[Path, Path]) -> Board:
    left, right = courses
    frame = framed(left.quality)
    return Board(frame, left.quality, left.look, names(*folders), differences(left, right))


def _part(twin: _Twin, board: Board, folder: OutputFolder, progress: Callable[[int], None]) -> Part:
    """Make one clip of two, in the film's folder."""
    name = f"{_NAME}.{twin.id}.mp4"
    pictures = folder.draft(f"{_NAME}.{twin.id}.pictures.mp4")
    with Encoder(pictures, board.quality) as encoder, twin.opened(board) as sides:
        for frame in board.frames(sides, twin.together):
            encoder.write(frame)
            progress(encoder.frames)
    dress(pictures, Tracks("en", title=f"{twin.title}: {board.title}"), folder.draft(name))
    file = folder.publish(name)
    return Part(file, checksum(file), encoder.frames / board.quality.fps, twin.title)


def _write_down(written: list[Path], board: Board, folder: OutputFolder) -> None:
    """Record what was made, and take away what an earlier run made and this one did not."""
    files = folder.checksums(written)
    retire(Record.read(folder.root / f"{_NAME}.json", _NAME), folder, but=files)
    folder.write(f"{_NAME}.json", as_json({"title": board.title, "files": files}))
