"""The ranking of one post, for staff: compiled by the secretary, ties decided with reasons, signed by the chair."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.accounts import sessions
from appointments.competitions import context
from appointments.competitions.case import contest_case
from appointments.competitions.models import Contest
from appointments.competitions.standing import names_of
from appointments.competitions.views.elsewhere import page_of
from appointments.competitions.views.parts import case_page, post_label, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.results import forms, queries
from appointments.results.commands import ranking as commands
from appointments.results.ladder import ladders
from appointments.results.report import OUTCOMES, said_open_tie, said_scheme, said_verdict, said_working
from appointments.results.rules import OpenTie, Ranking
from appointments.results.views.parts import (
    bp,
    names_by_number,
    post_within_reach,
    ranking_now,
    reads_marks,
    viewer_by,
)
from appointments.results.views.rechecking import told_margin
from appointments.web import policy
from appointments.web.db import db
from appointments.web.steps import ConfirmForm
from workflows.engine import Case
from workflows.roles import CHAIR, SECRETARY

RANKED_SINCE = ("ranked", *queries.WITH_RESULT)


@bp.get("/desk/posts/<uuid:id>")
@policy.requires("result:follow")
def ranking(id: UUID) -> str:
    """One post: the ranking with its sums, why somebody is left out, what parted each tie, and the steps to take."""
    contest = post_within_reach(id)
    case = case_of(contest)
    found = ranking_now(contest) if reads_marks(contest, case.actor.roles) else None
    decisions = queries.tie_decisions(db.session, id)
    return case_page(
        "results/ranking.html",
        contest,
        case,
        context.contest_scopes(contest),
        lambda trigger: page_of(contest, trigger) or url_for("needs.step", id=id, trigger=trigger),
        contest=contest,
        ranking=found if is_compiled(contest) else None,
        may_read=reads_marks(contest, case.actor.roles),
        is_complete=found is not None,
        names=names_by_number(contest) if found else {},
        deducted=queries.deducted(db.session, id) if found else [],
        decisions=decisions,
        deciders=names_of(db.session, [d.decided_by for d in decisions]),
        may_compile=contest.state == "contested" and SECRETARY in case.actor.roles,
        may_decide=contest.state == "contested" and CHAIR in case.actor.roles,
        **told_margin(contest, case, found if is_compiled(contest) else None),
        **telling(),
    )


def telling() -> dict[str, Any]:
    """The functions that tell a ranking in words, for templates."""
    return {
        "outcomes": OUTCOMES,
        "said_scheme": said_scheme,
        "said_working": said_working,
        "said_verdict": said_verdict,
        "ladders": ladders,
        "said_open_tie": said_open_tie,
    }


@bp.route("/desk/posts/<uuid:id>/compile", methods=["GET", "POST"])
@policy.requires("ranking:create")
def compile_post(id: UUID) -> Any:
    """Let the rule rank the candidates; every line and its proof is written down."""
    contest = post_within_reach(id)
    form = ConfirmForm(seen=contest.version)
    back = url_for(".ranking", id=id)
    if not form.validate_on_submit():
        return render_template("results/compile.html", form=form, contest=contest, back=back, label=post_label(contest))
    commands.compile_ranking(db.session, id, by=form.by(back), now=clock.now())
    flash(_("The ranking is compiled. Another person signs it."), "success")
    return redirect(back, 303)


@bp.route("/desk/posts/<uuid:id>/ties/<int:rank>", methods=["GET", "POST"])
@policy.requires("contest:rank")
@sessions.fresh
def tie(id: UUID, rank: int) -> Any:
    """Put candidates whom no rule could part in an order, and say why."""
    contest = post_within_reach(id)
    case = case_of(contest)
    found = ranking_now(contest) if reads_marks(contest, case.actor.roles) else None
    open_tie = tie_at(found, rank) if found and CHAIR in case.actor.roles else None
    if found is None or open_tie is None:
        raise NotFound(Contest, id)
    form = forms.tie_form(open_tie.codes, open_tie.rank, contest.version)
    back = url_for(".ranking", id=id)
    if not form.validate_on_submit():
        return render_template(
            "results/tie.html", form=form, contest=contest, tie=open_tie, back=back, label=post_label(contest),
            names=names_by_number(contest), placed=[p for p in found.placed if p.code in open_tie.codes], **telling(),
        )  # fmt: skip
    commands.settle_tie(db.session, id, form.order(), form.reason.data or "", by=form.by(back), now=clock.now())
    flash(_("The order is on record with its reason."), "success")
    return redirect(back, 303)


@bp.route("/desk/posts/<uuid:id>/steps/<any(rank, declare_no_winner, reopen):trigger>", methods=["GET", "POST"])
@policy.requires("contest:rank")
def step(id: UUID, trigger: str) -> Any:
    """Sign the ranking, declare that there is no winner, or rank again."""
    contest = post_within_reach(id)
    back = url_for(".ranking", id=id)

    def do(form: Any) -> None:
        given = {"by": form.by(back), "now": clock.now(), "seen": form.version}
        if trigger == "rank":
            commands.sign_ranking(db.session, id, **given)
        else:
            commands.contest_step(db.session, id, trigger, form.reason.data, **given)
        flash(_("Done. It is on record."), "success")

    case, title = case_of(contest), post_label(contest)
    return weighty_step(contest, contest.process, trigger, case, do=do, back=back, title=title)


def case_of(contest: Contest) -> Case:
    """How the post stands for the person asking."""
    return contest_case(db.session, contest, viewer_by(), clock.now())


def is_compiled(contest: Contest) -> bool:
    """Whether the ranking was written down: compiled and not opened again."""
    return contest.compiled_by is not None or contest.state in RANKED_SINCE


def tie_at(found: Ranking, rank: int) -> OpenTie | None:
    """The open tie at this rank."""
    return next((tie for tie in found.open_ties if tie.rank == rank), None)
