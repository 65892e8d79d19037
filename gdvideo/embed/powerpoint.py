"""A PowerPoint deck: a slide a clip, with its poster, and what is said as the speaker's notes."""

import zipfile
from io import BytesIO
from typing import Any

from gdvideo.embed.course import Asked, Course, Video
from gdvideo.embed.files import Files, Zip
from gdvideo.errors import InputError
from gdvideo.fonts import family
from gdvideo.media.quality import Quality
from gdvideo.rendering.clock import clock

__all__ = ["powerpoint"]

_EMU = 914_400
"""English metric units an inch (ECMA-376, part 1, 20.1.2.1)."""
_WIDTH, _HEIGHT = 13 * _EMU + _EMU // 3, 7 * _EMU + _EMU // 2
"""A slide of 16 : 9, 13.333 by 7.5 inches."""
_TITLE_ONLY = 5
_ABOVE = -_EMU
"""Where a title is that readers of the slide hear and nobody sees: above it."""


def powerpoint(course: Course) -> Files:
    """Return `powerpoint.pptx`: the videos lie in it, so it needs nothing beside it.

    Raises
    ------
    InputError
        If python-pptx is not installed.
    """
    deck = _presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    deck.core_properties.title = course.film.title
    deck.core_properties.language = course.language
    letters = None if course.font is None else family(course.font)
    for clip in course.clips:
        _add_slide(deck, clip, course, letters)
    written = BytesIO()
    deck.save(written)
    return {"powerpoint.pptx": _without_times(written)}


def _presentation() -> Any:
    try:
        from pptx import Presentation
    except ModuleNotFoundError as error:
        raise InputError(
            "--as powerpoint needs python-pptx; pip install 'gdvideo[slides]' brings it"
        ) from error
    return Presentation()


def _add_slide(deck: Any, clip: Video, course: Course, letters: str | None) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    _paint(slide.background.fill, course.look.ground)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = 0, _ABOVE, _WIDTH, _EMU // 2
    title.text = clip.title
    movie = slide.shapes.add_movie(
        str(clip.mp4),
        *_placed(course.quality),
        poster_frame_image=str(clip.poster),
        mime_type="video/mp4",
    )
    movie.name = clip.title
    asked = [f"{clock(each.asked_s)} {each.text} {_listed(each)}" for each in clip.questions]
    lines = [" ".join(said.text for said in beat.said) for beat in clip.chapters]
    notes = slide.notes_slide.notes_text_frame
    notes.text = "\n".join(asked + lines)
    # A deck names its letters and carries none: a program of slides takes what is installed.
    for paragraph in (*title.text_frame.paragraphs, *notes.paragraphs):
        paragraph.font.name = letters


def _paint(fill: Any, colour: str) -> None:
    from pptx.dml.color import RGBColor

    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour[1:])


def _placed(frame: Quality) -> tuple[int, int, int, int]:
    """Return left, top, width and height of a video that is as large as a slide can show it."""
    scale = min(_WIDTH / frame.width, _HEIGHT / frame.height)
    width, height = round(scale * frame.width), round(scale * frame.height)
    return (_WIDTH - width) // 2, (_HEIGHT - height) // 2, width, height


def _listed(asked: Asked) -> str:
    """Return the answers to choose from, and the right one."""
    return f"({' / '.join(asked.options)}) {asked.options[asked.right]}. {asked.because}"


def _without_times(written: BytesIO) -> Zip:
    """Return the same package without the time at which it was written.

    Its list of types comes first, as readers that do not look further expect.
    """
    with zipfile.ZipFile(written) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return Zip(files, first=("[Content_Types].xml",))
