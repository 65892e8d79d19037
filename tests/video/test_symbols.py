"""What columns are called in formulas."""

import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdvideo.symbols import with_short_symbols


def _named(first: str, second: str) -> Experiment:
    columns = (Column(first, [1.0, 2.0, 4.0, 5.0]), Column(second, [2.0, 1.0, 4.0, 2.0]))
    model = Model.from_formula(parse_formula(f"a*`{first}` + c*`{second}`", [first, second]))
    return run(Dataset(columns, Column("y", [3.0, 5.0, 4.0, 1.0])), model=model)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("size", "age"), ("size", "age")),
        (("the size of all its rooms", "age"), ("the size of al…", "age")),
        (("重さ", "age"), ("x1", "age")),
        (("the size of all rooms", "the size of all doors"), ("the size of al…", "x2")),
    ],
)
def test_columns_have_short_names_of_their_own(
    names: tuple[str, str], told: tuple[str, str]
) -> None:
    whole = _named(*names)
    shown = with_short_symbols(whole)
    assert tuple(symbol.name for symbol in shown.model.predictors) == told
    theta, table = whole.best, whole.data.table
    assert shown.predict(theta, table).tolist() == whole.predict(theta, table).tolist()
    assert (shown is whole) is (names == told)
