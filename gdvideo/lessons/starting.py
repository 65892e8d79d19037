"""A lesson file to begin with: every key with what it is, those of the data filled in."""

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from os.path import relpath
from pathlib import Path
from typing import Any, Final

import tomlkit

from gdvideo.data import ReadData
from gdvideo.errors import InputError
from gdvideo.lesson import Lesson
from gdvideo.rendering.folder import write_whole
from scenes.telling.assets import shipped_names

__all__ = ["SCHEMA_NAME", "lesson_schema", "new_lesson", "write_new"]

SCHEMA_NAME: Final = "lesson.schema.json"
"""The name of the schema beside a lesson file, which editors complete and check it by."""

_WIDTH: Final = 96
_HEAD: Final = f"""\
#:schema ./{SCHEMA_NAME}
# A lesson of gdvideo. `gdvideo check` with this file says what would come of it, `gdvideo render`
# makes the film. Paths are relative to this file; options on the command line win over it.
# A line behind # says what holds anyway, or is an example.
"""
_EXAMPLES: Final = {
    "sheet": "Sheet1",
    "header_row": 1,
    "x": "COLUMN",
    "y": "COLUMN",
    "formula": "m*x + b",
    "seed": 1,
    "rate": "auto",
    "start": {"m": 0.0, "b": 0.0},
    "stop": ["step:1e-3"],
    "scenes": ["fit", "cost"],
    "scene_files": ["my_scene.py"],
    "font": "MyFont.ttf",
    "captions": "soft",
    "names": {"COLUMN": "how it is called"},
    "units": {"COLUMN": "mm"},
    "leave_out": [5, 17],
    "colours": {"data": "#6CB2FF", "model": "#FFB347"},
    "title": "How our bakery sells bread",
    "author": "A. Author",
    "licence": "CC BY 4.0",
}
"""What stands behind # where nothing holds anyway."""


def write_new(target: Path, lesson: Lesson, read: ReadData) -> None:
    """Write a lesson file, and its schema beside it.

    Parameters
    ----------
    target : Path
    lesson, read
        As for `new_lesson`.

    Raises
    ------
    InputError
        If there is such a file already, or it cannot be written.
    """
    if target.exists():
        raise InputError(
            f"{target} is there already; another name, or none of that name, is needed"
        )
    write_whole(target, new_lesson(lesson, read, target.absolute().parent).encode())
    write_whole(target.with_name(SCHEMA_NAME), lesson_schema().encode())


def lesson_schema() -> str:
    """Return the JSON schema (draft 2020-12) of lesson files, from the model that reads them."""
    schema = Lesson.model_json_schema()
    schema["properties"] = {
        name: {key: value for key, value in field.items() if key not in _OURS}
        for name, field in schema["properties"].items()
    }
    # Options and files may write these in one text, or a file in its own kind of value.
    for name, kinds in _WRITTEN.items():
        field = schema["properties"][name]
        field["anyOf"] = [*_kinds(field), *kinds]
    return json.dumps({"$schema": _DIALECT, **schema, "title": "A lesson of gdvideo"}, indent=1)


_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_OURS: Final = ("metavar", "unset", "flag", "only")
_TEXT: Final = {"type": "string"}
_WRITTEN: Final[dict[str, list[dict[str, Any]]]] = {
    "sheet": [{"type": "integer", "minimum": 1}],
    "rate": [{"const": "auto"}],
    "start": [_TEXT],
    "stop": [_TEXT, {"type": "array", "items": _TEXT}],
}


def _kinds(field: dict[str, Any]) -> list[dict[str, Any]]:
    """Take what kinds of value a field may have out of its schema."""
    if "anyOf" in field:
        return [kind for kind in field.pop("anyOf") if kind != {"type": "null"}]
    told = {"description", "default"}
    return [{key: field.pop(key) for key in [*field] if key not in told}]


def new_lesson(lesson: Lesson, read: ReadData, folder: Path) -> str:
    """Return a lesson file in TOML: all keys in their order, each told in a comment.

    Parameters
    ----------
    lesson : Lesson
        What was asked for.
    read : ReadData
        Its data, which fill in columns, names and units.
    folder : Path
        Where the file will be: a data file's path is relative to it.
    """
    asked = lesson.model_dump(mode="json", exclude_defaults=True, exclude={"data"})
    given = _found(lesson, read, folder) | asked
    fields = Lesson.model_json_schema()["properties"]
    parts = (_entry(name, field, given) for name, field in fields.items())
    return "\n".join([_HEAD, *parts])


def _found(lesson: Lesson, read: ReadData, folder: Path) -> dict[str, Any]:
    """Return what the data tell of themselves."""
    data, columns = lesson.data, read.dataset.columns
    found: dict[str, Any] = {
        "data": data if data in shipped_names() else Path(relpath(data, folder)).as_posix(),
        "names": dict(zip(read.raw_names, (c.name for c in columns), strict=True)),
        "units": {h: c.unit for h, c in zip(read.raw_names, columns, strict=True) if c.unit},
    }
    if len(columns) == 2 and lesson.formula is None:
        found |= dict(zip_longest(("x", "y"), read.raw_names))
    return {name: value for name, value in found.items() if value}


def _entry(name: str, field: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """Return a key with what it is: in force if it is given, else behind #."""
    default = field.get("unset") or _default(field)
    told = f"{field['description']}.{f' Default: {default}.' if default else ''}"
    lines = [*_wrapped(told)]
    value = given.get(name, _EXAMPLES.get(name, field.get("default")))
    written = f"{name} = {_toml(name, value)}"
    return "\n".join([*lines, written if name in given else f"# {written}", ""])


def _default(field: Mapping[str, Any]) -> str:
    value = field.get("default")
    return str(value) if isinstance(value, (str, int)) else ""


def _toml(name: str, value: Any) -> str:
    if name == "stop" and value and not isinstance(value[0], str):
        value = [f"{kind}:{threshold:g}" for kind, threshold in value]
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update(value)
        return table.as_string()
    return tomlkit.item(value).as_string()


def _wrapped(text: str) -> Iterator[str]:
    from textwrap import wrap

    yield from (f"# {line}" for line in wrap(text, _WIDTH))
