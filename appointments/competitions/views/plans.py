"""Pages of rounds: the list, the plan and its parts, the steps, and the page that says where a round stands."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from appointments.competitions import context, forms, queries, rules
from appointments.competitions.case import missing_in_plan, round_case
from appointments.competitions.commands import announcements, endings, plans, reception
from appointments.competitions.models import Round
from appointments.competitions.views import elsewhere
from appointments.competitions.views.needs import steps_reason
from appointments.competitions.views.parts import (
    ask_password,
    case_page,
    post_label,
    reach,
    same_answer,
    viewer_id,
    weighty_step,
)
from appointments.core import clock
from appointments.core.errors import AlreadyDone, NotFound
from appointments.core.work import By
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.forms import BaseForm
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from workflows.engine import Refused
from workflows.roles import PERSONNEL, SECRETARY, Role
from workflows.rules import PARAMETERS, BadRules

bp = Blueprint("competitions", __name__, url_prefix="/plans")
bp.register_error_handler(AlreadyDone, same_answer)
STEPS: dict[str, Any] = {
    "announce": announcements.announce,
    "retract": announcements.retract,
    "prolong": reception.prolong,
    "cancel": endings.cancel_round,
    "void": endings.void_round,
}
FIXES = {
    "plan_has_posts": "competitions.posts",
    "posts_have_policy": "needs.index",
    "plan_is_complete": "competitions.texts",
    "regulation_is_pinned": "competitions.parameters",
    "posts_are_planned": "competitions.posts",
    "council_has_legal_size": "competitions.council",
    "council_is_odd": "competitions.council",
    "duties_are_filled": "competitions.council",
    "declarations_are_resolved": "competitions.council",
    "declarations_stay_resolved": "competitions.council",
    "nobody_could_defeat_it_alone": "competitions.council",
    "announcement_is_complete": "competitions.announcement",
    "channels_are_named": "competitions.announcement",
    "window_is_set": "competitions.window",
    "reception_is_long_enough": "competitions.window",
    "opening_lies_ahead": "competitions.window",
    "ground_is_on_file": "competitions.ground",
    "hold": "holds.index",
    "applications_are_decided": "applications.index",
    "numbers_are_given": "applications.shortlist",
    "petitions_are_settled": "applications.petition_list",
}
"""Where each obstacle is removed; a page of a feature above is left out where it is not installed."""


@bp.get("")
@policy.requires("round:follow")
def index() -> str:
    """Every round within reach, the newest first."""
    within = reach()
    page = asked_page(queries.count_rounds(db.session, within))
    rounds = queries.rounds_within(db.session, within, (page.first, page.size))
    return render_template("competitions/plans.html", rounds=rounds, page=page)


@bp.route("/new", methods=["GET", "POST"])
@policy.requires("plan:write")
def new() -> Any:
    """Begin a plan."""
    form = forms.NewPlanForm()
    mine = queries.reach_of(db.session, viewer_id(), clock.now(), [PERSONNEL])
    agencies = queries.agencies_within(db.session, mine)
    form.agency.choices = [SelectChoice(a.id.hex, a.name(language())) for a in agencies]
    form.contests.choices = [SelectChoice(c.id.hex, post_label(c)) for c in queries.bundleable(db.session, mine)]
    if not form.validate_on_submit():
        return render_template("competitions/plan_new.html", form=form)
    chosen = [UUID(one) for one in form.contests.data or []]
    made = plans.make_plan(db.session, UUID(form.agency.data), form.title.data, chosen, by=form.by(), now=clock.now())
    return redirect(url_for(".show", id=made.id), 303)


@bp.get("/<uuid:id>")
@policy.requires("round:follow")
def show(id: UUID) -> str:
    """Where a round stands: on the drawn process, who must act, until when, why blocked, what next, what happened."""
    round_ = found(id)
    case = case_of(round_)
    return case_page(
        "competitions/round.html",
        round_,
        case,
        context.scopes_of(round_),
        lambda trigger: step_address(round_, trigger),
        round=round_,
        fix=lambda refusal: fix_of(round_, refusal, case.actor.roles),
        missing=missing_in_plan(round_),
        plan_fields=rules.PLAN_FIELDS,
        may_edit=round_.state in plans.DRAFT and PERSONNEL in case.actor.roles,
        may_announce=round_.state in announcements.BEFORE and bool({PERSONNEL, SECRETARY} & case.actor.roles),
        may_prolong=round_.state == "receiving" and PERSONNEL in case.actor.roles,
        filings=queries.filings(db.session, round_.case_key),
        desks=elsewhere.links(elsewhere.ROUND_DESKS, round_, case.actor.roles),
    )


@bp.route("/<uuid:id>/texts", methods=["GET", "POST"])
@policy.requires("plan:write")
def texts(id: UUID) -> Any:
    """The texts of the plan."""
    round_ = found(id)
    fields = tuple(rules.PLAN_FIELDS.values())
    form = forms.texts_form(fields, round_.plan, round_.version)
    if not form.validate_on_submit():
        return render_template("competitions/texts.html", form=form, round=round_, title=_("Texts of the plan"))
    typed = forms.texts_of(form, fields)
    plans.edit_plan(db.session, id, typed, by=form.by(), now=clock.now(), seen=form.version)
    return redirect(url_for(".show", id=id), 303)


@bp.route("/<uuid:id>/posts", methods=["GET", "POST"])
@policy.requires("plan:write")
def posts(id: UUID) -> Any:
    """Take further approved needs into the plan."""
    round_ = found(id)
    form = forms.PostsForm(seen=round_.version)
    mine = queries.reach_of(db.session, viewer_id(), clock.now(), [PERSONNEL])
    form.contests.choices = [SelectChoice(c.id.hex, post_label(c)) for c in queries.bundleable(db.session, mine)]
    if not form.validate_on_submit():
        return render_template("competitions/plan_posts.html", form=form, round=round_)
    chosen = [UUID(one) for one in form.contests.data]
    plans.bundle_posts(db.session, id, chosen, by=form.by(), now=clock.now(), seen=form.version)
    return redirect(url_for(".show", id=id), 303)


@bp.route("/<uuid:id>/posts/<uuid:contest_id>/release", methods=["GET", "POST"])
@policy.requires("plan:write")
def release(id: UUID, contest_id: UUID) -> Any:
    """Take one post out of the plan."""
    round_ = found(id)
    contest = next((c for c in round_.contests if c.id == contest_id), None)
    if contest is None:
        raise NotFound(Round, contest_id)
    form = BaseForm(seen=round_.version)
    if not form.validate_on_submit():
        return render_template("competitions/release.html", form=form, round=round_, contest=contest)
    plans.release_post(db.session, id, contest_id, by=form.by(), now=clock.now(), seen=form.version)
    return redirect(url_for(".show", id=id), 303)


@bp.route("/<uuid:id>/parameters", methods=["GET", "POST"])
@policy.requires("round:follow")
def parameters(id: UUID) -> Any:
    """The regulation's parameters with their sources; in a draft, the round's own values."""
    round_ = found(id)
    pinned = context.rules_of(round_, clock.now())
    form = forms.parameters_form(pinned, round_.version)
    may_edit = round_.state in plans.DRAFT and PERSONNEL in case_of(round_).actor.roles
    if form.validate_on_submit():
        try:
            changes = forms.changes_of(form, pinned)
            plans.set_parameters(db.session, id, changes, by=form.by(), now=clock.now(), seen=form.version)
        except BadRules as error:
            form.form_errors += [say(problem.words) for problem in error.problems]
        else:
            return redirect(url_for(".show", id=id), 303)
    return render_template(
        "competitions/parameters.html",
        form=form,
        round=round_,
        pinned=pinned,
        parameters=[PARAMETERS[key] for key in forms.OWN_PARAMETERS],
        may_edit=may_edit,
    )


@bp.route("/<uuid:id>/steps/approve_plan", methods=["GET", "POST"])
@policy.requires("round:approve_plan")
def approve(id: UUID) -> Any:
    """Approve the plan under its number."""
    round_ = found(id)
    case = case_of(round_)
    option = steps.find(round_.process, round_.state, "approve_plan", case)
    if not option.is_open:
        raise Refused(option.refusals)
    if again := ask_password(round_.process, round_.state, "approve_plan"):
        return again
    form = forms.ApprovalForm(seen=round_.version)
    if not form.validate_on_submit():
        return render_template("competitions/approve.html", form=form, round=round_, option=option)
    plans.approve_plan(
        db.session,
        id,
        form.number.data,
        form.issued_on.data,
        by=form.by(),
        now=clock.now(),
        seen=form.version,
    )
    return redirect(url_for(".show", id=id), 303)


@bp.route("/<uuid:id>/steps/<trigger>", methods=["GET", "POST"])
@policy.requires("round:step")
def step(id: UUID, trigger: str) -> Any:
    """Take a step of the round that needs nothing but a yes or a reason."""
    round_ = found(id)

    def do(form: Any) -> None:
        given = {"by": form.by(), "now": clock.now(), "seen": form.version, "reason": steps_reason(form)}
        if trigger in plans.STEPS:
            plans.step_plan(db.session, id, trigger, **given)
        elif trigger in reception.STEPS:
            reception.step_round(db.session, id, trigger, **given)
        else:
            if trigger == "announce":
                given.pop("reason")
            STEPS[trigger](db.session, id, **given)
        flash(_("Done. It is on record."), "success")

    if page := elsewhere.page_of(round_, trigger):
        return redirect(page, 303)
    plan_steps = plans.STEPS if round_.state in ("plan_draft", "plan_submitted") else ()
    if trigger not in (*plan_steps, *reception.STEPS, *STEPS):
        return redirect(url_for(".show", id=id), 303)
    back = url_for(".show", id=id)
    return weighty_step(round_, round_.process, trigger, case_of(round_), do=do, back=back, title=round_.title)


def found(id: UUID) -> Round:
    """The round, if it is the asker's business."""
    return queries.round_for(db.session, id, reach())


def case_of(round_: Round) -> Any:
    """How the round stands for the person asking."""
    return round_case(db.session, round_, By(viewer_id()), clock.now())


def step_address(round_: Round, trigger: str) -> str:
    """The page of a step."""
    return elsewhere.page_of(round_, trigger) or url_for("competitions.step", id=round_.id, trigger=trigger)


def fix_of(round_: Round, refusal: Any, roles: Collection[Role]) -> str | None:
    """Where the obstacle is removed, if there is such a page and it opens to who holds these roles."""
    endpoint = FIXES.get(refusal.guard)
    if endpoint is None or not elsewhere.opens_about(endpoint, round_, roles):
        return None
    if endpoint == "needs.index":
        return url_for(endpoint)
    return url_for(endpoint, round_id=round_.id) if endpoint == "holds.index" else url_for(endpoint, id=round_.id)
