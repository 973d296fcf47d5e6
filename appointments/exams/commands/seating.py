"""Who sits for one candidate: a member in conflict leaves, with the reason; another of the panel is seated."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.errors import NotFound
from appointments.core.work import By, Work
from appointments.exams import panel
from appointments.exams.commands.defending import TALKED_OVER, follow, lock_defence
from appointments.exams.defence_case import defence_case, free_of_conflict, round_of
from appointments.exams.defences import Defence, OralDraft, PanelSeat, sitting


def step_down(session: Session, defence_id: UUID, reason: str, *, by: By, now: datetime) -> Defence:
    """A member declares a conflict with this candidate and leaves this candidate's panel."""
    if by.person is None:
        raise NotFound(Defence, defence_id)
    return _leave(session, defence_id, by.person, "step_down", reason, by, now)


def remove(session: Session, defence_id: UUID, member: UUID, reason: str, *, by: By, now: datetime) -> Defence:
    """The chair takes a member out of this candidate's panel on notice of a conflict."""
    return _leave(session, defence_id, member, "remove", reason, by, now)


def seat(session: Session, defence_id: UUID, member: UUID, *, by: By, now: datetime) -> Defence:
    """Another member of the round's panel sits for this candidate."""
    with Work(session, by, now) as work:
        defence = lock_defence(work, defence_id)
        barred = int(member not in may_be_seated(session, defence))
        work.fire(defence, "seat", defence_case(session, defence, by, now, barred=barred))
        defence.seats.append(PanelSeat(id=uuid4(), member_id=member, seated_at=now, left_why=""))
        return defence


def may_be_seated(session: Session, defence: Defence) -> list[UUID]:
    """Who serves on the round's panel, is in no conflict, and neither sits nor sat for this candidate."""
    known = {seat.member_id for seat in defence.seats}
    others = [one for one in panel.members(session, round_of(defence)) if one not in known]
    return sorted(free_of_conflict(session, defence.application, others)) if others else []


def _leave(
    session: Session, defence_id: UUID, member: UUID, trigger: str, reason: str, by: By, now: datetime
) -> Defence:
    with Work(session, by, now) as work:
        defence = lock_defence(work, defence_id)
        told: dict[str, Any] = {"leaving": str(member), "staying": len([m for m in sitting(defence) if m != member])}
        work.fire(defence, trigger, defence_case(session, defence, by, now, reason, **told))
        _void(session, defence, member, reason.strip())
        session.flush()
        follow(work, defence)
        return defence


def _void(session: Session, defence: Defence, member: UUID, reason: str) -> None:
    """The member's sheets no longer count and stay; who was asked and has not answered may be asked anew."""
    for one in defence.seats:
        if one.member_id == member:
            one.left_why = reason
    for sheet in defence.sheets:
        if sheet.member_id == member:
            sheet.voided = reason
    answered = {sheet.member_id.hex for sheet in defence.sheets if sheet.round == TALKED_OVER and not sheet.voided}
    defence.asked, defence.score = [who for who in defence.asked if who in answered], None
    session.execute(sa.delete(OralDraft).where(OralDraft.defence_id == defence.id, OralDraft.member_id == member))
