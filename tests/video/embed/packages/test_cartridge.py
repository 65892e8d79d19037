"""The Common Cartridge, held to the rules of its specification, read class by class.

No checker of cartridges is to be had from package registries, nor are the schemas of version 1.3;
the rules are those that the published profile of Content Packaging gives its classes in words.
"""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from gdvideo.embed.course import Course
from gdvideo.embed.files import Zip
from gdvideo.embed.packages.cartridge import cartridge
from tests.video.embed.packages.systems import unpacked

CP = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
CHILDREN = {
    "manifest": "metadata organizations resources",
    "metadata": "schema schemaversion lom",
    "lom": "general",
    "general": "title",
    "organizations": "organization",
    "organization": "item",
    "item": "title( item)*",
    "resources": "resource( resource)*",
    "resource": "file( file)*( dependency)*",
}
"""Which classes a class may have, in this order; a class that is not named has none."""
ATTRIBUTES = {
    "manifest": {"identifier"},
    "organization": {"identifier", "structure"},
    "item": {"identifier", "identifierref"},
    "resource": {"identifier", "type", "href"},
    "file": {"href"},
    "dependency": {"identifierref"},
    "string": {"language"},
}
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def _class(node: ElementTree.Element) -> str:
    return node.tag.split("}")[1]


def _faults(manifest: str, names: set[str]) -> set[str]:
    """Return which rules a manifest breaks, with the names of the files beside it."""
    root = ElementTree.fromstring(manifest)
    return {*_faults_of_shape(root), *_faults_of_names(root, names)}


def _faults_of_shape(root: ElementTree.Element) -> set[str]:
    faults = set()
    (top,) = root.iter(f"{{{CP}}}organization")
    for node in root.iter():
        rule = "( ?item)*" if node in top else CHILDREN.get(_class(node), "")
        rule = {"title": "(string)?"}.get(_class(node), rule)
        if not re.fullmatch(rule, " ".join(map(_class, node))):
            faults.add(f"classes of {_class(node)}")
        if set(node.attrib) - ATTRIBUTES.get(_class(node), set()):
            faults.add(f"attributes of {_class(node)}")
        in_lom = _class(node) in {"lom", "general", "string"}
        if not (in_lom or _class(node) == "title") and not node.tag.startswith(f"{{{CP}}}"):
            faults.add("namespace")
    if [root.findtext(f".//{{{CP}}}{each}") for each in ("schema", "schemaversion")] != [
        "IMS Common Cartridge",
        "1.3.0",
    ]:
        faults.add("schema")
    if top.attrib["structure"] != "rooted-hierarchy":
        faults.add("structure")
    return faults


def _faults_of_names(root: ElementTree.Element, names: set[str]) -> set[str]:
    faults = set()
    given = Counter(
        node.attrib["identifier"] for node in root.iter() if "identifier" in node.attrib
    )
    if max(given.values()) > 1 or not all(map(NAME.fullmatch, given)):
        faults.add("identifiers")
    resources = {node.attrib["identifier"]: node for node in root.iter(f"{{{CP}}}resource")}
    pointing = [node for node in root.iter() if "identifierref" in node.attrib]
    if any(node.attrib["identifierref"] not in resources for node in pointing):
        faults.add("references")
    if any(len(node) > 1 for node in pointing if _class(node) == "item"):
        faults.add("an item of content with items below it")
    listed = [node.attrib["href"] for node in root.iter(f"{{{CP}}}file")]
    if sorted(listed) != sorted(names):
        faults.add("files")
    for node in resources.values():
        if node.attrib["type"] != "webcontent":
            faults.add("type")
        if node.attrib["href"] not in {each.attrib.get("href") for each in node}:
            faults.add("href of a resource")
    return faults


@pytest.fixture(scope="module")
def package(course: Course) -> Zip:
    found = cartridge(course)["cartridge.imscc"]
    assert isinstance(found, Zip)
    return found


@pytest.fixture(scope="module")
def manifest(package: Zip) -> str:
    text = package.files["imsmanifest.xml"]
    assert isinstance(text, bytes)
    return text.decode()


@pytest.fixture(scope="module")
def names(package: Zip) -> set[str]:
    return package.files.keys() - {"imsmanifest.xml"}


def test_no_rule_is_broken(manifest: str, names: set[str]) -> None:
    assert _faults(manifest, names) == set()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("1.3.0", "1.2.0", "schema"),
        ("rooted-hierarchy", "flat", "structure"),
        ('identifierref="page-2"', 'identifierref="page-9"', "references"),
        ('<item identifier="root">', '<item identifier="root"><title>x</title>', "classes of item"),
        ('identifier="page-2"', 'identifier="page-1"', "identifiers"),
        ("film-", "1-", "identifiers"),
        ('type="webcontent"', 'type="html"', "type"),
        ('<file href="film/index.html"/>', "", "classes of resource"),
        ("film/media/explainer.mp4", "film/media/gone.mp4", "files"),
        ("</metadata>", "<keyword/></metadata>", "classes of metadata"),
        ('href="film/hook.html">', 'href="film/other.html">', "href of a resource"),
        (
            '<item identifier="module">',
            '<item identifier="module" isvisible="0">',
            "attributes of item",
        ),
    ],
)
def test_a_broken_rule_would_be_found(
    manifest: str, names: set[str], old: str, new: str, fault: str
) -> None:
    assert old in manifest
    assert fault in _faults(manifest.replace(old, new), names)


def test_the_module_has_the_film_and_each_clip(manifest: str, course: Course) -> None:
    root = ElementTree.fromstring(manifest)
    places = {
        node.attrib["identifier"]: node.attrib["href"] for node in root.iter(f"{{{CP}}}resource")
    }
    shown = [
        (node.findtext(f"{{{CP}}}title"), places[node.attrib["identifierref"]])
        for node in root.iter(f"{{{CP}}}item")
        if "identifierref" in node.attrib
    ]
    assert shown == [
        (course.film.title, "film/index.html"),
        *((clip.title, f"film/{clip.id}.html") for clip in course.clips),
    ]
    title = root.find(f".//{{{LOM}}}title/{{{LOM}}}string")
    assert title is not None
    assert (title.text, title.attrib["language"]) == (course.film.title, course.language)


def test_its_pages_play_where_they_were_unpacked(
    package: Zip, page: Page, serve: Callable[..., str], tmp_path: Path
) -> None:
    answers: list[tuple[str, bool]] = []
    address = serve(unpacked(package, tmp_path / "cartridge"))
    page.on("response", lambda response: answers.append((response.url, response.ok)))
    page.goto(f"{address}/film/iterate.html")
    page.wait_for_function("document.querySelector('video').readyState > 0")
    assert answers != []
    assert all(url.startswith(f"{address}/film/") and is_ok for url, is_ok in answers)
