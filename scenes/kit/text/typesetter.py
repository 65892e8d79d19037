"""Typst, with the shipped fonts, those of this machine or a lesson's own, and which is in use.

A font of another width would break what is laid out to the pixel. So its letters are made smaller,
until a line of words is no longer than in the shipped font; mathematics has its own font and size.
"""

import string
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final
from xml.etree import ElementTree

import font_source_sans_pro
import typst

from scenes.kit.look.font import Font

__all__ = ["EM_PT", "SHIPPED", "Typesetter", "lettered", "lettering", "readable", "typesetter"]

EM_PT: Final = 100.0
_FILES: Final = Path(font_source_sans_pro.__file__).parent / "files"
(SHIPPED,) = typst.Fonts(False, False, [str(_FILES)]).families()
"""The name of the font of words, and of letters that another font lacks."""

_SAMPLE: Final = string.ascii_letters + string.digits
_PREAMBLE: Final = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: {fonts}, size: {size}pt, top-edge: "ascender", bottom-edge: "descender",
  number-width: "tabular")
#show math.equation: set text(font: "New Computer Modern Math", size: {mathematics}em)
"""

_USED: ContextVar[Font | None] = ContextVar("_USED", default=None)


@contextmanager
def lettering(font: Font | None) -> Generator[None]:
    """Set words in a font, or in the shipped one, as long as this lasts."""
    token = _USED.set(font)
    try:
        yield
    finally:
        _USED.reset(token)


def lettered() -> Font | None:
    """Return the font that words are set in just now; None is the shipped one."""
    return _USED.get()


@dataclass(frozen=True, slots=True, eq=False)
class Typesetter:
    """A compiler, and what stands before every text.

    Parameters
    ----------
    compiler : typst.Compiler
    preamble : str
    """

    compiler: typst.Compiler
    preamble: str

    def svg(self, markup: str) -> bytes:
        """Return the picture of one page of markup.

        Raises
        ------
        typst.TypstError
            If the markup is not valid Typst.
        """
        svg = self.compiler.compile((self.preamble + markup).encode(), format="svg")
        pages = [svg] if isinstance(svg, bytes) else svg or []
        return pages[0]


@lru_cache(maxsize=16)
def typesetter(font: Font | None, system: bool) -> Typesetter:
    """Return what sets words in a font, made once.

    Parameters
    ----------
    font : Font, optional
        The shipped one if not given.
    system : bool
        Whether letters that it lacks are looked for among this machine's fonts, too.
    """
    if font is None:
        return _made([SHIPPED], [_FILES], 1.0, system)
    with _alone(font) as (family, folder):
        # A font of the shipped one's name must not be taken for it.
        paths = [folder] if family == SHIPPED else [folder, _FILES]
        families = list(dict.fromkeys([family, SHIPPED]))
        own = _width(_made(families, paths, 1.0, system=False))
        share = min(_width(typesetter(None, system=False)) / own, 1.0)
        made = _made(families, paths, share, system)
        # Typst reads a file when it first needs it, and then holds it.
        _width(made)
    return made


def readable(font: Font) -> bool:
    """Return whether Typst can read a font's file."""
    try:
        with _alone(font):
            return True
    except LookupError:
        return False


@contextmanager
def _alone(font: Font) -> Generator[tuple[str, Path]]:
    """Yield what Typst calls a font, and a folder where it lies alone: Typst takes folders."""
    with TemporaryDirectory(prefix="gdvideo-font-") as name:
        copyfile(font.file, Path(name) / f"letters{font.file.suffix}")
        yield typst.Fonts(False, False, [name]).families()[0], Path(name)


def _made(families: list[str], paths: list[Path], share: float, system: bool) -> Typesetter:
    fonts = typst.Fonts(system, True, [str(path) for path in paths])
    named = "".join(f"{_quoted(name)}, " for name in families)
    preamble = _PREAMBLE.format(fonts=f"({named})", size=share * EM_PT, mathematics=1.0 / share)
    return Typesetter(typst.Compiler(font_paths=fonts), preamble)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _width(made: Typesetter) -> float:
    return float(ElementTree.fromstring(made.svg(_SAMPLE)).get("width", "0").removesuffix("pt"))
