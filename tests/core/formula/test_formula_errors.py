"""Formulas that are refused: where the message points, what it says, and that none can hang."""

import pickle
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.formula.parsing import MAX_PARAMETERS, Formula, FormulaError, parse_formula
from gdcore.formula.syntax import MAX_DEPTH, MAX_OPERATIONS
from gdcore.formula.tokens import FUNCTIONS, MAX_LENGTH

BOUNDED = settings(derandomize=True, deadline=timedelta(minutes=1))


ERRORS = [
    ("▸", "empty"),
    ("   ▸", "empty"),
    ("2▸x + b", "write * to multiply"),
    ("m ▸x", "write * to multiply"),
    ("(m)▸(x)", "write * to multiply"),
    ("(m ▸x)", "write * to multiply"),
    ("m*1.2▸.3", "write * to multiply"),
    ("2▸e*x", "write * to multiply"),
    ("m*x ▸`x`", "write * to multiply"),
    ("m*x▸)", "closes none"),
    ("▸)(", "must stand here, not )"),
    ("m*x + ▸", "but the formula ends"),
    ("m* ▸* x", "must stand here, not *"),
    ("m*(▸)", "must stand here, not )"),
    ("m*▸(x + b", "never closed"),
    ("m*x + ▸$", "functions exp, log"),
    ("m ▸= x", "right-hand side"),
    ("m*x + 0▸,5", "with a point"),
    ("m*x▸²", "Write a power as ^2"),
    ("m*x ▸; b", "functions exp, log"),
    ("m▸\x00*x", "U+0000"),
    ("m*▸\ud800", "U+D800"),
    ("m*▸`body mass", "two backquotes"),
    ("m*▸``", "two backquotes"),
    ("m*x + ▸`nothing`", "no predictor called `nothing`; it can use x"),
    ("▸m(x + b)", "Write m*("),
    ("m*x + ▸ln(x)", "functions are exp, log"),
    ("m*▸exp + x", "Write exp(...)"),
    ("m*x + ▸y", "not a predictor"),
    ("▸b", "none of the data's columns; it can use x"),
    ("▸3*x", "no parameter"),
    ("▸2 + 3", "no parameter"),
    ("m*x + ▸q*0", "q cancels out"),
    ("m*x + ▸q - q", "q cancels out"),
    ("m + 0*▸x", "x cancels out"),
    ("m*x + 9▸^9^9", "at most 12"),
    ("m*x▸^99", "at most 12"),
    ("m*x▸^-13", "at most 12"),
    ("m*x▸^exp(5)", "at most 12"),
    ("m*x + ▸1e999999999", "out of range"),
    ("m*x + ▸1e-101", "out of range"),
    ("m*x + 1e60▸*1e60", "too large or too small"),
    ("m*x + 1e-60▸*1e-60", "too large or too small"),
    ("m*1e60*x▸*1e60", "too large or too small"),
    ("m*x + ▸exp(exp(9))", "out of range"),
    ("m*x + ▸exp(-240)", "out of range"),
    ("m*x + ▸exp(exp(6))", "out of range"),
    ("m*x + ▸123456789012345678", "at most 17"),
    ("m*x + 1▸/0", "divides by zero"),
    ("m*x + 0▸/0", "divides by zero"),
    ("m*x▸/(x - x)", "divides by zero"),
    ("m*x + ▸log(0)", "no real value"),
    ("m*x + ▸log(-1)", "no real value"),
    ("m*x + ▸sqrt(-1)", "no real value"),
    ("m*x + ▸sqrt(-x^2)", "no real value"),
    ("m*x + (-8)▸^(1/3)", "no real value"),
    ("m*x + ▸log(2 - exp(1))", "no real value"),
    ("m*x + 1▸/(log(4) - 2*log(2))", "no real value"),
    ("m*x + (-2)▸^x", "must be positive"),
    ("m*x + 0▸^x", "must be positive"),
    ("m*x + ▸abs(log(abs(log(abs(log(x))))))", "at most 2 deep"),
    ("m*2▸^(x + 1e9)*2^(-x)", "variable exponent"),
    ("m*(2^(1000*x))▸^(1000/x)", "variable exponent"),
    ("m*(exp(1000*x))▸^(1000*log(2)/x)", "variable exponent"),
    ("m*x + ▸exp(1e9*log(2)*x)", "variable exponent"),
    ("m*x▸^5000", "at most 12"),
    ("m*2^(9000*x)▸*2^(9000*x)", "variable exponent"),
]


@pytest.mark.parametrize(("marked", "words"), ERRORS)
def test_errors_point_at_the_character_and_say_what_is_allowed(marked: str, words: str) -> None:
    text = marked.replace("▸", "")
    with pytest.raises(FormulaError) as caught:
        parse_formula(text, ["x"], others=["y"])
    assert (caught.value.text, caught.value.position) == (text, marked.index("▸"))
    assert words in caught.value.message


def test_an_error_shows_the_sentence_the_formula_and_a_caret() -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula("m*x + 0,5", ["x"])
    sentence, formula, caret = str(caught.value).splitlines()
    assert sentence == caught.value.message
    assert formula.strip() == "m*x + 0,5"
    assert formula[caret.index("^")] == ","
    assert isinstance(caught.value, ValueError)


def test_the_caret_stands_right_behind_wide_and_combining_characters() -> None:
    # 嘴峰 fills four columns of a terminal, e with a combining accent one; four blanks go before
    caret = str(FormulaError("嘴峰 e\u0301 ?", 6, "What?")).splitlines()[-1]
    assert caret == " " * (4 + 4 + 1 + 1 + 1) + "^"


