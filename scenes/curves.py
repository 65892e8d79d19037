"""Scene `curves`: three lines bend into other formulas, which go down by the same loop."""

from scenes.kit.descent.curve_fit_pair import CurveFitPair
from scenes.kit.descent.formula_fit import FormulaFit
from scenes.kit.descent.pace import Pace
from scenes.kit.descent.rate_race import race_boxes
from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.motion import (
    Move,
    appearing,
    lighting,
    pulsing,
    replacing,
    side_by_side,
    vanishing,
)
from scenes.kit.ink.shapes import Inked
from scenes.kit.panels.formula_card import FormulaCard
from scenes.kit.panels.loop_strip import LoopStrip
from scenes.shot import Shot
from scenes.stage import Stage
from scenes.telling.other_curves import OTHER_CURVES, other_curve, straight_line, two_columns

__all__ = ["BeyondLines"]

STRIP_HEIGHT, CARD_SHARE, SIDE_SHARE = 0.8, 0.44, 0.52
FADE_S, LAG_S, PULSE_S, STEP_S, WRITE_S = 0.6, 0.4, 0.8, 0.9, 1.0
COUNT_S, BEND_S = 3.6, 1.6
DIMMED_SHARE = 0.5
LOOP = ("measure", "find", "step")


class BeyondLines(Stage):
    """Three formulas side by side, each above its data, and one of two columns below them."""

    scene_id = "curves"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        whole = self.grid.whole
        above = whole.inset(0.0, STRIP_HEIGHT + GUTTER, 0.0, 0.0)
        below = Box("strip", whole.left, whole.bottom, whole.right, whole.bottom + STRIP_HEIGHT)
        boxes = self.places(above)
        self.pairs = {
            key: CurveFitPair(box, self.parts(box), straight_line(key), other_curve(key), self.look)
            for key, box in zip(OTHER_CURVES, boxes, strict=True)
        }
        *others, last = self.pairs.values()
        for shape in (shape for pair in others for shape in pair.shapes):
            # In the film one set of data and its curve go on: the last ones.
            shape.cast("")
        last.panel.ground_of("data")
        self.loop = LoopStrip(below, [self.label(key) for key in LOOP], self.look)
        self.columns = FormulaCard(below, two_columns(), self.look, abreast=True)
        self.hang(self.title(), *self.pairs.values(), self.loop, self.columns)

    def places(self, box: Box) -> tuple[Box, ...]:
        """Return where each formula with its data is."""
        if self.grid.is_wide:
            return race_boxes(box, len(OTHER_CURVES))
        height = (box.height + GUTTER) / len(OTHER_CURVES)
        tops = [box.top - k * height for k in range(len(OTHER_CURVES))]
        return tuple(Box(box.name, box.left, y - height + GUTTER, box.right, y) for y in tops)

    def parts(self, box: Box) -> tuple[Box, Box]:
        """Return where a formula is, and where its data are."""
        if self.grid.is_wide:
            return box.split_down(CARD_SHARE)
        return box.split_across(SIDE_SHARE)

    @property
    def pictures(self) -> list[Inked]:
        """All that is on the three panels."""
        return [shape for pair in self.pairs.values() for shape in pair.shapes[1:]]

    def ask(self, shot: Shot) -> None:
        """Let three straight lines go down, side by side; then the loop."""
        lines = [pair.straight for pair in self.pairs.values()]
        self.go_down(shot, lines, shot.left_to("loop"))
        shot.until("loop")
        self.say_the_loop(shot, shot.left_s)

    def go_down(self, shot: Shot, fits: list[FormulaFit], seconds: float) -> None:
        """Let lines or curves descend together, the loop at work below them."""
        steps = max(fit.last_seen for fit in fits)
        paces = [Pace(fit.last_seen, seconds, STEP_S) for fit in fits]
        ways = [fit.descend(pace) for fit, pace in zip(fits, paces, strict=True)]
        longest = Pace(steps, seconds, STEP_S)

        def walk(progress: float) -> None:
            for way in ways:
                way(progress)
            at, _ = longest.at(progress)
            self.loop.light(int(at * len(LOOP)) if 0.0 < progress < 1.0 else None)

        shot.walk(walk, seconds)

    def say_the_loop(self, shot: Shot, seconds: float) -> None:
        """Light up what the loop does, one after the other."""

        def light(progress: float) -> None:
            self.loop.light(int(progress * len(LOOP)) if progress < 1.0 else None)

        shot.drive(light, seconds)

    def write(self, shot: Shot, key: str) -> None:
        """Count one data set, bend its line into the curve, and write the derivatives."""
        pair = self.pairs[key]
        card, old = pair.curve.card, pair.straight.card
        others = [s for k, other in self.pairs.items() if k != key for s in other.shapes[1:]]
        shot.until("dots")
        shot.together(
            Move(lighting(DIMMED_SHARE, *others), FADE_S),
            Move(lighting(1.0, *pair.shapes[1:]), FADE_S),
            Move(pair.count, max(min(shot.left_to("formula"), COUNT_S), FADE_S)),
        )
        shot.until("formula")
        swap = replacing(old.shapes, card.formula.shapes)
        shot.by_hand(*side_by_side(*swap, Move(pair.bend(), BEND_S)))
        shot.until("steep")
        self.derive(shot, pair.curve)

    def derive(self, shot: Shot, fit: FormulaFit) -> None:
        """Write one derivative after the other, each while its knob is turned."""
        written = fit.card.derivatives
        seconds = shot.left_to("down") if "down" in shot.cues else shot.left_s
        for knob, derivative in enumerate(written):
            turned = Move(fit.turn(knob), max(seconds / len(written), FADE_S))
            shot.by_hand(*side_by_side(Move(appearing(*derivative.shapes), FADE_S), turned))

    def descend(self, shot: Shot, key: str) -> None:
        """Let the curve go down to its data."""
        shot.until("down")
        self.go_down(shot, [self.pairs[key].curve], shot.left_s)

    def write_growth(self, shot: Shot) -> None:
        """Write the exponential curve."""
        self.write(shot, "growth")

    def fit_growth(self, shot: Shot) -> None:
        """Let it go down."""
        self.descend(shot, "growth")

    def fit_bend(self, shot: Shot) -> None:
        """Write the parabola, and let it go down."""
        self.write(shot, "bend")
        self.descend(shot, "bend")

    def write_chance(self, shot: Shot) -> None:
        """Write the S-curve."""
        self.write(shot, "chance")

    def fit_chance(self, shot: Shot) -> None:
        """Measure the misses by the log loss, and let it go down."""
        line = self.pairs["chance"].curve.line
        shot.drive(line.sweep, to="loss")
        shot.pulse(self.loop.words[0])
        self.descend(shot, "chance")

    def add_a_column(self, shot: Shot) -> None:
        """Write the formula of two columns, and its derivatives; then the loop comes back."""
        loop, columns = self.loop.shapes[1:], self.columns
        shot.until("columns")
        shot.together(
            Move(lighting(DIMMED_SHARE, *self.pictures), FADE_S),
            Move(vanishing(*loop), FADE_S),
            Move(appearing(*columns.formula.shapes), FADE_S, FADE_S),
        )
        shot.until("knob")
        shot.together(
            *(
                Move(appearing(*derivative.shapes), WRITE_S, k * LAG_S)
                for k, derivative in enumerate(columns.derivatives)
            )
        )
        shot.until("loop")
        shot.together(
            Move(vanishing(*columns.shapes), FADE_S), Move(appearing(*loop), FADE_S, FADE_S)
        )
        self.say_the_loop(shot, shot.left_s)

    def answer(self, shot: Shot) -> None:
        """Light all up; the formulas beat, then the derivatives."""
        cards = [pair.curve.card for pair in self.pairs.values()]
        shot.together(
            Move(lighting(1.0, *self.pictures), FADE_S),
            *(
                Move(pulsing(part), PULSE_S, FADE_S)
                for card in cards
                for part in card.formula.shapes
            ),
        )
        shot.until("steep")
        shot.pulse(*(part for card in cards for part in card.steep))
