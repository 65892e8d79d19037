"""What YouTube is told of the film: title, description with chapters, and its thumbnail."""

from gdvideo.embed.course import Chapter, Course
from gdvideo.embed.files import Files
from gdvideo.rendering.clock import clock

__all__ = ["youtube"]

_SHORTEST_S = 10
_FEWEST = 3


def youtube(course: Course) -> Files:
    """Return `youtube.txt`, the film's title, an empty line, then its description, and a picture.

    Chapters are a line each, time first. YouTube shows them if the first begins at 0:00, there are
    three at least, in order, and none is shorter than ten seconds (YouTube Help, "Video chapters");
    a shorter one is told with the one before it. `youtube.png` is
    the film's thumbnail, 1280 by 720 pixels and under 2 MB (YouTube Help, "Add video thumbnails").
    """
    film = course.film
    chapters = _long_enough(film.chapters)
    told = [f"{clock(c.start_s)} {c.title}" for c in chapters] if len(chapters) >= _FEWEST else []
    text = "\n".join([film.title, "", *told]) + "\n"
    return {"youtube.txt": text.encode(), "youtube.png": course.thumbnail}


def _long_enough(chapters: tuple[Chapter, ...]) -> list[Chapter]:
    """Return the chapters that last ten whole seconds at least; the first begins the film."""
    return [
        c for k, c in enumerate(chapters) if k == 0 or int(c.end_s) - int(c.start_s) >= _SHORTEST_S
    ]
