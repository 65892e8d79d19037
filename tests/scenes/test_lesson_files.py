"""The odd lessons that are files are those of the tests, and their tables are as their script."""

import csv

import pytest

from tests.lessons import truth
from tests.lessons.files import FILES, slug
from tests.lessons.tables import FEW_ROWS, SMALL
from tests.scenes.formulas import SEVERAL
from tests.scenes.ruled import RULED
from tests.scenes.scores import ALL

ONLY_LOOKED_AT = {"million-rows"}


def test_each_odd_lesson_is_one_of_the_lessons_of_the_tests() -> None:
    told = {slug(name) for name in ALL | SEVERAL | RULED}
    assert set(FILES) - told == ONLY_LOOKED_AT


@pytest.mark.parametrize("name", FEW_ROWS)
def test_tables_hold_what_their_script_makes(name: str) -> None:
    with (SMALL / f"{name}.csv").open(encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    columns = {h: [float(v) for v in c] for h, c in zip(head, zip(*rows, strict=True), strict=True)}
    assert columns == {h: [float(v) for v in c] for h, c in FEW_ROWS[name].items()}


def test_a_lesson_s_truth_is_read_from_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert truth.untrue("three-rows") == []
    monkeypatch.setitem(truth._LOSSES, "mse", lambda f, y: 2 * (f - y) ** 2)
    found = truth.untrue("three-rows")
    assert [line for line in found if line.startswith("iterate: start_loss is")] != []
