"""Each module holds one idea, says which, and names what it offers."""

import ast
from pathlib import Path

import pytest

LONGEST_FILE = 400


def names_bound(tree: ast.Module) -> set[str]:
    """Return the names that the module's own level binds: defined, assigned or imported.

    What a type checker alone imports is there where `__getattr__` fetches it when it is asked for.
    """
    bound: set[str] = set()
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                bound |= {(alias.asname or alias.name).split(".")[0] for alias in aliases}
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body) if is_lazy(tree):
                bound |= names_bound(ast.Module(body, []))
            case _:
                stored = (n for n in ast.walk(node) if isinstance(n, ast.Name))
                bound |= {n.id for n in stored if isinstance(n.ctx, ast.Store)}
    return bound


def is_lazy(tree: ast.Module) -> bool:
    """Tell whether the module fetches names when they are asked for (PEP 562)."""
    return any(isinstance(n, ast.FunctionDef) and n.name == "__getattr__" for n in tree.body)


def defines_public(tree: ast.Module) -> bool:
    """Tell whether the module itself defines a name that does not begin with an underscore."""
    own = ast.Module(
        [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)], []
    )
    return any(not name.startswith("_") for name in names_bound(own))


def exports(tree: ast.Module) -> list[str] | None:
    """Return the list that the module assigns to `__all__`, or None if it does not."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


def export_faults(tree: ast.Module) -> list[str]:
    """Return what is wrong with the module's `__all__`."""
    offered = exports(tree)
    if offered is None:
        return ["no `__all__`"] if defines_public(tree) else []
    bound = names_bound(tree)
    return [
        *(f"`__all__` names {name}, which is not there" for name in offered if name not in bound),
        *(f"`__all__` names {name}, which is private" for name in offered if name.startswith("_")),
        *(f"`__all__` names {name} twice" for name in set(offered) if offered.count(name) > 1),
    ]


def test_files_are_short(root: Path, trees: dict[Path, ast.Module]) -> None:
    lengths = {str(path): len((root / path).read_text("utf-8").splitlines()) for path in trees}
    assert {path: n for path, n in lengths.items() if n >= LONGEST_FILE} == {}


def test_each_file_opens_with_a_docstring(trees: dict[Path, ast.Module]) -> None:
    assert [str(path) for path, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_each_module_exports_what_it_has(modules: dict[Path, ast.Module]) -> None:
    found = {str(path): export_faults(tree) for path, tree in modules.items()}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_each_package_folder_is_a_package(modules: dict[Path, ast.Module]) -> None:
    assert {p.parent / "__init__.py" for p in modules} <= set(modules)


@pytest.mark.parametrize(
    "source",
    [
        "def descend():\n    ...",
        "RATE = 0.1",
        "__all__ = ['gone']",
        "__all__ = ['_hidden']\ndef _hidden():\n    ...",
        "__all__ = ['a', 'a']\na = 1",
    ],
)
def test_guard_sees_a_wrong_list_of_exports(source: str) -> None:
    assert len(export_faults(ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def _private():\n    ...",
        "import numpy as np",
        "from a import b\n__all__ = ['b']",
        "__all__ = ['x', 'y', 'z']\nx, y = 1, 2\nif x:\n    z = 3",
        "class Rule:\n    ...\n__all__ = ['Rule']",
    ],
)
def test_guard_lets_a_right_list_of_exports_through(source: str) -> None:
    assert export_faults(ast.parse(source)) == []
