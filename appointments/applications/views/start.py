"""Before applying: the start page of a post, the self-check without an account, and the first step with one."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from appointments.applications import queries
from appointments.applications.commands import drafts
from appointments.applications.forms import SelfCheckForm
from appointments.applications.views.parts import bp, papers_wanted, post_name, viewer_id
from appointments.competitions import context
from appointments.competitions.models import Contest
from appointments.competitions.queries import is_open, window_of
from appointments.competitions.rules import FIELDS
from appointments.core import clock
from appointments.core.errors import Invalid
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.steps import ConfirmForm
from workflows import dossier
from workflows.calendar import local_day
from workflows.parameters import Staff
from workflows.rules import Rules


@bp.get("/posts/<uuid:contest_id>/apply")
@policy.public
def start(contest_id: UUID) -> str:
    """The start page of a post: who may apply, what to have ready, until when, what comes next."""
    contest = queries.announced_post(db.session, contest_id)
    person, now = policy.user(), clock.now()
    rules = rules_for(contest)
    return render_template(
        "applications/start.html",
        contest=contest,
        post=post_name(contest),
        is_open=is_open(contest, now),
        window=window_of(contest),
        people=people_rows(contest),
        criteria=dossier.CRITERIA,
        papers=papers_wanted({}),
        consent=dossier.PAPER["consent"],
        rules=rules,
        mine=queries.live_application(db.session, contest.id, person.id) if person else None,
    )


@bp.route("/posts/<uuid:contest_id>/self-check", methods=["GET", "POST"])
@policy.public
def self_check(contest_id: UUID) -> str:
    """Whether one may compete, by one's own answers: explained condition by condition; nothing is stored."""
    contest = queries.announced_post(db.session, contest_id)
    form = SelfCheckForm()
    findings = []
    if form.validate_on_submit():
        answers = {name: form[name].data for name in (*SelfCheckForm.ASKED, "birth_date", "gender")}
        findings = dossier.self_check(answers, local_day(clock.now()), rules_for(contest))
    return render_template(
        "applications/self_check.html",
        contest=contest,
        post=post_name(contest),
        form=form,
        findings=findings,
        is_open=is_open(contest, clock.now()),
    )


@bp.route("/posts/<uuid:contest_id>/begin", methods=["GET", "POST"])
@policy.signed_in
def begin(contest_id: UUID) -> str | Response:
    """Begin the application, knowing whose it is; one who has a live one is led there."""
    contest = queries.announced_post(db.session, contest_id)
    if live := queries.live_application(db.session, contest.id, viewer_id()):
        return redirect(url_for(".tasks", id=live.id), 303)
    if not is_open(contest, clock.now()):
        raise Invalid("This post is not receiving applications now.")
    form = ConfirmForm()
    if form.validate_on_submit():
        by = form.by(url_for(".mine"))
        made = drafts.start_draft(db.session, contest.id, by=by, now=clock.now())
        return redirect(url_for(".tasks", id=made), 303)
    return render_template(
        "applications/begin.html", contest=contest, post=post_name(contest), form=form, me=policy.user()
    )


def people_rows(contest: Contest) -> list[dict[str, str]]:
    """Who may apply, as the announcement and the list of posts say it."""
    texts: dict[str, str] = contest.round.announcement if contest.round else {}
    rows = [{"key": say(FIELDS[key].label), "value": texts.get(key, "")} for key in ("who_may_apply", "conditions")]
    rows.append({"key": _("Standards of this title"), "value": contest.post.standards})
    return [row for row in rows if row["value"]]


def rules_for(contest: Contest) -> Rules:
    """The regulation that binds applications for this post."""
    return context.rules_of(contest.round, clock.now(), Staff(contest.post.staff))
