"""Pages of a round's proposals: how many were lodged, the key that seals them, the opening by two, what is missing."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.accounts import sessions
from appointments.applications.views.parts import storage
from appointments.competitions import queries as competitions
from appointments.competitions.models import Round
from appointments.competitions.views.parts import reach
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import proposals
from appointments.exams.coding import formats
from appointments.exams.commands import proposal_opening as opening
from appointments.exams.commands import proposals as commands
from appointments.exams.proposal_case import proposal_case, round_of
from appointments.exams.proposal_forms import KeyForm, OpenForm, ProlongForm, ProposeForm
from appointments.exams.proposals import Proposal, ProposalBox
from appointments.exams.views.parts import bp, by_me, demand
from appointments.web import policy
from appointments.web.db import db
from appointments.web.steps import ReasonForm, find
from workflows.proposal import BEFORE_SEALING
from workflows.roles import AUDITOR, CHAIR, CODING, PANEL, SECRETARY, SUPERVISOR

FOLLOWERS = (SECRETARY, CHAIR, SUPERVISOR, AUDITOR, CODING, PANEL)


@bp.get("/rounds/<uuid:id>/proposals")
@policy.requires("proposals:follow")
def round_proposals(id: UUID) -> str:
    """How many are lodged, and no more until the deadline; then who handed nothing in, and what was opened."""
    round_, box = _round(id)
    roles, now = demand(round_, *FOLLOWERS), clock.now()
    counts = proposals.counted(db.session, box.id) if box else {}
    is_over = bool(counts) and not any(counts.get(name) for name in BEFORE_SEALING)
    rows = proposals.of_round(db.session, id) if is_over else []
    return render_template(
        "exams/proposals.html", round=round_, box=box, roles=roles, counts=counts, is_over=is_over,
        key_digest=formats.digest(box.key.encode()) if box else "",
        lodged=sum(counts.get(name, 0) for name in proposals.LODGED),
        expected=sum(n for name, n in counts.items() if name != "discontinued"),
        due=proposals.shown_deadline(db.session, box, round_, now) if box else None,
        may_prolong=CHAIR in roles and round_.state == "oral_scheduled" and bool(counts) and not is_over,
        opened=[one for one in rows if one.state == "opened"],
        missing=[one for one in rows if one.state in ("missing", "waived")],
        may_bring_key=CODING in roles and round_.state == "examining",
    )  # fmt: skip


@bp.route("/rounds/<uuid:id>/proposals/key", methods=["GET", "POST"])
@policy.requires("proposal_key:create")
def proposal_key(id: UUID) -> Any:
    """The public half of the key, brought from the council's own machine."""
    round_, box = _round(id)
    demand(round_, CODING)
    if round_.state != "examining":
        raise NotFound(Round, id)
    form, back = KeyForm(), url_for(".round_proposals", id=id)
    if form.validate_on_submit():
        demonstration = bool(current_app.config["DEMO"])
        data = form.file.data.read()
        commands.take_key(db.session, id, data, demonstration=demonstration, by=form.by(back), now=clock.now())
        flash(_("The key is here. Proposals can be sealed under it."), "success")
        return redirect(back, 303)
    return render_template("exams/proposal_key.html", form=form, round=round_, box=box)


@bp.route("/rounds/<uuid:id>/proposals/propose", methods=["GET", "POST"])
@policy.requires("proposal:propose_opening")
def propose_opening(id: UUID) -> Any:
    """The chair looks at the digest of everything that is to be opened, and proposes it."""
    round_, box = _with_key(id)
    demand(round_, CHAIR)
    if again := sessions.ask_again():
        return again
    form, back = ProposeForm(), url_for(".round_proposals", id=id)
    if form.validate_on_submit():
        opening.propose(db.session, id, form.shown.data or "", by=form.by(back), now=clock.now())
        flash(_("The opening is proposed. The supervision board opens exactly this content, or refuses."), "success")
        return redirect(back, 303)
    found = proposals.to_be_opened(db.session, box.id)
    form.shown.data = content = proposals.content(db.session, box.id)
    option = _option(found[0][0], "propose_opening") if found and found[0][0].state == "sealed" else None
    return render_template(
        "exams/propose_opening.html", form=form, round=round_, box=box, content=content, count=len(found),
        option=option,
    )  # fmt: skip


@bp.get("/rounds/<uuid:id>/proposals/sealed.json")
@policy.requires("proposal_opening:read")
def sealed_proposals(id: UUID) -> Response:
    """The wrapped keys for the council's machine, once the chair has proposed the opening."""
    round_, box = _with_key(id)
    demand(round_, CHAIR, SUPERVISOR, CODING)
    if not box.content:
        raise NotFound(Round, id)
    answer = Response(opening.sealed_list(db.session, box), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="de-an-niem-phong-{id.hex[:8]}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/rounds/<uuid:id>/proposals/open", methods=["GET", "POST"])
