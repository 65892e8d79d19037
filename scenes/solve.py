"""Scene `solve`: where both steepnesses are zero, two lines cross; and who wins when."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.log_scale import log_scale
from scenes.kit.descent.projection import map_projection
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import (
    Move,
    appearing,
    eased,
    lighting,
    pulsing,
    replacing,
    side_by_side,
    vanishing,
)
from scenes.kit.ink.shapes import Dots, Inked
from scenes.kit.panels.equations import Equations
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.level_marks import LevelMark, level_marks
from scenes.kit.plots.means_mark import means_mark
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.race_chart import RaceChart
from scenes.kit.plots.scatter import line_windows, scatter
from scenes.scripts.solve import turns_about_means
from scenes.shot import Shot
from scenes.stage import Stage
from scenes.telling.shipped import measured_races

__all__ = ["SolvingAtOnce"]

MAP_SHARE, TALL_SHARE, EQUATIONS_SHARE, SQUARE_SHARE = 0.55, 0.5, 0.4, 0.48
FAINT_SHARE = 0.35
SLIDE_SHARES = (0.15, 0.5, 0.85)
FADE_S, WRITE_S, PULSE_S, DRAW_S, GO_S, LAG_S = 0.5, 1.0, 0.8, 1.6, 2.0, 1.0
SWAY_S, SWAY_SHARE, DIMMED_SHARE = 1.0, 0.15, 0.4
WORDS = ("parameters", "seconds", "solving", "descending", "long")


class SolvingAtOnce(Stage):
    """The map with the two lines of zero steepness, the data, and a chart of measured times."""

    scene_id = "solve"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = self.grid.parts(MAP_SHARE, TALL_SHARE)
        above, below = self.beside(right)
        self.error_plot = plot_error(left, experiment, log_scale(experiment), look, 0.0)
        self.walk_on_the_map()
        self.equations = Equations(above, self.error_plot.section, look)
        windows = line_windows(experiment)[:1]
        self.scatter = scatter(below, experiment, look, windows)
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        turns = turns_about_means(experiment)
        self.means = means_mark(self.scatter, self.label("means"), look) if turns else ()
        words = {key: self.label(key) for key in WORDS}
        self.chart = RaceChart(left, measured_races(), words, look)
        self.lives = self.point
        plot, scattered = self.error_plot, self.scatter
        self.heading = self.title()
        self.hang(self.heading, *plot.plot.furniture, plot.ground, *plot.best)
        self.hang(waiting(*self.levels), self.trail, self.point)
        self.hang(self.equations, scattered.plot, *scattered.marks, waiting(*scattered.best))
        self.hang(self.model_line.line, waiting(*self.means), self.model_line.lost)
        self.hang(waiting(self.chart))
        self.error_plot.ground.flood(1.0)
        self.stand(experiment.trajectory.start)
        self.tell_how_steep(experiment.trajectory.start)

    def beside(self, right: Box) -> tuple[Box, Box]:
        """Return where the equations are, and where the data are."""
        if self.grid.is_square:
            return right.split_across(SQUARE_SHARE)
        return right.split_down(EQUATIONS_SHARE)

    def walk_on_the_map(self) -> None:
        """Make the point, its way and the lines that it does not follow."""
        experiment, look, plot = self.brief.experiment, self.look, self.error_plot
        projection = map_projection(plot, experiment.trajectory.start)
        self.trail = Trail(experiment.trajectory, projection, look)
        way = plot.places(experiment.trajectory.points)
        clip = plot.plot.area.clip
        self.point = Dots(way[:1], 9.0, look.model, clip=clip).cast("point")
        self.levels = level_marks(plot, way, look)

    def stand(self, theta: Floats) -> None:
        """Put point and line at some parameters, shape (p,)."""
        self.point.put(self.error_plot.places(theta[None]))
        self.model_line.at(theta)

    def tell_how_steep(self, theta: Floats) -> None:
        """Write how steep the error is with some parameters, shape (p,)."""
        experiment, cut = self.brief.experiment, self.error_plot.section
        points = np.array([experiment.trajectory.start, theta])
        with np.errstate(over="ignore", invalid="ignore"):
            first, now = cut.project(experiment.objective.gradient(points))
        self.equations.at(now, np.abs(first))

    def walk_there(self, shot: Shot) -> None:
        """Let the point walk the way that was made; the ring beats."""
        trajectory = self.brief.experiment.trajectory

        def walk(progress: float) -> None:
            step = eased(progress) * trajectory.steps
            self.trail.at(step)
            for shape in self.trail.shapes:
                shape.veil(1.0)
            self.stand(trajectory.points[int(step)])
            self.tell_how_steep(trajectory.points[int(step)])

        shot.walk(walk, to="shortcut")
        shot.pulse(*self.error_plot.best[:1])

    def ask_for_level(self, shot: Shot) -> None:
        """Go to the lowest place, and turn either knob there: what is zero is written down."""
        equations = self.equations
        faint = lighting(FAINT_SHARE, *self.trail.shapes)
        shot.by_hand(*side_by_side(Move(faint, FADE_S), Move(self.going_home(), GO_S)))
        shot.until("level")
        shot.pulse(*self.error_plot.best[:1])
        for knob, cue in enumerate(("first", "second")):
            shot.until(cue)
            shot.by_hand(self.turning(knob), SWAY_S)
        shot.together(*replacing(equations.values, equations.zeros))

    def going_home(self) -> Callable[[float], None]:
        """Return a function of progress to the best fit, from no further than the map is wide."""
        best, theta = self.brief.experiment.best, self.model_line.theta
        reach = np.hypot(*self.error_plot.plot.window.half)
        away = theta - best
        away = away * min(1.0, reach / max(float(np.linalg.norm(away)), reach))

        def go(progress: float) -> None:
            self.stand(best + (1.0 - eased(progress)) * away)
            self.tell_how_steep(self.model_line.theta)

        return go

    def turning(self, knob: int) -> Callable[[float], None]:
        """Return a function of progress that turns one knob of the best fit to and fro."""
        best, cut = self.brief.experiment.best, self.error_plot.section
        most = SWAY_SHARE * self.error_plot.plot.window.half[knob]

        def turn(progress: float) -> None:
            theta = cut.project(best).copy()
            theta[knob] += most * np.sin(2.0 * np.pi * progress)
            self.stand(cut.lift(theta[None])[0])
            self.tell_how_steep(self.model_line.theta)

        return turn

    def draw(self, shot: Shot, which: int) -> None:
        """Draw where E is level along one parameter, and write its equation."""
        mark: LevelMark = self.levels[which]
        shot.by_hand(self.turning(which), to="line")
        shot.until("line")
        written = [
            part for formula in self.equations.written[which : which + 1] for part in formula.shapes
        ]
        draw_s = max(shot.left_s - WRITE_S, DRAW_S)
        shot.together(Move(mark.draw, draw_s), Move(appearing(*written), FADE_S, draw_s))

    def draw_the_second(self, shot: Shot) -> None:
        """Draw the line of the best second parameter for each first one."""
        self.draw(shot, 1)

    def turn_about_the_means(self, shot: Shot) -> None:
        """Slide along it: the line among the data turns about the means."""
        mark = self.levels[1]
        shot.until("slide")
        home = mark.share_of(self.error_plot.section.best)
        low, middle, high = SLIDE_SHARES
        shot.by_hand(self.sliding(mark, (home, low, middle)), to="means")
        shot.appear(*self.means, seconds=FADE_S)
        shot.by_hand(self.sliding(mark, (middle, high, home)), shot.left_s)

    def sliding(self, mark: LevelMark, shares: tuple[float, ...]) -> Callable[[float], None]:
        """Return a function of progress along a line, from one share of it to the next."""
        cut = self.error_plot.section

        def function(progress: float) -> None:
            at = np.interp(eased(progress), np.linspace(0.0, 1.0, len(shares)), shares)
            self.stand(cut.lift(mark.slid(float(at))[None])[0])

        return function

    def draw_the_first(self, shot: Shot) -> None:
        """Draw the other line."""
        self.draw(shot, 0)

    def tell_of_the_slice(self, shot: Shot) -> None:
        """Point at the map, which is a slice, and at the equations."""
        shot.until("slice")
        shot.pulse(self.point)
        shot.until("each")
        shot.pulse(*self.equations.zeros)

    def let_them_cross(self, shot: Shot) -> None:
        """Let both lines run into their crossing, and write the solution."""
        equations, trail = self.equations, self.trail.shapes
        solution = [part for formula in equations.solution for part in formula.shapes]
        run_s = max(shot.left_to("cross"), DRAW_S)
        shot.together(*(Move(mark.draw, run_s) for mark in self.levels))
        shot.until("cross")
        shot.pulse(*self.error_plot.best[:1], self.point)
        shot.until("equations")
        shot.together(*self.beating(equations))
        if solution:
            shot.until("solved")
            shot.appear(*solution, *self.scatter.best)
            shot.until("rate")
            shot.vanish(*trail, seconds=FADE_S)
        if "program" in shot.cues:
            shot.until("program")
            shot.together(*self.beating(equations))
            shot.until("digits")
            shot.pulse(*solution)

    def beating(self, equations: Equations) -> list[Move]:
        """Return how one equation beats after the other."""
        sides = [
            [zero, *(part for formula in equations.written[k : k + 1] for part in formula.shapes)]
            for k, zero in enumerate(equations.zeros)
        ]
        return [
            Move(pulsing(part), PULSE_S, LAG_S * k) for k, side in enumerate(sides) for part in side
        ]

    def measure(self, shot: Shot) -> None:
        """Put a chart in the place of the map; solving is measured, point by point."""
        shot.until("measured")
        plot, solving = self.chart.plot, self.chart.solving
        seen = [s for s in self.mobjects if isinstance(s, Inked) and s.veiled]
        kept = (*self.beside_it, self.heading, self.error_plot.plot.panel)
        old = [shape for shape in seen if shape not in kept]
        shot.together(
            Move(vanishing(*old), FADE_S),
            Move(lighting(DIMMED_SHARE, *self.beside_it), FADE_S),
            Move(appearing(*plot.shapes), FADE_S, FADE_S),
        )
        shot.drive(solving.sow, to="parameters")
        shot.until("parameters")
        name = Move(pulsing(plot.axes.titles[0]), PULSE_S)
        shot.together(name, Move(self.chart.running("solving"), max(shot.left_s, WRITE_S)))

    @property
    def beside_it(self) -> tuple[Inked, ...]:
        """What stays beside the chart: the equations and the data."""
        scattered, line = self.scatter, self.model_line.line
        return (*self.equations.shapes, *scattered.shapes, line, *self.means)

    def overtake(self, shot: Shot) -> None:
        """Draw how long descending takes, down from where it is faster."""
        shot.until("twice")
        shot.drive(self.chart.double, DRAW_S)
        shot.until("cube")
        shot.pulse(*self.chart.factors)
        shot.until("step")
        told = vanishing(self.chart.doubling, *self.chart.factors)
        run = Move(self.chart.running("descending"), max(shot.left_to("descending"), DRAW_S))
        shot.together(Move(told, FADE_S), run)
        shot.until("descending")
        shot.appear(self.chart.crossing, seconds=FADE_S)
        shot.pulse(self.chart.descending.name)

    def go_the_long_way(self, shot: Shot) -> None:
        """Draw how long descending takes in a long valley."""
        shot.until("long")
        shot.drive(self.chart.running("long"), max(shot.left_s - WRITE_S, DRAW_S))

    def answer(self, shot: Shot) -> None:
        """Draw the curves once more that the answer names; light up all."""
        chart = self.chart
        small, large = [chart.solving], [chart.descending, chart.long]
        for cue, named, others in (("solve", small, large), ("descend", large, small)):
            lit, dim = (
                [s for runner in runners for s in runner.shapes] for runners in (named, others)
            )
            shot.until(cue)
            shot.together(
                Move(lighting(1.0, *lit), FADE_S),
                Move(lighting(DIMMED_SHARE, *dim), FADE_S),
                *(Move(runner.run, DRAW_S) for runner in named),
            )
        shot.until("bends")
        shot.lights_up()
