"""The wheel works elsewhere: in an empty environment, from an empty folder, without the checkout.

That environment borrows its third-party packages from the one that runs the tests, through a path
file, so that nothing is fetched. Path files inside a borrowed folder are not read, so the editable
installation of the checkout does not come along.
"""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from scenes.film import FILM


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree with the build back end that is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*build, str(root)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and the packages it needs."""
    home = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(home, symlinks=os.name != "nt")
    names = {"base": str(home), "platbase": str(home)}
    programs = Path(sysconfig.get_path("scripts", "venv", names))
    packages = Path(sysconfig.get_path("purelib", "venv", names))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install", "--quiet"]
    alone = ["--no-deps", "--no-index", "--force-reinstall", "--no-compile"]
    command = [*pip, *alone, "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return programs


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment in `folder`, without what points at the checkout."""
    world = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        command, cwd=folder, env=world, capture_output=True, text=True, timeout=600
    )


def test_wheel_holds_the_packages_and_the_assets(files: list[Path], wheel: Path) -> None:
    shipped = {"gdcore", "scenes", "gdvideo", "assets"}
    expected = {_place(path) for path in files if path.parts[0] in shipped}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


def _place(path: Path) -> str:
    """Return where a file of the tree is in the wheel, whose names are packages and no others."""
    return f"{'scenes/' if path.parts[0] == 'assets' else ''}{path.as_posix()}"


def test_packages_and_every_scene_come_from_the_wheel(elsewhere: Path, tmp_path: Path) -> None:
    code = (
        "import inspect, gdcore, gdvideo, scenes; from scenes.film import FILM\n"
        "from scenes.stage import scene_class; print(*map(inspect.getfile, "
        "(gdcore, gdvideo, scenes, *map(scene_class, FILM))), sep='\\n')"
    )
    done = run(tmp_path, str(elsewhere / "python"), "-c", code)
    assert done.returncode == 0, done.stderr
    found = done.stdout.splitlines()
    assert len(found) == 3 + len(FILM)
    assert all(Path(name).is_relative_to(elsewhere.parent) for name in found)


def test_command_line_runs_from_the_wheel(elsewhere: Path, tmp_path: Path) -> None:
    done = run(tmp_path, str(elsewhere / "gdvideo"), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "render" in done.stdout


def test_every_scene_has_its_words_from_the_wheel(elsewhere: Path, tmp_path: Path) -> None:
    done = run(tmp_path, str(elsewhere / "gdvideo"), "scenes", "--data", "three")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()][: len(FILM)] == [*FILM]


def test_a_clip_is_rendered_from_the_wheel(elsewhere: Path, tmp_path: Path) -> None:
    lesson = ["--data", "three", "--quality", "draft", "--voice", "none", "--quiet"]
    done = run(tmp_path, str(elsewhere / "gdvideo"), "render", *lesson, "--scene", "card")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    made = {path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.rglob("*.mp4")}
    assert "clips/card.mp4" in made
