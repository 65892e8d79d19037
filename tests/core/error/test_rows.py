"""Sums over rows in blocks: the same whatever the blocks, quiet, and in bounded memory."""

import math
import tracemalloc

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.error.rows import CELLS, RowSums

x, y, a, b = sympy.symbols("x y a b", real=True)


@settings(deadline=None)
@given(st.integers(1, 3 * CELLS), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_blocks_make_no_difference(rows: int, points: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    columns = [random.normal(size=rows), random.normal(size=rows)]
    places = random.normal(size=(points, 2))
    sums = RowSums.of([(y - a * x) ** 2, b * sympy.cos(x), a * b], [x, y], [a, b])
    for place, got in zip(places, sums(columns, places), strict=True):
        squares = math.fsum((columns[1] - place[0] * columns[0]) ** 2)
        cosines = place[1] * math.fsum(np.cos(columns[0]))
        assert got[0] == pytest.approx(squares, rel=1e-12)
        assert got[1] == pytest.approx(cosines, rel=1e-9, abs=1e-9)
        assert got[2] == pytest.approx(rows * place[0] * place[1], rel=1e-11)


def test_many_points_on_few_rows() -> None:
    sums = RowSums.of([a * x], [x], [a])
    places = np.linspace(-1.0, 1.0, 3 * CELLS)[:, None]
    got = sums([np.array([1.0, 2.0])], places)
    assert got[:, 0] == pytest.approx(3.0 * places[:, 0], abs=1e-15)


def test_overflow_is_infinite_and_quiet() -> None:
    # pytest turns warnings into errors.
    sums = RowSums.of([sympy.exp(a * x), sympy.log(a * x)], [x], [a])
    got = sums([np.array([1.0, 1000.0])], np.array([[10.0], [-1.0]]))
    assert got[0, 0] == math.inf
    assert math.isnan(got[1, 1])


def test_memory_does_not_grow_with_the_rows() -> None:
    column = np.linspace(0.0, 1.0, 4_000_000)
    sums = RowSums.of([sympy.exp(-a * x) * x, sympy.sin(a * x) ** 2], [x], [a])
    place = np.ones((1, 1))
    sums([column[:CELLS]], place)
    tracemalloc.start()
    sums([column], place)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < column.nbytes / 8
