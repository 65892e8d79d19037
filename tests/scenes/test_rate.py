"""Scene `rate`: what is drawn is read off its picture, and every path walked again by hand."""

import re
from typing import Any

import numpy as np
import pytest

from scenes.film import unsuited
from scenes.scripts.rate import swept
from tests.scenes.scores import NO_LIMIT, TOLD, lesson_named, numbers_of, score_of, suited
from tests.scenes.truth import MADE, Chart, Judge, Look, Plain, number, plain, says, watch, words

OPENING = ("ask", "race")
HAVE_IT = [name for name in TOLD if name not in NO_LIMIT]


def walked(known: Plain, start: float, rate: float, steps: int) -> np.ndarray:
    """Return where steps of minus the rate times the steepness lead, as far as E is a number."""
    places = [start]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            there = places[-1] - rate * known.slope(places[-1])
            if not np.isfinite(known.error_curve(there)):
                break
            places.append(there)
    return np.array(places)


def is_read(plot: Any) -> bool:
    """Return whether both axes have two numbers: in a narrow one that zooms, one may be alone."""
    return all(sum(bool(words(label)) for label in s) > 1 for s in (plot.axes.across, plot.axes.up))


def rate_of(dial: Any) -> float:
    """Return the rate that the needle points at, by the numbers around it."""
    labels = [s for s in dial.shapes if re.fullmatch(r"[\d.]+", words(s))]
    rim = dial.shapes[2].points[:, :2].reshape(-1, 2, 2)[:, 0] - dial.middle
    note = next((s for s in dial.shapes if words(s).startswith("×")), None)
    unit = number(f"1 {words(note)}") if note is not None else 1.0
    way = dial.needle.points[1, :2] - dial.middle
    angles = np.unwrap(np.arctan2(rim[:, 1], rim[:, 0]))
    pointed = np.arctan2(way[1], way[0])
    pointed += 2.0 * np.pi * np.round((angles.mean() - pointed) / (2.0 * np.pi))
    slope, offset = np.polyfit(angles, [unit * number(words(label)) for label in labels], 1)
    return float(slope * pointed + offset)


def four_paths_are_descents_at_the_rates_above_them(known: Plain) -> tuple[Look, Judge]:
    seen: set[int] = set()
    read: list[Any] = []

    def look(stage: Any, beat: str) -> None:
        if beat not in OPENING:
            return
        taken = {len(racer.trail.dots.points) for racer in stage.racers if racer.path.steps}
        assert len(taken) == 1
        seen.update(taken)
        for racer in stage.racers:
            if not is_read(racer.curve.plot):
                continue
            chart = Chart(racer.curve.plot)
            found = chart.read(racer.trail.dots.points)
            (rate,) = re.findall(r"η = (.+)", words(racer.rate))
            exact = swept(known.brief.experiment)
            shown = min(
                (r for r in (exact.small, exact.good, exact.one_step, exact.large) if r),
                key=lambda r: abs(r - number(rate)),
            )
            assert says(rate, shown)
            expected = walked(known, found[0, 0], shown, len(found) - 1)
            across, up = chart.tolerance(2e-4)
            np.testing.assert_allclose(found[:, 0], expected, atol=across)
            errors = [known.error_curve(value) for value in expected]
            np.testing.assert_allclose(found[:, 1], errors, atol=up)
            read.append(racer)

    def judge(_: Any) -> None:
        assert len(seen) > 6
        assert len(read) > 40

    return look, judge


def the_bent_path_is_the_descent_at_the_needle_s_rate(known: Plain) -> tuple[Look, Judge]:
    seen: list[float] = []

    def look(stage: Any, beat: str) -> None:
        if beat in OPENING or not stage.bent.path.veiled:
            return
        chart, dial = Chart(stage.error_curve.plot), stage.board.dial
        found = chart.read(stage.bent.dots.points)
        rate = rate_of(dial)
        assert says(dial.value.told.removeprefix("η = "), stage.bent.rate)
        assert rate == pytest.approx(stage.bent.rate, rel=1e-6)
        expected = walked(known, found[0, 0], rate, len(found) - 1)
        inside = np.abs(found[:, 0] - known.best[0]) < 30 * abs(found[0, 0] - known.best[0])
        inside = np.logical_and.accumulate(inside)
        across = chart.tolerance(1e-3)[0]
        np.testing.assert_allclose(found[inside, 0], expected[inside], atol=across)
        np.testing.assert_array_equal(stage.bent.path.points, stage.bent.dots.points)
        seen.append(rate)

    def judge(_: Any) -> None:
        assert len({round(rate / max(seen), 6) for rate in seen}) > 8

    return look, judge


