"""Scene `hook`: a hiker at night, in fog, and the question of the whole film."""

from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased
from scenes.kit.ink.shapes import Type
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.scatter import scatter
from scenes.kit.surface.hike import Hike
from scenes.kit.text.glyphs import escaped
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["WhichWayIsDown"]

QUESTION_PX, QUESTION_Y = 66.0, 2.35
ANSWER_PX, ANSWER_Y = 27.0, 1.72
"""Of a wide frame's words; in others the question is at the top of the panels."""
WORDS_GAP = 0.3
SMALLEST_GLOW_SHARE, POOL_SHARE, WIDE_SHARE, DIM_SHARE = 0.3, 0.34, 0.42, 0.4
KINDLE_S, SPREAD_S, SPREAD_AFTER_S, DRAW_S, WIDEN_S, FIT_S = 1.3, 1.3, 0.9, 0.8, 1.2, 2.6


class WhichWayIsDown(Stage):
    """A lamp, the ground that it lights, and a question."""

    scene_id = "hook"

    def lay_out(self) -> None:
        """Hang up the hillside in the dark; words and data wait unseen."""
        experiment, look = self.brief.experiment, self.look
        self.hike = Hike(experiment, look, self.grid)
        question = f'#text(weight: "light")[{escaped(self.timeline.title)}]'
        self.question = Type(question, QUESTION_PX, look.text)
        self.answer = Type(escaped(self.label("underfoot")), ANSWER_PX, look.muted)
        self.scatter = scatter(self.place_the_words(), experiment, look)
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        self.hang(self.hike, waiting(*self.scatter.marks, self.model_line.line))
        self.hang(waiting(self.question, self.answer))
        self.spread(0.0)
        self.kindle(0.0)

    def place_the_words(self) -> Box:
        """Put question and answer at their places; return where the data glow."""
        whole = self.grid.whole
        right, anchor, drop = whole.right, 1.0, 0.0
        data = Box("data", left=1.2, bottom=-2.9, right=right, top=1.2)
        if not self.grid.is_wide:
            right, anchor, drop = 0.0, 0.5, whole.top - QUESTION_Y
            top = ANSWER_Y + drop - WORDS_GAP
            data = Box("data", whole.left, self.hike.stage.top, whole.right, top)
        self.question.at(right, QUESTION_Y + drop, anchor)
        self.answer.at(right, ANSWER_Y + drop, anchor)
        return data

    def kindle(self, progress: float) -> None:
        """Let the lamp burn, from a spark to its full light."""
        share = SMALLEST_GLOW_SHARE + (1.0 - SMALLEST_GLOW_SHARE) * (1.0 - (1.0 - progress) ** 2)
        self.hike.hiker.glow.veil(share)
        self.hike.hillside.air = DIM_SHARE * share

    def spread(self, progress: float) -> None:
        """Let the light reach further over the ground."""
        share = 1.0 - (1.0 - progress) ** 2
        self.hike.hillside.reach = POOL_SHARE * share
        if progress:
            self.hike.hillside.air = DIM_SHARE + (1.0 - DIM_SHARE) * share

    def light_the_lamp(self, shot: Shot) -> None:
        """Kindle a lamp; its light spreads over the ground, from the foot outward."""
        shot.meanwhile(self.hike.drift)
        shot.together(Move(self.kindle, KINDLE_S), Move(self.spread, SPREAD_S, SPREAD_AFTER_S))

    def ask_the_way(self, shot: Shot) -> None:
        """Ask, and draw the ground underfoot, and up and down there, without an answer."""

        def draw(progress: float) -> None:
            self.hike.drawn = eased(progress)
            self.hike.around.veil(1.0)
            self.hike.fall.veil(1.0)

        shot.drive(appearing(self.question))
        shot.until("way")
        shot.drive(draw, DRAW_S)
        shot.until("feet")
        shot.appear(self.answer)

    def say_what_it_is_for(self, shot: Shot) -> None:
        """Let data glow in the fog, and the line that stands for the hiker fit them."""

        def widen(progress: float) -> None:
            reach = POOL_SHARE + (WIDE_SHARE - POOL_SHARE) * eased(progress)
            self.hike.hillside.reach = reach

        def fit(progress: float) -> None:
            share = eased(progress)
            start, best = experiment.trajectory.start, experiment.best
            self.model_line.at(start + share * (best - start))

        experiment = self.brief.experiment
        shot.until("best")
        shot.appear(self.model_line.line)
        shot.until("data")
        shot.appear(*self.scatter.marks)
        shot.until("learn")
        shot.together(Move(widen, WIDEN_S), Move(fit, FIT_S))
