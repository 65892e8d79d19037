"""Names and formulas as they are said: m*x + b is m x plus b. No Manim here.

A name may be a column heading of somebody's table. What has no sound is left out; letters of
another script are said by how they sound; a Greek letter by itself has its name.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from anyascii import anyascii

from scenes.telling.language import SaidInLanguage
from scenes.telling.spoken_numbers import SpokenNumbers, spoken_numbers

__all__ = ["SpokenNames", "spoken_names"]

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_TOKEN = re.compile(r"\*\*|\d+(?:\.\d+)?|[^\W\d_]+(?:['-][^\W\d_]+)*|\S")
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DERIVATIVE = re.compile(r"(?P<d>[d∂])(?P<one>[^\W\d_])/(?P=d)(?P<other>\w+)")
_ENDING: Final = frozenset(")]%")
_BEGINNING: Final = frozenset("([-−√∂")
_PAUSES = re.compile(r"\s*[,;:][\s,;:]*")
_RAISING: Final = frozenset(("**", "^"))
_INFIX: Final = frozenset("=+×·*/⁄÷<>≤≥≈≠±→^") | {"**"}
"""Said between two terms only."""
_BEFORE_A_TERM: Final = _INFIX | frozenset("([,-−") | {""}
"""After these a hyphen is a minus sign."""


@dataclass(frozen=True)
class SpokenNames(SaidInLanguage):
    """Says names and formulas as a language does."""

    @property
    def _numbers(self) -> SpokenNumbers:
        return spoken_numbers(self.language)

    def said(self, text: str) -> str:
        """Return a name, or a part of a formula, in words; empty if nothing of it has a sound.

        Examples
        --------
        >>> told = spoken_names("en").said
        >>> told("a*x**2"), told("1/(1"), told("exp(-w*x))"), told("flipperLength_2")
        ('eh x squared', 'one over, one', 'the exponential of minus w x', 'flipper Length two')
        >>> told("2/λ"), told("∂E/∂m"), told("длина")
        ('two over lambda', 'the steepness of E in m', 'dlina')
        """
        if text in self._words.signs:
            return self._words.signs[text]
        derivative = _DERIVATIVE.fullmatch(text)
        if derivative:
            key = "derivative" if derivative["d"] == "d" else "partial"
            one, other = (self.said(derivative[part]) for part in ("one", "other"))
            return self._words.phrase(key, one=one, other=other)
        tokens = ["", *_TOKEN.findall(self._prepared(text)), ""]
        told = " ".join(self._token(*tokens[k - 1 : k + 2]) for k in range(1, len(tokens) - 1))
        return _PAUSES.sub(lambda signs: f"{signs[0].strip()[0]} ", " ".join(told.split())).strip(
            " ,;:"
        )

    def is_plain(self, word: str) -> bool:
        """Return whether a word is letters of the language, with an apostrophe or a hyphen."""
        return bool(_PLAIN.fullmatch(word)) and not any(map(self._is_foreign, word))

    def pronounced(self, word: str) -> str:
        """Return a word in letters, spelled so that the voice says it right.

        Examples
        --------
        >>> spoken_names("en").pronounced("Residual")
        'rezidual'
        """
        return self._words.respelled.get(word.lower(), word)

    def _prepared(self, text: str) -> str:
        """Return a text with powers written out, in letters of the language's script."""
        written = _RAISED.sub(lambda raised: f"**{raised[0]}", text)
        plain = unicodedata.normalize("NFKC", written).replace("’", "'")
        runs = groupby(plain, key=self._is_foreign)
        return "".join(
            _romanised("".join(letters)) if foreign else "".join(letters)
            for foreign, letters in runs
        )

    def _is_foreign(self, letter: str) -> bool:
        is_letter = unicodedata.category(letter)[0] in "LM"
        return is_letter and not unicodedata.name(letter, "").startswith(self._words.script)

    def _token(self, before: str, token: str, after: str) -> str:
        """Return what is said for a token between two others, "" at the ends."""
        if token[0].isdecimal():
            is_told = before in _RAISING and token in self._words.powers
            return "" if is_told else self._numbers.numeral(token)
        if token[0].isalpha():
            return self._word(token, is_applied=after == "(")
        if token in _INFIX:
            return self._infix(before, token, after)
        return self._sign(before, token, after)

    def _word(self, word: str, *, is_applied: bool) -> str:
        """Return what is said for letters, before an argument in brackets as for a function."""
        if is_applied and word.lower() in self._words.functions:
            return self._words.functions[word.lower()]
        told = " ".join(map(self.pronounced, _HUMP.sub(" ", word).split()))
        name = self._words.names.get(word.lower(), told)
        return self._words.phrase("applied", name=name) if is_applied else name

    def _infix(self, before: str, token: str, after: str) -> str:
        is_between = before[-1:].isalnum() or before in _ENDING
        if not is_between or not (after[:1].isalnum() or after in _BEGINNING):
            return ""
        if token in _RAISING:
            return self._words.powers.get(after, self._words.phrase("power"))
        if token == "*" and _is_short(before) and _is_short(after):
            return ""
        return self._words.signs[token]

    def _sign(self, before: str, token: str, after: str) -> str:
        if token == "-" and before not in _BEFORE_A_TERM:
            return ""
        if token in "-−":
            return self._words.phrase("minus")
        if token == "(" and before and not before[0].isalpha():
            return ","
        if token == ")" and after:
            return f", {self._words.phrase('bracketed')}" if after in _RAISING else ","
        return token if _PAUSES.fullmatch(token) else self._words.signs.get(token, "")


@cache
def spoken_names(language: str) -> SpokenNames:
    """Return how a language says names and formulas."""
    return SpokenNames(language)


def _romanised(letters: str) -> str:
    """Return letters of another script as Latin ones, the name of a Greek one by itself."""
    kind, _, name = unicodedata.name(letters[0], "").partition(" LETTER ")
    if len(letters) == 1 and kind.startswith("GREEK"):
        return f" {name.split(' WITH ')[0].split()[-1].lower()} "
    return anyascii(letters)


def _is_short(token: str) -> bool:
    """Return whether a factor is one letter or a number, so that no "times" is said."""
    return (len(token) == 1 and token.isalpha()) or token[:1].isdecimal()
