"""A scene of one's own, from outside the house: one class that is its script, too."""

from typing import Any, ClassVar

from gdcore.experiment import Experiment
from scenes.film import is_shipped
from scenes.stage import Stage
from scenes.telling.own_scenes import enter
from scenes.telling.sentences import Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["OwnScene"]


class OwnScene(Stage):
    """A stage with its words and its score; as soon as it is defined, the film knows it.

    A subclass has a `scene_id`, `words`, a `score`, `lay_out` and a method for each beat. It is
    handed the lesson's own descent.

    Attributes
    ----------
    words : str
        TOML: `title`, `[sentences]`, `[labels]` and `[seen]`, as in the narration's files.
    KEY : tuple of str
        The beats that a short film tells; none leaves the scene out of it.
    """

    words: ClassVar[str] = ""
    KEY: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Make the scene known.

        Raises
        ------
        ValueError
            If its id is none or the film's already, or its words cannot be read.
        """
        super().__init_subclass__(**options)
        if is_shipped(cls.scene_id):
            raise ValueError(f"scene_id {cls.scene_id!r} is a scene of the film: choose another")
        if cls.scene_id:
            enter(cls.scene_id, cls, cls.words)

    @staticmethod
    def score(experiment: Experiment) -> Score:
        """Return the beats that a lesson has, in order, and the keys of each one's sentences."""
        raise NotImplementedError

    @staticmethod
    def unsuited(experiment: Experiment) -> str:
        """Return the key of the label that says why a lesson has no such scene, or nothing."""
        del experiment
        return ""

    @staticmethod
    def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
        """Return what the names in braces stand for: none, but `{line}` and the like."""
        del experiment, words
        return {}
