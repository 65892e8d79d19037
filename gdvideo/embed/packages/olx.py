"""A course for Open edX (OLX): a unit a clip, with what to expect, captions and transcript."""

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files, Tar
from gdvideo.embed.packages.player import identity
from gdvideo.embed.templates import filled

__all__ = ["olx"]

_RUN = "film"
_POLICY = b'{"course/film": {}}\n'
_GRADING = b"""{
  "GRADER": [
    {"type": "Film", "short_label": "Film", "min_count": 1, "drop_count": 0, "weight": 1.0}
  ],
  "GRADE_CUTOFFS": {"Pass": 0.5}
}
"""
"""Open edX has none without a kind of task, and none without a mark to pass."""


def olx(course: Course) -> Files:
    """Return `olx.tar.gz`: one subsection with a unit for each clip, their files in `static`.

    Its layout is that of the reference "Open edX OLX", with all structure in one file. Captions
    are named both ways that Open edX has had, as an attribute and as an element.
    """
    structure = filled(
        "packages/olx/course.xml",
        film=course.film,
        clips=course.clips,
        language=course.language,
        shows_captions=course.shows_captions,
    )
    code = f"gd-{identity(course).hex[:8]}"
    shown = {file.name: file for clip in course.clips for file in (clip.mp4, clip.srt)}
    files = {
        "course.xml": filled("packages/olx/pointer.xml", run=_RUN, code=code),
        f"course/{_RUN}.xml": structure,
        f"policies/{_RUN}/policy.json": _POLICY,
        f"policies/{_RUN}/grading_policy.json": _GRADING,
        "static/film.png": course.film.poster,
        **{f"static/{name}": file for name, file in shown.items()},
    }
    return {"olx.tar.gz": Tar({f"course/{name}": content for name, content in files.items()})}
