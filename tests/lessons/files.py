"""The odd lessons: lesson files beside this one, each made as the command line makes it."""

from functools import cache
from pathlib import Path

from gdvideo.briefing import brief_of
from gdvideo.lessons.files import read_lesson
from gdvideo.study import study
from scenes.brief import Brief

FOLDER = Path(__file__).parent


def slug(name: str) -> str:
    """Return what the file of a lesson is called."""
    return name.lower().replace(",", "").replace(" ", "-")


FILES = {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}
"""The lessons' files, by their names."""


@cache
def filed(name: str) -> Brief:
    """Return the lesson of a file, made once and told without captions in its pictures."""
    return brief_of(study(read_lesson(FILES[slug(name)]).but(captions="soft")))[0]
