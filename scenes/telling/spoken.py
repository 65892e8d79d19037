"""What is said for what is written. No Manim here."""

from dataclasses import dataclass

__all__ = ["Part", "spoken"]


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


def spoken(words: tuple[tuple[Part, ...], ...], language: str) -> tuple[str, ...]:
    """Return what is said for each word of a sentence.

    Parameters
    ----------
    words : tuple of tuple of Part
        Each word in its parts.
    language : str
    """
    del language
    return tuple("".join(part.text for part in word) for word in words)
