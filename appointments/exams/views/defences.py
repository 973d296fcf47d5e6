"""A presentation scored on screen, for council and inspectors: who sits, how many signed, the talk, the chair's close.

Until every sheet is signed nothing finer than "k of n signed" is told, to nobody.
"""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications.case import application_case, application_scopes
from appointments.applications.models import Application
from appointments.competitions import queries as competitions
from appointments.competitions.models import Round
from appointments.competitions.views.elsewhere import StepPage, leads
from appointments.competitions.views.parts import case_page, reach, viewer_id, weighty_step
from appointments.core import clock
from appointments.core.errors import Forbidden, NotFound
from appointments.exams import forms, panel, queries, screen_forms
from appointments.exams.commands import defending, rounds, seating
from appointments.exams.criteria import USUAL_STEP, Criterion, criteria_of
from appointments.exams.defence_case import defence_case, known_conflicts, round_of
from appointments.exams.defences import Defence, PanelSeat, counting, sitting
from appointments.exams.views.parts import PANEL_READERS, bp, by_me, demand, roles_towards, typed_rows
from appointments.exams.views.presentations import fitting
from appointments.web import policy, steps
from appointments.web.db import db
from workflows.engine import Option
from workflows.roles import CHAIR, PANEL, SECRETARY

READABLE = ("divergent", "talked_over", "settled", "closed")
"""The states in which every sheet is signed."""
ON_APPLICATION = ("record_oral", "mark_absent")
OWN_PAGES = {"talk_over": "talk_over", "close": "close_defence"}


leads("defence", "talk_over", StepPage("exams.talk_over", fulfils=("talk_is_on_record",)))


@bp.get("/defences/<uuid:id>")
@policy.requires("defence:follow")
def defence(id: UUID) -> Any:
    """One candidate's presentation; a member of the panel is led to the own sheet."""
    found = _defence(id)
    roles = roles_towards(round_of(found))
    if not roles & set(PANEL_READERS):
        if PANEL in roles and viewer_id() in sitting(found):
            return redirect(url_for(".panel_sheet", id=id), 303)
        raise Forbidden("this page is for the council")
    application, case = found.application, defence_case(db.session, found, by_me(), clock.now())
    return case_page(
        "exams/defence.html",
        found,
        case,
        application_scopes(application),
        lambda trigger: url_for(f".{OWN_PAGES[trigger]}", id=id),
        steps_here=tuple(OWN_PAGES),
        application=application,
        round=round_of(found),
        time=queries.presentations(db.session, [id]).get(id),
        is_readable=found.state in READABLE,
        sheets=counting(found),
        signed=len(counting(found)),
        members=sitting(found),
        names=queries.named(db.session, [seat.member_id for seat in found.seats]),
        limit=panel.limit_of(round_of(found)),
        in_conflict=known_conflicts(db.session, application, sitting(found)) if CHAIR in roles else set(),
        may_change=CHAIR in roles and found.state not in ("closed", "discontinued"),
        free=_free(found) if CHAIR in roles else {},
        further=_further(application) if SECRETARY in roles else [],
        further_href=lambda trigger: url_for(f".{trigger}", id=id),
    )  # fmt: skip


@bp.route("/defences/<uuid:id>/talk", methods=["GET", "POST"])
@policy.requires("defence:talk_over")
def talk_over(id: UUID) -> Any:
    """Put on record what the panel said of the sheets that lie too far from the mean."""
    found = _defence(id)
    demand(round_of(found), SECRETARY, CHAIR)
    case = defence_case(db.session, found, by_me(), clock.now())
    if found.state != "divergent":
        raise NotFound(Defence, id)
    form = screen_forms.TalkForm(seen=found.version)
    back = url_for(".defence", id=id)
    if form.validate_on_submit():
        defending.talk_over(db.session, id, form.minutes.data, by=form.by(back), now=clock.now())
        flash(_("The talk is on record. Those concerned score again or keep their score."), "success")
        return redirect(back, 303)
    sheets = counting(found)
    return render_template(
        "exams/talk_over.html", form=form, defence=found, application=found.application, sheets=sheets,
        names=queries.named(db.session, sheets), far=case.facts.far, limit=case.facts.limit,
    )  # fmt: skip


