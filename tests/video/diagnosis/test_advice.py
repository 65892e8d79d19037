"""The first sentences of `check`: what is wrong, and what to type."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdvideo.diagnosis.command import command
from gdvideo.diagnosis.report import numbers, report
from gdvideo.diagnosis.sentences import diagnosis
from gdvideo.lesson import lesson_of
from gdvideo.study import study


def said(**given: object) -> list[str]:
    return diagnosis(report(study(lesson_of(given))))


def test_a_crawl_is_cured_by_standardising_with_the_steps_of_both() -> None:
    crawls, better, typed, *_ = said(data="women", scale="none", rate="1e-4")
    # Along the valley each step keeps 1 − r λ, from b = 0 to within half a unit of the third digit.
    x = np.arange(58.0, 73.0)
    table = np.column_stack([x, np.ones_like(x)])
    slow = float(np.linalg.eigvalsh(2.0 / 15.0 * table.T @ table)[0])
    about = math.log(0.005) / math.log1p(-1e-4 * slow)
    told = int(crawls.split()[-2].replace(",", ""))
    assert crawls.startswith("This descent crawls: three right digits of the best fit take ")
    assert told == pytest.approx(about, rel=1e-3)
    assert "the condition number becomes 1, rates below 1 converge, and 24 steps" in better
    assert typed == "Type: gdvideo render --data women --rate 0.0001 --scale standard"


def test_an_explosion_is_cured_by_another_rate() -> None:
    explodes, better, typed, *_ = said(data="three", rate="2")
    assert explodes == "This descent explodes: its error grows from step to step."
    assert better == "Better: another rate (--rate 0.35): 19 steps give three right digits."
    assert typed == "Type: gdvideo render --data three --rate 0.35"


def test_too_few_steps_are_told_with_how_many_it_takes() -> None:
    more, typed, *_ = said(data="women", scale="standard", steps="12", rate="0.1")
    needed = int(more.split()[-2])
    assert more.startswith("More steps are all it needs: three right digits of the best fit take ")
    assert typed.endswith(f" --steps {needed}")
    assert said(data="women", scale="standard", steps=str(needed), rate="0.1")[0] == (
        f"All is well: three right digits of the best fit take {needed} steps."
    )


def test_single_rows_pull_to_and_fro() -> None:
    never, better, *_ = said(data="three", method="stochastic", rate="0.1")
    assert never.endswith("of the best fit: some rows pull it to and fro.")
    assert better.startswith("Better: all rows at each step (--method batch): ")


def test_separated_answers_have_no_best_fit(tmp_path: Path) -> None:
    (tmp_path / "apart.csv").write_text("x,y\n1,0\n2,0\n3,1\n4,1\n5,1\n")
    first, *_ = said(
        data=str(tmp_path / "apart.csv"), formula="1/(1 + exp(-(a + k*x)))", loss="logloss"
    )
    assert first.startswith("No fit is the best one here: the error falls on for ever.")


def test_level_ground_is_told() -> None:
    first, *_ = said(data="three", formula="a^2*x", start="a=0", scale="none")
    assert first == "This descent does not set out: it starts where the ground is level (--start)."


def test_a_row_that_carries_the_fit_is_told_with_the_fit_without_it(tmp_path: Path) -> None:
    x = np.arange(1.0, 11.0)
    y = 2.0 * x + 1.0 + 0.1 * np.cos(9.0 * x)
    y[6] = 90.0
    file = tmp_path / "slip.csv"
    file.write_text("x,y\n" + "\n".join(f"{a:g},{b:.17g}" for a, b in zip(x, y, strict=True)))
    m, b = np.polyfit(np.delete(x, 6), np.delete(y, 6), 1)
    (line,) = [line for line in said(data=str(file)) if line.startswith("Row ")]
    assert line.startswith("Row 7 of those used (x = 7, y = 90) carries the fit: ")
    assert f"m = {m:.4g} (not " in line
    assert f"b = {b:.4g} (not " in line
    (row,) = numbers(report(study(lesson_of({"data": str(file)}))))["rows_that_carry_the_fit"]
    assert row["best_fit_without"] == pytest.approx({"m": m, "b": b})


def test_a_command_says_the_whole_lesson_again() -> None:
    given = {
        "data": "my file.csv",
        "start": "m=0.5,b=-1",
        "stop": "step:1e-3",
        "scenes": ("fit", "cost"),
        "shape": True,
        "rate": "0.25",
    }
    typed = command(lesson_of(given), "--steps 7")
    assert typed == (
        "gdvideo render --data 'my file.csv' --rate 0.25 --start m=0.5,b=-1 --stop step:0.001 "
        "--scene fit --scene cost --vertical --steps 7"
    )


def test_json_has_the_sentences_and_the_numbers(gdvideo: Callable[..., Any]) -> None:
    from json import loads

    done = gdvideo("check", "--data", "women", "--scale", "none", "--json")
    told = loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert told["sentences"][0].startswith("This descent crawls")
    assert told["data"] == {"source": "women", "rows": 15, "left_out": 0, "reasons": []}
    assert told["descent"]["n"] == 15
    assert told["share_of_limit"] == pytest.approx(
        told["descent"]["rate"] / told["descent"]["max_stable_rate"]
    )
    kinds = {remedy["kind"]: remedy for remedy in told["remedies"]}
    assert set(kinds) == {"standardise", "rate", "momentum", "search"}
    assert kinds["momentum"]["steps_to_three_digits"] is None
    assert kinds["search"]["rate"] is None
