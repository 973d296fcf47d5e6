"""The announcement: written by an officer, put out by the approver, taken back only before reception opens."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions import rules
from appointments.competitions.case import round_case
from appointments.competitions.commands.locking import editing, lock_round
from appointments.competitions.models import Round
from appointments.core.errors import Invalid
from appointments.core.work import By, Work
from workflows.roles import PERSONNEL, SECRETARY

BEFORE = ("plan_draft", "plan_submitted", "plan_approved")


def edit_announcement(
    session: Session, round_id: UUID, texts: Mapping[str, str], *, by: By, now: datetime, seen: int | None = None
) -> Round:
    """Write fields of the announcement."""
    with Work(session, by, now) as work:
        round_ = _edited(work, round_id, "edit_announcement", seen)
        if unknown := sorted(set(texts) - set(rules.FIELDS)):
            raise ValueError(f"unknown fields: {unknown}")
        for key, text in texts.items():
            if len(text) > rules.LONGEST_TEXT:
                raise Invalid("This text is longer than %(most)s characters.", key, most=rules.LONGEST_TEXT)
        round_.announcement = round_.announcement | {key: text.strip() for key, text in texts.items()}
    return round_


def set_window(
    session: Session,
    round_id: UUID,
    opens_at: datetime | None,
    closes_at: datetime | None,
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Round:
    """Set when reception opens and closes: `opens_at <= t < closes_at`."""
    if opens_at and closes_at and closes_at <= opens_at:
        raise Invalid("Reception must close after it opens.", "closes_at")
    with Work(session, by, now) as work:
        round_ = _edited(work, round_id, "set_window", seen)
        round_.opens_at, round_.closes_at = opens_at, closes_at
    return round_


def announce(session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Round:
    """Put the announcement out; from here on the public knows of the round."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, "announce", round_case(session, round_, by, now))
        round_.announced_at = now
        work.result |= {"round": round_.id.hex}
    return round_


def retract(
    session: Session, round_id: UUID, *, by: By, now: datetime, seen: int | None = None, reason: str = ""
) -> Round:
    """Take the announcement back to correct it, before reception opens; it is announced anew afterwards."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id, seen=seen)
        work.fire(round_, "retract", round_case(session, round_, by, now, reason))
        round_.announced_at = None
        work.result |= {"round": round_.id.hex}
    return round_


def _edited(work: Work, round_id: UUID, act: str, seen: int | None) -> Round:
    """A round whose announcement the asker may edit; who edits it last is its writer."""
    round_ = lock_round(work, round_id, seen=seen)
    case = round_case(work.session, round_, work.by, work.now)
    role = editing(work, round_, case, (PERSONNEL, SECRETARY), BEFORE)
    round_.announcement_by = work.by.person
    work.note(round_, act, role)
    work.result |= {"round": round_.id.hex}
    return round_
