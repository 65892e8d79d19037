"""Scene `steps`: rows are put into the derivative by hand, then the steps go on by themselves."""

from collections.abc import Callable

import numpy as np

from gdcore.descent.hand_lesson import hand_lesson
from gdcore.typeset.expressions import name_typst
from scenes.kit.descent.hand_picture import HandPicture
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
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.panels.row_pairs import RowPairs
from scenes.kit.panels.step_table import step_table
from scenes.kit.panels.stop_board import StopBoard
from scenes.kit.panels.worked_form import BETWEEN, FREE, RESULT, WorkedForm, WorkedStep
from scenes.kit.plots.plot import Panel
from scenes.kit.text.arriving import arriving
from scenes.kit.text.emphasis import Frame
from scenes.kit.text.formula import swelling
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.labels import numeral
from scenes.scripts.steps import stops_at_once
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["StepByStep"]

NAME_S, ROW_S, APPEAR_S, FLY_S, SWELL_S, SLOW_S = 0.3, 0.4, 0.5, 0.7, 0.8, 1.1
HOP_S, LIFT_S, WALK_S, READ_SHARE = 1.2, 1.6, 3.0, 0.7
LEFT_SHARE, TALL_SHARE, FLAT_SHARE, UPPER_SHARE = 0.35, 0.46, 0.3, 0.52
DONE_SHARE, SWAY_SHARE, STEP_SHARE = 0.5, 0.6, 0.9
BELOW_HEAD_MARGIN, EDGE_MARGIN, FOOT_MARGIN = 1.37, 0.3, 0.52
NOTE_PX, ASKED_PX = 24.0, 48.0
APART_S = 0.25
ASKED_ROOM, PAIRS_ROOM, SMALL_PAIRS_ROOM = 3.85, 1.1, 1.14