@pytest.mark.parametrize("name", MADE)
def test_what_is_shown_is_true(name: str) -> None:
    known = plain(name)
    held = (
        four_paths_are_descents_at_the_rates_above_them(known),
        the_bent_path_is_the_descent_at_the_needle_s_rate(known),
    )
    stage = watch("rate", known.brief, *(look for look, _ in held))
    for _, judge in held:
        judge(stage)


def test_one_sweep_from_tiny_to_too_large_bends_the_path_all_the_way() -> None:
    known = plain("default")
    seen: dict[float, np.ndarray] = {}

    def look(stage: Any, beat: str) -> None:
        if beat in ("turn_up", "land", "overshoot", "reach_the_limit", "go_beyond"):
            seen.setdefault(rate_of(stage.board.dial), stage.bent.path.points.copy())

    exact = swept(watch("rate", known.brief, look).brief.experiment)
    rates, ends = list(seen), [path[1, 0] for path in seen.values()]
    # The needle never goes back, and the first step grows in proportion to the rate.
    assert rates == sorted(rates)
    assert len(rates) > 7
    assert rates[0] < exact.limit / 4
    assert max(rates) == pytest.approx(exact.large)
    start = next(iter(seen.values()))[0, 0]
    steps = (np.array(ends) - start)[np.array(rates) < exact.limit]
    np.testing.assert_allclose(steps / rates[: len(steps)], steps[0] / rates[0], rtol=1e-6)


@pytest.mark.parametrize("name", HAVE_IT)
def test_the_limit_is_two_over_the_curvature(name: str) -> None:
    experiment = lesson_named(name).experiment
    sweep = swept(experiment)
    best, away = sweep.best, 1e-3 * abs(sweep.start - sweep.best)
    slopes = [
        float(sweep.cut.objective.gradient(np.array([best + side * away]))[0]) for side in (1, -1)
    ]
    curvature = (slopes[0] - slopes[1]) / (2.0 * away)
    assert sweep.limit == pytest.approx(2.0 / curvature, rel=1e-2)
    assert says(numbers_of("rate", experiment)["limit"], sweep.limit)


@pytest.mark.parametrize("name", HAVE_IT)
def test_words_hold(name: str) -> None:
    experiment = lesson_named(name).experiment
    sweep, told = swept(experiment), numbers_of("rate", experiment)
    said = [key for keys in score_of("rate", experiment).values() for key in keys]
    limit_of_all = 2.0 / float(np.linalg.eigvalsh(experiment.bowl.hessian)[-1])
    away = abs(sweep.start - sweep.best)
    small = sweep.path(sweep.small, 1).points[1, 0]
    assert abs(small - sweep.start) < 0.2 * away
    if {"good", "good-own", "good-alone"} & {*said}:
        halved = sweep.path(sweep.good or 0.0, 1).points[1, 0]
        room = 0.1 * away if "good-own" in said else 1e-6 * away
        assert abs(halved - sweep.best) == pytest.approx(away / 2.0, abs=room)
        assert ("good-alone" in said) is (sweep.good > 0.98 * limit_of_all)
    if "good-own" in said:
        assert sweep.good == experiment.rate
    # Too small is well below what the film walks with; what is tried is below any limit.
    assert sweep.small <= 0.2 * experiment.rate
    assert max(sweep.rungs) < 0.98 * limit_of_all
    if "good-curve" in said:
        steps = int(told["good_steps"].split()[0])
        places = sweep.path(sweep.good or 0.0, steps).points[:, 0]
        assert abs(places[-1] - sweep.best) <= 0.01 * away
    assert ("large-lost" in said) is (not sweep.path(sweep.large, 1).steps)
    tries = [number(told[key]) for key in ("lowest", "middle", "highest")]
    np.testing.assert_allclose(np.array(tries[1:]) / tries[:-1], 3.2, rtol=0.1)


def sharpest_limit(known: Plain) -> float:
    """Return two over the sharpest bend of E at the best fit, by central differences."""
    steps = 1e-4 * np.diag(np.abs(known.best) + 1e-3)
    columns = [
        (known.gradient(known.best + h) - known.gradient(known.best - h)) / (2.0 * h.sum())
        for h in steps
    ]
    return 2.0 / float(np.linalg.eigvalsh(np.array(columns))[-1])


