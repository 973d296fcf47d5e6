"""Pages of posts to be filled: the need, its approval, and the post's own case until somebody is in office."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from appointments.accounts import sessions
from appointments.competitions import context, forms, queries
from appointments.competitions.case import contest_case
from appointments.competitions.commands import needs, posts
from appointments.competitions.kinds import contest_title
from appointments.competitions.models import Contest
from appointments.competitions.views import elsewhere
from appointments.competitions.views.parts import case_page, reach, same_answer, viewer_id, weighty_step
from appointments.core import clock
from appointments.core.errors import AlreadyDone, Forbidden
from appointments.core.work import By
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from workflows.calendar import local_day
from workflows.engine import Case
from workflows.roles import PERSONNEL

bp = Blueprint("needs", __name__, url_prefix="/needs")
bp.register_error_handler(AlreadyDone, same_answer)
OWN_STEPS = {"extend": posts.extend_contest, "cancel": posts.cancel_contest, "void": posts.void_contest}
"""Steps of one post that are taken here; those that need marks or verifications have pages of their own above."""


@bp.get("")
@policy.requires("need:read")
def index() -> str:
    """Every post to be filled within reach, the newest first."""
    within = reach()
    page = asked_page(queries.count_contests(db.session, within))
    contests = queries.contests_within(db.session, within, (page.first, page.size))
    return render_template("competitions/needs.html", contests=contests, page=page)


@bp.route("/new", methods=["GET", "POST"])
@policy.requires("need:write")
def new() -> Any:
    """Write down a need."""
    form = forms.NewNeedForm()
    mine = queries.reach_of(db.session, viewer_id(), clock.now(), [PERSONNEL])
    posts = queries.posts_within(db.session, mine, local_day(clock.now()))
    form.post.choices = [SelectChoice(p.id.hex, _post_label(p)) for p in posts]
    if not form.validate_on_submit():
        return render_template("competitions/need_form.html", form=form, contest=None)
    made = needs.draft_need(db.session, UUID(form.post.data), _need(form), by=form.by(), now=clock.now())
    return redirect(url_for(".show", id=made.id), 303)


@bp.get("/<uuid:id>")
@policy.requires("round:follow")
def show(id: UUID) -> str:
    """One post: where it stands, who must act, what stands in the way."""
    contest = queries.contest_for(db.session, id, reach())
    case = _case(contest)
    return case_page(
        "competitions/need.html",
        contest,
        case,
        context.contest_scopes(contest),
        lambda trigger: _step_address(contest, trigger),
        contest=contest,
        may_edit=contest.state == "need_draft" and PERSONNEL in case.actor.roles,
        may_file=may_file(contest, case),
        fix=lambda refusal: ground_page(contest, case) if refusal.guard == "ground_is_on_file" else None,
        may_go_on=_lacks_only_the_paper(contest, case),
        desks=elsewhere.links(elsewhere.POST_DESKS, contest, case.actor.roles) if contest.round else [],
    )


@bp.route("/<uuid:id>/edit", methods=["GET", "POST"])
@policy.requires("need:write")
def edit(id: UUID) -> Any:
    """Correct a need before it is sent."""
    contest = queries.contest_for(db.session, id, reach())
    form = forms.NeedForm(data={"slots": contest.slots, **contest.need}, seen=contest.version)
    if not form.validate_on_submit():
        return render_template("competitions/need_form.html", form=form, contest=contest)
    needs.edit_need(db.session, id, _need(form), by=form.by(), now=clock.now(), seen=form.version)
    return redirect(url_for(".show", id=id), 303)


@bp.route("/<uuid:id>/steps/<trigger>", methods=["GET", "POST"])
@policy.requires("contest:step")
def step(id: UUID, trigger: str) -> Any:
    """Take a step of the need, or prolong, cancel or void the post."""
    contest = queries.contest_for(db.session, id, reach())

    def do(form: Any) -> None:
        given = {"by": form.by(), "now": clock.now(), "seen": form.version, "reason": steps_reason(form)}
        if trigger in needs.STEPS:
            needs.step_need(db.session, id, trigger, **given)
        else:
            OWN_STEPS[trigger](db.session, id, **given)
        flash(_("Done. It is on record."), "success")

    if page := elsewhere.page_of(contest, trigger):
        return redirect(page, 303)
    need_steps = needs.STEPS if contest.state in ("need_draft", "policy_requested") else ()
    if trigger not in (*need_steps, *OWN_STEPS):
        steps.find(contest.process, contest.state, trigger, _case(contest))  # unknown here: told as such
        return redirect(url_for(".show", id=id), 303)
    return weighty_step(
        contest,
        contest.process,
        trigger,
        _case(contest),
        do=do,
        back=url_for(".show", id=id),
        title=say(contest_title(contest)),
    )


@bp.route("/<uuid:id>/continue", methods=["GET", "POST"])
@policy.requires("contest:continue_with_one")
@sessions.fresh
def go_on(id: UUID) -> Any:
    """Let those who stand compete, on a paper of the authority."""
    contest = queries.contest_for(db.session, id, reach())
    form = forms.ExceptionForm(seen=contest.version)
    if not form.validate_on_submit():
        return render_template("competitions/continue.html", form=form, contest=contest)
    paper = posts.FiledPaper(form.number.data, form.issued_on.data, form.about.data)
    posts.continue_with_one(
        db.session, id, paper, by=form.by(), now=clock.now(), seen=form.version, reason=form.reason.data
    )
    return redirect(url_for(".show", id=id), 303)


@bp.route("/<uuid:id>/ground", methods=["GET", "POST"])
@policy.requires("contest:ground")
def ground(id: UUID) -> Any:
    """Put the paper on file that proves why the post's result is voided, or the selected person set aside."""
    contest = queries.contest_for(db.session, id, reach())
    if not may_file(contest, _case(contest)):
        raise Forbidden("nothing is put on file for this post now")
    form = forms.FilingForm(seen=contest.version)
    if not form.validate_on_submit():
        filed = queries.filings(db.session, contest.case_key)
        back = (url_for(".show", id=id), say(contest_title(contest)))
        return render_template("competitions/ground.html", form=form, back=back, filings=filed)
    paper = posts.FiledPaper(form.number.data, form.issued_on.data, form.about.data)
    posts.file_ground(db.session, id, paper, by=form.by(), now=clock.now(), seen=form.version)
    flash(_("The paper is on file."), "success")
    return redirect(url_for(".show", id=id), 303)


