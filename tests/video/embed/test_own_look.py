"""A film's own colours and font on its pages, its slides and beside another film."""

import io
import json
import re
import shutil
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page
from pptx import Presentation

from gdvideo.embed.course import Course, check_files, read_course
from gdvideo.embed.files import Files, Zip, write_content
from gdvideo.embed.kinds import remarks
from gdvideo.embed.packages.scorm import scorm
from gdvideo.embed.page import page
from gdvideo.embed.powerpoint import powerpoint
from gdvideo.embed.slides import slides
from gdvideo.errors import InputError
from gdvideo.filming import planned
from gdvideo.lesson import lesson_of
from gdvideo.rendering.folder import opened
from gdvideo.rendering.page_font import font_beside
from gdvideo.rendering.transcript import Transcript
from scenes.kit.look.look import THEMES
from tests.scenes.own_fonts import SERIF
from tests.scenes.said import plain, read_silently
from tests.video.embed.pages import put

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


def _packed(course: Course) -> Files:
    (package,) = scorm(course).values()
    assert isinstance(package, Zip)
    return package.files


STYLES = {
    "page.css": page,
    "deck.css": slides,
    "player.css": _packed,
}


def _css(course: Course, style: str = "page.css") -> str:
    (content,) = (made for name, made in STYLES[style](course).items() if name.endswith(style))
    assert isinstance(content, bytes)
    return content.decode()


@pytest.mark.parametrize("style", STYLES)
def test_pages_slides_and_packages_carry_the_font_once(
    own: Course, course: Course, style: str
) -> None:
    css = _css(own, style)
    (letters,) = re.findall(r'url\("data:font/woff;base64,([^"]*)"\) format\("woff"\)', css)
    known = TTFont(io.BytesIO(b64decode(letters))).getBestCmap() or {}
    assert {*map(ord, "Hamburg−")} <= {*known}
    assert "font/woff;" not in _css(course, style)
    names = {Path(name).name for name in STYLES[style](course)}
    assert names - {Path(name).name for name in STYLES[style](own)} == {"lesson-sans.txt"}


@pytest.mark.parametrize(("make", "home"), [(slides, "slides"), (_packed, ".")])
def test_slides_and_packages_are_set_in_it(
    own: Course, make: Callable[[Course], Files], home: str, page: Page, tmp_path: Path
) -> None:
    put(make(own), tmp_path)
    page.emulate_media(color_scheme=own.theme)
    page.goto((tmp_path / home / "index.html").as_uri())
    _shows_the_font(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 16, 16)"


def _shows_the_font(page: Page) -> None:
    """Check that letters are as wide as the font's table of widths has them (OpenType, hmtx)."""
    shown = """async (text) => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = "100px " + getComputedStyle(document.querySelector("h1")).fontFamily;
      await document.fonts.load(pen.font, text);
      return pen.measureText(text).width;
    }"""
    font = TTFont(SERIF)
    widths = [font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in "mild"]
    wide = 100 * sum(widths) / font["head"].unitsPerEm
    assert page.evaluate(shown, "mild") == pytest.approx(wide, abs=0.5)


@pytest.mark.parametrize("home", [".", "clips"])
def test_transcripts_are_set_in_the_file_beside_them_or_above(
    home: str, page: Page, serve: Callable[..., str], tmp_path: Path
) -> None:
    scenes = (read_silently({"x": plain("one")}, "A scene"),)
    told = Transcript("en", "A film", scenes, (), font="explainer.font.ttf")
    shutil.copy(SERIF, tmp_path / "explainer.font.ttf")
    (tmp_path / "clips").mkdir()
    (tmp_path / home / "told.html").write_text(told.page, "utf-8")
    page.goto(f"{serve(tmp_path)}/{home}/told.html")
    _shows_the_font(page)


def test_the_transcripts_of_a_lesson_page_have_its_file(own: Course) -> None:
    assert page(own)["page/media/explainer.font.ttf"] == own.font


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
        for frame in (slide.shapes.title.text_frame, slide.notes_slide.notes_text_frame):
            assert {p.font.name for p in frame.paragraphs} == {"DejaVu Serif"}


def test_what_a_course_is_to_know_is_said(own: Course, course: Course) -> None:
    named = "powerpoint: its words are in DejaVu Serif where that is installed."
    assert remarks(own, ["page", "powerpoint"]) == (named,)
    assert remarks(own, ["page"]) == remarks(course, ["powerpoint"]) == ()
    lifeless = replace(course, manifest=course.manifest.model_copy(update={"lifeless": "Still."}))
    assert remarks(lifeless, ["scorm"]) == ("Still.",)
    assert remarks(lifeless, ["powerpoint", "webp"]) == ()


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
