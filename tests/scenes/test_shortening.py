"""Names that are too long: cut at whole letters, the unit kept, and never typeset in full."""

import unicodedata
from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdvideo.briefing import brief_of
from gdvideo.lesson import lesson_of
from gdvideo.looks import layout_faults
from gdvideo.rendering.plan import suitable_scenes
from gdvideo.study import study
from scenes.kit.ink import shapes
from scenes.kit.look.look import DARK
from scenes.kit.plots.plot import fitted
from scenes.kit.text.shortening import letters, shortened, shortened_to_fit

ACUTE, DOTS = "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DIAERESIS}"
FAMILY = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
LONG = {
    "300 letters in words": "a long name " * 25,
    "300 letters, no break": "w" * 300,
    "10,000 letters in words": "a long name " * 834,
    "10,000 letters, no break": "w" * 10_000,
    "10,000 wide letters": "重さ" * 5_000,
    "10,000 different letters": "".join(map(chr, range(0x4E00, 0x4E00 + 10_000))),
    "10,000 letters with marks": ("e" + ACUTE + DOTS) * 3_334,
    "one letter with 10,000 marks": "e" + ACUTE * 10_000,
}


@given(st.text(max_size=50))
def test_letters_keep_what_can_be_seen(text: str) -> None:
    kept = "".join(letters(text))
    seen = [c for c in text if unicodedata.category(c)[0] in "LNPS"]
    assert [c for c in kept if unicodedata.category(c)[0] in "LNPS"] == seen


def test_a_letter_is_kept_with_its_marks() -> None:
    assert list(letters("ae" + ACUTE + DOTS + "z")) == ["a", "e" + ACUTE + DOTS, "z"]
    assert list(letters(FAMILY + "!")) == [FAMILY, "!"]
    assert list(letters("e" + ACUTE * 40 + "x")) == ["e" + 2 * ACUTE, "x"]


def test_controls_are_no_letters() -> None:
    override, zero = "\N{RIGHT-TO-LEFT OVERRIDE}", "\0"
    assert "".join(letters(f"a{override}b{zero}c\td")) == "abc d"


def test_a_name_that_is_short_stays_as_it_is() -> None:
    assert shortened("flipper length", "mm") == "flipper length (mm)"
    assert shortened("Größe #1 $_x", "") == "Größe #1 $_x"


def test_a_long_name_keeps_its_unit() -> None:
    told = shortened("w" * 10_000, "kg")
    assert told == "w" * 60 + "… (kg)"
    assert shortened("w" * 61, "u" * 500) == "w" * 60 + "…"


@given(st.integers(0, 80), st.sampled_from(["", "kg"]))
def test_as_much_as_fits_is_kept(room: int, unit: str) -> None:
    # Each letter a unit wide, by hand: the name, an ellipsis, and the unit in " ()" if it is there.
    name = "abcdefghij" * 5
    told = shortened_to_fit(name, unit, lambda words: len(words) <= room)
    behind = 1 + (len(unit) + 3 if unit else 0)
    whole = f"{name} (kg)" if unit else name
    if room >= len(whole):
        assert told == whole
    elif room >= behind + 3:
        assert told == name[: room - behind] + "…" + (" (kg)" if unit else "")
    else:
        assert told == name[: max(room - 1, 1)] + "…"


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_only_a_bounded_part_is_typeset(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    outline = shapes.outline
    monkeypatch.setattr(shapes, "outline", lambda markup: outline(made.append(markup) or markup))
    line = fitted(name, 20.0, DARK.text, 2.0, "kg")
    assert line.advance <= 2.0
    assert len(made) <= 30
    assert max(map(len, made)) <= 3 * 60 + 12
    assert line.markup.endswith(' (kg)"')


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_no_picture_has_a_fault_with_a_long_name(name: str, tmp_path: File) -> None:
    file = tmp_path / "long.csv"
    file.write_text(f"{name} [kg],{name}\n1,2\n2,3\n4,4\n5,7\n", encoding="utf-8")
    brief, _ = brief_of(study(lesson_of({"data": str(file)})))
    scenes = tuple(s for s in suitable_scenes((), brief) if s in ("parabola", "iterate"))
    assert layout_faults(scenes, brief) == []
