"""Scene `rules`: power rule, chain rule, partial derivative, each as something that moves."""

from collections.abc import Callable
from math import pi, sin

import numpy as np

from gdcore.calculus.chain import square
from gdcore.landscape.gear_train import gear_train, turned
from gdcore.landscape.region import region
from gdcore.landscape.turning import knob_range
from gdcore.landscape.view import Window
from gdcore.section import Section, section
from scenes.kit.calculus.gear_row import GearRow
from scenes.kit.calculus.gear_work import GearWork
from scenes.kit.calculus.growing_square import MOST, GrowingSquare
from scenes.kit.calculus.notes import ChainNotes, Row, SquareNotes, asked, titled
from scenes.kit.calculus.poster import columns, into
from scenes.kit.calculus.written import STEEP, chain_colours, partial, square_colours
from scenes.kit.descent.gliding_tangent import GlidingTangent
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.exhibit import Parts, waiting
from scenes.kit.ink.layout import BOTTOM, GUTTER, LEFT, RIGHT, TOP, Box
from scenes.kit.ink.motion import Move, appearing, eased, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Dots, Inked, Path
from scenes.kit.panels.knobs import Knobs
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.plot import Panel
from scenes.kit.surface.cut import SurfaceCut
from scenes.kit.text.formula import swelling
from scenes.scripts.rules import SHOWN_STEPS, has_slice, has_square
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["ThreeRules"]

APPEAR_S, GROW_S, HALVE_S, TURN_S, SWAP_S, GONE_S = 0.5, 1.2, 0.8, 2.2, 0.8, 0.5
RISE_S, OPEN_S, REST_S = 2.0, 1.6, 0.4
PICTURE_SHARE, SMALL_SHARE, TURNED_SHARE, HEADING_ROOM = 0.6, 0.7, 0.8, 0.75
ABOVE_ROOM = 0.25


