"""Words with numbers in them, as a language puts them. No Manim here."""

from dataclasses import dataclass
from functools import cache

from babel.lists import format_list

from gdcore.error.model import Model
from scenes.telling.language import InLanguage
from scenes.telling.narration import common_words
from scenes.telling.numerals import Numerals, numerals

__all__ = ["Vocabulary", "pictured", "vocabulary"]


@dataclass(frozen=True)
class Vocabulary(InLanguage):
    """What a language calls things."""

    @property
    def numerals(self) -> Numerals:
        """How the language writes numbers."""
        return numerals(self.language)

    def label(self, key: str, **filled: str) -> str:
        """Return words for a picture, from those that all scenes share.

        Parameters
        ----------
        key : str
        **filled : str
            What names in braces stand for.
        """
        return common_words(self.language).labels[key].format_map(filled)

    def nouns(self, model: Model) -> dict[str, str]:
        """Return what a model is called, `{line}`, and `{Line}` where a sentence starts.

        `{drawn}` is what its best fit is drawn as: that of many columns is a diagonal line.
        """
        nouns, kind = common_words(self.language).nouns, pictured(model)
        noun, drawn = nouns[kind], nouns["line" if kind == "model" else kind]
        return {"line": noun, "Line": noun[0].upper() + noun[1:], "drawn": drawn}

    def loss(self, name: str) -> str:
        """Return what a loss is called, by its name on the command line."""
        kind, _, delta = name.partition(":")
        return self.label(f"loss-{kind}", delta=self.numerals.rounded(float(delta or 1.0)))

    def held_at(self, number: int, *, is_best: bool) -> str:
        """Return where so many parameters are held that a cut does not vary."""
        return self.count("at-best", number) if is_best else self.label("at-last")

    def count(self, key: str, number: int) -> str:
        """Return a number with what is counted, in the plural that the language has for it.

        Examples
        --------
        >>> vocabulary("en").count("steps", 1), vocabulary("en").count("steps", 2000)
        ('1 step', '2,000 steps')
        """
        forms = common_words(self.language).counted[key]
        form = forms.get(self._locale.plural_form(number), forms["other"])
        return form.format(n=self.numerals.counted(number))

    def listed(self, items: list[str]) -> str:
        """Return a list as words.

        Examples
        --------
        >>> vocabulary("en").listed(["b", "c"])
        'b and c'
        """
        return format_list(items, locale=self._locale) if items else ""


def pictured(model: Model) -> str:
    """Return what a model is in a picture of the data, as a key.

    Examples
    --------
    >>> from gdcore.error.model import line
    >>> pictured(line())
    'line'
    """
    flat, bent = {1: ("line", "curve"), 2: ("plane", "sheet")}.get(
        len(model.predictors), ("model", "model")
    )
    return flat if model.is_flat else bent


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return what a language calls things."""
    return Vocabulary(language)
