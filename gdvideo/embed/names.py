"""What pages and languages are called."""

from babel import Locale

from gdvideo.embed.course import Course

__all__ = ["language_name", "page_names"]


def page_names(course: Course) -> dict[str, str]:
    """Return the name of each video's lesson page, by the video's id."""
    return {course.film.id: "index.html", **{clip.id: f"{clip.id}.html" for clip in course.clips}}


def language_name(language: str) -> str:
    """Return what a language calls itself, as in "English"."""
    name = Locale.parse(language, sep="-").get_display_name() or language
    return name[:1].upper() + name[1:]
