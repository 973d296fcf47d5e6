"""One conference: its page, the list of those summoned, presence, the count, its confirmation, its minutes."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions.standing import names_of
from appointments.competitions.views.parts import (
    StepPage,
    case_page,
    leads,
    plain_step,
    same_answer,
    weighty_step,
)
from appointments.conferences import case as cases
from appointments.conferences import commands, forms, queries, rules
from appointments.conferences.models import Conference
from appointments.conferences.views.parts import above, again, all_above, bp, found
from appointments.core import clock, directory
from appointments.core.errors import AlreadyDone, Invalid, NotFound
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from workflows.ballots import imbalances
from workflows.engine import Case
from workflows.voting import RESULTS, Ballots, Result, quorum

bp.register_error_handler(AlreadyDone, same_answer)
PLAIN_STEPS = ("reconvene", "issue_ballots", "agree", "recount")
BY_PRESENCE = ("somebody_is_summoned", "heads_balance", "presence_suffices", "presence_falls_short")

leads("conference", "attend", StepPage("conferences.attend", fulfils=("heads_balance", "presence_suffices")))
leads("conference", "count", StepPage("conferences.count", fulfils=("figures_balance",)))


@bp.get("/<uuid:id>")
@policy.requires("conference:follow")
def show(id: UUID) -> str:
    """One conference as a case; figures and outcome only to whom they are not kept from."""
    row, case = found(id)
    return case_page(
        "conferences/show.html", row, case, cases.scopes_of(row), lambda trigger: address(row, trigger),
        **shown(row, case),
    )  # fmt: skip


@bp.get("/<uuid:id>/minutes")
@policy.requires("conference:follow")
def minutes(id: UUID) -> str:
    """The minutes, for printing and signing by hand."""
    row, case = found(id)
    if not cases.may_see_result(row, case):
        raise NotFound(Conference, id)
    return render_template("conferences/minutes.html", row=row, **shown(row, case))


@bp.route("/<uuid:id>/summons", methods=["GET", "POST"])
@policy.requires("conference:prepare")
def summon(id: UUID) -> Any:
    """Who is summoned, for which day and place."""
    row, _case = found(id)
    typed = rules.as_typed([rules.Summoned(one.full_name, one.position) for one in row.voters])
    given = {"held_on": row.held_on, "place": row.place, "voters": typed, "no_head": not row.has_head}
    form = forms.SummonForm(data=given, seen=row.version)
    if form.validate_on_submit():
        try:
            people = form.people()
        except Invalid as error:
            forms.tell_invalid(form, error)
        else:
            back = url_for(".show", id=id)
            commands.summon(
                db.session, id, people, form.held_on.data, form.place.data or "", has_head=not form.no_head.data,
                by=form.by(back), now=clock.now(), seen=form.version,
            )  # fmt: skip
            return redirect(back, 303)
    held = queries.together(db.session, row)
    return again("conferences/summon.html", form, row, together=held, above=all_above(held))


@bp.route("/<uuid:id>/steps/attend", methods=["GET", "POST"])
@policy.requires("conference:attend")
def attend(id: UUID) -> Any:
    """Who is present, excused, absent."""
    row, case = found(id)
    steps.opened(row, "attend", case, BY_PRESENCE if row.voters else BY_PRESENCE[1:])
    form = forms.presence_form(row, queries.together(db.session, row))
    if form.validate_on_submit():
        answers = forms.presences(form, row)
        if lacking := [v for v in row.voters if answers[v.id].presence == "excused" and not answers[v.id].excuse]:
            for voter in lacking:
                forms.tell_invalid(form, Invalid("Say why this person is excused.", f"excuse-{voter.place}"))
        else:
            back = url_for(".show", id=id)
            commands.attend(db.session, id, answers, by=form.by(back), now=clock.now(), seen=form.version)
            return redirect(back, 303)
    return again("conferences/attend.html", form, row)


@bp.route("/<uuid:id>/steps/count", methods=["GET", "POST"])
@policy.requires("conference:count")
def count(id: UUID) -> Any:
    """The count as the minutes give it; what cannot be true is said at its figure."""
    row, case = found(id)
    steps.opened(row, "count", case, ("figures_balance",))
    form = forms.count_form(row)
    if form.validate_on_submit():
        typed = forms.figures(form, row)
        ballots = Ballots(
            typed.prepared, typed.issued, typed.returned, typed.valid, typed.invalid,
            {person.hex: votes for person, votes in typed.votes.items()},
        )  # fmt: skip
        if wrong := imbalances(cases.heads_of(row), ballots, cases.terms_of(row)):
            forms.tell_imbalances(form, row, wrong)
        else:
            back = url_for(".show", id=id)
            commands.count(db.session, id, typed, by=form.by(back), now=clock.now(), seen=form.version)
            flash(_("The count is entered. Another person confirms it against the signed minutes."), "success")
            return redirect(back, 303)
    return again("conferences/count.html", form, row, heads=cases.heads_of(row))


@bp.route("/<uuid:id>/steps/confirm", methods=["GET", "POST"])
@policy.requires("conference:confirm")
def confirm(id: UUID) -> Any:
    """A second person confirms the figures against the signed minutes."""
    row, case = found(id)
    back = url_for(".show", id=id)

    def do(form: Any) -> None:
        commands.confirm(db.session, id, by=form.by(back), now=clock.now(), seen=form.version)
        flash(_("Confirmed. The outcome is on record."), "success")

    told = cases.outcome_of(row) if cases.may_see_result(row, case) else None
    facts = [{"key": _("Outcome"), "value": say(RESULTS[told.result])}] if told else []
    title = say(cases.title_of(row))
    return weighty_step(row, row.process, "confirm", case, do=do, back=back, title=title, facts=facts)


@bp.route("/<uuid:id>/steps/<any(reconvene, issue_ballots, agree, recount):trigger>", methods=["GET", "POST"])
@policy.requires("conference:follow")
def step(id: UUID, trigger: str) -> Any:
    """Convene again, issue ballots, record the list agreed on, send a count back."""
    row, case = found(id)
    back = url_for(".show", id=id)
    return plain_step(row, trigger, case, commands.take_step, back=back, title=say(cases.title_of(row)))


def address(row: Conference, trigger: str) -> str:
    """The page of a step."""
    if trigger in PLAIN_STEPS:
        return url_for(".step", id=row.id, trigger=trigger)
    return url_for(f".{trigger}", id=row.id)


def shown(row: Conference, case: Case) -> dict[str, Any]:
    """What page and minutes show, as far as the asker may know it."""
    is_open = cases.may_see_result(row, case)
    heads, terms = cases.heads_of(row), cases.terms_of(row)
    told = cases.outcome_of(row) if is_open and row.state in ("counted", "closed") else None
    kind = directory.kind(row.parent_process)
    people = names_of(db.session, [row.entered_by, row.confirmed_by])
    return {
        "is_open": is_open,
        "heads": heads,
        "quorum": quorum(heads, terms) if row.state not in ("convened", "cancelled") else None,
        "outcome": told,
        "names": {one.person_id.hex: one.person.full_name for one in row.ballot},
        "is_review": terms.rule == "review",
        "result": RESULTS[told.result] if told else RESULTS[Result(row.result)] if row.result and is_open else None,
        "is_sound": cases.is_as_stored(row),
        "above": above(row),
        "above_href": url_for(kind.endpoint, id=row.parent_id),
        "entered_by": people.get(row.entered_by) if row.entered_by else None,
        "confirmed_by": people.get(row.confirmed_by) if row.confirmed_by else None,
        "presences": forms.PRESENCES,
        "figures": forms.NAMES,
        "is_verified": terms.cites.is_verified,
        "may_put_forward": (
            row.state in commands.BEFORE_BALLOTS and cases.takes_new_names(row) and policy.may("conference:prepare")
        ),
        "may_summon": row.state == "convened" and policy.may("conference:prepare"),
    }
