"""The exam desk: the rounds that are examined, each with its papers; a paper's own page and its steps."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions import context
from appointments.competitions import queries as competitions
from appointments.competitions.case import round_case
from appointments.competitions.kinds import paper_title, round_title
from appointments.competitions.models import Paper, Round
from appointments.competitions.siblings import LOCKED
from appointments.competitions.standing import deadline_of, people_who
from appointments.competitions.views.parts import case_page, reach, viewer_id, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import proposals, queries, sealing
from appointments.exams.commands import marking, sittings
from appointments.exams.commands.rounds import begin_examination
from appointments.exams.following import carried_out
from appointments.exams.models import LOCKED_SCRIPT, Script
from appointments.exams.outlook import paper_outlooks
from appointments.exams.quality import meter_of
from appointments.exams.screen_forms import CountForm
from appointments.exams.views import envelopes, inspecting, moderating, quality
from appointments.exams.views.parts import (
    APPEAL_READERS,
    ROOM_READERS,
    SCRIPT_READERS,
    bp,
    by_me,
    case_of,
    demand,
    is_on_screen,
    paper_or_404,
    reads,
    roles_towards,
    scopes_of_paper,
)
from appointments.exams.views.seen import progress_of
from appointments.exams.views.tasks import fix_of, task_rows
from appointments.exams.views.tool import DECODING_READERS
from appointments.web import policy
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.steps import ConfirmForm
from workflows.roles import CHAIR, CODING, INVIGILATOR, MARKER, MARKING_HEAD, SECRETARY, SUPERVISOR, Role

OWN_STEPS: dict[str, Any] = {
    "propose_lock": marking.propose_lock,
    "lock": marking.lock,
    "decode": sealing.decode,
}
TELLS_METER = ("planned", "ready", "held", "coded", "marking", "lock_proposed")
"""The states in which it matters still how many scripts hide each other."""
ROUND_STEPS = ("schedule_oral", "skip_oral", "close_oral")


@bp.get("")
@policy.requires("exam:follow")
def index() -> str:
    """The rounds within reach that are being examined or have been, the newest first."""
    return render_template("exams/index.html", rounds=queries.rounds_examined(db.session, reach()))


@bp.get("/rounds/<uuid:id>")
@policy.requires("exam:follow")
def desk(id: UUID) -> str:
    """One round's exam: every paper with its state, who must act and what is missing."""
    round_ = competitions.round_for(db.session, id, reach())
    case = round_case(db.session, round_, by_me(), clock.now())
    papers = paper_outlooks(db.session, round_, clock.now())
    return render_template(
        "exams/desk.html",
        round=round_,
        papers=papers,
        options=[o for o in round_.process.outlook(round_.state, case) if o.transition.trigger in _steps_here()],
        step_href=lambda trigger: url_for(".round_step", id=id, trigger=trigger),
        actors=people_who(db.session, round_.at.owners, context.scopes_of(round_), clock.now()),
        deadline=deadline_of(db.session, round_.case_key),
        proposals_on_screen=proposals.is_on_screen(round_),
    )


@bp.route("/rounds/<uuid:id>/steps/<trigger>", methods=["GET", "POST"])
@policy.requires("exam:run")
def round_step(id: UUID, trigger: str) -> Any:
    """Begin the exam; schedule, skip or close the presentations."""
    round_ = competitions.round_for(db.session, id, reach())
    step = begin_examination if trigger == "begin_examination" else carried_out(f"round.{trigger}")
    if step is None:
        raise NotFound(Round, trigger)
    back = url_for(".desk", id=id)

    def do(form: Any) -> None:
        given: dict[str, Any] = {"reason": form.reason.data} if "reason" in form else {}
        step(db.session, id, by=form.by(back), now=clock.now(), seen=form.version, **given)
        flash(_("Done. It is on record."), "success")

    case = round_case(db.session, round_, by_me(), clock.now())
    return weighty_step(round_, round_.process, trigger, case, do=do, back=back, title=say(round_title(round_)))


@bp.get("/papers/<uuid:id>")
@policy.requires("exam:follow")
def paper(id: UUID) -> str:
    """One written paper: where it stands, who must act, what is missing, what happened."""
    found = paper_or_404(id)
    case = case_of(found)
    scripts = queries.scripts(db.session, id)
    return case_page(
        "exams/paper.html",
        found,
        case,
        scopes_of_paper(found),
        lambda trigger: url_for(".codes", id=id) if trigger.startswith("seal_codes") else _address(found, trigger),
        paper=found,
        tasks=task_rows(found, case),
        fix=lambda refusal: fix_of(found, case, refusal),
        meter=meter_of(db.session, found, case.facts.collected, clock.now()) if found.state in TELLS_METER else None,
        progress=None if case.actor.roles <= {MARKER} and found.seed_seal else progress_of(found, scripts),
        has_scripts=bool(scripts),
        opens=opened_to(found, case.actor.roles) | screen_pages(found, case.actor.roles),
        own_codes=own_codes(found, scripts),
        is_published=found.state in queries.PUBLISHED,
        may_arrange=found.state == "planned" and bool({SECRETARY, CHAIR} & case.actor.roles),
    )


