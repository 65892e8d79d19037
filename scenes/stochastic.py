"""Scene `stochastic`: steps on one point at a time are rough and cheap, and never come to rest."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.batch_paths import SPREADS
from gdcore.landscape.log_scale import log_scale
from scenes.kit.descent.batch_legend import BatchLegend
from scenes.kit.descent.batch_line import Kind
from scenes.kit.descent.batch_walk import BatchWalk
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import (
    Move,
    appearing,
    eased,
    lighting,
    pulsing,
    side_by_side,
    vanishing,
)
from scenes.kit.ink.shapes import Path
from scenes.kit.panels.code_block import CodeBlock
from scenes.kit.panels.two_loops import TwoLoops
from scenes.kit.plots.error_map import plot_error_map
from scenes.kit.plots.map_lens import MapLens, lens_spot
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.one_row import OneRow
from scenes.kit.plots.scatter import scatter
from scenes.kit.plots.work_chart import WorkChart
from scenes.scripts.stochastic import paths_of
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["OnePointAtATime"]

MAP_SHARE, TALL_SHARE = 0.58, 0.55
FADE_S, SHORT_S, STEP_S, PULSE_S, OPEN_S, SWEEP_S = 0.4, 0.6, 0.8, 0.8, 1.4, 1.6
SLOW_STEPS, CORNERS_STEPS = 5, 96
DIM_SHARE, HOVER_SHARE, HALF_SHARE = 0.35, 0.2, 0.4
"""What is left of the data while one row is lit; how fast the path hovers at first, of its end."""
STOPS_STEPS = 40
"""Stops a second while it circles."""
ROUND_S, NOTED_STEPS = 1.4, 3
"""How long a programme's loop takes over a point; how many points the other one notes."""


