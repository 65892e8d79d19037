"""Numbers and plurals by the rules of the language, not of English."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from scenes.telling.numerals import numerals
from scenes.telling.vocabulary import vocabulary


@pytest.mark.parametrize(("count", "told"), [(0, "0 steps"), (1, "1 step"), (2000, "2,000 steps")])
def test_english_has_two_plurals(count: int, told: str) -> None:
    assert vocabulary("en").count("steps", count) == told


@given(st.integers(0, 10**9), st.sampled_from(["en", "de", "fr", "hi", "sv"]))
def test_whole_numbers_are_grouped_as_the_language_does(number: int, language: str) -> None:
    assert numerals(language).counted(number) == format_decimal(number, locale=language)


def test_a_decimal_comma_and_a_true_minus() -> None:
    assert numerals("de").significant(-1234.5) == "−1.234"
    assert numerals("de").rounded(0.0625) == "0,0625"
    assert numerals("de").rounded(2.0) == "2"
    assert numerals("de").significant(1.5e12) == "1,50 × 10¹²"
    assert numerals("de").ticks(0.0, 1.0, 4).labels == ("0", "0,2", "0,4", "0,6", "0,8", "1,0")


def test_lists_are_words() -> None:
    told = vocabulary("en").listed
    assert (told([]), told(["b"]), told(["b", "c"])) == ("", "b", "b and c")
