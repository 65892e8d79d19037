"""Scene `rules`: power rule, chain rule, partial derivative, each as something that moves."""

from collections.abc import Callable

from gdcore.calculus.chain import square
from gdcore.landscape.gear_train import gear_train, turned
from gdcore.landscape.region import MOST_STEPS
from gdcore.section import section
from scenes.kit.calculus.gear_row import GearRow
from scenes.kit.calculus.gear_work import GearWork
from scenes.kit.calculus.growing_square import MOST, GrowingSquare
from scenes.kit.calculus.notes import ChainNotes, Row, asked
from scenes.kit.calculus.poster import columns, small_curve
from scenes.kit.calculus.slice_work import SliceWork
from scenes.kit.calculus.square_work import SquareWork
from scenes.kit.calculus.written import STEEP, chain_colours, partial, square_colours
from scenes.kit.descent.gliding_tangent import GlidingTangent
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.motion import Move, appearing, eased, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Inked
from scenes.kit.plots.plot import Panel
from scenes.kit.text.formula import swelling
from scenes.scripts.rules import has_slice, has_square
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["ThreeRules"]

APPEAR_S, GROW_S, HALVE_S, TURN_S, SWAP_S, GONE_S = 0.5, 1.2, 0.8, 2.2, 0.8, 0.5
RISE_S, OPEN_S, REST_S, READING_ROOM = 2.0, 1.6, 0.4, 0.35
PICTURE_SHARE, TALL_SHARE, SQUARE_SHARE, LESS_SHARE = 0.6, 0.5, 0.61, 0.7
SQUARE_TALL_SHARE, SQUARE_AIR_SHARE = 0.45, 0.14


