"""Words in a font of the lesson's own; mathematics, and other lessons, are as they were."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gdvideo.looks import layout_faults
from scenes.brief import Brief, default_brief
from scenes.kit.checks.rehearsal import laid_out
from scenes.kit.ink.shapes import Type
from scenes.kit.look.font import Font
from scenes.kit.text.formula import Formula
from scenes.kit.text.glyphs import missing_letters, outline
from scenes.kit.text.typesetter import lettered, lettering, readable
from scenes.stage import Stage
from tests.scenes.own_fonts import SERIF, without

FONT = Font(SERIF, hashlib.sha256(SERIF.read_bytes()).hexdigest())
WORDS, SUM = '#"Hamburgefonstiv 0123"', "$x + 1/2$"


def _brief() -> Brief:
    return replace(default_brief(), look=replace(default_brief().look, font=FONT))


def _lines(stage: Stage) -> dict[str, np.ndarray]:
    return {s.markup: s.points.copy() for s in stage.mobjects if type(s) is Type}


def test_words_are_set_in_the_font_as_long_as_it_is_used() -> None:
    before = outline(WORDS).curves, outline(SUM).curves
    with lettering(FONT):
        assert lettered() == FONT
        assert outline(WORDS).curves.shape != before[0].shape
        np.testing.assert_allclose(outline(SUM).curves, before[1], atol=1e-4)
        with lettering(None):
            assert np.array_equal(outline(WORDS).curves, before[0])
    assert lettered() is None
    assert np.array_equal(outline(WORDS).curves, before[0])


def test_formulas_have_the_size_that_they_have_without_it() -> None:
    plain = Formula(SUM.strip("$"), 40.0, {}, "#FFFFFF")
    with lettering(FONT):
        own = Formula(SUM.strip("$"), 40.0, {}, "#FFFFFF")
    for one, other in zip(plain.shapes, own.shapes, strict=True):
        np.testing.assert_allclose(one.points, other.points, atol=1e-5)


def test_a_wide_font_s_lines_are_no_longer_than_the_shipped_one_s() -> None:
    line = '#"Small steps down the steepest way, 100 of them: how far is it to the lowest place?"'
    shipped = outline(line).advance
    with lettering(FONT):
        # DejaVu Serif is a quarter wider than Source Sans.
        assert outline(line).advance == pytest.approx(shipped, rel=0.05)


def test_letters_that_it_lacks_are_the_shipped_ones(tmp_path: Path) -> None:
    plain = outline('#"ß"').curves
    with lettering(Font(Path(without(tmp_path / "a.ttf", "ß")), "less ß")):
        own = outline('#"ß"').curves
        assert missing_letters("ß") == ()
    # All letters of a font are made smaller by one factor.
    factor = own[..., 1].max() / plain[..., 1].max()
    assert 0.7 < factor < 1.0
    np.testing.assert_allclose(own, factor * plain, atol=2e-3)


def test_two_lessons_in_one_process_have_a_font_each() -> None:
    first = _lines(laid_out("fit", default_brief()))
    own = _lines(laid_out("fit", _brief()))
    again = _lines(laid_out("fit", default_brief()))
    assert first.keys() == own.keys()
    changed = [markup for markup in first if first[markup].shape != own[markup].shape]
    assert len(changed) > 5
    assert all(np.array_equal(first[markup], again[markup]) for markup in first)


@pytest.mark.parametrize("scene", ["fit", "cost", "tangent"])
def test_its_pictures_are_laid_out_as_all_are(scene: str) -> None:
    assert layout_faults((scene,), replace(_brief(), captioned=True)) == []


def test_what_is_no_font_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"\0\1\0\0" + bytes(50))
    assert readable(FONT)
    assert not readable(Font(tmp_path / "a.ttf", ""))
