"""The plan: one round that bundles approved needs, its papers, its regulation; submitted, returned, approved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.competitions import context, rules
from appointments.competitions.case import Asker, contest_case, round_case
from appointments.competitions.commands.locking import editing, lock_contest, lock_round
from appointments.competitions.models import Contest, Paper, Round
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.organisation import queries as organisation
from appointments.organisation.models import Agency
from workflows import rules as regulation
from workflows.calendar import local_day
from workflows.parameters import Staff
from workflows.roles import PERSONNEL, SYSTEM

DRAFT = ("plan_draft",)
STEPS = ("submit_plan", "return", "discard")


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """A written paper as the plan sets it: when, how long, where, and for which posts."""

    title: str
    starts_at: datetime | None = None
    minutes: int | None = None
    place: str = ""
    contests: Collection[UUID] = ()


def make_plan(
    session: Session, agency_id: UUID, title: str, contest_ids: Collection[UUID] = (), *, by: By, now: datetime
) -> Round:
    """Begin a round: its plan, with the posts it bundles, under the regulation in force today."""
    with Work(session, by, now) as work:
        agency = work.lock(Agency, agency_id)
        context.load_agencies(session)
        if PERSONNEL not in Asker.of(session, by, now).towards(context.agency_scopes(agency)).roles:
            raise Forbidden(f"{by.person} may not plan rounds of {agency.key}")
        round_ = Round(agency=agency, title=title.strip(), drafted_by=by.person)
        work.begin(round_, PERSONNEL)
        session.flush()
        for contest_id in sorted(set(contest_ids)):
            _bundle(work, round_, contest_id)
        session.flush()
        session.expire(round_, ["contests", "papers"])
        round_.rules = regulation_for(session, round_, now).snapshot()
        work.result |= {"round": round_.id.hex}
    return round_


def regulation_for(session: Session, round_: Round, now: datetime) -> regulation.Rules:
    """The parameters in force today for the organising agency; public employees' only where every post is one's."""
    staffs = {contest.post.staff for contest in round_.contests}
    staff = Staff.public_employee if staffs == {Staff.public_employee} else Staff.civil_servant
    return organisation.rules_in_force(session, round_.agency, local_day(now), staff)


def edit_plan(
    session: Session,
    round_id: UUID,
    texts: Mapping[str, str],
    *,
    title: str | None = None,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Round:
    """Write texts of the plan, and its title."""
    with Work(session, by, now) as work:
        round_ = _edited(work, round_id, "edit_plan", seen)
        round_.plan = round_.plan | _known(texts, rules.PLAN_FIELDS)
        round_.title = title.strip() if title and title.strip() else round_.title
    return round_


def set_parameters(
    session: Session, round_id: UUID, changes: Mapping[str, Any], *, by: By, now: datetime, seen: int | None = None
) -> Round:
    """Give parameters of the regulation this round's own values; `BadRules` tells which are out of range."""
    with Work(session, by, now) as work:
        round_ = _edited(work, round_id, "set_parameters", seen, keys=sorted(changes))
        round_.rules = context.rules_of(round_, now).changed(changes).snapshot()
    return round_


def bundle_posts(
    session: Session, round_id: UUID, contest_ids: Collection[UUID], *, by: By, now: datetime, seen: int | None = None
) -> Round:
    """Take approved needs into the plan."""
    with Work(session, by, now) as work:
        round_ = _edited(work, round_id, "bundle_posts", seen)
        for contest_id in sorted(set(contest_ids)):
            _bundle(work, round_, contest_id)
        session.flush()
        session.expire(round_, ["contests"])
    return round_


def release_post(
    session: Session, round_id: UUID, contest_id: UUID, *, by: By, now: datetime, seen: int | None = None
) -> Round:
    """Take one post out of the plan; its policy stands, another plan may take it up."""
    with Work(session, by, now) as work:
        round_ = _edited(work, round_id, "release_post", seen)
        contest = next((c for c in round_.contests if c.id == contest_id), None)
        if contest is None:
            raise NotFound(Contest, contest_id)
        release(work, contest)
        session.flush()
        session.expire(round_, ["contests"])
    return round_


def add_paper(
    session: Session, round_id: UUID, plan: PaperPlan, *, by: By, now: datetime, seen: int | None = None
) -> Paper:
    """Plan a written paper and say which posts share it."""
    with Work(session, by, now) as work:
        round_ = _edited(work, round_id, "add_paper", seen)
        with session.no_autoflush:  # the case is built before the row has a state
            paper = Paper(id=uuid4(), round=round_, title="")
            _fill(paper, plan)
            work.begin(paper, PERSONNEL, paper_case(session, paper, by, now))
        session.flush()
        _share(work, paper, plan.contests)
        session.expire(round_, ["papers"])
        work.result |= {"round": round_.id.hex, "paper": paper.id.hex}
    return paper


