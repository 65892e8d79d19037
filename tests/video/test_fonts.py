"""A lesson's own font: which files can be used, what is said of them, and what hangs on them."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from gdvideo.briefing import brief_of, look_of
from gdvideo.errors import InputError
from gdvideo.fonts import font_of, font_told, page_font, shown_letters, woff
from gdvideo.lesson import lesson_of
from gdvideo.lessons.files import read_lesson
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.again import request_of
from gdvideo.rendering.key import clip_key
from gdvideo.study import study
from gdvideo.telling import Telling
from tests.scenes.own_fonts import SERIF, changed, without


def _usage(bits: int) -> Callable[[Any], None]:
    def change(font: Any) -> None:
        font["OS/2"].fsType = bits

    return change


def _letters(content: bytes) -> set[str]:
    return {*map(chr, TTFont(io.BytesIO(content)).getBestCmap() or ())}


def _fault(name: str) -> str:
    with pytest.raises(InputError) as caught:
        font_of(name)
    (line,) = caught.value.lines
    return line.removeprefix(f"font '{name}': ")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"x,y\n1,2\n", "it is no font of outlines; a .ttf or .otf file is needed."),
        (b"ttcf" + bytes(100), "it is no font of outlines; a .ttf or .otf file is needed."),
        (b"", "it is no font of outlines; a .ttf or .otf file is needed."),
        (SERIF.read_bytes()[:3000], "the font is damaged: "),
    ],
)
def test_what_is_no_font_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "a.ttf").write_bytes(content)
    assert _fault(str(tmp_path / "a.ttf")).startswith(fault)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _fault(str(tmp_path / "a.ttf")) == "cannot be read: No such file or directory."


@pytest.mark.parametrize("bits", [0x0002, 0x0200, 0x0300])
def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path, bits: int) -> None:
    name = changed(tmp_path / "a.ttf", _usage(bits))
    assert _fault(name) == (
        f"its licence bits (fsType {bits:#06x}) forbid to embed its outlines, as pages do; a font "
        "that allows it is needed."
    )


@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008, 0x0100])
def test_one_that_may_be_is_not(tmp_path: Path, bits: int) -> None:
    assert font_of(changed(tmp_path / "a.ttf", _usage(bits)))


def test_a_font_without_latin_letters_is_refused(tmp_path: Path) -> None:
    assert _fault(without(tmp_path / "a.ttf", "qQ7")) == (
        "it has no q Q 7; all Latin letters and digits are needed."
    )


def test_other_letters_that_it_lacks_are_named(tmp_path: Path) -> None:
    font = font_of(without(tmp_path / "a.ttf", "−é"))
    assert font_told(font, "a − b, café 1") == (
        "a.ttf has no é −; Source Sans Pro or another font has them.",
    )
    assert font_told(font_of(str(SERIF)), "a − b, café") == ()


def test_people_are_told_before_the_film(tmp_path: Path) -> None:
    made = study(lesson_of({"data": "three", "font": without(tmp_path / "a.ttf", "→")}))
    brief, said = brief_of(made)
    assert brief.look.font is not None
    assert "→" in shown_letters(made.experiment, "en")
    assert any(sentence.startswith("a.ttf has no ") for sentence in said)


def test_a_clip_hangs_on_the_font_s_bytes_and_not_on_its_place(tmp_path: Path) -> None:
    shutil.copy(SERIF, tmp_path / "b.ttf")
    files = [None, str(SERIF), str(tmp_path / "b.ttf"), without(tmp_path / "c.ttf", "−")]
    keys, requests = [], []
    for file in files:
        lesson = lesson_of({"data": "three", "font": file})
        made = study(lesson)
        keys.append(clip_key("fit", made, brief_of(made)[0], Telling("none"), QUALITIES["draft"]))
        requests.append(request_of(lesson))
    for digests in (keys, requests):
        assert digests[1] == digests[2]
        assert len({*digests}) == 3
    (tmp_path / "b.ttf").unlink()
    assert request_of(lesson_of({"font": str(tmp_path / "b.ttf")})) == ""


def test_a_lesson_file_s_font_lies_beside_it(tmp_path: Path) -> None:
    shutil.copy(SERIF, tmp_path / "own.ttf")
    (tmp_path / "lesson.toml").write_text('font = "own.ttf"')
    font = look_of(read_lesson(tmp_path / "lesson.toml")).font
    assert font is not None
    assert font.file == tmp_path / "own.ttf"


def test_a_page_s_font_has_the_letters_that_are_needed_and_no_others() -> None:
    made = page_font(font_of(str(SERIF)), "ж")
    known = _letters(made)
    assert {*"aZ9é−ж"} <= known
    assert "щ" not in known
    assert len(made) < SERIF.stat().st_size / 2
    small = woff(made)
    assert small[:4] == b"wOFF"
    assert _letters(small) == known


def test_one_that_may_not_be_cut_is_whole(tmp_path: Path) -> None:
    name = changed(tmp_path / "a.ttf", _usage(0x0100))
    assert page_font(font_of(name), "") == Path(name).read_bytes()
