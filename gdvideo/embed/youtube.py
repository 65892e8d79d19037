"""What YouTube is told of the film: title, description, and chapters that it makes buttons of."""

from gdvideo.embed.course import Chapter, Course
from gdvideo.embed.files import Files
from gdvideo.rendering.clock import clock

__all__ = ["youtube"]

_SHORTEST_S = 10
_FEWEST = 3


def youtube(course: Course) -> Files:
    """Return `youtube.txt`: the film's title, an empty line, then its description.

    Chapters are a line each, time first. YouTube shows them if the first begins at 0:00, there are
    three at least, in order, and none is shorter than ten seconds (YouTube Help, "Video chapters");
    a shorter one is told with the one before it.
    """
    film = course.film
    chapters = _long_enough(film.chapters)
    told = [f"{clock(c.start_s)} {c.title}" for c in chapters] if len(chapters) >= _FEWEST else []
    return {"youtube.txt": ("\n".join([film.title, "", *told]) + "\n").encode()}


def _long_enough(chapters: tuple[Chapter, ...]) -> list[Chapter]:
    """Return the chapters that last ten whole seconds at least; the first begins the film."""
    return [
        c for k, c in enumerate(chapters) if k == 0 or int(c.end_s) - int(c.start_s) >= _SHORTEST_S
    ]
