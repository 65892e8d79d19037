"""Scenes of somebody's own: from a file or by class, for any lesson, their faults in a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gdvideo.calls.wishes import wanted
from gdvideo.errors import InputError
from gdvideo.filming import briefed
from gdvideo.lesson import Lesson
from gdvideo.lessons.files import read_lesson
from gdvideo.lessons.scene_file import new_scene
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.draughtsman import Draughtsman, drawn_part
from gdvideo.rendering.drawing import processes
from gdvideo.rendering.manim_alone import load_manim
from gdvideo.rendering.parts import parts
from gdvideo.rendering.plan import BridgeJob, ClipJob, named_scenes, plan
from gdvideo.rendering.scene_files import load_scenes, own_code, own_file
from gdvideo.rendering.sources import digests, sources
from gdvideo.telling import Telling
from scenes.brief import default_brief
from scenes.kit.checks.screening import screened

SCENE = "my_scene"
TEXT = new_scene(SCENE, "mine.py")


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test makes known is known to no other."""
    monkeypatch.setattr("scenes.telling.own_scenes._ENTRIES", {})
    monkeypatch.setattr("scenes.telling.own_scenes._ASIDE", set())
    monkeypatch.setattr("gdvideo.rendering.scene_files._RUN", {})


@pytest.fixture
def mine(write: Callable[..., str]) -> str:
    """A file with the scene that `gdvideo new --scene` writes."""
    return write("mine.py", TEXT)


def test_what_new_writes_is_filmed_as_it_is(gdvideo: Callable[..., Any], tmp_path: Path) -> None:
    assert gdvideo("new", "--scene", SCENE).out.endswith("gdvideo render --scenes my_scene.py\n")
    given = ("--scenes", "my_scene.py", "--data", "women", "--voice", "none", "--quality", "draft")
    done = gdvideo("render", *given)
    assert (done.status, (tmp_path / "out/clips/my_scene.mp4").stat().st_size > 1000) == (0, True)
    captions = (tmp_path / f"out/clips/{SCENE}.en.vtt").read_text("utf-8")
    assert "Here are your 15 data points." in " ".join(captions.split())
    # Drawn anew only if the file is another one.
    clip = (tmp_path / "out/clips/my_scene.json").read_bytes()
    gdvideo("render", *given)
    assert (tmp_path / "out/clips/my_scene.json").read_bytes() == clip


@pytest.mark.parametrize(
    "wishes",
    [
        {"scale": "none", "rate": 2e-3},
        {"rule": "momentum:0.9", "shape": "vertical"},
        {"formula": "a*exp(k*x)", "loss": "mae", "steps": 1},
        {"data": "table.csv", "formula": "a*one + b*two + c"},
    ],
)
def test_what_new_writes_is_right_for_any_lesson(
    mine: str, write: Callable[..., str], wishes: dict[str, Any]
) -> None:
    table = write("table.csv", "one,two,y\n1,2,3\n2,1,4\n3,5,9\n4,4,7\n5,6,12\n")
    given = wishes | {"data": table if "data" in wishes else "women"}
    _, brief = briefed(Lesson(scene_files=(mine,), **given), lambda _: None)
    (scene,) = load_scenes((mine,))
    assert screened(scene, brief) == ()


def test_a_file_is_known_by_its_bytes(mine: str, write: Callable[..., str]) -> None:
    assert load_scenes((mine,)) == (SCENE,)
    before = own_code(SCENE)
    write("mine.py", TEXT.replace("your", "all"))
    assert load_scenes((mine,)) == (SCENE,)
    assert (before, own_code(SCENE)) == (TEXT.encode(), TEXT.replace("your", "all").encode())
    assert own_code("fit") == b""
    other = write("other.py", new_scene("another", "other.py"))
    assert load_scenes((other, mine)) == ("another", SCENE)
    # What a file has no more is not its own any more.
    write("mine.py", new_scene("renamed", "mine.py"))
    assert load_scenes((mine,)) == ("renamed",)


def test_each_lesson_has_the_scenes_of_its_own_files(mine: str, write: Callable[..., str]) -> None:
    other = write("other.py", TEXT.replace("your", "all"))
    own = {file: Lesson(scene_files=(file,)) for file in (mine, other)}
    for file in (mine, other, mine):
        assert (named_scenes(own[file]), own_file(SCENE)) == ((SCENE,), Path(file))
    with pytest.raises(InputError, match=f"^There is no scene '{SCENE}'; the film has .*, card$"):
        named_scenes(Lesson(scenes=(SCENE,)))
    with pytest.raises(InputError, match=f"{mine} and {other} both define a scene '{SCENE}'; each"):
        load_scenes((mine, other))


def test_its_clip_is_drawn_anew_if_its_file_has_changed(
    mine: str, write: Callable[..., str]
) -> None:
    given = Lesson(data="women", scene_files=(mine,), scenes=("card", SCENE))
    study, brief = briefed(given, lambda _: None)
    before = [job.key for job in plan(study, brief, Telling("none")).jobs]
    write("mine.py", f"{TEXT}\n# changed\n")
    after = [job.key for job in plan(study, brief, Telling("none")).jobs]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]


