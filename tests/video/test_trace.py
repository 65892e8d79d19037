"""The numbers that `gdvideo trace` gives, against plain loops over the data files' own rows."""

import csv
import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import sympy
from numpy.typing import NDArray

from gdcore.experiment import Experiment
from gdvideo.lesson import Lesson
from gdvideo.rendering.derivations import derivatives
from gdvideo.study import study

ASSETS = Path(__file__).parents[2] / "assets" / "data"
Vector = NDArray[np.float64]

KEYS = [
    *("status", "sentence", "steps", "parameters", "start", "start_original", "final"),
    *("final_original", "start_loss", "loss", "best_fit", "best_loss", "settled", "proven"),
    *("endless", "rate", "max_stable_rate", "condition_number", "eigenvalues", "n"),
]


def columns(name: str) -> tuple[Vector, Vector]:
    """Return x and y of a shipped file; a row with NA is left out."""
    with (ASSETS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in list(csv.reader(file))[1:] if "NA" not in row]
    return np.array([float(row[0]) for row in rows]), np.array([float(row[1]) for row in rows])


class Setting(NamedTuple):
    """A lesson, spelt out: what the command line is told, and the same for the plain loop."""

    data: str
    units: str
    averaged: bool
    rate: float | None
    start: tuple[float, float]
    steps: int
    options: tuple[str, ...]


SETTINGS = {
    "penguins round": Setting("penguins", "round", True, None, (-1.0, 1.0), 100, ()),
    "penguins standard": Setting(
        "penguins", "standard", True, None, (-1.0, -1.0), 100, ("--scale", "standard")
    ),
    "penguins raw": Setting(
        "penguins", "none", True, None, (0.0, 0.0), 40, ("--scale", "none", "--steps", "40")
    ),
    "women raw": Setting(
        *("women", "none", True, 1e-4, (0.0, 0.0), 2000),
        ("--scale", "none", "--rate", "1e-4", "--steps", "2000"),
    ),
    "women standard sum": Setting(
        *("women", "standard", False, 0.013, (0.25, 2.5), 30),
        (
            *("--scale", "standard", "--loss", "sse", "--rate", "0.013"),
            *("--start", "m=0.25,b=2.5", "--steps", "30"),
        ),
    ),
    "three raw sum": Setting(
        *("three", "none", False, 0.01, (1.0, 0.0), 50),
        *[("--loss=sse", "--scale=none", "--rate=0.01", "--start=m=1,b=0", "--steps=50")],
    ),
}


class Expected(NamedTuple):
    """What comes out, step by step and from closed forms."""

    hessian: NDArray[np.float64]
    path: NDArray[np.float64]
    losses: Vector
    own_path: NDArray[np.float64]
    best_fit: Vector
    best_loss: float


def measures(x: Vector, y: Vector, units: str) -> list[tuple[float, float]]:
    """Return what x and y are measured from and in which steps; round ones are those of penguins.

    Flippers have mean 200.9 and deviation 14.0: steps of 10, from 190 next to 186.9. Masses have
    mean 4,201.8 and deviation 800.8: steps of 1,000, from 4,000.
    """
    return {
        "none": [(0.0, 1.0), (0.0, 1.0)],
        "round": [(190.0, 10.0), (4000.0, 1000.0)],
        "standard": [(x.mean(), x.std()), (y.mean(), y.std())],
    }[units]


