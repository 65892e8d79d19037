"""The files that a clip's key is made from: what draws the clip, and no other scene's own."""

import ast
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from gdvideo.rendering import sources as made_from
from gdvideo.rendering.sources import bridge_sources, digests, sources
from scenes.film import FILM

ROOT = Path(made_from.__file__).parents[2]
ALL = {*FILM, "thumbnail"}
NONE: set[str] = set()
LIVE = {"fit", "parabola", "tangent", "rate", "surface", "iterate", "valley", "stochastic"}
WORDS = "assets/narration/en"

MOVED: dict[str, set[str]] = {
    "scenes/rate.py": {"rate"},
    "scenes/scripts/rate.py": {"rate"},
    "scenes/live/rate.py": {"rate"},
    f"{WORDS}/rate.toml": {"rate"},
    "scenes/thumbnail.py": {"thumbnail"},
    f"{WORDS}/thumbnail.toml": {"thumbnail"},
    # A clip does not show what is asked beside it.
    "scenes/questions/rate.py": NONE,
    f"{WORDS}/questions.toml": NONE,
    "scenes/kit/panels/rate_dial.py": {"rate"},
    "scenes/kit/calculus/gear.py": {"rules"},
    "scenes/kit/surface/hike.py": {"hook", "card"},
    "scenes/kit/live/places.py": {*LIVE, "minima"},
    f"{WORDS}/live.toml": {*LIVE, "minima"},
    "gdcore/landscape/gear_train.py": {"rules"},
    "gdcore/landscape/overhead.py": {"thumbnail"},
    "assets/data/study.csv": {"valley"},
    "assets/data/nottingham.csv": {"minima"},
    "assets/data/women.csv": {"curves"},
    "assets/data/shuttle.csv": {"curves"},
    "assets/data/population.csv": {"curves"},
    "assets/measured/race.csv": {"solve"},
    "assets/data/three.csv": NONE,
    **dict.fromkeys(
        (
            *("gdcore/experiment.py", "gdcore/usual.py", "gdcore/error/quadratic.py"),
            *("scenes/stage.py", "scenes/film.py", "scenes/join.py", "scenes/brief.py"),
            *("scenes/kit/ink/shapes.py", "scenes/telling/timeline.py", "scenes/live/__init__.py"),
            *(
                "gdvideo/formulas.py",
                "gdvideo/study.py",
                "gdvideo/briefing.py",
                "gdvideo/symbols.py",
            ),
            *("gdvideo/telling.py", "gdvideo/media/encode.py", "gdvideo/media/tracks.py"),
            *("gdvideo/media/mp4.py", "gdvideo/media/subtitles.py", "gdvideo/embed/mathml.py"),
            *("gdvideo/rendering/captions.py", "gdvideo/rendering/frames.py"),
            *("gdvideo/rendering/parts.py", "gdvideo/media/splice.py"),
            *("gdvideo/rendering/transcript.py", "gdvideo/rendering/live_lesson.py"),
            *(f"{WORDS}/common.toml", f"{WORDS}/spoken.toml", f"{WORDS}/page.toml"),
            *("assets/units.toml", "assets/web/transcript.html", "assets/web/head.html"),
        ),
        ALL,
    ),
    **dict.fromkeys(
        (
            *("gdvideo/cli.py", "gdvideo/lesson.py", "gdvideo/filming.py", "gdvideo/media/join.py"),
            *("gdvideo/rendering/film.py", "gdvideo/rendering/key.py", "gdvideo/data/numbers.py"),
            *("gdvideo/rendering/hands.py", "gdvideo/rendering/plan.py"),
            *("gdvideo/voice/engine.py", "scenes/bridge.py"),
            *("scenes/kit/checks/rehearsal.py", "scenes/own.py", "assets/web/page/lesson.js"),
        ),
        NONE,
    ),
}
"""Which clips are made again when a file changes, written down by hand."""


def told(*, spoken: bool = False) -> dict[str, set[str]]:
    """Return the names of the files of each clip."""
    return {scene: {*digests(sources(scene, "en", spoken=spoken))} for scene in ALL}


