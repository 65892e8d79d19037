"""The film: each id has a module with one scene, and a script that says what suits it."""

import pytest

from scenes.film import FILM, unsuited
from scenes.stage import Stage, scene_class
from tests.scenes.formulas import FORMULAS


@pytest.mark.parametrize("scene", FILM)
def test_an_id_is_that_of_the_one_class_in_its_module(scene: str) -> None:
    found = scene_class(scene)
    assert issubclass(found, Stage)
    assert (found.scene_id, found.__module__) == (scene, f"scenes.{scene}")


def test_there_is_no_class_for_what_is_no_scene() -> None:
    with pytest.raises(ModuleNotFoundError):
        scene_class("gorge")


def test_the_scenes_of_two_parameters_need_two() -> None:
    one, two = FORMULAS["proportional"](), FORMULAS["exponential"]()
    assert [scene for scene in FILM if unsuited(scene, one)] == ["surface", "solve"]
    assert unsuited("surface", one).endswith(" has one")
    assert not any(unsuited(scene, two) for scene in FILM)
