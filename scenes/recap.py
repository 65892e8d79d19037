"""Scene `recap`: five lines, a marker on them, and map, data and error that do their work."""

from collections.abc import Callable

from gdcore.landscape.log_scale import log_scale
from scenes.kit.descent.axis_arrows import name_drawn
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.pace import Pace
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased, lighting, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Type
from scenes.kit.panels.five_lines import LINES, FiveLines
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.error_scale import ErrorScale
from scenes.kit.plots.scatter import line_windows, scatter
from scenes.kit.text.glyphs import escaped
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["Recap"]

LINES_SHARE, TALL_SHARE, MAP_SHARE = 0.4, 0.36, 0.56
FAINT_SHARE, FADE_S, GO_S, PULSE_S, SNAP_S, DRAW_S = 0.3, 0.5, 0.9, 0.8, 0.3, 1.0
QUICK_S, REST_S, NAME_ROOM, NOTE_PX = 0.4, 1.6, 1.2, 22.0
MOST_STEPS = 8
START, MEASURE, FIND, STEP, REPEAT = range(len(LINES))


class Recap(Stage):
    """Five lines beside the map and the data."""

    scene_id = "recap"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment.plain, self.look
        lines, pictures = self.grid.parts(LINES_SHARE, TALL_SHARE)
        left, right = self.beside(pictures)
        heights, windows = log_scale(experiment), line_windows(experiment)
        words = {key: self.label(key) for key in LINES}
        self.five = FiveLines(lines, experiment, words, look)
        self.error_plot = plot_error(left, experiment, heights, look)
        scale = ErrorScale(self.error_plot.plot.area, experiment, heights, look)
        self.scatter = scatter(right, experiment, look, tuple(dict.fromkeys(windows)), NAME_ROOM)
        self.descent = DescentMarks(experiment, self.error_plot, self.scatter, windows, scale, look)
        self.arrows = StepArrows(self.descent.projection, look)
        self.lives = self.descent.point
        self.heading = self.title()
        self.drawn = self.tell_the_factor()
        self.hang_up(scale)

    def tell_the_factor(self) -> tuple[Type, ...]:
        """Return words on what the gradient's arrow is drawn times, if not once."""
        factor, look = self.descent.projection.factor, self.look
        if factor == 1.0:
            return ()
        words = name_drawn(look.label("gradient"), factor, look)
        return (self.heading.beside(Type(escaped(words), NOTE_PX, look.slope)),)

    def beside(self, pictures: Box) -> tuple[Box, Box]:
        """Return where the map is, and where the data are."""
        if self.grid.is_vertical:
            return pictures.split_down(MAP_SHARE)
        return pictures.split_across(MAP_SHARE)

    def hang_up(self, scale: ErrorScale) -> None:
        """Hang up what was made."""
        descent, line, plot = self.descent, self.descent.model_line, self.error_plot
        self.hang(self.heading, self.five, waiting(*self.drawn))
        self.hang(*plot.plot.furniture, *plot.ground.shapes, *plot.best, *scale.frame)
        self.hang(self.scatter.plot, waiting(descent.ghosts, line.residuals))
        self.hang(*self.scatter.marks, waiting(line.line, *self.scatter.best))
        self.hang(waiting(scale.marks, *descent.trail.shapes, self.arrows))
        self.hang(waiting(descent.glow, descent.point, *scale.live), line.lost)
        plot.ground.flood(1.0)
        line.lost.veil(0.0)

    def go_to(self, shot: Shot, line: int, *moves: Move) -> None:
        """Let the marker go to a line when it is said; what the line does begins with it.

        Parameters
        ----------
        shot : Shot
        line : int
            Counted from 0.
        *moves : Move
        """
        shot.until(LINES[line])
        before = line - 1 if line else line
        shot.together(Move(self.five.walk(before, line), SNAP_S), *moves)

    def ask(self, shot: Shot) -> None:
        """Let the five lines light up one after the other."""
        each_s = shot.left_s / (len(LINES) + 1)
        shot.together(
            *(
                Move(pulsing(line), 2.0 * each_s, k * each_s)
                for k, line in enumerate(self.five.lines)
            )
        )

    def start_anywhere(self, shot: Shot) -> None:
        """Put the point somewhere, and the line that it stands for."""
        descent = self.descent
        self.five.at(0)
        self.go_to(
            shot,
            START,
            Move(appearing(*self.five.band.shapes), SNAP_S),
            Move(appearing(descent.glow, descent.point, descent.model_line.line), FADE_S),
            Move(appearing(self.five.numbers[START]), FADE_S, FADE_S),
        )
        shot.pulse(descent.point)
        if "map" in shot.cues:
            shot.until("map")
            shot.pulse(*self.error_plot.plot.axes.titles)

    def measure(self, shot: Shot) -> None:
        """Draw every miss, and the error that they make."""
        descent, number = self.descent, self.five.numbers[MEASURE]
        self.go_to(
            shot,
            MEASURE,
            Move(descent.model_line.sweep, self._all_but_fade(shot)),
            Move(appearing(*descent.scale.live, number), FADE_S, self._all_but_fade(shot)),
        )

    def find(self, shot: Shot) -> None:
        """Let the gradient's arrow grow uphill."""
        descent, number = self.descent, self.five.numbers[FIND]
        self.arrows.stand(descent.parameters, descent.there)
        self.go_to(
            shot,
            FIND,
            Move(lighting(FAINT_SHARE, descent.model_line.residuals), FADE_S),
            Move(self.arrows.rise, self._all_but_fade(shot)),
            Move(appearing(number, *self.drawn), FADE_S, self._all_but_fade(shot)),
        )

    def _all_but_fade(self, shot: Shot) -> float:
        """Return what is left of a beat but for a fade at its end, once its line is said."""
        return max(shot.left_s - max(shot.left_to(shot.cues[0]), 0.0) - 2.0 * FADE_S, DRAW_S)

    def step(self, shot: Shot) -> None:
        """Let the step's arrow grow the other way, and follow it."""
        number = self.five.numbers[STEP]
        self.go_to(
            shot,
            STEP,
            Move(lighting(FAINT_SHARE, self.arrows.uphill), FADE_S),
            Move(self.arrows.grow_step, DRAW_S),
            Move(appearing(number, *self.five.rate), FADE_S, DRAW_S),
        )
        if self.descent.steps:
            shot.walk(self.following(0), max(shot.left_s - FADE_S, GO_S))

    def following(self, step: int) -> Callable[[float], None]:
        """Return a function of progress that makes the step after one."""

        def move(progress: float) -> None:
            for shape in (*self.descent.trail.shapes, self.descent.scale.marks):
                shape.veil(1.0)
            self.descent.arrive(step, eased(progress))
            self.arrows.use_up(progress)

        return move

    def repeat(self, shot: Shot) -> None:
        """Show the way back to the second line."""
        self.go_to(
            shot,
            REPEAT,
            Move(appearing(*self.five.way_back), FADE_S),
            Move(appearing(self.five.numbers[REPEAT]), FADE_S),
            Move(pulsing(self.five.lines[MEASURE]), PULSE_S, FADE_S),
        )

    def once_more(self, shot: Shot) -> None:
        """Go through the lines of a round again, faster."""
        descent, five = self.descent, self.five
        shot.until("again")
        each_s = shot.left_s / (len(LINES) - 1)
        self.arrows.stand(descent.parameters, descent.there)
        works: tuple[Callable[[float], None], ...] = (
            lighting(1.0, descent.model_line.residuals),
            self.arrows.rise,
            self.stepping(1),
            pulsing(*five.way_back[1:]),
        )
        for line, work in enumerate(works, MEASURE):
            before = line - 1 if line > MEASURE else REPEAT
            marker = Move(five.walk(before, line), SNAP_S)
            told = Move(self.telling(1), SNAP_S)
            shot.walk(*side_by_side(marker, told, Move(work, each_s)))

    def telling(self, step: int) -> Callable[[float], None]:
        """Return a function of progress that writes the numbers of a step."""
        return lambda progress: self.five.at(step if progress else step - 1)

    def stepping(self, step: int) -> Callable[[float], None]:
        """Return a function of progress that draws the step's arrow, then follows it."""
        follow = self.following(step)

        def move(progress: float) -> None:
            if progress < 0.5:
                self.arrows.grow_step(2.0 * progress)
            else:
                follow(2.0 * progress - 1.0)

        return move

    def round_after_round(self, shot: Shot) -> None:
        """Make all other steps, the marker going round and round."""
        descent, five = self.descent, self.five
        last = max(descent.steps, 2)
        shot.until("rounds")
        faint = [descent.model_line.residuals]
        pace = Pace(last - 2, shot.left_s)
        rounds = five.rounds(min(last - 2, MOST_STEPS))
        dim = lighting(FAINT_SHARE, *faint)

        def walk(progress: float) -> None:
            at, made = pace.at(progress)
            dim(min(2.0 * progress, 1.0))
            descent.at(2 + at)
            five.at(2 + made)
            rounds(progress)

        if last > 2:
            shot.walk(walk, shot.left_s)

    def tell_the_end(self, shot: Shot) -> None:
        """Let what came of it beat, beside the best fit."""
        descent, residuals = self.descent, self.descent.model_line.residuals
        shot.together(
            Move(self.five.walk(REPEAT, REPEAT), SNAP_S),
            Move(vanishing(*self.arrows.shapes, *self.drawn), FADE_S),
            Move(lighting(FAINT_SHARE, *descent.ghosts.shapes), FADE_S),
            Move(pulsing(self.five.numbers[REPEAT]), PULSE_S, FADE_S),
        )
        shot.until("end")
        shot.together(
            Move(pulsing(descent.point), PULSE_S),
            Move(appearing(*self.scatter.best), FADE_S),
            Move(lighting(1.0, residuals), FADE_S),
            Move(descent.model_line.sweep, max(shot.left_s - REST_S, DRAW_S)),
        )
        shot.pulse(*self.error_plot.best[:1])

    def tell_whose(self, shot: Shot) -> None:
        """Point at the lines that the data make, then at the one that has the rate."""
        shot.until("two")
        shot.drive(self.five.walk(REPEAT, MEASURE), to="three")
        shot.until("three")
        shot.drive(self.five.walk(MEASURE, FIND), to="four")
        shot.until("four")
        shot.drive(self.five.walk(FIND, STEP), QUICK_S)
        shot.pulse(*(self.five.rate or self.five.lines[STEP : STEP + 1]))

    def change_a_line(self, shot: Shot) -> None:
        """Go back to each line that is another one in the lesson's own descent."""
        before = STEP
        for cue, line in (("rows", MEASURE), ("also", FIND), ("rule", STEP)):
            if cue in shot.cues:
                shot.until(cue)
                shot.drive(self.five.walk(before, line), SNAP_S)
                shot.pulse(self.five.lines[line])
                before = line
