"""Pages of what went wrong in a sitting: the rooms' register, minutes of a violation, sanctions, and one's own."""

from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from appointments.applications.case import application_scopes
from appointments.competitions import context
from appointments.competitions.views.parts import case_page, reach, viewer_id, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import incidents, queries
from appointments.exams.commands import sanctions as commands
from appointments.exams.incidents import Sanction
from appointments.exams.sanction_case import sanction_case, sanction_title
from appointments.exams.sanction_forms import IncidentForm, SanctionForm
from appointments.exams.views.parts import bp, by_me, demand, demand_reading, paper_or_404, reads, roles_towards
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from workflows.roles import INVIGILATOR, SECRETARY
from workflows.sanction import DEDUCTING, KINDS, SITTING, UNTIL_ORAL

REPORTERS = (INVIGILATOR, SECRETARY)
COMPLAIN = "complaints.new"


@bp.route("/papers/<uuid:id>/incidents", methods=["GET", "POST"])
@policy.requires("incident:read")
def incident_register(id: UUID) -> Any:
    """The register of each room, and the sanctions of the paper; whoever was there adds a line."""
    paper = paper_or_404(id)
    roles = demand_reading(paper, "incident")
    rooms = queries.rooms(db.session, id)
    form = IncidentForm(data={"happened_at": clock.now()})
    form.room.choices = [SelectChoice(room.id.hex, room.name) for room in rooms]
    may_write = may_report(paper, roles) and bool(rooms)
    if may_write and form.validate_on_submit():
        back = url_for(".incident_register", id=id)
        commands.record_incident(
            db.session, id, UUID(form.room.data), form.happened_at.data, form.what.data, form.reported_by.data,
            by=form.by(back), now=clock.now(),
        )  # fmt: skip
        flash(_("Recorded in the register."), "success")
        return redirect(back, 303)
    lines = incidents.incidents_of(db.session, id)
    return render_template(
        "exams/incidents.html",
        paper=paper,
        form=form,
        rooms=[(room, [line for line in lines if line[0].room_id == room.id]) for room in rooms],
        sanctions=incidents.sanctions_of(db.session, id),
        seats=queries.seats(db.session, id) if may_write else [],
        kinds=KINDS,
        may_write=may_write,
    )


@bp.route("/papers/<uuid:id>/attendance/<uuid:application_id>/sanction", methods=["GET", "POST"])
@policy.requires("sanction:sign")
def draw_up(id: UUID, application_id: UUID) -> Any:
    """Write the minutes of a violation and sign them first."""
    paper = paper_or_404(id)
    demand(paper.round, *REPORTERS)
    seat = queries.seat_for(db.session, paper, application_id)
    form = SanctionForm(data={"happened_at": clock.now()})
    form.kind.choices = [SelectChoice(kind, effect) for kind, effect in effects(paper.round).items()]
    if not form.validate_on_submit():
        return render_template("exams/draw_up.html", form=form, paper=paper, seat=seat)
    made = commands.draw_up(
        db.session, application_id, form.kind.data, form.happened_at.data, form.minutes.data,
        was_read=form.was_read.data == "yes", witnesses=form.witnesses(),
        by=form.by(url_for(".incident_register", id=id)), now=clock.now(),
    )  # fmt: skip
    flash(_("The minutes are signed by you and await the second signature."), "success")
    return redirect(url_for(".sanction", id=made.id), 303)


@bp.get("/sanctions/<uuid:id>")
@policy.signed_in
def sanction(id: UUID) -> str:
    """One sanction: minutes, signatures, what it does; for its candidate and for the council."""
    found, is_own = sanction_or_404(id)
    return case_page(
        "exams/sanction.html",
        found,
        sanction_case(db.session, found, by_me(), clock.now()),
        () if is_own else application_scopes(found.application),
        lambda trigger: url_for(".sanction_step", id=id, trigger=trigger),
        sanction=found,
        is_own=is_own,
        kind=effects(found.paper.round)[found.kind],
        signers=queries.named(db.session, [p for p in (found.signed_by, found.countersigned_by) if p]),
        complain=complain_of(found.application_id) if is_own else None,
    )


@bp.route("/sanctions/<uuid:id>/steps/<any(countersign, order, dismiss, set_aside):trigger>", methods=["GET", "POST"])
@policy.requires("sanction:countersign")
def sanction_step(id: UUID, trigger: str) -> Any:
    """Sign second, end the exam for this candidate, dismiss, set aside."""
    found, is_own = sanction_or_404(id)
    if is_own:
        raise NotFound(Sanction, id)
    back = url_for(".sanction", id=id)

    def do(form: Any) -> None:
        reason = form.reason.data if "reason" in form else ""
        commands.take_step(db.session, id, trigger, reason, by=form.by(back), now=clock.now(), seen=form.version)
        flash(_("Done. It is on record."), "success")

    case = sanction_case(db.session, found, by_me(), clock.now())
    facts = [
        {"key": _("Sanction"), "value": effects(found.paper.round)[found.kind]},
        {"key": _("Minutes of the violation"), "value": found.minutes},
    ]
    return weighty_step(
        found, found.process, trigger, case, do=do, back=back, title=say(sanction_title(found)), facts=facts
    )


@bp.get("/applications/<uuid:id>/sanctions")
@policy.signed_in
def own_sanctions(id: UUID) -> str:
    """What was decided about the person asking, with the reason and the right to complain."""
    application = queries.own_application(db.session, id, viewer_id())
    paper = application.contest.paper
    assert paper is not None
    return render_template(
        "exams/own_sanctions.html",
        application=application,
        sanctions=incidents.own_sanctions(db.session, id),
        effects=effects(paper.round),
        complain=complain_of(id),
    )


def effects(round_: Any) -> dict[str, str]:
    """Each sanction with what it does under the round's regulation."""
    rules = context.rules_of(round_, clock.now())
    said = {kind: _("%(percent)s %% off the written mark", percent=rules[f"exam.sanction_{kind}_percent"])
            for kind in DEDUCTING}  # fmt: skip
    said |= {
        "suspension": _("ends the exam at once; the script goes with the minutes and is not marked"),
        "annulment": _("no result counts"),
    }
    return {kind: f"{say(label)}: {said[kind]}" for kind, label in KINDS.items()}


def may_report(paper: Any, roles: Any) -> bool:
    """Whether the asker may write into the register now."""
    states = UNTIL_ORAL if SECRETARY in roles else SITTING if INVIGILATOR in roles else ()
    return paper.state in states


def complain_of(application_id: UUID) -> str | None:
    """Where one complains, if the house has such a page."""
    return url_for(COMPLAIN, application=application_id) if COMPLAIN in current_app.view_functions else None


def sanction_or_404(id: UUID) -> tuple[Sanction, bool]:
    """The sanction, and whether it is the asker's own; NotFound for whom it does not concern."""
    found = incidents.sanction_found(db.session, id)
    if found.application.person_id == viewer_id():
        return found, True
    round_ = found.paper.round
    if not queries.within(reach(), round_) or not reads(found.paper, roles_towards(round_), "violation"):
        raise NotFound(Sanction, id)
    return found, False
