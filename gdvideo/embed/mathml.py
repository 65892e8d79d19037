"""MathML as a page may show it: formulas, and nothing that could do anything."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from markupsafe import Markup, escape

from scenes.telling.narration import page_words
from scenes.telling.numerals import MINUS

__all__ = ["AnyFormula", "equation", "is_of_a_row", "named_equations"]

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_KNOWN = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac"),
    *("msqrt", "mroot", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mfenced"),
}
"""Elements of MathML Core without scripts, links or pictures, and the older `mfenced`."""
_HAT, _PARTIAL, _TIMES = "^", "∂", "\u2062"


class AnyFormula(Protocol):
    """A formula as it was made, or as a film's record has it."""

    @property
    def of(self) -> str:
        """What it is: "model", "error", or a parameter, by which E was differentiated."""
        ...

    @property
    def text(self) -> str:
        """The formula as people type it."""
        ...

    @property
    def mathml(self) -> str:
        """The same as an element `math`."""
        ...


def is_of_a_row(formula: AnyFormula) -> bool:
    """Return whether a derivative is that of a single row: then it sums over none."""
    return formula.of not in {"model", "error"} and "Sum(" not in formula.text


def equation(formula: AnyFormula) -> Markup:
    """Return a formula with what it is equal to, as one `math` element to stand by itself.

    Attributes are dropped. If there is anything in it that is no formula, it is shown as text.
    """
    try:
        shown = list(_copies(fromstring(formula.mathml)))
    except (ParseError, ValueError):
        return Markup("<code>") + escape(formula.text) + Markup("</code>")
    whole = Element("math", {"display": "block"})
    row = SubElement(whole, "mrow")
    row.extend([*_left(formula), _leaf("mo", "="), *shown])
    return Markup(tostring(whole, encoding="unicode"))


def named_equations(formulas: Iterable[AnyFormula], language: str) -> list[tuple[str, Markup]]:
    """Return the formulas of a lesson as `equation` has them, each with what it is in words."""
    words = page_words(language)["formulas"]

    def name(formula: AnyFormula) -> str:
        key = "of-a-row" if is_of_a_row(formula) else formula.of
        return words.get(key, words["derivative"]).format(parameter=formula.of)

    return [(name(formula), equation(formula)) for formula in formulas]


def _copies(given: Element) -> Iterator[Element]:
    """Yield what a `math` element holds, anew, without attributes."""
    if _name(given) != "math":
        raise ValueError("not mathematics")
    for child in given:
        yield _copy(child)


def _copy(given: Element) -> Element:
    name = _name(given)
    if name not in _KNOWN:
        raise ValueError(f"{name} is not of a formula")
    made = Element(name) if len(given) else _leaf(name, (given.text or "").replace("-", MINUS))
    made.extend([_large(_copy(child)) if name == "mfrac" else _copy(child) for child in given])
    if name == "mrow" and len(made) > 1 and _needs_no_brackets(made[-2], made[-1]):
        made[-1] = made[-1][1]
    return made


def _needs_no_brackets(before: Element, last: Element) -> bool:
    """Return whether a row's last part stands in brackets that tell nothing.

    They are round a product that is summed up, or round a sum that is the last factor.
    """
    if len(last) != 3 or [part.text for part in (last[0], last[2])] != ["(", ")"]:
        return False
    inner = last[1]
    if before.tag == "munderover":
        return inner.tag == "mrow" and not any(p.text in {"+", MINUS} for p in inner)
    return before.text == _TIMES and len(inner) > 0 and inner[0].tag == "munderover"


def _large(part: Element) -> Element:
    """Return a part of a fraction in the size that it has by itself: sums keep their bounds."""
    made = Element("mstyle", {"displaystyle": "true"})
    made.append(part)
    return made


def _name(element: Element) -> str:
    return str(element.tag).removeprefix(f"{{{_NAMESPACE}}}")


def _leaf(name: str, text: str) -> Element:
    made = Element(name)
    made.text = text
    return made


def _left(formula: AnyFormula) -> list[Element]:
    """Return what a formula is equal to: ŷ, E, or a derivative of E."""
    if formula.of == "model":
        hat = Element("mover")
        hat.extend([_leaf("mi", "y"), _leaf("mo", _HAT)])
        return [hat]
    if formula.of == "error":
        return [_leaf("mi", "E")]
    share = Element("mfrac")
    for letter in (_error(formula), formula.of):
        part = SubElement(share, "mrow")
        part.append(_leaf("mo", _PARTIAL))
        part.append(letter if isinstance(letter, Element) else _leaf("mi", letter))
    return [share]


def _error(formula: AnyFormula) -> Element:
    """Return E, with an i below if it is that of a row."""
    if not is_of_a_row(formula):
        return _leaf("mi", "E")
    made = Element("msub")
    made.extend([_leaf("mi", "E"), _leaf("mi", "i")])
    return made
