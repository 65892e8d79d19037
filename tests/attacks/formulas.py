"""Formulas that are programs, have no end, or are drawn by chance."""

import random
from collections.abc import Iterator
from typing import Final

from tests.attacks.attack import Attack

__all__ = ["formulas"]

_DATA: Final = b"x,y\n0.5,1.4\n1.7,1.9\n2.3,2.6\n2.9,3.2\n3.6,3.1\n"


def formulas(chance: random.Random) -> Iterator[Attack]:
    """Yield attacks by formulas."""
    for name, formula in {**_programs(), **_depths(), **_sizes(), **_odd()}.items():
        yield _fitted(f"formula: {name}", formula)
    for k in range(40):
        yield _fitted(f"formula: by chance ({k})", _drawn(chance, 4))
    letters = "mxb0123456789.+-*/^()e, sincoexplogsqrtabs_²√·−πλ'\"\\#$\x07"
    for k in range(30):
        text = "".join(chance.choices(letters, k=chance.randrange(1, 30)))
        yield _fitted(f"formula: letters by chance ({k})", text)


def _fitted(name: str, formula: str) -> Attack:
    arguments = ("trace", "--json", "--data=t.csv", "--steps=20", f"--formula={formula}")
    return Attack(name, arguments, {"t.csv": _DATA})


def _programs() -> dict[str, str]:
    return {
        "an import": "__import__('os').system('echo no')",
        "an attribute": "m.__class__*x",
        "a lambda": "(lambda: 1)() * m * x",
        "an assignment": "m = 3",
        "a walrus": "(m := 3)*x",
        "an f-string": "f'{m}'*x",
        "a comparison": "m*x < b",
        "a semicolon": "m*x; b",
        "a comment": "m*x # + b",
        "an escape": "m*\x1b[2Jx",
        "sympy": "Integral(m, x)",
        "a matrix": "[m, b]*x",
    }


def _depths() -> dict[str, str]:
    deep = 3_000
    return {
        "brackets": "(" * deep + "m*x" + ")" * deep,
        "open brackets": "(" * deep,
        "minus signs": "-" * deep + "m*x",
        "powers": "^".join(["x"] * deep),
        "twelve sigmoids": "sigmoid(" * 12 + "m*x + b" + ")" * 12,
        "twelve hyperbolic tangents": "tanh(" * 12 + "m*x + b" + ")" * 12,
        "twelve sines": "sin(" * 12 + "m*x + b" + ")" * 12,
        "six tangents of six sines": "tanh(sin(" * 6 + "m*x + b" + "))" * 6,
        "six angles of six sines": "atan(sin(" * 6 + "m*x + b" + "))" * 6,
        "three magnitudes of logarithms": "exp(sin(abs(log(" * 3 + "m*x + b" + "))))" * 3,
        "twelve exponentials": "exp(" * 12 + "m*x + b" + ")" * 12,
        "twelve roots": "sqrt(" * 12 + "m*x + b" + ")" * 12,
        "eight of all": "sigmoid(sin(tanh(exp(sigmoid(cos(tanh(log(abs(m*x + b)))))))))",
        "a continued fraction": "m/(1 + " * 12 + "x" + ")" * 12,
    }


def _sizes() -> dict[str, str]:
    return {
        "a tower": "m*9^9^9^9^9",
        "a huge power": "m*x^1000000",
        "a power of a sum": "(m*x + b)^500",
        "a huge number": "m*x + 1e999",
        "a long number": "m*x + " + "9" * 50_000,
        "a tiny number": "m*x + b*1e-320",
        "2,000 terms": " + ".join(f"{k}*m*x" for k in range(2_000)),
        "60 parameters": " + ".join(f"p{k}*x^{k}" for k in range(60)),
        "a product of sums": "*".join(f"(a{k} + x)" for k in range(14)),
    }


def _odd() -> dict[str, str]:
    return {
        "nothing": "",
        "blanks": "   ",
        "no parameter": "x + 1",
        "no column": "m + b",
        "zero times": "0*m*x + b",
        "a division by zero": "m*x/0",
        "a root of minus one": "sqrt(-1)*m*x",
        "a log of zero": "m*log(0*x)",
        "parameters that cannot be told apart": "a*b*x",
        "a parameter in an absolute value": "abs(m)*x",
        "a flat function": "sign(m)*x",
        "a name of 5,000 letters": "m" * 5_000 + "*x",
        "the same name in two cases": "M*x + m",
        "full-width letters": "ｍ*x + b",
        "a missing operator": "m x + b",
        "two operators": "m */ x",
        "an equals sign": "y = m*x + b",
        "a comma": "m*x + 1,5",
    }


def _drawn(chance: random.Random, depth: int) -> str:
    """Return a formula drawn from the language."""
    if depth == 0 or chance.random() < 0.15:
        return chance.choice(["m", "b", "k", "x", "x", "2", "0.5", "1e-3"])
    inner = [_drawn(chance, depth - 1) for _ in range(2)]
    function = chance.choice(["exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "abs"])
    forms = ["({} + {})", "({} - {})", "({})*({})", "({})/({})", "({})^({})", f"{function}({{}})"]
    return chance.choice(forms).format(*inner)
