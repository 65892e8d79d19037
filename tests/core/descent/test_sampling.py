"""Which rows a step looks at: partitions, orders, seeds."""

from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.descent.sampling import AllRows, Batches, Drawn, InOrder, Shuffled

seeds = st.integers(0, 2**32)
sizes = st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))


def one_pass(sampling: Any, n: int, skipped: int = 0) -> list[list[int]]:
    """Return the batches of one pass, after `skipped` passes."""
    count = sampling.steps_per_pass(n)
    batches = islice(sampling.batches(n), skipped * count, (skipped + 1) * count)
    return [batch.tolist() for batch in batches]


def test_all_rows_are_told_as_none_in_one_step_a_pass() -> None:
    sampling = AllRows()
    assert list(islice(sampling.batches(7), 3)) == [None, None, None]
    assert sampling.steps_per_pass(7) == 1


def test_one_at_a_time_in_order_is_what_batches_are_if_not_told_otherwise() -> None:
    assert one_pass(Batches(), 3) == [[0], [1], [2]]
    assert one_pass(Batches(), 3, skipped=5) == [[0], [1], [2]]


def test_backwards_begins_at_the_last_row() -> None:
    assert one_pass(Batches(2, InOrder(backwards=True)), 5) == [[4, 3], [2, 1], [0]]


def test_the_last_batch_of_a_pass_holds_what_is_left() -> None:
    assert one_pass(Batches(3), 7) == [[0, 1, 2], [3, 4, 5], [6]]
    assert one_pass(Batches(3), 7, skipped=1) == [[0, 1, 2], [3, 4, 5], [6]]
    assert Batches(7).steps_per_pass(7) == 1


@given(sizes, seeds, st.integers(0, 3))
def test_each_pass_looks_at_each_row_once(size: tuple[int, int], seed: int, skipped: int) -> None:
    n, rows = size
    for order in (InOrder(), InOrder(backwards=True), Shuffled(seed)):
        batches = one_pass(Batches(rows, order), n, skipped)
        assert sorted(row for batch in batches for row in batch) == list(range(n))
        assert {len(batch) for batch in batches[:-1]} <= {rows}
        assert 1 <= len(batches[-1]) <= rows


@given(seeds)
def test_the_same_seed_gives_the_same_rows_whenever_asked(seed: int) -> None:
    sampling = Batches(4, Shuffled(seed))
    assert one_pass(sampling, 30, 2) == one_pass(sampling, 30, 2)
    assert one_pass(sampling, 30, 2) == one_pass(Batches(4, Shuffled(seed)), 30, 2)


@given(seeds)
def test_passes_and_seeds_have_orders_of_their_own(seed: int) -> None:
    # Two random orders of 30 rows are the same with a chance of 1/30!, below 10⁻³².
    first, second = (
        one_pass(Batches(30, Shuffled(seed)), 30, 0),
        one_pass(Batches(30, Shuffled(seed)), 30, 1),
    )
    other = one_pass(Batches(30, Shuffled(seed + 1)), 30, 0)
    assert first != second
    assert first != other
    assert first != [list(range(30))]


def test_shuffling_leaves_the_global_generator_alone() -> None:
    before = np.random.get_state()[1].tolist()  # noqa: NPY002 - it is what must not change
    one_pass(Batches(1, Shuffled(3)), 10)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def test_each_row_comes_first_as_often_as_any_other() -> None:
    # 3000 passes over 3 rows: each leads 1000 ± 26 times (binomial, √(3000 · 1/3 · 2/3)); five of
    # those are allowed.
    passes = islice(Shuffled(8).passes(3), 3000)
    leads = np.bincount([int(order[0]) for order in passes], minlength=3)
    assert np.abs(leads - 1000).max() < 130


def test_sizes_and_seeds_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^`size` must be 1 or more, got 0$"):
        Batches(0)
    with pytest.raises(ValueError, match=r"^`seed` must be 0 or more, got -1$"):
        Shuffled(-1)
    with pytest.raises(ValueError, match=r"^`seed` must be 0 or more, got -1$"):
        Drawn(-1)
    assert Shuffled(0).seed == Drawn(0).seed == 0


def test_batches_larger_than_the_data_are_refused_at_once() -> None:
    message = r"^`size` must be at most the 5 rows there are, got 6$"
    with pytest.raises(ValueError, match=message):
        Batches(6).batches(5)
    with pytest.raises(ValueError, match=message):
        Batches(6).steps_per_pass(5)


@given(sizes, seeds)
def test_drawn_rows_are_as_many_a_pass_and_may_come_again(size: tuple[int, int], seed: int) -> None:
    n, rows = size
    batches = one_pass(Batches(rows, Drawn(seed)), n)
    assert sum(map(len, batches)) == n
    assert all(0 <= row < n for batch in batches for row in batch)
    assert batches == one_pass(Batches(rows, Drawn(seed)), n)


def test_each_row_is_drawn_as_often_whatever_came_before() -> None:
    """Counts are binomial: 40,000 draws of 20 rows are 2,000 each, give or take 44."""
    rows = np.concatenate(list(islice(Drawn(3).passes(20), 2000)))
    assert np.abs(np.bincount(rows, minlength=20) - 2000).max() < 5 * 44
    again = float(np.mean(rows[1:] == rows[:-1]))
    assert again == pytest.approx(1.0 / 20.0, abs=0.006)
