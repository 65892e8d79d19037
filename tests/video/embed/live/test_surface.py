"""The landscape in a real browser: as high as E, where the film has it, turned, taken hold of."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator

from scenes.brief import default_brief
from scenes.kit.look.look import DARK
from scenes.kit.surface.view import View
from tests.video.embed.live.alive import LABELS, Alive, Open, framed, share_seen

EXPERIMENT = default_brief().experiment
SURFACE = "mounted.panels.find((panel) => panel.entry.kind === 'surface')"
AT = f"(places) => places.map({SURFACE}.eye().at)"


def canvas(alive: Alive) -> Locator:
    name = LABELS["surface"].format(names="m, b")
    return alive.page.get_by_role("slider", name=name, exact=True)


def eye(alive: Alive) -> View:
    """Return the film's own view of the landscape, in pixels from the panel's corner."""
    entry = alive.entry("surface")
    left, top = entry["panel"][:2]
    x, y = entry["centre"]
    return View(**entry["view"], scale=entry["unit"], centre=(x - left, top - y))


def ground(alive: Alive, theta: Any) -> Any:
    """Return points of the landscape in space, by hand; shape (n, 3)."""
    entry, theta = alive.entry("surface"), np.asarray(theta)
    low, high = entry["heights"]
    share = (EXPERIMENT.objective.value(theta) - low) / (high - low)
    places = (theta - entry["middle"]) / entry["reach"]
    return np.column_stack([places, entry["gap"] + entry["relief"] * share])


def test_points_of_space_are_where_the_film_sees_them(opened: Open) -> None:
    alive = framed(opened, "surface")
    points = np.random.default_rng(3).uniform(-1, 1, (20, 3))
    places, _ = eye(alive).project(points)
    np.testing.assert_allclose(alive.ask(AT, points.tolist()), places * [1, -1], atol=1e-2)


def test_ground_is_as_high_as_the_error(opened: Open) -> None:
    alive = framed(opened, "surface")
    entry = alive.entry("surface")
    places = np.random.default_rng(4).uniform(-0.6, 0.6, (20, 2))
    found = alive.ask(f"(places) => places.map({SURFACE}.ground().shareAt)", places.tolist())
    by_hand = ground(alive, np.array(entry["middle"]) + places * entry["reach"])[:, 2]
    np.testing.assert_allclose(entry["gap"] + entry["relief"] * np.array(found), by_hand, rtol=1e-9)


def test_lines_of_equal_error_are_at_their_heights(opened: Open) -> None:
    alive = framed(opened, "surface")
    entry = alive.entry("surface")
    rings = alive.ask(f"{SURFACE}.ground().rings")
    assert len(rings) == len(entry["rings"])
    for lines, level in zip(rings, entry["rings"], strict=True):
        theta = np.array(entry["middle"]) + np.reshape(lines, (-1, 2)) * entry["reach"]
        # Straight between the points of a grid: off by less than a step of a level.
        np.testing.assert_allclose(EXPERIMENT.objective.value(theta), level, atol=0.02)


def test_the_way_is_at_the_pixels_where_the_film_has_it(opened: Open) -> None:
    alive = framed(opened, "surface")
    fine = np.linspace(EXPERIMENT.trajectory.points[:-1], EXPERIMENT.trajectory.points[1:], 9)
    way = np.swapaxes(fine, 0, 1)[:4].reshape(-1, 2)
    on_ground = ground(alive, way)
    corner = alive.entry("surface")["panel"][:2]
    for space in (on_ground, on_ground * [1, 1, 0]):
        corners = np.add(alive.ask(AT, space.tolist()), corner)
        assert share_seen("surface", DARK.step, corners) > 0.8


def colour_at(alive: Alive, place: Any) -> list[int]:
    code = """([node, [x, y]]) => [...node.getContext("2d").getImageData(x, y, 1, 1).data]"""
    found: list[int] = alive.ask(code, [canvas(alive).element_handle(), np.round(place).tolist()])
    return found[:3]


def rgb(colour: str) -> list[int]:
    return [int(colour[k : k + 2], 16) for k in (1, 3, 5)]


def test_nearer_ground_hides_what_is_behind(opened: Open) -> None:
    alive = framed(
        opened,
        "surface",
    )
    view = eye(alive)
    entry = alive.entry("surface")
    model = rgb(alive.ask("getComputedStyle(document.body).getPropertyValue('--model')"))
    canvas(alive).focus()
    for _ in range(6):
        alive.page.keyboard.press("ArrowDown")
    # A bowl is as high as r², its rim at r = 1 half a unit above its bottom. An eye 24° above the
    # ground sees r = 0.5 beyond the bottom, and not before it: 0.5 − 0.5 tan 24° > 0.5 · 0.5².
    way = view.ahead * entry["reach"]
    (rim,) = ground(alive, [entry["middle"] + way])[:, 2] - entry["gap"]
    for side, is_seen in ((0.5, True), (-0.5, False)):
        theta = entry["middle"] + side * way * np.sqrt(entry["relief"] / rim)
        alive.ask("(theta) => state.setTheta(theta)", theta.tolist())
        place = alive.ask(AT, ground(alive, [theta]).tolist())[0]
        assert (colour_at(alive, place) == model) == is_seen


def test_keys_turn_it_and_it_is_said(opened: Open) -> None:
    alive = opened("surface")
    handle = canvas(alive)
    handle.focus()
    before = float(handle.get_attribute("aria-valuenow") or 0)
    picture = handle.screenshot()
    alive.page.keyboard.press("ArrowRight")
    assert float(handle.get_attribute("aria-valuenow") or 0) == before + 5
    alive.page.keyboard.press("Shift+ArrowLeft")
    assert float(handle.get_attribute("aria-valuenow") or 0) == before - 15
    alive.page.keyboard.press("ArrowUp")
    said = LABELS["turned"].format(around=round(before - 15), above=42 + 3)
    assert (handle.get_attribute("aria-valuetext") or "").startswith(said)
    assert handle.screenshot() != picture
    for _ in range(40):
        alive.page.keyboard.press("ArrowUp")
    assert "90 degrees above" in (handle.get_attribute("aria-valuetext") or "")
    assert alive.faults == []


def drag(alive: Alive, place: Any, across: float, down: float) -> None:
    box = canvas(alive).bounding_box()
    assert box is not None
    x, y = box["x"] + place[0], box["y"] + place[1]
    alive.page.mouse.move(x, y)
    alive.page.mouse.down()
    alive.page.mouse.move(x + across, y + down, steps=3)
    alive.page.mouse.up()


def test_it_is_turned_by_hand(opened: Open) -> None:
    alive = framed(opened, "surface")
    before = float(canvas(alive).get_attribute("aria-valuenow") or 0)
    theta = alive.ask("state.theta")
    drag(alive, (60, 440), 100, 0)
    assert float(canvas(alive).get_attribute("aria-valuenow") or 0) == pytest.approx(before + 45)
    assert alive.ask("state.theta") == theta


def test_the_point_is_dragged_on_the_map_and_the_line_follows(opened: Open) -> None:
    alive = framed(opened, "surface")
    entry, view = alive.entry("surface"), eye(alive)
    theta = alive.ask("state.theta")
    start = (np.array(theta) - entry["middle"]) / entry["reach"]
    at = view.project(np.array([[*start, 0.0]]))[0][0] * [1, -1]
    line = alive.points(".live-line")
    drag(alive, at, 40, 25)
    found = (np.array(alive.ask("state.theta")) - entry["middle"]) / entry["reach"]
    after = view.project(np.array([[*found, 0.0]]))[0][0] * [1, -1]
    np.testing.assert_allclose(after, np.add(at, (40, 25)), atol=0.6)
    assert alive.points(".live-line") != line


def test_another_theme_is_painted_at_once(opened: Open) -> None:
    alive = opened("surface")
    before = canvas(alive).evaluate("(node) => node.toDataURL()")
    for role in ("panel", "data", "contour", "step"):
        colour = getattr(DARK, role)
        alive.ask(f"document.documentElement.style.setProperty('--{role}', '{colour}')")
    node = canvas(alive).element_handle()
    alive.page.wait_for_function(
        "([node, before]) => node.toDataURL() !== before", arg=[node, before]
    )
    assert alive.faults == []
