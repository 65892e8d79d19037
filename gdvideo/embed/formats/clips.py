"""The clips of a course in each format: which files, of what, in which size. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files
from gdvideo.embed.formats.loops import Loop
from gdvideo.embed.formats.movies import Movie
from gdvideo.embed.formats.pictures import Sequence
from gdvideo.embed.formats.sizes import SIZES, scaled
from gdvideo.embed.formats.stretches import BEST_BEATS

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that clips can be had in.

    Parameters
    ----------
    what : str
        What it is, for people.
    make : callable
        Makes its files, given a course and at most how many pixels high, if that is limited; pure.
    """

    what: str
    make: Callable[[Course, int | None], Files]


def _movies(container: str) -> Callable[[Course, int | None], Files]:
    """Return a function that makes the film and its clips as movies, with captions beside them."""

    def make(course: Course, height: int | None) -> Files:
        size = scaled(course.quality, height)
        return {
            f"{container}/{name}": content
            for video in (course.film, *course.clips)
            for name, content in (
                (f"{video.id}.{container}", Movie(video.mp4, container, size, video.title)),
                (video.vtt.name, video.vtt),
            )
        }

    return make


def _gif(course: Course, height: int | None) -> Files:
    """Return a loop of each clip as GIF; small unless a size is asked for."""
    return _loops(course, "gif", height or SIZES["small"])


def _webp(course: Course, height: int | None) -> Files:
    """Return a loop of each clip as WebP; of medium size unless one is asked for."""
    return _loops(course, "webp", height or SIZES["medium"])


def _loops(course: Course, kind: str, height: int) -> Files:
    size = scaled(course.quality, min(height, SIZES["large"]))
    return {
        f"{kind}/{clip.id}.{kind}": Loop(
            clip.mp4, kind, size, clip.chapters, BEST_BEATS.get(clip.id)
        )
        for clip in course.clips
    }


def _png_sequence(course: Course, height: int | None) -> Files:
    """Return all frames of each clip, in a zip a clip."""
    size = scaled(course.quality, height)
    return {f"png-sequence/{clip.id}.zip": Sequence(clip.mp4, size) for clip in course.clips}


def _poster(course: Course, height: int | None) -> Files:
    """Return the posters of the film and its clips, as large as they are."""
    del height
    videos = (course.film, *course.clips)
    return {f"poster/{video.id}.png": video.poster for video in videos}


FORMATS = {
    "mp4": Format("the film and its clips as MP4, H.264 with AAC", _movies("mp4")),
    "webm": Format("the film and its clips as WebM, VP9 with Opus", _movies("webm")),
    "gif": Format("of each clip a beat as a loop, as GIF, under 1 MB each", _gif),
    "webp": Format("of each clip a beat as a loop, as WebP, under 1 MB each", _webp),
    "png-sequence": Format("all frames of each clip, as pictures in a zip", _png_sequence),
    "poster": Format("the last picture of the film and of each clip", _poster),
}
