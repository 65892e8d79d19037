"""The files that a clip is made from: code by its imports, words and tables; each with a digest."""

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from gdvideo.rendering.scene_files import own_code, own_file
from scenes.telling.assets import ASSETS
from scenes.telling.narration import COMMON, LIVE, PAGE, SPOKEN, words_file
from scenes.telling.own_scenes import own_scene

__all__ = ["bridge_sources", "digests", "sources"]

_PACKAGES = Path(__file__).resolve().parents[2]
_SHIPPED: Final = ASSETS.relative_to(_PACKAGES)
_SHORT: Final = 16
"""Digits of a file's digest: it is one of many, and is to be read by people."""

_DRAWING: Final = tuple(
    f"gdvideo/{part}.py"
    for part in (
        "briefing",
        "formulas",
        "symbols",
        "telling",
        "rendering/clips",
        "rendering/frames",
    )
)
"""Where whatever makes a clip's files is called from; what these import is in the key."""

_NOT_DRAWING: Final = (
    *("scenes/bridge", "scenes/thumbnail", "scenes/questions", "gdvideo/data", "gdvideo/lesson"),
    *("gdvideo/lessons", "gdvideo/keeping", "gdvideo/child", "gdvideo/errors", "gdvideo/progress"),
    *("gdvideo/regular", "gdvideo/shown", "gdvideo/signals", "gdvideo/voice"),
    *(f"gdvideo/rendering/{part}" for part in ("changes", "errand", "folder", "hand", "hands")),
    *(f"gdvideo/rendering/{part}" for part in ("key", "lending", "lock", "manim_alone", "plan")),
    *(f"gdvideo/rendering/{part}" for part in ("records", "retiring", "scene_files", "schedule")),
    *(f"gdvideo/rendering/{part}" for part in ("shelf", "sources", "standing", "versions", "work")),
)
"""Modules and rooms that have no part in it, or whose results are in the key themselves.

What they import is in the key only if something else imports it. What is not named here is.
"""

_TABLES: Final = {
    "valley": ("data/study",),
    "minima": ("data/nottingham",),
    "curves": ("data/population", "data/women", "data/shuttle"),
    "solve": ("measured/race",),
}
"""The shipped tables that a scene shows beside the lesson's own data."""

_HOUSES: Final = ("gdcore", "scenes", "gdvideo")
_SHARED_TEXTS: Final = ("units.toml", "web/head.html", "web/transcript.html")

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+([\w.]+))", re.M
)


def sources(scene: str, language: str, *, spoken: bool) -> list[Path]:
    """Return the files of code, words and tables that a scene's clip is made from, in order.

    They are what draws every clip, and the scene's own module, its script and its words, with all
    that these import, and shipped tables that it shows. The file of a scene of somebody's own is
    not among these, but what it imports is.

    Parameters
    ----------
    scene : str
        Its id; "thumbnail" for the film's.
    language : str
        The words' language.
    spoken : bool
        Whether a voice says them.
    """
    is_own = own_scene(scene) is not None
    own = (
        _brought(scene) if is_own else (f"scenes/{r}{scene}.py" for r in ("", "scripts/", "live/"))
    )
    voice = ("gdvideo/voice/*.py",) if spoken else ()
    roots = [path for part in (*_DRAWING, *own, *voice) for path in _PACKAGES.glob(part)]
    code = _with_imports(roots)
    return [*sorted(code), *sorted(_texts(scene, language, is_own=is_own))]


def _brought(scene: str) -> Iterator[str]:
    """Yield where to look for what the file of a scene of somebody's own imports of this house."""
    code = own_code(scene) if own_file(scene) else b""
    if b"importlib" in code or b"__import__" in code:
        # Under names that are known only when it runs.
        yield from ("scenes/**/*.py", "gdcore/**/*.py")
    for node in ast.walk(ast.parse(code)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        paths = (name.replace(".", "/") for name in names if name.split(".")[0] in _HOUSES)
        yield from (f"{path}{ending}" for path in paths for ending in (".py", "/__init__.py"))


def _texts(scene: str, language: str, *, is_own: bool) -> Iterator[Path]:
    """Yield the files of words and numbers that a scene's clip shows or is told by."""
    root = _PACKAGES / _SHIPPED
    has_live = (_PACKAGES / f"scenes/live/{scene}.py").exists()
    for words in (COMMON, PAGE, SPOKEN, *((LIVE,) * has_live), *(() if is_own else (scene,))):
        yield root / words_file(language, words).relative_to(ASSETS)
    yield from (root / name for name in _SHARED_TEXTS)
    yield from (root / f"{table}.csv" for table in _TABLES.get(scene, ()))


def bridge_sources() -> list[Path]:
    """Return the files of code that a bridge is made from, beside those of the clips it joins."""
    return sorted(_with_imports([_PACKAGES / "scenes" / "bridge.py"]))


def digests(files: Iterable[Path]) -> dict[str, str]:
    """Return a digest of each file, by its path from the packages' folder.

    Raises
    ------
    OSError
        If one is not there.
    """
    return {path.relative_to(_PACKAGES).as_posix(): _read(path)[0] for path in files}


def _with_imports(roots: Sequence[Path]) -> set[Path]:
    """Return modules with all that they import of this house, and what that imports."""
    found: set[Path] = set()
    left = list(roots)
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += [file for name in _read(path)[1] for file in _files(_PACKAGES, name)]
    return found


@lru_cache(maxsize=16384)
def _files(root: Path, name: str) -> tuple[Path, ...]:
    """Return the files of a module or package by its path, if it has a part in drawing."""
    if any(name == other or name.startswith(f"{other}/") for other in _NOT_DRAWING):
        return ()
    paths = (root / f"{name}.py", root / name / "__init__.py")
    return tuple(path for path in paths if path.is_file())


def _imported(text: str) -> Iterator[str]:
    """Yield what a module may import of this house: modules, as paths, and what is in them."""
    for of, names, alone in _IMPORT.findall(text):
        module = (of or alone).replace(".", "/")
        if module.split("/")[0] in _HOUSES:
            yield module
            yield from (f"{module}/{name}" for name in re.findall(r"\w+", names))


def _read(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return a file's digest, and what it may import, if it is a module."""
    stat = path.stat()
    return _read_once(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4096)
def _read_once(path: Path, *_: int) -> tuple[str, tuple[str, ...]]:
    content = path.read_bytes()
    names = _imported(content.decode()) if path.suffix == ".py" else ()
    return hashlib.sha256(content).hexdigest()[:_SHORT], tuple(names)
