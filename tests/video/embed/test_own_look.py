"""A film's own colours and font on its pages, its slides and beside another film."""

import io
import json
import re
import shutil
from base64 import b64decode
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pptx import Presentation

from gdvideo.embed.course import Course, check_files, read_course
from gdvideo.embed.files import Zip, write_content
from gdvideo.embed.page import page
from gdvideo.embed.powerpoint import powerpoint
from gdvideo.errors import InputError
from gdvideo.filming import planned
from gdvideo.lesson import lesson_of
from gdvideo.rendering.folder import opened
from gdvideo.rendering.page_font import font_beside
from scenes.kit.look.look import THEMES
from tests.scenes.own_fonts import SERIF

OWN = {"ground": "#101010", "data": "#7FBFFF"}


@pytest.fixture(scope="module")
def own(film: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return the film with colours and a font of its own."""
    folder = shutil.copytree(film, tmp_path_factory.mktemp("own") / "film")
    shutil.copy(SERIF, folder / "explainer.font.ttf")
    record = json.loads((folder / "film.json").read_text("utf-8"))
    record["lesson"]["colours"] = OWN
    record["files"]["explainer.font.ttf"] = ""
    (folder / "film.json").write_text(json.dumps(record), "utf-8")
    return read_course(folder)


def _css(course: Course) -> str:
    content = page(course)["page/page.css"]
    assert isinstance(content, bytes)
    return content.decode()


def test_a_page_carries_the_font(own: Course, course: Course) -> None:
    (letters,) = re.findall(r'url\("data:font/woff;base64,([^"]*)"\) format\("woff"\)', _css(own))
    known = TTFont(io.BytesIO(b64decode(letters))).getBestCmap() or {}
    assert {*map(ord, "Hamburg−")} <= {*known}
    assert "font/woff;" not in _css(course)
    names = [name for name in page(course) if name not in page(own)]
    assert names == ["page/lesson-sans.txt"]


def test_a_page_has_the_film_s_colours_in_its_theme(own: Course, course: Course) -> None:
    theme = THEMES[own.theme]
    other = THEMES["light" if own.theme == "dark" else "dark"]
    for name, colour in OWN.items():
        assert f"--{name}: {colour};" in _css(own)
        assert f"--{name}: {getattr(theme, name)};" not in _css(own)
        assert f"--{name}: {getattr(other, name)};" in _css(own)
        assert f"--{name}: {colour};" not in _css(course)


def test_slides_have_the_film_s_ground(own: Course) -> None:
    target = io.BytesIO()
    (content,) = powerpoint(own).values()
    assert isinstance(content, Zip)
    write_content(content, target)
    for slide in Presentation(target).slides:
        assert str(slide.background.fill.fore_color.rgb) == OWN["ground"][1:]


def test_a_course_has_the_film_s_look(own: Course, course: Course) -> None:
    assert course.look == THEMES[course.theme]
    assert own.look.data == OWN["data"]
    assert own.look.font is not None
    assert own.look.font.file == own.folder / "explainer.font.ttf"


def test_a_font_that_is_lost_or_damaged_is_told(own: Course) -> None:
    file = own.folder / "explainer.font.ttf"
    file.write_bytes(SERIF.read_bytes()[:5000])
    with pytest.raises(InputError, match=r"^font 'explainer.font.ttf': the font is damaged: "):
        page(own)
    file.unlink()
    with pytest.raises(InputError, match=r"the film's file is missing"):
        check_files(own)
    shutil.copy(SERIF, file)


def test_a_film_s_font_lies_beside_it(tmp_path: Path) -> None:
    lesson = lesson_of({"data": "three", "font": str(SERIF), "title": "Ж", "voice": "none"})
    plan = planned(lesson, lambda _: None, spoken=False)
    with opened(tmp_path / "out") as folder:
        (written,) = font_beside(plan, folder)
    assert written == tmp_path / "out" / "explainer.font.ttf"
    known = TTFont(written).getBestCmap() or {}
    assert {*map(ord, "weightЖ")} <= {*known}
    assert ord("Щ") not in known
