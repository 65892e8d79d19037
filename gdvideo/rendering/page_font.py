"""The lesson's own font, put beside its film for the pages that are made of it."""

from pathlib import Path

from gdvideo.fonts import page_font, published, shown_letters
from gdvideo.rendering.folder import OutputFolder
from gdvideo.rendering.plan import RenderPlan

__all__ = ["font_beside"]


def font_beside(plan: RenderPlan, folder: OutputFolder) -> list[Path]:
    """Write the font that words are set in; return its file, none if it is the shipped one.

    Parameters
    ----------
    plan : RenderPlan
    folder : OutputFolder
    """
    look, experiment = plan.brief.look, plan.brief.experiment
    name = published(look.font)
    if look.font is None or name is None:
        return []
    content = page_font(look.font, plan.title + shown_letters(experiment, look.language))
    folder.fill(name, content)
    return [folder.publish(name)]
