"""Pages of the written session: rooms and seats, room lists, attendance."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications.numbers import in_order
from appointments.competitions import context
from appointments.competitions.models import Paper
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock
from appointments.exams import forms, queries, room_minutes
from appointments.exams.commands import sittings
from appointments.exams.views.parts import (
    ROOM_READERS,
    bp,
    case_of,
    demand,
    is_on_screen,
    paper_or_404,
    typed_rows,
)
from appointments.web import policy
from appointments.web.db import db
from workflows.calendar import local_day
from workflows.parameters import Staff
from workflows.roles import CHAIR, INVIGILATOR, SECRETARY
from workflows.rules import PARAMETERS

FEWEST_ROOMS = 3


@bp.route("/papers/<uuid:id>/rooms", methods=["GET", "POST"])
@policy.requires("room:arrange")
def rooms(id: UUID) -> Any:
    """Lay out the rooms; every listed candidate is seated by number."""
    paper = paper_or_404(id)
    demand(paper.round, SECRETARY, CHAIR)
    present = queries.rooms(db.session, id)
    count = typed_rows(len(present), FEWEST_ROOMS)
    watchers = queries.serving(db.session, paper.round_id, INVIGILATOR, clock.now())
    form = forms.rooms_form(count, watchers, present)
    if not form.validate_on_submit() or form["more"].data:
        facts = case_of(paper).facts
        return render_template("exams/rooms.html", form=form, paper=paper, count=count, watchers=watchers, facts=facts)
    back = url_for(".seats", id=id)
    sittings.arrange_rooms(db.session, id, forms.rooms_of(form, count), by=form.by(back), now=clock.now())
    flash(_("The rooms are laid out and the candidates seated."), "success")
    return redirect(back, 303)


@bp.route("/papers/<uuid:id>/time", methods=["GET", "POST"])
@policy.requires("room:arrange")
def session_time(id: UUID) -> Any:
    """Set the session's time anew."""
    paper = paper_or_404(id)
    demand(paper.round, SECRETARY, CHAIR)
    form = forms.TimeForm(data={"starts_at": paper.starts_at})
    if not form.validate_on_submit():
        return render_template("exams/time.html", form=form, paper=paper)
    back = url_for(".paper", id=id)
    sittings.set_time(db.session, id, form.starts_at.data, by=form.by(back), now=clock.now())
    return redirect(back, 303)


@bp.get("/papers/<uuid:id>/seats")
@policy.requires("seat:read")
def seats(id: UUID) -> str:
    """The room lists, for the door of each room: number, name, seat. Printable."""
    paper = paper_or_404(id)
    demand(paper.round, *ROOM_READERS)
    return render_template("exams/seats.html", paper=paper, rooms=_by_room(paper))


@bp.get("/papers/<uuid:id>/room-lists")
@policy.public
def room_lists(id: UUID) -> str:
    """In which room and seat each number sits; without names, once the lists are posted."""
    paper = queries.posted_paper(db.session, id)
    rows = sorted(queries.seats(db.session, id), key=lambda seat: in_order(seat.application.number))
    return render_template("exams/room_lists.html", paper=paper, seats=rows)


@bp.get("/papers/<uuid:id>/attendance")
@policy.requires("attendance:write")
def attendance(id: UUID) -> str:
    """Who came, room by room; the invigilator's own rooms first."""
    paper = paper_or_404(id)
    roles = demand(paper.round, INVIGILATOR, SECRETARY)
    facts = case_of(paper).facts
    return render_template(
        "exams/attendance.html",
        paper=paper,
        rooms=(rooms := _by_room(paper)),
        seats=sum(len(one["seats"]) for one in rooms),
        facts=facts,
        may_record=paper.state == "ready" and bool(roles),
    )


@bp.route("/papers/<uuid:id>/attendance/<uuid:application_id>", methods=["GET", "POST"])
@policy.requires("attendance:write")
def record(id: UUID, application_id: UUID) -> Any:
    """Record one candidate: came, absent, handed in."""
    paper = paper_or_404(id)
    demand(paper.round, INVIGILATOR, SECRETARY)
    seat = queries.seat_for(db.session, paper, application_id)
    given: dict[str, Any] = {
        "outcome": _outcome(seat), "sheets": seat.sheets, "explained": seat.explained, "arrived_at": seat.arrived_at,
    }  # fmt: skip
    form = forms.OutcomeForm(data=given)
    if is_on_screen(paper):
        del form.sheets
    if not form.validate_on_submit():
        return render_template("exams/record.html", form=form, paper=paper, seat=seat, **late_rule(paper))
    back = url_for(".attendance", id=id) + f"#seat-{seat.id.hex}"
    sittings.record_attendance(
        db.session, id, application_id,
        present=form.outcome.data != "absent",
        collected=form.outcome.data == "collected",
        sheets=form.sheets.data if form.sheets else None,
        explained=form.explained.data or "",
        arrived_at=form.arrived_at.data,
        by=form.by(back),
        now=clock.now(),
    )  # fmt: skip
    return redirect(back, 303)


def late_rule(paper: Paper) -> dict[str, Any]:
    """Until when who comes late is admitted, and under which rule."""
    minutes = context.rules_of(paper.round, clock.now())["exam.late_minutes"]
    until = paper.starts_at + timedelta(minutes=minutes) if paper.starts_at else None
    text = PARAMETERS["exam.late_minutes"].edition(local_day(paper.starts_at or clock.now()), Staff.civil_servant)
    return {"late_minutes": minutes, "until": until, "late_rule": text.sources[0]}


def _outcome(seat: Any) -> str | None:
    if seat.present is None:
        return None
    return "absent" if not seat.present else "collected" if seat.collected else "none"


def _by_room(paper: Paper) -> list[dict[str, Any]]:
    """Rooms with their seats; those that the asker watches first, with the names of who watches."""
    me = viewer_id()
    found = [
        {
            "room": one.room,
            "mine": me.hex in one.room.invigilators,
            "watched_by": one.invigilators,
            "seats": one.seats,
        }
        for one in room_minutes.seated(db.session, paper.id)
    ]
    return sorted(found, key=lambda one: not one["mine"]) if paper.state == "ready" else found
