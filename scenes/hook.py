"""Scene `hook`: a hiker at night, in fog, and the question of the whole film."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.verdict import Fall
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.icons import Icon, eye, speech
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased, pulsing, side_by_side
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
WORDS_GAP, AXIS_ROOM, WIDEST_SHARE = 0.3, 0.75, 2.1
"""Below the words; what an axis would have below the data; their greatest width, in heights."""
SMALLEST_GLOW_SHARE, POOL_SHARE, WIDE_SHARE, DIM_SHARE = 0.3, 0.34, 0.42, 0.4
KINDLE_S, SPREAD_S, SPREAD_AFTER_S, DRAW_S, PULSE_S, COME_S, ICON_S = (
    1.3,
    1.3,
    0.9,
    0.8,
    0.7,
    0.5,
    0.8,
)
WALKED_SHARE, RISEN_SHARE, FADE_SHARE = 0.35, 0.3, 0.3
"""How much of the way is walked, how far the eye then rises at least, how soon the ring is gone."""
BEST_SHARE, DATA_SHARE = 0.4, 0.7
"""Of these steps, how many are made before each word."""
EYE_X_SHARE, SPEECH_X_SHARE, ICON_ROOM, ICON_WIDTH = 0.3, 0.56, 1.2, 1.4
"""Where the icons are across the hillside, how far below its top, and their width."""


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
        self.icons = self.draw_the_icons()
        self.hang(
            self.hike, *map(waiting, self.icons), waiting(*self.scatter.marks, self.model_line.line)
        )
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
            bottom = self.hike.stage.top - AXIS_ROOM
            half = min(whole.width, WIDEST_SHARE * (top - bottom)) / 2.0
            data = Box("data", -half, bottom, half, top)
        self.question.at(right, QUESTION_Y + drop, anchor)
        self.answer.at(right, ANSWER_Y + drop, anchor)
        return data

    def draw_the_icons(self) -> tuple[Icon, Icon]:
        """Return what stands for seeing and for speaking, in the sky."""
        sky, colour = self.hike.stage, self.look.text
        x, y = sky.left + np.array([EYE_X_SHARE, SPEECH_X_SHARE]) * sky.width, sky.top - ICON_ROOM
        half = ICON_WIDTH / 2
        return eye(float(x[0]), y, half, colour), speech(float(x[1]), y, half, colour)

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
        hike = self.hike

        def draw(progress: float) -> None:
            hike.drawn = eased(progress)
            hike.around.veil(1.0)

        def feel(progress: float) -> None:
            hike.felt = eased(progress)
            hike.fall.veil(1.0)

        shot.drive(appearing(self.question))
        shot.until("way")
        shot.drive(pulsing(self.question), PULSE_S)
        shot.until("feet")
        shot.together(Move(draw, DRAW_S), Move(appearing(self.answer), DRAW_S))
        shot.until("feel")
        shot.drive(feel, DRAW_S)

    def say_what_it_is_for(self, shot: Shot) -> None:
        """Walk the first steps as a line among data makes them, then fit it; what else learns."""
        line, marks = self.model_line.line, self.scatter.marks
        shot.until("computer")
        shot.drive(self.walking(0.0, BEST_SHARE), to="best")
        walk = self.walking(BEST_SHARE, DATA_SHARE), shot.left_to("data")
        shot.drive(*side_by_side(Move(*walk), Move(appearing(line), COME_S)), to="data")
        walk = self.walking(DATA_SHARE, 1.0), shot.left_to("learn")
        shot.drive(*side_by_side(Move(*walk), Move(appearing(*marks), COME_S)), to="learn")
        shot.drive(self.fitting(), to="see")
        for icon, cue in zip(self.icons, ("speak", ""), strict=True):
            shot.drive(icon.draw, ICON_S)
            if cue:
                shot.until(cue)

    def walking(self, first: float, last: float) -> Callable[[float], None]:
        """Return a function of progress that walks from one share of the first steps to another.

        Where the descent climbs, nobody walks.
        """
        hike, experiment = self.hike, self.brief.experiment
        falls = experiment.verdict.fall in (Fall.FALLS, Fall.RISES)
        way = hike.first_steps(WALKED_SHARE) if falls else 0.0
        risen = hike.risen_to_see(way, RISEN_SHARE)
        way = hike.kept_in_sight(way, risen)

        def function(progress: float) -> None:
            share = first + progress * (last - first)
            hike.walk(way * share)
            hike.risen = risen * eased(share)
            gone = max(1.0 - share / FADE_SHARE, 0.0)
            for mark in (hike.around, hike.fall):
                mark.veil(gone)
            for mark in (hike.way, hike.steps):
                mark.veil(1.0 - gone)
            self.model_line.at(self.reached())

        return function

    def reached(self) -> Floats:
        """Return the model that the hiker stands for, shape (p,)."""
        points, step = self.brief.experiment.trajectory.points, self.hike.step
        done = int(step)
        ahead = min(done + 1, len(points) - 1)
        return points[done] + (step - done) * (points[ahead] - points[done])

    def fitting(self) -> Callable[[float], None]:
        """Return a function of progress by which the line comes to fit, and one sees further."""
        start, best = self.reached(), self.brief.experiment.best

        def function(progress: float) -> None:
            share = eased(progress)
            self.hike.hillside.reach = POOL_SHARE + (WIDE_SHARE - POOL_SHARE) * share
            self.model_line.at(start + share * (best - start))

        return function
