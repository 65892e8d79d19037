"""Scene `card`: the fog lifts over the way that was really walked; the lesson's card beside it."""

from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.motion import Move, appearing, eased, pulsing
from scenes.kit.panels.lesson_card import LessonCard
from scenes.kit.surface.hike import Hike
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["TheWayDown"]

CARD_X, CARD_Y = 2.1, -2.5
LIFT_S, ROW_S, LAG_S, PULSE_S = 3.0, 0.5, 0.25, 0.8
DAWN_SHARE = 0.35


class TheWayDown(Stage):
    """The hillside of the hook by day, the way on it, and what the lesson was."""

    scene_id = "card"

    def lay_out(self) -> None:
        """Hang up the hook's last picture; the way and the card wait unseen."""
        experiment, look = self.brief.experiment, self.look
        self.hike = Hike(experiment, look, self.grid)
        self.hike.drawn = self.hike.felt = 1.0
        self.hike.drift(0.0)
        names = {key: self.label(key) for key in ("data", "model", "rate", "steps")}
        self.card = LessonCard(self.place(), experiment, names, look)
        self.hang(self.hike, self.title(), self.card)
        self.hike.around.veil(1.0)
        self.hike.fall.veil(1.0)

    def place(self) -> Box:
        """Return where the card is: right of the ground, or above it."""
        whole = self.grid.whole
        if self.grid.is_wide:
            return Box("card", left=CARD_X, bottom=CARD_Y, right=whole.right, top=whole.top)
        return Box("card", whole.left, self.hike.stage.top + GUTTER, whole.right, whole.top)

    def lift_the_fog(self, shot: Shot) -> None:
        """Rise from the hiker to where all is seen, out of the fog."""
        hike, hillside = self.hike, self.hike.hillside

        def lift(progress: float) -> None:
            hike.risen = eased(progress)
            hillside.fog = 1.0 - hike.risen
            hillside.lamp = 1.0 - (1.0 - DAWN_SHARE) * hike.risen
            hike.hiker.glow.veil(hillside.lamp)
            for mark in (hike.around, hike.fall):
                mark.veil(1.0 - hike.risen)

        shot.meanwhile(hike.drift)
        shot.until("fog")
        shot.drive(lift, LIFT_S)

    def walk_the_way(self, shot: Shot) -> None:
        """Walk the way that was walked, and ring the lowest place."""

        def walk(progress: float) -> None:
            self.hike.walk(progress)
            self.hike.way.veil(1.0)
            self.hike.steps.veil(1.0)

        shot.until("way")
        shot.drive(walk, to="end")
        self._show_the_end(shot)

    def stay_where_it_is(self, shot: Shot) -> None:
        """Stay, and ring the lowest place."""
        shot.until("end")
        self._show_the_end(shot)

    def _show_the_end(self, shot: Shot) -> None:
        """Ring the lowest place, if one was found, else let the lamp glow where the way ends."""
        found = self.brief.experiment.fit.settled
        shot.drive(appearing(self.hike.best if found else self.hike.hiker.glow))

    def deal_the_card(self, shot: Shot) -> None:
        """Deal the card row by row, then the result; the learning rate beats."""
        card = self.card
        rows = [
            Move(appearing(*row), ROW_S, LAG_S * number) for number, row in enumerate(card.rows)
        ]
        shot.together(Move(appearing(card.panels[0]), ROW_S), *rows)
        shot.appear(card.panels[1], *card.result, seconds=ROW_S)
        if "own" in shot.cues:
            shot.until("own")
            shot.together(*(Move(pulsing(name), PULSE_S) for name in card.units))
        shot.until("step")
        shot.drive(pulsing(card.rate))
