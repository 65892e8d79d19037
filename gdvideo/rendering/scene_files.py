"""Files with scenes of somebody's own: run, checked, digested, and their faults told."""

import sys
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from secrets import token_bytes
from traceback import extract_tb
from types import ModuleType
from typing import Any, Final

from gdvideo.errors import InputError
from gdvideo.regular import whole_content
from gdvideo.rendering.manim_alone import load_manim
from scenes.brief import Brief
from scenes.film import brief_for, scene_sentences, script
from scenes.telling.own_scenes import defined_in, own_scene, set_aside
from scenes.telling.sentences import Rest

__all__ = ["check_own", "load_scenes", "own_code", "own_fault", "own_file", "sent_along", "take"]

_LARGEST_FILE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Run:
    """A file that was run: its bytes, and the module that came of it."""

    source: bytes
    module: ModuleType


_RUN: dict[Path, _Run] = {}
_MODULES: set[str] = set()
"""Those of all files that were ever run, what a file held before it was changed among them."""
_SENT: dict[Path, bytes] = {}
"""What files hold on the machine that asks this one to draw."""
_NUMBERS = count()


def load_scenes(files: tuple[str, ...]) -> tuple[str, ...]:
    """Run files with scenes, unless they have been; return the ids of their scenes.

    From then on these are known, and those of no other file: each lesson has its own.

    Raises
    ------
    InputError
        If one cannot be read or run, or defines no scene, or two define one of the same id.
    """
    defined: dict[str, Path] = {}
    modules = {path: _module_of(path) for path in (Path(file).absolute() for file in files)}
    for path, module in modules.items():
        for scene in _scenes_of(path, module):
            _refuse_twins(scene, defined.setdefault(scene, path), path)
    set_aside(_MODULES.difference(modules.values()))
    return tuple(defined)


def sent_along(files: tuple[str, ...]) -> dict[Path, bytes]:
    """Return what files with scenes hold that were run, for a machine that does not have them."""
    return {path: _RUN[path].source for path in map(Path, files) if path in _RUN}


def take(sent: dict[Path, bytes]) -> None:
    """Let files hold from now on what another machine has sent along."""
    _SENT.update(sent)


def _module_of(path: Path) -> str:
    """Return the name of the module that a file was run as, now or before."""
    try:
        source = _SENT.get(path) or whole_content(path, _LARGEST_FILE)
    except OSError as error:
        raise InputError(f"--scenes: {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"--scenes: {path} cannot be read: {error}.") from error
    if path not in _RUN or _RUN[path].source != source:
        _run(path, source)
    return _RUN[path].module.__name__


def _scenes_of(path: Path, module: str) -> tuple[str, ...]:
    found = defined_in(module)
    if not found:
        raise InputError(
            f"--scenes: {path} defines no scene: a class made from scenes.own.OwnScene, "
            "with a scene_id, is needed."
        )
    return found


def _refuse_twins(scene: str, first: Path, second: Path) -> None:
    if first != second:
        raise InputError(
            f"--scenes: {first} and {second} both define a scene {scene!r}; each needs an id of "
            "its own."
        )


def _run(path: Path, source: bytes) -> None:
    """Run a file as a module of its own; what it defines is known from then on."""
    load_manim()
    module = ModuleType(f"gdvideo_scenes_{next(_NUMBERS)}_{path.stem}")
    module.__file__ = str(path)
    _RUN[path] = _Run(source, module)
    _MODULES.add(module.__name__)
    # Classes are looked for in their modules, by Python and by Manim.
    sys.modules[module.__name__] = module
    try:
        exec(compile(source, str(path), "exec"), vars(module))
    except SyntaxError as error:
        # It may be in what the file imports.
        where = f"{error.filename}, line {error.lineno}"
        raise InputError(f"--scenes: {where}: {error.msg}.") from error
    except Exception as error:
        raise own_fault(error) or error from error


def own_file(scene: str) -> Path | None:
    """Return the file that a scene of somebody's own comes from, if one was run for it."""
    own = own_scene(scene)
    module = own and own.kind.__module__
    return next((path for path, run in _RUN.items() if run.module.__name__ == module), None)


def own_code(scene: str) -> bytes:
    """Return what the code of a scene of somebody's own is known by; nothing of another one.

    That is its file. What stands behind a class that a program gave is not known: it is like no
    other.
    """
    own, file = own_scene(scene), own_file(scene)
    if own is None:
        return b""
    return _unlike_any(own.kind) if file is None else _RUN[file].source


@cache
def _unlike_any(kind: type[Any]) -> bytes:
    del kind
    return token_bytes(16)


def check_own(scene: str, brief: Brief) -> None:
    """Check that a scene of somebody's own has the beats and sentences that its score names.

    Raises
    ------
    InputError
        If it lacks one, or a name in braces is not filled in.
    """
    own = own_scene(scene)
    if own is None:
        return
    told = f"The scene {scene!r}"
    for beat, entries in script(scene).score(brief_for(scene, brief).experiment).items():
        if not callable(getattr(own.kind, beat, None)):
            raise InputError(f"{told} has no method for its beat {beat!r}.")
        for key in entries:
            if not (isinstance(key, Rest) or key in own.words["sentences"]):
                raise InputError(f"{told} has no sentence {key!r}, of its beat {beat!r}.")
    try:
        scene_sentences(scene, brief)
    except KeyError as error:
        raise InputError(
            f"{told} has a sentence with {{{error.args[0]}}}, which its `numbers` does not return."
        ) from error


def own_fault(error: BaseException) -> InputError | None:
    """Return in a sentence what went wrong in a file with scenes, and where, if it was in one."""
    places = {str(path) for path in _RUN}
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename in places]
    if not frames:
        return None
    where = f"{frames[-1].filename}, line {frames[-1].lineno}"
    said = error.args[0] if isinstance(error, KeyError) else error
    return InputError(f"{where}: {type(error).__name__}: {said}")
