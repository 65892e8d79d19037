"""Docstrings and signatures agree, in both directions and in order.

Ruff's DOC102 sees a documented parameter that does not exist; this also sees the missing one.
A docstring without a `Parameters` section promises nothing and is left alone, unless the function
takes so many parameters that a reader cannot guess them.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

MOST_UNDOCUMENTED = 3
"""A public function that takes more parameters than this has to say what each one is."""

SECTION = re.compile(
    r"^Parameters\n-{10}\n(.*?)(?=^\S[^\n]*\n-{3,}\n|\Z)", re.MULTILINE | re.DOTALL
)
ENTRY = re.compile(r"^(\*{0,2}\w+(?:, \*{0,2}\w+)*)(?: :.*)?$", re.MULTILINE)

Documented = ast.FunctionDef | ast.ClassDef


def documented(node: Documented) -> list[str] | None:
    """Return the names in the docstring's `Parameters` section, or None if it has none."""
    section = SECTION.search((ast.get_docstring(node) or "") + "\n")
    if section is None:
        return None
    groups = (entry.group(1) for entry in ENTRY.finditer(section.group(1)))
    return [name.strip("* ") for group in groups for name in group.split(",")]


def arguments(function: ast.FunctionDef) -> list[str]:
    """Return the parameters of `function` in order, without `self` and `cls`."""
    spec = function.args
    stars = [arg for arg in (spec.vararg,) if arg], [arg for arg in (spec.kwarg,) if arg]
    listed = [*spec.posonlyargs, *spec.args, *stars[0], *spec.kwonlyargs, *stars[1]]
    return [arg.arg for arg in listed if arg.arg not in {"self", "cls"}]


def is_derived(value: ast.expr | None) -> bool:
    """Tell whether a dataclass field is computed, so that no caller passes it."""
    return value is not None and "init=False" in ast.unparse(value)


def parameters(node: Documented) -> list[str]:
    """Return what a caller passes: to the function, or to make an instance of the class."""
    if isinstance(node, ast.FunctionDef):
        return arguments(node)
    for member in node.body:
        if isinstance(member, ast.FunctionDef) and member.name == "__init__":
            return arguments(member)
    return [
        ast.unparse(member.target)
        for member in node.body
        if isinstance(member, ast.AnnAssign)
        and "ClassVar" not in ast.unparse(member.annotation)
        and not is_derived(member.value)
    ]


def public(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Documented]]:
    """Yield the public functions, classes and methods below `node`, with their dotted names."""
    for member in node.body:
        if isinstance(member, Documented) and not member.name.startswith("_"):
            yield prefix + member.name, member
            if isinstance(member, ast.ClassDef):
                yield from public(member, f"{prefix}{member.name}.")


def faults(tree: ast.Module) -> list[str]:
    """Return the public names whose docstring and signature disagree."""
    found: list[str] = []
    for name, node in public(tree):
        told, taken = documented(node), parameters(node)
        if told is not None and told != taken:
            found.append(f"{name} takes {taken} and documents {told}")
        if told is None and isinstance(node, ast.FunctionDef) and len(taken) > MOST_UNDOCUMENTED:
            found.append(f"{name} takes {taken} and documents none")
    return found


def test_docstrings_document_the_parameters_there_are(modules: dict[Path, ast.Module]) -> None:
    found = {str(path): faults(tree) for path, tree in modules.items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_some_parameters_are_documented(modules: dict[Path, ast.Module]) -> None:
    sections = [n for tree in modules.values() for _, n in public(tree) if documented(n)]
    assert len(sections) > 10


HEAD = '"""Do.\n\n    Parameters\n    ----------\n'
TAIL = '\n    Returns\n    -------\n    int\n        Steps.\n    """'


@pytest.mark.parametrize(
    ("signature", "entries", "wrong"),
    [
        ("def f(a, b)", "    a : int\n        One.\n    b\n        Two.\n", False),
        ("def f(a, b)", "    a, b : int\n        Both.\n", False),
        ("def f(*rows, key)", "    *rows : int\n        All.\n    key : str\n        It.\n", False),
        ("def f(a, b)", "    a : int\n        One.\n", True),
        ("def f(a)", "    a : int\n        One.\n    b : int\n        Two.\n", True),
        ("def f(a, b)", "    b : int\n        Two.\n    a : int\n        One.\n", True),
    ],
)
def test_guard_compares_a_function_with_its_docstring(
    signature: str, entries: str, wrong: bool
) -> None:
    tree = ast.parse(f"{signature}:\n    {HEAD}{entries}{TAIL}\n")
    assert bool(faults(tree)) is wrong


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("    a: int\n    b: int = 2\n", False),
        (
            "    a: int\n    b: int\n    c: int = field(init=False)\n    D: ClassVar[int] = 3\n",
            False,
        ),
        ("    a: int\n", True),
        ("    def __init__(self, a, b): ...\n", False),
        ("    def __init__(self, a): ...\n", True),
    ],
)
def test_guard_compares_a_class_with_its_docstring(body: str, wrong: bool) -> None:
    entries = "    a : int\n        One.\n    b : int\n        Two.\n"
    tree = ast.parse(f'class C:\n    {HEAD}{entries}    """\n{body}')
    assert bool(faults(tree)) is wrong


def test_guard_wants_many_parameters_documented() -> None:
    assert faults(ast.parse("def f(a, b, c, d):\n    'Do.'")) != []
    assert faults(ast.parse("def f(a, b, c):\n    'Do.'")) == []
