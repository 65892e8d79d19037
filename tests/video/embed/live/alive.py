"""Last pictures of scenes, mounted in a page of their own as a lesson page has them."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import BrowserContext, Locator, Page

from gdvideo.embed.live import SCRIPTS
from gdvideo.media.quality import Quality
from gdvideo.rendering.frames import draw_still
from gdvideo.rendering.live_lesson import compact, live_lesson, living
from scenes.brief import Brief, default_brief
from scenes.film import scene_timeline
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.look.look import THEMES
from scenes.live import live_picture
from scenes.telling.narration import live_words, words_file

FOLDER = Path(__file__).parents[4] / "assets" / "web" / "live"
WORDS = tomllib.loads(words_file("en", "page").read_text("utf-8"))
LABELS = live_words("en")
MOUNT = """([lesson, live, words]) => {
  const given = {lesson: JSON.parse(lesson), live, words};
  window.mounted = gdvideo.live(document.querySelector("section"), given);
  window.state = mounted?.state;
}"""


@cache
def described(scene: str, brief: Brief | None = None) -> str:
    """Return what `gdvideo render` writes of a scene's last picture."""
    given = brief or default_brief()
    found = living(live_picture(rehearse(scene, given, lambda stage, _: stage)[-1]))
    assert found is not None
    return compact(found)


@dataclass
class Alive:
    """A page with a scene's last picture; `faults` is what its console was told."""

    page: Page
    live: Any
    faults: list[str] = field(default_factory=list)

    def ask(self, code: str, given: Any = None) -> Any:
        """Return a value of the page, which has `state` and what was `mounted`."""
        return self.page.evaluate(code, given)

    def entry(self, kind: str) -> Any:
        """Return the description of the picture of a kind."""
        (found,) = (entry for entry in self.live["pictures"] if entry["kind"] == kind)
        return found

    def drawing(self, kind: str) -> Locator:
        """Return where a picture is drawn."""
        return self.page.locator(f".live-{kind}").first

    def handle(self, label: str, **values: str) -> Locator:
        """Return a handle by a label of the narration."""
        name = LABELS[label].format(**values)
        return self.page.get_by_role("slider", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press a button of the controls."""
        self.page.get_by_role("button", name=WORDS["controls"][name], exact=True).click()

    def drag(self, handle: Locator, across: float, up: float) -> None:
        """Drag a handle by so many pixels."""
        box = handle.locator("circle").first.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + across / 2, y - up / 2)
        self.page.mouse.move(x + across, y - up)
        self.page.mouse.up()

    def points(self, path: str) -> list[list[float]]:
        """Return the corners of a path, in pixels of the page from its board's corner."""
        return self.page.locator(path).first.evaluate(
            """(path) => {
              const {left, top} = document.querySelector(".live-board").getBoundingClientRect();
              const matrix = path.getScreenCTM();
              const pairs = [...path.getAttribute("d").matchAll(/([-\\d.]+) ([-\\d.]+)/g)];
              return pairs.map(([, x, y]) => {
                const at = new DOMPoint(Number(x), Number(y)).matrixTransform(matrix);
                return [at.x - left, at.y - top];
              });
            }"""
        )


def mount(
    context: BrowserContext,
    scene: str,
    brief: Brief | None = None,
    theme: str = "light",
    without: str | None = None,
) -> Alive:
    """Show a scene's last picture in a new page; `without` names a script that is not there."""
    page, given = context.new_page(), brief or default_brief()
    found = Alive(page, json.loads(described(scene, brief)))
    page.on("pageerror", lambda fault: found.faults.append(str(fault)))
    page.on(
        "console", lambda told: found.faults.append(told.text) if told.type == "error" else None
    )
    look = THEMES[theme]
    roles = "".join(f"--{role}: {getattr(look, role)};" for role in look.__slots__)
    page.set_content(
        '<!doctype html><html lang="en"><title>t</title>'
        f"<style>:root {{ {roles} }} * {{ box-sizing: border-box }}"
        "body { background: var(--ground); color: var(--text); margin: 8px }</style>"
        '<main><h1>t</h1><section aria-label="s"></section></main>'
    )
    for name in ("pictures.css", "controls.css"):
        page.add_style_tag(path=FOLDER / name)
    for name in SCRIPTS:
        if name != without:
            page.add_script_tag(path=FOLDER / name)
    page.evaluate(MOUNT, [compact(live_lesson(given.experiment)), found.live, WORDS])
    return found


def halt(page: Page) -> Page:
    """Let a page's time pass only where its clock is told to: no frame and no timer is late."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return page


@cache
def last_frame(scene: str) -> Any:
    """Return the pixels of a scene's last frame, as the film has them."""
    brief = default_brief()
    end = scene_timeline(scene, brief).length_s
    return np.asarray(draw_still(scene, brief, Quality("frame", 1280, 720, 15), end))


def share_seen(scene: str, colour: str, corners: Any) -> float:
    """Return on which share of a way the film's last frame has a colour, within a pixel."""
    wanted = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])
    near = np.abs(last_frame(scene).astype(int) - wanted).max(axis=-1) < 40
    found = []
    for start, end in pairwise(corners):
        count = max(2, int(np.hypot(*np.subtract(end, start))))
        for x, y in np.linspace(start, end, count):
            if 0 < x < 1279 and 0 < y < 719:
                found.append(near[round(y) - 1 : round(y) + 2, round(x) - 1 : round(x) + 2].any())
    return float(np.mean(found))


def framed(opened: "Open", scene: str) -> Alive:
    """Return a picture laid out as in the film's frame, of which its places are told."""
    alive = opened(scene)
    alive.ask("mounted.frame(1280)")
    return alive


Open = Callable[..., Alive]
"""Shows a scene's last picture; the options are those of `mount`, and a page's width."""
