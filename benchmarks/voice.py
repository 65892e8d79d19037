"""The voice: what the default lesson's speech costs the first time, and what it costs again.

Times are given as shares of the length of the speech. The first time the engine is started and
speaks on all cores: at most 0.15 is asked for. Again everything comes from the cache: 0.01.
"""

import os
import tempfile
import time

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.voice.voiced import chosen_voice, voiced
from scenes.brief import default_brief
from scenes.film import FILM, scene_sentences


def main() -> None:
    """Speak twice, and print both shares."""
    brief = default_brief()
    beats = {
        (scene, beat): said
        for scene in FILM
        for beat, said in scene_sentences(scene, brief).items()
    }
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GDVIDEO_CACHE"] = folder
        for name, asked in (("first", 0.15), ("again", 0.01)):
            start = time.perf_counter()
            voice = chosen_voice("auto", brief.look.language, print)
            assert voice is not None
            speeches = voiced(beats, voice, lambda _: None)
            taken_s = time.perf_counter() - start
            said_s = sum(len(speech.samples) for speech in speeches.values()) / SAMPLE_RATE
            print(
                f"voice, {name}: {taken_s:.1f} s for {said_s:.0f} s of speech on "
                f"{os.cpu_count()} cores: {taken_s / said_s:.3f}, asked for {asked}"
            )


if __name__ == "__main__":
    main()