@pytest.mark.parametrize(
    ("more", "brought", "not_brought"),
    [
        ("", "scenes/kit/plots/standing.py", "scenes/rate.py"),
        ("import os, scenes.rate as r", "scenes/rate.py", "scenes/fit.py"),
        ("if True: from gdcore.landscape import race", "gdcore/landscape/race.py", "scenes/fit.py"),
        ("from importlib import import_module", "scenes/fit.py", "scenes/none.py"),
    ],
)
def test_its_clip_is_drawn_anew_if_what_it_imports_has_changed(
    write: Callable[..., str], more: str, brought: str, not_brought: str
) -> None:
    load_scenes((write("mine.py", f"{TEXT}\n{more}\n"),))
    files = digests(sources(SCENE, "en", spoken=False))
    assert {"scenes/own.py", "scenes/stage.py", "gdcore/experiment.py", brought} <= {*files}
    assert not_brought not in files


def test_files_alone_name_their_scenes(mine: str) -> None:
    assert named_scenes(Lesson(scene_files=(mine,))) == (SCENE,)
    assert named_scenes(Lesson(scene_files=(mine,), scenes=("fit", SCENE))) == ("fit", SCENE)


def test_a_lesson_file_names_them_beside_it(mine: str, write: Callable[..., str]) -> None:
    lesson = read_lesson(Path(write("lesson.toml", 'scene_files = ["mine.py"]')))
    assert lesson.scene_files == (mine,)


@pytest.fixture
def given() -> type:
    """A scene's class, as a program defines it: id `given`."""
    load_manim()
    from scenes.own import OwnScene

    words = 'title = ""\n[sentences]\n'
    return type("Given", (OwnScene,), {"scene_id": "given", "words": words})


def test_only_this_process_draws_a_class(
    given: type, mine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del given
    (scene,) = load_scenes((mine,))
    monkeypatch.setattr("gdvideo.rendering.drawing._WORTH_FRAMES", 1)
    anybody = Draughtsman(default_brief(), QUALITIES["draft"])
    jobs = (BridgeJob("fit", scene, ""), BridgeJob("fit", "given", ""))
    assert [processes(parts(job) * 2, anybody, 2) for job in jobs] == [2, 1]


def test_a_class_is_a_scene(given: type, mine: str) -> None:
    kind = given
    lesson, _ = wanted("women", None, {"scenes": ["fit", kind]})
    assert named_scenes(lesson) == ("fit", "given")
    assert load_scenes((mine,)) == (SCENE,)
    # Only this process knows it, and nobody knows what its code depends on.
    assert own_file("given") is None
    assert own_code("given") == own_code("given") not in (b"", TEXT.encode())


@pytest.mark.parametrize(
    ("said", "instead", "fault"),
    [
        ("import scatter\n", "import scater\n", "mine.py, line LINE: ImportError: cannot import"),
        ("def score(experiment):", "def score(experiment)", "mine.py, line LINE: expected ':'"),
        ("OwnScene)", "object)", "defines no scene: a class made from scenes.own.OwnScene"),
        ('scene_id = "my_scene"', 'scene_id = "fit"', "scene_id 'fit' is a scene of the film"),
        ('scene_id = "my_scene"', 'scene_id = "a b"', "must be letters, digits and _"),
        ("title =", "title", "the words of 'my_scene' are not valid TOML"),
        ("[sentences]", "[told]", "need a title and [sentences], ['sentences'] missing"),
        ("def walk", "def stroll", "The scene 'my_scene' has no method for its beat 'walk'."),
        ('("rows",)', '("row",)', "no sentence 'row', of its beat 'show_the_data'."),
        ("{points}", "{rows}", "a sentence with {rows}, which its `numbers` does not return."),
        ("experiment.data.n)", "experiment.n)", "line LINE: AttributeError: 'Experiment' object"),
    ],
)
def test_a_fault_is_told_in_a_sentence(
    refused: Callable[..., str], write: Callable[..., str], said: str, instead: str, fault: str
) -> None:
    assert said in TEXT
    write("mine.py", TEXT.replace(said, instead))
    line = TEXT[: TEXT.index(said)].count("\n") + 1
    fault = fault.replace("LINE", str(line))
    assert fault in refused("script", "--scenes", "mine.py", "--data", "women")


def test_files_that_are_none_are_refused(refused: Callable[..., str]) -> None:
    assert "none.py cannot be read: No such file" in refused("script", "--scenes", "none.py")


def test_names_that_are_none_are_refused(refused: Callable[..., str], mine: str) -> None:
    assert "which is a scene of the film" in refused("new", "--scene", "fit")
    assert "letters, digits and _" in refused("new", "--scene", "a b")
    assert "is there already" in refused("new", mine, "--scene", "other")
    assert "the film has hook, fit, cost, par" in refused("script", "--scene", "none")


def test_a_fault_while_it_is_drawn_is_told(write: Callable[..., str]) -> None:
    file = write("mine.py", TEXT.replace('until("step")', 'until("stop")'))
    (scene,) = load_scenes((file,))
    study, brief = briefed(Lesson(data="women", scene_files=(file,)), lambda _: None)
    (job,) = plan(study, brief, Telling("none")).jobs
    assert (scene, isinstance(job, ClipJob)) == (SCENE, True)
    with pytest.raises(InputError, match="line 77: KeyError: the words of the beat walk have no"):
        drawn_part(Draughtsman(brief, QUALITIES["draft"], (file,)), parts(job)[-1])
