"""Last pictures in a real browser: where the film has them, taken hold of, walked, read out."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from scenes.brief import default_brief
from scenes.kit.look.look import DARK
from tests.video.embed.live.alive import LABELS, WORDS, Alive, Open, framed, halt, share_seen

WALKED = ("iterate", "parabola", "rate", "stochastic", "surface", "tangent")
SCENES = (*WALKED, "fit", "minima", "valley")
EXPERIMENT = default_brief().experiment


def place(entry: Any, x: float, y: float) -> list[float]:
    """Return where numbers are in the film's frame."""
    left, top, width, height = entry["area"]
    low, high, bottom, upper = entry["window"]
    return [
        left + width * (x - low) / (high - low),
        top + height * (upper - y) / (upper - bottom),
    ]


def unit(entry: Any) -> tuple[float, float]:
    """Return how much a pixel of the frame is, across and up."""
    low, high, bottom, upper = entry["window"]
    return (high - low) / entry["area"][2], (upper - bottom) / entry["area"][3]


def line_of(theta: Any, entry: Any) -> list[list[float]]:
    """Return where a line's ends are: y = m·x + b in the lesson's round units, by hand."""
    (shift, up), (step, rise) = EXPERIMENT.scaling.shifts, EXPERIMENT.scaling.scales
    ends = entry["window"][:2]
    return [place(entry, x, up + rise * (theta[0] * (x - shift) / step + theta[1])) for x in ends]


def error(theta: Any) -> float:
    return float(EXPERIMENT.objective.value(np.array(theta)))


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_wrong_and_all_can_be_read(opened: Open, scene: str, consumers: Path) -> None:
    for theme in ("light", "dark"):
        alive = opened(scene, theme=theme)
        alive.page.add_script_tag(path=consumers / "axe-core" / "axe.min.js")
        found = alive.ask("axe.run()")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
        assert alive.faults == []


@pytest.mark.parametrize("width", [1296, 700, 360])
@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_wider_than_the_page(opened: Open, scene: str, width: int) -> None:
    alive = opened(scene, width=width)
    assert alive.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("scene", "path", "colour"),
    [
        ("fit", ".live-line", DARK.model),
        ("iterate", ".trail-way", DARK.step),
        ("parabola", ".live-line", DARK.model),
        ("tangent", "path.live-curve", DARK.text),
        ("rate", "path.live-curve", DARK.text),
    ],
)
def test_it_is_at_the_pixels_where_the_film_has_it(
    opened: Open, scene: str, path: str, colour: str
) -> None:
    corners = framed(opened, scene).points(path)
    assert share_seen(scene, colour, corners) > 0.6
    assert share_seen(scene, colour, np.add(corners, (0, 9))) < 0.3


@pytest.mark.parametrize("scene", ["fit", "iterate", "parabola"])
def test_the_line_is_the_one_of_the_state(opened: Open, scene: str) -> None:
    alive = framed(opened, scene)
    entry = alive.entry("data")
    np.testing.assert_allclose(
        alive.points(".live-line"), line_of(alive.ask("state.theta"), entry), atol=0.05
    )


def test_the_point_on_the_map_is_dragged_and_the_line_follows(opened: Open) -> None:
    alive = framed(opened, "iterate")
    before = alive.ask("state.theta")
    alive.drag(alive.handle("point"), 60, 40)
    theta = alive.ask("state.theta")
    across, up = unit(alive.entry("map"))
    np.testing.assert_allclose(theta, np.add(before, (60 * across, 40 * up)), rtol=1e-3)
    np.testing.assert_allclose(
        alive.points(".live-line"), line_of(theta, alive.entry("data")), atol=0.05
    )
    assert alive.ask("[state.step, state.by]") == [0, "hand"]


@pytest.mark.parametrize("scene", ["fit", "iterate"])
def test_the_line_is_dragged_by_its_height_and_the_point_follows(opened: Open, scene: str) -> None:
    alive = framed(opened, scene)
    before = alive.ask("state.theta")
    alive.drag(alive.handle("height-grip", at="190"), 0, 50)
    rise = 50 * unit(alive.entry("data"))[1] / EXPERIMENT.scaling.scales[1]
    np.testing.assert_allclose(alive.ask("state.theta"), [before[0], before[1] + rise], rtol=1e-3)
    followed(alive)


