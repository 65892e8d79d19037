"""The controls in a real browser: by mouse, by keyboard, and as a screen reader is told of them."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gdcore.experiment import Experiment
from gdvideo.embed.live import SCRIPTS
from gdvideo.rendering.live_lesson import compact, live_lesson
from scenes.kit.look.look import THEMES
from scenes.telling.narration import words_file
from tests.video.embed.live.alive import FOLDER, halt
from tests.video.embed.live.lessons import lesson

WORDS = tomllib.loads(words_file("en", "page").read_text("utf-8"))["controls"]
START = """([text, words]) => {
  window.state = gdvideo.state(gdvideo.lesson(JSON.parse(text)));
  gdvideo.controls(document.querySelector("section"), state, words);
}"""
Open = Callable[..., Page]


@pytest.fixture
def shown(browser: Browser) -> Iterator[Open]:
    """Return a function that shows the controls of a lesson in a page of their own."""
    contexts = []

    def function(experiment: Experiment, theme: str = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        look = THEMES[theme]
        roles = "".join(f"--{role}: {getattr(look, role)};" for role in look.__slots__)
        style = f":root {{ {roles} }} body {{ background: var(--ground); color: var(--text) }}"
        page.set_content(
            f'<!doctype html><html lang="en"><title>t</title><style>{style}</style>'
            f'<main><h1>t</h1><section aria-label="{WORDS["label"]}"></section></main>'
        )
        page.add_style_tag(path=FOLDER / "controls.css")
        for name in SCRIPTS:
            page.add_script_tag(path=FOLDER / name)
        page.evaluate(START, [compact(live_lesson(experiment)), WORDS])
        return page

    yield function
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=WORDS[name], exact=True).click()


def outcome(page: Page) -> str:
    return page.locator(".outcome").inner_text()


def test_a_step_is_told_by_what_the_error_did(shown: Open) -> None:
    experiment = lesson("line, round")
    page = shown(experiment)
    expect(page.get_by_role("button", name=WORDS["back"])).to_have_attribute(
        "aria-disabled", "true"
    )
    press(page, "step")
    error = page.evaluate("gdvideo.numerals('en').significant(state.error)")
    assert outcome(page) == WORDS["fell"].format(number=1, value=error)
    expect(page.locator(".outcome .icon-fell")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=outcome(page))).to_have_count(1)
    page.evaluate("state.preset('explode'); state.stepOn(20)")
    press(page, "step")
    assert "rose" in outcome(page)
    expect(page.locator(".outcome .icon-rose")).to_be_visible()


def test_back_and_reset(shown: Open) -> None:
    page = shown(lesson("line, round"))
    for _ in range(3):
        press(page, "step")
    press(page, "back")
    assert page.evaluate("state.step") == 2
    press(page, "reset")
    assert page.evaluate("state.step") == 0
    assert "start" in outcome(page)


def test_presets_set_the_rate_and_go_back_to_the_start(shown: Open) -> None:
    page = shown(lesson("line, round"))
    slider = page.get_by_role("slider", name=WORDS["rate-name"])
    for name in ("crawl", "across", "overshoot", "explode"):
        press(page, "step")
        page.locator(f".preset-{name}").click()
        rate = page.evaluate(f"gdvideo.presets(state.lesson).find((p) => p.name === '{name}').rate")
        assert page.evaluate("[state.rate, state.step]") == [rate, 0]
        zone = WORDS["overshoot" if name == "across" else name]
        assert (slider.get_attribute("aria-valuetext") or "").endswith(zone)


def test_the_dial_is_turned_by_keys(shown: Open) -> None:
    page = shown(lesson("line, round"))
    slider = page.get_by_role("slider", name=WORDS["rate-name"])
    slider.focus()
    before = page.evaluate("state.rate")
    page.keyboard.press("ArrowRight")
    fine = page.evaluate("state.rate")
    page.keyboard.press("Shift+ArrowRight")
    coarse = page.evaluate("state.rate")
    assert before < fine < 1.1 * before
    assert coarse > 1.4 * fine
    page.keyboard.press("End")
    most = page.evaluate("state.rate")
    assert f"{most:g}" == f"{float(slider.get_attribute('aria-valuemax') or 0):.3g}"
    page.keyboard.press("Home")
    assert page.evaluate("state.rate") < before
    assert page.evaluate("state.step") == 0


def test_the_dial_is_turned_by_hand_to_where_zones_meet(shown: Open) -> None:
    page = shown(lesson("line, round"))
    limit = lesson("line, round").max_stable_rate
    assert limit is not None
    paths = page.locator("path.zone")
    begins = """(path) => {
      const {x, y} = path.getPointAtLength(0).matrixTransform(path.getScreenCTM());
      return [x, y];
    }"""
    ends = [path.evaluate(begins) for path in paths.all()]
    for end, rate in zip(ends[1:], (0.05 * limit, 0.5 * limit, limit), strict=True):
        page.mouse.move(*end)
        page.mouse.down()
        page.mouse.up()
        assert page.evaluate("state.rate") == pytest.approx(rate, rel=0.08)


def test_play_walks_until_it_has_arrived_or_somebody_acts(shown: Open) -> None:
    page = halt(shown(lesson("line, round")))
    page.locator(".preset-across").click()
    press(page, "play")
    page.clock.run_for(1500)
    press(page, "pause")
    step = page.evaluate("state.step")
    assert step >= 3
    page.clock.run_for(600)
    assert page.evaluate("state.step") == step
    page.locator(".preset-explode").click()
    press(page, "play")
    page.clock.run_for(1000)
    assert page.evaluate("state.step") >= 2
    press(page, "reset")
    page.clock.run_for(600)
    assert page.evaluate("state.step") == 0


def test_the_scale_shows_the_error_above_the_best(shown: Open) -> None:
    page = shown(lesson("line, round"))
    press(page, "step")
    above = page.evaluate(
        "gdvideo.numerals('en').significant(state.error - state.lesson.bestError, 2)"
    )
    assert page.locator(".scale-value").text_content() == above
    expect(page.get_by_role("img", name=WORDS["above-value"].format(value=above))).to_be_visible()
    assert page.locator(".scale-marks line").count() == 1


def test_the_table_has_parameters_and_the_typical_miss(shown: Open) -> None:
    experiment = lesson("line, round")
    page = shown(experiment)
    cells = page.locator(".now-best tbody tr").all_inner_texts()
    told = [cell.split("\t") for cell in cells]
    assert [row[0] for row in told] == ["m", "b", WORDS["miss"]]
    best = page.evaluate(
        "(v) => v.map((x) => gdvideo.numerals('en').significant(x))",
        [*experiment.best.tolist(), experiment.typical_miss(experiment.best_loss)],
    )
    assert [row[2] for row in told] == best


CSV = "Height (cm);Weight (kg);Age\n150,5;50;3\n160;61,5;4\n170;68;9\n180;x;7\n175;74;8\n"


def test_own_data_are_read_here_and_given_back(shown: Open, tmp_path: Path) -> None:
    page = shown(lesson("line, round"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = tmp_path / "mine <b>.csv"
    file.write_text(CSV, "utf-8")
    page.locator("input[type=file]").set_input_files(file)
    told = page.locator(".own-told")
    expect(told).to_contain_text("mine <b>.csv: 4 rows, Weight predicted from Height. One row")
    assert page.evaluate("[...state.lesson.json.rows[0]]") == [150.5, 160, 170, 175]
    assert page.evaluate("state.lesson.columns.y.unit") == "kg"
    page.get_by_role("combobox", name=WORDS["column-y"], exact=True).select_option("Age")
    expect(told).to_contain_text("5 rows, Age predicted from Height.")
    press(page, "lesson-data")
    expect(told).to_have_text(WORDS["given-back"])
    assert page.evaluate("state.lesson.n") == lesson("line, round").data.n
    assert asked == []


def test_a_file_is_dropped(shown: Open) -> None:
    page = shown(lesson("line, round"))
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.csv"));
          const zone = document.querySelector(".live-own");
          zone.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
        }""",
        CSV,
    )
    expect(page.locator(".own-told")).to_contain_text("dropped.csv: 4 rows")
    assert page.evaluate("state.lesson.n") == 4