class ThreeRules(Stage):
    """A question, and three acts: a growing square, gears, and a cut through the landscape."""

    scene_id = "rules"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of what lives: the middle of the first gear, or the point in the cut."""
        return pulsing(self.alive)

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        look = self.look
        whole = Box("panels", LEFT, BOTTOM, RIGHT, TOP)
        left, right = whole.inset(0.35, 0.2, 0.35, 0.2).split_across(PICTURE_SHARE)
        words = (self.label("power"), self.label("corner"))
        self.square = GrowingSquare(left, square(), look)
        self.square_notes = SquareNotes(right, square(), words, look)
        self.mount_the_gears(left, right)
        self.question = asked(right, self.train.chain, look)
        told, first = self.label("steepness"), section(self.brief.experiment, 1)
        self.opening = GlidingTangent(left, first, look, told)
        self.alive = self.opening.point
        self.hang(self.title(), Panel(whole, look).ground_of("error"), self.opening)
        self.hang(self.question, waiting(self.square, self.square_notes))
        self.hang(waiting(self.gears, self.chain_notes))
        self.sliced = has_slice(self.brief.experiment)
        if self.sliced:
            self.lay_the_cut(left, right)
        self.print_the_poster(whole)
        self.change = 0.0

    def mount_the_gears(self, left: Box, right: Box) -> None:
        """Make the gears of one data point, and what is written beside them."""
        experiment, look = self.brief.experiment, self.look
        self.train, self.other = gear_train(experiment), turned(experiment)
        symbols = self.train.chain.predictors
        columns = experiment.objective.data.predictors
        values = {s: float(c.values[self.train.row]) for s, c in zip(symbols, columns, strict=True)}
        self.gears = GearWork(left.inset(0.0, 0.0, GUTTER, 0.0), self.train, self.other, look)
        self.chain_notes = ChainNotes(
            right,
            left,
            self.train,
            Row(self.label("point"), self.label("drawn"), values),
            self.label("chain"),
            self.other.slope if self.other else None,
            look,
        )

    def lay_the_cut(self, left: Box, right: Box) -> None:
        """Make the landscape, the curve that its cut is, and the knobs."""
        experiment, look = self.brief.experiment, self.look
        cut = section(experiment, 1)
        self.cut = SurfaceCut(left, region(experiment, SHOWN_STEPS), look)
        above, below = Knobs.split_off(right.inset(0.0, 0.0, 0.0, HEADING_ROOM), cut)
        curve = self.error_curve = plot_error_curve(above, cut, look)
        self.tangent = TangentLine(curve, look, self.label("steepness"))
        low, high = region(experiment, SHOWN_STEPS).slice_ends[:, 0].tolist()
        ends = np.array([max(low, curve.visible[0]), min(high, curve.visible[1])])
        ranges = self.ranges()
        ranges[list(cut.chosen)] = ends
        self.knobs = Knobs(below, cut, ranges, look)
        self.partial = titled(right, self.label("partial"), partial("E", self.train.chain), look)
        shapes = tuple(s for s in self.knobs.shapes if not isinstance(s, Panel))
        self.tools = tuple(s for s in shapes if s not in self.knobs.hidden)
        self.hang(waiting(*curve.plot.axes.shapes, Parts(shapes), *self.partial, curve.curve))
        self.hang(waiting(self.cut, self.tangent))
        self.ends = curve.best + TURNED_SHARE * (ends - curve.best)
        self.turn(float(self.ends[0]))

    def ranges(self) -> np.ndarray:
        """Return between which values each knob is turned, shape (p, 2)."""
        whole = self.brief.experiment
        rows = np.column_stack([whole.data.x.values, whole.data.y.values])
        window = Window.around(rows, ABOVE_ROOM)
        cuts = (Section(whole, (k,)) for k in range(len(whole.model.names)))
        return np.array([knob_range(cut, window) for cut in cuts])

    def turn(self, value: float) -> None:
        """Turn the one knob: the point goes along the cut and along the curve."""
        self.cut.go(value)
        self.tangent.at(value)
        self.knobs.at(self.error_curve.section.lift(np.array([value])))

    def ask_how(self, shot: Shot) -> None:
        """Let a point go along the curve of the error and back, its tangent with it."""
        shot.by_hand(self.opening.glide, to="formula")
        shot.by_hand(self.opening.back, to="rules")
        shot.by_hand(self.opening.glide, shot.left_s)

    def breathing(self, progress: float) -> None:
        """Let the square shrink and grow back, as a function of progress."""
        self.square.grow(1.0 - (1.0 - SMALL_SHARE) * sin(pi * eased(progress)), 0.0)

    def swinging(self, progress: float) -> None:
        """Turn the gears to and fro, as a function of progress."""
        self.gears.turn(sin(2.0 * pi * eased(progress)))

    def draw_the_square(self, shot: Shot) -> None:
        """Bring the square, and name its side."""
        shown = (self.square.area, *self.square.named[0].shapes)
        self.exchange(shot, (*self.opening.shapes, *self.question.shapes), appearing(*shown))
        self.alive = self.gears.row.gears[0].hub
        shot.until("side")
        shot.appear(*self.square.side)
        shot.drive(self.breathing, shot.left_s - REST_S)

    def grow_the_square(self, shot: Shot) -> None:
        """Let the side grow: strips and corner come."""
        _, above, beside, corner = self.square.named
        shot.until("grow")
        shot.together(
            Move(self.growing(0.0, MOST), GROW_S), Move(appearing(*self.square.change), GROW_S)
        )
        shot.until("strips")
        shot.appear(*above.shapes, *beside.shapes)
        shot.by_hand(self.growing(MOST, SMALL_SHARE * MOST))
        shot.by_hand(self.growing(SMALL_SHARE * MOST, MOST), to="corner")
        shot.appear(*corner.shapes)
        shot.appear(*self.square_notes.sum.shapes)

    def growing(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that takes the change of the side to another."""

        def function(progress: float) -> None:
            self.change = start + eased(progress) * (end - start)
            self.square.grow(1.0, self.change)
            self.square.strips.veil(1.0)
            self.square.corner.veil(1.0)
            self.square_notes.tell(self.square.corner_share)

        return function

    def halve_the_change(self, shot: Shot) -> None:
        """Halve the change of the side three times."""
        shot.appear(self.square_notes.share, seconds=REST_S)
        for cue in ("first", "second", "third"):
            shot.until(cue)
            shot.by_hand(self.growing(self.change, self.change / 2.0), HALVE_S)
        shot.until("gone")
        shot.vanish(*self.square.named[-1].shapes)

    def name_the_power_rule(self, shot: Shot) -> None:
        """Write the rule; the 2 comes down from the exponent."""
        notes = self.square_notes
        shot.until("two")
        shot.appear(*(part for part in notes.rule.shapes if part is not notes.factor))
        shot.until("power")
        shot.appear(notes.heading)
        shot.until("down")
        shot.drive(notes.coming_down().fly, GROW_S)

    def mesh_the_gears(self, shot: Shot) -> None:
        """Let the gears come, one after the other."""
        gears, notes = self.gears, self.chain_notes
        self.alive = gears.row.gears[0].hub
        shot.until("formula")
        gone = (*self.opening.shapes, *self.question.shapes)
        gone += (*self.square.shapes, *self.square_notes.shapes)
        self.exchange(shot, gone, appearing(*notes.reading, *gears.shown(0)))
        shot.until("inside")
        shot.appear(*gears.shown(1), *notes.inside)
        shot.until("outside")
        shot.appear(*gears.shown(2))
        shot.drive(self.swinging, shot.left_s - REST_S)

    def exchange(
        self, shot: Shot, gone: tuple[Inked, ...], *coming: Callable[[float], None]
    ) -> None:
        """Let what is seen of an act go, and before it has gone let the next one come."""
        leaving = Move(vanishing(*(shape for shape in gone if shape.veiled)), GONE_S)
        shot.together(leaving, *(Move(come, APPEAR_S, GONE_S / 2) for come in coming))

    def turn_the_gears(self, shot: Shot) -> None:
        """Turn the first gear there and back; write both ratios."""
        notes = self.chain_notes
        shot.until("turn")
        shot.together(
            Move(appearing(*self.gears.numbers), APPEAR_S), Move(self.turning(0.0, 1.0), TURN_S)
        )
        shot.until("answers")
        self.answer(shot, self.turning(1.0, 0.0), *notes.inner.shapes)
        shot.until("follows")
        self.answer(shot, self.turning(0.0, 1.0), *notes.outer.shapes)

    def answer(self, shot: Shot, turn: Callable[[float], None], *parts: Inked) -> None:
        """Write something while the gears turn."""
        seconds = min(TURN_S, shot.left_s)
        write = Move(appearing(*parts), min(APPEAR_S, seconds))
        shot.by_hand(*side_by_side(write, Move(turn, seconds)))

    def turning(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that turns the gears by hand."""
        return lambda progress: self.gears.turn(start + eased(progress) * (end - start))

    def multiply_the_ratios(self, shot: Shot) -> None:
        """Write the product."""
        notes = self.chain_notes
        shot.until("multiply")
        self.answer(shot, self.turning(1.0, 0.0), *notes.product.shapes, *notes.values.shapes)
        shot.until("chain")
        self.answer(shot, self.turning(0.0, 1.0), notes.heading)

    def keep_the_gear(self, shot: Shot) -> None:
        """Point at the last ratio."""
        shot.until("fixed")
        shot.drive(swelling(self.chain_notes.outer.shapes))

    def change_the_gear(self, shot: Shot) -> None:
        """Turn the knob further, and change the last gear for the one that fits there."""
        gears, notes, row = self.gears, self.chain_notes, self.gears.row
        shot.until("fixed")
        shot.drive(swelling(notes.outer.shapes))
        shot.until("further")
        gone = (gears.numbers[-1], *gears.names[-1].shapes)
        shot.by_hand(
            side_by_side(
                Move(row.take_out, APPEAR_S),
                Move(vanishing(*gone), APPEAR_S),
                Move(self.turning_on(), TURN_S, APPEAR_S),
            )[0],
            to="another",
        )
        gears.turn_two(self.other.value - self.train.value)
        shot.drive(row.bring_in, SWAP_S)
        gears.change(self.other)
        self.gears.turn(0.0)
        shot.together(
            Move(vanishing(*notes.outer.shapes, *notes.values.shapes), APPEAR_S),
            Move(
                appearing(*(part for formula in notes.later for part in formula.shapes)),
                APPEAR_S,
                APPEAR_S,
            ),
            Move(appearing(*gone), APPEAR_S),
        )
        shot.until("much")
        shot.by_hand(self.turning(0.0, 1.0), min(TURN_S, shot.left_s))

    def turning_on(self) -> Callable[[float], None]:
        """Return a function of progress that turns the knob to where the outside is other."""
        train, other = self.train, self.other
        assert other is not None
        start, end = train.step, other.value - train.value

        def function(progress: float) -> None:
            change = start + eased(progress) * (end - start)
            self.gears.turn_two(change)
            self.chain_notes.read(train.inside + change * train.slopes[0])

        return function

    def raise_the_landscape(self, shot: Shot) -> None:
        """Let the landscape rise from its map."""
        shot.until("knobs")
        gone = (*self.gears.shapes, *self.chain_notes.shapes)
        self.exchange(shot, gone, appearing(*self.tools), self.cut.appear)
        shot.until("landscape")
        shot.drive(self.cut.rise, RISE_S)
        shot.meanwhile(self.cut.sway)

    def cut_a_slice(self, shot: Shot) -> None:
        """Lock the other knobs, and cut."""
        curve = self.error_curve
        shot.until("lock")
        shot.drive(self.knobs.lock, APPEAR_S)
        shot.until("cut")
        self.alive = self.cut.point
        shown = appearing(*curve.plot.axes.shapes, curve.curve, self.tangent.point)
        shot.together(Move(self.cut.open, OPEN_S), Move(shown, APPEAR_S, OPEN_S - APPEAR_S))

    def turn_one_knob(self, shot: Shot) -> None:
        """Turn the one knob along the cut, its tangent with it."""
        low, high = self.ends.tolist()
        shot.until("turn")
        shot.by_hand(self.sliding(low, high), to="steep")
        shot.appear(self.tangent.line, self.tangent.told, self.cut.tangent)
        shot.by_hand(self.sliding(high, low), to="partial")
        shot.appear(*self.partial)
        shot.by_hand(self.sliding(low, high), shot.left_s)

    def sliding(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that turns the one knob by hand."""
        return lambda progress: self.turn(start + eased(progress) * (end - start))

    def print_the_poster(self, whole: Box) -> None:
        """Make what is seen last: the rules side by side."""
        experiment, look, notes = self.brief.experiment, self.look, self.chain_notes
        told = {"power": self.square_notes.written, "chain": notes.product.source}
        if not has_square(experiment):
            del told["power"]
        if self.sliced:
            told["partial"] = partial("E", self.train.chain)
        words = {"power": "strips", "chain": "ratios", "partial": "knob"}
        rules = [(self.label(k), source, self.label(words[k])) for k, source in told.items()]
        colours = square_colours(look) | chain_colours(look)
        self.columns = dict(zip(told, columns(whole, rules, colours, look), strict=True))
        for column in self.columns.values():
            for part in column.formula.parts.get(STEEP, ()):
                part.cast("steepness")
        pictures = {"power": self.small_square, "chain": self.small_gears}
        pictures["partial"] = self.small_curve
        self.small = {k: pictures[k](column.picture) for k, column in self.columns.items()}
        for key, column in self.columns.items():
            self.hang(waiting(*self.small[key], column))

    def small_square(self, box: Box) -> tuple[Inked, ...]:
        """Return a small square with its strips."""
        return GrowingSquare.small(box, self.look)

    def small_gears(self, box: Box) -> tuple[Inked, ...]:
        """Return the gears in small."""
        self.row = GearRow(box, self.train.teeth, self.gears.same_way, None, self.look)
        return self.row.shapes

    def small_curve(self, box: Box) -> tuple[Inked, ...]:
        """Return the curve of the cut in small, with its tangent."""
        curve, tangent, look = self.error_curve, self.tangent, self.look
        self.turn(float(self.ends[0]))
        area = curve.plot.area
        line, touching, point = (
            into(box, area, shape.points[:, :2])
            for shape in (curve.curve, tangent.line, tangent.point)
        )
        return (
            Path(line, look.text, 3.0, clip=box.clip),
            Path(touching, look.slope, 3.0, clip=box.clip),
            Dots(point, 7.0, look.model),
        )

    def name_the_rules(self, shot: Shot) -> None:
        """Let the rules come, side by side."""
        shot.meanwhile(None)
        gone = [*self.gears.shapes, *self.chain_notes.shapes]
        leaving = self.leaving() if self.sliced else vanishing(*(s for s in gone if s.veiled))
        moves = [Move(leaving, GONE_S)]
        for key, column in self.columns.items():
            shot.until(key)
            shown = appearing(*self.small[key], *column.shapes)
            shot.together(*moves, Move(shown, APPEAR_S, GONE_S / 2.0 * len(moves)))
            moves = []
        shot.until("gradient")
        angles = self.train.angles
        shot.drive(lambda progress: self.row.turn(eased(progress) * angles), shot.left_s)

    def leaving(self) -> Callable[[float], None]:
        """Return a function of progress that lets all of the last act go."""
        curve = self.error_curve
        gone = (*self.tools, *curve.plot.axes.shapes, curve.curve, *self.partial)
        gone += (*self.knobs.hidden, *self.tangent.shapes, *self.cut.laid)
        fade = vanishing(*gone)

        def function(progress: float) -> None:
            fade(progress)
            self.cut.appear(1.0 - progress)

        return function
