"""What a learner does to a descent, and that each of it can be undone."""

import numpy as np
import pytest

from scenes.telling.long_descent import shipped_descent
from tests.video.embed.live.conftest import LivePage
from tests.video.embed.live.lessons import lesson


def test_steps_back_are_exact_and_lead_on_as_before(live: LivePage) -> None:
    body = """
      const state = gdvideo.state(lesson);
      state.stepOn(9);
      const before = JSON.stringify([state.path, state.errors]);
      state.stepOn(5);
      for (let k = 0; k < 5; k++) state.stepBack();
      const back = JSON.stringify([state.path, state.errors]);
      const forward = [...Array(3)].map(() => { state.stepOn(); return state.theta; });
      state.stepBack(); state.stepBack(); state.stepBack();
      state.stepOn(3);
      const same = JSON.stringify(state.theta) === JSON.stringify(forward[2]);
      return [before === back, state.step, same];
    """
    for rule in ("momentum:0.8", "adam", "decay:0.05"):
        assert live.ask(lesson("line, round", rule), body) == [True, 12, True]


def test_a_hand_begins_a_new_path_and_reset_the_lessons_own(live: LivePage) -> None:
    body = """
      const state = gdvideo.state(lesson);
      state.stepOn(3);
      state.setTheta([0.25, 0.5]);
      const taken = [state.path, state.step, state.isGood, state.by];
      state.stepOn();
      const on = [state.step, state.isGood, state.by];
      state.reset();
      return [taken, on, [state.path, state.step, state.by]];
    """
    experiment = lesson("line, round")
    taken, on, again = live.ask(experiment, body)
    assert taken == [[[0.25, 0.5]], 0, None, "hand"]
    assert on == [1, True, "step"]
    assert again == [[experiment.trajectory.start.tolist()], 0, "reset"]


def test_back_from_a_runaway_leads_to_the_path_again(live: LivePage) -> None:
    limit = lesson("line, round").max_stable_rate
    assert limit is not None
    body = """
      const state = gdvideo.state(lesson);
      state.stepOn(1000);
      const lost = [state.hasRunAway, state.isGood, state.theta.every(Number.isFinite)];
      const step = state.step;
      state.stepOn();
      const still = state.step === step;
      state.stepBack();
      return [lost, still, state.step === step - 1, state.hasRunAway];
    """
    experiment = lesson("line, round", "fixed", 1.5 * limit)
    assert live.ask(experiment, body) == [[True, False, True], True, True, False]


def test_presets_fail_as_they_are_called(live: LivePage) -> None:
    body = """
      const state = gdvideo.state(lesson);
      return gdvideo.presets(lesson).map(({name}) => {
        state.stepOn(2);
        state.preset(name);
        const began = state.step === 0 && state.theta.every((v, k) => v === lesson.start[k]);
        state.stepOn(30);
        const {eigenvectors, minimum} = lesson.bowl;
        const along = state.path.map((theta) =>
          theta.reduce((sum, v, k) => sum + (v - minimum[k]) * eigenvectors[k].at(-1), 0));
        return [name, began, state.rate, along, state.errors];
      });
    """
    experiment = lesson("line, round")
    found = {name: rest for name, *rest in live.ask(experiment, body)}
    assert all(began for began, *_ in found.values())
    crawl, across, overshoot, explode = (
        found[n][2] for n in ("crawl", "across", "overshoot", "explode")
    )
    # Along the steepest direction a step leaves 1 - rate * curvature of the way.
    assert crawl[10] / crawl[0] > 0.4
    assert abs(across[1] / across[0]) < 1e-12
    assert found["across"][1] == 1 / experiment.bowl.eigenvalues[-1]
    assert overshoot[1] / overshoot[0] < 0
    assert abs(overshoot[30] / overshoot[0]) < 0.05
    assert explode[1] / explode[0] < -1
    assert found["explode"][3][-1] > found["explode"][3][0]


def test_all_who_listen_are_told_until_they_stop(live: LivePage) -> None:
    body = """
      const state = gdvideo.state(lesson);
      const heard = [];
      const stop = state.subscribe((told) => heard.push([told.by, told.step]));
      state.stepOn(2); state.setRate(0.1); state.stepBack(); state.preset("crawl");
      stop();
      state.reset();
      return heard;
    """
    assert live.ask(lesson("line, round"), body) == [
        ["step", 2],
        ["rate", 2],
        ["back", 1],
        ["preset", 0],
    ]


def test_a_leap_is_to_where_so_many_steps_lead(live: LivePage) -> None:
    body = """
      const state = gdvideo.state(lesson);
      state.leap(1000000);
      const far = [state.step, state.theta, state.path.length < 100];
      state.stepOn();
      state.stepBack();
      const back = [state.step, state.by];
      state.leap(2);
      const leapt = state.theta;
      state.reset();
      state.stepOn(2);
      return [far, back, leapt, state.theta];
    """
    descent = shipped_descent()
    far, back, leapt, walked = live.ask(descent.whole, body)
    assert far == [1_000_000, pytest.approx(descent.at(1_000_000), rel=1e-9), True]
    assert back == [1_000_000, "back"]
    np.testing.assert_allclose(leapt, walked, rtol=1e-9)


def test_a_leap_that_runs_away_ends_where_it_is_still_a_number(live: LivePage) -> None:
    body = """
      const state = gdvideo.state(lesson);
      state.setRate(1.2 * lesson.limit);
      state.leap(1000000);
      return [state.hasRunAway, state.step > 0, Number.isFinite(state.error)];
    """
    assert live.ask(shipped_descent().whole, body) == [True, True, True]
