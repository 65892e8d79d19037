"""Scene `minima`: a curve with several valleys, and why the lesson's own has one."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.single_valley import own_curve
from gdcore.landscape.view import Window
from gdcore.landscape.wave import FREQUENCY, TRIES
from gdcore.section import section
from gdcore.typeset.expressions import typst
from scenes.kit.descent.lights import Lights
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import (
    Move,
    appearing,
    dissolving,
    eased,
    lighting,
    pulsing,
    side_by_side,
    tracing,
    vanishing,
)
from scenes.kit.ink.shapes import Inked
from scenes.kit.panels.tally import Tally, TallyBoard
from scenes.kit.plots.error_curve import ErrorCurve, plot_error_curve
from scenes.kit.plots.fit_strip import FitStrip, LargeFit
from scenes.kit.plots.valley_chart import ValleyChart, floors
from scenes.kit.plots.valley_pair import ValleyPair
from scenes.kit.text.formula import Formula
from scenes.scripts.minima import heads, miss, temperatures
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["LocalMinima"]

CHART_SHARE, TALL_SHARE, TOP_SHARE, BELOW_SHARE = 0.62, 0.5, 1.12, 0.06
FORMULA_PX, FORMULA_Y, LIGHT_PX = 20.0, 0.16, 9.0
ROLL_S, DROP_S, RUN_S, FADE_S, SHORT_S, PULSE_S = 2.6, 1.8, 4.0, 0.5, 0.6, 0.8
TRACE_S = 2.0
HASTE_SHARE, FAINT_SHARE = 1.6, 0.2


class LocalMinima(Stage):
    """Lights on the curve of a wave's error, and the waves that they end at."""

    scene_id = "minima"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of the lights, wherever they are."""
        all_lights = (self.pair.lights, self.lights, self.second, self.first)
        return next((pulsing(s.dots) for s in all_lights if s.dots.veiled), None)

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        self.example = temperatures()
        share = CHART_SHARE if self.grid.is_wide else TALL_SHARE
        top, below = self.grid.whole.split_down(share)
        self.chart = self.plot_the_curve(top)
        self.formula = self.write_the_formula()
        self.large = LargeFit(
            below,
            self.example.objective,
            self.label("over-time"),
            self.look,
            is_narrow=self.grid.is_vertical,
        )
        self.build_the_lights()
        self.build_the_strip(below)
        self.pair = self.build_the_pair()
        chart, valleys = self.chart, self.valleys
        self.heading = self.title()
        self.hang(self.heading, chart.plot.panel, waiting(*valleys.tints))
        self.hang(*chart.plot.axes.shapes, *self.formula.shapes, chart.curve)
        self.hang(self.large, self.strip, waiting(self.frame), *self.tallies)
        self.hang(
            waiting(chart.mark, self.flat, self.floors), self.lights, waiting(*self.first.shapes)
        )
        self.hang(waiting(*self.second.shapes), waiting(*valleys.counts), self.pair)
        self.first.dots.veil(1.0)
        self.turn(self.example.best)

    @property
    def stuck(self) -> int:
        """Which start ends in a valley that is not the deepest."""
        return self.example.pair[1]

    @property
    def freed(self) -> int:
        """Which start near it ends in the deepest valley."""
        return self.example.pair[0]

    def plot_the_curve(self, box: Box) -> ErrorCurve:
        """Plot the error of every wave."""
        valleys = self.example.valleys
        highest = float(self.example.error(valleys.walls).max())
        self.window = Window(valleys.low, valleys.high, -BELOW_SHARE * highest, TOP_SHARE * highest)
        cut = section(self.example.from_start(float(self.example.starts[self.stuck])), 1)
        return plot_error_curve(box, cut, self.look, self.window, name=self.label("knob"))

    def write_the_formula(self) -> Formula:
        """Write the wave over the curve, its one knob in the model's colour."""
        source = typst(self.example.formula, {FREQUENCY: "knob"})
        formula = Formula(source, FORMULA_PX, {"knob": self.look.model}, self.look.muted)
        area = self.chart.plot.area
        return formula.at(area.right, area.top + FORMULA_Y, 1.0)

    def build_the_lights(self) -> None:
        """Make one light and another, and forty."""
        starts, chart, look = self.example.starts, self.chart, self.look
        self.lights = Lights(chart, starts, look)
        self.first = Lights(chart, starts[[self.stuck]], look, radius_px=LIGHT_PX)
        self.first.dots.cast("point")
        self.second = Lights(chart, starts[[self.freed]], look, radius_px=LIGHT_PX)
        ends = self.example.valleys.lowest
        self.flat = floors(chart, self.example.plain[-1, [self.stuck]], look.slope)
        self.floors = floors(chart, ends, look.slope)
        self.valleys = ValleyChart(chart, self.example.valleys, self.example.deepest, look)

    def build_the_strip(self, box: Box) -> None:
        """Make the small pictures under the valleys, and the tallies that take their place."""
        example, vocabulary = self.example, self.look.vocabulary
        lowest = example.valleys.lowest
        off = [self.look.label("off-by", miss=miss(v, vocabulary)) for v in lowest.tolist()]
        tops, chart, look = self.chart.places(lowest), self.chart.plot, self.look
        where = [self.knob_told(v) for v in lowest.tolist()]
        captions = list(zip(where, off, strict=True)) if self.grid.is_vertical else off
        self.strip = FitStrip(box, example.objective, lowest, tops, chart, captions, look)
        self.frame = self.strip.frame(example.deepest)
        self.board = self.build_the_tallies(box)
        self.tallies = self.board.tallies

    def build_the_tallies(self, box: Box) -> TallyBoard:
        """Make a tally for each way to search."""
        names = {key: len(self.example.starts) for key in ("plain", "momentum", "noise")}
        names["restarts"] = TRIES
        named = {self.label(key): number for key, number in names.items()}
        return TallyBoard(box, named, self.found_of, self.look, is_wide=self.grid.is_wide)

    def found_of(self, number: int) -> Callable[[int], str]:
        """Return what tells how many of a number find the lowest valley."""
        look, told = self.look, self.look.numerals.counted
        return lambda lit: look.label("find-lowest", found=told(lit), all=told(number))

    def build_the_pair(self) -> ValleyPair:
        """Make the last picture."""
        cut = own_curve(self.brief.experiment)
        own, formula = heads(self.brief.experiment)
        words = (self.label("several"), self.label(own))
        formulas = (self.label("down"), self.label(formula))
        return ValleyPair(self.grid, self.example, cut, words, formulas, self.window, self.look)

    def turn(self, value: float) -> None:
        """Turn the knob: the wave, its number and the first light show a value of f."""
        self.first.at(np.array([value]))
        self.show(value)

    def show(self, value: float) -> None:
        """Draw the wave for a value of f, and tell how far it misses."""
        look, words = self.look, self.look.vocabulary
        told = look.label("miss-named", miss=miss(value, words))
        now = look.label("knob-misses", knob=self.knob_told(value), miss=told)
        self.large.number.tell(now)
        self.large.fit.at(value)

    def knob_told(self, value: float) -> str:
        """Return words for a value of f."""
        return self.look.label("knob-now", number=self.look.numerals.significant(value))

    def sweeping(self, *values: float) -> Callable[[float], None]:
        """Return a function of progress that turns the knob from value to value."""
        knots = np.linspace(0.0, 1.0, len(values))

        def function(progress: float) -> None:
            k = min(int(np.searchsorted(knots, progress, side="right")) - 1, len(values) - 2)
            share = eased((progress - knots[k]) / (knots[k + 1] - knots[k]))
            self.turn(values[k] + share * (values[k + 1] - values[k]))

        return function

    def turn_the_knob(self, shot: Shot) -> None:
        """Turn f by hand, up hill and down hill: the wave below is the one of that place."""
        valleys, start = self.example.valleys, float(self.example.starts[self.stuck])
        low, high = (float(self.example.starts[k]) for k in (0, -1))
        shot.by_hand(self.sweeping(self.example.best, float(valleys.lowest[-1])), to="stuck")
        shot.by_hand(self.sweeping(float(valleys.lowest[-1]), high), to="wave")
        shot.drive(pulsing(self.large.fit.dots), PULSE_S)
        shot.by_hand(self.sweeping(high, start), to="often")
        shot.by_hand(self.sweeping(start, low), to="error")
        shot.by_hand(self.sweeping(low, start), shot.left_s)

    def rolling(self, lights: Lights, which: int) -> Callable[[float], None]:
        """Return a function of progress by which one light rolls down, step by step."""
        path = self.example.plain[:, [which]]

        def function(progress: float) -> None:
            step = hasty(progress) * (len(path) - 1)
            lights.walked(path, step)
            self.show(float(path[int(step), 0]))

        return function

    def get_stuck(self, shot: Shot) -> None:
        """Let one light roll down, into a valley that is not the deepest."""
        shot.until("starts")
        shot.drive(pulsing(self.first.dots), PULSE_S)
        shot.until("rolls")
        self.first.tails.veil(1.0)
        shot.walk(self.rolling(self.first, self.stuck), to="stops")
        shot.drive(pulsing(self.first.dots), SHORT_S)
        shot.until("flat")
        shot.appear(self.flat)
        shot.until("wave")
        self.large.fit.residuals.veil(1.0)
        shot.drive(tracing(self.large.fit.residuals), TRACE_S)
        shot.until("off")
        shot.drive(pulsing(self.large.number), PULSE_S)

    def start_again(self, shot: Shot) -> None:
        """Let another light start beside it, and find the deepest valley."""
        shot.until("again")
        self.second.tails.veil(1.0)
        shot.appear(self.second.dots, seconds=FADE_S)
        shot.walk(self.rolling(self.second, self.freed), to="ends")
        shot.drive(pulsing(self.second.dots), PULSE_S)
        shot.until("off")
        shot.drive(pulsing(self.large.number), PULSE_S)
        shot.until("answers")
        shot.drive(pulsing(self.second.dots), PULSE_S)
        shot.until("local")
        shot.drive(pulsing(self.first.dots), PULSE_S)
        tint_at, ends = self.valleys.tint_at, self.example.plain[-1]
        shot.until("nearby")
        shot.appear(tint_at(ends[self.stuck]), seconds=FADE_S)
        shot.until("global")
        ring = Move(appearing(self.chart.mark), FADE_S)
        shot.together(ring, Move(pulsing(self.second.dots), PULSE_S))
        shot.until("lowest")
        shot.appear(tint_at(ends[self.freed]), seconds=FADE_S)

    def drop_the_lights(self, shot: Shot) -> None:
        """Drop forty lights; each rolls down its own valley, and is counted there."""
        lights, gone = self.lights, (*self.first.shapes, *self.second.shapes)
        shot.until("drop")
        lights.dropped(0.0)
        lights.dots.veil(1.0)
        gone = Move(vanishing(*gone, self.flat, *self.valleys.tints), FADE_S)
        shot.together(gone, Move(lights.dropped, DROP_S))
        shot.until("down")
        for shape in (lights.tails, *self.valleys.counts):
            shape.veil(1.0)
        run = self.running(self.example.plain)
        shot.walk(
            *side_by_side(
                Move(run, shot.left_to("reach")),
                Move(vanishing(*self.large.shapes, self.chart.plot.axes.titles[0]), FADE_S),
                Move(appearing(*self.small), FADE_S, FADE_S),
            )
        )
        shot.until("reach")
        shot.drive(appearing(*self.valleys.tints, self.frame), SHORT_S)

    @property
    def small(self) -> tuple[Inked, ...]:
        """The small pictures and their links."""
        return self.strip.shapes

    def running(
        self, path: Floats, tally: Tally | None = None, *, rested: bool = True
    ) -> Callable[[float], None]:
        """Return a function of progress by which all lights go their ways, and are counted."""
        counts = self.example.counts(path, rested=rested)
        deepest = self.example.deepest

        def function(progress: float) -> None:
            step = hasty(progress) * (len(path) - 1)
            self.lights.walked(path, step, trailing=rested)
            self.valleys.tell(counts[int(step)].tolist(), self.look)
            if tally is not None:
                tally.show(int(counts[int(step), deepest]))

        return function

    def add_momentum(self, shot: Shot) -> None:
        """Do it again with momentum, beside the tally of plain descents."""
        plain, heavy, name = *self.tallies[:2], self.chart.plot.axes.titles[0]
        plain.show(self.example.found(self.example.plain))
        shot.until("momentum")
        shot.together(
            Move(vanishing(*self.small, self.frame), FADE_S),
            Move(appearing(*plain.shapes, *heavy.shapes, name), FADE_S, FADE_S),
            Move(self.going_back, SHORT_S, FADE_S),
        )
        shot.until("rest")
        shot.walk(self.running(self.example.heavy, heavy), shot.left_s)

    def going_back(self, progress: float) -> None:
        """Let all lights go back to their starts."""
        ends, starts = self.example.plain[-1], self.example.starts
        self.lights.walked(np.array([ends, starts]), eased(progress), trailing=False)

    def add_noise(self, shot: Shot) -> None:
        """Do it again with one month a step."""
        noisy = self.tallies[2]
        shot.until("noise")
        shot.drive(self.board.adding(noisy), SHORT_S)
        back = Move(self.going_back, SHORT_S)
        shot.together(back, Move(appearing(*noisy.shapes), FADE_S))
        shot.until("shakes")
        shot.walk(self.running(self.example.noisy, noisy, rested=False), shot.left_s)

    def compare_starts(self, shot: Shot) -> None:
        """Tell what each descent sees, and what several together tell."""
        last, searches = self.tallies[3], self.example.searches
        ends = np.array([self.example.noisy[-1], self.example.plain[-1]])
        shot.until("know")
        shot.together(
            Move(vanishing(*self.valleys.counts, self.lights.tails), FADE_S),
            Move(lambda p: self.lights.walked(ends, eased(p), trailing=False), PULSE_S),
        )
        shot.until("one")
        self.first.walked(self.example.plain[:, [self.stuck]], len(self.example.plain) - 1.0)
        others = (self.chart.curve, self.chart.mark, self.lights.dots, *self.valleys.tints)
        shot.together(
            Move(appearing(self.first.dots), FADE_S), Move(lighting(FAINT_SHARE, *others), FADE_S)
        )
        shot.drive(pulsing(self.first.dots), PULSE_S)
        shot.until("flat")
        shot.drive(lighting(1.0, *others), FADE_S)
        shot.appear(self.floors)
        shot.until("compare")
        shot.drive(self.board.adding(last), SHORT_S)
        shot.appear(*last.shapes, seconds=FADE_S)
        shot.until("keep")
        shot.drive(pulsing(self.chart.mark), PULSE_S)
        shot.until("searches")
        shot.walk(lambda p: last.show(int(searches[round(p * (len(searches) - 1))])), shot.left_s)

    def bend_down(self, shot: Shot) -> None:
        """Set the lesson's own curve beside it, and show where the wave's bends down."""
        pair = self.pair
        shot.until("own")
        kept = (
            pair.hills,
            pair.own_hills,
            pair.several.formula,
            pair.own.formula,
            *pair.lights.shapes,
        )
        shown = [shape for shape in pair.shapes if shape not in kept]
        seen = [s for s in self.mobjects if isinstance(s, Inked) and s.veiled > 0.0]
        seen = [shape for shape in seen if shape not in (*pair.shapes, self.heading)]
        drawn = Move(tracing(pair.own.curve.curve), TRACE_S, FADE_S)
        shot.together(*dissolving(seen, shown), drawn)
        shot.until("hill")
        pair.hills.veil(1.0)
        shot.drive(tracing(pair.hills), to="bends")
        shot.appear(pair.several.formula)

    def bend_up(self, shot: Shot) -> None:
        """Show that the lesson's own curve bends up, and let its lights gather."""
        pair = self.pair
        shot.until("yours")
        self._drop_own(shot)
        shot.until("squared")
        shot.appear(pair.own.formula)
        if "square" in shot.cues:
            shot.until("square")
            shot.drive(pulsing(pair.own.formula), PULSE_S)
        shot.until("valley")
        if pair.paths is None:
            shot.drive(pulsing(pair.own.curve.mark), PULSE_S)
        else:
            paths = pair.paths
            shot.walk(lambda p: pair.lights.walked(paths, p * (len(paths) - 1)), ROLL_S)

    def _drop_own(self, shot: Shot) -> None:
        """Drop lights on the lesson's own curve, or let its lowest place be seen."""
        pair = self.pair
        if pair.paths is None:
            pair.own_hills.veil(1.0)
            looked_for = pair.own_hills if len(pair.own_hills.points) else pair.own.curve.curve
            shot.drive(tracing(looked_for), to="squared")
            return
        pair.lights.dropped(0.0)
        for shape in pair.lights.shapes:
            shape.veil(1.0)
        shot.drive(pair.lights.dropped, to="squared")


def hasty(progress: float) -> float:
    """Return progress that is slow at first, where lights have far to go."""
    return progress**HASTE_SHARE
