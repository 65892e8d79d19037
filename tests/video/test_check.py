"""The diagnosis: what was read, how the ground lies and what the descent would do, in sentences."""

import numpy as np
import pytest

from gdvideo.check import diagnosis
from gdvideo.data import describe
from gdvideo.lesson import lesson_of
from gdvideo.study import study


def told(**given: object) -> str:
    return "\n".join(diagnosis(study(lesson_of(given))))


def test_the_data_come_first() -> None:
    made = study(lesson_of({"data": "penguins"}))
    assert diagnosis(made)[: len(describe(made.read))] == describe(made.read)


def test_raw_columns_are_judged_by_their_curvature() -> None:
    x = np.arange(58.0, 73.0)
    low, high = np.linalg.eigvalsh(2 / 15 * np.array([[x @ x, x.sum()], [x.sum(), 15]]))
    said = told(data="women", scale="none", rate="1e-4", steps="2000")
    assert "Best fit in the data's own units: m = 3.45, b = -87.5167." in said
    assert f"On raw columns the condition number is {high / low:.4g}" in said
    assert f"fixed rates below {2 / high:.4g} converge" in said
    assert "At the rate 0.0001: exhausted after 2,000 steps." in said
    assert "automatically" not in said


def test_standardised_columns_are_round() -> None:
    said = told(data="women")
    assert (
        "On standardised columns the condition number is 1; fixed rates below 1 converge." in said
    )
    assert "(chosen automatically)" in said


def test_divergence_is_foreseen_with_a_rate_that_would_do() -> None:
    said = told(data="three", rate="1.5")
    assert "At the rate 1.5: diverged after" in said
    assert "a rate below 1 converges" in said


@pytest.mark.parametrize("data", ["penguins", "three", "women", "study"])
def test_each_shipped_set_is_told_in_single_sentences(data: str) -> None:
    sentences = diagnosis(study(lesson_of({"data": data})))
    assert all(sentence.endswith(".") for sentence in sentences)
    assert not any("\n" in sentence or "nan" in sentence for sentence in sentences)