class OnePointAtATime(Stage):
    """The map of the error with three paths, and what each step looks at."""

    scene_id = "stochastic"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        self.paths = paths_of(self.brief.experiment)
        left, right = self.grid.parts(MAP_SHARE, TALL_SHARE)
        look, shown = self.look, self.paths.lesson
        self.ring = self.paths.cloud.outline(SPREADS, CORNERS_STEPS)
        self.map = plot_error_map(left, 0.0, shown, log_scale(shown), look, self.paths.window)
        self.walk = BatchWalk(self.paths, self.map.plot, look)
        self.scatter = scatter(right, shown, look)
        self.model_line = ModelLine(shown, self.scatter.plot, look)
        self.row = OneRow(shown, self.scatter.plot, look)
        self.rows = self.paths.rows_drawn(self.paths.one.path.steps)
        names = tuple(self.label(key) for key in ("looked-at", "all", "some", "one", "band"))
        self.chart = WorkChart(right, self.paths, names, look)
        self.loops = self.write_the_loops(right)
        rates = tuple(self.label(key) for key in ("all-rate", "some-rate", "one-rate"))
        self.legend = BatchLegend(self.chart.plot.area, rates, look)
        self.lens = self.place_the_lens()
        self.lives = self.walk.head
        line, plot = self.model_line, self.map.plot
        self.hang(self.title(), *plot.furniture, *self.map.bands.risen, self.map.mark)
        self.hang(self.scatter.plot, waiting(line.residuals), *self.scatter.marks)
        self.hang(waiting(*self.row.shapes), line.line, line.lost)
        self.hang(waiting(self.loops, self.chart, self.legend))
        self.hang(self.walk, waiting(self.dotted), *map(waiting, self.lens))

    def write_the_loops(self, box: Box) -> TwoLoops:
        """Return the two programmes."""
        averaged = self.brief.experiment.objective.loss.averaged
        key = "move-by-mean" if averaged else "move-by-sum"
        return TwoLoops(box, key, self.label, {"gradient": self.look.slope}, self.look)

    def place_the_lens(self) -> tuple[MapLens, ...]:
        """Return the lens over the place where the path circles, if it is too small to be seen."""
        plot, look = self.map.plot, self.look
        places = plot.places(self.ring)
        self.dotted = Path(places, look.best, 2.5, dashes_px=(2.5, 6.0), clip=plot.area.clip)
        self.dotted.closed = True
        spot = lens_spot(plot.area, places, self.walk.one.places)
        if spot is None:
            return ()
        outlines = [area.points[:, :2] for area in self.map.bands.areas if len(area.points)]
        centre = plot.places(self.paths.cloud.centre[None])[0]
        return (
            MapLens(spot, centre, tuple(outlines), Kind.ONE.colour(look), plot.area.clip, look),
        )

    def stand(self, steps: float) -> None:
        """Put the point on the map and the line where the one-point path is."""
        self.walk.walk(steps)
        theta = self.paths.cut.lift(self.paths.one.path.at(steps)[None])[0]
        self.model_line.at(theta)

    def theta(self, step: int) -> Floats:
        """Return the parameters after a step on one point, shape (p,)."""
        return self.paths.cut.lift(self.paths.one.path.points[step][None])[0]

    def step_on_one_point(self, shot: Shot) -> None:
        """Sweep over all rows, then light one, and take its step."""
        line = self.model_line
        shot.drive(pulsing(self.walk.head), PULSE_S)
        shot.until("look")
        shot.drive(line.sweep, to="one")
        shot.until("one")
        self.row.choose(self.rows[0], self.theta(0))
        self.row.grow(0.0)
        shot.together(
            Move(vanishing(line.residuals), FADE_S),
            Move(lighting(DIM_SHARE, *self.scatter.marks), FADE_S),
            Move(appearing(self.row.dot, self.row.rim), FADE_S),
            Move(pulsing(self.row.dot), PULSE_S, FADE_S),
        )
        shot.until("miss")
        self.row.miss.veil(1.0)
        shot.drive(self.row.grow, SHORT_S)
        shot.until("step")
        self.take(shot, 0, STEP_S)

    def take(self, shot: Shot, step: int, seconds: float) -> None:
        """Take a step on the row that is lit."""
        row = self.rows[step]

        def move(progress: float) -> None:
            for shape in (*self.walk.one.shapes, self.walk.tail):
                shape.veil(1.0)
            self.stand(step + eased(progress))
            self.row.choose(row, self.model_line.theta)

        shot.drive(move, seconds)

    def tell_the_units(self, shot: Shot) -> None:
        """Point at the names of the map's axes, which tell parameters and units."""
        if "shift" in shot.cues:
            shot.until("shift")
            shot.pulse(self.map.plot.axes.titles[1])
        if "handy" not in shot.cues:
            return
        shot.until("handy")
        first, second = self.map.plot.axes.titles
        shot.together(Move(pulsing(first), PULSE_S), Move(pulsing(second), PULSE_S, PULSE_S / 2.0))

    def go_on(self, shot: Shot) -> None:
        """Light the next rows, ever faster, until the line is near the best fit."""
        shot.until("next")
        slow = min(SLOW_STEPS, self.paths.one.path.steps)
        each_s = shot.left_to("cheap") / (slow - 1)
        for step in range(1, slow):
            self.light(shot, step, each_s / 2.0)
            self.take(shot, step, each_s / 2.0)
        shot.until("cheap")
        self.run(shot, slow, max(self.paths.arrival, slow), to="near")
        shot.drive(pulsing(self.map.mark), PULSE_S)
        self.hover(shot, shot.left_s)

    def light(self, shot: Shot, step: int, seconds: float) -> None:
        """Light another row, and show how far the line misses it."""
        self.row.choose(self.rows[step], self.theta(step))
        shot.drive(self.row.grow, seconds)

    def run(self, shot: Shot, first: int, last: int, *, to: str) -> None:
        """Run through steps, a row each.

        Parameters
        ----------
        shot : Shot
        first, last : int
            From which step to which.
        to : str
            The cue on which it ends.
        """
        shot.walk(self.running(first, last), to=to)

    def running(self, first: int, last: int) -> Callable[[float], None]:
        """Return a function of progress that makes the steps from one to another."""

        def move(progress: float) -> None:
            step = first + int(progress * (last - first))
            self.stand(float(step))
            self.row.choose(self.rows[min(step, len(self.rows) - 1)], self.theta(step))

        return move

    def hover(self, shot: Shot, seconds: float) -> None:
        """Go on around the best fit."""
        now = self.walk.steps
        last = min(now + int(seconds * STOPS_STEPS), self.paths.one.path.steps)
        if last > now:
            shot.walk(self.running(now, last), seconds)

    def show_the_loop(self, shot: Shot) -> None:
        """Show two programmes, the update inside the loop and after it."""
        shot.until("program")
        data = (*self.scatter.plot.shapes, *self.scatter.marks, *self.row.shapes)
        line = (self.model_line.line, self.model_line.lost)
        first, second = self.loops.codes
        (name, *_), (other, *_) = self.loops.inside, self.loops.after
        told = (name, other, *first.hidden, *second.hidden)
        shown = [shape for shape in self.loops.shapes if shape not in told]
        shot.together(
            Move(vanishing(*data, *line), FADE_S),
            Move(appearing(*shown), SHORT_S),
        )
        shot.until("inside")
        shot.appear(name, *first.hidden, seconds=FADE_S)
        shot.walk(self.looping(shot.left_to("name")), to="name")
        pulse, left_s = Move(pulsing(name), PULSE_S), shot.left_to("after")
        shot.walk(*side_by_side(Move(self.looping(left_s), left_s), pulse))
        shot.until("after")
        shot.appear(other, *second.hidden, seconds=FADE_S)
        far = 2.0 * NOTED_STEPS - 1.0
        shot.drive(lambda p: second.go_round(p * far, 2), shot.left_s - STEP_S)
        shot.drive(second.walk(1, 2), SHORT_S)

    def looping(self, seconds: float) -> Callable[[float], None]:
        """Return a function of progress by which the marker goes round, a step in each round."""
        rounds, stay = max(round(seconds / ROUND_S), 1), CodeBlock.STAY
        code, now, last = self.loops.codes[0], self.walk.steps, self.paths.one.path.steps

        def function(progress: float) -> None:
            times = progress * (2 * rounds - 1 + stay)
            made, on_second = divmod(int(times), 2)
            share = min((times - int(times)) / stay, 1.0) if on_second else 0.0
            code.go_round(times, 2)
            self.walk.walk(min(now + made + share, float(last)))

        return function

    def count_the_work(self, shot: Shot) -> None:
        """Go back to the start with all three, and count what they look at."""
        chart, walk = self.chart, self.walk
        shot.until("start")
        drawn = (s for line in chart.lines for s in line.shapes)
        gone = (*walk.one.shapes, walk.tail)
        shot.together(
            Move(vanishing(*gone), FADE_S),
            Move(lambda t: self.stand(0.0) if t >= 1.0 else None, FADE_S),
            Move(vanishing(*(s for s in self.loops.shapes if s is not self.loops.panel)), FADE_S),
            Move(appearing(*chart.plot.shapes, chart.start), SHORT_S, FADE_S),
        )
        self.loops.panel.veil(0.0)
        shot.drive(pulsing(chart.start), to="rate")
        lines = (*walk.hidden, *drawn, *chart.later.shapes, chart.band)
        shot.until("rate")
        each_s = SHORT_S / len(self.legend.rows)
        rows = enumerate(self.legend.rows)
        shot.together(*(Move(appearing(*row), SHORT_S, k * each_s) for k, row in rows))
        shot.until("work")
        for shape in lines:
            shape.veil(1.0)
        shot.vanish(*self.legend.shapes, chart.start, seconds=FADE_S)
        shot.walk(self.counting(0.0, self.paths.every.size - 1.0), to="whole")
        shot.together(
            Move(self.first_whole_step(), STEP_S), Move(appearing(chart.names[0]), STEP_S)
        )
        shot.until("made")
        shot.together(Move(pulsing(walk.head), PULSE_S), Move(appearing(chart.names[2]), FADE_S))

    def counting(self, first: float, last: float) -> Callable[[float], None]:
        """Return a function of progress by which rows are looked at, ever more at once."""
        low, high = np.log1p(first), np.log1p(last)

        def function(progress: float) -> None:
            rows = last if progress == 1.0 else float(np.expm1(low + progress * (high - low)))
            self.walk.at(rows)
            self.chart.at(rows)

        return function

    def first_whole_step(self) -> Callable[[float], None]:
        """Return a function of progress that makes the first step on all rows."""
        return self.counting(self.paths.every.size - 1.0, float(self.paths.every.size))

    def take_a_batch(self, shot: Shot) -> None:
        """Name the batch's path, and count on to the end."""
        shot.until("batch")
        shot.appear(self.chart.names[1])
        rows = float(self.paths.every.size)
        middle = float(np.sqrt(rows * self.paths.rows))
        shot.walk(self.counting(rows, middle), to="level")
        shot.appear(self.chart.level, self.chart.note)
        shot.until("pass")
        shot.walk(self.counting(middle, float(self.paths.rows)), shot.left_s)

    def look_close(self, shot: Shot) -> None:
        """Open the lens, and let the path go on in it; then draw the ring."""
        shot.until("close")
        if not self.lens:
            shot.drive(pulsing(self.map.mark), PULSE_S)
        for lens in self.lens:
            lens.see(self.walk.seen)
            seen = [s for s in lens.shapes if s not in (lens.outline, lens.factor)]
            shot.together(
                Move(appearing(*seen), FADE_S),
                Move(lens.open, OPEN_S, FADE_S),
            )
        one, more = self.paths.one.path.steps, self.paths.circling.path.steps
        around = (self.dotted, *(lens.outline for lens in self.lens))
        self.surround(self.ring)
        cues = ("pulls", "circles", "wide", "ring")
        ends = np.linspace(one, one + more, len(cues) + 1).astype(int).tolist()
        for k, (cue, after) in enumerate(zip(cues, (*cues[1:], ""), strict=True)):
            shot.until(cue)
            also = appearing(*around) if cue == "ring" else None
            shot.walk(self.circling(ends[k], ends[k + 1], also), shot.left_s, to=after)

    def circling(
        self, first: int, last: int, also: Callable[[float], None] | None = None
    ) -> Callable[[float], None]:
        """Return a function of progress that lets the path go on, and the lens with it."""
        compared = self.paths.one.path.steps

        def function(progress: float) -> None:
            step = first + int(progress * (last - first))
            self.walk.walk(step)
            self.chart.go_on(step - compared)
            for lens in self.lens:
                lens.see(self.walk.seen)
            if also is not None:
                also(min(progress / HOVER_SHARE, 1.0))

        return function

    def surround(self, ring: Floats) -> None:
        """Put the dotted ring around a part of the map."""
        places = self.map.plot.places(ring)
        self.dotted.put(places)
        for lens in self.lens:
            lens.surround(places)

    def shrink_the_rate(self, shot: Shot) -> None:
        """Let the rate shrink, the path and the ring with it."""
        steps = self.paths.shrinking.path.steps
        shot.until("shrink")
        shot.walk(self.shrinking(0.0, HALF_SHARE * steps), to="closes")
        shot.walk(self.shrinking(HALF_SHARE * steps, steps), to="needs")
        shot.drive(pulsing(self.walk.head), PULSE_S)
        shot.until("few")
        shot.drive(pulsing(self.chart.names[1]), PULSE_S)
        shot.until("small")
        shot.drive(pulsing(self.map.mark), PULSE_S)

    def shrinking(self, first: float, last: float) -> Callable[[float], None]:
        """Return a function of progress that goes on at a shrinking rate, the ring with it."""
        begun = self.paths.one.path.steps + self.paths.circling.path.steps
        go = self.circling(begun + int(first), begun + int(last))

        def function(progress: float) -> None:
            go(progress)
            self.surround(self.paths.ring_at(first + progress * (last - first)))

        return function
