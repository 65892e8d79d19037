"""The words of a formula, and the error that points at one character of it.

A text is cut into numbers, names, operators and parentheses by hand: nothing the user types is ever
handed to Python or to sympy to be read. The typographic signs − · ⋅ × are read as - and *.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["FUNCTIONS", "MAX_LENGTH", "FormulaError", "Token", "folded", "tokenise"]

MAX_LENGTH: Final = 500
"""The longest formula, in characters."""

FUNCTIONS: Final = ("exp", "log", "sqrt", "sin", "cos", "tan", "atan", "tanh", "abs", "sigmoid")
"""The functions a formula may use; `log` is the natural logarithm, angles are in radians."""

ALLOWED: Final = f"numbers, names, + - * / ^ ( ) and the functions {', '.join(FUNCTIONS)}"
"""What a formula may hold, for messages."""

Kind = Literal["number", "name", "column", "operator", "(", ")", "end"]

_OPERATORS: Final = dict(zip("+-*/^−·⋅×", "+-*/^-***", strict=True))
_NUMBER: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COLUMN: Final = re.compile(r"`([^`]+)`")
_SHOWN: Final = 60
"""How many characters on either side of the caret an error shows."""


class FormulaError(ValueError):
    """A formula that cannot be used, and the character that shows why.

    Parameters
    ----------
    text : str
        The formula as the user typed it.
    position : int
        The character the message is about, counted from 0; `len(text)` means the end.
    message : str
        One sentence or two: what was found, and what is allowed.

    Examples
    --------
    >>> print(FormulaError("2x + b", 1, "Write * between factors."))
    Write * between factors.
        2x + b
         ^
    """

    def __init__(self, text: str, position: int, message: str) -> None:
        # all three go to the base class, so that the error survives pickling between processes
        super().__init__(text, position, message)
        self.text = text
        self.position = position
        self.message = message

    def __str__(self) -> str:
        return "\n".join(self.lines)

    @property
    def lines(self) -> tuple[str, str, str]:
        """The message, the formula around the character, and a caret below that."""
        start = max(0, self.position - _SHOWN)
        before = _printable(self.text[start : self.position])
        after = _printable(self.text[self.position : self.position + _SHOWN])
        return self.message, f"    {before}{after}", f"    {' ' * _columns(before)}^"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _columns(text: str) -> int:
    """Return how many columns of a terminal the text fills: wide characters 2, combining ones 0."""
    wide = sum(unicodedata.east_asian_width(character) in {"W", "F"} for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula.

    Parameters
    ----------
    kind : str
        "number", "name", "column" (in backquotes), "operator", "(", ")" or "end".
    text : str
        The number or name as typed, without backquotes; an operator as one of + - * / ^.
    position : int
        The index of its first character.
    """

    kind: Kind
    text: str
    position: int


def folded(name: str) -> str:
    """Return the spelling by which names are compared.

    Two spellings of one identifier that look alike (µ and μ, é in one or two characters) are the
    same name, as they are in Python (NFKC). Other names are only composed (NFC), so that `x²` and
    `x2` stay two columns.

    Examples
    --------
    >>> folded("\N{MICRO SIGN}") == folded("\N{GREEK SMALL LETTER MU}")
    True
    """
    composed = unicodedata.normalize("NFC", name)
    return unicodedata.normalize("NFKC", name) if composed.isidentifier() else composed


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a formula into its tokens; the last one is always of kind "end".

    Raises
    ------
    FormulaError
        If the text is longer than `MAX_LENGTH` or holds a character that no formula may hold.

    Examples
    --------
    >>> [token.text for token in tokenise("m·`body mass`**2")]
    ['m', '*', 'body mass', '^', '2', '']
    """
    if len(text) > MAX_LENGTH:
        message = f"The formula has {len(text)} characters; at most {MAX_LENGTH} are allowed."
        raise FormulaError(text, MAX_LENGTH, message)
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token, position = _next_token(text, position)
        tokens.append(token)
    return (*tokens, Token("end", "", len(text)))


def _next_token(text: str, position: int) -> tuple[Token, int]:
    """Return the token that starts at `position`, and the position behind it."""
    character = text[position]
    if number := _NUMBER.match(text, position):
        return Token("number", number[0], position), number.end()
    if column := _COLUMN.match(text, position):
        return Token("column", column[1], position), column.end()
    if text.startswith("**", position):
        return Token("operator", "^", position), position + 2
    if character in _OPERATORS:
        return Token("operator", _OPERATORS[character], position), position + 1
    if character == "(" or character == ")":
        return Token(character, character, position), position + 1
    if not character.isidentifier():
        raise FormulaError(text, position, _unexpected(character))
    end = _name_end(text, position)
    return Token("name", text[position:end], position), end


def _name_end(text: str, position: int) -> int:
    """Return where the name that starts at `position` ends.

    The middle dot is a sign of multiplication here, though Unicode lets it continue a name.
    """
    end = position + 1
    while end < len(text) and text[end] not in _OPERATORS and f"a{text[end]}".isidentifier():
        end += 1
    return end


def _unexpected(character: str) -> str:
    hints = {
        "=": "Write only the right-hand side, such as m*x + b.",
        ",": "Write decimal numbers with a point, such as 0.5.",
        "`": "A column name stands between two backquotes, such as `body mass`.",
    }
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    power = unicodedata.normalize("NFKC", character)
    hint = f"Write a power as ^{power}." if power.isdecimal() else f"Allowed are {ALLOWED}."
    return f"The character {shown} cannot be used here. {hints.get(character, hint)}"
