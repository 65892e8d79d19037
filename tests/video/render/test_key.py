"""The files that a clip's key is made from: what draws the clip, and no other scene's own."""

import ast
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from gdvideo.lesson import lesson_of
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering import key as keys
from gdvideo.study import brief_of, study
from gdvideo.telling import Telling
from scenes.film import FILM

ROOT = Path(keys.__file__).parents[2]
ALL = set(FILM)
WORDS = "assets/narration/en"
OWN = (
    *("scenes/{}.py", "scenes/{}_marks.py", "scenes/scripts/{}.py", "scenes/live/{}.py"),
    WORDS + "/{}.toml",
)
NEW = (
    *("gdcore/new.py", "scenes/kit/new.py", "scenes/notes.txt", "scenes/other.py"),
    *("scenes/scripts/other.py", f"{WORDS}/other.toml"),
)
"""Files that a scene, or a house, may get."""

Key = Callable[[str], str]


def copied(folder: Path) -> Path:
    """Copy the packages, with a file of words a scene, and return their folder."""
    for part in ("gdcore", "scenes", "gdvideo", "assets"):
        ignored = shutil.ignore_patterns("__pycache__", "narration")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    (folder / WORDS).mkdir(parents=True)
    for name in ("common", "live", "page", *FILM):
        (folder / WORDS / f"{name}.toml").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the packages, which the key is made from instead."""
    monkeypatch.setattr(keys, "_PACKAGES", copied(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def key() -> Key:
    """Return a function that makes the key of a scene as the copy stands."""
    made = study(lesson_of({"data": "three", "steps": 9}))
    brief = brief_of(made)[0]
    return lambda scene: keys.clip_key(scene, made, brief, Telling("none"), QUALITIES["draft"])


@pytest.fixture(scope="module")
def made_from(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], set[str]]:
    """Return a function that tells which scenes' keys are made from a file of a copy."""
    folder = copied(tmp_path_factory.mktemp("packages"))
    for file in (*NEW, *(own.format(scene) for own in OWN for scene in FILM)):
        (folder / file).touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_PACKAGES", folder)
        found = {scene: {*keys.sources(scene, "en")} for scene in FILM}
    return lambda file: {scene for scene in FILM if folder / file in found[scene]}


@pytest.mark.parametrize("own", OWN)
def test_what_a_scene_has_to_itself_is_in_its_key_alone(
    made_from: Callable[[str], set[str]], own: str
) -> None:
    assert {scene: made_from(own.format(scene)) for scene in FILM} == {s: {s} for s in FILM}


@pytest.mark.parametrize(
    ("table", "scene"),
    [
        *(("data/study", "valley"), ("data/nottingham", "minima"), ("measured/race", "solve")),
        *(("data/population", "curves"), ("data/women", "curves"), ("data/shuttle", "curves")),
    ],
)
def test_a_shipped_table_is_in_the_key_of_the_scene_that_shows_it(
    made_from: Callable[[str], set[str]], table: str, scene: str
) -> None:
    assert made_from(f"assets/{table}.csv") == {scene}


@pytest.mark.parametrize(
    "file",
    [
        *("gdcore/error/quadratic.py", "gdcore/experiment.py", "gdcore/new.py"),
        *("scenes/kit/look/look.py", "scenes/kit/new.py", "scenes/telling/timeline.py"),
        *("scenes/brief.py", "scenes/film.py", "scenes/stage.py", "scenes/join.py"),
        *("gdvideo/formulas.py", "gdvideo/study.py", "gdvideo/telling.py"),
        *("gdvideo/rendering/captioned.py", "gdvideo/rendering/captions.py"),
        *("gdvideo/media/encode.py", "gdvideo/rendering/clips.py", "gdvideo/rendering/frames.py"),
        *("gdvideo/media/quality.py", "gdvideo/media/sound.py", "gdvideo/media/subtitles.py"),
        *("gdvideo/media/tracks.py", "gdvideo/media/mp4.py", "gdvideo/voice/sound.py"),
        *(f"{WORDS}/common.toml", f"{WORDS}/live.toml", f"{WORDS}/page.toml"),
        *("assets/web/transcript.html", "gdvideo/embed/mathml.py"),
        *("gdvideo/rendering/transcript.py", "scenes/live/__init__.py"),
    ],
)
def test_what_all_scenes_share_is_in_every_key(
    made_from: Callable[[str], set[str]], file: str
) -> None:
    assert made_from(file) == ALL


@pytest.mark.parametrize(
    "file",
    [
        *("gdvideo/cli.py", "gdvideo/looks.py", "gdvideo/media/join.py", "assets/data/three.csv"),
        *("gdvideo/rendering/film.py", "gdvideo/rendering/schedule.py", "scenes/bridge.py"),
        *("scenes/notes.txt", "scenes/other.py", "scenes/scripts/other.py", f"{WORDS}/other.toml"),
    ],
)
def test_what_draws_no_clip_is_in_no_key(made_from: Callable[[str], set[str]], file: str) -> None:
    assert made_from(file) == set()


def test_a_key_changes_with_what_it_is_made_from(packages: Path, key: Key) -> None:
    before, scenes = key("tangent"), ("scenes/tangent.py", "scenes/kit/new.py", "scenes/rate.py")
    found = []
    for file in scenes:
        with (packages / file).open("a", encoding="utf-8") as source:
            source.write("# changed\n")
        found.append(key("tangent"))
    assert len({before, *found}) == 3
    assert found[1] == found[2]


def test_a_bridge_is_made_from_both_clips_and_its_own_code(packages: Path) -> None:
    usual = keys.bridge_key("a" * 64, "b" * 64)
    assert usual == keys.bridge_key("a" * 64, "b" * 64)
    others = [keys.bridge_key("b" * 64, "a" * 64), keys.bridge_key("a" * 64, "c" * 64)]
    with (packages / "scenes" / "bridge.py").open("a", encoding="utf-8") as source:
        source.write("# changed\n")
    others.append(keys.bridge_key("a" * 64, "b" * 64))
    assert len({usual, *others}) == 4


def test_a_module_s_name_counts(packages: Path, key: Key) -> None:
    (packages / "scenes/kit/text/zz.py").touch()
    named = key("tangent")
    # Last in its folder under both names, so that the order of what is read stays.
    (packages / "scenes/kit/text/zz.py").rename(packages / "scenes/kit/text/zzz.py")
    assert key("tangent") != named


def test_words_that_are_not_there_are_not_passed_over(packages: Path) -> None:
    (packages / WORDS / "tangent.toml").unlink()
    assert not all(path.exists() for path in keys.sources("tangent", "en"))


@cache
def _imported(path: Path) -> frozenset[Path]:
    """Return the modules of the core and the scenes that a module's text imports."""
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            file = ROOT / f"{name.replace('.', '/')}.py"
            if name.split(".")[0] in ("gdcore", "scenes") and file.is_file():
                yield file


@pytest.mark.parametrize("scene", FILM)
def test_every_module_that_a_scene_loads_is_in_its_key(scene: str) -> None:
    found: set[Path] = set()
    left = [ROOT / f"scenes/{scene}.py", ROOT / f"scenes/scripts/{scene}.py"]
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += _imported(path) - found
    assert len(found) > 50
    assert found <= {*keys.sources(scene, "en")}
