"""Pages of the exam regulation: every parameter with its value, range and source; drafting and putting in force."""

from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.accounts import queries as accounts
from appointments.accounts.sessions import ask_before
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.organisation import forms, queries, regulations
from appointments.organisation.case import regulation_case
from appointments.organisation.kinds import title
from appointments.organisation.models import Agency, Regulation
from appointments.web import policy
from appointments.web.db import db
from workflows import rules
from workflows.calendar import local_day
from workflows.parameters import STAFF_LABELS, Parameter, Staff
from workflows.rules import PARAMETERS
from workflows.words import Words

GROUPS: dict[str, Words] = {
    "legal": Words("Văn bản áp dụng", "Law in force"),
    "policy": Words("Chủ trương", "Policy approval"),
    "process": Words("Thời hạn quy trình", "Time of the process"),
    "vote": Words("Bỏ phiếu", "Voting"),
    "appt": Words("Bổ nhiệm", "Appointment"),
    "acting": Words("Giao quyền, phụ trách", "Acting"),
    "dossier": Words("Hồ sơ", "Dossier"),
    "exam": Words("Thi tuyển", "Examination"),
    "reappt": Words("Bổ nhiệm lại", "Reappointment"),
    "resign": Words("Từ chức", "Resignation"),
    "kpi": Words("Chỉ tiêu", "Indicator"),
    "cal": Words("Lịch", "Calendar"),
    "doc": Words("Văn bản", "Documents"),
}


def add_to(bp: Blueprint) -> None:
    """Add the pages to the organisation's."""
    both = ["GET", "POST"]
    for place in ("", "/agencies/<uuid:agency_id>"):
        bp.add_url_rule(f"{place}/regulation/<staff>", "regulation", regulation)
        bp.add_url_rule(f"{place}/regulation/<staff>/new", "draft", draft, methods=both)
    bp.add_url_rule("/editions/<uuid:id>", "edition", edition, methods=both)


@policy.requires("organisation:read")
def regulation(staff: str, agency_id: UUID | None = None) -> str:
    """The parameters that hold for an agency (or for every agency), each with range and source; the editions."""
    kind, agency = _place(staff, agency_id)
    today = local_day(clock.now())
    in_force = queries.regulation_in_force(db.session, agency, kind)
    values = queries.rules_in_force(db.session, agency, today, kind)
    return render_template(
        "organisation/regulation.html",
        agency=agency,
        staff=kind,
        staff_labels=STAFF_LABELS,
        groups=grouped(PARAMETERS),
        values=values,
        general=rules.default_rules(today, kind),
        in_force=in_force,
        today=today,
        editions=[one for one in queries.editions(db.session, agency_id) if one.staff == kind],
    )


@policy.requires("regulation:draft")
def draft(staff: str, agency_id: UUID | None = None) -> Any:
    """Draft an edition."""
    kind, agency = _place(staff, agency_id)
    current = queries.rules_in_force(db.session, agency, local_day(clock.now()), kind)
    paper = queries.regulation_in_force(db.session, agency, kind)
    form: Any = forms.regulation_form(current, regulations.EDITABLE, paper.source if paper else "")
    if not form.validate_on_submit():
        groups = grouped({key: PARAMETERS[key] for key in regulations.EDITABLE})
        page = {"form": form, "agency": agency, "staff": kind, "groups": groups, "name": forms.name}
        return render_template("organisation/draft.html", staff_labels=STAFF_LABELS, **page)
    made = regulations.Draft(agency_id, kind, form.values(), form.source.data)
    back = url_for(".regulation", staff=staff, agency_id=agency_id)
    saved = regulations.draft_regulation(db.session, made, by=form.by(back), now=clock.now())
    flash(_("The draft is kept. It comes into force when another person enacts it."), "success")
    return redirect(url_for(".edition", id=saved.id), 303)


@policy.requires("organisation:read")
def edition(id: UUID) -> Any:
    """One edition: what it changes, from which paper, who may put it in force; on POST the step of the button."""
    found = regulations.edition_or_404(db.session, id)
    form = forms.ParameterDecisionForm(seen=found.version)
    trigger = request.form.get("trigger", "")
    if again := ask_before(found.process, trigger):
        return again
    if not form.validate_on_submit() or not trigger:
        return _show_edition(found, form)
    here, reason = url_for(".edition", id=id), form.reason.data or ""
    regulations.decide_regulation(
        db.session, id, trigger, by=form.by(here), now=clock.now(), seen=form.version, reason=reason
    )
    flash(_("Done. Rounds that are under way keep the values they began with."), "success")
    return redirect(here, 303)


def _show_edition(found: Regulation, form: Any) -> str:
    case = regulation_case(db.session, found, form.by(), clock.now())
    options = [o for o in found.process.outlook(found.state, case) if o.transition.acting_role(case.actor)]
    general = rules.default_rules(local_day(found.begun_at), Staff(found.staff))
    return render_template(
        "organisation/edition.html",
        edition=found,
        title=title(found),
        form=form,
        options=options,
        changes=rules.diff(general, queries.with_changes(general, found)),
        drafter=accounts.name_of(db.session, found.drafted_by) if found.drafted_by else None,
    )


def grouped(parameters: Any) -> list[tuple[Words, list[Parameter]]]:
    """The parameters under the headings of their groups; the examination's first, which an agency may set."""
    found = [(name, list(members)) for name, members in groupby(parameters.values(), key=group_of)]
    found.sort(key=lambda one: one[0] != "exam")
    return [(GROUPS.get(name, Words(name, name)), members) for name, members in found]


def group_of(parameter: Parameter) -> str:
    """The first part of a parameter's key."""
    return parameter.key.partition(".")[0]


def _place(staff: str, agency_id: UUID | None) -> tuple[Staff, Agency | None]:
    if staff not in set(Staff):
        raise NotFound(Regulation, staff)
    return Staff(staff), queries.agency(db.session, agency_id) if agency_id else None
