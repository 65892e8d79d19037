"""What is said for what is written: numbers, units, symbols and odd names in words. No Manim here.

What is filled in is told apart from what stands in the narration: an `a` in the narration is an
article, one that was filled in is a parameter.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import Final

from babel import Locale
from babel.lists import format_list

from scenes.telling.spoken_names import spoken_names
from scenes.telling.spoken_numbers import spoken_numbers
from scenes.telling.spoken_units import spoken_units

__all__ = ["Part", "spoken"]

_OPENING: Final = "([{\"'“‘„«"
_CLOSING: Final = ")]}\"'”’»…–—"
_PAUSES: Final = "?.;:,"
"""From the strongest on."""
_MOST_WORDS = 6
"""A number has so many words at most: groups that are set apart by spaces, times, a power."""
_FIRST_DIGIT: Final = 3
"""A number has a digit among its first signs: after its currency and its sign."""
_MANY: Final = Decimal(2)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a word.

    Parameters
    ----------
    text : str
        Without white space.
    is_value : bool
        Whether it was filled in: a number, a name, a formula of the lesson.
    """

    text: str
    is_value: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word without the signs around it, and the pause that they make."""

    core: str
    pause: str
    is_value: bool


def spoken(words: tuple[tuple[Part, ...], ...], language: str) -> tuple[str, ...]:
    """Return what is said for each word of a sentence; "" for what is said with the word before.

    Only letters, apostrophes and hyphens are left, and the signs at which a voice pauses.

    Parameters
    ----------
    words : tuple of tuple of Part
        Each word in its parts.
    language : str
        One that the film has words in.

    Examples
    --------
    >>> number = tuple((Part(text, is_value=True),) for text in ("6.44", "×", "10⁶"))
    >>> spoken(((Part("about", is_value=False),), *number), "en")
    ('about', 'six point four four million', '', '')
    """
    told = [_word(parts) for parts in words]
    said: list[str] = []
    while len(said) < len(told):
        at = len(said)
        said += _quantity(told[at:], language) or [_single(told, at, language)]
    return tuple(_with_pauses(said, told))


def _word(parts: tuple[Part, ...]) -> _Word:
    text = "".join(part.text for part in parts).lstrip(_OPENING)
    core = text.rstrip(_CLOSING + _PAUSES + "!")
    if not core and "…" in text:
        core = "…"
    is_value = any(part.is_value for part in parts)
    return _Word(core, _pause(text[len(core) :]), is_value)


def _pause(signs: str) -> str:
    """Return the sign at which a voice pauses for several."""
    told = signs.replace("!", ".")
    strongest = next((sign for sign in _PAUSES if sign in told), "")
    return strongest or ("," if any(sign in told for sign in ")]}…–—") else "")


def _quantity(rest: list[_Word], language: str) -> list[str]:
    """Return what is said for a number and its unit at the start of words, nothing if none is."""
    if not any(sign.isdecimal() for sign in rest[0].core[:_FIRST_DIGIT]):
        return []
    run = _run(rest)
    for count in range(len(run), 0, -1):
        found = _number(" ".join(word.core for word in run[:count]), run[count:], language)
        if found:
            number, *unit = found
            return [number, *[""] * (count - 1), *unit]
    return []


def _run(words: list[_Word]) -> list[_Word]:
    """Return the first words, up to a pause, of which a number may be made."""
    first = words[:_MOST_WORDS]
    before = list(takewhile(lambda word: not word.pause, first))
    return first[: len(before) + 1]


def _number(text: str, following: list[_Word], language: str) -> list[str]:
    """Return what is said for a text that is a number, and for a unit that follows."""
    numbers, units = spoken_numbers(language), spoken_units(language)
    front = text[0] if text and units.stands_alone(text[0], "") else ""
    match = numbers.pattern.match(text, len(front))
    unit = front + text[match.end() :] if match else ""
    if not match or (unit and not units.follows(unit)):
        return []
    quantity = numbers.read(match)
    has_unit = not unit and bool(following) and _is_unit(following[0], language)
    number = numbers.said(quantity, is_measured=has_unit or bool(unit))
    if has_unit:
        return [number, units.said(following[0].core, quantity.plural)]
    return [f"{number} {units.said(unit, quantity.plural)}" if unit else number]


def _is_unit(word: _Word, language: str) -> bool:
    return word.is_value and spoken_units(language).follows(word.core)


def _single(words: list[_Word], at: int, language: str) -> str:
    """Return what is said for a word that is no number."""
    word, following = words[at], words[at + 1 :]
    before = words[at - 1].core if at and not words[at - 1].pause else ""
    names = spoken_names(language)
    if names.is_plain(word.core) and (not word.is_value or _is_article(word, following, language)):
        return names.pronounced(word.core.replace("’", "'"))
    units = spoken_units(language)
    if word.is_value and units.stands_alone(word.core, before):
        return units.said(word.core, _MANY)
    return names.said(word.core)


def _is_article(word: _Word, following: list[_Word], language: str) -> bool:
    """Return whether a single letter that was filled in belongs to words: a curve, not a and b."""
    noun = following[0].core if following and following[0].is_value and not word.pause else ""
    leads_on = len(noun) > 1 and noun.isalpha() and noun not in _joining(language)
    return len(word.core) == 1 and leads_on


@cache
def _joining(language: str) -> frozenset[str]:
    """Return the words between the last two of a list."""
    return frozenset(format_list(["", ""], locale=Locale.parse(language, sep="-")).split())


def _with_pauses(said: list[str], words: list[_Word]) -> list[str]:
    """Put pauses where words end; what is not said leaves its pause to the word before."""
    told: list[str] = []
    spoken_last = -1
    for number, (text, word) in enumerate(zip(said, words, strict=True)):
        told.append(text)
        spoken_last = number if text else spoken_last
        if spoken_last >= 0 and told[spoken_last][-1].isalpha():
            told[spoken_last] += word.pause
    return told
