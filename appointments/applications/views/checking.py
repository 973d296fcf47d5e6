"""The board's pages: rounds, lists with filters, the dossier as it was frozen, verdicts, and the steps of the check."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from appointments.accounts import queries as accounts
from appointments.accounts import sessions
from appointments.applications import queries
from appointments.applications.case import application_case, application_scopes
from appointments.applications.commands import checking
from appointments.applications.forms import VerdictForm
from appointments.applications.models import Application
from appointments.applications.views.parts import (
    answer_rows,
    bp,
    frozen_papers,
    name_of,
    person_rows,
    post_name,
    titled,
    viewer_by,
    viewer_id,
)
from appointments.competitions import context
from appointments.competitions.models import Round
from appointments.competitions.queries import reach_of, round_for
from appointments.competitions.standing import standing
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.files import svg
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import cite, say
from appointments.web.filters import state as state_label
from appointments.web.i18n import language
from appointments.web.paging import asked_page
from workflows import access, dossier
from workflows.duties import CITY
from workflows.roles import APPROVER, AUDITOR, CANDIDATE, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR, Role

READERS = (PERSONNEL, APPROVER, CHAIR, SECRETARY, SUPERVISOR, AUDITOR)
CHANNELS = ("portal", "hand", "post")


def round_within_reach(id: UUID, *resources: str) -> Round:
    """The round, if a role that the asker holds for it may read one of these in the round's present phase."""
    now = clock.now()
    round_ = round_for(db.session, id, reach_of(db.session, viewer_id(), now, READERS))
    if not is_read_by(round_, queries.roles_in_round(db.session, round_, viewer_id(), now), *resources):
        raise NotFound(Round, id)
    return round_


def is_read_by(round_: Round, roles: Collection[Role], *resources: str) -> bool:
    """Whether one of the roles held for a round may read one of these in its present phase."""
    phase = access.phase(round_.state)
    return any(queries.may_read(roles, resource, phase) for resource in resources)


@bp.get("/applications/rounds")
@policy.requires("applications:list")
def rounds() -> str:
    """The rounds whose applications one deals with, in the phase in which each is."""
    now = clock.now()
    lines = queries.rounds_with_applications(db.session, reach_of(db.session, viewer_id(), now, READERS))
    held = accounts.holdings_of(db.session, viewer_id(), now)
    shown = [line for line in lines if is_read_by(line.round, _roles_for(line.round, held), "application")]
    return render_template("applications/rounds.html", lines=shown)


def _roles_for(round_: Round, held: Iterable[tuple[Role, str]]) -> set[Role]:
    scopes = {CITY, *context.scopes_of(round_)}
    return {role for role, scope in held if scope in scopes}


@bp.get("/rounds/<uuid:id>/applications")
@policy.requires("applications:list")
def index(id: UUID) -> str:
    """The applications of a round; filters are links with counts."""
    round_ = round_within_reach(id, "application")
    wanted = asked_filter(round_)
    counts = queries.round_counts(db.session, id)
    total = sum(n for key, n in counts.items() if matches(key, wanted))
    page = asked_page(total)
    return render_template(
        "applications/index.html",
        round=round_,
        rows=queries.round_applications(db.session, id, wanted, page.first, page.size),
        page=page,
        total=total,
        filters=filter_links(round_, counts, wanted),
        posts={c.id: post_name(c) for c in round_.contests},
        drafts=queries.paper_drafts(db.session, id, viewer_id()),
        unfinished=queries.unfinished_paper(db.session, id),
        channel=channel_label,
        now=clock.now(),
    )


def asked_filter(round_: Round) -> queries.Filter:
    """What the address narrows the list to; whatever it names that is not there narrows nothing."""
    contests = {c.id.hex for c in round_.contests}
    contest = request.args.get("post", "")
    channel = request.args.get("channel", "")
    return queries.Filter(
        state=request.args.get("state", ""),
        contest=contest if contest in contests else "",
        channel=channel if channel in CHANNELS else "",
    )


