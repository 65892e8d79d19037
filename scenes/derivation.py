"""Scene `derivation`: from E to its gradient, line by line, with one row's numbers beside it."""

from collections.abc import Callable
from itertools import pairwise
from math import cos, pi, sin

from scenes.kit.ink.exhibit import waiting
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
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.panels.board_places import board_places
from scenes.kit.panels.derivation_board import DerivationBoard, head_of, outside_of
from scenes.kit.panels.derivation_notes import DerivationNotes
from scenes.kit.panels.gradient_notes import GradientNotes
from scenes.kit.panels.row_notes import RowNotes
from scenes.kit.plots.plot import Panel
from scenes.kit.plots.row_square import RowSquare, lettered_names
from scenes.kit.text.flight import Flight, laid_over
from scenes.kit.text.formula import Formula, Part, swelling
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.morph import morph
from scenes.scripts.derivation import followed, gradient, is_direct
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["DerivingTheGradient"]

PLACE_PX = 24.0
FALL_S, FLY_S, COPY_S, GLIDE_S, GONE_S, SHOW_S, HOP_S = 1.2, 1.3, 0.8, 1.1, 0.4, 0.5, 0.8
TIDY_S = 1.6
GHOST_SHARE, DIM_SHARE, QUIET_SHARE, ROCKING_SHARE = 0.22, 0.3, 0.62, 2.5
LAG_S, BRIEF_S, BREATH_S = 0.2, 0.1, 6.0
"""What has left, what does not change, what is not spoken of; how far the knob is rocked."""


