"""What points at what is spoken of: a spotlight, a pulse, an underline, a brace, a glow."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import tempconfig

from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import FRAME_RATE, rehearse
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import pulsing
from scenes.kit.ink.shapes import Dots, Path, Type
from scenes.kit.look.look import DARK
from scenes.kit.plots.plot import Panel
from scenes.kit.text.emphasis import Brace, Glow, Sweep, Underline
from scenes.shot import Shot
from scenes.stage import Stage
from tests.scenes.said import read_silently, said

PLACES = st.tuples(st.floats(-5.0, 5.0), st.floats(-3.0, 3.0)).map(np.array)


def dot() -> Dots:
    return Dots(np.zeros((1, 2)), 3.0, "#FFFFFF")


def played(act: Callable[[Shot, Stage], None]) -> Stage:
    """Play one beat of four seconds on a stage of a panel and two dots."""

    class Scene(Stage):
        scene_id = "parabola"

        def construct(self) -> None:
            (beat,) = read_silently({
                "beat": said("Then then then then then then then then.")
            }).beats
            self.panel = Panel(Box("p", -1.0, -1.0, 1.0, 1.0), DARK)
            self.one, self.other = dot(), dot().veil(0.5)
            self.hang(self.panel, self.one, self.other)
            shot = self.shots["beat"] = Shot(self, beat)
            act(shot, self)
            shot.pause()

    return rehearse(Scene, default_brief(), lambda stage, _: stage)[-1]


def opacity(shape: Dots) -> float:
    return float(shape.get_fill_rgbas()[0][3])


def test_a_spotlight_dims_the_rest_and_no_ground() -> None:
    stage = played(lambda shot, stage: shot.spotlight(stage.one))
    assert [shape.lit for shape in (stage.panel, stage.one, stage.other)] == [1.0, 1.0, 0.4]
    # What its veil leaves of it, 0.5, and 0.4 of that.
    assert opacity(stage.other) == pytest.approx(0.2)
    assert stage.other.veiled == 0.5


def test_lights_go_up_again_and_a_second_spotlight_lights_its_own() -> None:
    def act(shot: Shot, stage: Stage) -> None:
        shot.spotlight(stage.one)
        shot.spotlight(stage.other)

    stage = played(act)
    assert [stage.one.lit, stage.other.lit] == [0.4, 1.0]

    def light(shot: Shot, stage: Stage) -> None:
        act(shot, stage)
        shot.lights_up()

    assert [shape.lit for shape in (played(light).one, played(light).other)] == [1.0, 1.0]


def test_what_is_dimmed_stays_so_when_it_fades_in() -> None:
    faded = dot().light(0.4).veil(0.0).veil(1.0)
    assert opacity(faded) == pytest.approx(0.4)


def test_a_drift_goes_on_while_others_move_and_wait() -> None:
    heard: list[float] = []

    def act(shot: Shot, stage: Stage) -> None:
        def drift(seconds: float) -> None:
            stage.other.put(np.array([[seconds, 0.0]]))
            heard.append(seconds)

        shot.meanwhile(drift)
        shot.drive(lambda t: stage.one.put(np.array([[t, 0.0]])), 1.0)
        shot.pause(1.0)
        shot.meanwhile(None)

    stage = played(act)
    # Half a frame before two seconds: nobody draws the end of an animation itself.
    assert stage.other.points[0, 0] == pytest.approx(2.0 - 0.5 / FRAME_RATE)
    assert max(heard) < 2.0
    assert stage.one.points[0, 0] == 1.0


def slanted(height: float) -> Path:
    return Path(np.array([[1.0, 2.0], [1.0 + height / 2.0, 2.0 + height]]), "#FFFFFF", 2)


# A quarter larger, but for what is wide: that grows by a fifth of a unit.
@pytest.mark.parametrize(
    ("shape", "expected"),
    [(dot(), 1.25 * dot().radius), (slanted(0.4), 0.5), (slanted(2.0), 2.2)],
    ids=["dot", "narrow", "wide"],
)
def test_a_pulse_swells_and_leaves_no_trace(shape: Dots | Path, expected: float) -> None:
    before = shape.points.copy(), getattr(shape, "radius", 0.0)
    pulse = pulsing(shape)
    pulse(0.5)
    grown = np.ptp(shape.points, axis=0).max() if isinstance(shape, Path) else shape.radius
    assert grown == pytest.approx(expected)
    pulse(1.0)
    np.testing.assert_allclose(shape.points, before[0], atol=1e-12)
    assert getattr(shape, "radius", 0.0) == pytest.approx(before[1])


def test_an_underline_is_as_long_as_its_words_and_below_them() -> None:
    words = Type("steepness", 24.0, DARK.text).at(1.0, 2.0)
    line = Underline(words, DARK.slope)
    assert line.points[:, 0].tolist() == pytest.approx([1.0, 1.0 + words.advance])
    assert (line.points[:, 1] < words.box[0, 1]).all()
    line.draw(0.5)
    assert np.ptp(line.points[:, 0]) == pytest.approx(words.advance / 2.0)


@given(PLACES, PLACES)
def test_a_brace_joins_its_ends_and_its_tip_is_on_the_left(
    start: np.ndarray, end: np.ndarray
) -> None:
    brace = Brace(DARK.text).between(start, end)
    np.testing.assert_allclose(brace.points[[0, -1], :2], [start, end], atol=1e-9)
    way = end - start
    length = np.hypot(*way)
    depth = min(0.22, length / 4.0)
    middle = brace.points[len(brace.points) // 2, :2]
    np.testing.assert_allclose(middle, brace.tip, atol=1e-9)
    if length > 1e-6:
        (along, up), (x, y) = way, brace.tip - (start + end) / 2.0
        across = (along * y - up * x) / length
        assert across == pytest.approx(depth)


def test_a_glow_is_brightest_in_its_middle_and_ends_at_its_rim() -> None:
    with tempconfig({"pixel_width": 1280, "pixel_height": 720, "background_color": "#000000"}):
        camera = FilmCamera()
        camera.capture_mobjects([Glow(90.0, "#FF0000")])
    row = camera.pixel_array[360].astype(int)
    assert row[640, 0] > row[680, 0] > row[715, 0] > row[640 + 92, 0] == row[640 - 93, 0] == 0
    # Red stays red, though the frame's bytes lie the other way round.
    assert not row[:, 1:3].any()


def test_a_sweep_goes_from_end_to_end_and_is_gone_in_the_end() -> None:
    sweep = Sweep(DARK.model, 4.0)
    start, end = np.array([1.0, 2.0]), np.array([5.0, -1.0])
    move = sweep.along(start, end)
    lengths, shares = [], []
    for progress in np.linspace(0.0, 1.0, 11).tolist():
        move(progress)
        assert sweep.points[0, :2] == pytest.approx(start)
        lengths.append(float(np.hypot(*(sweep.points[1, :2] - start))))
        shares.append(sweep.veiled)
    assert lengths[0] == 0.0
    assert lengths == sorted(lengths)
    assert lengths[-1] == pytest.approx(5.0)
    assert shares[0] == 1.0
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == 0.0
    # Only what is whole fades.
    assert all(share == 1.0 for share, gone in zip(shares, lengths, strict=True) if gone < 4.999)
