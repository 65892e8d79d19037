"""Scene `curves`: three formulas that are no lines go down by the same loop."""

from scenes.kit.descent.curve_fit_pair import CurveFitPair
from scenes.kit.descent.pace import Pace
from scenes.kit.descent.rate_race import race_boxes
from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.motion import Move, appearing, lighting, pulsing, vanishing
from scenes.kit.panels.formula_card import FormulaCard
from scenes.kit.panels.loop_strip import LoopStrip
from scenes.shot import Shot
from scenes.stage import Stage
from scenes.telling.other_curves import OTHER_CURVES, other_curve, two_columns

__all__ = ["BeyondLines"]

STRIP_HEIGHT, CARD_SHARE, SIDE_SHARE = 0.8, 0.42, 0.57
FADE_S, LAG_S, PULSE_S, STEP_S, WRITE_S = 0.6, 0.4, 0.8, 0.9, 1.0
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
            key: CurveFitPair(box, self.parts(box), other_curve(key), self.look)
            for key, box in zip(OTHER_CURVES, boxes, strict=True)
        }
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

    def ask(self, shot: Shot) -> None:
        """Let the data of all three beat in turn, then the loop."""
        marks = [pair.scatter.marks[0] for pair in self.pairs.values()]
        shot.together(*(Move(pulsing(mark), PULSE_S, k * LAG_S) for k, mark in enumerate(marks)))
        shot.until("loop")
        shot.pulse(*self.loop.words)

    def write(self, shot: Shot, key: str) -> None:
        """Light up one data set, and write its formula and the derivatives."""
        pair = self.pairs[key]
        others = [s for k, other in self.pairs.items() if k != key for s in other.shapes[1:]]
        shot.until("dots")
        shot.together(
            Move(lighting(DIMMED_SHARE, *others), FADE_S),
            Move(lighting(1.0, *pair.shapes[1:]), FADE_S),
            Move(pulsing(pair.scatter.marks[0]), PULSE_S),
        )
        shot.until("formula")
        shot.appear(*pair.card.formula.shapes, seconds=WRITE_S)
        shot.by_hand(pair.sway, to="steep")
        shot.together(
            *(
                Move(appearing(*derivative.shapes), WRITE_S, k * LAG_S)
                for k, derivative in enumerate(pair.card.derivatives)
            )
        )

    def descend(self, shot: Shot, key: str) -> None:
        """Let the curve go down to its data."""
        shot.until("down")
        seconds, pair = shot.left_s, self.pairs[key]
        pace = Pace(pair.last_seen, seconds, STEP_S)
        go = pair.descend(pace)

        def walk(progress: float) -> None:
            go(progress)
            at, _ = pace.at(progress)
            self.loop.light(int(at * len(LOOP)) if progress < 1.0 else None)

        shot.walk(walk, seconds)

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
        """Let it go down."""
        shot.until("loss")
        shot.pulse(*self.pairs["chance"].card.formula.shapes)
        self.descend(shot, "chance")

    def add_a_column(self, shot: Shot) -> None:
        """Write the formula of two columns."""
        lit = [shape for pair in self.pairs.values() for shape in pair.shapes[1:]]
        shot.until("columns")
        shot.together(
            Move(lighting(DIMMED_SHARE, *lit), FADE_S),
            Move(vanishing(*self.loop.shapes[1:]), FADE_S),
            Move(appearing(*self.columns.formula.shapes), FADE_S, FADE_S),
        )
        shot.until("knob")
        shot.appear(*self.columns.steep, seconds=WRITE_S)
        shot.pulse(*self.columns.formula.shapes)

    def answer(self, shot: Shot) -> None:
        """Light all up; the derivatives beat."""
        lit = [shape for pair in self.pairs.values() for shape in pair.shapes[1:]]
        shot.drive(lighting(1.0, *lit), FADE_S)
        shot.until("steep")
        steep = [part for pair in self.pairs.values() for part in pair.card.steep]
        shot.pulse(*steep, *self.columns.steep)
