"""Labelled parts in Typst mathematics: found again in the picture by a colour of their own."""

import re
from dataclasses import dataclass, field

__all__ = ["Labelled", "labelled", "marked", "numeral"]

_TOKEN = re.compile(
    r'"(?:\\.|[^"\\])*"|(?P<open>\{\{ )|(?: : (?P<label>[\w-]+) \}\})(?P<call>(?=[(\[.]))?'
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One occurrence of a label in a formula.

    Parameters
    ----------
    fill : str
        The colour that marks it, such as "#000002"; it is not meant to be seen.
    labels : tuple of str
        The label and those that it is inside of, the outermost first; empty for the whole formula.
    source : str
        What is labelled, as Typst mathematics without labels.
    """

    fill: str
    labels: tuple[str, ...]
    source: str


def labelled(source: str, label: str) -> str:
    """Return Typst mathematics as a labelled part.

    Examples
    --------
    >>> labelled("m", "slope")
    '{{ m : slope }}'
    """
    return f"{{{{ {source} : {label} }}}}"


def numeral(text: str) -> str:
    """Return a number as `scenes.telling.numerals` writes it as Typst mathematics.

    Examples
    --------
    >>> print(numeral("−1,234.5"), numeral("1.50 × 10⁻⁹"))
    -1","234.5 1.50 times 10^(-9)
    """
    mantissa, _, power = text.partition(" × 10")
    source = mantissa.replace("−", "-").replace(",", '","')
    return f"{source} times 10^({power.translate(_SUPERSCRIPTS)})" if power else source


def marked(source: str) -> tuple[str, tuple[Labelled, ...]]:
    """Return mathematics whose labels are replaced by colours, and what each colour stands for.

    A colour is the one thing about a part that has no say in how Typst sets mathematics.

    Parameters
    ----------
    source : str
        Typst mathematics with parts as ``{{ source : label }}``, which may nest.

    Raises
    ------
    ValueError
        If a label is closed that is not open, or left open.

    Examples
    --------
    >>> markup, parts = marked("{{ {{ m : slope }} x : rise }} + b")
    >>> print(markup)
    #text(fill: rgb("#000001"), $#text(fill: rgb("#000002"), $m$) x$) + b
    >>> [(part.labels, part.source) for part in parts]
    [((), 'm x + b'), (('rise',), 'm x'), (('rise', 'slope'), 'm')]
    """
    reader = _Reader(source)
    return _TOKEN.sub(reader.replaced, source), reader.parts()


@dataclass(slots=True)
class _Reader:
    """Walks through a source's labels, the inner ones closing first."""

    source: str
    opened: list[re.Match[str]] = field(default_factory=list)
    closed: dict[int, re.Match[str]] = field(default_factory=dict)
    around: list[tuple[int, ...]] = field(default_factory=list)
    nested: tuple[int, ...] = ()

    def replaced(self, token: re.Match[str]) -> str:
        """Return what stands in the place of one brace or word."""
        if token["open"]:
            self.nested = (*self.nested, len(self.opened))
            self.opened.append(token)
            self.around.append(self.nested)
            return f'#text(fill: rgb("{_fill(len(self.opened))}"), $'
        if not token["label"]:
            return token[0]
        if not self.nested:
            raise ValueError(f"`source` closes a label that is not open: {self.source}")
        self.closed[self.nested[-1]] = token
        self.nested = self.nested[:-1]
        # Typst would read what follows at once as a call.
        return "$)" if token["call"] is None else "$) "

    def parts(self) -> tuple[Labelled, ...]:
        """Return the whole and each labelled part."""
        if self.nested:
            raise ValueError(f"`source` leaves a label open: {self.source}")
        whole = Labelled(_fill(0), (), _bare(self.source))
        return (whole, *(self._part(k) for k in range(len(self.opened))))

    def _part(self, k: int) -> Labelled:
        inside = self.source[self.opened[k].end() : self.closed[k].start()]
        labels = tuple(self.closed[outer]["label"] for outer in self.around[k])
        return Labelled(_fill(k + 1), labels, _bare(inside))


def _fill(number: int) -> str:
    return f"#{number:06x}"


def _bare(source: str) -> str:
    """Return the source without braces and labels."""
    return _TOKEN.sub(lambda token: token[0] if token[0].startswith('"') else "", source)
