"""The layout check on drawn lessons, and the check itself; `test_score` asks it of each scene."""

from pathlib import Path as File

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, event, given, reject, settings
from hypothesis import strategies as st

from gdcore.landscape.curvature import max_stable_rate
from gdvideo.briefing import brief_of
from gdvideo.errors import InputError
from gdvideo.lesson import lesson_of
from gdvideo.looks import layout_faults
from gdvideo.rendering.plan import suitable_scenes
from gdvideo.study import study
from scenes.brief import Brief
from scenes.film import FILM
from scenes.kit.checks.inspection import faults
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Arrow, Density, Dots, Inked, Path, Segments, Type
from scenes.kit.look.look import DARK, Look
from scenes.kit.plots.plot import Panel
from scenes.kit.text.formula import Formula
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout
from tests.scenes.scores import LEFT

FORMULAS = ("m*x + b", "m*x", "a*x**2 + b*x + c", "a*exp(k*x)", "a*x + b*sin(x)", "a*x^b")
"""Lessons with a formula that the film does not draw yet are passed over, until it does."""

NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80
) | st.sampled_from([
    "flipper length (mm)",
    "die \"gemessene\" $Menge$ #1 an_Salz <b>& 'Ähnlichem' in Gramm",
    "w" * 80,
    "Überlänge unter ständiger Beobachtung, gemessen in Millimetern (µm)",
    "重さ " * 20 + "(グラム)",
])
PAIRS = st.lists(NAMES, min_size=2, max_size=2, unique_by=lambda name: name.strip().casefold())
OFFSETS = st.sampled_from([0.0, 3.0, -40.0, 1e4])
"""Means, in standard deviations."""

RATES = st.sampled_from([1e-9, 1e-3, 0.1, 0.5, 0.97, 0.9999, 1.0, 1.02, 1.5, 40.0])
"""Learning rates as shares of the largest stable one: they crawl, land, bounce and explode."""


@st.composite
def columns(draw: st.DrawFn) -> str:
    """Draw the text of a CSV file of two columns, of any scale and any names."""
    n = draw(st.integers(2, 500), label="rows")
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    across, noise = random.normal(size=(2, n))
    up = draw(st.sampled_from([-3.0, 0.0, 1.0])) * across + noise
    x = 10.0 ** draw(st.integers(-9, 12)) * (across + draw(OFFSETS))
    y = 10.0 ** draw(st.integers(-9, 12)) * (up + draw(OFFSETS))
    header = ",".join('"' + name.replace('"', '""') + '"' for name in draw(PAIRS))
    rows = "\n".join(f"{a!r},{b!r}" for a, b in zip(x.tolist(), y.tolist(), strict=True))
    return f"{header}\n{rows}\n"


CHOICES = st.fixed_dictionaries({
    "formula": st.sampled_from([None] * len(FORMULAS) + list(FORMULAS)),
    "loss": st.sampled_from(["mse", "sse"]),
    "scale": st.sampled_from(["standard", "none"]),
    "steps": st.sampled_from([1, 2, 3, 7, 40, 100, 101, 2000]),
    "theme": st.sampled_from(["dark", "light"]),
})


def _drawn(chosen: dict[str, object], file: File, share: float) -> Brief:
    """Return what scenes are handed of a lesson, at a share of the largest stable rate."""
    lesson = lesson_of({**chosen, "data": str(file)})
    rate = share * max_stable_rate(study(lesson).experiment.bowl)
    return brief_of(study(lesson.but(rate=rate)))[0]


@given(columns(), CHOICES, RATES, st.sets(st.sampled_from(FILM), min_size=3, max_size=3))
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_a_lesson_is_drawn_without_a_fault_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    chosen: dict[str, object],
    share: float,
    some: set[str],
) -> None:
    file = tmp_path_factory.getbasetemp() / "layout.csv"
    file.write_text(text, encoding="utf-8")
    try:
        brief = _drawn(chosen, file, share)
    except InputError as refusal:
        event(f"refused: {str(refusal).partition(': ')[2]}"[:100])
        reject()
    event(f"drawn: {chosen['formula']}")
    chosen_scenes = tuple(s for s in suitable_scenes((), brief) if s in some)
    found = layout_faults(chosen_scenes, brief)
    assert [fault for fault in found if not LEFT.search(fault)] == []