class DerivingTheGradient(Stage):
    """The board, and at its right the row's square, which says what the board's factors count."""

    scene_id = "derivation"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of the row, later of the sum or of what differs between the last lines."""
        if self.picture.dot.veiled > 0.0:
            return pulsing(self.picture.dot)
        if self.both.differing[0].veiled > 0.0:
            return pulsing(self.both.differing[0])
        larger, sigma = self.both.larger.parts["residual"], self.board.twins[0].parts["sigma"]
        lives = next((parts for parts in (larger, sigma) if parts[0].veiled > 0.0), None)
        return swelling(lives, 0.0 if lives is larger else 0.5) if lives else None

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        whole = self.grid.whole
        self.row = followed(experiment)
        places = board_places(self.grid)
        self.board = DerivationBoard(
            experiment, self.row, places.lines, places.width, look, whole.right, places.foot
        )
        names = lettered_names(experiment, places.picture.width, look)
        start = experiment.trajectory.start
        self.picture = RowSquare(
            places.picture, experiment.objective, self.row.row, start, names, look
        )
        self.numbers = RowNotes(self.board, self.label, self._loss_name())
        self.notes = DerivationNotes(self.board, self.picture, self.label)
        self.both = GradientNotes(self.board, gradient(experiment), places, self.label)
        board = self.board
        self.heading = self.title()
        self.hang(self.heading, Panel(whole, look).cast(self.picture.plot.panel.role))
        self.hang(waiting(self.numbers, board.question, board.chained, *board.cancelled))
        self.hang(waiting(*board.worked, *board.worked_other))
        self.hang(
            waiting(
                board.error,
                *board.twins,
                *board.tidied,
                *board.legend,
                *board.legend_above,
                self.notes,
                self.both,
            )
        )
        # What is never at rest is painted last.
        self.hang(self.picture, waiting(*self.notes.strips, *self.notes.widths))
        place = Type(escaped(self.label("row")), PLACE_PX, look.muted)
        self.place = self.heading.beside(place)
        self.hang(waiting(self.place))
        self.picture.dot.veil(0.0)
        self.opening = self._opening()
        for shape in self.opening:
            shape.veil(1.0)

    def _loss_name(self) -> str:
        names = {"mae": "length", "logloss": "loss"}
        return names.get(self.brief.experiment.objective.loss.name, "squared")

    def _opening(self) -> tuple[Inked, ...]:
        """Return what is asked: the left-hand sides, and empty places behind them."""
        heads = [part for line in self.board.twins for part in head_of(line)]
        return (*heads, *self.both.asked)

    def ask_where_from(self, shot: Shot) -> None:
        """Turn the line to and fro; the error's formula comes."""
        shot.by_hand(self.rocking, to="formulas")
        shot.drive(pulsing(self.both.asked[0]), SHOW_S)
        shot.until("error")
        shot.appear(*self.board.error.shapes, *_shapes(self.board.legend))

    def rocking(self, progress: float) -> None:
        """Turn the knob a little to both sides and back, as a function of progress."""
        self.turn(ROCKING_SHARE * sin(2.0 * pi * eased(progress)))

    def turn(self, turns: float) -> None:
        """Turn the knob from the start by so many small turns."""
        self.picture.turn(self.board.turned(turns))

    def take_one_row(self, shot: Shot) -> None:
        """Take one row out of the sum, with its numbers."""
        board, question = self.board, self.board.question
        row = question.parts["row"]
        shot.vanish(*self.opening, seconds=GONE_S)
        shot.until("row")
        shot.together(
            Move(vanishing(*board.error.shapes), GONE_S),
            Move(Flight(row, laid_over(row, board.error.parts["row"])).fly, GLIDE_S),
            Move(appearing(self.picture.dot, self.place), SHOW_S),
        )
        shot.until("inside")
        fall = Move(self.numbers.falling(question), FALL_S)
        shot.together(fall, Move(self.picture.draw_residual, FALL_S))
        shot.until("prediction")
        said = self.numbers.prediction
        told = [Move(appearing(*said), SHOW_S)] if said else []
        shot.together(*told, Move(appearing(*self.numbers.inside), SHOW_S, SHOW_S))
        shot.until("share")
        shown = Move(appearing(*self.numbers.loss), SHOW_S)
        unfold = [Move(self.picture.unfold, 1.0)] if self.board.is_square else []
        shot.together(shown, *unfold)
        if "cut" in shot.cues:
            shot.until("cut")
            shot.pulse(self.picture.dot)

    def take_the_outside(self, shot: Shot) -> None:
        """Turn the line a little; bring the 2 down, and copy the inside."""
        steep = self.board.question.parts["steep"]
        shot.until("turn")
        gone = Move(vanishing(*self.numbers.shapes), GONE_S)
        shown = Move(appearing(*steep, self.picture.before), SHOW_S)
        shot.by_hand(*side_by_side(gone, shown, Move(self.small_turn, GLIDE_S)))
        shot.meanwhile(lambda seconds: self.turn(_breath(seconds)))
        shot.until("power")
        named = Move(appearing(*self.notes.outside.shapes), SHOW_S)
        shot.together(named, *(Move(swelling(parts), 1.0) for parts in self.board.seen_outside))
        shot.until("down")
        self._bring_down(shot)
        shot.until("stays")
        above = [p for p in self.board.question.shapes if p.lit == 1.0]
        dim = Move(lighting(QUIET_SHARE, *above), GONE_S, COPY_S)
        shown = Move(appearing(*self.notes.fronts), SHOW_S, COPY_S)
        shot.together(Move(self.copying(), COPY_S), dim, shown)
        if self.row.inside and self.board.is_square:
            shot.until("strips")
            shot.appear(*self.notes.strips)

    def small_turn(self, progress: float) -> None:
        """Turn the knob a little, as a function of progress; the square loses its strips."""
        self.turn(eased(progress))
        if self.board.is_square:
            for strip in self.picture.strips:
                strip.veil(1.0)

    def _bring_down(self, shot: Shot) -> None:
        """Let the 2 travel from the exponent to its place in front, or what stands in its stead."""
        question, chained = self.board.question, self.board.chained
        equals = chained.rest[:1]
        if not self.board.is_square:
            shot.appear(*equals, *outside_of(chained))
            return
        ghost = lighting(GHOST_SHARE, *question.parts["power"])
        moves = [Move(self.notes.way.fly, FLY_S), Move(self.notes.trail.draw, FLY_S)]
        shot.together(
            *moves, Move(ghost, GONE_S), Move(appearing(*equals, *self.notes.left), SHOW_S)
        )

    def copying(self) -> Callable[[float], None]:
        """Return a function of progress that copies the inside straight down, in its brackets."""
        chained, question = self.board.chained, self.board.question
        inside = chained.parts["inside"]
        start = laid_over(inside, question.parts["inside"])
        brackets = outside_of(chained) if self.board.is_square else []
        return Flight([*inside, *brackets], start, (), question.shapes).fly

    def take_the_inside(self, shot: Shot) -> None:
        """Work out how fast the inside changes, and let it fall into its place."""
        chained = self.board.chained
        shot.until("chain")
        gone = Move(vanishing(*self.notes.done), GONE_S)
        asked = appearing(*chained.parts["dot"], *self.notes.chain.shapes, *self.notes.slot)
        shot.together(gone, Move(asked, SHOW_S, GONE_S), *self.putting_the_inside_first())
        shot.until("still")
        self._work_it_out(shot)
        shot.until("falls")
        self._let_it_fall(shot)
        shot.until("numbers")
        legend = _shapes(self.board.legend)
        shown = appearing(*self.notes.worked, *self.notes.widths)
        shot.together(
            Move(vanishing(*legend), GONE_S), Move(shown, SHOW_S, GONE_S if legend else 0.0)
        )

    def putting_the_inside_first(self) -> list[Move]:
        """Return what makes the upper line the derivative of the inside alone."""
        question, worked = self.board.question, self.board.worked
        if not worked:
            two = question.parts["power"]
            bright = lighting(1.0, *(p for p in question.shapes if p not in two))
            return [Move(vanishing(*two), GONE_S), Move(bright, GONE_S)]
        return replacing(question.shapes, worked[0].shapes)

    def _work_it_out(self, shot: Shot) -> None:
        """Let what does not change become 0, or go through the lines in between."""
        lines = self.board.worked
        if is_direct(self.brief.experiment) and not lines:
            still = lighting(DIM_SHARE, *self.notes.still)
            zeros = [Move(appearing(z), SHOW_S, LAG_S * k) for k, z in enumerate(self.notes.zeros)]
            shot.together(Move(still, SHOW_S), *zeros, *self._naming("chain", "constant"))
            return
        for one, other in pairwise(lines):
            shot.together(*replacing(one.shapes, other.shapes))

    def _naming(self, before: str, now: str) -> list[Move]:
        """Return how the name of one rule takes the place of another's."""
        return replacing(*(getattr(self.notes, key).shapes for key in (before, now)))

    def _let_it_fall(self, shot: Shot) -> None:
        """Let the factor fall from the line above into its place."""
        chained = self.board.chained
        factor = chained.parts["factor"]
        brackets = [part for part in chained.parts["last"] if part not in factor]
        named = [] if self.board.worked else self._naming("constant", "factor")
        shot.together(
            *named,
            Move(self.notes.falling().fly, FLY_S),
            Move(vanishing(*self.notes.slot), GONE_S),
            *([Move(appearing(*brackets), GONE_S, FLY_S - GONE_S)] if brackets else []),
        )

    def let_it_cancel(self, shot: Shot) -> None:
        """Let what is above and below the line of a fraction cancel."""
        board, notes = self.board, self.notes
        (left,), question = board.cancelled, board.question.shapes
        worked = [part for line in board.worked for part in line.shapes]
        gone = (*board.chained.shapes, *worked, *notes.chain.shapes, *notes.fronts, *notes.worked)
        shot.until("cancels")
        for part in question:
            part.light(1.0)
        shot.together(*replacing(gone, (*left.shapes, *question, *notes.left_over)))

    def do_the_other(self, shot: Shot) -> None:
        """Set the derivative by the second parameter under the first."""
        first, second = self.board.twins
        shot.until("other")
        self._make_room(shot)
        shot.until("same")
        alike = [part for part in second.parts["tail"] if part not in second.parts["last"]]
        above = first.parts["inside"]
        start = laid_over(second.parts["inside"], above)
        shot.drive(Flight(alike, start, (), first.shapes).fly, COPY_S)
        shot.until("differs")
        way = self._work_out_the_other(shot) if self.board.worked_other else self.both.other()
        brackets = [part for part in second.parts["last"] if part not in second.parts["factor"]]
        shown = Move(appearing(*brackets, *self.both.differing), SHOW_S, GONE_S)
        gone = (*self.both.slot, *self.both.chained, *_shapes(self.board.worked_other[-1:]))
        shot.together(Move(way.fly, HOP_S), shown, Move(vanishing(*gone), GONE_S))
        for cue, effect in zip(("turned", "raised"), self.both.effects, strict=True):
            shot.until(cue)
            shown = Move(appearing(*effect.shapes), GONE_S)
            shot.by_hand(*side_by_side(shown, Move(effect.turn, GLIDE_S)))
        shot.meanwhile(self.turning_the_knobs)
        if self.both.others:
            shot.until("more")
            shot.appear(*self.both.others)

    def _work_out_the_other(self, shot: Shot) -> Flight:
        """Work out how fast the second inside changes, line by line; return the way from there."""
        first, *rest = self.board.worked_other
        shot.appear(*self.both.slot)
        shot.until("chained")
        shot.appear(*first.shapes, *self.both.chained)
        shot.until("outer")
        shot.together(*replacing(first.shapes, rest[0].shapes))
        shot.until("inner")
        for one, other in pairwise(rest):
            shot.together(*replacing(one.shapes, other.shapes))
        shot.until("lands")
        return self.both.falling()

    def turning_the_knobs(self, seconds: float) -> None:
        """Turn the knobs of the small pictures to and fro, as a function of time."""
        for effect in self.both.effects:
            effect.turn(_breath(seconds))

    def _make_room(self, shot: Shot) -> None:
        """Clear the board but for the last line, which goes to its place."""
        shot.meanwhile(None)
        line, chained = self.board.twins[0], (*self.board.cancelled, self.board.chained)[0]
        tail = line.parts["tail"]
        kept = chained.shapes
        others = [shape for shape in self._seen() if shape not in kept]
        gone = Move(vanishing(*others), GONE_S)
        glide = Flight(tail, laid_over(tail, chained.parts["tail"]))
        shot.together(gone, Move(vanishing(*kept), BRIEF_S), Move(glide.fly, GLIDE_S))

    def _seen(self) -> list[Inked]:
        """Return what is seen but for title, panel and what is kept all the time."""
        kept = self.mobjects[:2]
        return [s for s in self.mobjects if isinstance(s, Inked) and s.veiled and s not in kept]

    def put_the_sum_back(self, shot: Shot) -> None:
        """Let the sum come down from E into each line."""
        error, lines = self.board.error, self.board.twins
        shot.until("sum")
        if not lines[0].parts["tail"][0].veiled:
            self._make_room(shot)
        above = (*error.shapes, *_shapes(self.board.legend_above))
        gone = Move(vanishing(*self.both.others), GONE_S)
        shot.together(Move(appearing(*above), SHOW_S), gone)
        shot.until("waited")
        upper, falls = error, list[Move]()
        for k, line in enumerate(lines):
            own = line.parts["sum"]
            flight = Flight(own, laid_over(own, upper.parts["sum"]), (), upper.parts["sum"])
            falls.append(Move(flight.fly, GLIDE_S, k * GLIDE_S))
            falls.append(Move(appearing(*head_of(line)), SHOW_S, (k + 1) * GLIDE_S))
            upper = line
        named = Move(appearing(*self.both.summed.shapes), SHOW_S)
        shot.together(*falls, named)

    def say_what_may_go(self, shot: Shot) -> None:
        """Ring what both lines share and the rate can take up; underline what must stay."""
        shot.drive(vanishing(*self.both.summed.shapes), GONE_S)
        marks = {"both": self.both.shared, "rate": self.both.rates, "n": self.both.shares}
        for cue, shapes in marks.items():
            if cue in shot.cues:
                shot.until(cue)
                shot.appear(*shapes, seconds=SHOW_S)
        shot.until("stay")
        shot.appear(*self.both.staying)

    def take_out_what_is_shared(self, shot: Shot) -> None:
        """Let both lines become what is evaluated: what all rows share in front of the sum."""
        board = self.board
        shot.drive(vanishing(*self.both.said, *self.both.differing), GONE_S)
        shot.until("share")
        pairs = zip(board.twins, board.tidied, strict=True)
        shot.together(*(Move(morph(*pair), TIDY_S, k * LAG_S) for k, pair in enumerate(pairs)))
        fronts = (line.parts for line in board.tidied)
        shot.together(*(Move(swelling((*p["factor"], *p["power"]), 0.0), 1.0) for p in fronts))

    def read_the_gradient(self, shot: Shot) -> None:
        """Write the gradient at the start behind the lines, and read its signs and sizes."""
        both, results = self.both, self.both.results
        shot.until("values")
        shot.meanwhile(None)
        moved = [Move(effect.settling(), GLIDE_S) for effect in both.effects]
        shown = Move(appearing(*_shapes(results)), SHOW_S, GONE_S)
        shot.by_hand(*side_by_side(Move(vanishing(*both.said), GONE_S), shown, *moved))
        shot.until("gradient")
        self._swell(shot, *results)
        shot.until("signs")
        if self.both.arrows:
            shot.appear(*self.both.arrows)
        else:
            self._swell(shot, results[0])
        if "sizes" in shot.cues:
            shot.until("sizes")
            self._swell(shot, self.both.larger)

    def _swell(self, shot: Shot, *results: Formula) -> None:
        """Let numbers swell, each away from its equals sign."""
        shot.together(*(Move(swelling(n.parts["residual"], 0.0), 1.0) for n in results))


def _breath(seconds: float) -> float:
    """Return a share that goes from 1 down to 0 and back, again and again."""
    return 0.5 + 0.5 * cos(2.0 * pi * seconds / BREATH_S)


def _shapes(lines: tuple[Formula, ...]) -> list[Part]:
    return [part for line in lines for part in line.shapes]
