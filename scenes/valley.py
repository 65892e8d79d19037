"""Scene `valley`: the error is gone in ten steps, the intercept arrives after a million."""

from dataclasses import replace

from gdcore.landscape.log_scale import log_scale
from gdcore.landscape.long_valley import (
    HUNDRED,
    HUNDRED_THOUSAND,
    MILLION,
    TEN,
    THOUSAND,
    LongDescent,
)
from gdcore.landscape.trough import Trough
from gdcore.landscape.view import Window
from scenes.kit.descent.long_walk import LongWalk
from scenes.kit.descent.other_starts import OtherStarts
from scenes.kit.descent.pace import Pace
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, dissolving, eased, lighting, pulsing
from scenes.kit.ink.shapes import PX, Inked, Type
from scenes.kit.panels.cure_card import CureCard, path_window
from scenes.kit.plots.scatter import data_window, scatter, window_from_zero
from scenes.kit.plots.step_clock import Share, StepClock
from scenes.kit.plots.valley_cuts import valley_cuts
from scenes.kit.surface.trough_picture import TroughPicture
from scenes.kit.text.glyphs import escaped
from scenes.shot import Shot
from scenes.stage import Stage
from scenes.telling.long_descent import cures, long_descent

__all__ = ["LongValley"]

MAP_SHARE, TALL_MAP_SHARE, DATA_SHARE, TALL_DATA_SHARE = 0.36, 0.4, 0.55, 0.44
NAMED = (TEN, HUNDRED_THOUSAND, MILLION)
NOTE_PX, DIMMED_SHARE, EDGE_SHARE = 20.0, 0.5, 0.1
NAME_S, LINE_S, PULSE_S, REST_S, LAST_S = 0.4, 1.2, 0.8, 0.4, 1.6
CURES, ENDS = ("standardise", "search", "momentum"), ("search", "another", "")
WIDE_PX, RING_PX = 16.0, 9.0