class StepByStep(Stage):
    """A printed form on the right, filled in row by row; line and curve on the left."""

    scene_id = "steps"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of the point."""
        return pulsing(self.picture.tangent.point)

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        look, lesson = self.look, hand_lesson(self.brief.experiment)
        self.lesson, self.work, self.walk = lesson, lesson.work, lesson.work.good
        *pictures, right = self.places()
        self.picture = HandPicture(lesson, *pictures, look)
        self.form = WorkedForm(lesson, self.walk.steps[:2], right, look, self.label)
        self.one, *self.more = self.form.steps
        below = right.inset(EDGE_MARGIN, FOOT_MARGIN, EDGE_MARGIN, BELOW_HEAD_MARGIN)
        name = self.work.form.free.name
        decimal = look.numerals.decimal
        told = [
            tuple(map(decimal, (s.before, s.steepness, s.change, s.after))) for s in self.walk.steps
        ]
        self.table = step_table(below, name, told, look, self.label)
        walks = (self.walk, self.work.slow, self.work.endless)
        self.board = StopBoard(self.work, walks, below, look, self.label)
        self.board.stand(0.0)
        middle = (right.left + right.right) / 2
        self.asked = Type("$= thin ?$", ASKED_PX, look.slope).at(
            middle, right.top - ASKED_ROOM, 0.5
        )
        self.pairs = RowPairs(lesson, below.width, look)
        self.pairs.at(middle, right.top - PAIRS_ROOM, 0.5)
        self.pairs_y = right.top - SMALL_PAIRS_ROOM
        self.frame = Frame(self.form.head.box, look.text)
        self.heading = self.title()
        self.corner = self.heading.beside(self.tell_what_is_given())
        self.hang(self.heading, Panel(right, look), self.picture)
        self.hang(waiting(self.form, self.table, self.board))
        self.hang(waiting(self.asked, self.pairs, self.frame, self.corner))
        self.form.head.veil(1.0)
        self.form.lift(0.0)

    def places(self) -> tuple[Box, Box, Box]:
        """Return where the line, the curve and the form are."""
        if self.grid.is_square:
            pictures, form = self.grid.whole.split_down(FLAT_SHARE)
            return (*pictures.split_across(0.5), form)
        pictures, form = self.grid.parts(LEFT_SHARE, TALL_SHARE)
        return (*pictures.split_down(UPPER_SHARE), form)

    def tell_what_is_given(self) -> Type:
        """Return the parameters that stand still and the rate, beside the title."""
        told, work = self.look.numerals.decimal, self.work
        held = [s for s in self.lesson.held if s in work.form.symbols]
        parts = [f"${name_typst(s.name)} = {numeral(told(self.lesson.held[s]))}$" for s in held]
        rate = escaped(self.label("rate") + " ") + f"${numeral(told(self.walk.rate))}$"
        markup = escaped(", ").join([*parts, rate])
        return Type(markup, NOTE_PX, self.look.muted)

    def take_three_rows(self, shot: Shot) -> None:
        """Turn the line, then leave three rows of all."""
        picture = self.picture
        shot.by_hand(self.swaying, to="data")
        shot.drive(pulsing(picture.others), SWELL_S)
        shot.until("number")
        shot.together(
            Move(appearing(self.asked), APPEAR_S),
            Move(appearing(picture.tangent.line), APPEAR_S),
        )
        shot.until("three")
        shot.together(
            Move(appearing(picture.dots, picture.line.residuals), APPEAR_S),
            Move(vanishing(picture.others), SWELL_S),
        )
        coming = [
            Move(arriving(picture.place(row), pair), FLY_S, row * APART_S)
            for row, pair in enumerate(self.pairs.pairs)
        ]
        shot.together(Move(appearing(self.pairs.name), APPEAR_S), *coming)
        if self.lesson.is_rounded:
            shot.until("short")
            self._read_off(shot)

    def _read_off(self, shot: Shot) -> None:
        """Read each row off the axes, in turn."""
        rows = self.pairs.pairs
        each = (shot.left_s - NAME_S) / len(rows)
        for row, pair in enumerate(rows):
            reading, told = self.picture.reading(row), pulsing(pair)
            shot.together(Move(reading, READ_SHARE * each), Move(told, each))
        shot.vanish(self.picture.read, seconds=NAME_S)

    def swaying(self, progress: float) -> None:
        """Turn the parameter towards its best value and back, as a function of progress."""
        start, best = float(self.work.start), float(self.work.best)
        gone = SWAY_SHARE * np.sin(np.pi * eased(progress)) ** 2
        self.picture.at(start + gone * (best - start))

    def move_one_parameter(self, shot: Shot) -> None:
        """Turn the one parameter that is free."""
        shot.until("moves")
        shot.by_hand(self.swaying, to="over" if "over" in shot.cues else "")
        shot.drive(pulsing(self.picture.curve.plot.axes.titles[0]), shot.left_s)

    def show_the_form(self, shot: Shot) -> None:
        """Lift the symbols to the top, print the rows under them, and fill in what is the same."""
        shot.until("this")
        head = self.form.head.shapes
        wave = [
            Move(swelling((part,)), FLY_S, k * NAME_S / len(head)) for k, part in enumerate(head)
        ]
        shot.together(*wave, Move(vanishing(self.asked, *self.pairs.shapes), NAME_S))
        shot.drive(lambda progress: self.form.lift(eased(progress)), to="gaps")
        printed = [
            Move(appearing(*line.rest, *self.form.blanks[row].values()), APPEAR_S, row * APPEAR_S)
            for row, line in enumerate(self.one.rows)
        ]
        shot.together(*printed, Move(appearing(self.form.row_name), ROW_S))
        shot.until("same")
        symbols = self.form.head.parts
        moves = [
            Move(
                arriving(symbols[label][0].box.mean(axis=0), *line.parts[label]),
                FLY_S,
                row * APART_S,
            )
            for label in self.form.alike
            for row, line in enumerate(self.one.rows)
        ]
        shot.together(*moves)

    def fill_in_a_row(self, shot: Shot) -> None:
        """Let the first row's numbers fly from its dot into their slots, one after the other."""
        shot.until("first")
        others = [part for row in range(1, len(self.one.rows)) for part in self.printed(row)]
        shot.together(
            Move(lighting(DONE_SHARE, *others), APPEAR_S),
            Move(self.picture.ringing(0), SWELL_S),
        )
        for cue, labels in zip(("y", "x"), self.form.given, strict=True):
            shot.until(cue)
            shot.drive(self.filling(0, *labels), SLOW_S)
        shot.until("makes")
        shot.drive(self.writing(0), ROW_S)

    def printed(self, row: int) -> tuple[Inked, ...]:
        """Return what a row's line consists of, with its dashed boxes."""
        return (*self.one.rows[row].shapes, *self.form.blanks[row].values())

    def writing(self, row: int) -> Callable[[float], None]:
        """Return a function of progress by which a row's result appears in its box."""
        box = Move(vanishing(self.form.blanks[row][RESULT]), ROW_S)
        return side_by_side(Move(appearing(*self.one.slots(row, RESULT)), ROW_S), box)[0]

    def filling(self, row: int, *labels: str) -> Callable[[float], None]:
        """Return a function of progress by which a row's numbers fly from its dot, in turn."""
        start = self.picture.place(row)
        moves = [
            Move(arriving(start, *self.one.slots(row, label), lane=BETWEEN), FLY_S, k * APART_S)
            for k, label in enumerate(labels)
        ]
        boxes = [
            Move(vanishing(self.form.blanks[row][label]), APART_S, FLY_S + k * APART_S)
            for k, label in enumerate(labels)
        ]
        return side_by_side(*moves, *boxes)[0]

    def fill_in_the_others(self, shot: Shot) -> None:
        """Fill in the other rows, each at once."""
        first, rest = self.form.given
        for row, cue in enumerate(("second", "third"), start=1):
            shot.until(cue)
            shot.together(
                Move(lighting(DONE_SHARE, *self.printed(row - 1)), ROW_S),
                Move(lighting(1.0, *self.printed(row)), ROW_S),
                Move(self.picture.ringing(row), ROW_S),
                Move(self.filling(row, *first, *rest), SWELL_S, NAME_S),
                Move(self.writing(row), NAME_S, NAME_S + SWELL_S),
            )

    def put_them_together(self, shot: Shot) -> None:
        """Let the results come together under the rule."""
        shot.until("mean")
        written = [part for line in self.one.rows for part in line.shapes]
        shot.together(
            Move(lighting(DONE_SHARE, *written), APPEAR_S),
            Move(lighting(1.0, *self.one.results), APPEAR_S),
            Move(appearing(self.form.rule, self.form.words[0]), APPEAR_S),
            Move(vanishing(self.picture.ring), APPEAR_S),
        )
        pulses = [
            Move(swelling((part,)), SWELL_S, APPEAR_S * row)
            for row, part in enumerate(self.one.results)
        ]
        shot.together(*pulses, Move(self.joining(self.one), FLY_S, SLOW_S))

    def joining(self, step: WorkedStep) -> Callable[[float], None]:
        """Return a function of progress by which what the rows come to falls from the rule."""
        (result,) = step.sums[0].parts["slope"]
        rule = np.array([result.box[:, 0].mean(), self.form.rule.points[0, 1]])
        equals = [part for part in step.sums[0].shapes if part is not result]
        fall, fade = arriving(rule, result), appearing(*equals)

        def function(progress: float) -> None:
            fall(progress)
            fade(progress)

        return function

    def make_the_step(self, shot: Shot) -> None:
        """Multiply by the rate, add, and move."""
        slope, change, new = self.one.sums
        shot.until("times")
        come = arriving(slope.parts["slope"][0].box.mean(axis=0), *change.parts["slope"])
        shown = [part for part in change.shapes if not {"slope", "step"} & {*part.labels}]
        shot.together(
            Move(appearing(self.form.words[1], self.corner, *shown), ROW_S), Move(come, SLOW_S)
        )
        shot.until("step")
        shot.appear(*change.parts["step"], seconds=ROW_S)
        shot.until("add")
        come = arriving(change.parts["step"][-1].box.mean(axis=0), *new.parts["step"])
        shown = [part for part in new.shapes if not {"step", "new"} & {*part.labels}]
        shot.together(Move(appearing(self.form.words[2], *shown), ROW_S), Move(come, SLOW_S))
        shot.until("new")
        shot.together(
            Move(appearing(*new.parts["new"]), ROW_S),
            Move(self.picture.hopping(self.walk.steps[0]), shot.left_s),
        )

    def use_the_form_again(self, shot: Shot) -> None:
        """Put the new parameter into its slots, and write what comes out of them."""
        old, new = self.one, self.form.steps[1]
        shot.until("again")
        shot.drive(self.frame.draw, to="in")
        start = old.sums[2].parts["new"][0].box.mean(axis=0)
        gone = (*old.column(FREE), *old.results, *(p for line in old.sums for p in line.shapes))
        shot.vanish(*gone, seconds=NAME_S)
        rows = range(len(new.rows))
        coming = [arriving(start, *new.slots(row, FREE)) for row in rows]
        each_s = 2.0 * max(shot.left_to("numbers"), 0.0) / (len(coming) + 1)
        fly_s = min(FLY_S, max(each_s, NAME_S))
        shot.together(*(Move(come, fly_s, k * fly_s / 2) for k, come in enumerate(coming)))
        shot.until("numbers")
        results = [Move(appearing(*new.slots(row, RESULT)), NAME_S, row * APART_S) for row in rows]
        shot.together(*results, Move(self.joining(new), FLY_S, len(rows) * APART_S))
        shot.until("next")
        shot.together(
            Move(appearing(*new.sums[1].shapes), NAME_S),
            Move(appearing(*new.sums[2].shapes), NAME_S, NAME_S),
            Move(self.picture.hopping(self.walk.steps[1]), HOP_S, NAME_S),
        )

    def fill_the_table(self, shot: Shot) -> None:
        """Write a line for each step, while the point goes on."""
        shot.until("line")
        kept = {*self.form.head.shapes, self.form.row_name}
        self.pairs.at(self.form.words[0].box[0, 0], self.pairs_y)
        gone = (shape for shape in self.form.shapes if shape not in kept)
        shot.vanish(*gone, self.frame, seconds=ROW_S)
        first = self.lines_to(len(self.form.steps))
        shot.appear(*self.pairs.shapes, *self.table.head, *first, seconds=ROW_S)
        shot.until("on")
        rest = self.walk.steps[len(self.form.steps) :]
        each = (shot.left_s - NAME_S) / max(len(rest), 1)
        for number, step in enumerate(rest, start=len(self.form.steps)):
            new = [shape for shape in self.lines_to(number + 1) if shape.veiled < 1.0]
            shot.together(
                Move(self.picture.hopping(step), STEP_SHARE * each),
                Move(appearing(*new), DONE_SHARE * each),
            )

    def lines_to(self, count: int) -> list[Type]:
        """Return what is written of the first so many steps in the table."""
        return [cell for line in self.table.lines[:count] for cell in line]

    def stop_at_a_short_step(self, shot: Shot) -> None:
        """Say when it stops, and show that it does."""
        *earlier, last = self.table.lines
        shot.until("stop")
        shot.together(
            Move(pulsing(self.picture.tangent.point), SWELL_S),
            Move(lighting(DONE_SHARE, *(cell for line in earlier for cell in line)), ROW_S),
        )
        shot.until("short")
        shot.appear(self.board.rules[0], seconds=ROW_S)
        each = (shot.left_s - SLOW_S) / len(self.table.lines)
        changes = [line[-2] for line in self.table.lines]
        shot.together(*(Move(pulsing(c), 2 * each, k * each) for k, c in enumerate(changes)))
        shot.together(Move(appearing(self.board.marks[0]), ROW_S), Move(pulsing(last[-2]), SWELL_S))

    def stop_far_away(self, shot: Shot) -> None:
        """Stop a walk of tiny steps where it is still far from the best."""
        table, picture = self.board.table, self.picture
        row = table.lines[1]
        shot.until("distance")
        gone = (*self.table.head, *(cell for line in self.table.lines for cell in line))
        gone += (*self.pairs.shapes, self.corner, picture.arrows.step)
        shown = (self.board.rules[1], *table.head, *table.lines[0])
        self.board.rules[1].light(DONE_SHARE)
        shot.together(
            Move(vanishing(*gone), NAME_S),
            Move(lambda progress: self.board.stand(eased(progress)), ROW_S, NAME_S / 2),
            Move(appearing(*shown, *picture.scatter.best, picture.curve.mark), ROW_S, NAME_S),
        )
        shot.until("take")
        shot.by_hand(picture.turning(picture.value, float(self.work.start)), ROW_S)
        if stops_at_once(self.lesson):
            (step,) = self.work.slow.steps
            shot.drive(picture.hopping(step), to="every")
            pulses = [Move(pulsing(cell), SWELL_S, k * APART_S) for k, cell in enumerate(row)]
            shot.together(Move(appearing(*row), ROW_S), *pulses)
            shot.until("far")
        else:
            shot.walk(self.picture.walking(self.work.slow, shot.left_s), to="far")
            shot.appear(*row, seconds=ROW_S)
        shot.drive(picture.measure, SLOW_S)

    def stop_after_many(self, shot: Shot) -> None:
        """Jump to and fro until there have been too many steps."""
        table, picture = self.board.table, self.picture
        shot.vanish(picture.gap, seconds=NAME_S)
        shot.by_hand(picture.turning(picture.value, float(self.work.start)), to="jumps")
        shot.walk(self.picture.walking(self.work.endless, shot.left_s), to="after")
        lit = Move(lighting(1.0, self.board.rules[1]), ROW_S)
        shot.together(lit, Move(appearing(*table.lines[2], self.board.marks[1]), ROW_S))

    def look_back(self, shot: Shot) -> None:
        """Show the form once more, and the walk that arrived."""
        shot.until("once")
        shot.drive(self.frame.draw, to="every")
        shot.until("every")
        shot.by_hand(self.picture.turning(self.picture.value, float(self.work.start)), ROW_S)
        shot.walk(self.picture.walking(self.walk, WALK_S), WALK_S)
