"""What can be made for a course, by name: one line a kind, its files under its own names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files
from gdvideo.embed.packages.cartridge import cartridge
from gdvideo.embed.packages.cmi5 import cmi5
from gdvideo.embed.packages.h5p import h5p
from gdvideo.embed.packages.oembed import oembed
from gdvideo.embed.packages.olx import olx
from gdvideo.embed.packages.scorm import scorm
from gdvideo.embed.page import page
from gdvideo.embed.powerpoint import powerpoint
from gdvideo.embed.slides import slides
from gdvideo.embed.snippets import snippets
from gdvideo.embed.youtube import youtube
from gdvideo.fonts import family

__all__ = ["KINDS", "Kind", "remarks"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that a course can take.

    Parameters
    ----------
    what : str
        What it is, for people.
    make : callable
        Makes its files by their names, all of which begin with the kind's name; pure.
    by_default : bool
        Whether it is made if no kind is named.
    needs : tuple of str
        The kinds that it shows, which are made with it.
    """

    what: str
    make: Callable[[Course], Files]
    by_default: bool = False
    needs: tuple[str, ...] = ()


KINDS = {
    "page": Kind("pages of the film and its clips: page/index.html", page, True),
    "scorm": Kind("a package for Moodle and others that speak SCORM", scorm),
    "cmi5": Kind("a package for learning systems that speak cmi5 and xAPI", cmi5),
    "cartridge": Kind("a Common Cartridge for Canvas, Blackboard and others", cartridge),
    "h5p": Kind("an H5P Interactive Video, for servers that have its libraries", h5p),
    "olx": Kind("a course for Open edX, a unit a clip", olx),
    "oembed": Kind(
        "kind page telling by oEmbed how others show it, once an address is in",
        oembed,
        needs=("page",),
    ),
    "slides": Kind("a RevealJS deck, a slide a beat, that pauses where the narration does", slides),
    "powerpoint": Kind("a PowerPoint deck, a slide a clip, with what is said as notes", powerpoint),
    "snippets": Kind("what to paste into pages of your own", snippets, True, ("page",)),
    "youtube": Kind("title, chapters and thumbnail for YouTube", youtube, True),
}

_LIVELY = {"page", "scorm", "cmi5", "cartridge", "oembed"}
"""The kinds in which pictures come alive."""


def remarks(course: Course, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return what those who made these kinds should know of them, a sentence each.

    Parameters
    ----------
    course : Course
    kinds : iterable of str
        Names of kinds, or of formats.
    """
    made, said = {*kinds}, list[str]()
    if course.manifest.lifeless is not None and made & _LIVELY:
        said.append(course.manifest.lifeless)
    if course.font is not None and "powerpoint" in made:
        name = family(course.font)
        said.append(f"powerpoint: its words are in {name} where that is installed.")
    return tuple(said)