def matches(key: tuple[str, UUID, str], wanted: queries.Filter) -> bool:
    """Whether a group of the counts lies within the filter."""
    state, contest, channel = key
    pairs = ((wanted.state, state), (wanted.contest, contest.hex), (wanted.channel, channel))
    return all(not asked or asked == own for asked, own in pairs)


def filter_links(round_: Round, counts: Counter[tuple[str, UUID, str]], wanted: queries.Filter) -> list[dict[str, Any]]:
    """For each filter its values that occur, each with its count and address; the chosen one leads back to all."""
    chosen = {"state": wanted.state, "post": wanted.contest, "channel": wanted.channel}
    names: dict[str, Any] = {
        "state": lambda value: state_label(value, "application"),
        "post": {c.id.hex: post_name(c) for c in round_.contests}.get,
        "channel": channel_label,
    }
    titles = {"state": _("State"), "post": _("Post"), "channel": _("How it came")}
    found = []
    for place, name in enumerate(("state", "post", "channel")):
        sums: Counter[str] = Counter()
        for key, number in counts.items():
            value = key[place]
            sums[value.hex if isinstance(value, UUID) else value] += number
        links = [
            {
                "text": names[name](value),
                "count": number,
                "href": address(round_.id, chosen | {name: "" if chosen[name] == value else value}),
                "current": chosen[name] == value,
            }
            for value, number in sorted(sums.items())
        ]
        found.append({"title": titles[name], "links": links})
    return found


def address(round_id: UUID, chosen: dict[str, str]) -> str:
    """The list narrowed to what is chosen."""
    narrowed: dict[str, Any] = {k: v for k, v in chosen.items() if v}
    return url_for("applications.index", id=round_id, **narrowed)


def channel_label(channel: str) -> str:
    """How an application came."""
    return {"portal": _("On this site"), "hand": _("By hand"), "post": _("By post")}[channel]


def staff_page(id: UUID) -> str:
    """The application as the board meets it: only what was frozen when it was handed in."""
    seen = queries.for_staff(db.session, id, viewer_id(), clock.now())
    row = seen.row
    case = application_case(db.session, row, viewer_by(), clock.now())
    frozen = row.snapshot or {}
    told = standing(db.session, row, case, application_scopes(row))
    return render_template(
        "applications/review.html",
        row=row,
        case=case,
        post=post_name(row.contest),
        told=told,
        entries=[entry | own_name(entry, frozen) for entry in titled(told.entries)],
        options=[o for o in row.process.outlook(row.state, case) if o.transition.trigger in checking.REVIEW],
        step_href=lambda trigger: url_for("applications.step", id=id, trigger=trigger),
        drawing_svg=svg.draw(row.process, language(), row.state),
        readable=seen.dossier,
        person=person_rows(frozen["person"]),
        answers=answer_rows(frozen["answers"]),
        papers=frozen_papers(seen.row),
        kinds=dossier.PAPER,
        verdicts=verdict_rows(row),
        may_judge=PERSONNEL in seen.roles and row.state == "submitted" and seen.dossier,
        officer=name_of(row.keyed_by),
        to_complete=row.state == "returned" and queries.is_keyed_by(db.session, row, viewer_id(), case.now),
        channel=channel_label(row.channel),
        petitions=queries.petitions_of(db.session, row.id),
    )


@bp.route("/applications/<uuid:id>/inspect", methods=["GET", "POST"])
@policy.requires("applications:inspect")
def inspect(id: UUID) -> str | Response:
    """Say why one reads a dossier; the reason is on record, and holds for an hour."""
    row = queries.application(db.session, id)
    form = steps.ReasonForm()
    back = url_for(".show", id=id)
    if not queries.must_give_reason(db.session, row, viewer_id(), clock.now()):
        queries.for_staff(db.session, id, viewer_id(), clock.now())
        return redirect(back, 303)
    if form.validate_on_submit():
        checking.inspect(db.session, id, form.reason.data, by=form.by(back), now=clock.now())
        return redirect(back, 303)
    return render_template("applications/inspect.html", form=form, row=row, post=post_name(row.contest))


