"""The diagnosis: what was read, how the ground lies and what the descent would do, in sentences."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdvideo.data import describe
from gdvideo.diagnosis.report import report
from gdvideo.diagnosis.sentences import diagnosis
from gdvideo.lesson import lesson_of
from gdvideo.looks import layout_faults
from gdvideo.study import study
from scenes.brief import default_brief
from scenes.film import FILM, scene_timeline
from scenes.kit.look import look


def told(**given: object) -> str:
    return "\n".join(diagnosis(report(study(lesson_of(given)))))


def test_the_advice_comes_first_and_the_data_next() -> None:
    made = study(lesson_of({"data": "penguins"}))
    first, *rest = diagnosis(report(made))
    assert first.startswith("All is well: ")
    assert rest[: len(describe(made.read))] == describe(made.read)


def test_raw_columns_are_judged_by_their_curvature() -> None:
    x = np.arange(58.0, 73.0)
    low, high = np.linalg.eigvalsh(2 / 15 * np.array([[x @ x, x.sum()], [x.sum(), 15]]))
    said = told(data="women", scale="none", rate="1e-4", steps="2000")
    assert "Best fit in the data's own units: m = 3.45, b = -87.5167." in said
    assert f"In the data's own units the condition number is {high / low:.4g}" in said
    assert f"fixed rates below {2 / high:.4g} converge" in said
    assert "The rate is 0.0001. 2,000 steps were made. Almost all of the" in said
    assert "automatically" not in said


def test_standardised_columns_are_round() -> None:
    said = told(data="women", scale="standard")
    assert "In standard deviations the condition number is 1; fixed rates below 1 converge." in said
    assert (
        "The rate is 0.1, chosen automatically. 100 steps were made. The best fit is reached"
        in said
    )


def test_round_units_are_told_with_what_they_are_measured_from() -> None:
    # Heights 58 … 72: mean 65, deviation 4.32; weights: mean 136.7, deviation 14.97.
    u = (np.arange(58.0, 73.0) - 60) / 5
    low, high = np.linalg.eigvalsh(2 / 15 * np.array([[u @ u, u.sum()], [u.sum(), 15]]))
    assert (
        "In round units ('height' from 60 in steps of 5, 'weight' from 140 in steps of 20) the "
        f"condition number is {high / low:.4g}; fixed rates below {2 / high:.4g} converge."
    ) in told(data="women")
    assert (
        "In round units ('height' in steps of 5, 'weight' in steps of 20) the condition number"
    ) in told(data="women", formula="m*x")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rule": "momentum:0.5"}, "; with momentum:0.5 rates below 1.5 converge."),
        ({"rule": "nesterov:0.5"}, "; with nesterov:0.5 rates below 0.75 converge."),
        ({"rule": "newton"}, "; with newton rates below 2 converge."),
        ({"rule": "adam"}, " the condition number is 1."),
        ({"rule": "decay:0.5"}, " the condition number is 1."),
        ({"rule": "backtracking"}, " the condition number is 1."),
        ({"method": "stochastic"}, " the condition number is 1."),
        ({"rule": "adam", "loss": "mae"}, " the condition number is infinite."),
    ],
)
def test_a_limit_is_told_of_the_rule_that_has_it(given: dict[str, str], said: str) -> None:
    # Standardised, a line's curvatures are 2 and 2: 2/λ = 1, times 1 + β, over 1 + 2β.
    (line,) = [
        line
        for line in told(data="women", scale="standard", **given).splitlines()
        if "condition" in line
    ]
    assert line == f"In standard deviations{said}" or line.endswith(said)
    assert ("below" in line) is ("below" in said)


def test_a_search_for_the_rate_has_none_to_tell() -> None:
    said = told(data="women", rule="line-search")
    assert "The rate is searched for at each step." in said


def test_a_rate_and_its_limit_are_told_apart() -> None:
    said = told(data="women", scale="standard", rate="1.0000001")
    assert "The rate is 1.0000001. The rate 1.0000001 is above the largest stable rate" in said
    assert "2/λ = 1, so" in said


def test_absolute_residuals_have_no_curvature_that_would_limit_the_rate() -> None:
    said = told(data="women", loss="mae")
    assert "the error has no curvature at the best fit" in said
    assert "inf" not in said


def test_divergence_is_foreseen_with_a_rate_that_would_do() -> None:
    said = told(data="three", scale="standard", rate="1.5")
    assert "The rate is 1.5. The rate 1.5 is above the largest stable rate" in said
    assert "a rate below 1 converges" in said


@pytest.mark.parametrize("data", ["penguins", "three", "women", "study"])
def test_each_shipped_set_is_told_in_single_sentences(data: str) -> None:
    sentences = diagnosis(report(study(lesson_of({"data": data}))))
    assert all(sentence.endswith(".") for sentence in sentences)
    assert not any("\n" in sentence or "nan" in sentence for sentence in sentences)


@pytest.fixture
def pale(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dark theme whose grey is too dark to read."""
    monkeypatch.setitem(look.THEMES, "dark", replace(look.DARK, muted="#444C56"))