@pytest.mark.parametrize("scene", ["fit", "iterate"])
def test_the_line_is_turned_about_its_height(opened: Open, scene: str) -> None:
    alive = framed(opened, scene)
    before = alive.ask("state.theta")
    entry = alive.entry("data")
    at = entry["grips"][1]
    label = alive.ask("(x) => gdvideo.numerals('en').rounded(x)", at)
    alive.drag(alive.handle("turn-grip", at=label), 0, 50)
    rise = 50 * unit(entry)[1] / EXPERIMENT.scaling.scales[1]
    run = (at - 190.0) / EXPERIMENT.scaling.scales[0]
    theta = alive.ask("state.theta")
    np.testing.assert_allclose(theta, [before[0] + rise / run, before[1]], rtol=1e-3)
    followed(alive)


def knobs(alive: Alive) -> Any:
    return alive.page.locator(".knob input").evaluate_all("(all) => all.map((n) => +n.value)")


def followed(alive: Alive) -> None:
    """Check that the other picture shows where the line is now."""
    theta = alive.ask("state.theta")
    if alive.live["scene"] == "fit":
        assert knobs(alive) == pytest.approx(theta, rel=1e-12)
        return
    box = alive.handle("point").locator("circle").first.bounding_box()
    board = alive.page.locator(".live-board").bounding_box()
    assert box is not None
    assert board is not None
    at = [box["x"] - board["x"] + box["width"] / 2, box["y"] - board["y"] + box["height"] / 2]
    np.testing.assert_allclose(at, place(alive.entry("map"), *theta), atol=0.1)


@pytest.mark.parametrize("scene", ["parabola", "rate", "tangent"])
def test_the_point_on_the_curve_is_dragged_and_told_with_its_error(
    opened: Open, scene: str
) -> None:
    alive = framed(opened, scene)
    alive.press("reset")
    (before, held) = alive.ask("state.theta")
    handle = alive.handle("point-on-curve")
    alive.drag(handle, 70, 0)
    (now, still) = alive.ask("state.theta")
    assert now == pytest.approx(before + 70 * unit(alive.entry("curve"))[0], rel=1e-3)
    assert still == held
    told = alive.ask("(e) => gdvideo.numerals('en').significant(e)", error([now, held]))
    assert (handle.get_attribute("aria-valuetext") or "").endswith(
        LABELS["error-value"].format(value=told)
    )
    if scene == "parabola":
        line = line_of([now, held], alive.entry("data"))
        np.testing.assert_allclose(alive.points(".live-line"), line, atol=0.05)
        assert knobs(alive) == pytest.approx([now], rel=1e-12)


HANDLES = {
    "fit": 4,
    "iterate": 3,
    "parabola": 3,
    "rate": 1,
    "stochastic": 1,
    "surface": 4,
    "tangent": 1,
}


@pytest.mark.parametrize("scene", HANDLES)
def test_the_keyboard_alone_moves_every_handle(opened: Open, scene: str) -> None:
    alive = opened(scene)
    handles = alive.page.locator(".handle, .knob input")
    assert handles.count() == HANDLES[scene]
    for _ in range(handles.count()):
        before = np.array(alive.ask("state.theta"))
        tab_to_the_next_handle(alive)
        alive.page.keyboard.press("ArrowRight")
        small = np.abs(alive.ask("state.theta") - before).max()
        alive.page.keyboard.press("Shift+ArrowRight")
        large = np.abs(alive.ask("state.theta") - before).max() - small
        assert large == pytest.approx(10.0 * small, rel=0.2)


def tab_to_the_next_handle(alive: Alive) -> None:
    while True:
        alive.page.keyboard.press("Tab")
        if alive.ask("document.activeElement.matches('.handle, .knob input')"):
            return


@pytest.mark.parametrize("scene", WALKED)
def test_what_a_hand_or_a_step_did_is_said(opened: Open, scene: str) -> None:
    alive = opened(scene)
    said = alive.page.locator(".outcome-box [role=status]")
    handle = alive.page.locator(".handle").first
    handle.focus()
    alive.page.keyboard.press("ArrowRight")
    words = WORDS["controls"]
    told = alive.ask("gdvideo.numerals('en').significant(state.error)")
    expect(said).to_have_text(words["hand"].format(value=told))
    alive.press("step")
    told = alive.ask("gdvideo.numerals('en').significant(state.error)")
    expect(said).to_have_text(words["fell"].format(number=alive.ask("state.step"), value=told))
    assert alive.faults == []