def by_hand(given: Setting, rate: float) -> Expected:
    """Descend on E = Σ (m x + b − y)², over N if averaged, one update after the other.

    ∂E/∂m = 2 Σ (m x + b − y) x, ∂E/∂b = 2 Σ (m x + b − y); the Hessian is 2 [[Σx², Σx], [Σx, N]].
    With x = x₀ + s_x u and y = y₀ + s_y v, the line v = m u + b has in own units the slope
    M = m s_y/s_x and the intercept y₀ + s_y b − M x₀.
    """
    x, y = columns(given.data)
    (x_from, x_step), (y_from, y_step) = measures(x, y, given.units)
    u, v = (x - x_from) / x_step, (y - y_from) / y_step
    per = 1 / len(x) if given.averaged else 1.0
    hessian = 2 * per * np.array([[u @ u, u.sum()], [u.sum(), len(u)]])
    point, path = np.array(given.start), [np.array(given.start)]
    for _ in range(given.steps):
        residual = point[0] * u + point[1] - v
        point = point - rate * 2 * per * np.array([residual @ u, residual.sum()])
        path.append(point)
    fitted = np.polyfit(u, v, 1)
    slopes = np.array(path)[:, 0] * y_step / x_step
    own = y_from + y_step * np.array(path)[:, 1] - slopes * x_from
    return Expected(
        hessian,
        np.array(path),
        np.array([per * ((m * u + b - v) ** 2).sum() for m, b in path]),
        np.column_stack([slopes, own]),
        np.polyfit(x, y, 1),
        per * ((fitted[0] * u + fitted[1] - v) ** 2).sum(),
    )


def refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


def numbers(done: Any) -> dict[str, Any]:
    assert (done.status, done.err) == (0, "")
    return json.loads(done.out, parse_constant=refuse)


def vector(found: dict[str, Any], key: str) -> Vector:
    """Return what is given by parameter, in the parameters' order."""
    return np.array([found[key][name] for name in found["parameters"]])


@pytest.fixture(params=SETTINGS, ids=lambda name: name.replace(" ", "-"))
def setting(request: pytest.FixtureRequest) -> Setting:
    return SETTINGS[request.param]


def test_numbers_are_those_of_a_plain_loop(gdvideo: Callable[..., Any], setting: Setting) -> None:
    found = numbers(gdvideo("trace", "--data", setting.data, *setting.options, "--json"))
    expected = by_hand(setting, found["rate"])
    assert list(found) == KEYS
    assert found["status"] == "exhausted"
    assert found["sentence"].startswith(f"{setting.steps:,} steps were made. ")
    assert found["steps"] == setting.steps
    assert found["parameters"] == ["m", "b"]
    assert found["n"] == len(columns(setting.data)[0])
    assert found["start"] == dict(zip("mb", setting.start, strict=True))
    assert (found["settled"], found["proven"]) == (True, True)
    reach = np.abs(expected.path).max(axis=0)
    np.testing.assert_allclose(vector(found, "final") / reach, expected.path[-1] / reach, atol=1e-9)
    own_reach = np.abs(expected.own_path).max(axis=0)
    ends = [vector(found, key) / own_reach for key in ("start_original", "final_original")]
    np.testing.assert_allclose(ends, expected.own_path[[0, -1]] / own_reach, atol=1e-9)
    assert found["start_loss"] == pytest.approx(expected.losses[0], rel=1e-10)
    assert found["loss"] == pytest.approx(expected.losses[-1], rel=1e-8)
    np.testing.assert_allclose(vector(found, "best_fit"), expected.best_fit, rtol=1e-8)
    assert found["best_loss"] == pytest.approx(expected.best_loss, rel=1e-8)


def test_curvature_is_that_of_the_hand_written_hessian(
    gdvideo: Callable[..., Any], setting: Setting
) -> None:
    found = numbers(gdvideo("trace", "--data", setting.data, *setting.options, "--json"))
    low, high = np.linalg.eigvalsh(by_hand(setting, found["rate"]).hessian)
    assert found["eigenvalues"] == pytest.approx([low, high], rel=1e-7)
    assert found["condition_number"] == pytest.approx(high / low, rel=1e-7)
    assert found["max_stable_rate"] == pytest.approx(2 / high, rel=1e-12)
    # The automatic rate is a share of the largest stable one that converges and can be watched.
    assert setting.rate == found["rate"] or 0.01 / high < found["rate"] < 1 / high


