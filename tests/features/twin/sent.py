"""Forms as a browser finds them on pages, filled in for whoever sends one that was found by somebody else."""

import html
import re
from collections.abc import Iterator

from tests.features.twin.memory import Answer

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_ONE = "input|select|textarea|button"
FIELD = re.compile(rf"<({_ONE})\b([^>]*)>(.*?)(?=<(?:{_ONE})\b|$)", re.DOTALL)
GIVEN = re.compile(r'\b(action|method|name|value|type)="([^"]*)"')
TYPED = "1"
"""What is written into an empty field: a number and a text."""

Fields = dict[str, str]


def forms(address: str, answer: Answer) -> Iterator[tuple[str, Fields]]:
    """Where each form of a page is sent, and its fields: what stood in them, or TYPED."""
    if not answer.is_page:
        return
    for opening, inside in FORM.findall(answer.body.decode()):
        given = _given(opening)
        if given.get("method") == "post":
            yield given.get("action") or address, dict(_fields(inside))


def _fields(inside: str) -> Iterator[tuple[str, str]]:
    for tag, opening, following in reversed(FIELD.findall(inside)):  # of several choices the first one stays
        given = _given(opening)
        if (name := given.get("name")) and given.get("type") != "file":
            chosen = [value for _, value in GIVEN.findall(following) if value] if tag == "select" else []
            yield name, html.unescape(chosen[0]) if chosen else given.get("value") or TYPED


def _given(opening: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in GIVEN.findall(opening)}