def test_the_strategy_draws_every_formula_that_the_film_does(tmp_path: File) -> None:
    file = tmp_path / "line.csv"
    file.write_text("x,y\n1,2\n2,3\n4,4\n", encoding="utf-8")
    assert layout_faults(FILM[:1], _drawn({"formula": FORMULAS[0]}, file, 0.5)) == []


PANEL = Panel(Box("p", 0.0, 0.0, 2.0, 2.0), DARK)


def _told(*shapes: Inked, look: Look = DARK) -> list[str]:
    return [fault.what for fault in faults(list(shapes), look)]


def _type(words: str, size_px: float = 20, colour: str = DARK.text) -> Type:
    return Type(escaped(words), size_px, colour)


def test_text_over_text_is_found_with_its_place() -> None:
    one, other = _type("one"), _type("other").at(0.1, 0.05)
    (fault,) = faults([one, other], DARK)
    assert fault.what == "the text “one” lies over the text “other”"
    # The common part reaches from 0.1 to the end of "one" and from 0.05 − 0.22 em to 0.72 em; an em
    # is 20 pixels, a unit 90, the middle of the frame at (640, 360).
    across = 640 + 90 * (0.1 + one.advance) / 2
    assert fault.where == f"around pixel ({across:.0f}, {360 - (4.5 - 4.4 + 14.4) / 2:.0f})"


def test_parts_of_one_formula_may_touch_and_those_of_two_may_not() -> None:
    one, other = (Formula("frac(1, N) sum r^2", 26, {}, DARK.text) for _ in range(2))
    assert _told(*one.shapes) == []
    assert _told(*one.shapes, *other.at(0.0, 1.5).shapes) == []
    (found,) = _told(*one.shapes, *other.at(0.05, 0.1).shapes)
    assert found == "the formula “frac(1, N) sum r^2” lies over the formula “frac(1, N) sum r^2”"
    (found,) = _told(*one.shapes, _type("words").at(0.05, 0.1))
    assert found == "the formula “frac(1, N) sum r^2” lies over the text “words”"


def test_text_side_by_side_is_in_order() -> None:
    one = _type("one")
    assert _told(one, _type("other").at(one.advance + 0.05, 0.0)) == []


def test_what_is_hidden_is_passed_over() -> None:
    assert _told(_type("one"), _type("other").veil(0.0)) == []
    assert _told(_type("one"), _type("other").veil(0.05)) == []


def test_what_stands_half_faded_is_judged_as_it_is_seen() -> None:
    assert _told(_type("one"), _type("other").at(0.1, 0.0).veil(0.9)) != []
    (found,) = _told(_type("faded").veil(0.4))
    assert found.startswith("the text “faded” has a contrast of")
    assert _told(_type("muted").veil(0.8)) == []


def test_words_are_named_as_they_are_seen() -> None:
    quoted = _type('a "b" \\c').at(9.0, 0.0)
    assert _told(quoted) == ['the text “a "b" \\c” is off the frame']
    mixed = Type("slope $m$" + escaped(", standardised"), 20, DARK.text).at(9.0, 0.0)
    assert _told(mixed) == ["the text “slope $m$, standardised” is off the frame"]
    number = Readout(20, DARK.text, 9.0, 0.0).tell("1,234")
    assert _told(number) == ["the text “1,234” is off the frame"]


def test_text_off_the_frame_is_found() -> None:
    (fault,) = faults([_type("far").at(7.0, 0.0)], DARK)
    assert fault.what == "the text “far” is off the frame"
    assert fault.where.startswith("around pixel (12")
    assert _told(_type("near").at(6.5, 0.0)) == []


def test_marks_off_the_frame_are_found_unless_cut() -> None:
    place = np.array([[0.0, 4.5]])
    assert _told(Dots(place, 3, DARK.data)) == ["the data dots is off the frame"]
    assert _told(Dots(place, 3, DARK.data, clip=(0, 0, 1, 1))) == []
    # The middle is on the frame, and the rim is not.
    assert _told(Dots(np.array([[0.0, 3.95]]), 9, DARK.data)) != []


def test_what_is_drawn_where_captions_are_is_found() -> None:
    low = _type("low").at(0.0, -3.4)
    assert _told(low) == ["the text “low” stands where captions are shown"]
    clip = (0.0, -3.4, 1.0, 1.0)
    (found,) = _told(Dots(np.zeros((1, 2)), 3, DARK.data, clip=clip))
    assert found == "the data dots stands where captions are shown"