@pytest.mark.parametrize("name", MADE)
def test_the_limit_of_all_parameters_is_two_over_the_sharpest_bend(name: str) -> None:
    known = plain(name)
    score, told = (f("rate", known.brief.experiment) for f in (score_of, numbers_of))
    if "one parameter" in name:
        assert "free_all" not in score
        return
    expected, alone = sharpest_limit(known), swept(known.brief.experiment).limit
    assert number(told["limit_of_all"]) == pytest.approx(expected, rel=6e-3)
    is_lower = expected < 0.99 * alone
    assert score["free_all"] == ("limit-of-all" if is_lower else "same-limit",)


def test_the_line_on_the_dial_goes_to_the_limit_of_all_and_stays() -> None:
    seen: dict[str, float] = {}

    def look(stage: Any, beat: str) -> None:
        dial = stage.board.dial
        feet = dial.limit.points[:, :2] - dial.middle
        angle = np.arctan2(feet[0, 1], feet[0, 0])
        first, last = dial.angle(0.0), dial.angle(stage.sweep.highest)
        seen[beat] = float((first - angle) / (first - last) * stage.sweep.highest)

    known = plain("default")
    watch("rate", known.brief, look)
    assert seen["free_all"] == pytest.approx(sharpest_limit(known), rel=1e-5)
    assert seen["choose"] == pytest.approx(swept(known.brief.experiment).limit, rel=1e-9)
    assert seen["try_rates"] == seen["free_all"]


def test_half_the_curvature_of_a_line_is_the_mean_of_x_squared() -> None:
    known = plain("default")
    assert score_of("rate", known.brief.experiment)["choose"] == ("from-x",)
    limit = number(numbers_of("rate", known.brief.experiment)["limit"])
    assert limit == pytest.approx(1.0 / float((known.x**2).mean()), abs=6e-4)


def test_a_curve_that_can_leave_all_numbers_tells_where() -> None:
    known = plain("one parameter, no parabola")
    experiment = known.brief.experiment
    assert "leaves" in score_of("rate", experiment)["leave_all_numbers"]
    told = numbers_of("rate", experiment)
    rate, steps = swept(experiment).lost or (0.0, np.array([]))
    assert says(told["lost_rate"], rate)
    place = swept(experiment).start
    errors = [known.error_curve(place)]
    with np.errstate(all="ignore"):
        while np.isfinite(errors[-1]):
            place -= rate * known.slope(place)
            errors.append(known.error_curve(place))
    assert int(told["lost_steps"].split()[0]) == len(errors) - 1 == len(steps) - 1
    seen: dict[str, str] = {}

    def look(stage: Any, beat: str) -> None:
        if beat == "leave_all_numbers" and stage.running_out.display.count.told:
            seen[stage.running_out.display.count.told] = stage.running_out.display.number.told

    watch("rate", known.brief, look)
    assert says(seen["step 0"].removeprefix("E = "), errors[0])
    assert seen[f"step {len(errors) - 1}"] == "E = inf"


def test_where_numbers_cannot_be_left_no_count_is_told() -> None:
    assert "grows" in score_of("rate", lesson_named("Huber"))["leave_all_numbers"]


REASONS = {
    "absolute": "needs an error that is curved at its lowest point",
    "logistic, separated": "needs a lowest point that its descents are known to reach",
    "wave, local minimum": "needs a lowest point that its descents are known to reach",
}


@pytest.mark.parametrize(("name", "reason"), REASONS.items())
def test_a_lesson_without_a_limit_says_so(name: str, reason: str) -> None:
    brief = lesson_named(name)
    assert unsuited("rate", brief) == reason
    with pytest.raises(ValueError, match="`experiment` must suit the scene"):
        swept(brief.experiment)


def test_all_other_lessons_have_it() -> None:
    assert set(suited("rate")) == set(HAVE_IT)


def test_the_count_ends_where_doubles_end() -> None:
    known = plain("default")
    told: dict[int, str] = {}

    def look(stage: Any, beat: str) -> None:
        count = re.search(r"[\d,]+", stage.running_out.display.count.told)
        if beat == "leave_all_numbers" and count:
            told[int(number(count[0]))] = stage.running_out.display.number.told

    watch("rate", known.brief, look)
    start = swept(known.brief.experiment).start
    lowest = known.error(known.best)
    rise = known.error_curve(start) - lowest
    assert len(told) >= 3
    last = max(told)
    for steps, text in told.items():
        text = text.removeprefix("E = ")
        value = lowest + np.exp2(np.log2(rise) + steps) if steps < last else np.inf
        assert text == "inf" if steps == last else number(text) == pytest.approx(value, rel=5e-3)
    # The last step is the first whose error is beyond the largest double.
    assert np.log2(rise) + last >= 1024 > np.log2(rise) + last - 1
