"""One post from the published result to office: verification, submission, the collective's decision, the draft."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions import queries as competitions
from appointments.competitions.case import contest_case
from appointments.competitions.models import Contest
from appointments.competitions.standing import names_of
from appointments.competitions.views.elsewhere import page_of
from appointments.competitions.views.needs import ground_page, may_file
from appointments.competitions.views.parts import ask_password, case_page, post_label, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.decisions import forms, queries
from appointments.decisions.case import checks_of
from appointments.decisions.commands import decisions, fallback, verification
from appointments.decisions.rules import CHECKS
from appointments.decisions.views.parts import bp, post_within_reach, viewer_by
from appointments.web import policy, steps
from appointments.web.db import db
from workflows import access
from workflows.engine import Case, Refusal
from workflows.roles import PERSONNEL

STEPS: dict[str, Any] = {
    "submit": verification.submit,
    "return": verification.return_submission,
    "take_office": decisions.take_office,
    "set_aside": fallback.set_aside,
    "take_next": fallback.take_next,
    "close_without_winner": fallback.close_without_winner,
}
BY_THIS_FORM = ("collective_met", "vote_is_carried")
"""Clauses that the form of the collective decision itself fulfils."""


@bp.get("/posts/<uuid:id>")
@policy.requires("decision:follow")
def post(id: UUID) -> str:
    """Where the appointment to one post stands, with its verification, drafts and those next in line."""
    contest = post_within_reach(id)
    case = case_of(contest)
    reads_checks = any(access.may(role, "verification", "read", "S13") for role in case.actor.roles)
    checks = {check.item: check for check in checks_of(db.session, contest)} if reads_checks else {}
    made = queries.of_post(db.session, id)
    is_officer = PERSONNEL in case.actor.roles
    return case_page(
        "decisions/post.html",
        contest,
        case,
        context.contest_scopes(contest),
        lambda trigger: page_of(contest, trigger) or url_for("needs.step", id=id, trigger=trigger),
        contest=contest,
        winner=db.session.get(Application, contest.winner_id) if contest.winner_id else None,
        line=queries.in_line(db.session, id),
        reads_checks=reads_checks,
        items=CHECKS,
        checks=checks,
        checkers=names_of(db.session, [check.checked_by for check in checks.values()]),
        decisions=made,
        filings=competitions.filings(db.session, contest.case_key),
        may_check=contest.state == "verifying" and is_officer,
        may_draft=contest.state == "collective_decided" and is_officer and not any(d.state == "drafted" for d in made),
        may_file=may_file(contest, case),
        may_record_decline=is_officer and contest.winner_id is not None and contest.state in SELECTED,
        fix=lambda refusal: fix_of(contest, case, refusal),
    )


SELECTED = ("recognised", "verifying", "submitted", "collective_decided", "decision_issued")


@bp.route("/posts/<uuid:id>/checks/<item>", methods=["GET", "POST"])
@policy.requires("verification:write")
def check(id: UUID, item: str) -> Any:
    """Record what one verification of the selected person found."""
    contest = post_within_reach(id)
    if item not in CHECKS:
        raise NotFound(Contest, item)
    present = next((c for c in checks_of(db.session, contest) if c.item == item), None)
    shown = {"passed": "yes" if present.passed else "no", "note": present.note} if present else {}
    form = forms.CheckForm(data=shown, seen=contest.version)
    back = url_for(".post", id=id)
    if not form.validate_on_submit():
        return render_template(
            "decisions/check.html", form=form, contest=contest, item=CHECKS[item], back=back, label=post_label(contest)
        )
    found, note = form.passed.data == "yes", form.note.data or ""
    verification.check(db.session, id, item, passed=found, note=note, by=form.by(back), now=clock.now())
    flash(_("Recorded."), "success")
    return redirect(back, 303)


@bp.route("/posts/<uuid:id>/collective", methods=["GET", "POST"])
@policy.requires("contest:decide")
def collective(id: UUID) -> Any:
    """Record what the collective leadership decided."""
    contest = post_within_reach(id)
    case = case_of(contest)
    option = steps.opened(contest, "decide", case, BY_THIS_FORM)
    if again := ask_password(contest.process, contest.state, "decide"):
        return again
    form = forms.CollectiveForm(seen=contest.version)
    if not case.facts.vote_needed:
        del form.vote_carried
    back = url_for(".post", id=id)
    if not form.validate_on_submit():
        return render_template(
            "decisions/collective.html", form=form, contest=contest, option=option, back=back, label=post_label(contest)
        )
    carried = bool(form.vote_carried.data) if "vote_carried" in form else False
    verification.decide(
        db.session, id, form.minutes.data or "", vote_carried=carried, by=form.by(back), now=clock.now(),
        seen=form.version,
    )  # fmt: skip
    flash(_("Done. It is on record."), "success")
    return redirect(back, 303)


@bp.route("/posts/<uuid:id>/draft", methods=["GET", "POST"])
@policy.requires("decision:draft")
def draft(id: UUID) -> Any:
    """Draft the decision for the person on whom the collective has decided."""
    contest = post_within_reach(id)
    winner = db.session.get(Application, contest.winner_id) if contest.winner_id else None
    if winner is None:
        raise NotFound(Contest, id)
    form = forms.DraftForm(data={"kind": "FIRST_APPOINTMENT"}, seen=contest.version)
    form.offer(forms.NEW_BY_EXAM)
    back = url_for(".post", id=id)
    if not form.validate_on_submit():
        return render_template(
            "decisions/draft.html", form=form, back=back, label=post_label(contest), name=winner.person.full_name
        )
    made = decisions.draft_for_contest(db.session, id, drafted(form), by=form.by(back), now=clock.now())
    return redirect(url_for(".show", id=made.id), 303)


def drafted(form: forms.DraftForm) -> decisions.Draft:
    """What a draft says, as typed."""
    return decisions.Draft(form.kind.data, form.number.data or "", form.signed_on.data, form.effective_on.data)


@bp.route("/posts/<uuid:id>/steps/<trigger>", methods=["GET", "POST"])
@policy.requires("decision:step")
def step(id: UUID, trigger: str) -> Any:
    """Submit, return, set aside, take the next-ranked, close without a winner, record taking office."""
    contest = post_within_reach(id)
    if trigger not in STEPS:
        raise NotFound(Contest, trigger)
    back = url_for(".post", id=id)

    def do(form: Any) -> None:
        given = {"by": form.by(back), "now": clock.now(), "seen": form.version}
        if "reason" in form:
            given["reason"] = form.reason.data
        STEPS[trigger](db.session, id, **given)
        flash(_("Done. It is on record."), "success")

    case, title = case_of(contest), post_label(contest)
    return weighty_step(contest, contest.process, trigger, case, do=do, back=back, title=title)


def case_of(contest: Contest) -> Case:
    """How the post stands for the person asking."""
    return contest_case(db.session, contest, viewer_by(), clock.now())


def fix_of(contest: Contest, case: Case, refusal: Refusal) -> str | None:
    """Where the obstacle is removed, if there is such a page."""
    if refusal.guard == "verification_is_complete":
        return url_for(".post", id=contest.id, _anchor="verification")
    if refusal.guard == "ground_is_on_file":
        return ground_page(contest, case)
    return None
