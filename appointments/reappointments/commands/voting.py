"""The two votes of a case: a conference convened beneath it, and the step that follows from its confirmed count."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.conferences.commands import Convening
from appointments.conferences.commands import convene as convene_conference
from appointments.conferences.following import follows
from appointments.conferences.models import Conference
from appointments.core.errors import NotFound
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.reappointments import rules
from appointments.reappointments.case import reappointment_case
from appointments.reappointments.models import Reappointment
from workflows.parameters import Staff
from workflows.reappointment import text


def convene(
    session: Session, case_id: UUID, meeting: str, *, by: By, now: datetime, seen: int | None = None
) -> Conference:
    """Convene the key cadres or the leadership on the person whose term ends."""
    if meeting not in rules.MEETINGS:
        raise NotFound(Reappointment, meeting)
    with Work(session, by, now) as work:
        row = work.lock(Reappointment, case_id, seen=seen)
        work.fire(row, f"convene_{meeting}", reappointment_case(session, row, by, now))
        of = text(row.process_version)
        made = convene_conference(work, row, Convening(
            meeting=meeting, label=rules.MEETINGS[meeting], agency_id=row.agency_id, names=[row.person_id],
            terms=rules.terms(meeting, context.rules_of(None, now, Staff(row.staff)), of),
            is_announced=meeting != rules.CADRES,
        ))  # fmt: skip
        session.expire(row, ["conferences"])
        return made


@follows("reappointment")
def conclude(work: Work, conference: Conference) -> None:
    """The count is confirmed: the case goes the way that its outcome leads to."""
    row = work.lock(Reappointment, conference.parent_id)
    work.session.flush()
    work.session.expire(row, ["conferences"])
    work.fire(row, f"record_{conference.meeting}", reappointment_case(work.session, row, SYSTEM_BY, work.now))