def edit_paper(
    session: Session, paper_id: UUID, plan: PaperPlan, *, by: By, now: datetime, seen: int | None = None
) -> Paper:
    """Change a planned paper: time, length, place, and the posts that share it."""
    with Work(session, by, now) as work:
        found = session.get(Paper, paper_id)
        if found is None:
            raise NotFound(Paper, paper_id)
        round_ = _edited(work, found.round_id, "edit_paper", None)
        paper = work.lock(Paper, paper_id, seen=seen)
        _fill(paper, plan)
        work.note(paper, "edit", PERSONNEL)
        work.retime(paper, paper_case(session, paper, by, now))
        _share(work, paper, plan.contests)
        work.result |= {"round": round_.id.hex, "paper": paper.id.hex}
    return paper


def step_plan(
    session: Session, round_id: UUID, trigger: str, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Round:
    """Submit a plan, return it, or discard its draft; a discarded plan lets its posts go."""
    if trigger not in STEPS:
        raise ValueError(f"{trigger} is no step of a plan")
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, trigger, round_case(session, round_, by, now, reason))
        if trigger == "discard":
            for contest in round_.contests:
                release(work, contest)
            for paper in round_.papers:
                work.fire(paper, "cancel_with_round", paper_case(session, paper, SYSTEM_BY, now))
        work.result |= {"round": round_.id.hex}
    return round_


def approve_plan(
    session: Session, round_id: UUID, number: str, issued_on: date, *, by: By, now: datetime, seen: int | None = None
) -> Round:
    """The authority approves the plan under its number; the regulation is pinned and every post is planned."""
    if issued_on > local_day(now):
        raise Invalid("The date of the plan lies in the future.", "issued_on")
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, "approve_plan", round_case(session, round_, by, now), number=number.strip())
        round_.plan_number, round_.plan_on = number.strip(), issued_on
        for contest in round_.contests:
            if contest.state == "policy_approved":
                work.fire(contest, "plan", contest_case(session, contest, SYSTEM_BY, now))
        work.result |= {"round": round_.id.hex}
    return round_


def release(work: Work, contest: Contest) -> None:
    """Let a post go from its round."""
    contest.round, contest.paper = None, None
    work.note(contest, "release", SYSTEM)


def _edited(work: Work, round_id: UUID, act: str, seen: int | None, **detail: Any) -> Round:
    """A round whose plan the asker may edit; who edits it last is its drafter."""
    round_ = lock_round(work, round_id, seen=seen)
    role = editing(work, round_, round_case(work.session, round_, work.by, work.now), (PERSONNEL,), DRAFT)
    round_.drafted_by = work.by.person
    work.note(round_, act, role, **detail)
    work.result |= {"round": round_.id.hex}
    return round_


def _bundle(work: Work, round_: Round, contest_id: UUID) -> None:
    contest = lock_contest(work, contest_id)
    if contest.state != "policy_approved" or contest.round_id is not None:
        raise Invalid("A post can be bundled only once, after its policy was approved.", "contests")
    actor = Asker.of(work.session, work.by, work.now).towards(context.contest_scopes(contest))
    if PERSONNEL not in actor.roles:
        raise Forbidden(f"{work.by.person} may not plan {contest.case_key}")
    contest.round = round_
    work.note(contest, "bundle", PERSONNEL, round=round_.id.hex)


def _fill(paper: Paper, plan: PaperPlan) -> None:
    if not plan.title.strip():
        raise Invalid("The paper needs a name.", "title")
    paper.title, paper.starts_at, paper.minutes = plan.title.strip(), plan.starts_at, plan.minutes
    paper.place = plan.place.strip()


def _share(work: Work, paper: Paper, contest_ids: Collection[UUID]) -> None:
    """The posts named share this paper; a post that had it and is no longer named has none."""
    wanted = set(contest_ids)
    if unknown := wanted - {contest.id for contest in paper.round.contests}:
        raise NotFound(Contest, min(unknown))
    for contest in paper.round.contests:
        shares = contest.id in wanted
        if shares != (contest.paper_id == paper.id):
            contest.paper = paper if shares else None
            work.note(contest, "set_paper", PERSONNEL, paper=paper.id.hex if shares else None)


def _known(texts: Mapping[str, str], fields: Mapping[str, rules.Field]) -> dict[str, str]:
    if unknown := sorted(set(texts) - set(fields)):
        raise ValueError(f"unknown texts: {unknown}")
    for key, text in texts.items():
        if len(text) > rules.LONGEST_TEXT:
            raise Invalid("This text is longer than %(most)s characters.", key, most=rules.LONGEST_TEXT)
    return {key: text.strip() for key, text in texts.items()}