def may_file(contest: Contest, case: Case) -> bool:
    """Whether the person asking may put a ground on file for the post now."""
    return contest.state in posts.AFTER_EXAM and bool(case.actor.roles & set(posts.GROUND_FILERS))


def ground_page(contest: Contest, case: Case) -> str | None:
    """Where that is done, for those who may."""
    return url_for("needs.ground", id=contest.id) if may_file(contest, case) else None


def steps_reason(form: Any) -> str:
    """The reason typed into a step's form, if it asks for one."""
    return form.reason.data if "reason" in form else ""


def _step_address(contest: Contest, trigger: str) -> str:
    if page := elsewhere.page_of(contest, trigger):
        return page
    if trigger == "continue_with_one":
        return url_for(".go_on", id=contest.id)
    return url_for(".step", id=contest.id, trigger=trigger)


def _lacks_only_the_paper(contest: Contest, case: Any) -> bool:
    """Whether nothing stands against going on but the paper that the act itself puts on file."""
    options = [o for o in contest.process.outlook(contest.state, case) if o.transition.trigger == "continue_with_one"]
    return any({r.guard for r in o.refusals} <= {"exception_is_in_writing"} for o in options)


def _case(contest: Contest) -> Any:
    return contest_case(db.session, contest, By(viewer_id()), clock.now())


def _need(form: Any) -> needs.Need:
    return needs.Need(form.slots.data, form.ground.data, form.source.data, form.reappointment.data)


def _post_label(post: Any) -> str:
    return f"{post.agency.name(language())}: {post.title(language())}"