class ThreeRules(Stage):
    """A question, and three acts: a growing square, gears, and a cut through the landscape."""

    scene_id = "rules"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of what lives: the middle of the first gear, or the point in the cut."""
        return pulsing(self.alive)

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        look = self.look
        whole = self.grid.whole
        inside = whole.inset(0.35, 0.2, 0.35, 0.2)
        air = SQUARE_AIR_SHARE * whole.height if self.grid.is_square else 0.0
        middle = inside.inset(0.0, air, 0.0, air)
        left, right = self.grid.parts(PICTURE_SHARE, TALL_SHARE, SQUARE_SHARE, middle)
        words = (self.label("power"), self.label("corner"))
        self.squaring = SquareWork(left, right, square(), words, look)
        self.mount_the_gears(left, right)
        self.question = asked(right, self.train.chain, look)
        told, first = self.label("steepness"), section(self.brief.experiment, 1)
        self.opening = GlidingTangent(left, first, look, told)
        self.alive = self.opening.point
        self.hang(self.title(), Panel(whole, look).ground_of("error"), self.opening)
        self.hang(self.question, waiting(self.squaring, self.gears, self.chain_notes))
        self.sliced = has_slice(self.brief.experiment)
        if self.sliced:
            words, written = (told, self.label("partial")), partial("E", self.train.chain)
            experiment = self.brief.experiment
            if self.grid.is_square:
                left, right = inside.split_down(SQUARE_TALL_SHARE)
            self.slice = SliceWork(left, right, experiment, MOST_STEPS, words, written, look)
            self.hang(self.slice)
        self.print_the_poster(whole)

    def mount_the_gears(self, left: Box, right: Box) -> None:
        """Make the gears of one data point, and what is written beside them."""
        experiment, look = self.brief.experiment, self.look
        self.train, self.other = gear_train(experiment), turned(experiment)
        symbols = self.train.chain.predictors
        columns = experiment.objective.data.predictors
        values = {s: float(c.values[self.train.row]) for s, c in zip(symbols, columns, strict=True)}
        self.gears = GearWork(
            left.inset(0.0, READING_ROOM, GUTTER, 0.0), self.train, self.other, look
        )
        self.chain_notes = ChainNotes(
            right,
            left,
            self.train,
            Row(self.label("point"), self.label("drawn"), values),
            self.label("chain"),
            self.other.slope if self.other else None,
            look,
        )

    def ask_how(self, shot: Shot) -> None:
        """Let a point go along the curve of the error and back, its tangent with it."""
        shot.by_hand(self.opening.glide, to="formula")
        shot.by_hand(self.opening.back, to="rules")
        shot.by_hand(self.opening.glide, shot.left_s)

    def draw_the_square(self, shot: Shot) -> None:
        """Bring the square, and name its side."""
        square = self.squaring.square
        shown = (square.area, *square.named[0].shapes)
        self.exchange(shot, (*self.opening.shapes, *self.question.shapes), appearing(*shown))
        self.alive = self.gears.row.gears[0].hub
        shot.until("side")
        shot.appear(*square.side)
        shot.drive(self.squaring.breathing, shot.left_s - REST_S)

    def grow_the_square(self, shot: Shot) -> None:
        """Let the side grow: strips and corner come."""
        work, (_, above, beside, corner) = self.squaring, self.squaring.square.named
        shot.until("grow")
        coming = Move(appearing(*work.square.change), GROW_S)
        shot.together(Move(work.growing(MOST), GROW_S), coming)
        shot.until("strips")
        shot.appear(*above.shapes, *beside.shapes)
        shot.by_hand(work.growing(LESS_SHARE * MOST))
        shot.by_hand(work.growing(MOST), to="corner")
        shot.appear(*corner.shapes)
        shot.appear(*work.notes.sum.shapes)

    def halve_the_change(self, shot: Shot) -> None:
        """Halve the change of the side three times."""
        work = self.squaring
        shot.appear(work.notes.share, seconds=REST_S)
        for cue in ("first", "second", "third"):
            shot.until(cue)
            shot.by_hand(work.growing(work.change / 2.0), HALVE_S)
        shot.until("gone")
        shot.vanish(*work.square.named[-1].shapes)

    def name_the_power_rule(self, shot: Shot) -> None:
        """Write the rule; the 2 comes down from the exponent."""
        notes = self.squaring.notes
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
        gone = (*self.opening.shapes, *self.question.shapes, *self.squaring.shapes)
        self.exchange(shot, gone, appearing(*notes.reading, *gears.shown(0)))
        shot.until("inside")
        shot.appear(*gears.shown(1), *notes.inside)
        shot.until("outside")
        shot.appear(*gears.shown(2))
        shot.drive(self.gears.swinging, shot.left_s - REST_S)

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
            Move(appearing(*self.gears.numbers[:2]), APPEAR_S),
            Move(self.gears.turning(0.0, 1.0), TURN_S),
        )
        shot.until("answers")
        self.answer(shot, self.gears.turning(1.0, 0.0), *notes.inner.shapes)
        shot.until("follows")
        outer = (*notes.outer.shapes, self.gears.numbers[-1])
        self.answer(shot, self.gears.turning(0.0, 1.0), *outer)

    def answer(self, shot: Shot, turn: Callable[[float], None], *parts: Inked) -> None:
        """Write something while the gears turn."""
        seconds = min(TURN_S, shot.left_s)
        write = Move(appearing(*parts), min(APPEAR_S, seconds))
        shot.by_hand(*side_by_side(write, Move(turn, seconds)))

    def multiply_the_ratios(self, shot: Shot) -> None:
        """Write the product."""
        notes = self.chain_notes
        shot.until("multiply")
        self.answer(shot, self.gears.turning(1.0, 0.0), *notes.product.shapes, *notes.values.shapes)
        shot.until("chain")
        self.answer(shot, self.gears.turning(0.0, 1.0), notes.heading)

    def keep_the_gear(self, shot: Shot) -> None:
        """Point at the last ratio, and turn the gears back by it."""
        shot.until("fixed")
        shot.drive(swelling(self.chain_notes.outer.shapes))
        shot.by_hand(self.gears.turning(1.0, 0.0), min(TURN_S, shot.left_s))

    def change_the_gear(self, shot: Shot) -> None:
        """Turn the knob further, and change the last gear for the one that fits there."""
        gears, notes, row = self.gears, self.chain_notes, self.gears.row
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
        shot.by_hand(self.gears.turning(0.0, 1.0), min(TURN_S, shot.left_s))

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
        self.exchange(shot, gone, appearing(*self.slice.tools), self.slice.cut.appear)
        shot.until("landscape")
        shot.drive(self.slice.cut.rise, RISE_S)
        shot.meanwhile(self.slice.cut.sway)

    def cut_a_slice(self, shot: Shot) -> None:
        """Lock the other knobs, and cut."""
        cut = self.slice.cut
        shot.until("lock")
        shot.drive(self.slice.knobs.lock, APPEAR_S)
        shot.until("cut")
        self.alive = cut.point
        shown = appearing(*self.slice.opened)
        shot.together(Move(cut.open, OPEN_S), Move(shown, APPEAR_S, OPEN_S - APPEAR_S))

    def turn_one_knob(self, shot: Shot) -> None:
        """Turn the one knob along the cut, its tangent with it."""
        work, (low, high) = self.slice, self.slice.ends
        shot.until("turn")
        shot.by_hand(work.sliding(low, high), to="steep")
        shot.appear(*work.touching)
        shot.by_hand(work.sliding(high, low), to="partial")
        shot.appear(*work.heading)
        shot.by_hand(work.sliding(low, high), shot.left_s)

    def print_the_poster(self, whole: Box) -> None:
        """Make what is seen last: the rules side by side."""
        experiment, look, notes = self.brief.experiment, self.look, self.chain_notes
        told = {"power": self.squaring.notes.written, "chain": notes.product.source}
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
        self.small = {k: self.in_small(k, column.picture) for k, column in self.columns.items()}
        for key, column in self.columns.items():
            self.hang(waiting(*self.small[key], column))

    def in_small(self, rule: str, box: Box) -> tuple[Inked, ...]:
        """Return a rule's picture in small."""
        if rule == "power":
            return GrowingSquare.small(box, self.look)
        if rule == "partial":
            return small_curve(box, self.slice.error_curve, self.slice.tangent, self.look)
        self.row = GearRow(box, self.train.teeth, self.gears.same_way, None, self.look)
        return self.row.shapes

    def name_the_rules(self, shot: Shot) -> None:
        """Let the rules come, side by side."""
        shot.meanwhile(None)
        gone = [*self.gears.shapes, *self.chain_notes.shapes]
        leaving = self.slice.leaving() if self.sliced else vanishing(*(s for s in gone if s.veiled))
        moves = [Move(leaving, GONE_S)]
        for key, column in self.columns.items():
            shot.until(key)
            shown = appearing(*self.small[key], *column.shapes)
            shot.together(*moves, Move(shown, APPEAR_S, GONE_S / 2.0 * len(moves)))
            moves = []
        shot.until("gradient")
        angles = self.train.angles
        shot.drive(lambda progress: self.row.turn(eased(progress) * angles), shot.left_s)
