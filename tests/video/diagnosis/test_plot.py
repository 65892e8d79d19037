"""The picture of a descent: a real PNG and SVG, with the numbers of the descent in it."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gdvideo.diagnosis.plot import figure, write_plot
from gdvideo.lesson import lesson_of
from gdvideo.study import study
from scenes.kit.look.look import DARK


def test_the_panels_show_the_descent() -> None:
    made = study(lesson_of({"data": "women", "steps": "5"}))
    error, path, residuals = figure(made).axes
    experiment = made.experiment
    assert error.get_yscale() == "log"
    assert error.lines[0].get_ydata() == pytest.approx(
        experiment.trajectory.values - experiment.best_loss
    )
    assert np.transpose(path.lines[0].get_data()) == pytest.approx(experiment.trajectory.points)
    x, y = np.arange(58.0, 73.0), made.experiment.data.y.values
    line = np.polyval(np.polyfit(x, y, 1), x)
    assert np.array(residuals.lines[1].get_data()) == pytest.approx(np.array([line, y - line]))


def test_one_parameter_has_its_way_instead_of_a_map() -> None:
    made = study(lesson_of({"data": "three", "formula": "m*x", "steps": "4"}))
    _, way, _ = figure(made).axes
    start, best = made.experiment.trajectory.start, made.experiment.best
    gone = (made.experiment.trajectory.points - start) / (best - start)
    assert way.lines[0].get_ydata() == pytest.approx(gone[:, 0])


def test_a_descent_from_the_best_fit_has_a_picture_too() -> None:
    assert figure(study(lesson_of({"data": "three", "formula": "m*x", "start": "m=1"})))


def test_both_kinds_are_written_the_same_twice(tmp_path: Path) -> None:
    made = study(lesson_of({"data": "three"}))
    for name in ("one.png", "two.png", "one.svg", "two.svg"):
        write_plot(made, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    assert ET.parse(tmp_path / "one.svg").getroot().tag.endswith("svg")
    with Image.open(tmp_path / "one.png") as picture:
        corner = picture.convert("RGB").getpixel((0, 0))
    assert corner == tuple(bytes.fromhex(DARK.ground[1:]))


def test_another_kind_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    assert refused("check", "--plot", "descent.gif").endswith(
        "--plot got 'descent.gif': its name must end in .png or .svg."
    )
    assert list(tmp_path.iterdir()) == []