def test_what_cannot_be_read_is_said_and_nothing_changes(shown: Open, tmp_path: Path) -> None:
    page = shown(lesson("line, round"))
    for text, key in (("no,numbers\nat,all\n", "no-columns"), ("a,b\n1,2\n1,3\n1,4\n", "same-x")):
        file = tmp_path / "odd.csv"
        file.write_text(text, "utf-8")
        page.locator("input[type=file]").set_input_files(file)
        told = WORDS[key].format(file="odd.csv", x="a")
        expect(page.locator(".own-told")).to_have_text(told)
        assert page.evaluate("state.lesson.n") == lesson("line, round").data.n


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(shown: Open, consumers: Path, theme: str, width: int) -> None:
    page = shown(lesson("line, round"), theme=theme, width=width)
    page.add_script_tag(path=consumers / "axe-core" / "axe.min.js")
    for act in ("state.stepOn(2)", "state.preset('explode'); state.stepOn(3)"):
        found = page.evaluate(f"{act}; axe.run()")
        told = [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]]
        assert told == []


@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_nothing_is_wider_than_the_page(shown: Open, width: int) -> None:
    page = shown(lesson("line, raw"), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("error", "rule"),
    [("mae", "fixed"), ("line, round", "line-search"), ("line, round", "adam"), ("curve", "fixed")],
)
def test_lessons_without_limits_or_zones_have_controls(shown: Open, error: str, rule: str) -> None:
    page = shown(lesson(error, rule))
    press(page, "step")
    assert page.evaluate("state.step") == 1
    dials = page.get_by_role("slider")
    expect(dials).to_have_count(0 if rule == "line-search" else 1)