def test_the_path_file_holds_every_step(
    gdvideo: Callable[..., Any], setting: Setting, tmp_path: Path
) -> None:
    target = tmp_path / "path.csv"
    command = ("trace", "--data", setting.data, *setting.options)
    found = numbers(gdvideo(*command, "--json", "--csv", str(target)))
    with target.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == ["step", "m", "b", "loss", "m_original", "b_original"]
    assert [int(row[0]) for row in rows] == list(range(setting.steps + 1))
    table = np.array([[float(cell) for cell in row[1:]] for row in rows])
    expected = by_hand(setting, found["rate"])
    whole = np.column_stack([expected.path, expected.losses, expected.own_path])
    np.testing.assert_allclose(
        table / np.abs(whole).max(axis=0), whole / np.abs(whole).max(axis=0), atol=1e-9
    )
    assert table[0].tolist()[:3] == [*vector(found, "start"), found["start_loss"]]
    last = [*vector(found, "final"), found["loss"], *vector(found, "final_original")]
    assert table[-1].tolist() == last
    assert "\r" not in target.read_text(encoding="utf-8")


def test_a_small_step_ends_the_descent_on_three_points(gdvideo: Callable[..., Any]) -> None:
    # The 207 steps and their end are a published exercise's; its least squares are 25/39 and 37/39.
    options = ("--loss", "sse", "--scale", "none", "--rate", "0.01", "--start", "m=1,b=0")
    stop = ("--stop", "step:1e-3", "--steps", "1000")
    found = numbers(gdvideo("trace", "--data", "three", *options, *stop, "--json"))
    assert (found["status"], found["steps"]) == ("converged", 207)
    assert found["final"] == pytest.approx({"m": 0.6778, "b": 0.8624}, abs=5e-5)
    assert found["final_original"] == found["final"]
    assert found["best_fit"] == pytest.approx({"m": 25 / 39, "b": 37 / 39}, rel=1e-12)
    assert found["best_loss"] == pytest.approx(0.44461538, abs=5e-9)


@pytest.mark.parametrize(
    ("options", "settled", "proven", "endless"),
    [
        # Yes and no lie apart: the log loss falls on without end, so no place is the best.
        (("--formula", "sigmoid(w*x + b)", "--loss", "logloss"), False, False, True),
        # A line's squares are a bowl.
        ((), True, True, False),
        # Squares of exponentials need not be convex, so another valley is never ruled out.
        (("--formula", "a*exp(k*x)"), True, False, False),
    ],
)
def test_how_sure_the_best_fit_is(
    gdvideo: Callable[..., Any],
    write: Callable[[str, str], str],
    options: tuple[str, ...],
    settled: bool,
    proven: bool,
    endless: bool,
) -> None:
    file = write("apart.csv", "x,y\n1,0\n2,0\n4,1\n5,1\n")
    found = numbers(gdvideo("trace", "--data", file, "--scale", "none", *options, "--json"))
    assert (found["settled"], found["proven"], found["endless"]) == (settled, proven, endless)


def test_an_error_grown_out_of_proportion_counts_as_diverged(gdvideo: Callable[..., Any]) -> None:
    # On (1, 2), (2, 1), (3, 5) rows one at a time have no limit of the rate that could be stated.
    lesson = ("--data", "three", "--scale", "standard", "--method", "stochastic", "--seed", "1")
    command = ("trace", *lesson, "--json")
    for rate, status in (("0.01", "exhausted"), ("1.5", "diverged")):
        found = numbers(gdvideo(*command, "--steps", "12", "--rate", rate))
        assert found["max_stable_rate"] is None
        assert (found["status"], found["steps"]) == (status, 12)
        assert (found["loss"] > 100.0 * max(found["start_loss"], 1.0)) == (status == "diverged")


