"""What the command line says of bad and odd input is for people: one sentence, in plain words."""

import re
from collections.abc import Callable
from typing import Any

import pytest

Write = Callable[[str, str], str]
Run = Callable[..., Any]

INTERNAL = re.compile(r"[A-Z][a-z]+\w*\(|array\(|datetime\.|Traceback|Warning|np\.float64|<class")
"""What only a programmer can read."""

BAD = [
    ("--start", "m=1,z=2"),
    ("--start", "m"),
    ("--start", "m=one"),
    ("--start", "m=inf"),
    ("--start", "m=1e200"),
    ("--start", "b=-1e308"),
    ("--rate", "0"),
    ("--rate", "nan"),
    ("--rate", "1e400"),
    ("--rate", "fast"),
    ("--steps", "0"),
    ("--steps", "2000000"),
    ("--steps", "1.5"),
    ("--steps", "many"),
    ("--steps", "9" * 60),
    ("--stop", "step"),
    ("--stop", "steps:1"),
    ("--stop", "loss:-1"),
    ("--seed", "-1"),
    ("--seed", "x"),
    ("--seed", "3"),
    ("--seed", "3", "--method", "batch"),
    ("--loss", "huber:-1"),
    ("--loss", "logloss"),
    ("--rule", "momentum:1"),
    ("--rule", "decay:inf"),
    ("--rule", "nesterov:x"),
    ("--rule", "line-search", "--rate", "0.1"),
    ("--rule", "line-search", "--loss", "mae"),
    ("--rule", "newton", "--method", "stochastic"),
    ("--rule", "backtracking", "--method", "minibatch:2", "--seed", "1"),
    ("--rule", "line-search", "--method", "stochastic"),
    ("--method", "minibatch"),
    ("--method", "minibatch:0"),
    ("--method", "minibatch:5000"),
    ("--scale", "both"),
    ("--formula", "a*x^k", "--start", "a=1,k=1e300"),
    ("--x", "nope"),
    ("--data", "nope.csv"),
]


@pytest.mark.parametrize("arguments", BAD, ids=" ".join)
def test_bad_input_is_refused_in_words(gdvideo: Run, arguments: tuple[str, ...]) -> None:
    for command in ("trace", "check"):
        done = gdvideo(command, *arguments)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("gdvideo: ")
        assert done.err.count("\n") == 1
        assert len(done.err) < 400
        assert not INTERNAL.search(done.err), done.err


@pytest.mark.parametrize(
    "line",
    [
        *("x = 2020-01-01", "rate = 2020-01-01", "start = 1979-05-27T07:32:00Z", "stop = 07:32:00"),
        *("scenes = 3", "rule = true", "steps = {a = 1}", "rate = [1, 2020-01-01]", "seed = 1.5"),
        *("loss = ['mse']", "start = {m = 'x'}", "start = {m = [2020-01-01]}", "data = 1"),
        *("scenes = [2020-01-01]", "stop = ['step:1', 2020-01-01]", "theme = {}", "quality = 1e3"),
    ],
)
def test_a_bad_lesson_file_is_refused_in_words(gdvideo: Run, write: Write, line: str) -> None:
    done = gdvideo("check", write("lesson.toml", f"{line}\n"))
    assert (done.status, done.out) == (2, "")
    assert f"lesson.toml, line 1: {line.split()[0]} got " in done.err
    assert done.err.count("\n") == 1
    assert not INTERNAL.search(done.err), done.err


def test_a_seed_needs_rows_to_shuffle(gdvideo: Run) -> None:
    refused = gdvideo("trace", "--data", "study", "--seed", "3")
    assert refused.status == 2
    assert "--seed got 3" in refused.err
    assert "--method batch" in refused.err
    assert gdvideo("trace", "--data", "study", "--seed", "3", "--method", "stochastic").status == 0


def test_a_rule_that_needs_all_rows_names_the_option(gdvideo: Run) -> None:
    said = gdvideo("trace", "--rule", "newton", "--method", "stochastic").err
    assert said == (
        "gdvideo: --rule newton needs all rows at each step: --method must be batch, "
        "got 'stochastic'.\n"
    )


ODD = {
    "huge": "x,y\n1e200,2e200\n2e200,1e200\n3e200,5e200\n",
    "tiny": "x,y\n1e-300,2e-300\n2e-300,1e-300\n4e-300,3e-300\n",
    "both": "x,y\n1e-150,2e150\n2e-150,1e150\n4e-150,3e150\n",
    "level": "x,y\n1,2\n2,2\n3,2\n",
    "twice": "x,y\n1,2\n1,2\n3,4\n3,4\n",
    "narrow": "x,y\n10000000000,1\n10000000001,2\n10000000002,4\n",
    "yes": "x,y\n1,0\n2,0\n3,1\n4,1\n5,0\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_data_give_numbers_or_a_sentence_and_no_warning(
    gdvideo: Run, write: Write, name: str
) -> None:
    # A warning is an error in these tests, and would come out here as an exception.
    data = write(f"{name}.csv", ODD[name])
    bent = ("--formula", "p2*x^2 + p1*x + p0", "--loss", "mae")
    for options in (
        ("--scale", "none"),
        ("--rule", "adam", "--rate", "1e300", *bent),
        ("--rule", "momentum:0.9", "--rate", "1e300"),
        ("--rule", "newton", "--scale", "none"),
    ):
        done = gdvideo("trace", "--data", data, "--steps", "30", *options)
        assert done.status in (0, 2)
        assert not INTERNAL.search(done.out + done.err)
        assert not re.search(r"\bnan\b", done.out)
