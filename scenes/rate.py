"""Scene `rate`: one number bends the whole path, and the data set its limit."""

from collections.abc import Callable

import numpy as np

from gdcore.landscape.sharpest import sharpest
from gdcore.landscape.view import Window
from scenes.kit.descent.bent_path import BentPath
from scenes.kit.descent.rate_race import Racer, merging, race_boxes, racing
from scenes.kit.descent.running_out import RunningOut
from scenes.kit.descent.sharper_curve import SharperCurve
from scenes.kit.ink.exhibit import Parts, waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Inked
from scenes.kit.panels.rate_board import RateBoard
from scenes.kit.plots.error_curve import ErrorCurve, curve_window, plot_error_curve
from scenes.kit.plots.plot import Panel, passing
from scenes.kit.text.formula import Formula, swelling
from scenes.scripts.rate import is_good_alone, swept
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["LearningRate"]

RACE_STEPS, OPENING_STEPS, BENT_STEPS, FAR_STEPS = 9, 3, 24, 8
HOP_SHARE, SLOW_SHARE, REACH_SHARE, BELOW_SHARE, FURTHER_SHARE, BIG_SHARE = (
    0.6,
    0.95,
    1.25,
    0.06,
    0.9,
    0.67,
)
FADE_S, SHORT_S, HOP_S, SLOW_S, MERGE_S, TURN_S = 0.4, 0.7, 1.4, 2.4, 1.6, 1.2
RULE_PX, TALL_SHARE = 30.0, 0.48