@pytest.mark.parametrize("scene", WALKED)
def test_steps_go_forward_and_back_exactly(opened: Open, scene: str) -> None:
    alive = opened(scene)
    alive.press("reset")
    for _ in range(5):
        alive.press("step")
    five = alive.ask("state.path")
    for _ in range(3):
        alive.press("back")
    assert alive.ask("state.path") == five[:3]
    for _ in range(3):
        alive.press("step")
    assert alive.ask("state.path") == five


@pytest.mark.parametrize("scene", WALKED)
def test_a_single_step_is_walked_unless_motion_is_unwelcome(opened: Open, scene: str) -> None:
    for motion in ("no-preference", "reduce"):
        alive = opened(scene, motion=motion)
        alive.press("reset")
        page = halt(alive.page)
        page.evaluate(
            """window.seen = [];
            mounted.view.subscribe((view) => seen.push([view.theta[0], view.grown]));
            state.stepOn();"""
        )
        page.clock.run_for(1500)
        seen = alive.ask("seen.slice(1)")
        (first, second) = (theta[0] for theta in alive.ask("state.path"))
        assert seen[-1] == [second, 1]
        between = [at for at, _ in seen if min(first, second) < at < max(first, second)]
        arrows = [grown for _, grown in seen if 0 < grown < 1]
        assert bool(between) == bool(arrows) == (motion == "no-preference")
        assert alive.faults == []


EXCESS = "state.errors.map((e) => e - state.lesson.bestError)"


@pytest.mark.parametrize("name", ["crawl", "across", "overshoot", "explode"])
def test_presets_do_on_the_curve_what_they_say(opened: Open, name: str) -> None:
    alive = opened("tangent")
    alive.page.locator(f".preset-{name}").click()
    for _ in range(6):
        alive.press("step")
    m, x = EXPERIMENT.best[0], (EXPERIMENT.data.x.values - 190.0) / 10.0
    # A step on a parabola of curvature 2·mean(x²) leaves so much of the way to go.
    factor = 1.0 - alive.ask("state.rate") * 2.0 * np.mean(x * x)
    away = np.array(alive.ask("state.path"))[:, 0] - m
    np.testing.assert_allclose(away, away[0] * factor ** np.arange(7), atol=1e-9)
    height = np.array(alive.ask(EXCESS))
    assert {
        "crawl": height[6] > 0.3 * height[0],
        "across": height[1] < 1e-12 * height[0],
        "overshoot": away[1] * away[0] < 0 and height[6] < height[0],
        "explode": height[6] > 2 * height[0],
    }[name]
    arrow = alive.page.locator(".trail")
    assert ("is-bad" in (arrow.get_attribute("class") or "")) == (name == "explode")


def test_a_descent_that_runs_away_is_followed_and_told(opened: Open) -> None:
    alive = opened("iterate")
    alive.page.locator(".preset-explode").click()
    for _ in range(8):
        alive.press("step")
    expect(alive.page.locator(".outcome")).to_contain_text("rose")
    expect(alive.page.locator(".live-map .live-step")).to_have_class("live-step is-bad")
    expect(alive.page.locator(".live-map .live-step")).to_contain_text("↑")
    window = alive.ask("mounted.panels.find((p) => p.entry.kind === 'map').plot.window")
    m, b = alive.ask("state.theta")
    assert window[0] < m < window[1]
    assert window[2] < b < window[3]


@pytest.mark.parametrize("name", ["across", "overshoot"])
def test_words_beside_the_point_are_off_its_way_and_apart(opened: Open, name: str) -> None:
    alive = opened("iterate")
    alive.page.locator(f".preset-{name}").click()
    for _ in range(4):
        alive.press("step")
        boxes = [
            node.bounding_box()
            for node in alive.page.locator(".live-map .live-step, .live-map .live-start").all()
            if node.is_visible()
        ]
        for one, other in pairwise(boxes):
            assert one is not None
            assert other is not None
            assert (
                one["y"] + one["height"] < other["y"]
                or other["y"] + other["height"] < one["y"]
                or one["x"] + one["width"] < other["x"]
                or other["x"] + other["width"] < one["x"]
            )


