"""How many digits it takes to tell two numbers apart."""

import pytest

from gdcore.digits import digits_apart


@pytest.mark.parametrize(
    ("one", "other", "digits"),
    [
        (1.0, 1.1, 3),
        (1.0, 1.01, 3),
        (1.0, 1.001, 4),
        (1.0, 1.004, 4),
        (0.000235590, 0.000235591, 6),
        (1.0, 1.0 + 1e-9, 10),
        (1.0, 1.0 + 1e-15, 3),
        (2.5, 2.5, 3),
        (1.0, float("inf"), 3),
    ],
)
def test_both_ways_round(one: float, other: float, digits: int) -> None:
    assert digits_apart(one, other) == digits_apart(other, one) == digits
    if digits > 3:
        assert f"{one:.{digits}g}" != f"{other:.{digits}g}"
        assert f"{one:.{digits - 1}g}" == f"{other:.{digits - 1}g}"


def test_no_fewer_than_are_wanted() -> None:
    assert digits_apart(1.0, 2.0, least=10) == 10