class LongValley(Stage):
    """A map, the data and a clock; then the valley in space and two cuts; then three cures."""

    scene_id = "valley"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        look, descent = self.look, long_descent(self.brief.experiment)
        self.descent = descent
        on_map, data, strip = self.places()
        home = data_window(descent.whole)
        self.far = both_from_zero(descent, home)
        self.scatter = scatter(data, descent.whole, look, (home, self.far))
        self.clock = StepClock(strip, self.shares(), look)
        self.walk = LongWalk(
            descent, on_map, self.scatter, self.clock, NAMED, self.label("plain"), look
        )
        self.gap = self.walk.gap
        self.build_the_trough(on_map, Box("trough", data.left, strip.bottom, data.right, data.top))
        self.cards = self.deal(Box("cures", strip.left, strip.bottom, strip.right, data.top))
        self.heading = self.title()
        self.counted, self.condition = (
            self.heading.beside(Type(escaped(self.label(key)), NOTE_PX, look.muted))
            for key in ("counted", "condition")
        )
        self.stops = self.clock.flag(descent.stopped, self.label("stops"))
        self.starts = OtherStarts(descent, self.walk.map.plot, look)
        self.lives = self.walk.point
        plot, walk = self.walk.map, self.walk
        self.hang(self.heading, *plot.plot.furniture, *plot.bands.risen)
        self.hang(self.scatter.plot, *self.scatter.marks, waiting(*self.scatter.best))
        self.hang(walk.line.line, waiting(self.gap), self.clock)
        self.hang(waiting(walk.way_left, self.starts))
        self.hang(waiting(*walk.best, *walk.names.values()), *walk.trail, walk.glow, walk.point)
        self.hang(
            waiting(
                *self.cuts,
                self.trough,
                *self.cards,
                self.counted,
                self.condition,
                *self.stops,
                walk.count,
                walk.note,
            )
        )

    def build_the_trough(self, small: Box, large: Box) -> None:
        """Make the valley in space, and the two cuts through it."""
        trough, is_broad = Trough(self.descent), small.width > small.height
        boxes = small.split_across(0.5) if is_broad else small.split_down(0.5)
        self.cuts = valley_cuts(boxes, trough, self.label, self.look)
        self.trough = TroughPicture(large, trough, self.label, self.look)

    def shares(self) -> tuple[Share, Share]:
        """Return what the clock tells: what is gone of the error, and of the intercept's way."""
        descent, look = self.descent, self.look
        return (
            Share(
                self.label("error-gone"),
                look.text,
                lambda steps: descent.error_gone(descent.points(steps)),
            ),
            Share(
                self.label("way-gone"),
                look.model,
                lambda steps: descent.way_gone(descent.points(steps)),
            ),
        )

    def places(self) -> tuple[Box, Box, Box]:
        """Return where the map, the data and the strip are."""
        on_map, rest = self.grid.parts(MAP_SHARE, TALL_MAP_SHARE, MAP_SHARE)
        return (on_map, *rest.split_down(TALL_DATA_SHARE if self.grid.is_vertical else DATA_SHARE))

    def deal(self, box: Box) -> tuple[CureCard, ...]:
        """Return a card for each cure, side by side."""
        found, (first, rest) = cures(self.descent), box.split_across(1 / 3)
        boxes = (first, *rest.split_across(0.5))
        named = (
            ("standardise", found.standardised, None),
            ("search", found.searched, found.elsewhere),
            ("momentum", found.with_momentum, None),
        )
        return tuple(
            CureCard(
                at,
                cure,
                log_scale(cure.whole),
                path_window(cure.whole),
                [self.label(key) for key in (name, f"{name}-note", f"{name}-more")],
                self.look,
                other,
            )
            for at, (name, cure, other) in zip(boxes, named, strict=True)
        )

    def ask(self, shot: Shot) -> None:
        """Make ten steps, one by one."""
        shot.until("fall")
        pace = Pace.even(TEN, shot.left_to("gone"))
        shot.walk(lambda progress: self.walk.at(pace.at(progress)[0]), to="gone")
        shot.together(
            Move(appearing(self.walk.names[TEN]), NAME_S),
            Move(pulsing(self.clock.told[0]), PULSE_S),
        )

    def open_the_spreadsheet(self, shot: Shot) -> None:
        """Draw the best line, and look at where both lines' intercepts are read."""
        shot.until("spreadsheet")
        shot.appear(*self.scatter.best, *self.walk.best, seconds=LINE_S)
        shot.until("back")
        shot.by_hand(self.gap.opening(self.far), to="apart")
        shot.appear(*self.gap.shapes, seconds=NAME_S)

    def walk_on(self, shot: Shot) -> None:
        """Make a thousand steps, of which next to nothing is seen."""
        shot.until("hundred")
        shot.walk(self.walk.leap(HUNDRED), to="thousand")
        shot.walk(self.walk.leap(THOUSAND), to="way")
        shot.drive(pulsing(self.clock.told[1]), PULSE_S)

    def stop_too_soon(self, shot: Shot) -> None:
        """Point at the step at which a common rule stops."""
        shot.until("stop")
        shot.appear(*self.stops)
        shot.by_hand(self.walk.leap(self.descent.stopped), to="short")
        shot.drive(self.walk.measure, shot.left_s)

    def leap(self, shot: Shot) -> None:
        """Go to a million steps, while the line turns into the best one."""
        shot.vanish(self.walk.way_left)
        shot.until("leap")
        shot.walk(self.walk.leap(HUNDRED_THOUSAND), to="million")
        names = self.walk.names
        shot.appear(names[HUNDRED_THOUSAND], seconds=NAME_S)
        shot.walk(self.walk.leap(MILLION), shot.left_to("spreadsheet") - NAME_S)
        shot.appear(names[MILLION], seconds=NAME_S)
        shot.until("spreadsheet")
        shot.drive(self.closing, to="walking")
        shot.pulse(self.gap.ring, self.gap.best_ring)

    def closing(self, progress: float) -> None:
        """Let the ring of the best fit close on it once more."""
        share = 1.0 - eased(progress)
        self.walk.map.mark.radius = (RING_PX + share * (WIDE_PX - RING_PX)) * PX

    @property
    def on_map(self) -> tuple[Inked, ...]:
        """What is seen of the map."""
        walk, plot = self.walk, self.walk.map
        words = (*walk.best, *walk.names.values())
        trail = (*walk.trail, walk.glow, walk.point)
        return (*plot.plot.furniture, *plot.bands.risen, *trail, *words)

    def look_across_and_along(self, shot: Shot) -> None:
        """See the valley in space: fall down the wall, and glide along the floor."""
        trough, (across, along) = self.trough, self.cuts
        data = (*self.scatter.shapes, self.walk.line.line, *self.gap.shapes)
        gone = (*self.on_map, *data, *self.clock.shapes, *self.stops)
        self.lives = None
        curves = (shape for cut in self.cuts for shape in cut.shapes if shape not in cut.told)
        ground = (trough.panel, trough.surface, *curves)
        shot.together(*dissolving(gone, ground))
        shot.until("side")
        shot.drive(trough.turn, to="across")
        names = trough.names
        told = (*across.told, trough.count, trough.unit, trough.drawn)
        shot.appear(*told, *names["begin"], seconds=NAME_S)
        pace = Pace.even(TEN, shot.left_to("along") - REST_S)

        def fall(progress: float) -> None:
            step = pace.at(progress)[0]
            across.at(step)
            trough.at(step)

        def glide(progress: float) -> None:
            step = round(TEN + (MILLION - TEN) * progress)
            along.at(step)
            trough.at(step)

        shot.walk(fall, pace.seconds)
        shot.until("along")
        along.at(TEN)
        told = (*along.told, *names["ten"], *names["best"])
        shot.appear(*told, seconds=NAME_S)
        shot.walk(glide, to="ratio")
        for cut in self.cuts:
            shot.drive(pulsing(cut.told[1]), PULSE_S)
        shot.until("number")
        shot.appear(self.condition, seconds=LINE_S)
        shot.drive(pulsing(self.condition), PULSE_S)

    def cure(self, shot: Shot) -> None:
        """Lay a card for each cure when it is named, and let it walk."""
        cuts = (shape for cut in self.cuts for shape in cut.shapes)
        gone = (*cuts, *self.trough.shapes, self.condition)
        shot.until("helps")
        dimmed = Move(lighting(DIMMED_SHARE, *self.walk.trail), NAME_S)
        shot.together(dimmed, *dissolving(gone, (self.counted, *self.on_map)))
        self.lives = self.walk.point
        for cue, card, end in zip(CURES, self.cards, ENDS, strict=True):
            shot.until(cue)
            shot.appear(*card.frame, *card.inside, *card.live, seconds=NAME_S)
            shot.walk(card.walk(), (shot.left_to(end) if end else shot.left_s) - REST_S)
            if card.others:
                shot.until(end)
                shot.drive(card.walk_other, shot.left_to(CURES[-1]) - REST_S)

    def answer(self, shot: Shot) -> None:
        """Walk the plain way once more, and count; then let others come from elsewhere."""
        walk = self.walk
        shot.by_hand(walk.leap(0.0), to="enough")
        shot.together(
            Move(lighting(1.0, *walk.trail), NAME_S),
            Move(appearing(walk.count, walk.note), NAME_S),
        )
        shot.walk(walk.leap(self.descent.steps_needed), to="start")
        shot.drive(self.starts.roll, shot.left_s - LAST_S)


def both_from_zero(descent: LongDescent, home: Window) -> Window:
    """Return the window widened to where x is 0, and to both lines' heights there."""
    far, (_, best) = window_from_zero(descent.whole, home), descent.intercepts
    room = EDGE_SHARE * far.height
    return replace(far, bottom=min(far.bottom, best - room), top=max(far.top, best + room))