@bp.route("/papers/<uuid:id>/steps/<trigger>", methods=["GET", "POST"])
@policy.requires("paper:step")
def step(id: UUID, trigger: str) -> Any:
    """Take a step of the paper."""
    found = paper_or_404(id)
    command = _command(trigger)
    back = url_for(".paper", id=id)

    def do(form: Any) -> None:
        given: dict[str, Any] = {"reason": form.reason.data} if "reason" in form else {}
        command(db.session, id, by=form.by(back), now=clock.now(), seen=form.version, **given)
        flash(_("Done. It is on record."), "success")

    return weighty_step(
        found, found.process, trigger, case_of(found), do=do, back=back, title=say(paper_title(found)),
        facts=_shown(found, trigger),
    )  # fmt: skip


ACTS: dict[str, tuple[Any, Any]] = {
    "summon": (sittings.summon, SECRETARY),
    "post_lists": (sittings.post_lists, SECRETARY),
    "record_counts": (sittings.record_counts, SECRETARY),
    "attest_counts": (sittings.attest_counts, SUPERVISOR),
    "attest_lock": (marking.attest_lock, SUPERVISOR),
    "attest_decoding": (sealing.attest_decoding, SUPERVISOR),
}
"""Acts that are recorded on a paper without moving it: the command, and whose act it is."""


@bp.route("/papers/<uuid:id>/acts/<any(" + ",".join(ACTS) + "):act>", methods=["GET", "POST"])
@policy.requires("paper:act")
def act(id: UUID, act: str) -> Any:
    """Confirm one such act."""
    found = paper_or_404(id)
    command, role = ACTS[act]
    demand(found.round, role)
    is_total = act == "record_counts" and is_on_screen(found)
    form = (CountForm if is_total else ConfirmForm)(seen=found.version)
    back = url_for(".paper", id=id)
    if form.validate_on_submit():
        given: dict[str, Any] = {"sheets": form["sheets"].data} if is_total else {}
        command(db.session, id, by=form.by(back), now=clock.now(), **given)
        flash(_("Done. It is on record."), "success")
        return redirect(back, 303)
    case = case_of(found)
    return render_template("exams/act.html", form=form, paper=found, act=act, facts=case.facts, role=role)


def opened_to(paper: Paper, roles: frozenset[Role]) -> dict[str, bool]:
    """Which further pages of a paper open for somebody with these roles in its round."""
    pages: dict[str, tuple[Role, ...]] = {
        "seats": ROOM_READERS,
        "attendance": (INVIGILATOR, SECRETARY),
        "envelopes": envelopes.READERS,
        "scripts": SCRIPT_READERS,
        "codes": (CODING,),
        "appeals": APPEAL_READERS,
    }
    opens = {page: bool(roles & set(readers)) for page, readers in pages.items()}
    return opens | {"incidents": reads(paper, roles, "incident")}


def screen_pages(paper: Paper, roles: frozenset[Role]) -> dict[str, bool]:
    """Which pages of marking on screen open."""
    is_on_screen, is_coded = bool(paper.seed_seal), paper.state != "held"
    return {
        "marking_desk": is_on_screen and MARKER in roles and paper.state in ("coded", "marking", "remarking"),
        "pool": is_on_screen and is_coded and MARKING_HEAD in roles,
        "decoding": bool(paper.coding_batch and paper.decoded_at and roles & set(DECODING_READERS)),
        "commitments": is_on_screen and paper.state in LOCKED,
        "moderation": moderating.opens_to(paper, roles),
        "quality": quality.opens_to(paper, roles),
        "coded_scripts": inspecting.reader(paper, roles) is not None,
    }


def own_codes(paper: Paper, scripts: Sequence[Script]) -> list[str]:
    """The codes of the scripts that the asker marks, while they are being marked."""
    if paper.seed_seal or paper.state not in ("marking", "remarking"):
        return []
    return [s.code for s in scripts if viewer_id().hex in s.markers and s.state not in LOCKED_SCRIPT]


def _command(trigger: str) -> Any:
    if trigger in OWN_STEPS:
        return OWN_STEPS[trigger]
    if above := carried_out(f"paper.{trigger}"):
        return above
    if trigger in sittings.STEPS:
        return partial(sittings.take_step, trigger=trigger)
    raise NotFound(Paper, trigger)


def _address(found: Paper, trigger: str) -> str:
    return url_for(".step", id=found.id, trigger=trigger)


def _steps_here() -> tuple[str, ...]:
    return ("begin_examination", *ROUND_STEPS)


def _shown(found: Paper, trigger: str) -> list[dict[str, Any]]:
    """The content that is locked, where that is what one confirms."""
    if trigger not in ("propose_lock", "lock") or not {CHAIR, MARKING_HEAD} & roles_towards(found.round):
        return []
    facts = case_of(found).facts
    rows = [{"key": _("Marks as they are now"), "value": facts.content_hash or "–"}]
    if trigger == "lock":
        rows.append({"key": _("Marks as they were proposed"), "value": facts.proposed_hash or "–"})
    return rows
