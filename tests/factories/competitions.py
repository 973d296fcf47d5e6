"""Rounds for tests, made through the product's own commands: from an agency and its posts to a round that receives.

built = receiving_round(session, now, posts=2)      # reception opened at `now`
built.round, built.contests, built.staff.officer, built.council.chair
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.accounts.models import User
from appointments.competitions import context, rules
from appointments.competitions.commands import announcements, council, needs, plans, reception
from appointments.competitions.models import Contest, Paper, Round
from appointments.core.work import By
from appointments.organisation.models import Agency, Post
from tests.factories import accounts
from tests.factories.foundations import laid_once
from tests.factories.numbers import numbers
from workflows.calendar import local_day
from workflows.roles import (
    AUTHORITY,
    CHAIR,
    CODING,
    INVIGILATOR,
    MARKER,
    MARKING_HEAD,
    PANEL,
    PERSONNEL,
    SECRETARY,
    SUPERVISOR,
    Role,
)

BEFORE = timedelta(days=40)
"""How long before the opening of reception the house is founded and the need is written down."""
RECEPTION = timedelta(days=30)
PLAN_TEXTS = dict.fromkeys(rules.PLAN_FIELDS, "Nội dung mẫu của kế hoạch")
ANNOUNCEMENT = dict.fromkeys(rules.FIELDS, "Nội dung mẫu của thông báo") | {"dossier": rules.USUAL_DOSSIER}


@dataclass(frozen=True)
class Staff:
    """Who acts for an agency: two officers, the authority; the two founders are its approvers. Ids are persons'."""

    agency: Agency
    officer: UUID
    second_officer: UUID
    authority: UUID
    approver: UUID
    second_approver: UUID
    users: dict[str, User] = field(default_factory=dict)


@dataclass(frozen=True)
class Council:
    """Who serves in one round; the first panel members complete the legal size."""

    chair: UUID
    secretary: UUID
    marking_head: UUID
    panel: tuple[UUID, ...]
    markers: tuple[UUID, ...]
    coding: UUID
    invigilators: tuple[UUID, ...]
    supervisor: UUID
    users: dict[UUID, User] = field(default_factory=dict)


@dataclass(frozen=True)
class Built:
    """A round with everybody who takes part in it."""

    round: Round
    contests: list[Contest]
    papers: list[Paper]
    staff: Staff
    council: Council | None = None


def agency(session: Session, name: str = "Sở Mẫu", parent: Agency | None = None) -> Agency:
    """An agency; no command makes one yet that tests could use."""
    made = Agency(key=f"mau-{numbers.next()}", name_vi=name, name_en=f"Sample: {name}", kind="agency", parent=parent)
    session.add(made)
    session.commit()
    return made


def post(session: Session, of: Agency, title: str = "Phó Trưởng phòng Mẫu", **different: Any) -> Post:
    """A vacant leadership post that may be filled by competition."""
    usual = {
        "agency": of,
        "title_vi": title,
        "title_en": f"Sample: {title}",
        "rank": "deputy",
        "staff": "civil_servant",
        "position_list_approved": True,
        "standards": "Tiêu chuẩn mẫu của chức danh",
        "duties": "Nhiệm vụ mẫu của chức danh",
    }
    made = Post(**{**usual, **different})
    session.add(made)
    session.commit()
    return made


def member(session: Session, name: str, now: datetime) -> User:
    """A synthetic person with an account."""
    number = numbers.next()
    return accounts.person(session, f"{name} Mẫu", f"nguoi-{number}@example.vn", now)


def staff(session: Session, of: Agency, now: datetime) -> Staff:
    """The officers, the authority and the approvers of an agency."""
    one, two = accounts.founders(session, now)
    scope, within = context.agency_scope(of.id), context.agency_scopes(of)[1:]
    people = {}
    for key, name, role in (
        ("officer", "Cán Bộ Tổ Chức", PERSONNEL),
        ("second_officer", "Cán Bộ Thứ Hai", PERSONNEL),
        ("authority", "Thủ Trưởng", AUTHORITY),
    ):
        people[key] = member(session, name, now)
        accounts.give(session, people[key].person_id, role, now, scope, within)
    people |= {"approver": one, "second_approver": two}
    return Staff(of, **{key: user.person_id for key, user in people.items()}, users=people)


def approved_need(session: Session, who: Staff, of: Post, now: datetime, slots: int = 1) -> Contest:
    """A post whose filling by competition the authority has approved."""
    need = needs.Need(slots=slots, ground="Chức danh đang khuyết", source="Nguồn tại chỗ và nơi khác")
    made = needs.draft_need(session, of.id, need, by=By(who.officer), now=now)
    needs.step_need(session, made.id, "request_policy", by=By(who.officer), now=now)
    return needs.step_need(session, made.id, "approve_policy", by=By(who.authority), now=now)


def drafted_plan(
    session: Session,
    who: Staff,
    contests: list[Contest],
    now: datetime,
    *,
    exam_at: datetime,
    papers: int = 1,
    changes: Mapping[str, Any] | None = None,
) -> Round:
    """A complete plan, not yet submitted; the posts share the papers in turn. `changes` are its own parameters."""
    by = By(who.officer)
    made = plans.make_plan(session, who.agency.id, "Kỳ thi tuyển Mẫu", [c.id for c in contests], by=by, now=now)
    plans.edit_plan(session, made.id, PLAN_TEXTS, by=by, now=now)
    if changes:
        plans.set_parameters(session, made.id, changes, by=by, now=now)
    for n in range(papers):
        sharing = [c.id for c in contests[n::papers]]
        plan = plans.PaperPlan(f"Bài thi viết {n + 1}", exam_at, 180, "Trường Mẫu", sharing)
        plans.add_paper(session, made.id, plan, by=by, now=now)
    return made