def test_each_stop_rule_fires_where_a_plain_loop_says(gdvideo: Callable[..., Any]) -> None:
    given = Setting("women", "standard", True, 0.1, (-1.0, -1.0), 400, ())
    expected = by_hand(given, 0.1)
    gradients = -np.diff(expected.path, axis=0) / 0.1
    first = {
        "step:0.003": np.abs(np.diff(expected.path, axis=0)).max(axis=1) < 0.003,
        "gradient:0.07": np.abs(gradients[1:]).max(axis=1) < 0.07,
        "loss:0.0005": np.abs(np.diff(expected.losses)) < 0.0005,
    }
    lesson = ("--data", "women", "--scale", "standard", "--rate", "0.1", "--steps", "399")
    command = ("trace", *lesson, "--json")
    for stop, fired in first.items():
        found = numbers(gdvideo(*command, "--stop", stop))
        assert (found["status"], found["steps"]) == ("converged", int(fired.argmax()) + 1)
    both = numbers(gdvideo(*command, *(part for stop in first for part in ("--stop", stop))))
    assert both["steps"] == min(int(fired.argmax()) + 1 for fired in first.values())


@pytest.mark.parametrize("options", [("--rate", "2.3e-3"), ("--rate", "1e3"), ("--rate", "1e300")])
def test_divergence_ends_with_finite_numbers(
    gdvideo: Callable[..., Any], options: tuple[str, str], tmp_path: Path
) -> None:
    target = tmp_path / "path.csv"
    command = ("trace", "--data", "women", "--scale", "none", "--steps", "5000", *options)
    found = numbers(gdvideo(*command, "--json", "--csv", str(target)))
    assert found["status"] == "diverged"
    assert found["steps"] < 5000
    objects = {"start", "start_original", "final", "final_original", "best_fit"}
    listed = [
        found[key] for key in KEYS if key not in {"status", "sentence", "parameters", *objects}
    ]
    assert np.isfinite(np.hstack([*listed, *(vector(found, key) for key in objects)])).all()
    assert f"{found['max_stable_rate']:.3g}" in found["sentence"]
    with target.open(encoding="utf-8", newline="") as file:
        cells = [float(cell) for row in list(csv.reader(file))[1:] for cell in row]
    assert all(map(math.isfinite, cells))
    assert len(cells) == 6 * (found["steps"] + 1)


def test_a_rate_just_under_the_limit_converges_and_just_above_does_not(
    gdvideo: Callable[..., Any],
) -> None:
    command = ("trace", "--data", "three", "--scale", "none", "--steps", "20000", "--json")
    x, _ = columns("three")
    limit = 2 / np.linalg.eigvalsh(2 / 3 * np.array([[x @ x, x.sum()], [x.sum(), 3]]))[-1]
    under = numbers(gdvideo(*command, "--rate", str(0.999 * limit)))
    assert under["final"] == pytest.approx({"m": 25 / 39, "b": 37 / 39}, abs=1e-6)
    above = numbers(gdvideo(*command, "--rate", str(1.001 * limit)))
    assert above["status"] == "diverged"


@pytest.mark.parametrize(
    ("options", "limit", "told"),
    [
        (("--rule", "momentum:0.5"), 1.5, "0.1 (stable below 1.5)"),
        (("--rule", "nesterov:0.5"), 0.75, "0.1 (stable below 0.75)"),
        (("--rule", "newton", "--rate", "0.5"), 2.0, "0.5 (stable below 2)"),
        (("--rate", "1.0000001"), 1.0, "1.0000001 (stable below 1)"),
        (("--rule", "decay:1"), None, "0.1"),
        (("--rule", "line-search"), None, "searched for at each step"),
        (("--method", "stochastic", "--rate", "0.01"), None, "0.01"),
        (("--loss", "mae"), None, "0.1"),
    ],
)
def test_the_largest_stable_rate_is_the_rule_s_own(
    gdvideo: Callable[..., Any], options: tuple[str, ...], limit: float | None, told: str
) -> None:
    # On standardised columns both curvatures of a line are 2; absolute residuals have none.
    lesson = ("--data", "women", "--scale", "standard", *options)
    found = numbers(gdvideo("trace", *lesson, "--json"))
    assert found["max_stable_rate"] == (limit and pytest.approx(limit, rel=1e-12))
    (line,) = [
        line for line in gdvideo("trace", *lesson).out.splitlines() if line.startswith("rate ")
    ]
    assert line.split(None, 1)[1] == told


