"""A package for learning systems that speak cmi5: a film that says by xAPI what was seen of it."""

from uuid import uuid5

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files, Zip
from gdvideo.embed.packages.player import identity, player
from gdvideo.embed.templates import filled

__all__ = ["cmi5"]

_SCRIPTS = ("seen.js", "watch.js", "cmi5.js", "cmi5.start.js")


def cmi5(course: Course) -> Files:
    """Return `cmi5.zip`: one assignable unit that is completed once 90 % of the film were seen.

    Its course structure is as the cmi5 specification, sections 13 and 14, wants it: `cmi5.xml` at
    the root, addresses relative to it.
    """
    whole = identity(course)
    structure = filled(
        "packages/cmi5.xml",
        film=course.film,
        language=course.language,
        course=whole,
        unit=uuid5(whole, "film"),
    )
    return {
        "cmi5.zip": Zip({"cmi5.xml": structure, **player(course, _SCRIPTS)}, first=("cmi5.xml",))
    }