@bp.route("/defences/<uuid:id>/close", methods=["GET", "POST"])
@policy.requires("defence:close")
def close_defence(id: UUID) -> Any:
    """The chair closes the presentation."""
    found = _defence(id)
    demand(round_of(found), CHAIR)
    back = url_for(".defence", id=id)

    def do(form: Any) -> None:
        defending.close(db.session, id, by=form.by(back), now=clock.now(), seen=form.version)
        flash(_("Done. It is on record."), "success")

    case = defence_case(db.session, found, by_me(), clock.now())
    return weighty_step(found, found.process, "close", case, do=do, back=back, title=_name(found))


@bp.route("/defences/<uuid:id>/members/<uuid:member>/remove", methods=["GET", "POST"])
@policy.requires("defence:remove")
def remove_member(id: UUID, member: UUID) -> Any:
    """Take a member in conflict out of this candidate's panel."""
    found = _defence(id)
    demand(round_of(found), CHAIR)
    here, back = sitting(found), url_for(".defence", id=id)
    if member not in here:
        raise NotFound(PanelSeat, member)
    told: dict[str, Any] = {"leaving": str(member), "staying": len(here) - 1}

    def do(form: Any) -> None:
        given: dict[str, Any] = {"by": form.by(back), "now": clock.now()}
        seating.remove(db.session, id, member, form.reason.data, **given)
        flash(_("The member is taken out. It is on record."), "success")

    case = defence_case(db.session, found, by_me(), clock.now(), **told)
    title = f"{_name(found)}: {queries.named(db.session, [member])[member]}"
    return weighty_step(found, found.process, "remove", case, do=do, back=back, title=title)


@bp.route("/defences/<uuid:id>/members/<uuid:member>/seat", methods=["GET", "POST"])
@policy.requires("defence:seat")
def seat_member(id: UUID, member: UUID) -> Any:
    """Have another member of the round's panel sit for this candidate."""
    found = _defence(id)
    demand(round_of(found), CHAIR)
    back = url_for(".defence", id=id)
    if member not in seating.may_be_seated(db.session, found):
        raise NotFound(PanelSeat, member)

    def do(form: Any) -> None:
        seating.seat(db.session, id, member, by=form.by(back), now=clock.now())
        flash(_("The member is seated."), "success")

    case = defence_case(db.session, found, by_me(), clock.now())
    title = f"{_name(found)}: {queries.named(db.session, [member])[member]}"
    return steps.step_page(found, found.process, "seat", case, do=do, back=back, title=title)


@bp.route("/rounds/<uuid:id>/rubric", methods=["GET", "POST"])
@policy.requires("rubric:write")
def rubric(id: UUID) -> Any:
    """What the panel scores: labels, maxima and steps, until the presentations are scheduled."""
    round_ = competitions.round_for(db.session, id, reach())
    demand(round_, CHAIR)
    if not round_.oral_rubric or round_.state != "examining":
        raise NotFound(Round, id)
    present = criteria_of(round_.oral_rubric)
    count = typed_rows(len(present), len(present))
    form = forms.criteria_form(count, present)
    if not form.validate_on_submit() or form["more"].data:
        return render_template("exams/rubric.html", form=form, round=round_, count=count)
    back, by_steps = url_for(".presentations", id=id), forms.steps_of(form, count)
    made = [
        Criterion(name, most, by_steps.get(name, USUAL_STEP)) for name, most in forms.criteria_of(form, count).items()
    ]
    rounds.set_rubric(db.session, id, made, by=form.by(back), now=clock.now())
    flash(_("The rubric is entered."), "success")
    return redirect(back, 303)


def _defence(id: UUID) -> Defence:
    """The presentation, if its round is the asker's business."""
    queries.presenter_for(db.session, id, reach())
    found = db.session.get(Defence, id)
    if found is None:
        raise NotFound(Defence, id)
    return found


def _free(found: Defence) -> dict[UUID, str]:
    """Who else may be seated, by name; while sheets are being signed."""
    return queries.named(db.session, seating.may_be_seated(db.session, found)) if found.state == "scoring" else {}


def _further(application: Application) -> list[Option]:
    """What the secretary does with the candidate's application."""
    case = application_case(db.session, application, by_me(), clock.now())
    return [o for o in fitting(application, case) if o.transition.trigger in ON_APPLICATION]


def _name(found: Defence) -> str:
    return f"{found.application.number} · {found.application.person.full_name}"
