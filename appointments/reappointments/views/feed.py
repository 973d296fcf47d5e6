"""The last days of terms as calendar entries (ICS), for a signed-in officer to take into a calendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from flask import Response
from icalendar import Calendar as Feed
from icalendar import Event

from appointments.competitions.views.parts import reach
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import terms
from appointments.decisions.models import Decision
from appointments.organisation import queries as organisation
from appointments.reappointments.views.parts import bp
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.i18n import language
from workflows.calendar import Calendar, local_day
from workflows.words import Words

MOST = 2000
"""More terms than an agency has; a calendar with more is of no use."""
NOTICE = Words("Hạn cuối thông báo hết thời hạn giữ chức vụ", "Last day for the notice that the term ends")
DECISION = Words("Hạn cuối quyết định bổ nhiệm lại", "Last day for the decision on reappointment")
END = Words("Hết thời hạn giữ chức vụ", "The term of office ends")


@bp.get("/calendar.ics")
@policy.requires("term:follow")
def calendar() -> Response:
    """The last days of all running terms within reach."""
    rows = terms.rows(db.session, terms.running(db.session, reach()), 0, MOST)
    return answer(rows, "terms.ics")


@bp.get("/terms/<uuid:id>.ics")
@policy.requires("term:follow")
def of_one(id: UUID) -> Response:
    """The last days of one term."""
    rows = terms.rows(db.session, terms.every(db.session, reach()).where(Decision.id == id), 0, 1)
    if not rows:
        raise NotFound(Decision, id)
    return answer(rows, f"term-{id}.ics")


def answer(found: Sequence[Decision], name: str) -> Response:
    """The calendar as a file."""
    feed = Feed()
    feed.add("prodid", "-//Minh Tuyen//vi")
    feed.add("version", "2.0")
    if found:
        first, last = (row.term_ends_on or date.min for row in (found[0], found[-1]))
        days = organisation.calendar(db.session, first.year - 1, last.year + 2)
        for row in found:
            for entry in entries(row, days, clock.now()):
                feed.add_component(entry)
    sent = Response(feed.to_ical(), mimetype="text/calendar")
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    sent.headers["Cache-Control"] = "no-store"
    return sent


def entries(row: Decision, days: Calendar, now: datetime) -> list[Event]:
    """Notice, decision and the end of one term, each a whole day; those that lie behind are left out."""
    times = terms.times_of(row, days)
    who = f"{row.person.full_name}, {row.post.title(language())}, {row.post.agency.name(language())}"
    made = []
    for key, day, words in (
        ("notice", times.notice.day, NOTICE), ("decision", times.decision.day, DECISION), ("end", times.ends_on, END),
    ):  # fmt: skip
        if day < local_day(now):
            continue
        event = Event()
        event.add("uid", f"{row.id}-{key}@minh-tuyen")
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"{say(words)}: {who}")
        made.append(event)
    return made
