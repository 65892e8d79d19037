"""A film that is there already is told by digests: what it hangs on, and what its files are."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gdvideo.lesson import lesson_of
from gdvideo.rendering import again
from gdvideo.rendering.again import length_if_there, request_of

ROOT = Path(again.__file__).parents[2]
CONTENTS = {"explainer.mp4": b"film", "clips/card.mp4": b"clip", "bridges/a-b.mp4": b"bridge"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the record and the files of a film of 12.5 seconds, of the request `asked`."""
    for name, content in CONTENTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    film, clip, bridge = (
        dict[str, Any](files={name: sha256(content).hexdigest()})
        for name, content in CONTENTS.items()
    )
    for name, part in (("clips/card", clip), ("bridges/a-b", bridge)):
        part["key"] = name
        (tmp_path / f"{name}.json").write_text(json.dumps(part))
    record = {"request": "asked", "duration_s": 12.5, "clips": [clip], "bridges": [bridge], **film}
    (tmp_path / "film.json").write_text(json.dumps(record))
    return tmp_path


def test_a_film_of_the_same_request_is_there(out: Path) -> None:
    assert length_if_there(out, "asked") == 12.5


@pytest.mark.parametrize("request_", ["other", ""])
def test_a_film_of_another_request_is_not(out: Path, request_: str) -> None:
    assert length_if_there(out, request_) is None


@pytest.mark.parametrize("name", ["clips/card.json", "bridges/a-b.json"])
@pytest.mark.parametrize("text", ["", "{}", '{"key": "x", "files": {}}'])
def test_a_film_whose_clip_has_another_record_is_not(out: Path, name: str, text: str) -> None:
    (out / name).write_text(text)
    assert length_if_there(out, "asked") is None


@pytest.mark.parametrize("name", CONTENTS)
def test_a_film_with_a_file_changed_or_lost_is_not(out: Path, name: str) -> None:
    (out / name).write_bytes(b"changed")
    assert length_if_there(out, "asked") is None
    (out / name).unlink()
    assert length_if_there(out, "asked") is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"request": "asked"}', '{"request": "asked", "clips": 3}']
)
def test_a_strange_record_is_none(out: Path, text: str) -> None:
    (out / "film.json").write_text(text)
    assert length_if_there(out, "asked") is None


def test_a_request_without_digest_is_never_there(out: Path) -> None:
    text = (out / "film.json").read_text().replace('"asked"', '""')
    (out / "film.json").write_text(text)
    assert length_if_there(out, "") is None


def test_each_value_of_a_lesson_is_part_of_the_request() -> None:
    told = [{}, {"rate": 0.1}, {"title": "T"}, {"quality": "draft"}, {"data": "women"}]
    requests = {request_of(lesson_of(given)) for given in told}
    assert len(requests) == len(told)
    assert request_of(lesson_of({})) == request_of(lesson_of({}))


def test_so_are_the_bytes_of_data_scenes_and_voice(tmp_path: Path) -> None:
    table, voice = tmp_path / "table.csv", tmp_path / "voice"
    voice.mkdir()
    table.write_text("x,y\n1,2\n")
    scenes = tmp_path / "scene.py"
    scenes.write_text("one")
    (voice / "fit.wav").write_bytes(b"one")
    lesson = lesson_of({"data": str(table), "voice": str(voice), "scene_files": [str(scenes)]})
    requests = [request_of(lesson)]
    table.write_text("x,y\n1,3\n")
    requests.append(request_of(lesson))
    scenes.write_text("two")
    requests.append(request_of(lesson))
    (voice / "fit.wav").write_bytes(b"two")
    requests.append(request_of(lesson))
    assert len({*requests, ""}) == 5


def test_so_are_code_and_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gdcore", "scenes", "gdvideo", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(again, "_PACKAGES", tmp_path)
    monkeypatch.setattr(again, "ASSETS", tmp_path / "assets")
    requests = {request_of(lesson_of({}))}
    for name in ("gdcore/digits.py", "scenes/card.py", "assets/narration/en/card.toml"):
        with (tmp_path / name).open("a") as file:
            file.write("\n# changed\n")
        requests.add(request_of(lesson_of({})))
    assert len(requests) == 4
    (tmp_path / "gdcore" / "__pycache__").mkdir()
    for name in ("digits.cpython-311.pyc", "digits.cpython-311.pyc.140233"):
        (tmp_path / "gdcore" / "__pycache__" / name).write_bytes(b"compiled")
    assert request_of(lesson_of({})) in requests


def test_data_that_are_no_file_have_no_request(tmp_path: Path) -> None:
    assert request_of(lesson_of({"data": str(tmp_path)})) == ""
    assert request_of(lesson_of({"data": str(tmp_path / "none.csv")})) == ""


def test_an_unchanged_film_is_not_made_again(
    gdvideo: Callable[..., Any], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "request_of", lambda _: "asked")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("rendered")

    monkeypatch.setattr("gdvideo.filming.filmed", never)
    done = gdvideo("render", "--out", str(out))
    assert done.status == 0
    assert done.err == f"{out / 'explainer.mp4'}: 12 s; nothing has changed since\n"
