"""A number that is heard is the number that is written: read back by a reader made here."""

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.telling.numerals import numerals
from tests.scenes.test_spoken import said

_UNITS: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen"
_TEENS: Final = "fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL: Final = {word: k for k, word in enumerate(f"{_UNITS} {_TEENS}".split())}
SMALL_AND_TENS: Final = SMALL | {word: 10 * k for k, word in enumerate(_TENS.split(), 2)}
LARGE: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
FRACTIONS: Final = {"millionth": -6, "billionth": -9}
RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def whole(words: list[str]) -> int:
    """Read a whole number."""
    total = part = 0
    for word in words:
        if word == "hundred":
            part *= 100
        elif word in LARGE:
            total, part = total + part * 10 ** LARGE[word], 0
        else:
            part += SMALL_AND_TENS[word]
    return total + part


def decimal(words: list[str]) -> Decimal:
    """Read a number with or without a point."""
    if "point" not in words:
        return Decimal(whole(words))
    at = words.index("point")
    digits = "".join(str(SMALL[word]) for word in words[at + 1 :])
    assert len(digits) == len(words) - at - 1
    return Decimal(f"{whole(words[:at])}.{digits}")


def heard(text: str) -> Decimal:
    """Read a number with a sign, a named power of ten or another one."""
    number, _, power = text.removeprefix("minus ").partition(" times ")
    if number.startswith("ten to the"):
        number, power = "one", number
    *words, last = number.replace("-", " ").split()
    scale = 0
    if last.removesuffix("s") in FRACTIONS:
        scale = FRACTIONS[last.removesuffix("s")]
    elif last in LARGE and "point" in words:
        scale = LARGE[last]
    else:
        words.append(last)
    size = decimal(words).scaleb(scale + exponent(power))
    return -size if text.startswith("minus ") else size


def exponent(power: str) -> int:
    """Read the exponent of "ten to the …", 0 if there is none."""
    if not power:
        return 0
    number = power.removeprefix("ten to the ")
    sign = -1 if number.startswith("minus ") else 1
    return sign * whole(number.removeprefix("minus ").replace("-", " ").split())


def shown(text: str) -> Decimal:
    """Read a number as it is written in English."""
    plain = text.translate(RAISED).replace(",", "").replace("−", "-")
    return Decimal(plain.replace(" × 10", "E"))


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 7))
def test_a_number_is_heard_as_it_is_shown(value: float, digits: int) -> None:
    for text in (numerals("en").significant(value, digits), numerals("en").rounded(value, digits)):
        assert heard(said(text)) == shown(text)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_is_heard_as_it_is_shown(number: int) -> None:
    assert heard(said(numerals("en").counted(number))) == number


@given(st.decimals(-999_999, 999_999, places=4, allow_nan=False))
def test_a_decimal_is_heard_as_it_is_shown(number: Decimal) -> None:
    assert heard(said(numerals("en").grouped(f"{number:f}"))) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("minus twelve thousand three hundred forty-five point zero six", "-12345.06"),
        ("one point five billionths", "1.5e-9"),
        ("sixty-four point four million", "64400000"),
        ("two times ten to the minus nineteen", "2e-19"),
        ("ten to the twenty-four", "1e24"),
    ],
)
def test_the_reader_reads(text: str, number: str) -> None:
    assert heard(text) == Decimal(number)