def test_an_error_in_a_long_or_multi_line_text_stays_short() -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula("m*x\n" * 100_000, ["x"])
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) < 200


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(FormulaError("2x", 1, "Write *.")))
    assert (error.text, error.position, error.message) == ("2x", 1, "Write *.")


def test_many_columns_are_not_all_listed() -> None:
    with pytest.raises(FormulaError, match="it can use c0, c1, c2, c3, c4, `c 5` and 1 more"):
        parse_formula("b", ["c0", "c1", "c2", "c3", "c4", "c 5", "c6"])


def test_columns_must_differ() -> None:
    with pytest.raises(ValueError, match="`columns` must have different names"):
        parse_formula("m*x", ["x", "x"])
    with pytest.raises(ValueError, match=r"`others` must not hold names of `columns`, got \['x'\]"):
        parse_formula("m*x", ["x"], others=["x", "y"])


def formula_or_error(text: str, columns: list[str]) -> Formula | FormulaError:
    try:
        return parse_formula(text, columns)
    except FormulaError as error:
        return error


def accepts(text: str) -> bool:
    return isinstance(formula_or_error(text, ["x"]), Formula)


@pytest.mark.parametrize(
    ("limit", "sample"),
    [
        (MAX_LENGTH, lambda n: "m*x" + " " * (n - 3)),
        (MAX_DEPTH, lambda n: "m*" + "(" * n + "x" + ")" * n),
        (MAX_DEPTH, lambda n: "m*" + "-" * n + "x"),
        (MAX_DEPTH, lambda n: "m" + "^x" * n),
        (MAX_OPERATIONS, lambda n: "m*x" + " + x" * (n - 1)),
        (MAX_PARAMETERS, lambda n: "x*(" + "+".join(f"p{k}" for k in range(n)) + ")"),
        (12, lambda n: f"m*x^{n}"),
        (12, lambda n: f"m*x^-{n}"),
        (17, lambda n: "m*x + 0." + "1" * n),
        (100, lambda n: f"m*x + 1e{n}"),
        (100, lambda n: f"m*x + 1e-{n}"),
        (10_000, lambda n: f"m*x^(2*x + {n})"),
    ],
)
def test_bounds_hold_to_the_last_unit(limit: int, sample: Callable[[int], str]) -> None:
    assert accepts(sample(limit))
    assert not accepts(sample(limit + 1))


def test_only_what_is_nested_counts_as_depth() -> None:
    assert accepts("m*x" + " + (-x)" * (MAX_DEPTH + 1))


NASTY_TEXTS = [
    "m*x + 9^9^9^9",
    "m*(x^99)^99",
    "m*((((99999*x)^12)^12)^12)^12",
    "m*x + exp(exp(exp(exp(exp(9)))))",
    "m*2^(x + 1e9)*2^(-x)",
    "m*(2*x)^(b + 1e9)*(2*x)^(-b)",
    "m*(2^(1e9*x))^(1/x)",
    "m*(exp(1e9*x))^(log(2)/x)",
    "m*exp(1e9*log(2*x))",
    "m*exp(log(exp(1e9*x))*log(2)/x)",
    "m*x + 1.0000000001^12^12^12",
    "m*x + (((1.00001^12)^12)^12)^12",
    "m*x + sin(1e99) + tan(99999999999999999e80)",
    "m*x + (1e17 - 3)^(1/12)",
    "m*x + 1/(0.1 + 0.2 - 0.3)",
    "m*x + " + "9" * 480,
    "m*x + 0." + "0" * 480 + "1",
    "(" * 500,
    "-" * 500,
    "x^" * 250,
    "exp(" * 125,
    "`" * 500,
    "m" * 500,
    "__import__('os').system('false')*x",
    "x.__class__*m",
    "m*x if x else b",
    "lambda x: m*x",
    "m*x\nb",
    "*".join(f"(m + {k})" for k in range(38)) + "*x",
    "m*sin(x*(tanh(log(3) + b^3.141592653589793)*(b + 3.141592653589793 - m)))",
    "m*x + (12^3.141592653589793*x/(1e9*tan(m)*m^b))^(1/3)^2",
    "m*tanh(x^(b*3.141592653589793))*sin(x^(3.141592653589793*m) + b)",
    "abs(x^" * 6 + "m" + ")" * 6,
    "abs(log(" * 6 + "m*x" + "))" * 6,
    "".join(map(chr, range(0x2000, 0x2070))),
]


@BOUNDED
@given(st.sampled_from(NASTY_TEXTS))
def test_nasty_formulas_end_quickly_one_way_or_the_other(text: str) -> None:
    assert isinstance(formula_or_error(text, ["x"]), (Formula, FormulaError))


@settings(BOUNDED, max_examples=300)
@given(
    st.lists(
        st.sampled_from([
            *"abxz019.e+-*/^() `,=·−×é\t\ud800",
            "**",
            "1e9",
            *(f"{f}(" for f in FUNCTIONS),
        ]),
        max_size=30,
    )
)
def test_random_text_is_read_or_refused_with_a_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    outcome = formula_or_error(text, ["x", "z"])
    if isinstance(outcome, FormulaError):
        assert 0 <= outcome.position <= len(text)
        assert len(str(outcome).split("\n")) == 3
    else:
        assert outcome.predictors
        assert outcome.parameters


def test_a_negative_constant_to_a_constant_sigmoid_is_refused_without_a_warning() -> None:
    with pytest.raises(FormulaError, match="no real value"):
        parse_formula("m*x + cos(3)^sigmoid(2)", ["x"])