@pytest.fixture(scope="module")
def files() -> dict[str, set[str]]:
    return told()


@pytest.mark.parametrize(("file", "moved"), MOVED.items())
def test_a_file_is_in_the_key_of_what_it_draws(
    files: dict[str, set[str]], file: str, moved: set[str]
) -> None:
    assert (ROOT / file).exists() or file.endswith(".js")
    assert {scene for scene in ALL if file in files[scene]} == moved


def test_what_speaks_is_in_the_key_of_what_is_spoken(files: dict[str, set[str]]) -> None:
    more = {name for scene, names in told(spoken=True).items() for name in names - files[scene]}
    assert {"gdvideo/voice/engine.py", "gdvideo/voice/pauses.py"} <= more
    assert {name.rpartition("/")[0] for name in more} == {"gdvideo/voice", "gdvideo/media"}


def test_a_bridge_has_what_its_clips_do_not(files: dict[str, set[str]]) -> None:
    own = {*digests(bridge_sources())}
    assert own - files["card"] == {"scenes/bridge.py", "scenes/kit/checks/rehearsal.py"}


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the packages, which keys are made from instead."""
    for part in ("gdcore", "scenes", "gdvideo", "assets"):
        ignored = shutil.ignore_patterns("__pycache__", "page", "vendor", "live", "packages")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
    monkeypatch.setattr(made_from, "_PACKAGES", tmp_path)
    return tmp_path


def test_a_digest_changes_with_what_a_file_says_and_with_nothing_else(packages: Path) -> None:
    def moved() -> set[str]:
        found = digests(sources("card", "en", spoken=False))
        return {name for name in found if found[name] != before.get(name)}

    before = digests(sources("card", "en", spoken=False))
    for name in ("scenes/card.py", "scenes/rate.py"):
        with (packages / name).open("a", encoding="utf-8") as source:
            source.write("# changed\n")
    assert moved() == {"scenes/card.py"}
    (packages / "scenes" / "kit" / "new.py").write_text("from gdcore.landscape import race\n")
    with (packages / "scenes" / "card.py").open("a", encoding="utf-8") as source:
        source.write("\n    from scenes.kit import (\n        new,\n    )\n")
    assert moved() >= {"scenes/card.py", "scenes/kit/new.py"}


def test_words_that_are_not_there_are_not_passed_over(packages: Path) -> None:
    (packages / WORDS / "card.toml").unlink()
    with pytest.raises(FileNotFoundError):
        digests(sources("card", "en", spoken=False))


def _imported(path: Path) -> Iterator[str]:
    """Yield the modules of the core and the scenes that a module imports, by its syntax tree."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            file = f"{name.replace('.', '/')}.py"
            if name.split(".")[0] in ("gdcore", "scenes") and (ROOT / file).is_file():
                yield file


def test_what_any_module_imports_is_in_the_key_with_it(files: dict[str, set[str]]) -> None:
    code = {name for names in files.values() for name in names if name.endswith(".py")}
    imported = {name: {*_imported(ROOT / name)} for name in code}
    apart = {"scenes/bridge.py", "scenes/thumbnail.py"}
    assert sum(map(len, imported.values())) > 1000
    for scene, names in files.items():
        for name in names & code:
            assert imported[name] - apart <= names, (scene, name)


def test_what_a_scene_opens_is_in_its_key(files: dict[str, set[str]]) -> None:
    """Tables and words are found by name, not by import: `_TABLES` must have them."""
    opened = {
        scene: {
            f"assets/data/{name}.csv"
            for module in names
            if module.startswith("scenes/")
            for name in _literals(ROOT / module)
            if (ROOT / f"assets/data/{name}.csv").exists()
        }
        for scene, names in files.items()
    }
    assert opened["minima"] >= {"assets/data/nottingham.csv"}
    usual = {"assets/data/penguins.csv"}
    for scene in ("minima", "curves", "valley"):
        assert opened[scene] - usual <= files[scene], scene


@cache
def _literals(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str) and value.isidentifier()}
