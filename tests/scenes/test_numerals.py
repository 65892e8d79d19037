"""Numbers as people read them."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenes.telling.numerals import numerals, power_of_ten

ENGLISH = numerals("en")
FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e290, max_value=1e290)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _read(text: str) -> float:
    """Read a number as a person does."""
    mantissa, _, power = text.replace("−", "-").replace(",", "").partition("×")
    exponent = power.strip().removeprefix("10").translate(_RAISED) if power else "0"
    return float(f"{float(mantissa.strip())!r}e{exponent}") if "e" not in mantissa else 0.0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.241, "0.241"),
        (49.68557, "49.7"),
        (-5780.83, "−5,781"),
        (123456.7, "123,457"),
        (9.996, "10.0"),
        (0.09996, "0.100"),
        (999999.9, "1.00 × 10⁶"),
        (-3.18e-10, "−3.18 × 10⁻¹⁰"),
        (0.0, "0"),
        (-0.0, "0"),
    ],
)
def test_three_significant_digits(value: float, shown: str) -> None:
    assert ENGLISH.significant(value).replace(" ", " ") == shown


@given(FINITE)
@example(5e-324)
@example(9.995)
@example(1.7e308)
def test_a_shown_number_is_right_to_its_digits(value: float) -> None:
    assert _read(ENGLISH.significant(value)) == pytest.approx(value, rel=5.1e-3, abs=1e-320)


@given(FINITE)
def test_rounding_off_zeros_changes_no_value(value: float) -> None:
    assert _read(ENGLISH.rounded(value)) == _read(ENGLISH.significant(value))


def test_a_round_rate_is_shown_as_it_was_given() -> None:
    assert [ENGLISH.rounded(rate) for rate in (0.05, 1.0, 0.5, 200.0)] == [
        "0.05",
        "1",
        "0.5",
        "200",
    ]


def test_grouping_and_powers() -> None:
    assert ENGLISH.grouped("-1234567.25") == "−1,234,567.25"
    assert power_of_ten(-12) == "10⁻¹²"


@given(FINITE, st.floats(1e-12, 1e12), st.integers(2, 8))
@example(0.0, 1.0, 5)
@example(1e12, 7e-12, 4)
def test_ticks_are_round_inside_and_distinct(low: float, share: float, wanted: int) -> None:
    high = low + abs(low) * share + share
    if not (high - low) > 1e-9 * max(abs(low), abs(high)):
        return
    marks = ENGLISH.ticks(low, high, wanted)
    slack = 1e-6 * (high - low)
    assert 1 <= len(marks.positions) <= 3 * wanted + 2
    assert all(low - slack <= position <= high + slack for position in marks.positions)
    assert len(set(marks.labels)) == len(marks.labels)
    assert all(re.fullmatch(r"−?[\d,]+(\.\d+)?", label) for label in marks.labels)
    assert all(len(label) <= 9 for label in marks.labels)


def test_ticks_of_the_penguins() -> None:
    assert ENGLISH.ticks(2500.0, 6500.0, 4).labels == ("3,000", "4,000", "5,000", "6,000")


@given(st.floats(1e5, 1e12), st.floats(1e-3, 1.0), st.sampled_from([-1.0, 1.0]), st.integers(2, 6))
@example(999_999.9979, 0.0062, 1.0, 4)
def test_a_label_and_its_note_together_tell_the_tick(
    near: float, width: float, sign: float, wanted: int
) -> None:
    low = sign * near
    marks = ENGLISH.ticks(low, low + width, wanted)
    offset = _read(marks.note.replace("+", "").replace("− ", "−")) if marks.note else 0.0
    told = [_read(label) + offset for label in marks.labels]
    assert told == pytest.approx(marks.positions, rel=0.0, abs=1e-3 * width + 1e-14 * near)


def test_ticks_far_from_zero_share_an_offset() -> None:
    marks = ENGLISH.ticks(1e12, 1e12 + 7, 4)
    assert marks.labels == ("0", "2", "4", "6")
    assert marks.note.replace(" ", " ") == "+ 1 × 10¹²"