def own_name(entry: dict[str, Any], frozen: dict[str, Any]) -> dict[str, Any]:
    """The candidate's acts under the name of the dossier, not under one that was taken later."""
    return {"who": frozen["person"]["full_name"]} if entry["role"] == CANDIDATE else {}


def verdict_rows(row: Application) -> list[dict[str, Any]]:
    """Every condition with the verdict on it, in the order of the regulation."""
    given = {v.criterion: v for v in row.verdicts}
    return [
        {"criterion": c, "verdict": given.get(c.key), "label": say(c.label), "cites": cite(c.cites)}
        for c in dossier.CRITERIA
    ]


@bp.route("/applications/<uuid:id>/verdicts/<criterion>", methods=["GET", "POST"])
@policy.requires("applications:judge")
def verdict(id: UUID, criterion: str) -> str | Response:
    """The verdict on one condition, with the evidence and the clause."""
    seen = queries.for_staff(db.session, id, viewer_id(), clock.now())
    if criterion not in dossier.CRITERION or not seen.dossier:
        raise NotFound(Application, id)
    wanted = dossier.CRITERION[criterion]
    given = next((v for v in seen.row.verdicts if v.criterion == criterion), None)
    data = {"met": "yes" if given.met else "no", "evidence": given.evidence, "clause": given.clause} if given else {}
    form = VerdictForm(data={"clause": str(wanted.cites)} | data, seen=seen.row.version)
    if form.validate_on_submit():
        back = after_verdict(seen.row, criterion)
        checking.judge(
            db.session,
            id,
            criterion,
            met=form.met.data == "yes",
            evidence=form.evidence.data or "",
            clause=form.clause.data or "",
            by=form.by(back),
            now=clock.now(),
            seen=form.version,
        )
        return redirect(back, 303)
    frozen = seen.row.snapshot or {}
    return render_template(
        "applications/verdict.html",
        row=seen.row,
        form=form,
        criterion=wanted,
        post=post_name(seen.row.contest),
        answers=answer_rows(frozen["answers"]),
        papers=frozen_papers(seen.row),
        kinds=dossier.PAPER,
    )


def after_verdict(row: Application, criterion: str) -> str:
    """The next condition without a verdict; when there is none, the application."""
    judged = {v.criterion for v in row.verdicts} | {criterion}
    following = next((c.key for c in dossier.CRITERIA if c.key not in judged), None)
    if following:
        return url_for(".verdict", id=row.id, criterion=following)
    return url_for(".show", id=row.id, _anchor="verdicts")


@bp.route(
    "/applications/<uuid:id>/<any(accept, propose_rejection, return, reject, overturn, reopen):trigger>",
    methods=["GET", "POST"],
)
@policy.requires("applications:step")
def step(id: UUID, trigger: str) -> str | Response:
    """One step of the check: read, give the reason where one is due, confirm."""
    row = queries.for_staff(db.session, id, viewer_id(), clock.now()).row
    case = application_case(db.session, row, viewer_by(), clock.now())
    option = steps.find(row.process, row.state, trigger, case)
    if option.is_open and option.transition.weighty and (again := sessions.ask_again()):
        return again
    back = url_for(".show", id=id)

    def do(form: Any) -> None:
        reason = form.reason.data if hasattr(form, "reason") else ""
        checking.review(db.session, id, trigger, reason, by=form.by(back), now=clock.now(), seen=form.version)

    facts = [{"key": _("Candidate"), "value": (row.snapshot or {})["person"]["full_name"]}]
    title = f"{row.reference} – {post_name(row.contest)}"
    return steps.step_page(row, row.process, trigger, case, do=do, back=back, title=title, facts=facts)
