"""A real notebook is run by a real kernel, and its results show themselves."""

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import nbclient
import nbformat
import pytest
from traitlets.config import Config

CELLS = """
import pandas as pd, gdvideo
data = pd.DataFrame({"hours": [1, 2, 4, 6, 7], "score": [20, 30, 55, 61, 75]})
gdvideo.check(data)
---
gdvideo.trace(data, rate=0.05)
---
film = gdvideo.render(data, scenes=["card"], quality="draft", voice="none", captions="soft")
film
---
print(film)
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What each cell shows, by media type."""
    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell(cell.strip()) for cell in CELLS.split("---")]
    folder = tmp_path_factory.mktemp("notebook")
    with TemporaryDirectory() as short:
        # By files: a port that was found free may be taken before the kernel takes it.
        talks = Config(KernelManager={"transport": "ipc", "ip": f"{short}/kernel"})
        nbclient.NotebookClient(
            book,
            config=talks,
            timeout=600,
            startup_timeout=600,
            resources={"metadata": {"path": folder}},
        ).execute()
    found = [
        out
        for cell in book.cells
        for out in cell.outputs
        if "name" not in out or out.name == "stdout"
    ]
    return [out.get("data") or {"text/plain": out.text} for out in found]


def test_the_check_is_sentences_and_a_picture(outputs: list[dict[str, str]]) -> None:
    assert outputs[0]["text/html"].startswith("<p>All is well")
    assert "<svg" in outputs[0]["text/html"]
    assert outputs[0]["text/plain"].startswith("All is well")


def test_the_trace_is_a_table(outputs: list[dict[str, str]]) -> None:
    assert outputs[1]["text/html"].startswith("<table>")
    assert outputs[1]["text/plain"].startswith("5 rows, 100 steps: ")


def test_the_film_is_a_video_with_captions(outputs: list[dict[str, str]]) -> None:
    shown = outputs[2]["text/html"]
    held = dict(re.findall(r'src="data:(video/mp4|text/vtt);base64,([^"]+)"', shown))
    assert b64decode(held["text/vtt"]).startswith(b"WEBVTT")
    with av.open(BytesIO(b64decode(held["video/mp4"]))) as film:
        assert film.streams.video[0].codec_context.name == "h264"
    assert outputs[3]["text/plain"].startswith(str(Path("out") / "explainer.mp4"))
    assert len(outputs[3]["text/plain"].splitlines()) == 1
