"""The arrows between the houses: gdvideo -> scenes -> gdcore, and nothing else comes in.

Read from the syntax trees, so that an import inside a function counts as much as one at the top.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PURE_STDLIB = {
    "__future__",
    "abc",
    "ast",
    "bisect",
    "cmath",
    "collections",
    "contextlib",
    "copy",
    "dataclasses",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "html",
    "itertools",
    "keyword",
    "math",
    "numbers",
    "operator",
    "re",
    "string",
    "textwrap",
    "types",
    "typing",
    "unicodedata",
    "warnings",
}
"""The part of the standard library that knows no file, no clock, no chance and no process."""

ALLOWED_IN_CORE = PURE_STDLIB | {"gdcore", "numpy", "sympy", "importlib"}
"""Its own names, and sympy, are looked up when they are first used."""
ALLOWED_IN_SCENES = sys.stdlib_module_names | {
    "gdcore",
    "scenes",
    "anyascii",
    "babel",
    "manim",
    "num2words",
    "numpy",
    "cairo",
    "typst",
    "font_source_sans_pro",
}
SHARED = {"brief", "crossing", "film", "kit", "own", "shot", "stage", "telling"}
"""What all scenes have in common, inside scenes/."""
IMPURE_CALLS = {"open", "input", "print", "eval", "exec", "__import__", "breakpoint"}
NUMPY_FILES = {
    "load",
    "save",
    "savez",
    "savez_compressed",
    "loadtxt",
    "savetxt",
    "genfromtxt",
    "fromfile",
    "memmap",
}
NUMPY_RANDOM = {"default_rng", "Generator", "BitGenerator", "SeedSequence"}


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the full name and the line of everything imported; a relative import shows its dots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            yield from ((f"{source}.{alias.name}", node.lineno) for alias in node.names)


def foreign(tree: ast.AST, allowed: AbstractSet[str]) -> list[str]:
    """Return the imports whose first name is not allowed."""
    return [f"{line}: {name}" for name, line in imported(tree) if name.split(".")[0] not in allowed]


def impure(tree: ast.AST) -> list[str]:
    """Return the uses of files, of the outside world and of numpy's global randomness."""
    found = [
        f"{line}: {name}"
        for name, line in imported(tree)
        if name == "numpy.random"
        or (name.startswith("numpy.random.") and name.split(".")[2] not in NUMPY_RANDOM)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in IMPURE_CALLS:
            found.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value)
            files = owner in {"np", "numpy"} and node.attr in NUMPY_FILES
            chance = owner in {"np.random", "numpy.random"} and node.attr not in NUMPY_RANDOM
            if files or chance or node.attr == "tofile":
                found.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Call) and ast.unparse(node).endswith("default_rng()"):
            found.append(f"{node.lineno}: a generator without a seed")
    return found


def is_own(room: list[str], scene: str) -> bool:
    """Tell whether the module `room`, inside scenes/, is shared or belongs to `scene` alone.

    A scene's own helpers are named after it: `valley` has `valley_walk` and `scripts.valley`.
    """
    match room:
        case [room, *_] if room in SHARED:
            return True
        case ["scripts", name, *_]:
            return name == scene or scene.startswith(f"{name}_")
        case [name, *_]:
            return name.startswith(f"{scene}_")
        case _:
            return False


def other_scenes(path: Path, tree: ast.AST) -> list[str]:
    """Return the imports by which the scene at `path` leans on another scene."""
    rooms = [(name.split("."), line) for name, line in imported(tree)]
    return [
        f"{line}: {'.'.join(parts)}"
        for parts, line in rooms
        if parts[0] == "scenes" and not is_own(parts[1:], path.stem)
    ]


def is_scene(path: Path) -> bool:
    """Tell whether `path` is a scene's module, or its script, and not what all scenes share."""
    rooms = {Path("scenes"), Path("scenes/scripts")}
    return path.parent in rooms and path.stem not in {"__init__", *SHARED}


def borrowers(modules: dict[Path, ast.Module], library: str) -> list[str]:
    """Return the modules that import a library."""
    return [
        path.as_posix()
        for path, tree in modules.items()
        if any(name.split(".")[0] == library for name, _ in imported(tree))
    ]


