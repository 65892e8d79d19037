"""The look of the film: one meaning, one colour, in every scene; and the language of its words."""

from dataclasses import dataclass

from scenes.kit.look.font import Font
from scenes.telling.numerals import Numerals
from scenes.telling.vocabulary import Vocabulary, vocabulary

__all__ = ["DARK", "LIGHT", "THEMES", "Look"]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as hexadecimal sRGB, and a language.

    Parameters
    ----------
    name : str
        The name on the command line.
    ground, panel, edge : str
        Behind everything; inside a panel; a panel's hair-line.
    text, muted : str
        Words that matter; axes and words that do not call.
    data, model, slope, step, best : str
        Data; the model's line and its point; residuals, slopes and gradients; steps and the path
        behind them; the best fit.
    contour : str
        Lines of equal error.
    high, low : str
        A map's ground where the error is high, and where it is low; bands between have tints
        between them.
    fog : str
        What hides the ground that a search does not see.
    language : str
        The language of the words, such as "en".
    font : Font, optional
        What words are set in; the shipped one if not given. Whoever writes does so within
        `scenes.kit.text.typesetter.lettering`.
    """

    name: str
    ground: str
    panel: str
    edge: str
    text: str
    muted: str
    data: str
    model: str
    slope: str
    step: str
    best: str
    contour: str
    high: str
    low: str
    fog: str
    language: str = "en"
    font: Font | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """What the language calls things."""
        return vocabulary(self.language)

    @property
    def numerals(self) -> Numerals:
        """How the language writes numbers."""
        return self.vocabulary.numerals

    def label(self, key: str, **filled: str) -> str:
        """Return words for a picture that all scenes share; see `Vocabulary.label`."""
        return self.vocabulary.label(key, **filled)


DARK = Look(
    name="dark",
    ground="#0D1117",
    panel="#131A23",
    edge="#222C38",
    text="#F2F5F8",
    muted="#98A5B6",
    data="#6CB2FF",
    model="#FFB347",
    slope="#FF6F69",
    step="#4FD6A0",
    best="#FFFFFF",
    contour="#70829A",
    high="#18212C",
    low="#536A86",
    fog="#2A3441",
)

LIGHT = Look(
    name="light",
    ground="#F4F6F9",
    panel="#FFFFFF",
    edge="#D5DCE5",
    text="#12181F",
    muted="#556375",
    data="#1F6FC4",
    model="#A85B00",
    slope="#A4121F",
    step="#0B7A50",
    best="#12181F",
    contour="#76869B",
    high="#F3F6FA",
    low="#BCCDE1",
    fog="#DFE5EC",
)

THEMES = {look.name: look for look in (DARK, LIGHT)}
