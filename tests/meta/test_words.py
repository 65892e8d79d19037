"""No word that a viewer reads is in code: all are in the narration, where a language is a folder.

Read from the syntax trees. Docstrings, what is raised and what is looked for by a regular
expression are for authors; so is all that `scenes.kit.checks` says. What stands between dollar
signs is mathematics.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

SHOWN_BY = {"Readout", "Type", "escaped", "fitted", "tell"}
"""What is called with words that a viewer reads."""
TO_VIEWERS = ("captions", "folder", "still")
"""Modules of gdvideo.rendering that write what a viewer reads."""
TO_MAKERS = ("palette", "vision")
"""Modules of the kit that tell the makers of a film what is wrong with its colours."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_PROSE = re.compile(r"[^\W\d_]{2,}[,;:]? [^\W\d_]{2,}")


def parents_of(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    """Return for each node of a tree the one that it is in."""
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def above(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """Yield each node around a node, from the inside."""
    while node in parents:
        node = parents[node]
        yield node


def texts(tree: ast.Module) -> Iterator[tuple[ast.Constant, list[ast.AST], str]]:
    """Yield each string that is not for authors, what is around it, and it without mathematics."""
    parents = parents_of(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        around = [*above(node, parents)]
        if not isinstance(around[0], ast.Expr) and not _is_for_authors(around):
            yield node, around, _without_mathematics(node, around[0])


def _without_mathematics(node: ast.Constant, outer: ast.AST) -> str:
    """Return what a string shows as letters; of Typst's own code, what stands in brackets."""
    first = outer.values[0] if isinstance(outer, ast.JoinedStr) else node
    if isinstance(first, ast.Constant) and re.match(r"#[a-z]", first.value):
        return " ".join(re.findall(r"\[([^\]]*)", node.value))
    return re.sub(r"\$[^$]*\$", "", node.value)


def _is_for_authors(around: list[ast.AST]) -> bool:
    """Return whether a string is raised, asserted, a pattern, a type or the format of a number."""
    calls = [ast.unparse(node.func) for node in around if isinstance(node, ast.Call)]
    return (
        any(isinstance(node, ast.Raise | ast.Assert) for node in around)
        or any(name.startswith("re.") or name == "cast" for name in calls)
        or any(isinstance(n, ast.arg | ast.AnnAssign) and _is_a_type(n, around) for n in around)
    )


def _is_a_type(node: ast.arg | ast.AnnAssign, around: list[ast.AST]) -> bool:
    is_quoted = around[0] is node and isinstance(node, ast.arg)
    return node.annotation in around or is_quoted


def words_in_code(tree: ast.Module) -> list[str]:
    """Return where a module holds words that a viewer reads."""
    return [
        f"line {node.lineno}: {node.value!r} is for the narration"
        for node, around, text in texts(tree)
        if _PROSE.search(text) or (_WORD.search(text) and _is_shown(node, around))
    ]


def _is_shown(node: ast.Constant, around: list[ast.AST]) -> bool:
    """Return whether a string is among the words that a call shows, not a key or a name."""
    inner: ast.AST = node
    for outer in around:
        if isinstance(outer, ast.Call) and inner is not outer.func:
            name = ast.unparse(outer.func).rpartition(".")[2]
            # A text of a kit's own function in between is its business: a key, mostly.
            return name in SHOWN_BY and inner in outer.args[:1]
        if isinstance(outer, ast.Subscript | ast.Compare | ast.stmt):
            return False
        inner = outer
    return False


def _keys_asked(trees: dict[Path, ast.Module]) -> tuple[set[object], re.Pattern[str]]:
    """Return the keys that code asks for, and a pattern of those with gaps that anything fits."""
    nodes = [node for tree in trees.values() for node in ast.walk(tree)]
    whole = {node.value for node in nodes if isinstance(node, ast.Constant)}
    parts = {_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    return whole, re.compile("|".join(sorted(parts)))


def _pattern(text: ast.JoinedStr) -> str:
    parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z]+" for p in text.values]
    pattern = "".join(parts)
    # A text that is nothing but gaps would fit every key.
    return pattern if re.search(r"(?<!\\)\\?-", pattern) else "(?!)"


def _read_by_viewers(path: Path) -> bool:
    if path.parts[:2] == ("gdvideo", "rendering"):
        return path.stem in TO_VIEWERS
    is_check = path.parts[:3] == ("scenes", "kit", "checks") or path.stem in TO_MAKERS
    return path.parts[0] == "scenes" and not is_check


def test_no_word_that_a_viewer_reads_is_in_code(modules: dict[Path, ast.Module]) -> None:
    read = {path: tree for path, tree in modules.items() if _read_by_viewers(path)}
    assert len(read) > 40
    found = [f"{path}, {fault}" for path, tree in read.items() for fault in words_in_code(tree)]
    assert sorted(found) == []


def test_each_common_word_is_asked_for(root: Path, modules: dict[Path, ast.Module]) -> None:
    text = (root / "assets" / "narration" / "en" / "common.toml").read_text("utf-8")
    common = tomllib.loads(text)
    scenes = {path: tree for path, tree in modules.items() if path.parts[0] == "scenes"}
    whole, pattern = _keys_asked(scenes)
    keys = [key for table in ("labels", "counted", "nouns") for key in common[table]]
    assert [key for key in keys if key not in whole and not pattern.fullmatch(key)] == []


@pytest.mark.parametrize(
    "source",
    [
        "Type(escaped('best fit'), NOTE_PX, colour)",
        "Type('error $E$', NAME_PX, colour)",
        "readout.tell(f'step {k}')",
        "name = escaped('step')",
        "words = 'the point is outside'",
        "note = {'lost': 'line is outside'}",
        "markup = '#text(fill: red)[best fit]'",
        "Type('uphill' if far else '', NAME_PX, colour)",
    ],
)
def test_guard_sees_words_in_code(source: str) -> None:
    (fault,) = words_in_code(ast.parse(source))
    assert fault.startswith("line 1: ")


@pytest.mark.parametrize(
    "source",
    [
        "'''A docstring of words.'''",
        "SIZE = 3\n'''What a size is for.'''",
        "raise ValueError(f'`count` must be 1 or more, got {count}')",
        "Type(f'${name}$', NAME_PX, colour)",
        "Type(look.label('best-fit'), NAME_PX, colour)",
        "escaped(self.label('uphill'))",
        "found = words['sentences']",
        "pattern = re.compile('two words')",
        "def f(experiment: 'Some | Other thing'):\n    ...",
        "self.note(key, colour)",
        "markup = f'#set page(width: auto)\\n#set text(size: {size}pt, fill: none)'",
    ],
)
def test_guard_lets_keys_mathematics_and_messages_through(source: str) -> None:
    assert words_in_code(ast.parse(source)) == []
