"""Runaways within bounds: an error that has grown out of proportion, on paths made by hand."""

import pytest

from gdcore.descent.trajectory import Status
from gdcore.descent.verdict import End
from gdcore.error.loss import MSE
from tests.core.descent.test_verdict import WELLS, judged, m1, objective, x1, x2


@pytest.mark.parametrize(
    ("last", "status", "end"),
    [
        (10.03, Status.EXHAUSTED, End.HIGHER),  # (10.03² − 1)² = 9920 < 100² = 10⁴
        (10.06, Status.EXHAUSTED, End.RUNAWAY),  # 10 042
        (10.06, Status.CONVERGED, End.HIGHER),
        (10.06, Status.DIVERGED, End.DIVERGED),
        (1e4, Status.EXHAUSTED, End.RUNAWAY),
    ],
)
def test_a_hundredfold_error_is_a_runaway_though_within_bounds(
    last: float, status: Status, end: End
) -> None:
    # E = (m² − 1)²: at the start, the root of 11, it is 100.
    found = judged(WELLS, [11.0**0.5, last], 1.0, status)
    assert (found.end, found.has_run_away) == (end, end in (End.RUNAWAY, End.DIVERGED))


def test_what_climbs_and_comes_down_is_no_runaway() -> None:
    found = judged(WELLS, [11.0**0.5, 1e4, 1.5, 1.0], 1.0)
    assert (found.end, found.first_rise) == (End.CLOSE, 1)


def test_a_low_start_does_not_make_a_runaway_of_what_the_mean_would_do() -> None:
    # The responses 0 and 2 are 1 off their mean each: E of the mean is 1, a hundred times that 100.
    e = objective(m1 * x1 + 0 * x2, [[0.0, 0.0], [1.0, 0.0]], [0.0, 2.0], MSE)
    no_limit = {"rate": None}
    assert judged(e, [1.9, 2.0 + 190.0**0.5], **no_limit).end is End.HIGHER
    assert judged(e, [1.9, 2.0 + 210.0**0.5], **no_limit).end is End.RUNAWAY
    # Where the limit is known, it decides: here λ = 1 and the limit 2.
    assert judged(e, [1.9, 2.0 + 210.0**0.5], 1.9).end is End.HIGHER
    assert judged(e, [1.9, 2.0 + 210.0**0.5], 2.1).end is End.DIVERGED
