"""A presentation scored on screen: begun with the timetable, each member's draft and signed sheet, talk, close."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.transactions import changing
from appointments.applications.models import Application
from appointments.competitions.commands.locking import lock_round
from appointments.competitions.context import rules_of
from appointments.competitions.models import Contest, Round
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.exams import panel
from appointments.exams.commands.screen_marking import Given
from appointments.exams.criteria import criteria_of, misfits
from appointments.exams.defence_case import defence_case, round_of, settled_conflicts
from appointments.exams.defences import Defence, OralDraft, OralSheet, PanelSeat, counting, sitting
from appointments.exams.typed import LONGEST_COMMENT
from workflows import oral
from workflows.roles import CHAIR

TALKED_OVER = 2


def begin(work: Work, round_: Round) -> None:
    """With the timetable: every candidate who presents has a defence; the panel sits but for who is in conflict."""
    if not panel.is_on_screen(round_):
        return
    work.session.flush()
    query = sa.select(Application).join(Application.contest).order_by(Application.id)
    people, least = panel.members(work.session, round_), rules_of(round_, work.now)["exam.panel_min"]
    for one in work.session.scalars(query.where(Contest.round_id == round_.id, Application.state == "written_passed")):
        defence = Defence(id=one.id, application_id=one.id, application=one, asked=[], minutes="", score=None)
        against = settled_conflicts(work.session, one, people)
        free = [who for who in people if who not in against]
        if len(free) < least:
            raise Invalid("Candidate %(number)s has fewer than %(least)s panel members without a conflict.",
                          number=one.number, least=least)  # fmt: skip
        defence.seats = [PanelSeat(id=uuid4(), member_id=who, seated_at=work.now, left_why="") for who in free]
        work.begin(defence, CHAIR)


def save_draft(session: Session, defence_id: UUID, typed: Sequence[str], comment: str, *, by: By) -> None:
    """Keep what was typed so far, as typed, for this member alone. It is on no record and moves nothing."""
    with changing(session):
        defence = session.get(Defence, defence_id, populate_existing=True)
        if defence is None or by.person not in sitting(defence):
            raise NotFound(Defence, defence_id)
        query = sa.select(OralDraft).where(OralDraft.defence_id == defence_id, OralDraft.member_id == by.person)
        draft = session.scalar(query) or OralDraft(defence_id=defence_id, member_id=by.person)
        draft.keep(typed, comment)
        session.add(draft)


def sign(session: Session, defence_id: UUID, given: Given, *, by: By, now: datetime) -> Defence:
    """Sign the own sheet; its commitment is in the ledger at once, and the rule is applied when all are signed."""
    with Work(session, by, now) as work:
        defence = lock_defence(work, defence_id)
        person = _own(defence, by)
        rubric = criteria_of(round_of(defence).oral_rubric)
        case = defence_case(session, defence, by, now, misfits=misfits(rubric, given.points))
        sheet = _sheet(person, [f"{p:.2f}" for p in given.points], given.total, given.comment, now)
        work.fire(defence, "sign", case)
        defence.sheets.append(sheet)
        _forget_draft(session, defence, person)
        follow(work, defence)
        return defence


def talk_over(session: Session, defence_id: UUID, minutes: str, *, by: By, now: datetime) -> Defence:
    """Put the panel's talk on record; whoever is far from the mean is asked to score again or to keep the score."""
    with Work(session, by, now) as work:
        defence = lock_defence(work, defence_id)
        defence.minutes = "\n\n".join(filter(None, [defence.minutes, minutes.strip()]))
        case = defence_case(session, defence, by, now, has_record=bool(minutes.strip()))
        work.fire(defence, "talk_over", case)
        asked = [UUID(who) for who in case.facts.far]
        defence.asked = [*defence.asked, *(who.hex for who in asked)]
        for who in asked:
            work.tell("defence.talk_over", defence.case_key, person=who)
        return defence


def answer(session: Session, defence_id: UUID, given: Given | None, reason: str, *, by: By, now: datetime) -> Defence:
    """After the talk: other points, or (None) the same again; either way with a reason."""
    with Work(session, by, now) as work:
        defence = lock_defence(work, defence_id)
        person = _own(defence, by)
        before = counting(defence).get(person)
        if before is None:
            raise NotFound(OralSheet, person)
        rubric = criteria_of(round_of(defence).oral_rubric)
        points = [f"{p:.2f}" for p in given.points] if given else before.points
        score, comment = (given.total, given.comment) if given else (before.score, before.comment)
        wrong = misfits(rubric, [Decimal(p) for p in points])
        case = defence_case(session, defence, by, now, reason, misfits=wrong)
        work.fire(defence, "score_again" if given else "keep_score", case)
        sheet = _sheet(person, list(points), score, comment, now, TALKED_OVER, reason.strip())
        defence.sheets.append(sheet)
        follow(work, defence)
        return defence


def close(session: Session, defence_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Defence:
    """The chair closes the presentation; its score may be recorded."""
    with Work(session, by, now) as work:
        defence = lock_defence(work, defence_id, seen)
        work.fire(defence, "close", defence_case(session, defence, by, now))
        return defence


def lock_defence(work: Work, defence_id: UUID, seen: int | None = None) -> Defence:
    """One presentation as it is now, its round locked before it."""
    query = sa.select(Contest.round_id).join(Application, Application.contest_id == Contest.id)
    round_id = work.session.scalar(query.join(Defence, Defence.application_id == Application.id).where(
        Defence.id == defence_id))  # fmt: skip
    if round_id is None:
        raise NotFound(Defence, defence_id)
    lock_round(work, round_id)
    defence = work.lock(Defence, defence_id, seen=seen)
    work.session.refresh(defence, ["seats", "sheets"])
    return defence


def follow(work: Work, defence: Defence) -> None:
    """As soon as everything asked for stands: the mean, or a talk where a sheet lies too far from it."""
    case = defence_case(work.session, defence, SYSTEM_BY, work.now)
    if case.facts.unsigned or case.facts.asked or not case.facts.members:
        return
    if not case.facts.far:
        defence.score = oral.mean([sheet.score for sheet in counting(defence).values()])
    work.fire(defence, "diverge" if case.facts.far else "settle", case)


def _own(defence: Defence, by: By) -> UUID:
    """The member who asks; whoever does not sit for this candidate is told nothing of it."""
    if by.person is None or by.person not in sitting(defence):
        raise NotFound(Defence, defence.id)
    if defence.state == "scoring" and by.person in counting(defence):
        raise Invalid("You have signed this sheet already.")
    if defence.state == "talked_over" and _round_of(defence, by.person) == TALKED_OVER:
        raise Invalid("You have answered after the talk already.")
    return by.person


def _round_of(defence: Defence, person: UUID) -> int:
    sheet = counting(defence).get(person)
    return sheet.round if sheet else 0


def _sheet(
    person: UUID, points: list[str], score: Decimal, comment: str, now: datetime, round_: int = 1, reason: str = ""
) -> OralSheet:
    return OralSheet(
        id=uuid4(), member_id=person, round=round_, points=points, score=score,
        comment=comment.strip()[:LONGEST_COMMENT], reason=reason, signed_at=now, voided="",
    )  # fmt: skip


def _forget_draft(session: Session, defence: Defence, person: UUID) -> None:
    session.execute(sa.delete(OralDraft).where(OralDraft.defence_id == defence.id, OralDraft.member_id == person))
