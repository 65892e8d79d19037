"""No mathematical number on the screen is typed in: each one comes from the lesson's numbers.

Read from the syntax trees. In every module of `scenes`, a string holds no digit, unless it is a
docstring, a colour such as "#0D1117", a number's format such as ".2f", a regular expression, text
of which only the advance is taken, the index of a symbol (E_0), or stands in `SAID_BY_DEFINITION`
with the reason.

In scenes and their scripts a number may stand only

- as 0, ½, 1, 2 or −1, but not where something is told: in the arguments of `TELLING` calls, in an
  f-string or as a value of a dictionary;
- as an index or in a slice;
- in a comparison: it decides what is told, and is not told itself;
- as seconds, a share of time or space, a place or a size: in the arguments of `LAYOUT_CALLS`, as a
  keyword of `LAYOUT_NAMES`, for a parameter of the module's own functions that has such a name, or
  assigned to one;
- in a constant of the module whose name ends in one of `LAYOUT_ENDS` or is one of `CRITERIA`.

What an expression multiplies with a share is part of the share.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SAID_BY_DEFINITION = {
    "utf-8": "an encoding",
    "ciede2000": "the name of a colour difference",
}
SPELLED_OUT = {"glyphs.py", "labels.py", "numerals.py", "spoken_numbers.py", "typesetter.py"}
"""Modules of the kit that turn numbers and Typst's pictures into letters and outlines."""

NO_SCENE = {"bridge", "brief", "crossing", "join", "shot", "stage"}
"""Modules beside the scenes that tell nothing of a lesson."""

HARMLESS = {0, 0.5, 1, 2}
TELLING = {
    "Formula",
    "Readout",
    "Type",
    "escaped",
    "fitted",
    "grouped",
    "note",
    "numeral",
    "rounded",
    "significant",
    "str",
    "tell",
}
LAYOUT_CALLS = {
    "Arrow",
    "Box",
    "Dots",
    "Path",
    "Segments",
    "SurfaceDots",
    "SurfacePath",
    "inset",
    "parts",
    "split_across",
    "split_down",
    "veil",
}
LAYOUT_NAMES = {
    *("anchor", "dashes_px", "opacity", "radius_px", "room_below", "seconds", "share", "size_px"),
    *("stroke_px", "width_px"),
}
NEVER_SHOWN = {"digits", "maxsize"}
"""Keywords for how long a number is written, and how much is remembered."""
LAYOUT_ENDS = (
    *("_PX", "_SHARE", "_SHARES", "_STEPS", "_X", "_Y", "_GAP", "_WIDTH", "_HEIGHT", "_S"),
    *("_TICKS", "_MARGIN", "_MARGINS", "_ANGLE", "_ANGLES", "_ROOM", "_LENGTH"),
)
CRITERIA = {"_ALIKE"}
"""Constants of scripts that decide which words a lesson gets."""

ADVICE = "take it from the experiment, or name what it lays out: see test_typed_numbers.py"


