"""Last pictures of scenes, mounted in a page of their own as a lesson page has them."""

import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page

from gdvideo.embed.live import SCRIPTS
from gdvideo.render.live_lesson import compact, live_lesson
from scenes.brief import Brief, default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.look.look import THEMES
from scenes.live import live_picture
from scenes.telling.narration import live_words, words_file
from tests.video.embed.live.conftest import FOLDER

WORDS = tomllib.loads(words_file("en", "page").read_text("utf-8"))
LABELS = live_words("en")
MOUNT = """([lesson, live, words]) => {
  const [section, question] = ["section", "#question"].map((name) => document.querySelector(name));
  const given = {lesson: JSON.parse(lesson), live, words, question};
  window.mounted = gdvideo.live(section, given);
  window.state = mounted?.state;
}"""


@cache
def described(scene: str, brief: Brief | None = None) -> str:
    """Return what `gdvideo render` writes of a scene's last picture."""
    given = brief or default_brief()
    return compact(live_picture(rehearse(scene, given, lambda stage, _: stage)[-1]))


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
        '<main><h1>t</h1><div id="question"></div><section aria-label="s"></section></main>'
    )
    for name in ("pictures.css", "controls.css"):
        page.add_style_tag(path=FOLDER / name)
    for name in SCRIPTS:
        if name != without:
            page.add_script_tag(path=FOLDER / name)
    page.evaluate(MOUNT, [compact(live_lesson(given.experiment)), found.live, WORDS])
    return found
