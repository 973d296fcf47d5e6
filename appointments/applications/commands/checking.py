"""The board checks an application: a verdict on each condition, acceptance, or a rejection read by a second person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.case import application_case, round_of
from appointments.applications.models import Application, Verdict
from appointments.competitions.commands.locking import editing, keep_round
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from workflows import dossier
from workflows.roles import AUDITOR, PERSONNEL, SUPERVISOR

INSPECTORS = (AUDITOR, SUPERVISOR)
REVIEW = ("accept", "propose_rejection", "return", "reject", "overturn", "reopen")


def judge(
    session: Session,
    application_id: UUID,
    criterion: str,
    *,
    met: bool,
    evidence: str,
    clause: str,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Record the verdict on one condition; a condition judged not met needs its evidence and its clause."""
    if criterion not in dossier.CRITERION:
        raise Invalid("There is no such condition.", "criterion")
    if not met and not (evidence.strip() and clause.strip()):
        raise Invalid("A condition that is not met needs the evidence and the clause.", "evidence")
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id, seen=seen)
        case = application_case(session, application, by, now)
        role = editing(work, application, case, (PERSONNEL,), ("submitted",))
        old = next((v for v in application.verdicts if v.criterion == criterion), None)
        verdict = old or Verdict(criterion=criterion)
        verdict.met, verdict.evidence, verdict.clause = met, evidence.strip(), clause.strip()
        verdict.judged_by, verdict.judged_at = _known(by), now
        if old is None:
            application.verdicts.append(verdict)
        work.note(application, "judge", role, criterion=criterion, met=met)


def review(
    session: Session,
    application_id: UUID,
    trigger: str,
    reason: str = "",
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
) -> Application:
    """Take one step of the check: accept, propose a rejection, reject, overturn, return, look again."""
    if trigger not in REVIEW:
        raise Forbidden(f"{trigger} is no step of the check")
    with Work(session, by, now) as work:
        keep_round(work, round_of(Application.id == application_id))
        application = work.lock(Application, application_id, seen=seen)
        case = application_case(session, application, by, now, reason)
        if trigger == "propose_rejection":
            application.proposed_by = by.person
        if trigger == "reject":
            application.rejected_by = by.person
        work.fire(application, trigger, case)
        return application


def inspect(session: Session, application_id: UUID, reason: str, *, by: By, now: datetime) -> None:
    """A supervisor or auditor opens a dossier: the reason goes on record before anything is shown."""
    if not reason.strip():
        raise Invalid("Say why you read this dossier.", "reason")
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id)
        held = application_case(session, application, by, now).actor.roles
        role = next((r for r in INSPECTORS if r in held), None)
        if role is None or application.submitted_at is None:
            raise NotFound(Application, application_id)
        work.note(application, "inspect", role, reason=reason.strip())


def _known(by: By) -> UUID:
    """The person who acts; the system judges nobody."""
    if by.person is None:
        raise Forbidden("only a person judges")
    return by.person
