"""The sentences: one for each rule, each with the pieces of the step in it."""

import re
from typing import Any

import pytest
import sympy

from gdcore.calculus.derivation import derive
from gdcore.calculus.rules import Rule
from gdcore.calculus.words import SENTENCES, plain, sentence
from gdcore.formula.functions import Sigmoid

m, x, b, y = sympy.symbols("m x b y", real=True)
i, n = sympy.symbols("i n", integer=True, positive=True)
xs = sympy.IndexedBase("x", real=True)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (m * x + b - y, "m·x + b − y"),
        ((m * x - y) ** 2, "(m·x − y)²"),
        (m**12, "m¹²"),
        (m**b, "m^b"),
        (m**2.5, "m^2.5"),
        (0.1 * m, "0.1·m"),
        (abs(m * x), "|m·x|"),
        (Sigmoid(-m), "sigmoid(−m)"),
        (sympy.Sum(m * xs[i], (i, 1, n)), "Σ(m·x_i)"),
        (1 / sympy.sqrt(m), "1/sqrt(m)"),
    ],
)
def test_plain_text_reads_like_mathematics(expression: Any, text: str) -> None:
    assert plain(expression) == text


def test_there_is_one_sentence_for_each_rule() -> None:
    assert set(SENTENCES) == set(Rule)
    assert len(set(SENTENCES.values())) == len(Rule)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (b**2, "constant: b² does not contain m, so its derivative is 0"),
        (m, "the derivative of m by m itself is 1"),
        (m * x + b - y, "sum rule: differentiate each term alone: m·x, b − y"),
        (x * m, "constant factor: x does not contain m and stays in front of m"),
        (m * sympy.exp(m), "product rule: u′·v + u·v′ with u = m and v = exp(m)"),
        (m / sympy.sin(m), "quotient rule: (u′·v − u·v′)/v² with u = m and v = sin(m)"),
        (m**3, "power rule: the derivative of m³ is 3·m²"),
        (m**m, "m is in the base and in the exponent: write m^m as exp(m·log(m))"),
        (
            sympy.Sum(m**2 * xs[i], (i, 1, n)),
            "sum rule: the derivative of a sum over i is the sum of the derivatives",
        ),
        (
            (m * x + b) ** 2,
            "chain rule: outer u², inner m·x + b; the derivative of the outer is 2·u",
        ),
    ],
    # mutmut collects twice in one process, and pytest then escapes ids such as b² twice
    ids=lambda value: "" if isinstance(value, str) else str(value),
)
def test_the_first_sentence_names_the_pieces(expression: Any, text: str) -> None:
    assert derive(expression, m).steps[0].sentence == text


@pytest.mark.parametrize("expression", [abs(m), abs(m * x + b)], ids=str)
def test_an_absolute_value_is_told_to_have_a_kink(expression: Any) -> None:
    assert (
        "at the kink, where it is 0, there is no derivative"
        in derive(expression, m).steps[0].sentence
    )


def test_no_other_rule_speaks_of_a_kink() -> None:
    said = [step.sentence for step in derive((m * x + b) ** 2 + sympy.exp(m), m).steps]
    assert not any("kink" in text for text in said)


@pytest.mark.parametrize("rule", Rule)
def test_every_sentence_can_be_filled(rule: Rule) -> None:
    pieces = (m, x, b)
    text = sentence(rule, pieces)
    fields = re.findall(r"\{(\d)\}", SENTENCES[rule])
    assert all(str(pieces[int(field)]) in text for field in fields)
    assert "{" not in text
