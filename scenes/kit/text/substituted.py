"""A formula with numbers in the places of its symbols."""

import re
from collections.abc import Mapping

from scenes.kit.text.labels import labelled, numeral

__all__ = ["substituted"]


def substituted(source: str, values: Mapping[str, str]) -> str:
    """Return Typst mathematics with numbers in place of some labelled parts.

    Parameters
    ----------
    source : str
        With labelled parts, as `gdcore.typeset.expressions.typst` writes it.
    values : mapping of str to str
        For some labels the number, as `scenes.telling.numerals` writes it.
    """
    for label, text in values.items():
        number = labelled(numeral(text), label)
        part = re.compile(r"\{\{ [^{}]* : " + re.escape(label) + r" \}\}")
        source = part.sub(lambda _, number=number: number, source)
    return source