def below(modules: dict[Path, ast.Module], package: str) -> dict[Path, ast.Module]:
    return {path: tree for path, tree in modules.items() if path.parts[0] == package}


def test_core_imports_only_numpy_sympy_and_the_pure_standard_library(
    modules: dict[Path, ast.Module],
) -> None:
    found = {str(p): foreign(t, ALLOWED_IN_CORE) for p, t in below(modules, "gdcore").items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_core_touches_no_file_and_no_global_randomness(modules: dict[Path, ast.Module]) -> None:
    found = {str(path): impure(tree) for path, tree in below(modules, "gdcore").items()}
    assert {path: uses for path, uses in found.items() if uses} == {}


def test_scenes_import_only_the_core_and_what_draws(modules: dict[Path, ast.Module]) -> None:
    found = {str(p): foreign(t, ALLOWED_IN_SCENES) for p, t in below(modules, "scenes").items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_scene_imports_another(modules: dict[Path, ast.Module]) -> None:
    found = {str(p): other_scenes(p, t) for p, t in modules.items() if is_scene(p)}
    assert {path: names for path, names in found.items() if names} == {}


def test_piper_has_a_process_of_its_own(modules: dict[Path, ast.Module]) -> None:
    """Its licence is the GPL, and it need not be there: the engine is run, not imported."""
    engine = "gdvideo.voice.engine"
    assert borrowers(modules, "piper") == [f"{engine.replace('.', '/')}.py"]
    assert [str(p) for p, tree in modules.items() if engine in dict(imported(tree))] == []


def test_each_library_imported_is_declared(root: Path, modules: dict[Path, ast.Module]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = project["dependencies"] + [
        line for extra in extras if extra != "dev" for line in extras[extra]
    ]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    owners = packages_distributions()
    own = sys.stdlib_module_names | {"gdcore", "scenes", "gdvideo"}
    undeclared = {
        f"{path}:{line}: {name}"
        for path, tree in modules.items()
        for name, line in imported(tree)
        if (top := name.split(".")[0]) not in own
        and not declared & {canonicalize_name(owner) for owner in owners.get(top, [])}
    }
    assert undeclared == set()


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from pathlib import Path",
        "def f():\n    import time",
        "import mpmath",
        "from scenes import film",
        "from gdvideo.errors import InputError",
        "from . import model",
        "import manim.utils",
    ],
)
def test_guard_sees_an_import_that_the_core_must_not_make(source: str) -> None:
    assert len(foreign(ast.parse(source), ALLOWED_IN_CORE)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "np.loadtxt(name)",
        "array.tofile(name)",
        "np.random.seed(3)",
        "numpy.random.normal()",
        "from numpy.random import shuffle",
        "from numpy import random",
        "np.random.default_rng()",
        "print(loss)",
    ],
)
def test_guard_sees_what_is_not_pure(source: str) -> None:
    assert len(impure(ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from numpy.random import Generator, default_rng",
        "rng = np.random.default_rng(7)",
        "field.open_interval(3)",
    ],
)
def test_guard_lets_seeded_generators_through(source: str) -> None:
    assert impure(ast.parse(source)) == []


@pytest.mark.parametrize(
    ("source", "leans"),
    [
        ("from scenes.valley import Valley", 1),
        ("from scenes import valley", 1),
        ("import scenes.valley", 1),
        ("from scenes.kit.look.look import Theme", 0),
        ("from scenes import kit", 0),
        ("from scenes.film import FILM", 0),
        ("from scenes.shot import Shot", 0),
        ("from scenes.shots import Shot", 1),
        ("from scenes.tangent_marks import Mark", 0),
        ("from scenes.tangents import Mark", 1),
        ("from scenes.scripts.tangent import STEPS", 0),
        ("from scenes.scripts.valley import STEPS", 1),
        ("import scenes", 1),
    ],
)
def test_guard_sees_a_scene_that_leans_on_another(source: str, leans: int) -> None:
    assert len(other_scenes(Path("scenes/tangent.py"), ast.parse(source))) == leans
