"""A scene of one's own to begin with: one Python file, right for any lesson."""

from pathlib import Path
from typing import Final

from gdvideo.errors import InputError
from gdvideo.rendering.folder import write_whole
from scenes.film import is_shipped

__all__ = ["new_scene", "write_new_scene"]

_TEMPLATE: Final = '''\
"""A scene of one's own. Film it:  gdvideo render --scenes FILE  (or: manim -pql FILE CLASS)

More on what there is to draw with: docs/kit.md of gdvideo.
"""

from scenes.kit.ink.exhibit import waiting
from scenes.kit.plots.scatter import scatter
from scenes.kit.plots.standing import model_shape, show_model
from scenes.own import OwnScene


class CLASS(OwnScene):
    """The data; what a descent does to the model; the best fit."""

    # Clips and captions are called so; `--scene SCENE` names it.
    scene_id = "SCENE"

    # What is said. A word between |bars| is a cue: the picture can wait for it. Names in {braces}
    # are filled in by `numbers` below; {line} is what this lesson's model is called.
    words = """
title = "Step by step to the data"

[sentences]
rows = "Here are |your| {points}."
steps = "Each |step| moves the {line}, {steps} in all."
best = "And |here|, dashed, is the best fit."

[seen]
show_the_data = "The data."
walk = "The model moves, step by step."
show_the_best = "The best fit, dashed."
"""

    # The beats that a short film (`--length short`) tells.
    KEY = ("walk",)

    @staticmethod
    def score(experiment):
        """Return the beats of a lesson, in order, and what is said in each, by keys."""
        return {"show_the_data": ("rows",), "walk": ("steps",), "show_the_best": ("best",)}

    @staticmethod
    def numbers(experiment, words):
        """Return what the names in braces stand for."""
        return {
            "points": words.count("data-points", experiment.data.n),
            "steps": words.count("steps", experiment.trajectory.steps),
        }

    def lay_out(self):
        """Hang up all pictures, in painting order; what is `waiting` is not seen yet."""
        experiment = self.brief.experiment
        self.data = scatter(self.grid.whole, experiment, self.look)
        self.line = model_shape(self.data.plot, experiment, self.look.model)
        self.show(0)
        self.hang(self.title(), self.data.plot, *self.data.marks)
        self.hang(waiting(self.line, *self.data.best))
        # What moves a little where words take long.
        self.lives = self.line

    def show(self, step):
        """Let the line be that of a step of the descent."""
        experiment = self.brief.experiment
        show_model(self.line, self.data.plot, experiment, experiment.trajectory.points[step])

    # A method for each beat: its shot is the beat's time, spent by movements and on cues.

    def show_the_data(self, shot):
        """Let the rows swell, and the first line come."""
        shot.until("your")
        shot.pulse(*self.data.marks)
        shot.appear(self.line)

    def walk(self, shot):
        """Move the line through all steps; progress goes from 0 to 1."""
        last = self.brief.experiment.trajectory.steps
        shot.until("step")
        shot.walk(lambda progress: self.show(round(progress * last)), shot.left_s)

    def show_the_best(self, shot):
        """Draw the best fit."""
        shot.until("here")
        shot.appear(*self.data.best)
'''


def new_scene(scene: str, file: str) -> str:
    """Return a file with a scene to begin with.

    Parameters
    ----------
    scene : str
        Its id.
    file : str
        How the file will be called.

    Raises
    ------
    InputError
        If the id is none, or a scene of the film has it.
    """
    if not (scene.isidentifier() and scene.isascii()):
        raise InputError(
            f"--scene got {scene!r}: a scene's id is letters, digits and _, no digit first."
        )
    if is_shipped(scene):
        raise InputError(f"--scene got {scene!r}, which is a scene of the film; choose another id.")
    kind = scene.title().replace("_", "") or "Scene"
    return _TEMPLATE.replace("SCENE", scene).replace("CLASS", kind).replace("FILE", file)


def write_new_scene(target: Path, scene: str) -> None:
    """Write a file with a scene to begin with.

    Raises
    ------
    InputError
        If there is such a file already, or it cannot be written; as for `new_scene`, too.
    """
    if target.exists():
        raise InputError(
            f"{target} is there already; another name, or none of that name, is needed"
        )
    write_whole(target, new_scene(scene, target.name).encode())