def test_an_infinite_condition_number_is_null(
    gdvideo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Experiment, "condition_number", math.inf)
    assert numbers(gdvideo("trace", "--json"))["condition_number"] is None
    assert "condition number  inf\n" in gdvideo("trace").out


def test_for_people_the_same_is_said_in_lines(gdvideo: Callable[..., Any]) -> None:
    options = ("--loss", "sse", "--scale", "none", "--rate", "0.01", "--start", "m=1,b=0")
    done = gdvideo("trace", "--data", "three", *options, "--stop", "step:1e-3", "--steps", "1000")
    assert (done.status, done.err) == (0, "")
    lines = [line for line in done.out.splitlines() if not line.startswith(" ")]
    said = {line[:18].strip(): line[18:] for line in lines}
    # Published: it stops on (0.6778, 0.8624), a small step but 0.0864 off the best intercept.
    assert said["status"].startswith("It stopped after 207 steps: no parameter moved by 0.001 or")
    assert re.search(
        r"or more\. [\d.]+ % of the .* to the best fit is left \(m\)\.$", said["status"]
    )
    assert said["rows"] == "3"
    assert said["descended in"].startswith("the data's own units")
    assert said["rate"].startswith("0.01 (stable below 0.061")
    assert said["start"] == "m = 1, b = 0"
    assert said["final"].startswith("m = 0.67")
    assert said["best fit"] == "m = 0.641025641, b = 0.9487179487"


def derivations(text: str) -> dict[str, list[str]]:
    """Return the lines of each derivation by its heading, sentences left out."""
    found: dict[str, list[str]] = {}
    for block in text.split("\n\n"):
        heading, *lines = block.splitlines()
        found[heading] = [line[4:] for line in lines if line.startswith("  = ")]
    return found


def value(formula: str, m: float, b: float) -> float:
    """Return what a formula of the text comes to on the three points."""
    rows = zip(*columns("three"), strict=True)
    x, y = sympy.IndexedBase("x"), sympy.IndexedBase("y")
    names = {"x": x, "y": y, "i": sympy.Symbol("i", integer=True), "N": sympy.Integer(3)}
    whole = sympy.sympify(formula, locals=names).doit()
    points = {
        name[k]: v for k, row in enumerate(rows, 1) for name, v in zip((x, y), row, strict=True)
    }
    return float(whole.subs({**points, "m": m, "b": b}))


@pytest.mark.parametrize(("loss", "per"), [("sse", 1.0), ("mse", 1 / 3)])
def test_each_line_of_a_derivation_is_the_derivative(loss: str, per: float) -> None:
    text = derivatives(study(Lesson(data="three", loss=loss, scale="none")).experiment)
    x, y = columns("three")
    miss = y - 0.75 * x + 1.375
    error = text.splitlines()[1].removeprefix("Error: E = ")
    assert value(error, 0.75, -1.375) == pytest.approx(per * miss @ miss)
    told = derivations(text)
    for heading, expected in {"By m": -2 * per * miss @ x, "By b": -2 * per * miss.sum()}.items():
        assert len(told[heading]) >= 3
        for line in told[heading]:
            assert value(line, 0.75, -1.375) == pytest.approx(expected), line


def test_the_curvature_is_told_beside_the_derivation() -> None:
    text = derivatives(study(Lesson(data="three", loss="sse", scale="none")).experiment)
    told = dict(line.split(None, 1) for line in text.splitlines()[-2:])
    # Twice Σx² = 0.5² + 2.3² + 2.9² = 13.95, Σx = 5.7 and N = 3.
    np.testing.assert_allclose(json.loads(told["Hessian"]), [[27.9, 11.4], [11.4, 6.0]])
    # Half the trace 16.95, the determinant 27.9 · 6 − 11.4² = 37.44.
    root = math.sqrt(16.95**2 - 37.44)
    np.testing.assert_allclose(json.loads(told["eigenvalues"]), [16.95 - root, 16.95 + root])
