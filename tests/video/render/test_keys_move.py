"""What moves the key of which clip: each value of a lesson, and what lies behind it, in turn.

Whose clip is made again for what is written down here by hand.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from typing import Any, get_args

import numpy as np
import pytest
import sympy

from gdcore.formula.stable import Compiled
from gdvideo.briefing import brief_of
from gdvideo.lesson import Lesson, lesson_of
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering import key as keys
from gdvideo.rendering.key import bridge_parts, clip_parts, key_of, thumbnail_parts
from gdvideo.study import study
from gdvideo.telling import untold
from scenes.brief import Brief
from scenes.film import FILM, brief_for
from tests.scenes.own_fonts import SERIF

ROWS = "weight,height\n0.5,1.4\n2.3,1.9\n2.9,3.2\n1.5,2.5\n"
CLIPS = {*FILM}
ALL = {*FILM, "thumbnail"}
OWN = {"hook", "surface", "iterate", "recap", "card", "thumbnail"}
"""What shows the lesson's own descent, whatever its rule."""
RATED = ALL - {"fit", "cost", "steps", "stochastic", "curves"}
"""What shows the rate, or how far that has led."""
NONE: set[str] = set()

STOCHASTIC = {"method": "stochastic"}
CHANGES: list[tuple[dict[str, Any], dict[str, Any], set[str]]] = [
    *(({}, {"data": name}, set(moved)) for name, moved in (("other.csv", ALL), ("same.tsv", NONE))),
    ({}, {"header_row": 1}, NONE),
    ({}, {"x": "weight"}, NONE),
    ({}, {"y": "height"}, NONE),
    ({}, {"x": "height", "y": "weight"}, ALL),
    ({}, {"formula": "k*weight + b"}, ALL),
    ({"formula": "m*weight + b"}, {"formula": "m * weight+b"}, NONE),
    ({}, {"loss": "sse"}, ALL),
    ({}, {"scale": "standard"}, ALL),
    ({}, {"method": "minibatch:4"}, NONE),
    ({}, STOCHASTIC, OWN),
    (STOCHASTIC, {"seed": 1}, OWN),
    ({}, {"rule": "momentum:0.5"}, OWN),
    ({"rule": "momentum:0.5"}, {"rule": "momentum:0.4"}, OWN),
    # Plain descent takes no rate from one whose rates are of another kind.
    ({}, {"rule": "adam"}, RATED),
    ({"rule": "adam"}, {"rate": 0.06}, OWN),
    ({}, {"rate": 0.06}, RATED),
    ({}, {"rate": "one step"}, RATED),
    ({}, {"rate": 9.0}, RATED),
    ({}, {"steps": 50}, RATED),
    ({}, {"stop": "step:1e-99"}, NONE),
    ({}, {"stop": "step:10"}, RATED),
    ({"stop": "step:10"}, {"stop": "step:11"}, RATED),
    ({}, {"start": "m=1"}, ALL),
    ({"start": "m=1"}, {"start": "m=1.0"}, NONE),
    ({}, {"names": {"weight": "mass"}}, ALL),
    ({}, {"units": {"weight": "kg"}}, ALL),
    ({}, {"leave_out": [5]}, ALL),
    ({}, {"theme": "light"}, ALL),
    ({}, {"colours": {"best": "#FFFFFE"}}, ALL),
    ({}, {"font": str(SERIF)}, ALL),
    ({}, {"quality": "hd"}, CLIPS),
    ({}, {"shape": "square"}, CLIPS),
    ({}, {"length": "short"}, CLIPS),
    ({}, {"captions": "soft"}, CLIPS),
    ({"captions": "drawn"}, {"captions": None}, NONE),
    ({}, {"voice": "mine"}, CLIPS),
    *(({}, {of: "of the film"}, NONE) for of in ("title", "author", "licence")),
    ({}, {"scenes": ["fit"]}, NONE),
]
UNMOVED = {"sheet", "language", "scene_files"}
"""Spreadsheets are data like others; there are words in one language; own scenes have own keys."""


