"""Tables whose rows can stand as cards on a narrow screen: each cell says under which head it belongs."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

CELL = re.compile(r"<(tr|th|td)\b([^>]*)>")
SPAN = re.compile(r'\bcolspan="(\d+)"')


def init_app(app: Flask) -> None:
    """Give the table component its filter."""
    app.jinja_env.filters["labelled"] = labelled


def labelled(rows: str, head: Sequence[str | Mapping[str, Any]]) -> Markup:
    """These rows, every data cell with the text of its column's head; the style sheet shows it on a narrow screen."""
    texts = [escape(one["text"] if isinstance(one, Mapping) else one).striptags() for one in head]
    column = 0

    def mark(tag: re.Match[str]) -> str:
        nonlocal column
        name, given = tag.groups()
        if name == "tr":
            column = 0
            return tag[0]
        at, span = column, SPAN.search(given)
        column += int(span[1]) if span else 1
        if name == "th" or span or at >= len(texts):
            return tag[0]
        return f'<{name}{given} data-label="{escape(texts[at])}">'

    return Markup(CELL.sub(mark, str(rows)))  # noqa: S704 - the rows are the template's own, the texts are escaped
