"""Searching for a person by name or e-mail, as every page asks that leads on with one."""

from typing import Any

from flask import request

from appointments.accounts import queries
from appointments.core import clock
from appointments.web.db import db

SHORTEST = 2
"""So many letters are searched for."""


def found_people() -> dict[str, Any]:
    """What was typed (`?q=`) and who is called so, for templates with `components/people_search.html`."""
    text = request.args.get("q", "").strip()
    is_asked = len(text) >= SHORTEST
    people = queries.people(db.session, text, clock.now()) if is_asked else []
    return {
        "text": text,
        "is_asked": is_asked,
        "people": people[: queries.MOST_FOUND],
        "is_cut": len(people) > queries.MOST_FOUND,
    }
