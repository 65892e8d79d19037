"""A page with the scripts of live pictures, which tests hand lessons and ask for numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from gdcore.experiment import Experiment
from gdvideo.embed.live import SCRIPTS
from gdvideo.rendering.live_lesson import compact, live_lesson
from tests.video.embed.live.alive import FOLDER, Alive, Open, mount

Motion = Literal["reduce", "no-preference"]


@dataclass(frozen=True)
class LivePage:
    """A page that computes with gdvideo's scripts."""

    page: Page

    def ask(self, experiment: Experiment, body: str, given: Any = None) -> Any:
        """Return what a function body returns that knows `lesson` and what is `given`."""
        text = compact(live_lesson(experiment))
        code = f"([text, given]) => {{ const lesson = gdvideo.lesson(JSON.parse(text)); {body} }}"
        return self.page.evaluate(code, [text, given])


@pytest.fixture(scope="session")
def live(browser: Browser) -> Iterator[LivePage]:
    """A page that has loaded the scripts in their order, and stays as it is."""
    context = browser.new_context()
    page = context.new_page()
    for name in SCRIPTS:
        page.add_script_tag(path=FOLDER / name)
    yield LivePage(page)
    context.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Return a function that shows a scene's last picture in a page of its own."""
    contexts: list[BrowserContext] = []

    def function(scene: str, width: int = 1296, motion: Motion = "reduce", **options: Any) -> Alive:
        size: ViewportSize = {"width": width, "height": 1000}
        contexts.append(browser.new_context(viewport=size, reduced_motion=motion))
        return mount(contexts[-1], scene, **options)

    yield function
    for context in contexts:
        context.close()
