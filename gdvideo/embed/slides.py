"""A RevealJS deck: a slide a beat, in which the film plays on to where the narration pauses.

A beat that answers a question has a slide before it, on which the film rests and the question is
asked.
"""

from dataclasses import dataclass

from gdvideo.embed.course import Asked, Course
from gdvideo.embed.files import Files
from gdvideo.embed.names import language_name
from gdvideo.embed.page import licence_of_letters, looks_style
from gdvideo.embed.templates import WEB, filled

__all__ = ["Scene", "Slide", "planned", "slides"]


@dataclass(frozen=True, slots=True)
class Slide:
    """A stretch of the film, and what is said in it.

    Parameters
    ----------
    start_s, end_s : float
        In seconds of the film; each slide begins where the one before it ends.
    text : str
    asked : tuple of Asked
        What is asked before it, since it shows the answer.
    """

    start_s: float
    end_s: float
    text: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The slides of one scene, under its title."""

    title: str
    slides: tuple[Slide, ...]


def planned(course: Course) -> tuple[Scene, ...]:
    """Return the slides of a film: the bridge to a scene belongs to its first one."""
    scenes: list[Scene] = []
    start_s = 0.0
    for chapter, clip in zip(course.film.chapters, course.clips, strict=True):
        slides: list[Slide] = []
        for beat in clip.chapters:
            end_s = round(chapter.start_s + beat.end_s, 3)
            text = " ".join(said.text for said in beat.said)
            asked = tuple(each for each in clip.questions if each.told_s == beat.end_s)
            slides.append(Slide(start_s, end_s, text, asked))
            start_s = end_s
        scenes.append(Scene(clip.title, tuple(slides)))
    return tuple(scenes)


def slides(course: Course) -> Files:
    """Return the deck as a folder that needs nothing from elsewhere: reveal.js (MIT) is in it."""
    film = course.film
    page = filled(
        "slides/deck.html",
        title=film.title,
        film=film,
        scenes=planned(course),
        width=course.quality.width,
        height=course.quality.height,
        language=course.language,
        language_name=language_name(course.language),
        theme=course.theme,
        has_captions=course.shows_captions,
    )
    style = looks_style(course) + (WEB / "slides" / "deck.css").read_bytes()
    own: Files = {"deck.css": style, "deck.js": WEB / "slides" / "deck.js"}
    reveal = {
        name: WEB / "vendor/reveal" / name for name in ("reveal.js", "reveal.css", "notes.js")
    }
    licence = {"reveal-LICENSE.txt": WEB / "vendor/reveal/LICENSE"}
    media = {f"media/{file.name}": file for file in (film.mp4, film.vtt, film.poster)}
    files = {"index.html": page, **own, **licence_of_letters(course), **reveal, **licence, **media}
    return {f"slides/{name}": content for name, content in files.items()}
