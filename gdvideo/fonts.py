"""A lesson's own font: whether words can be set in it, and which of their letters it lacks."""

import hashlib
import io
import logging
import string
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gdcore.experiment import Experiment
from gdvideo.errors import InputError
from gdvideo.regular import whole_content
from gdvideo.shown import shown
from scenes.kit.look.font import Font
from scenes.telling.narration import words_file

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = [
    "PUBLISHED",
    "family",
    "font_of",
    "font_told",
    "page_font",
    "published",
    "shown_letters",
    "woff",
]

PUBLISHED: Final = ("explainer.font.ttf", "explainer.font.otf")
"""The font of a film's pages, beside the film: of TrueType or of PostScript outlines."""

_LARGEST: Final = 30_000_000
_NEEDED: Final = string.ascii_letters + string.digits
_LISTED: Final = 12
_KINDS: Final = ("\0\x01\0\0", "OTTO", "true")
"""How files of TrueType and of OpenType outlines begin (OpenType 1.9, "Organization of a font")."""

_USAGE: Final = 0x000F
_RESTRICTED: Final = 0x0002
_NO_SUBSETS: Final = 0x0100
_BITMAPS: Final = 0x0200
"""Bits of fsType (OpenType 1.9, OS/2 table): what the owner of a font allows."""

_NUMERALS: Final = "0123456789.,−×%()"
_PAGE: Final = (range(0x20, 0x250), range(0x370, 0x400), range(0x2000, 0x2300))
"""What a page may have to write: Latin, Greek, punctuation, arrows and signs."""


def font_of(name: str) -> Font:
    """Return the font of a file.

    Parameters
    ----------
    name : str
        The path of a .ttf or .otf file.

    Raises
    ------
    InputError
        If it is none, lacks letters or digits, or may not be embedded.
    """
    path = Path(name)
    content = _content(path)
    opened = _opened(path, content)
    _check_licence(path, opened)
    lacking = [letter for letter in _NEEDED if letter not in _letters(opened)]
    if lacking:
        raise _refused(
            path, f"it has no {_listed(lacking)}; all Latin letters and digits are needed"
        )
    from scenes.kit.text.typesetter import readable

    font = Font(path.absolute(), hashlib.sha256(content).hexdigest())
    if not readable(font):
        raise _refused(path, "Typst cannot read it; a .ttf or .otf font is needed")
    return font


def font_told(font: Font, letters: str) -> tuple[str, ...]:
    """Return what people should know of a font: which letters of a film it lacks, in a sentence.

    Parameters
    ----------
    font : Font
    letters : str
        All that the film shows.
    """
    known = _letters(_opened(font.file, _content(font.file)))
    wanted = {letter for letter in letters if letter.isprintable() and not letter.isspace()}
    missing = sorted(wanted - known)
    if not missing:
        return ()
    from scenes.kit.text.typesetter import SHIPPED

    return (f"{font.file.name} has no {_listed(missing)}; {SHIPPED} or another font has them.",)


def shown_letters(experiment: Experiment, language: str) -> str:
    """Return the letters of what a film shows: its words, the columns' names, numbers."""
    columns = "".join(column.label for column in experiment.data.columns)
    return columns + _NUMERALS + _words(language)


def _words(language: str) -> str:
    from tomllib import loads

    folder = words_file(language, "common").parent
    files = (file for file in sorted(folder.glob("*.toml")) if file.stem != "spoken")
    return "".join(_texts(loads(file.read_text("utf-8"))) for file in files)


def _texts(value: Any) -> str:
    """Return all text in what a TOML file holds."""
    if isinstance(value, dict):
        return "".join(map(_texts, value.values()))
    if isinstance(value, list):
        return "".join(map(_texts, value))
    return value if isinstance(value, str) else ""


def published(font: Font | None) -> str | None:
    """Return the name of a lesson's font beside its film; none for the shipped one."""
    return None if font is None else _published(_content(font.file))


def _published(content: bytes) -> str:
    return PUBLISHED[content.startswith(b"OTTO")]


def family(path: Path) -> str:
    """Return the name by which other programs know a font.

    Parameters
    ----------
    path : Path
        Its file.

    Raises
    ------
    InputError
        If it is damaged.
    """
    names: Any = _opened(path, _content(path))["name"]
    return names.getBestFamilyName() or path.stem


def page_font(font: Font, letters: str) -> bytes:
    """Return the font's file with no more letters than a page may need, if it may be cut.

    Parameters
    ----------
    font : Font
    letters : str
        Those that are needed beside the usual ones.
    """
    from fontTools.subset import Options, Subsetter

    content = _content(font.file)
    opened, made = _opened(font.file, content), io.BytesIO()
    if _usage(opened) & _NO_SUBSETS:
        return content
    subsetter = Subsetter(Options(hinting=False, notdef_outline=True))
    subsetter.populate(unicodes={*map(ord, letters), *chain.from_iterable(_PAGE)})
    subsetter.subset(opened)
    opened.save(made)
    return made.getvalue()


def woff(content: bytes) -> bytes:
    """Return a font's file as WOFF 1.0, which browsers load, in half the bytes.

    Raises
    ------
    InputError
        If it is damaged.
    """
    font, made = _opened(Path(_published(content)), content), io.BytesIO()
    font.flavor = "woff"
    font.save(made)
    return made.getvalue()


def _content(path: Path) -> bytes:
    try:
        return whole_content(path, _LARGEST)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(path, f"cannot be read: {reason}") from error


def _opened(path: Path, content: bytes) -> "TTFont":
    from fontTools.ttLib import TTFont

    # What it thinks of a font is nothing for those who asked for a film.
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    if content[:4].decode("latin-1") not in _KINDS:
        raise _refused(path, "it is no font of outlines; a .ttf or .otf file is needed")
    try:
        font = TTFont(io.BytesIO(content), recalcTimestamp=False)
        font.getBestCmap()
        _usage(font)
    # A damaged table makes it fail in any of its readers.
    except Exception as error:
        raise _refused(path, f"the font is damaged: {error}") from error
    return font


def _letters(font: "TTFont") -> set[str]:
    return {*map(chr, font.getBestCmap() or ())}


def _usage(font: "TTFont") -> int:
    table: Any = font.get("OS/2")
    return 0 if table is None else int(table.fsType)


def _check_licence(path: Path, font: "TTFont") -> None:
    usage = _usage(font)
    if usage & _USAGE == _RESTRICTED or usage & _BITMAPS:
        raise _refused(
            path,
            f"its licence bits (fsType {usage:#06x}) forbid to embed its outlines, as pages do; a "
            "font that allows it is needed",
        )


def _listed(letters: list[str]) -> str:
    told, more = letters[:_LISTED], len(letters) - _LISTED
    return " ".join(told) + (f" and {more} more" if more > 0 else "")


def _refused(path: Path, reason: str) -> InputError:
    return InputError(f"font {shown(str(path), 200)}: {reason}.")
