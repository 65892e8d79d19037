"""Names: letters, Greek letters, subscripts, and words that cannot do anything."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.typeset.names import clean_name, is_greek, is_word, name_source, quoted


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x", "x"),
        ("X", "X"),
        ("p2", "p_2"),
        ("m1", "m_1"),
        ("x12", "x_12"),
        ("theta_0", "theta_0"),
        ("theta0", "theta_0"),
        ("alpha", "alpha"),
        ("Omega", "Omega"),
        ("lamda", "lambda"),
        ("lambda_1", "lambda_1"),
        ("η", "eta"),
        ("λ", "lambda"),
        ("Δ_x", "Delta_x"),
        ("x_alpha", "x_alpha"),
        ("w_rain", 'w_"rain"'),
        ("w_a_b", 'w_"a_b"'),
        ("w_p2", 'w_"p2"'),
        ("rain", '"rain"'),
        ("rain2", '"rain2"'),
        ("flipper length", '"flipper length"'),
        ("é", '"é"'),
        ("高さ", '"高さ"'),
        ("x ", '"x"'),
        ("1", '"1"'),
        ("_", '"_"'),
        ("", '"?"'),
        ("#panic()", '"#panic()"'),
        ('say "hi"', r'"say \"hi\""'),
        ("back\\slash", r'"back\\slash"'),
    ],
)
def test_name_prints_as_in_a_textbook(name: str, expected: str) -> None:
    assert name_source(name) == expected
    assert is_word(name) == expected.startswith('"')


@pytest.mark.parametrize(
    ("name", "greek"),
    [("eta", True), ("θ_1", True), ("lamda", True), ("x", False), ("rain", False), ("", False)],
)
def test_greek_letters_are_known(name: str, greek: bool) -> None:
    assert is_greek(name) == greek


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a\n b\t", "a b"),
        ("a\x00b\x7f", "ab"),
        ("a\ud800b", "ab"),
        ("\u202egnirts", "gnirts"),
        ("\x00", "?"),
        ("a \x1b b\r\x1b", "a b"),
        ("   ", "?"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the joiner is spelling, not direction
    ],
)
def test_names_are_cleaned(name: str, expected: str) -> None:
    assert clean_name(name) == expected


@given(name=st.text(st.characters()))
def test_cleaned_names_are_clean(name: str) -> None:
    cleaned = clean_name(name)
    assert cleaned
    assert clean_name(cleaned) == cleaned
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cs", "Cn", "Zl"}


@given(name=st.text())
def test_strings_end_only_where_they_end(name: str) -> None:
    inside = quoted(name)[1:-1]
    # Left to right: every backslash takes the next character with it, so no quote is bare.
    plain = inside.replace("\\\\", "").replace('\\"', "")
    assert '"' not in plain
    assert "\\" not in plain
