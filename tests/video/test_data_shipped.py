"""The shipped data sets against numbers published elsewhere, and against how they were made."""

import runpy
import tomllib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from gdvideo.data import describe, read_data
from scenes.telling.assets import shipped_names

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "data"


def fit(name: str) -> tuple[float, float]:
    """Return slope and intercept of the least-squares line by NumPy's own solver."""
    data = read_data(name).dataset
    slope, intercept = np.polyfit(data.x.values, data.y.values, 1)
    return float(slope), float(intercept)


def test_every_file_has_a_source_and_every_source_a_file() -> None:
    sources = tomllib.loads((FOLDER / "sources.toml").read_text("utf-8"))
    assert (*sources,) == shipped_names()
    for name, told in sources.items():
        assert all(told[what] for what in ("title", "licence", "source"))
        assert read_data(name).header


def test_a_shipped_name_wins_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "three").write_text("1,2\n2,4\n3,6\n4,8\n")
    monkeypatch.chdir(tmp_path)
    assert read_data("three").rows == 3
    assert read_data("./three").rows == 4


@pytest.mark.parametrize("name", shipped_names())
def test_a_set_is_what_its_file_is_for_anyone(name: str) -> None:
    by_name, by_path = read_data(name), read_data(str(FOLDER / f"{name}.csv"))
    assert describe(by_name)[1:] == describe(by_path)[1:]
    # The digest is that of names, units and numbers.
    for told in ("digest", "rows", "left_out", "reasons", "header", "raw_names", "decimal_comma"):
        assert getattr(by_name, told) == getattr(by_path, told), told


def test_penguins() -> None:
    read = read_data("penguins")
    # 344 penguins, of whom 2 were not measured: lines 5 and 273 of the table (penguins 4 and 272).
    assert (read.rows, read.left_out, read.dataset.n) == (344, 2, 342)
    assert [row.line for row in read.reasons] == [5, 273]
    assert [column.label for column in read.dataset.columns] == [
        "flipper length (mm)",
        "body mass (g)",
    ]
    # Means as the package's documentation summarises them: 200.9 mm and 4202 g.
    assert read.dataset.x.mean == pytest.approx(200.9, abs=0.05)
    assert read.dataset.y.mean == pytest.approx(4202, abs=0.5)
    # R's lm(body_mass_g ~ flipper_length_mm): intercept -5780.83, slope 49.69.
    assert fit("penguins") == (pytest.approx(49.69, abs=0.005), pytest.approx(-5780.83, abs=0.005))


def test_women() -> None:
    data = read_data("women").dataset
    np.testing.assert_array_equal(data.x.values, np.arange(58, 73))
    weights = [115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164]
    np.testing.assert_array_equal(data.y.values, weights)
    assert [column.unit for column in data.columns] == ["in", "lb"]
    assert fit("women") == (pytest.approx(3.45, rel=1e-12), pytest.approx(-87.516667, rel=1e-8))


def test_shuttle_gives_the_published_fit() -> None:
    read = read_data("shuttle")
    x, y = (column.values for column in read.dataset.columns)
    assert (read.rows, int(y.sum())) == (23, 7)

    def log_loss(at: NDArray[np.float64]) -> float:
        odds = at[0] * x + at[1]
        return float(np.logaddexp(0.0, odds).sum() - y @ odds)

    # Dalal, Fowlkes & Hoadley (1989), and R's glm: log odds 15.0429 - 0.2322 t.
    fitted = minimize(log_loss, [0.0, 0.0])
    assert fitted.x == pytest.approx([-0.2322, 15.0429], abs=2e-3)


def test_population_grows_by_three_percent_a_year_at_first() -> None:
    data = read_data("population").dataset
    assert data.x.values.tolist() == list(range(1790, 1980, 10))
    # 3,929,214 and 62,947,714 counted in 1790 and 1890.
    assert (data.y.values[0], data.y.values[10]) == (3.93, 62.9)
    growth = np.polyfit(data.x.values[:8], np.log(data.y.values[:8]), 1)[0]
    assert growth == pytest.approx(0.03, abs=0.001)


def test_nottingham_swings_once_a_year() -> None:
    data = read_data("nottingham").dataset
    assert data.n == 60
    assert np.diff(data.x.values) == pytest.approx(1 / 12, abs=1e-4)
    strength = np.abs(np.fft.rfft(data.y.values - data.y.values.mean()))
    assert int(strength.argmax()) == 5
    assert data.y.values.max() == 64.6


def test_three_points() -> None:
    data = read_data("three").dataset
    np.testing.assert_array_equal(data.x.values, [0.5, 2.3, 2.9])
    np.testing.assert_array_equal(data.y.values, [1.4, 1.9, 3.2])
    # By hand: slope 25/39, intercept 37/39.
    assert fit("three") == (pytest.approx(25 / 39, rel=1e-12), pytest.approx(37 / 39, rel=1e-12))


def test_study_is_what_its_script_makes() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "data" / "make_study.py"))
    assert (FOLDER / "study.csv").read_bytes() == script["table"]().encode()
    assert script["table"](seed=1) != script["table"]()


def test_study_is_badly_conditioned_on_its_raw_column() -> None:
    read = read_data("study")
    assert (read.rows, read.left_out) == (100, 0)
    x = read.dataset.x.values
    # E = mean of (m x + b - y)^2, so its Hessian for (m, b) is 2 [[mean x^2, mean x], [mean x, 1]].
    hessian = 2 * np.array([[np.mean(x**2), x.mean()], [x.mean(), 1.0]])
    assert np.linalg.cond(hessian) > 50_000
