"""What a path tells about itself."""

import numpy as np
import pytest

from gdcore.arrays import frozen
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status, Trajectory

PATH = Trajectory(
    frozen([[1.0, 2.0], [0.5, 3.0], [0.25, 3.5]]),
    frozen([9.0, 4.0, 3.0]),
    Status.CONVERGED,
    "It stopped.",
    frozen([0.0, 5.0, 10.0]),
    Stop("loss", 2.0),
)


def test_a_path_has_one_step_fewer_than_points() -> None:
    assert PATH.steps == 2


def test_a_path_knows_its_ends() -> None:
    assert PATH.start.tolist() == [1.0, 2.0]
    assert PATH.final.tolist() == [0.25, 3.5]


def test_between_two_steps_a_path_is_straight() -> None:
    # A quarter of the way from (1, 2) to (0.5, 3), and half of that from (0.5, 3) to (0.25, 3.5).
    assert PATH.at(0.25).tolist() == [0.875, 2.25]
    assert PATH.at(1.5).tolist() == [0.375, 3.25]


def test_at_a_whole_step_a_path_is_at_its_point_exactly() -> None:
    far = Trajectory(
        frozen([[0.1], [0.3], [1e17]]), PATH.values, PATH.status, PATH.sentence, PATH.work
    )
    assert [far.at(step).tolist() for step in (0.0, 1.0, 2.0)] == [[0.1], [0.3], [1e17]]


def test_the_status_prints_as_the_word_of_the_contract() -> None:
    assert [str(status) for status in Status] == ["converged", "exhausted", "diverged"]


def test_a_path_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        PATH.points[0, 0] = 7.0
    with pytest.raises(AttributeError):
        PATH.values = np.zeros(3)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("step", "place"),
    [
        (0.0, [1.0, 2.0]),
        (0.5, [0.75, 2.5]),
        (1.0, [0.5, 3.0]),
        (1.25, [0.4375, 3.125]),
        (2.0, [0.25, 3.5]),
    ],
)
def test_between_two_steps_it_is_on_the_straight_way(step: float, place: list[float]) -> None:
    assert PATH.at(step).tolist() == place


@pytest.mark.parametrize("step", [-0.1, 2.1, float("nan")])
def test_there_is_nothing_before_the_start_nor_after_the_end(step: float) -> None:
    with pytest.raises(ValueError, match=r"^`step` must be between 0 and 2, got "):
        PATH.at(step)


def test_the_first_steps_are_a_path_that_has_not_ended() -> None:
    part = PATH.first(1)
    assert part.points.tolist() == [[1.0, 2.0], [0.5, 3.0]]
    assert (part.values.tolist(), part.work.tolist()) == ([9.0, 4.0], [0.0, 5.0])
    assert (part.status, part.fired) == (Status.EXHAUSTED, None)
    assert part.sentence == "The first 1 step of 2."
    assert PATH.first(0).points.tolist() == [[1.0, 2.0]]
    assert PATH.first(2) is PATH
