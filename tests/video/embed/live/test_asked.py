"""The predicting question beside a live picture: answered by the numbers, never in the way."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from scenes.brief import default_brief
from tests.video.embed.live.alive import WORDS, Open

EXPERIMENT = default_brief().experiment
WALKED = ("iterate", "parabola", "surface", "tangent")


@pytest.mark.parametrize("scene", WALKED)
def test_which_way_it_will_step_is_asked_and_then_shown(opened: Open, scene: str) -> None:
    alive = opened(scene)
    question = alive.page.locator("#question")
    expect(question).to_contain_text(WORDS["controls"]["guess"])
    # At m = −1 the line falls and the data rise: E falls as m grows.
    assert alive.ask("state.lesson.start[0] < state.lesson.best[0]")
    alive.press("goes-up")
    assert question.locator(".answer").inner_text().startswith(WORDS["controls"]["right"])
    (first, second) = alive.ask("state.path")
    assert second[0] > first[0]
    assert alive.ask("state.step") == 1


def test_whether_a_rate_settles_is_asked_and_the_path_shows_it(opened: Open) -> None:
    alive = opened("rate")
    alive.press("settles")
    assert (
        alive.page.locator("#question .answer").inner_text().startswith(WORDS["controls"]["right"])
    )
    away = [abs(theta[0] - EXPERIMENT.best[0]) for theta in alive.ask("state.path")]
    assert len(away) == alive.live["steps"] + 1
    assert away == sorted(away, reverse=True)
    # Each step leads across the valley.
    m = EXPERIMENT.best[0]
    sides = [theta[0] > m for theta in alive.ask("state.path")[:6]]
    assert all(one != other for one, other in pairwise(sides))


def test_nobody_is_asked_where_nobody_steps(opened: Open) -> None:
    alive = opened("fit")
    expect(alive.page.locator("#question")).to_be_empty()
    assert alive.faults == []