def test_text_over_the_edge_of_a_panel_is_found() -> None:
    text = _type("edge").at(1.9, 1.0)
    assert _told(PANEL, text) == ["the text “edge” crosses the edge of a panel"]
    assert _told(PANEL, text.at(0.5, 1.0)) == []
    assert _told(PANEL, text.at(2.5, 1.0)) == []


def test_text_that_is_cut_is_found() -> None:
    text = _type("a cut text").at(0.2, 1.0)
    text.clip = (0.1, 0.1, 0.3, 1.8)
    assert _told(PANEL, text) == ["the text “a cut text” is cut off"]
    text.clip = (0.1, 0.1, 1.8, 1.8)
    assert _told(PANEL, text) == []


TICKS = {"in": [[0.5, 0.5], [0.5, 0.1]], "across": [[0.5, 0.5], [0.5, -0.1]]}


@pytest.mark.parametrize(
    ("mark", "is_wrong"),
    [
        (Segments(np.array(TICKS["in"]), DARK.muted, 1.5), False),
        (Segments(np.array(TICKS["across"]), DARK.muted, 1.5), True),
        (Segments(np.array([*TICKS["in"], [3.0, 0.0], [3.0, 1.0]]), DARK.muted, 1.5), True),
        (Segments(np.array([[3.0, 0.0], [3.0, 1.0]]), DARK.muted, 1.5), False),
        (Dots(np.array([[1.0, 1.0]]), 5, DARK.data), False),
        (Dots(np.array([[1.96, 1.0]]), 8, DARK.data), True),
        (Dots(np.array([[1.0, 1.0], [3.0, 1.0]]), 5, DARK.data), True),
        (Path(np.array([[0.5, 0.5], [1.9, 1.9]]), DARK.model, 3), False),
        (Path(np.array([[0.5, 0.5], [2.5, 0.5]]), DARK.model, 3), True),
        (Path(np.array([[-0.5, 0.5], [2.5, 0.6]]), DARK.model, 3), True),
        (Path(np.array([[0.5, 0.5], [9.0, 0.5]]), DARK.model, 3, clip=(0.1, 0.1, 1, 1)), False),
        (Path(np.array([[0.5, 0.5], [1.0, 0.5]]), DARK.model, 3, clip=(1.1, 0.1, 1, 1)), True),
        (Arrow(DARK.step, 4).point(np.array([0.2, 0.2]), np.array([1.5, 1.5])), False),
        (Arrow(DARK.step, 4).point(np.array([0.2, 0.2]), np.array([1.5, 2.5])), True),
        (Density(np.ones((2, 2)), (0.5, 0.5, 1.0, 1.0), DARK.data), False),
        (Density(np.ones((2, 2)), (0.5, 0.5, 2.0, 1.0), DARK.data), True),
    ],
)
def test_what_is_drawn_outside_its_panel_is_found(mark: Inked, is_wrong: bool) -> None:
    assert [said.endswith("is drawn outside its panel") for said in _told(PANEL, mark)] == (
        [True] if is_wrong else []
    )
    assert _told(mark) == []


def test_small_text_is_found() -> None:
    assert _told(_type("small", 17.9)) == ["the text “small” is 17.9 px high, under 18"]
    assert _told(_type("large enough", 18)) == []


def test_faint_text_is_found_on_what_it_stands_on() -> None:
    # #676D75 on the dark theme's ground and panel: 3.6 and 3.4 by the formula of WCAG 2.2.
    (found,) = _told(_type("faint", colour="#676D75"))
    assert found.startswith("the text “faint” has a contrast of 3.6")
    (found,) = _told(PANEL, _type("faint", colour="#676D75").at(0.5, 0.5))
    assert found.startswith("the text “faint” has a contrast of 3.3")


def test_faint_marks_are_found() -> None:
    line = np.array([[0.5, 0.5], [1.0, 1.0]])
    (found,) = _told(PANEL, Path(line, DARK.data, 2, opacity=0.3))
    assert found.startswith("the data line has a contrast of")
    assert _told(PANEL, Path(line, DARK.data, 2, opacity=0.7)) == []
    assert _told(PANEL, Path(line, DARK.edge, 2)) == []
