"""The base of every scene: it is handed a brief, and spends each beat's time to the frame."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from manim import Mobject, Scene, config

from scenes.brief import Brief, default_brief
from scenes.film import scene_timeline
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.layout import LEFT, TITLE_Y
from scenes.kit.ink.motion import Drive, appearing, vanishing
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.text.glyphs import escaped
from scenes.telling.narration import labels
from scenes.telling.timeline import Beat, Timeline

__all__ = ["Shot", "Stage", "scene_class"]

TITLE_PX = 34.0


class Shot:
    """The time of one beat, spent by animations one after the other.

    Parameters
    ----------
    stage : Stage
    beat : Beat
    """

    def __init__(self, stage: "Stage", beat: Beat) -> None:
        self._stage = stage
        self._frames = round(beat.length_s * config.frame_rate)
        self._left = self._frames

    def drive(self, function: Callable[[float], None], lowest: Mobject, share: float) -> None:
        """Call a function of progress for a share of the beat; see `motion.Drive`."""
        frames = min(max(round(share * self._frames), 1), self._left)
        if frames == 0:
            function(1.0)
            return
        self._left -= frames
        # Half a frame less than n lets Manim's range of times have n entries whatever the rounding.
        self._stage.play(Drive(function, lowest, (frames - 0.5) / config.frame_rate))

    def appear(self, *shapes: Inked, share: float) -> None:
        """Fade hidden shapes in over a share of the beat."""
        self.drive(appearing(*shapes), self._stage.lowest(*shapes), share)

    def vanish(self, *shapes: Inked, share: float) -> None:
        """Fade shapes out over a share of the beat."""
        self.drive(vanishing(*shapes), self._stage.lowest(*shapes), share)

    def hold(self, share: float = 1.0) -> None:
        """Stand still for a share of the beat, or for what is left of it."""
        frames = min(round(share * self._frames), self._left)
        self._left -= frames
        if frames:
            # A quarter of a frame more than n, which Manim rounds down to n.
            self._stage.wait((frames + 0.25) / config.frame_rate)


class Stage(Scene):
    """A scene of the film.

    A subclass names its `scene_id`, which must be in `scenes.film`, and writes `construct` as a
    table of contents; each beat is a method that opens `self.beat(id)` and spends it.

    Parameters
    ----------
    brief : Brief, optional
        The lesson; the default one if not given, so that plain `manim` can run the scene.
    **manim_options
        Passed on to `manim.Scene`.
    """

    scene_id = ""

    def __init__(self, *, brief: Brief | None = None, **manim_options: Any) -> None:
        # Manim's cache would keep a picture whose numbers have changed: it cannot see them.
        config.disable_caching = True
        self.brief = brief or default_brief()
        self.look = self.brief.look
        super().__init__(**{"camera_class": FilmCamera, **manim_options})
        # A renderer that was handed in has made its camera already, with Manim's own ground.
        self.camera.background_color = self.look.ground
        self.timeline: Timeline = scene_timeline(self.scene_id, self.brief)

    @contextmanager
    def beat(self, beat_id: str) -> Iterator[Shot]:
        """Open a beat; when it closes, what is left of its time is stood still."""
        shot = Shot(self, self.timeline.beat(beat_id))
        yield shot
        shot.hold()

    def tells(self, start: str) -> bool:
        """Return whether a beat has an id that starts so."""
        return any(beat.id.startswith(start) for beat in self.timeline.beats)

    def told(self, start: str) -> str:
        """Return the id of the one beat whose id starts so: lessons differ in how it ends."""
        (beat_id,) = (beat.id for beat in self.timeline.beats if beat.id.startswith(start))
        return beat_id

    def hide(self, *shapes: Inked) -> None:
        """Add shapes, in painting order, that are not seen yet."""
        self.add(*(shape.veil(0.0) for shape in shapes))

    def title(self) -> Type:
        """Return the scene's title at its place."""
        return Type(escaped(self.timeline.title), TITLE_PX, self.look.text).at(LEFT, TITLE_Y)

    def label(self, key: str) -> str:
        """Return a few words for the picture, from the narration."""
        return labels(self.brief.look.language, self.scene_id)[key]

    def lowest(self, *shapes: Mobject) -> Mobject:
        """Return the one of the shapes that is painted first."""
        return next(mobject for mobject in self.mobjects if mobject in shapes)


def scene_class(scene: str) -> type[Stage]:
    """Return the class that draws a scene: the one kind of `Stage` that `scenes.<id>` defines.

    Raises
    ------
    ModuleNotFoundError
        If there is no such scene.
    """
    module = import_module(f"scenes.{scene}")
    (found,) = (
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Stage) and kind.__module__ == module.__name__
    )
    return found
