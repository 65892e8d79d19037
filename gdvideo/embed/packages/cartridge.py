"""A Common Cartridge 1.3: the lesson pages as web content, in one module."""

from pathlib import Path

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files, Zip
from gdvideo.embed.names import page_names
from gdvideo.embed.packages.player import identity
from gdvideo.embed.page import page
from gdvideo.embed.templates import filled

__all__ = ["cartridge"]

_HOME = "film"
_MANIFEST = "imsmanifest.xml"


def cartridge(course: Course) -> Files:
    """Return `cartridge.imscc`: its manifest at the root, the lesson pages in `film`.

    As the Common Cartridge profile 1.3 wants it: one organisation, a rooted hierarchy of titled
    items below one without title; each file a resource of its own, on which the pages depend.

    Raises
    ------
    InputError
        If the film's record lacks what the pages tell.
    """
    files = {
        name.replace("page", _HOME, 1): content
        for name, content in page(course).items()
        if isinstance(content, bytes | Path)
    }
    names = page_names(course)
    pages = [(video.title, f"{_HOME}/{names[video.id]}") for video in (course.film, *course.clips)]
    manifest = filled(
        "packages/cartridge.xml",
        course=course,
        identity=identity(course),
        pages=pages,
        others=sorted(files.keys() - {name for _, name in pages}),
    )
    return {"cartridge.imscc": Zip({_MANIFEST: manifest, **files}, first=(_MANIFEST,))}
