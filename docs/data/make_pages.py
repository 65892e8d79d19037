"""Make `docs/questions.md` and `docs/gallery.md`: what the film answers, and what it looks like.

Both are of the default lesson without a voice, in which beats are as long as their words take to
read; with a voice, moments differ a little. Run it by `make pages`.
"""

import tomllib
from pathlib import Path

from gdvideo.rendering.clock import clock
from gdvideo.rendering.schedule import film_length_s, film_starts_s
from scenes.brief import default_brief
from scenes.film import FILM, filled, scene_timeline, script
from scenes.telling.cues import cued
from scenes.telling.narration import scene_words
from scenes.telling.sentences import Rest, sentences

DOCS = Path(__file__).resolve().parents[1]
QUESTIONS = Path(__file__).with_name("questions.toml")
BRIEF = default_brief()
SCENES = {scene: scene_timeline(scene, BRIEF) for scene in FILM}
STARTS_S = dict(zip(FILM, film_starts_s(tuple(SCENES.values())), strict=True))


def texts(scene: str, key: str) -> list[str]:
    """Return the sentences of a key, as they are read."""
    told = cued(scene_words("en", scene).sentence(key))
    return [sentence.words for sentence in sentences(told, filled(scene, BRIEF), "en")]


def said(scene: str, key: str) -> tuple[float, str]:
    """Return when the sentences of a key begin, in seconds of the film, and what they are.

    Raises
    ------
    KeyError
        If the default film does not say it.
    """
    score = script(scene).score(BRIEF.experiment)
    for beat in SCENES[scene].beats:
        keys = [entry for entry in score[beat.id] if not isinstance(entry, Rest)]
        if key in keys:
            before = sum(len(texts(scene, other)) for other in keys[: keys.index(key)])
            begun = STARTS_S[scene] + beat.start_s + beat.sentence_starts_s[before]
            return begun, " ".join(texts(scene, key))
    raise KeyError(f"the default film does not say {key!r} in {scene}")


def questions() -> str:
    """Return the page of what learners asked, and where the film answers it."""
    groups = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["groups"]
    lines = [
        "# What learners ask, and where the film answers it",
        "",
        "Readers of such explanations asked these questions, so many of them each. Scenes, moments",
        "and sentences are those of the default film without a voice. Made by `make pages`.",
    ]
    for group in groups:
        asked = f" ({group['readers']} readers)" if group["readers"] > 1 else ""
        lines += ["", f"**{group['asked']}**{asked}", ""]
        for scene, key in group["answers"]:
            at, text = said(scene, key)
            lines.append(f"- `{scene}` {clock(at)} {text}")
    return "\n".join(lines) + "\n"


def gallery() -> str:
    """Return the page of the scenes, each with its picture if there is one."""
    length = clock(film_length_s(tuple(SCENES.values())))
    lines = [
        "# The film, scene by scene",
        "",
        f"The default lesson without a voice, {length} long. Made by `make pages`; the pictures by",
        "`make golden`.",
    ]
    for scene, timeline in SCENES.items():
        lines += ["", f"## {timeline.title}", ""]
        lines.append(f"`{scene}`, {clock(STARTS_S[scene])}, {timeline.length_s:.0f} s")
        if (DOCS / "pictures" / f"{scene}.png").is_file():
            lines += ["", f"![A picture of the scene {scene}](pictures/{scene}.png)"]
    return "\n".join(lines) + "\n"


PAGES = {"questions.md": questions, "gallery.md": gallery}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