def approved_plan(session: Session, who: Staff, contests: list[Contest], now: datetime, **plan: Any) -> Round:
    """A plan that the authority has approved."""
    made = drafted_plan(session, who, contests, now, **plan)
    plans.step_plan(session, made.id, "submit_plan", by=By(who.officer), now=now)
    return plans.approve_plan(session, made.id, f"{numbers.next()}/KH", local_day(now), by=By(who.authority), now=now)


def serve(session: Session, round_: Round, name: str, role: Role, now: datetime) -> User:
    """Somebody new takes a role in the round's council."""
    user = member(session, name, now)
    scope, within = context.round_scope(round_.id), context.agency_scopes(round_.agency)
    accounts.give(session, user.person_id, role, now, scope, within)
    return user


def declared_council(session: Session, round_: Round, now: datetime, declare: bool = True) -> Council:
    """A complete council of the legal size; every member has declared to be related to nobody."""
    size = context.rules_of(round_, now)["exam.council_size"]
    users = {
        "chair": [serve(session, round_, "Chủ Tịch", CHAIR, now)],
        "secretary": [serve(session, round_, "Thư Ký", SECRETARY, now)],
        "marking_head": [serve(session, round_, "Trưởng Ban Chấm", MARKING_HEAD, now)],
        "panel": [serve(session, round_, "Giám Khảo", PANEL, now) for _ in range(size - 3)],
        "markers": [serve(session, round_, "Người Chấm", MARKER, now) for _ in range(4)],
        "coding": [serve(session, round_, "Người Làm Phách", CODING, now)],
        "invigilators": [serve(session, round_, "Giám Thị", INVIGILATOR, now) for _ in range(2)],
        "supervisor": [serve(session, round_, "Giám Sát", SUPERVISOR, now)],
    }
    everybody = {user.person_id: user for group in users.values() for user in group}
    if declare:
        for person_id in everybody:
            council.declare(session, round_.id, council.Answer("none"), by=By(person_id), now=now)
    several = ("panel", "markers", "invigilators")
    ids = {key: tuple(u.person_id for u in group) for key, group in users.items()}
    return Council(**{k: v if k in several else v[0] for k, v in ids.items()}, users=everybody)


@laid_once
def planned_round(
    session: Session,
    now: datetime,
    *,
    posts: int = 1,
    papers: int = 1,
    exam_at: datetime | None = None,
    changes: Mapping[str, Any] | None = None,
    **different: Any,
) -> Built:
    """A round whose plan is approved; reception is going to open at `now`. `different` are columns of the posts."""
    begun = now - BEFORE
    who = staff(session, agency(session), begun)
    wanted = [post(session, who.agency, f"Phó Trưởng phòng Mẫu {n + 1}", **different) for n in range(posts)]
    contests = [approved_need(session, who, of, begun + timedelta(days=1)) for of in wanted]
    exam_at = exam_at or now + RECEPTION + timedelta(days=60)
    plan = {"exam_at": exam_at, "papers": papers, "changes": changes}
    made = approved_plan(session, who, contests, begun + timedelta(days=5), **plan)
    return Built(made, list(made.contests), list(made.papers), who)


@laid_once
def announced_round(session: Session, now: datetime, *, days: int | None = None, **planned: Any) -> Built:
    """A round announced ten days before reception opens at `now`; it closes after `days` (else the regulation's)."""
    return announced(session, planned_round(session, now, **planned), now, days)


def announced(session: Session, built: Built, now: datetime, days: int | None = None) -> Built:
    """The planned round with its council, announced as above."""
    formed, by = now - timedelta(days=20), By(built.staff.officer)
    members = declared_council(session, built.round, formed)
    announcements.edit_announcement(session, built.round.id, ANNOUNCEMENT, by=by, now=formed)
    lasts = timedelta(days=days or context.rules_of(built.round, now)["exam.reception_days"])
    announcements.set_window(session, built.round.id, now, now + lasts, by=by, now=formed)
    announcements.announce(session, built.round.id, by=By(built.staff.approver), now=now - timedelta(days=10))
    return Built(built.round, built.contests, built.papers, built.staff, members)


def receiving_round(session: Session, now: datetime, **announced: Any) -> Built:
    """A round whose reception opened at `now`."""
    built = announced_round(session, now, **announced)
    reception.carry_out_overdue(session, built.round.id, "open_reception", now)
    return built


def checking_round(session: Session, now: datetime, **announced: Any) -> Built:
    """A round whose reception opened at `now`, has closed since, and whose applications are being checked."""
    built = receiving_round(session, now, **announced)
    assert built.round.closes_at is not None
    return close_and_check(session, built, built.round.closes_at)


def close_and_check(session: Session, built: Built, at: datetime) -> Built:
    """Reception closes at `at`, and the officer begins to check."""
    reception.carry_out_overdue(session, built.round.id, "close_reception", at)
    reception.step_round(session, built.round.id, "begin_checking", by=By(built.staff.officer), now=at)
    return built