@pytest.fixture(scope="module", autouse=True)
def same_files() -> Iterable[None]:
    """Files are not what is changed here, and take a while to be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "digests", no_digests)
        patch.setattr(keys, "sources", no_files)
        yield


def no_digests(_: object) -> dict[str, str]:
    return {}


def no_files(*_: object, **__: object) -> list[str]:
    return []


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Brief, dict[str, Any]]]:
    """Return a function that tells what scenes are handed of a lesson, and all that is made of."""
    folder = tmp_path_factory.mktemp("lessons")
    (folder / "mine").mkdir()
    files = {"rows.csv": ROWS, "other.csv": ROWS.replace("3.2", "3.3")}
    for name, text in (files | {"same.tsv": ROWS.replace(",", "\t")}).items():
        (folder / name).write_text(text)
    (folder / "mine" / "fit-01.wav").write_bytes(b"a voice")

    @cache
    def function(changes: str) -> tuple[Brief, dict[str, Any]]:
        usual = {"data": "rows.csv", "rate": 0.05, "quality": "draft", "voice": "none"}
        given = usual | json.loads(changes)
        given["data"] = str(folder / given["data"])
        if given["voice"] != "none":
            given["voice"] = str(folder / given["voice"])
        made = study(lesson_of(given))
        brief, telling = untold(made.lesson, brief_of(made)[0], pytest.fail)
        quality = QUALITIES[made.lesson.quality]
        parts = {s: clip_parts(s, made, brief, telling, quality) for s in FILM}
        return brief, {**parts, "thumbnail": thumbnail_parts(made, brief)}

    return lambda changes: function(json.dumps(changes))


@pytest.mark.parametrize(
    ("before", "changes", "moved"),
    CHANGES,
    ids=[f"{was}, {changes}" for was, changes, _ in CHANGES],
)
def test_a_change_moves_the_keys_of_what_depends_on_it(
    told: Callable[[Any], tuple[Brief, dict[str, Any]]],
    before: dict[str, Any],
    changes: dict[str, Any],
    moved: set[str],
) -> None:
    (was, old), (now, new) = told(before), told(before | changes)
    found = {name for name in old if key_of(old[name]) != key_of(new[name])}
    assert found == moved
    # Nothing else that a scene is handed may tell the two lessons apart.
    briefs = [(brief_for(scene, was), brief_for(scene, now)) for scene in CLIPS - moved]
    for one, other in {(one.experiment, other.experiment) for one, other in briefs}:
        assert exact(one) == exact(other)
    looks = [[(of.look, of.captioned, of.grid, of.short) for of in pair] for pair in briefs]
    assert all(one == other for one, other in looks)
    assert [field.name for field in fields(Brief)] == [
        *("experiment", "look", "utterances", "captioned", "grid", "short")
    ]


def exact(value: Any) -> Any:
    """Return a value to its last digit, of plain parts; the file's name is no part of it."""
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(exact(getattr(value, f.name)) for f in fields(value))]
    if isinstance(value, np.ndarray):
        return [value.dtype.str, value.shape, value.tobytes()]
    if isinstance(value, dict | tuple | list):
        return [exact(part) for part in (value.items() if isinstance(value, dict) else value)]
    if isinstance(value, Compiled):
        return exact(value.__reduce__()[1])
    if isinstance(value, partial):
        return [value.func.__qualname__, exact(value.args)]
    if isinstance(value, sympy.Basic):
        return sympy.srepr(value)
    if callable(value):
        return value.__qualname__
    assert value is None or isinstance(value, str | int | float | Enum | np.generic), value
    return repr(value)


def test_each_value_of_a_lesson_was_changed() -> None:
    changed = {name for _, changes, _ in CHANGES for name in changes}
    assert changed == {*Lesson.model_fields} - UNMOVED


def test_each_shape_quality_and_length_is_another_clip(
    told: Callable[[Any], tuple[Brief, dict[str, Any]]],
) -> None:
    for name in ("shape", "quality", "length", "theme", "captions"):
        kind = Lesson.model_fields[name].annotation
        values = [v for part in get_args(kind) for v in (get_args(part) or [part])]
        allowed = [value for value in values if isinstance(value, str)]
        assert len(allowed) > 1
        assert len({key_of(told({name: v})[1]["fit"]) for v in allowed}) == len(allowed)


def test_a_library_s_version_moves_all_keys(
    told: Callable[[Any], tuple[Brief, dict[str, Any]]],
) -> None:
    _, parts = told({})
    for name in ALL:
        assert {"gdvideo", "manim", "av", "typst", "numpy", "pillow"} <= {*parts[name]["versions"]}


def test_a_bridge_moves_with_either_of_its_clips() -> None:
    usual = key_of(bridge_parts("a", "b"))
    assert usual == key_of(bridge_parts("a", "b"))
    assert len({usual, *(key_of(bridge_parts(*pair)) for pair in ("ac", "cb", "ba"))}) == 4
