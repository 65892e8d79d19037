"""The tests themselves: each one can fail, and none passes in silence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

VERDICTS = ("raises", "warns", "fail", "assert_")
"""How the names begin of calls that can turn a test red, besides `assert`."""


def empty_claims(tree: ast.AST) -> list[str]:
    """Return the statements that look like a check and check nothing.

    `assert a, b == c` takes the comparison for the message; `assert (a, b)` is always true; a
    comparison that stands alone is thrown away.
    """
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Assert(msg=ast.Compare() | ast.BoolOp()):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
            case ast.Assert(test=ast.Tuple() | ast.Constant()):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
            case ast.Expr(value=ast.Compare() | ast.BoolOp()):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


def silent_skips(tree: ast.AST) -> list[str]:
    """Return the skips and expected failures that give no reason."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            told = any(keyword.arg == "reason" for keyword in node.keywords)
            wordless = name in {"pytest.skip", "pytest.xfail"} and not (node.args or told)
            if wordless or (
                name.startswith(("pytest.mark.skip", "pytest.mark.xfail")) and not told
            ):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
            if name == "pytest.importorskip":
                found.append(f"{node.lineno}: {ast.unparse(node)}")
    decorators = (
        d for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) for d in n.decorator_list
    )
    bare = ("pytest.mark.skip", "pytest.mark.xfail")
    return found + [f"{d.lineno}: {ast.unparse(d)}" for d in decorators if ast.unparse(d) in bare]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def has_verdict(function: ast.FunctionDef, judges: set[str]) -> bool:
    """Tell whether `function` asserts, or calls something that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            if name.startswith(VERDICTS) or name in judges:
                return True
    return False


def toothless(tree: ast.AST) -> list[str]:
    """Return the tests that assert nothing, neither themselves nor by a helper of their file."""
    judges = {function.name for function in functions(tree) if has_verdict(function, set())}
    return [
        f"{function.lineno}: {function.name}"
        for function in functions(tree)
        if function.name.startswith("test_") and not has_verdict(function, judges)
    ]


def test_no_claim_is_empty(tests: dict[Path, ast.Module]) -> None:
    found = {str(path): empty_claims(tree) for path, tree in tests.items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_no_skip_is_silent(tests: dict[Path, ast.Module]) -> None:
    found = {str(path): silent_skips(tree) for path, tree in tests.items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_each_test_asserts_something(tests: dict[Path, ast.Module]) -> None:
    found = {str(path): toothless(tree) for path, tree in tests.items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_test_files_mirror_the_packages(root: Path, tests: dict[Path, ast.Module]) -> None:
    rooms = {path.parts[1] for path in tests if path.name != "conftest.py"}
    assert rooms <= {"core", "scenes", "video", "meta", "attacks", "lessons"}
    assert list((root / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize(
    "source",
    ["assert x, y == z", "assert (x, y)", "assert 'text'", "a == b", "a == b and c", "0 < a < b"],
)
def test_guard_sees_an_empty_claim(source: str) -> None:
    assert len(empty_claims(ast.parse(source))) == 1


def test_guard_lets_a_message_through() -> None:
    assert empty_claims(ast.parse("assert a == b, 'why'\nassert f(a), f'{a == b}'")) == []


@pytest.mark.parametrize(
    "source",
    [
        "pytest.skip()",
        "pytest.importorskip('scipy')",
        "@pytest.mark.skip\ndef f(): ...",
        "@pytest.mark.skipif(windows)\ndef f(): ...",
        "@pytest.mark.xfail(strict=True)\ndef f(): ...",
    ],
)
def test_guard_sees_a_silent_skip(source: str) -> None:
    assert len(silent_skips(ast.parse(source))) == 1


def test_guard_lets_a_reasoned_skip_through() -> None:
    source = "pytest.skip('no GPU here')\n@pytest.mark.skipif(a, reason='no GPU')\ndef f(): ..."
    assert silent_skips(ast.parse(source)) == []


def test_guard_sees_a_toothless_test() -> None:
    helpers = "def helper(): return 1\ndef judge(): assert a\n"
    source = helpers + "def test_a(): helper()\ndef test_b(): judge()"
    assert toothless(ast.parse(source)) == ["3: test_a"]