def test_a_lesson_that_looks_well_is_told_in_one_line(gdvideo: Callable[..., Any]) -> None:
    done = gdvideo("check", "--layout", "--data", "three", "--scene", "iterate", "--voice", "none")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "The layout is in order: nothing overlaps, is cut or hard to read in iterate.\n"
    )


def test_all_scenes_are_looked_at_unless_some_are_named(
    gdvideo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        "scenes.kit.checks.screening.screened", lambda scene, _: seen.append(scene) or ()
    )
    done = gdvideo("check", "--layout", "--data", "three", "--voice", "none")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(f" in {', '.join(FILM)}.\n")
    assert tuple(seen) == tuple(FILM)


@pytest.mark.usefixtures("pale")
def test_faults_are_told_a_line_each_with_status_1(gdvideo: Callable[..., Any]) -> None:
    done = gdvideo("check", "--layout", "--data", "three", "--scene", "iterate", "--voice", "none")
    assert (done.status, done.err) == (1, "")
    lines = done.out.splitlines()
    assert len(lines) == len(set(lines)) > 10
    form = r"iterate, (at|from) \d+\.\d s.*: .*, .* \(beat \w+\)\."
    assert all(re.fullmatch(form, line) for line in lines)
    assert any("has a contrast of 2." in line for line in lines)


def test_what_stays_wrong_is_told_once_from_when_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    # The lowest error is shown with the scale, low in the frame, and stays to the end.
    monkeypatch.setattr("scenes.kit.checks.inspection.SLACK", -0.95)
    lines = layout_faults(("iterate",), default_brief())
    (line,) = [line for line in lines if "the text “best 0.155” stands where captions" in line]
    beats = scene_timeline("iterate", default_brief()).beats
    (beat,) = (beat for beat in beats if beat.id == "tell_the_tints")
    assert f"(beat {beat.id})" in line
    at_s = float(line.split()[2])
    assert beat.start_s < at_s <= beat.end_s


def test_captions_are_looked_at_if_they_are_drawn(
    gdvideo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenes.kit.panels.caption_strip._SIZE_PX", 17.0)
    lesson = ("check", "--layout", "--data", "three", "--scene", "iterate", "--voice", "none")
    done = gdvideo(*lesson)
    assert (done.status, done.err) == (1, "")
    assert re.match(r"iterate at 0\.\d s: the caption “.*” is 17 px high, under 18, ", done.out)
    for chosen in ("soft", "none"):
        assert gdvideo(*lesson, "--captions", chosen).status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--language", "xx"),
        ("--scene", "itrate"),
        ("--data", "no.csv"),
        ("--theme", "red"),
        ("--quality", "4k"),
    ],
)
def test_what_render_refuses_is_refused_with_the_same_sentence(
    refused: Callable[..., str], arguments: tuple[str, ...], tmp_path: Path
) -> None:
    assert refused("check", "--layout", *arguments) == refused("render", *arguments)
    assert list(tmp_path.iterdir()) == []


def test_without_layout_the_pictures_are_not_looked_at(gdvideo: Callable[..., Any]) -> None:
    done = gdvideo("check", "--loss", "mae")
    assert (done.status, done.err) == (0, "")
    assert "layout" not in done.out
