"""The syntax tree of a formula, and the parser that grows it.

::

    sum     = product { ("+" | "-") product }
    product = signed { ("*" | "/") signed }
    signed  = ("+" | "-") signed | power
    power   = atom [ "^" signed ]
    atom    = number | name | column | function "(" sum ")" | "(" sum ")"

So powers bind before signs, -x^2 is -(x^2), and to the right, 2^3^2 is 2^(3^2), as in mathematics.
There is no multiplication without a sign.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gdcore.formula.tokens import FUNCTIONS, FormulaError, Token, tokenise

__all__ = ["MAX_DEPTH", "MAX_OPERATIONS", "Name", "Number", "Operation", "Tree", "parse_tree"]

MAX_DEPTH: Final = 12
"""How deep parentheses, signs and exponents may be nested."""

MAX_OPERATIONS: Final = 80
"""How many operators and functions a formula may hold."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed: digits with a decimal point and an exponent of ten, without a sign."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Name:
    """A column or a parameter; `quoted` if it stood in backquotes."""

    text: str
    quoted: bool
    position: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator or function with its operands.

    Parameters
    ----------
    operator : str
        One of + - * / ^ with two operands, - with one, or a function's name with one.
    operands : tuple of Tree
    position : int
        Where the operator or the function's name stands.
    """

    operator: str
    operands: "tuple[Tree, ...]"
    position: int


Tree = Number | Name | Operation


def parse_tree(text: str) -> Tree:
    """Parse a formula into its syntax tree.

    Raises
    ------
    FormulaError
        If the text is not a formula, or longer, deeper or richer than is allowed.

    Examples
    --------
    >>> parse_tree("-x^2").operands[0].operator
    '^'
    """
    return _Parser(text).parse()


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.index = 0
        self.depth = 0
        self.operations = 0

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.index]

    def parse(self) -> Tree:
        """Read the whole text."""
        if len(self.tokens) == 1:
            raise self.error(self.token, "The formula is empty; write one such as m*x + b.")
        tree = self.sum()
        if self.token.kind == ")":
            raise self.error(self.token, "This parenthesis closes none that was opened.")
        if self.token.kind != "end":
            raise self.error(self.token, "An operator is missing here; write * to multiply.")
        return tree

    def sum(self) -> Tree:
        """Read a sum of products."""
        tree = self.product()
        while self.at("+", "-"):
            token = self.advance()
            tree = self.operation(token, tree, self.product())
        return tree

    def product(self) -> Tree:
        """Read a product of signed factors."""
        tree = self.signed()
        while self.at("*", "/"):
            token = self.advance()
            tree = self.operation(token, tree, self.signed())
        return tree

    def signed(self) -> Tree:
        """Read a power with the signs before it; a plus sign changes nothing and is dropped."""
        if not self.at("+", "-"):
            return self.power()
        token = self.advance()
        operand = self.nested(token, self.signed)
        return operand if token.text == "+" else self.operation(token, operand)

    def power(self) -> Tree:
        """Read an atom with its exponent."""
        base = self.atom()
        if not self.at("^"):
            return base
        token = self.advance()
        return self.operation(token, base, self.nested(token, self.signed))

    def atom(self) -> Tree:
        """Read a number, a name, a function with its argument, or a sum in parentheses."""
        token = self.advance()
        if token.kind == "number":
            return Number(token.text, token.position)
        if token.kind == "(":
            return self.enclosed(token)
        if token.kind == "name" and token.text in FUNCTIONS:
            return self.function(token)
        if token.kind in {"name", "column"}:
            return self.name(token)
        raise self.error(token, _missing(token))

    def name(self, token: Token) -> Name:
        """Return the name that was read, unless it is used like a function."""
        if token.kind == "name" and self.token.kind == "(":
            listed = ", ".join(FUNCTIONS)
            hint = f"Write {token.text}*( to multiply; the functions are {listed}."
            raise self.error(token, f"There is no function called {token.text}. {hint}")
        return Name(token.text, token.kind == "column", token.position)

    def function(self, token: Token) -> Tree:
        """Read the argument of the function whose name was read."""
        if self.token.kind != "(":
            hint = f"Write {token.text}(...), or `{token.text}` in backquotes if it is a column."
            raise self.error(token, f"{token.text} is a function. {hint}")
        return self.operation(token, self.enclosed(self.advance()))

    def enclosed(self, opening: Token) -> Tree:
        """Read a sum and the parenthesis that closes it."""
        tree = self.nested(opening, self.sum)
        if self.token.kind == "end":
            raise self.error(
                opening, "This parenthesis is never closed; write ) after its content."
            )
        if self.token.kind != ")":
            raise self.error(self.token, "An operator is missing here; write * to multiply.")
        self.advance()
        return tree

    def nested(self, token: Token, rule: Callable[[], Tree]) -> Tree:
        """Read one level deeper, on account of `token`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"The formula is nested more than {MAX_DEPTH} deep here; write it flatter."
            raise self.error(token, message)
        tree = rule()
        self.depth -= 1
        return tree

    def operation(self, token: Token, *operands: Tree) -> Operation:
        """Return the operation that `token` stands for."""
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            message = f"The formula has more than {MAX_OPERATIONS} operations; shorten it."
            raise self.error(token, message)
        return Operation(token.text, operands, token.position)

    def at(self, *operators: str) -> bool:
        """Tell whether one of these operators comes next."""
        return self.token.kind == "operator" and self.token.text in operators

    def advance(self) -> Token:
        """Return the next token and step over it, though never over the end."""
        token = self.token
        self.index += token.kind != "end"
        return token

    def error(self, token: Token, message: str) -> FormulaError:
        """Return an error that points at the token."""
        return FormulaError(self.text, token.position, message)


def _missing(token: Token) -> str:
    """Tell what was found where a number, a name or a parenthesis should start."""
    found = {"end": "but the formula ends", ")": "not )"}.get(token.kind, f"not {token.text}")
    return f"A number, a name, a function or ( must stand here, {found}."
