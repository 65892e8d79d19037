"""When each word is heard: the phonemes of a sentence against those of its words alone.

An engine runs words together ("of a" is one group of phonemes) and speaks them otherwise than it
would alone, so the two sequences are aligned where they differ least (Needleman and Wunsch, 1970).
"""

import unicodedata
from collections.abc import Sequence
from itertools import accumulate

__all__ = ["word_starts"]

_VOWELS = frozenset("aeiouyøœæɐɑɒɔəɘɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻ")
_GAP = " "
_MISSING = 1.0
_SAME_KIND, _OTHER_KIND, _FORBIDDEN = 0.6, 1.5, 1e6


def word_starts(
    phonemes: Sequence[str], lengths: Sequence[int], alone: Sequence[str]
) -> tuple[int, ...]:
    """Return at which sample each word starts, ascending.

    Parameters
    ----------
    phonemes : sequence of str
        Of a sentence, with its stress marks, spaces and punctuation.
    lengths : sequence of int
        Of each phoneme, in samples.
    alone : sequence of str
        The phonemes of each word when it stands alone.
    """
    starts = [0, *accumulate(lengths)]
    heard = [(_kind(phoneme), start) for phoneme, start in zip(phonemes, starts, strict=False)]
    heard = [(phoneme, start) for phoneme, start in heard if phoneme]
    wanted = [_letters(word) for word in alone]
    partners = _partners("".join(p for p, _ in heard), _GAP.join(wanted))
    first = [0, *accumulate(len(word) + 1 for word in wanted)][: len(wanted)]
    places = [partners[k] for k in first]
    # A word that nothing of is heard starts where the one before does.
    found = [heard[place][1] if place < len(heard) else starts[-1] for place in places]
    return tuple(accumulate(found, max))


def _letters(word: str) -> str:
    return "".join(_kind(letter) for letter in word if letter != _GAP).replace(_GAP, "")


def _kind(phoneme: str) -> str:
    """Return a phoneme's letter, a gap for a space, or nothing for a mark."""
    if phoneme.isspace():
        return _GAP
    return phoneme if unicodedata.category(phoneme[0]) in {"Ll", "Lo", "Lu"} else ""


def _partners(heard: str, wanted: str) -> list[int]:
    """Return for each letter that is wanted the place of the one that is heard for it.

    Where there is none, it is the place of what is heard next.
    """
    costs = _costs(heard, wanted)
    row, column = len(heard), len(wanted)
    partners = [len(heard)] * (len(wanted) + 1)
    while column:
        here = costs[row][column]
        if row and here == costs[row - 1][column - 1] + _distance(
            heard[row - 1], wanted[column - 1]
        ):
            row, column = row - 1, column - 1
            partners[column] = row
        elif row and here == costs[row - 1][column] + _MISSING:
            row -= 1
        else:
            column -= 1
            partners[column] = row
    return partners


def _costs(heard: str, wanted: str) -> list[list[float]]:
    """Return the least difference between the first i letters heard and the first j wanted."""
    costs = [[j * _MISSING for j in range(len(wanted) + 1)]]
    for letter in heard:
        above, row = costs[-1], [costs[-1][0] + _MISSING]
        for j, other in enumerate(wanted):
            instead = above[j] + _distance(letter, other)
            row.append(min(instead, above[j + 1] + _MISSING, row[j] + _MISSING))
        costs.append(row)
    return costs


def _distance(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if _GAP in {one, other}:
        return _FORBIDDEN
    return _SAME_KIND if (one in _VOWELS) == (other in _VOWELS) else _OTHER_KIND