class LearningRate(Stage):
    """The same descent at several rates, then at any rate, by a dial."""

    scene_id = "rate"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of the point on the large curve, or of the first one's."""
        point = self.bent.point if self.bent.point.veiled else self.racers[0].point
        return pulsing(point)

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        self.sweep = swept(self.brief.experiment)
        self.whole = self.grid.whole
        self.home = self.window()
        self.racers = self.line_up()
        self.heading = self.title()
        self.rule = self.write_the_rule()
        left, right = self.grid.parts(BIG_SHARE, TALL_SHARE)
        self.plot_the_curve(left)
        self.board = RateBoard(right, self.sweep, self.look, self.label)
        _, errors = self.sweep.lost or (0.0, None)
        far = self.far[-1]
        self.running_out = RunningOut(self.error_curve, far, errors, self.look, self.label)
        curve, bent = self.error_curve, self.bent
        self.ground = Panel(self.whole, self.look)
        self.hang(self.heading, waiting(self.ground, self.rule, curve.plot, self.board))
        self.hang(*self.racers)
        self.hang(waiting(curve.curve, self.sharper, curve.mark))
        self.hang(waiting(*bent.shapes, self.running_out))
        for racer in self.racers:
            racer.curve.mark.veil(1.0)

    def window(self) -> Window:
        """Return what is seen of the curve at the start: as far to both sides as the good path."""
        sweep = self.sweep
        points = sweep.path(sweep.good or sweep.limit, RACE_STEPS).points
        reach = REACH_SHARE * float(np.abs(points - sweep.best).max())
        interval = (sweep.best - reach, sweep.best + reach)
        return curve_window(sweep.cut, interval=interval, room_below=BELOW_SHARE)

    def line_up(self) -> tuple[Racer, ...]:
        """Return the same curve under each rate, side by side."""
        sweep = self.sweep
        rates = {"small": sweep.small, "good": sweep.good, "one": sweep.one_step}
        lost = sweep.way_out(sweep.path(sweep.large, 1), sweep.large)
        large = "large" if sweep.is_bowl else "large-lost" if lost else "large-curve"
        shown = {key: rate for key, rate in rates.items() if rate} | {large: sweep.large}
        boxes = race_boxes(self.whole, len(shown))
        gone = self.look.label("error-is", number=self.label("infinite"))
        words = {key: self.label(key) for key in shown}
        if is_good_alone(sweep):
            words["good"] = self.label("good-alone")
        return tuple(
            Racer(box, sweep, rate, RACE_STEPS, self.home, (words[key], gone), self.look)
            for box, (key, rate) in zip(boxes, shown.items(), strict=True)
        )

    def write_the_rule(self) -> Formula:
        """Return the one formula that the rate is in."""
        step, steepness = self.label("step"), self.label("steepness")
        source = f'{{{{ "{step}" : step }}}} = -{{{{ eta : rate }}}} times '
        source += f'{{{{ "{steepness}" : slope }}}}'
        look = self.look
        colours = {"step": look.step, "rate": look.text, "slope": look.slope}
        rule = Formula(source, RULE_PX, colours, look.muted)
        return rule.at(*self.heading.place_beside(rule.advance), 1.0)

    def plot_the_curve(self, box: Box) -> None:
        """Plot the large curve, with room for labels of the windows that follow a runaway."""
        self.far = self.sweep.windows(self.home, self.sweep.large, FAR_STEPS)
        self.error_curve: ErrorCurve = plot_error_curve(
            box, self.sweep.cut, self.look, self.home, later=self.far
        )
        self.bent = BentPath(self.error_curve, self.sweep, BENT_STEPS, self.look)
        found = sharpest(self.sweep.cut)
        self.sharper = (
            SharperCurve(self.error_curve, found, self.label("sharpest"), self.look)
            if found and found.lowers(self.sweep.limit)
            else Parts(())
        )

    def ask(self, shot: Shot) -> None:
        """Take a first step at every rate, then show where the rate is used."""
        shot.until("long")
        shot.walk(racing(self.racers, 0, 1, SLOW_SHARE), SLOW_S)
        shot.until("rate")
        shot.appear(*(racer.rate for racer in self.racers))
        shot.until("place")
        shot.appear(*self.rule.shapes)
        shot.walk(racing(self.racers, 1, 2, SLOW_SHARE), to="times")
        shot.drive(swelling(self.rule.parts["rate"]))
        shot.walk(racing(self.racers, 2, OPENING_STEPS, HOP_SHARE), shot.left_s)

    def race(self, shot: Shot) -> None:
        """Let all go on in step; each is named as it is spoken of."""
        cues = (
            ("small", "good", "one", "large") if self.sweep.is_bowl else ("small", "good", "large")
        )
        taken = OPENING_STEPS
        shot.until(cues[0])
        for racer, after in zip(self.racers, (*cues[1:], "out"), strict=True):
            ahead = taken + 1 if after != "out" else RACE_STEPS - 1
            go = racing(self.racers, taken, ahead, SLOW_SHARE)
            word = Move(appearing(racer.word), HOP_S / 2)
            shot.walk(*side_by_side(Move(go, HOP_S), word), to=after)
            taken = ahead
        shot.walk(racing(self.racers, taken, RACE_STEPS, HOP_SHARE), HOP_S)

    def become_one(self, shot: Shot) -> None:
        """Let the curves become one large one, beside a dial."""
        shot.until("bowl")
        small = [s for r in self.racers for s in r.shapes if s is not r.curve.curve]
        curve = self.error_curve
        shot.together(
            Move(appearing(self.ground), FADE_S),
            Move(vanishing(*small), FADE_S),
            Move(merging(self.racers, curve, self.whole), MERGE_S),
            Move(appearing(*curve.plot.axes.shapes, curve.mark), SHORT_S, MERGE_S - SHORT_S),
        )
        shot.until("dial")
        curve.curve.veil(1.0)
        for racer in self.racers:
            racer.curve.curve.veil(0.0)
        hidden = (*self.board.limits.values(), *self.board.mark)
        board = [shape for shape in self.board.shapes if shape not in hidden]
        path = (self.bent.path, self.bent.dots, self.bent.point)
        shot.together(
            Move(appearing(curve.plot.panel, *board, *path), SHORT_S),
            Move(vanishing(self.ground), SHORT_S),
        )

    def turning(self, rate: float, *, ghosts: bool = True) -> Callable[[float], None]:
        """Return a function of progress that turns the dial from where it is to a rate."""
        start = min(self.bent.rate, self.sweep.highest)

        def function(progress: float) -> None:
            # It ends on the rate itself, however far that is from where it began.
            now = (1.0 - progress) * start + progress * rate
            self.turn(now)
            if ghosts:
                self.board.dial.record(now)
                self.bent.leave_ghosts(now)

        return function

    def turn(self, rate: float) -> None:
        """Turn the dial to a rate: the whole path is that of this rate."""
        self.bent.bend(rate)
        self.board.turn(rate)

    @property
    def fastest(self) -> float:
        """The rate at which a bowl takes one step, or another curve the fewest."""
        return self.sweep.one_step or self.sweep.good or self.sweep.limit

    def turn_up(self, shot: Shot) -> None:
        """Turn the dial up, slowly, until the path is shortest."""
        shot.until("turn")
        middle = (self.bent.rate + self.fastest) / 2
        shot.by_hand(self.turning(middle), to="bars")
        shot.by_hand(self.turning(self.fastest), shot.left_s)

    def land(self, shot: Shot) -> None:
        """Stop at the shortest path, and let the point walk it."""
        shot.until("here")
        mark = Move(appearing(*self.board.mark), HOP_S / 2)
        shot.walk(*side_by_side(Move(self.walking(1), HOP_S), mark))
        shot.until("curvature")
        shot.drive(pulsing(self.error_curve.mark), MERGE_S)

    def walking(self, steps: int) -> Callable[[float], None]:
        """Return a function of progress by which the point walks the first steps of the path."""
        return lambda progress: self.bent.walk(stepped(progress * steps))

    def overshoot(self, shot: Shot) -> None:
        """Turn on: the path swings from side to side."""
        shot.until("further")
        shot.by_hand(self.turning(FURTHER_SHARE * self.sweep.limit), to="later")
        shot.walk(self.walking(FAR_STEPS), shot.left_s)

    def reach_the_limit(self, shot: Shot) -> None:
        """Turn to the limit, where a path in a bowl goes to and fro for ever."""
        shot.by_hand(self.turning(self.sweep.limit), to="bounces")
        shot.walk(self.walking(2), to="limit")
        told = Move(appearing(self.board.limit), shot.left_s / 2)
        shot.walk(*side_by_side(Move(self.walking(FAR_STEPS), shot.left_s), told))

    def go_beyond(self, shot: Shot) -> None:
        """Turn beyond the limit, and follow the point out, the window with it."""
        shot.until("beyond")
        shot.by_hand(self.turning(self.sweep.large), TURN_S)
        shot.walk(self.following(), shot.left_s)

    def following(self) -> Callable[[float], None]:
        """Return a function of progress by which the point walks, and the window follows it."""
        steps = min(FAR_STEPS, self.bent.steps)

        def function(progress: float) -> None:
            step = stepped(progress * steps)
            self.look_at(passing(self.far, min(step, len(self.far) - 1.0)))
            self.bent.walk(step)

        return function

    def look_at(self, window: Window) -> None:
        """Show another window, the path in it."""
        if window != self.error_curve.plot.window:
            self.error_curve.look_at(window)
            self.bent.look_again()

    def leave_all_numbers(self, shot: Shot) -> None:
        """Count the steps until the error is no number any more; then turn the rate down."""
        running, lost = self.running_out, self.sweep.lost
        shot.until("doubles")
        if lost is not None:
            self.leave(shot, self.turning(lost[0], ghosts=False))
        else:
            shot.vanish(*self.bent.shapes)
            running.too_large()
            shot.until("inf")
            shot.appear(*running.shapes, seconds=FADE_S)
        shot.until("nan")
        shot.walk(running.no_number, FADE_S)
        shot.drive(pulsing(running.display.number), SHORT_S)
        shot.until("smaller")
        gone = Move(vanishing(*running.shapes), FADE_S)
        back = Move(appearing(*self.bent.shapes, *self.drawn), FADE_S, FADE_S / 2)
        shot.by_hand(*side_by_side(gone, back, Move(self.coming_home(), shot.left_s)))

    def leave(self, shot: Shot, turn: Callable[[float], None]) -> None:
        """Count steps to the one at which the error is no number, maybe at another rate."""
        running = self.running_out
        gone = vanishing(*self.bent.shapes, *self.drawn)
        fades = (Move(gone, FADE_S), Move(appearing(*running.shapes), FADE_S, FADE_S / 2))
        shot.by_hand(*side_by_side(*fades, Move(turn, TURN_S)))
        shot.walk(running.count, to="inf")
        shot.drive(pulsing(running.display.number), SHORT_S)

    @property
    def drawn(self) -> tuple[Inked, ...]:
        """What is drawn of the large curve, but for its panel."""
        return (*self.error_curve.plot.axes.shapes, self.error_curve.curve, self.error_curve.mark)

    def coming_home(self) -> Callable[[float], None]:
        """Return a function of progress that turns the dial down as the window comes back."""
        turn, zoom = self.turning(self.sweep.small, ghosts=False), self.far[::-1]

        def function(progress: float) -> None:
            self.look_at(passing(zoom, progress * (len(zoom) - 1)))
            turn(progress)

        return function

    def choose(self, shot: Shot) -> None:
        """Tell what of the data the limit comes from."""
        shot.until("choose")
        shot.drive(pulsing(self.board.dial.value))
        shot.until("data")
        shot.drive(pulsing(self.error_curve.plot.axes.titles[0]))
        shot.until("curvature")
        if "limit-mean" in self.board.limits:
            self.swap_the_limit(shot, self.board.limits["limit-mean"])
        else:
            shot.drive(pulsing(self.error_curve.curve))

    def swap_the_limit(self, shot: Shot, new: Inked, *moves: Move) -> None:
        """Write another formula of the limit."""
        old = [limit for limit in self.board.limits.values() if limit.veiled]
        shot.together(Move(vanishing(*old), FADE_S), Move(appearing(new), FADE_S, FADE_S), *moves)

    def free_all(self, shot: Shot) -> None:
        """Let the curve bend as sharply as the error does in any direction: a lower limit."""
        board, sweep = self.board, self.sweep
        shot.until("free")
        gone = (*self.bent.shapes, *board.mark, board.dial.name)
        if isinstance(self.sharper, SharperCurve):
            coming = Move(appearing(self.sharper.path), SHORT_S)
            shot.together(Move(vanishing(*gone), FADE_S), coming)
            shot.until("sharper")
            shot.drive(self.sharper.bend, MERGE_S)
            shot.appear(self.sharper.word, seconds=FADE_S)
        else:
            shot.walk(self.walking(FAR_STEPS), to="sharper")
            shot.drive(pulsing(self.error_curve.mark), SHORT_S)
        shot.until("lower")
        slide = Move(self.sliding(sweep.limit, sweep.safe), TURN_S)
        self.swap_the_limit(shot, board.limits["limit-all"], slide)

    def sliding(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress by which the limit goes from one rate to another."""
        return lambda progress: self.board.dial.mark_limit(start + eased(progress) * (end - start))

    def _hold_the_others(self, shot: Shot) -> None:
        """Come back to the one parameter; the limit of all stays."""
        gone = Move(vanishing(*self.sharper.shapes), FADE_S)
        shot.together(gone, Move(appearing(*self.bent.shapes), FADE_S, FADE_S))

    def try_rates(self, shot: Shot) -> None:
        """Try rates, and take the one that falls fastest."""
        if "hold" in shot.cues:
            shot.until("hold")
            self._hold_the_others(shot)
        shot.until("first")
        for cue, rate in zip(("second", "third", ""), self.sweep.rungs, strict=True):
            shot.by_hand(self.turning(rate, ghosts=False), TURN_S, to=cue)
        shot.until("take")
        shot.by_hand(self.turning(self.sweep.taken, ghosts=False), TURN_S)
        shot.walk(self.walking(FAR_STEPS), shot.left_s)


def stepped(done: float) -> float:
    """Return where a walk is that moves for the first share of each step's time, then rests."""
    return int(done) + eased(min((done - int(done)) / HOP_SHARE, 1.0))
