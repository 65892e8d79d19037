"""A package for learning systems that speak SCORM: 1.2 by its manifest, 2004 too by its script."""

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files, Zip
from gdvideo.embed.packages.player import identity, player
from gdvideo.embed.templates import filled

__all__ = ["scorm"]

_SCRIPTS = ("seen.js", "watch.js", "scorm.js", "scorm.start.js")


def scorm(course: Course) -> Files:
    """Return `scorm.zip`: one object (SCO) that is completed once 90 % of the film were seen.

    Its manifest is as the SCORM 1.2 Content Aggregation Model, section 2.3, wants it: at the root,
    with each file.
    """
    files = player(course, _SCRIPTS)
    manifest = filled(
        "packages/scorm.xml", film=course.film, identity=identity(course), names=sorted(files)
    )
    return {"scorm.zip": Zip({"imsmanifest.xml": manifest, **files}, first=("imsmanifest.xml",))}