def parents_of(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    """Return for each node of a tree the one that it is in."""
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def above(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield each node around a node, from the inside, with the child that leads to it."""
    while node in parents:
        yield parents[node], node
        node = parents[node]


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def typed_strings(tree: ast.Module) -> list[str]:
    """Return where strings hold digits that could reach the screen."""
    parents = parents_of(tree)
    return [
        f"line {node.lineno}: the text {node.value!r} holds a number; {ADVICE}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if _holds_a_number(node.value) and not _is_not_shown(node, parents)
    ]


def _holds_a_number(text: str) -> bool:
    without_indices = re.sub(r"(?<=[A-Za-z])_\d", "", text)
    is_colour = re.fullmatch(r"#[0-9A-F]{6}", text)
    known = is_colour or text in SAID_BY_DEFINITION
    return not known and any(letter.isdigit() for letter in without_indices)


def _is_not_shown(node: ast.Constant, parents: dict[ast.AST, ast.AST]) -> bool:
    for around, child in above(node, parents):
        if isinstance(around, ast.Expr) and child is node:
            return True
        if isinstance(around, ast.FormattedValue) and around.format_spec is child:
            return True
        # A width that is measured, and a pattern that is looked for, are not shown.
        if isinstance(around, ast.Attribute) and around.attr == "advance":
            return True
        if isinstance(around, ast.Call) and ast.unparse(around.func).startswith("re."):
            return True
        if isinstance(around, ast.stmt):
            return False
    return False


def typed_numbers(tree: ast.Module) -> list[str]:
    """Return where a scene or a script holds a number that the rules above do not allow."""
    parents = parents_of(tree)
    takes = _own_parameters(tree)
    return [
        f"line {node.lineno}: the number {node.value} is typed in; {ADVICE}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) in {int, float, complex}
        if not _is_allowed(node, parents, takes)
    ]


def _own_parameters(tree: ast.Module) -> dict[str, list[str]]:
    """Return the names of the parameters of each function of a module, without self."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {
        function.name: [arg.arg for arg in function.args.args if arg.arg != "self"]
        for function in functions
    }


def _is_allowed(
    node: ast.Constant, parents: dict[ast.AST, ast.AST], takes: dict[str, list[str]]
) -> bool:
    is_harmless = node.value in HARMLESS
    inner_call_passed = False
    for around, child in above(node, parents):
        match around:
            case ast.Subscript(slice=index) if index is child:
                return True
            case ast.Compare():
                return True
            case ast.keyword(arg=name) if name in LAYOUT_NAMES or name in NEVER_SHOWN:
                return True
            case ast.FormattedValue() | ast.Dict() if not inner_call_passed:
                return False
            case ast.Call() if child is not around.func:
                name = called(around)
                if name in TELLING:
                    return False
                if not inner_call_passed and _lays_out(around, child, takes):
                    return True
                inner_call_passed = True
            case ast.Assign(targets=[ast.Name(id=name)]) if name in LAYOUT_NAMES:
                return True
            case ast.Assign() | ast.AnnAssign() if isinstance(parents.get(around), ast.Module):
                return is_harmless or _is_layout_constant(around)
            case ast.stmt():
                return is_harmless
            case _:
                pass
    return is_harmless


def _lays_out(call: ast.Call, argument: ast.AST, takes: dict[str, list[str]]) -> bool:
    """Return whether an argument of a call is a share, a place or a size."""
    name, place = (
        called(call),
        next((k for k, given in enumerate(call.args) if given is argument), -1),
    )
    if name in LAYOUT_CALLS:
        # A list of places is data, a number is a width or a share.
        return not isinstance(argument, ast.List)
    if name == "at":
        return len(call.args) == 3
    parameters = takes.get(name, [])
    return 0 <= place < len(parameters) and parameters[place] in LAYOUT_NAMES


def _is_layout_constant(statement: ast.Assign | ast.AnnAssign) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
    return all(name.endswith(LAYOUT_ENDS) or name in CRITERIA for name in names)


def below(modules: dict[Path, ast.Module], *folders: str) -> dict[Path, ast.Module]:
    return {path: tree for path, tree in modules.items() if path.parent.as_posix() in folders}


def test_no_string_of_the_scenes_holds_a_number(modules: dict[Path, ast.Module]) -> None:
    drawn = {path: tree for path, tree in modules.items() if path.parts[0] == "scenes"}
    assert len(drawn) > 20
    found = {
        f"{path}, {fault}"
        for path, tree in drawn.items()
        if path.name not in SPELLED_OUT
        for fault in typed_strings(tree)
    }
    assert sorted(found) == []


def test_no_number_of_the_scenes_is_typed_in(modules: dict[Path, ast.Module]) -> None:
    told = below(modules, "scenes", "scenes/scripts")
    told = {path: tree for path, tree in told.items() if path.stem not in NO_SCENE}
    assert len(told) > 3
    found = {f"{path}, {fault}" for path, tree in told.items() for fault in typed_numbers(tree)}
    assert sorted(found) == []


@pytest.mark.parametrize(
    "source",
    [
        "readout.tell('rate 0.1')",
        "Type(escaped('E = 3'), SIZE_PX, colour)",
        "words = f'step {k} of 100'",
        "verdict = 'limit ²'",
        "note = '#00FF00 or so'",
    ],
)
def test_guard_sees_a_number_in_a_string(source: str) -> None:
    (found,) = typed_strings(ast.parse(source))
    assert found.startswith("line 1: the text ")
    assert "take it from the experiment" in found


@pytest.mark.parametrize(
    "source",
    [
        "'''A docstring with 3 words.'''",
        "edge = '#222C38'",
        "text = f'{value:.3f}'",
        "pattern = re.compile(r'\\d{2}')",
        "names = 'E_0 + E_1'",
        "file.open(encoding='utf-8')",
        "told = 'first'",
        "width = outline('0').advance",
    ],
)
def test_guard_lets_other_strings_through(source: str) -> None:
    assert typed_strings(ast.parse(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "slope = 3.45",
        "rate = 0.1",
        "RATE = 0.1",
        "best = point + 0.3",
        "self.go(40)",
        "walk.at(7.0)",
        "shot.drive(lambda t: self.go(40 * t), STEP_S)",
        "readout.tell(significant(2))",
        "grouped(str(1))",
        "words = f'{1} step'",
        "numbers = {'n': 2}",
        "marks = Dots(np.array([[0.3, 0.7]]), 9.0, colour)",
        "marks = Dots([[0.3, 0.5]], 9.0, colour)",
        "def turn(self, shot, angle):\n    ...\nself.turn(shot, 0.7)",
        "x = -87.5",
        "STEPS = 5",
        "_NEAR, _FAR = 0.02, 0.25",
        "STEPS: Final = 5",
    ],
)
def test_guard_sees_a_typed_number(source: str) -> None:
    found = typed_numbers(ast.parse(source))
    assert found
    assert all(fault.startswith("line ") and "is typed in" in fault for fault in found)


@pytest.mark.parametrize(
    "source",
    [
        "shot.appear(line, seconds=0.4)",
        "shot.drive(move, seconds=0.18 * share)",
        "@lru_cache(maxsize=64)\ndef f():\n    ...",
        "share = 0.9 / (last - 1)",
        "def turn(self, shot, share):\n    ...\nself.turn(shot, 0.7)",
        "upper, lower = right.split_down(0.6)",
        "line.at(RIGHT, TITLE_Y, 0.37)",
        "mark = Dots(np.zeros((1, 2)), 9.0, colour)",
        "NOTE_PX = 22.0",
        "MOST_STEPS: Final = 100",
        "_ALIKE = 0.005",
        "if left < 1e-9 * whole:\n    ...",
        "pair = points[step : step + 3]",
        "half = -1 * (low + high) / 2",
        "told = significant(values[3])",
        "told = rounded(value, digits=4)",
        "beats = {'arrived': has_arrived(experiment, 1)}",
    ],
)
def test_guard_lets_shares_indices_and_criteria_through(source: str) -> None:
    assert typed_numbers(ast.parse(source)) == []
