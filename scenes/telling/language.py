"""What a language has: a locale of Unicode's CLDR, and words of its own for what is said."""

from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from scenes.telling.narration import SpokenWords, spoken_words

__all__ = ["InLanguage", "SaidInLanguage"]


@dataclass(frozen=True)
class InLanguage:
    """Does something as a language does.

    Parameters
    ----------
    language : str
        As CLDR names it, such as "en" or "pt-BR".
    """

    language: str

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.language, sep="-")


@dataclass(frozen=True)
class SaidInLanguage(InLanguage):
    """Says something as a language does, which the film has words in."""

    @property
    def _words(self) -> SpokenWords:
        return spoken_words(self.language)
