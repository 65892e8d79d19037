"""What a film says and shows, to be read: the transcript, in Markdown and in HTML."""

from dataclasses import dataclass

from gdvideo.embed.mathml import AnyFormula, named_equations
from gdvideo.embed.templates import filled
from gdvideo.rendering.captions import marked
from gdvideo.rendering.clock import clock
from gdvideo.rendering.schedule import film_starts_s
from scenes.telling.narration import page_words
from scenes.telling.timeline import Timeline

__all__ = ["Transcript"]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A film, or a clip, as words.

    Parameters
    ----------
    language, title : str
    timelines : tuple of Timeline
        Of its scenes, in order.
    formulas : tuple of AnyFormula
        Of the lesson; see `gdvideo.rendering.derivations.formulas`.
    credits : tuple of str
        Who made the lesson, and under which licence it is given away.
    font : str, optional
        The name of the file of its letters, which lies beside the page or in the folder above.
    """

    language: str
    title: str
    timelines: tuple[Timeline, ...]
    formulas: tuple[AnyFormula, ...]
    credits: tuple[str, ...] = ()
    font: str | None = None

    @property
    def markdown(self) -> str:
        """What is said in each beat, with its time, then what is seen; formulas as text."""
        words = page_words(self.language)
        lines = [f"# {marked(self.title)}"]
        if self.credits:
            lines.append(marked(" · ".join(self.credits)))
        for scene, start_s in zip(self.timelines, film_starts_s(self.timelines), strict=True):
            lines.append(f"## {marked(scene.title)}")
            for beat in scene.beats:
                lines.append(f"**{clock(start_s + beat.start_s)}** {marked(beat.words)}")
                if beat.seen:
                    lines.append(f"*{words['transcript']['seen']}* {marked(beat.seen)}")
        lines.append(f"## {words['formulas']['title']}")
        names = named_equations(self.formulas, self.language)
        lines += [
            f"{marked(name)}: `{formula.text}`"
            for (name, _), formula in zip(names, self.formulas, strict=True)
        ]
        return "\n\n".join(lines) + "\n"

    @property
    def page(self) -> str:
        """The same as a page of HTML, formulas as MathML."""
        scenes = zip(self.timelines, film_starts_s(self.timelines), strict=True)
        page = filled(
            "transcript.html",
            language=self.language,
            title=self.title,
            credits=self.credits,
            font=self.font,
            scenes=[*scenes],
            words=page_words(self.language),
            formulas=named_equations(self.formulas, self.language),
        )
        return page.decode()