def test_on_a_phone_the_inset_covers_no_handle_and_is_swapped(opened: Open) -> None:
    alive = opened("iterate", width=390)
    swap = alive.page.locator(".live-swap")
    for theta in ([0.5, -0.3], [-0.5, 1.0], [-0.2, -1.2], [1.5, 0.0]):
        alive.ask("(theta) => state.setTheta(theta)", theta)
        inset = swap.bounding_box()
        for handle in alive.page.locator(".live-data .handle-ring").all():
            box = handle.bounding_box()
            assert inset is not None
            assert box is not None
            assert (
                box["x"] > inset["x"] + inset["width"]
                or box["x"] + box["width"] < inset["x"]
                or box["y"] > inset["y"] + inset["height"]
                or box["y"] + box["height"] < inset["y"]
            )
    swap.click()
    expect(alive.page.locator(".live-panel-data")).to_have_class(re.compile("is-inset"))
    expect(alive.page.locator(".live-panel-map")).not_to_have_class(re.compile("is-inset"))


def test_a_whole_path_bends_with_its_rate(opened: Open) -> None:
    alive = opened("rate")
    steps = alive.live["steps"]
    assert alive.ask("state.step") == steps
    alive.page.locator(".preset-across").click()
    assert alive.ask("state.step") == steps
    assert alive.ask(EXCESS)[1] < 1e-9


def test_a_picture_whose_script_is_missing_is_left_out(opened: Open) -> None:
    alive = opened("iterate", without="pictures/data.js")
    expect(alive.page.locator(".live-panel")).to_have_count(1)
    alive.press("step")
    assert alive.faults == []


@pytest.mark.parametrize("without", ["pictures/curve.js", "contours.js", "state.js"])
def test_what_cannot_be_mounted_leaves_the_page_whole(opened: Open, without: str) -> None:
    scene = "iterate" if without == "contours.js" else "tangent"
    alive = opened(scene, without=without)
    assert alive.ask("mounted") is None
    expect(alive.page.locator("section")).to_be_empty()
    expect(alive.page.get_by_role("heading", name="t")).to_be_visible()


def test_the_slider_of_steps_leads_to_a_million(opened: Open) -> None:
    alive = opened("valley")
    slider = alive.page.get_by_role("slider", name=LABELS["clock"])
    assert alive.ask("state.step") == 1_000_000
    slider.press("Shift+ArrowLeft")
    assert alive.ask("state.step") == 100_000
    shown = alive.page.locator(".live-panel-clock .knob-value").all_inner_texts()
    assert shown == ["100,000", "99.9%", "44.5%"]


def test_fog_follows_the_point_until_it_is_lifted(opened: Open) -> None:
    alive = opened("parabola")
    handle = alive.handle("point-on-curve")
    alive.drag(handle, 60.0, 0.0)
    place = alive.ask("document.querySelector('.live-curve .handle-ring').getCTM().e")
    clear = alive.page.locator(".live-curve radialGradient")
    assert float(clear.get_attribute("cx") or 0) == pytest.approx(place, abs=1.0)
    alive.page.get_by_role("button", name=LABELS["lift-fog"]).click()
    expect(alive.page.locator(".live-fog")).to_be_hidden()
    alive.page.get_by_role("button", name=LABELS["fog-again"]).click()
    expect(alive.page.locator(".live-fog")).to_be_visible()


def test_a_finger_drags_the_point_and_not_the_page(opened: Open) -> None:
    alive = opened("iterate")
    alive.page.add_style_tag(content="body { min-height: 3000px }")
    box = alive.handle("point").locator("circle").first.bounding_box()
    assert box is not None
    x, y, before = box["x"] + 22, box["y"] + 22, alive.ask("[...state.theta]")
    session = alive.page.context.new_cdp_session(alive.page)
    for kind, up in (("touchStart", 0), *(("touchMove", 10 * k) for k in range(1, 7))):
        touched = {"type": kind, "touchPoints": [{"x": x, "y": y - up}]}
        session.send("Input.dispatchTouchEvent", touched)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    _, up = unit(alive.entry("map"))
    assert alive.ask("state.by") == "hand"
    assert alive.ask("state.theta[1]") > before[1] + 30 * up
    assert alive.ask("scrollY") == 0
