"""The base of every scene: it is handed a brief, and plays the beats that the script has."""

from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import islice, zip_longest
from typing import Any

from manim import Mobject, Scene, config

from scenes.brief import Brief, default_brief
from scenes.film import brief_for, scene_label, scene_timeline
from scenes.join import Join, Picture
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.curtain import Curtain
from scenes.kit.ink.exhibit import Exhibit, parts_of
from scenes.kit.ink.motion import Drive, lasting_s, pulsing, vanishing
from scenes.kit.ink.shapes import Inked
from scenes.kit.text.title import Title
from scenes.kit.text.typesetter import lettering
from scenes.shot import Drift, Shot
from scenes.telling.abridged import JOIN_S
from scenes.telling.own_scenes import own_scene
from scenes.telling.timeline import PRELUDE_S, Beat, Timeline

__all__ = ["Stage", "scene_class"]


class Stage(Scene):
    """A scene of the film.

    A subclass names its `scene_id`, which must be in `scenes.film`, hangs up its pictures in
    `lay_out`, and has a method for each beat of its script, which is handed the beat's shot.

    Parameters
    ----------
    brief : Brief, optional
        The lesson; the default one if not given, so that plain `manim` can run the scene. The
        stage's own `brief` is what the film has the scene show of it.
    **manim_options
        Passed on to `manim.Scene`.

    Attributes
    ----------
    shows_own : bool
        Whether it shows the lesson's own descent, not the plain one in its place.
    shots : dict of str to Shot
        The shots of the beats that have been played, by beat.
    drift : Drift, optional
        What goes on meanwhile; see `Shot.meanwhile`.
    stood : int
        For how many frames nothing has moved.
    lives : Inked, optional
        The one thing that lives: it moves a little where words take long.
    unseen : bool
        Whether what is played is not seen.
    numbers_run : bool
        Whether numbers may show, just now, what they show neither before nor after a movement.
    """

    scene_id = ""

    def __init__(self, *, brief: Brief | None = None, **manim_options: Any) -> None:
        # Manim's cache would keep a picture whose numbers have changed: it cannot see them.
        config.disable_caching = True
        given = brief or default_brief()
        self.brief = brief_for(self.scene_id, given)
        self.shows_own = self.brief is given
        self.look, self.grid = self.brief.look, self.brief.grid
        options: dict[str, Any] = {"camera_class": FilmCamera, **manim_options}
        super().__init__(**options)
        # A renderer that was handed in has made its camera already, with Manim's own ground.
        camera: Any = self.camera
        camera.background_color = self.look.ground
        self.timeline: Timeline = scene_timeline(self.scene_id, self.brief)
        self.shots: dict[str, Shot] = {}
        self.drift: Drift | None = None
        self.lives: Inked | None = None
        self.numbers_run = False
        self.unseen = False
        self._stretch = range(len(self.timeline.beats))
        self.stood = 0

    def leave_out_ground(self) -> None:
        """Let nothing be behind the pictures."""
        camera: Any = self.camera
        camera.background_color, camera.background_opacity = "#000000", 0.0

    def show_only(self, first: int, behind: int) -> None:
        """Show a stretch of the scene only: play the beats before it unseen, and end with it.

        Parameters
        ----------
        first, behind : int
            The numbers of its first beat, and of the one after its last.
        """
        self._stretch = range(first, behind)

    def construct(self) -> None:
        """Hang up the pictures, let them be seen, then play the beats, pauses at their ends."""
        self.open()
        self.unseen = self._stretch.start > 0
        self.open_curtain()
        with lettering(self.look.font):
            self._play_all()

    def _play_all(self) -> None:
        beats = zip_longest(self.timeline.beats, self.timeline.unseen)
        for number, (beat, passed) in enumerate(islice(beats, self._stretch.stop)):
            self.unseen = number < self._stretch.start
            if self.shots and passed:
                self.join(passed)
            shot = self.shots[beat.id] = Shot(self, beat)
            self._play_out(beat, shot)

    def open(self) -> None:
        """Hang up the pictures, and pass over what comes before the first beat that is told."""
        with lettering(self.look.font):
            self.lay_out()
            for passed in self.timeline.unseen[:1]:
                self.pass_over(passed)

    def _play_out(self, beat: Beat, shot: Shot) -> None:
        """Play a beat, and stand still until it is over."""
        getattr(self, beat.id)(shot)
        shot.pause()

    def pass_over(self, beats: Iterable[Beat]) -> None:
        """Play beats that are not seen: each movement is at its end at once."""
        before, self.unseen = self.unseen, True
        for beat in beats:
            self._play_out(beat, Shot(self, beat))
        self.unseen = before

    def join(self, passed: Iterable[Beat]) -> None:
        """Go to the picture after some beats, which are not seen."""
        before = Picture.of(self.mobjects)
        self.pass_over(passed)
        hung = self.mobjects
        join = Join.of(before, Picture.of(hung))
        self.mobjects = [*join.hung]
        frames = round(JOIN_S * config.frame_rate)
        self.play(Drive(join.movement, join.lowest, lasting_s(frames)))
        self.mobjects = hung

    def play(self, *animations: Any, **options: Any) -> None:
        """Play animations; those that are not seen have happened at once."""
        if not self.unseen:
            super().play(*animations, **options)
            return
        for animation in animations:
            animation.begin()
            animation.finish()

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order."""
        raise NotImplementedError

    def open_curtain(self) -> None:
        """Let the first picture fade in from the ground: the prelude."""
        curtain = Curtain(self.look.ground)
        self.add(curtain)
        frames = round(PRELUDE_S * config.frame_rate)
        self.play(Drive(vanishing(curtain), curtain, lasting_s(frames)))
        self.remove(curtain)

    def update_mobjects(self, dt: float) -> None:
        """Update what is no shape, where Manim asks all that is hung up: no shape has updaters."""
        for mobject in self.mobjects:
            if not isinstance(mobject, Inked):
                mobject.update(dt)

    def get_mobject_family_members(self) -> list[Mobject]:
        """Return what is hung up, as Manim asks before each movement: no shape has parts."""
        return [*self.mobjects]

    def nudge(self) -> Callable[[float], None] | None:
        """Return a small movement of the one thing that lives, for where words take long."""
        return None if self.lives is None else pulsing(self.lives)

    def hang(self, *exhibits: Exhibit | Inked) -> None:
        """Hang up exhibits, in painting order; what they hide is not seen yet."""
        for parts in map(parts_of, exhibits):
            self.add(*parts.shapes)
            for shape in parts.hidden:
                shape.veil(0.0)

    def title(self) -> Title:
        """Return the scene's title at its place."""
        return Title(self.timeline.title, self.grid, self.look.text)

    def label(self, key: str) -> str:
        """Return a few words for the picture, from the narration."""
        return scene_label(self.scene_id, self.brief, key)


def scene_class(scene: str) -> type[Stage]:
    """Return the class of a scene: the one that its module defines, or that was made known.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    own = own_scene(scene)
    if own:
        return own.kind
    defined = vars(import_module(f"scenes.{scene}")).values()
    (found,) = (
        kind
        for kind in defined
        if isinstance(kind, type) and issubclass(kind, Stage) and kind.scene_id == scene
    )
    return found
