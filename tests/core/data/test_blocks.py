"""Very many rows: gone over in blocks, with the same numbers whatever their size, and no copies."""

from fractions import Fraction

import numpy as np
import pytest

import gdcore.arrays
from gdcore.advice.influence import influential
from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula

DATA: Floats = np.random.default_rng(7).normal(1000.0, 3.0, (2, 211))
"""Far from zero, so that a careless mean or spread would lose digits."""

LOGARITHM = Model.from_formula(parse_formula("a*log(x) + b", ["x"]))


@pytest.fixture(params=[1, 5, 64, 210])
def in_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make blocks of so many rows."""
    monkeypatch.setattr(gdcore.arrays, "_ROWS", request.param)


@pytest.mark.usefixtures("in_blocks")
def test_moments_are_right_in_blocks_of_any_size() -> None:
    values = DATA[0]
    exact = [Fraction(v) for v in values]
    mean = sum(exact) / len(exact)
    variance = sum((v - mean) ** 2 for v in exact) / len(exact)
    column = Column("x", values)
    assert column.mean == pytest.approx(float(mean), rel=3e-16)
    assert column.std == pytest.approx(float(variance) ** 0.5, rel=1e-15)
    away = np.array([float(v - mean) for v in exact])
    expected = away / float(variance) ** 0.5
    np.testing.assert_allclose(column.standardised().values, expected, rtol=0, atol=1e-12)


@pytest.mark.usefixtures("in_blocks")
def test_a_lesson_is_the_same_in_blocks_of_any_size() -> None:
    y = DATA[0] + DATA[1]
    y[100] += 90.0
    data = Dataset((Column("x", DATA[0]),), Column("y", y))
    made = run(data, units=Units.ROUND)
    expected = np.polyfit(DATA[0] - 1000.0, y, 1)
    found = made.original(made.best)
    assert found.tolist() == pytest.approx(
        [expected[0], expected[1] - 1000 * expected[0]], rel=1e-9
    )
    assert made.best_loss * made.scaling.scales[-1] ** 2 == pytest.approx(
        np.mean((np.polyval(expected, DATA[0] - 1000.0) - y) ** 2), rel=1e-12
    )
    mean = made.objective.data.y.values.mean()
    assert made.reference.spread == pytest.approx(
        np.mean((made.objective.data.y.values - mean) ** 2), rel=1e-12
    )
    assert [found.row for found in influential(made)] == [100]


@pytest.mark.usefixtures("in_blocks")
def test_a_row_without_a_value_is_named_in_blocks_of_any_size() -> None:
    x = np.linspace(1.0, 3.0, 211)
    x[205] = -1.0
    with pytest.raises(ValueError, match="got none on row 206"):
        run(Dataset((Column("x", x),), Column("y", x)), model=LOGARITHM, units=Units.OWN)


def test_what_nobody_can_write_to_is_not_copied() -> None:
    values = np.arange(3.0)
    closed = frozen(values)
    assert closed is not values
    assert frozen(closed) is closed
    assert Column("x", closed).values is closed
    mapped = np.frombuffer(memoryview(values.tobytes()))
    assert frozen(mapped) is mapped
    view = values[:]
    view.setflags(write=False)
    kept = frozen(view)
    values[0] = 9.0
    assert kept[0] == 0.0


@pytest.mark.usefixtures("in_blocks")
def test_columns_in_other_units_are_worked_out_when_they_are_asked_for() -> None:
    column = Column("x", DATA[0]).measured(1000.0, 2.0)
    blocks = np.concatenate(list(column.blocks()))
    assert "values" not in vars(column)
    expected = (DATA[0] - 1000.0) / 2.0
    np.testing.assert_allclose(blocks, expected, rtol=1e-12)
    assert np.array_equal(column.values, blocks)
    assert np.array_equal(np.concatenate(list(column.blocks())), blocks)
    assert column.magnitude == pytest.approx(np.abs(expected).max(), rel=1e-12)


def test_a_line_through_very_many_rows_holds_no_column_of_its_own() -> None:
    made = run(Dataset((Column("x", DATA[0]),), Column("y", DATA[1])), units=Units.ROUND)
    assert all("values" not in vars(column) for column in made.objective.data.columns)
