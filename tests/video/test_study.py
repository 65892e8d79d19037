"""From a lesson to its numbers, and what the scenes are handed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import tempconfig

from gdcore.data.dataset import Column, Dataset
from gdcore.experiment import run
from gdvideo.briefing import brief_of, drawable
from gdvideo.errors import InputError
from gdvideo.lesson import Lesson, lesson_of
from gdvideo.study import study
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.look.look import DARK, LIGHT
from scenes.stage import scene_class

Write = Callable[[str, str | bytes], str]


def fault(**given: Any) -> str:
    with pytest.raises(InputError) as caught:
        brief_of(study(lesson_of(given)))
    return str(caught.value)


def test_a_lesson_is_carried_out() -> None:
    made = study(
        lesson_of({"data": "women", "x": "weight_lb", "scale": "none", "loss": "sse", "rate": 1e-6})
    )
    # Weight is the predictor now, so height is left for the response.
    assert made.read.raw_names == ("weight_lb", "height_in")
    assert made.experiment.rate == 1e-6
    assert not made.experiment.rescaled
    x = np.array([115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164.0])
    fit = np.polyfit(x, np.arange(58.0, 73.0), 1)
    np.testing.assert_allclose(made.experiment.best, fit, rtol=1e-9)
    start = ((np.arange(58.0, 73.0)) ** 2).sum()
    assert made.experiment.trajectory.values[0] == pytest.approx(start)


def test_what_is_out_of_range_names_the_data(write: Write) -> None:
    assert fault(data="three", start="q=1") == "three: `start` may name m, b, got q."
    file = write("far.csv", "x,y\n1e-300,1e299\n2e-300,2e299\n4e-300,1e299\n")
    said = fault(data=file)
    assert said.startswith(f"{file}: ")
    assert "beyond 1.8e308" in said


@pytest.mark.parametrize(
    ("x", "y"), [(1e-165, 1e-165), (1.0, 1e-165), (1e-165, 1.0), (1e-320, 1.0), (1.0, 1e-150)]
)
def test_raw_values_whose_squares_vanish_are_refused(write: Write, x: float, y: float) -> None:
    # The smallest normal number is 2^-1022 = 2.2e-308; 1e-165 squared is 0.
    file = write("tiny.csv", f"x,y\n{x},{y}\n{2 * x},{3 * y}\n{4 * x},{4 * y}\n")
    said = fault(data=file, scale="none")
    assert said.startswith(f"{file}: ")
    assert "squares are below what a double can hold; other units are needed" in said


@pytest.mark.parametrize(
    ("formula", "x"), [("m*x + b", "1e200"), ("m*x^12 + b", "1e20"), ("m*x", "1e-170")]
)
def test_squares_out_of_range_are_told_of_the_column(write: Write, formula: str, x: str) -> None:
    file = write("far.csv", f"width,y\n{x},1\n{4 * float(x)},2\n{2 * float(x)},4\n")
    said = fault(data=file, formula=formula, scale="none")
    assert said == (
        f"{file}: column 'width' reaches a magnitude of {4 * float(x):.4g}, and squares, of values "
        "or of what the formula makes of them, must be between 1e-300 and 1e300; other units are "
        "needed, or --scale standard."
    )


@pytest.mark.parametrize("size", [1e-165, 1e-320])
def test_standardised_values_may_be_that_small(write: Write, size: float) -> None:
    file = write("tiny.csv", f"x,y\n{size},{size}\n{2 * size},{3 * size}\n{4 * size},{4 * size}\n")
    # Of (1, 1), (2, 3), (4, 4): r^2 = 13^2 / (14 * 14).
    best = study(lesson_of({"data": file})).experiment.best
    assert best[0] == pytest.approx(13 / 14, rel=1e-3)


SCALES = ["1e-320", "1e-165", "1e-140", "1", "1e150", "1e200", "1e300", "1e307"]


@pytest.mark.parametrize("scale", ["none", "standard"])
@pytest.mark.parametrize("size", SCALES)
def test_what_is_not_refused_can_be_drawn(write: Write, size: str, scale: str) -> None:
    values = [(0.25, 0.5), (0.5, 0.9), (0.75, 0.8), (1.0, 1.0)]
    rows = "".join(f"{x * float(size)},{y * float(size)}\n" for x, y in values)
    given = {"data": write("sizes.csv", f"x,y\n{rows}"), "scale": scale}
    # Squares are between 2.2e-308 and 1.8e308; standardised values are near 1.
    if float(size) > 1e300 or (scale == "none" and not 1e-146 < float(size) < 1e154):
        assert "units" in fault(**given) or "overflow" in fault(**given)
        return
    brief, _ = brief_of(study(lesson_of(given)))
    for scene in ("surface", "iterate"):
        assert rehearse(scene, brief, lambda _stage, frames: frames)


def test_a_formula_that_columns_cannot_be_standardised_for_names_the_option() -> None:
    said = fault(data="three", formula="1/(b + x)")
    assert said.startswith("--formula '1/(b + x)': descended on shifted or scaled columns, no ")
    assert said.endswith("; --scale none descends on the columns as they are.")
    assert study(lesson_of({"data": "three", "formula": "1/(b + x)", "scale": "none"})).lesson


def test_the_scenes_are_handed_theme_and_language() -> None:
    light, said = brief_of(study(lesson_of({"data": "three", "theme": "light"})))
    assert (light.look, light.look.language, said) == (LIGHT, "en", ())
    assert brief_of(study(lesson_of({"data": "three"})))[0].look == DARK


def test_a_language_without_words_is_refused() -> None:
    assert fault(data="three", language="tlh") == "--language got 'tlh'; the film has en"


def test_names_that_fonts_can_draw_stay() -> None:
    data = Dataset((Column("Größe", [1.0, 2.0, 4.0]),), Column("Höhe #1 $_x", [1.0, 3.0, 2.0]))
    experiment = run(data)
    assert drawable(experiment) == (experiment, ())


def test_names_that_no_font_has_are_replaced_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    # Which letters are missing depends on the machine's fonts.
    def lacking(text: str) -> tuple[str, ...]:
        return tuple(letter for letter in text if letter in "重さ")

    monkeypatch.setattr("scenes.kit.text.glyphs.missing_letters", lacking)
    data = Dataset((Column("重さ a", [1.0, 2.0, 4.0]),), Column("mass", [1.0, 3.0, 2.0]))
    shown, (said,) = drawable(run(data))
    assert [column.name for column in shown.data.columns] == ["x", "mass"]
    assert said.startswith("No font here can draw 重 さ in the column name '重さ a'; ")
    assert "the film calls it x." in said
    np.testing.assert_array_equal(shown.data.x.values, [1.0, 2.0, 4.0])
    both = Dataset((Column("重", [1.0, 2.0, 4.0]),), Column("さ", [1.0, 3.0, 2.0]))
    shown, said_of_both = drawable(run(both))
    assert [column.name for column in shown.data.columns] == ["x", "y"]
    assert len(said_of_both) == 2
    taken = Dataset((Column("重", [1.0, 2.0, 4.0]),), Column("x", [1.0, 3.0, 2.0]))
    shown, _ = drawable(run(taken))
    assert [column.name for column in shown.data.columns] == ["x", "y"]


@pytest.mark.parametrize(
    "given",
    [
        {"formula": "a*exp(k*x)"},
        {"formula": "m*x"},
        {"formula": "a*x**2 + b*x + c"},
        {"loss": "mae"},
        {"loss": "huber:0.5"},
    ],
    ids=str,
)
def test_any_formula_of_one_column_and_any_loss_is_drawn(given: dict[str, str]) -> None:
    brief, said = brief_of(study(lesson_of({"data": "three", **given})))
    assert said == ()
    assert brief.experiment.model.predictors[0].name == "x"


def test_a_batch_of_all_rows_is_batch_descent() -> None:
    batch, whole = (
        study(lesson_of({"data": "three", "method": method})).experiment
        for method in ("batch", "minibatch:3")
    )
    assert whole.plain_rate == batch.plain_rate is not None
    assert whole.trajectory.points.tolist() == batch.trajectory.points.tolist()


@pytest.mark.parametrize("given", [{"rule": "adam"}, {"method": "stochastic"}], ids=str)
def test_any_rule_and_any_sampling_is_drawn(given: dict[str, str]) -> None:
    brief, said = brief_of(study(lesson_of({"data": "three", **given})))
    assert said == ()
    assert brief.experiment.plain_rate is None


def test_several_columns_are_drawn(write: Write) -> None:
    file = write("two.csv", "u,v,y\n1,2,3\n2,1,5\n4,4,4\n5,2,1\n")
    brief, said = brief_of(study(lesson_of({"data": file, "formula": "a*u + b*v", "y": "y"})))
    assert said == ()
    assert [symbol.name for symbol in brief.experiment.model.predictors] == ["u", "v"]


def test_plain_manim_films_the_numbers_of_render_without_options() -> None:
    with tempconfig({"dry_run": True, "verbosity": "ERROR"}):
        plain = scene_class("tangent")().brief
    filmed = brief_of(study(Lesson()))[0]
    assert plain.look == filmed.look
    columns = zip(plain.experiment.data.columns, filmed.experiment.data.columns, strict=True)
    for one, other in columns:
        assert (one.name, one.unit) == (other.name, other.unit)
        np.testing.assert_array_equal(one.values, other.values)
    assert plain.experiment.rate == filmed.experiment.rate
    np.testing.assert_array_equal(
        plain.experiment.trajectory.points, filmed.experiment.trajectory.points
    )
