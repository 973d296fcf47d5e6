"""Reports of the indicator: drawn up on a signed head of the ledger, frozen by another person, or dropped."""

from datetime import date, datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.accounts import queries as accounts
from appointments.core.errors import Forbidden, Invalid
from appointments.core.work import By, Work
from appointments.indicator import freezing, queries
from appointments.indicator.case import SCOPES, report_case
from appointments.indicator.definition import Definition
from appointments.indicator.models import Report
from workflows.calendar import local_day
from workflows.roles import PERSONNEL


class Store(Protocol):
    """Where files are kept by their digest."""

    def put(self, data: bytes) -> str:
        """Keep the bytes; answers their SHA-256."""

    def get(self, digest: str) -> bytes:
        """The bytes of that digest."""


def draw_up(session: Session, store: Store, definition: Definition, on: date, *, by: By, now: datetime) -> Report:
    """A personnel officer of the City draws a report up; every decision in it must lie under a signed head."""
    if on > local_day(now):
        raise Invalid("The as-of day lies ahead: a report tells what was decided.", "as_of")
    with Work(session, by, now) as work:
        if PERSONNEL not in accounts.roles_of(session, by.person, SCOPES, now):
            raise Forbidden(f"{by.person} is no personnel officer of the City")
        found = queries.measure(session, definition, on)
        anchor = queries.anchor(session, Work.origin)
        if anchor is None or queries.uncovered(session, anchor.size):
            raise Invalid("The ledger has not signed a head over the latest decisions yet. Try again in a minute.")
        data = freezing.document(found, anchor)
        row = Report(
            definition=definition.key, as_of=on, head_size=anchor.size, file=store.put(data),
            content=freezing.content(freezing.lines(found)), n_new=found.whole.new, n_exam=found.whole.exam,
            drafted_by=by.person,
        )  # fmt: skip
        work.begin(row, PERSONNEL)
        session.flush()
        work.result["report"] = row.id.hex
    return row


def take_step(
    session: Session, store: Store, report_id: UUID, trigger: str, reason: str = "", *, by: By, now: datetime,
    seen: int | None = None,
) -> Report:  # fmt: skip
    """Freeze exactly the file that was drawn up, or drop it."""
    with Work(session, by, now) as work:
        row = work.lock(Report, report_id, seen=seen)
        case = report_case(session, row, by, now, reason)
        if trigger != "freeze":
            work.fire(row, trigger, case)
            return row
        data = store.get(row.file)
        if sha256(data).hexdigest() != row.file:
            raise Invalid("The report's file was altered since it was drawn up.")
        row.frozen_by = by.person
        work.fire(row, trigger, case, docs=((bytes.fromhex(row.file), len(data)),))
    return row
