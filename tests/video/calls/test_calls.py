"""`gdvideo.numbers`, `check` and `render`: the command line's numbers, options and files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pytest

import gdvideo
from gdvideo.calls.showing import MOST_EMBEDDED, video
from gdvideo.calls.wishes import Numbers, Wishes
from gdvideo.lesson import Lesson
from gdvideo.options import NUMBERS

X, Y = np.array([0.5, 2.3, 2.9]), np.array([1.4, 1.9, 3.2])


def test_every_option_of_a_lesson_is_a_keyword() -> None:
    assert set(get_type_hints(Wishes)) == set(Lesson.model_fields) - {"data"}
    assert set(get_type_hints(Numbers)) == {*NUMBERS, "names", "units", "leave_out"} - {"data"}


def test_the_face_is_all_that_is_seen() -> None:
    assert dir(gdvideo) == ["GdvideoError", "InputError", "check", "render", "trace"]
    assert all(callable(getattr(gdvideo, name)) for name in dir(gdvideo))
    with pytest.raises(AttributeError, match="no attribute 'draw'"):
        _ = gdvideo.draw  # type: ignore[attr-defined]


def test_a_trace_has_the_path_by_columns() -> None:
    found = gdvideo.trace((X, Y), scale="none", rate=0.1, steps=40, start={"m": 0.0, "b": 0.0})
    m = b = 0.0
    walked = [(m, b)]
    for _ in range(40):
        r = m * X + b - Y
        m, b = m - 0.1 * 2.0 * np.mean(r * X), b - 0.1 * 2.0 * np.mean(r)
        walked.append((m, b))
    assert np.column_stack([found.path["m"], found.path["b"]]) == pytest.approx(np.array(walked))
    assert found.path["loss"][-1] == pytest.approx(np.mean((m * X + b - Y) ** 2))
    assert list(found.path) == ["step", "m", "b", "loss", "m_original", "b_original"]
    assert repr(found) == f"3 rows, 40 steps: m = {m:.4g}, b = {b:.4g}; the best fit is " + (
        "m = 0.641, b = 0.9487"
    )
    assert "<td" in found._repr_html_()
    assert len(found.figure.axes) == 3


def test_the_numbers_are_those_of_the_command_line(command: Callable[..., Any]) -> None:
    told = json.loads(command("trace", "--data", "women", "--rate", "0.2", "--json").out)
    assert gdvideo.trace("women", rate=0.2).numbers == told
    told = json.loads(command("check", "--data", "women", "--rule", "adam", "--json").out)
    found = gdvideo.check("women", rule="adam")
    assert {"sentences": [*found.sentences], **found.numbers} == told


@pytest.fixture
def command(gdvideo: Callable[..., Any]) -> Callable[..., Any]:
    """The command line, under another name than the package."""
    return gdvideo


def test_a_check_says_what_to_type_in_python() -> None:
    found = gdvideo.check({"x": [61, 62, 64, 66, 70], "y": [1, 2, 4, 5, 9]}, scale="none")
    assert repr(found).startswith("This descent crawls")
    assert found.sentences[2] == "Type: gdvideo.render(data, scale='standard')"
    shown = found._repr_html_()
    assert "<code>gdvideo.render(data, scale=&#x27;standard&#x27;)</code>" in shown
    assert '<svg xmlns:xlink="' in shown
    assert 'style="width:100%;height:auto"' in shown


def test_a_lesson_file_gives_way_to_what_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "lesson.toml"
    file.write_text('data = "women"\nrate = 0.2\nsteps = 7\n')
    found = gdvideo.trace(lesson=file, steps=np.int64(5))
    assert (found.numbers["rate"], found.numbers["steps"], found.numbers["n"]) == (0.2, 5, 15)


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"rate": -1}, r"^rate got -1: it must be above 0\.$"),
        ({"rat": 1}, r"^rat is not known, rate is; "),
        ({"scale": "log"}, r"^scale got 'log': it must be "),
    ],
)
def test_a_wish_that_cannot_be_is_refused_by_its_name(wishes: dict[str, Any], said: str) -> None:
    with pytest.raises(gdvideo.InputError, match=said):
        gdvideo.trace((X, Y), **wishes)


def test_a_long_video_is_shown_by_its_poster_and_place(tmp_path: Path) -> None:
    file = tmp_path / "explainer.mp4"
    with file.open("wb") as made:
        made.truncate(MOST_EMBEDDED + 1)
    file.with_suffix(".png").write_bytes(b"poster")
    shown = video(file, "en", captioned=False)
    assert "<video" not in shown
    assert "explainer.mp4</code>" in shown
    assert "data:image/png;base64,cG9zdGVy" in shown
