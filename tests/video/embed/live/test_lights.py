"""Own starts on a curve with several valleys: each leaves a light, and the lowest is told."""

from playwright.sync_api import expect

from tests.video.embed.live.alive import Open


def test_descents_from_own_starts_leave_lights_and_the_lowest_is_told(opened: Open) -> None:
    alive = opened("minima")
    for start in (0.65, 1.1):
        alive.ask("(start) => { state.setTheta([start]); state.stepOn(60); }", start)
    alive.ask("state.setTheta([1.9])")
    expect(alive.page.locator(".live-lights circle")).to_have_count(2)
    # E at 1.00, which the second start finds, is 5.26: see tests/core/landscape/test_wave.py.
    expect(alive.page.locator(".live-lowest")).to_have_text("2 tried, the lowest at E = 5.26")
    assert alive.faults == []