@policy.requires("proposal:open")
def open_proposals(id: UUID) -> Any:
    """The supervision board compares the digest, brings the opened keys, and all proposals open together."""
    round_, box = _with_key(id)
    demand(round_, SUPERVISOR)
    if not box.content:
        raise NotFound(Round, id)
    if again := sessions.ask_again():
        return again
    form, back = OpenForm(), url_for(".round_proposals", id=id)
    if form.validate_on_submit():
        data, shown = form.file.data.read(), form.shown.data or ""
        opening.open_all(db.session, id, data, shown, storage(), by=form.by(back), now=clock.now())
        flash(_("Every proposal is open, and is what was handed in."), "success")
        return redirect(back, 303)
    form.shown.data = box.content
    count = len(proposals.to_be_opened(db.session, box.id))
    return render_template("exams/open_proposals.html", form=form, round=round_, box=box, count=count)


@bp.route("/rounds/<uuid:id>/proposals/refuse", methods=["GET", "POST"])
@policy.requires("proposal:refuse_opening")
def refuse_opening(id: UUID) -> Any:
    """The supervision board does not open, and says why."""
    return _turned_away(id, "exams/refuse_opening.html", opening.refuse, _("The proposals stay sealed."))


@bp.route("/rounds/<uuid:id>/proposals/lost", methods=["GET", "POST"])
@policy.requires("proposal:give_up")
def give_up_opening(id: UUID) -> Any:
    """The supervision board records that too many shares of the key are lost, and says how."""
    said = _("It is on record. The presentations are scored without the proposals handed in before.")
    return _turned_away(id, "exams/proposals_lost.html", opening.give_up, said)


@bp.route("/rounds/<uuid:id>/proposals/prolong", methods=["GET", "POST"])
@policy.requires("proposal:prolong")
def prolong_proposals(id: UUID) -> Any:
    """The chair puts the deadline off for all candidates, and says why."""
    round_, box = _with_key(id)
    demand(round_, CHAIR)
    counts = proposals.counted(db.session, box.id)
    if not any(counts.get(name) for name in BEFORE_SEALING):
        raise NotFound(Round, id)
    if again := sessions.ask_again():
        return again
    form, back = ProlongForm(), url_for(".round_proposals", id=id)
    if form.validate_on_submit():
        given: dict[str, Any] = {"by": form.by(back), "now": clock.now()}
        commands.prolong(db.session, id, form.due_at.data, form.reason.data, **given)
        flash(_("The deadline is put off for everybody. Candidates, council and panel are told."), "success")
        return redirect(back, 303)
    return render_template("exams/prolong_proposals.html", form=form, round=round_, box=box)


@bp.route("/proposals/<uuid:id>/without", methods=["GET", "POST"])
@policy.requires("proposal:go_on_without")
def go_on_without(id: UUID) -> Any:
    """The chair lets a candidate present who handed nothing in, and says why."""
    proposal = db.session.get(Proposal, id)
    if proposal is None:
        raise NotFound(Proposal, id)
    round_ = _round(round_of(proposal).id)[0]
    demand(round_, CHAIR)
    if proposal.state != "missing":
        raise NotFound(Proposal, id)
    form, back = ReasonForm(seen=proposal.version), url_for(".round_proposals", id=round_.id)
    if form.validate_on_submit():
        given: dict[str, Any] = {"by": form.by(back), "now": clock.now(), "seen": form.version}
        commands.go_on_without(db.session, id, form.reason.data, **given)
        flash(_("The candidate presents without a proposal handed in before."), "success")
        return redirect(back, 303)
    option = _option(proposal, "go_on_without")
    return render_template(
        "exams/without_proposal.html", form=form, round=round_, application=proposal.application, option=option
    )


def _turned_away(id: UUID, template: str, command: Any, said: str) -> Any:
    """A page on which the supervision board, with a reason, does not open what the chair proposed."""
    round_, box = _with_key(id)
    demand(round_, SUPERVISOR)
    if not box.content:
        raise NotFound(Round, id)
    form, back = ReasonForm(), url_for(".round_proposals", id=id)
    if form.validate_on_submit():
        command(db.session, id, form.reason.data, by=form.by(back), now=clock.now())
        flash(said, "success")
        return redirect(back, 303)
    return render_template(template, form=form, round=round_)


def _option(proposal: Proposal, trigger: str) -> Any:
    case = proposal_case(db.session, proposal, by_me(), clock.now())
    return find(proposal.process, proposal.state, trigger, case)


def _round(id: UUID) -> tuple[Round, ProposalBox | None]:
    """The round whose proposals are handed in on screen, if it is the asker's business."""
    round_ = competitions.round_for(db.session, id, reach())
    if not proposals.is_on_screen(round_):
        raise NotFound(Round, id)
    return round_, db.session.get(ProposalBox, id)


def _with_key(id: UUID) -> tuple[Round, ProposalBox]:
    round_, box = _round(id)
    if box is None:
        raise NotFound(Round, id)
    return round_, box
