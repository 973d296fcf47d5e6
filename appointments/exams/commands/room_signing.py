"""Signing the minutes of a room: two different people exactly the same content, the supervision board beside them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams.models import Room
from appointments.exams.room_signing import MinutesSignature, Signed, signed_of, together
from workflows.roles import INVIGILATOR, SECRETARY, SUPERVISOR, Role
from workflows.room_minutes import SIGNING, role_of_signer


def sign_minutes(session: Session, room_id: UUID, digest: str, *, by: By, now: datetime) -> None:
    """Sign what the page showed (`digest`); refused where the minutes say something else by now."""
    with Work(session, by, now) as work:
        room = session.get(Room, room_id)
        if room is None:
            raise NotFound(Room, room_id)
        paper, case_role = _open(work, room.paper_id, (INVIGILATOR, SECRETARY))
        one = next((one for one in signed_of(session, [paper])[paper.id] if one.room.id == room_id), None)
        if one is None:
            raise Invalid("Nobody sits in this room.")
        role = role_of_signer(case_role, by.person.hex if by.person else "", one.room.invigilators)
        if role is None:
            raise Forbidden("the minutes of a room are signed by those who watched it")
        _demand_same(one.digest, digest)
        if one.unrecorded:
            raise Invalid("Of %(count)s candidates of this room nothing is recorded yet.", count=one.unrecorded)
        if any(s.person_id == by.person for s in one.standing):
            raise Invalid("You have signed these minutes as they stand.")
        _sign(work, paper, one, role)
        work.note(paper, "sign_minutes", role, room=one.room.name, digest=digest)


def attest_minutes(session: Session, paper_id: UUID, digest: str, *, by: By, now: datetime) -> None:
    """The supervision board attests the minutes of every room, each with both signatures; `digest` is of them all."""
    with Work(session, by, now) as work:
        paper, _roles = _open(work, paper_id, (SUPERVISOR,))
        found = signed_of(session, [paper])[paper.id]
        if missing := [one.room.name for one in found if not one.is_signed]:
            raise Invalid("Two signatures are missing under the minutes of: %(rooms)s.", rooms=", ".join(missing))
        _demand_same(together(found), digest)
        open_ = [one for one in found if not one.is_attested]
        if not open_:
            raise Invalid("You have signed these minutes as they stand.")
        for one in open_:
            _sign(work, paper, one, SUPERVISOR)
        work.note(paper, "attest_minutes", SUPERVISOR, digest=digest)


def tell_signers(work: Work, paper: Paper, before: dict[UUID, str]) -> None:
    """Whoever signed what the minutes said before this act is told that they changed and wait to be signed again."""
    work.session.flush()
    for one in signed_of(work.session, [paper])[paper.id]:
        was = before.get(one.room.id, one.digest)
        for signature in one.signatures if was != one.digest else ():
            if signature.digest == was:
                work.tell(
                    "exams.minutes_changed", paper.case_key, person=signature.person_id,
                    text=f"{paper.title}: {one.room.name}", text_en=f"{paper.title}: {one.room.name}",
                )  # fmt: skip


def digests(work: Work, paper: Paper) -> dict[UUID, str]:
    """What the minutes of each room say before an act."""
    return {one.room.id: one.digest for one in signed_of(work.session, [paper])[paper.id]}


def _open(work: Work, paper_id: UUID, roles: tuple[Role, ...]) -> tuple[Paper, frozenset[Role]]:
    """The paper, locked, whose session has begun; and the asker's roles in it."""
    paper = lock_paper(work, paper_id)
    case = paper_case(work.session, paper, work.by, work.now)
    editing(work, paper, case, roles, SIGNING)
    if paper.starts_at is None or work.now < paper.starts_at:
        raise Invalid("The session has not begun.")
    return paper, frozenset(case.actor.roles)


def _demand_same(now: str, seen: str) -> None:
    if now != seen:
        raise Invalid("The minutes say something else than what you were shown. Read them again.")


def _sign(work: Work, paper: Paper, one: Signed, role: Role) -> None:
    work.session.add(
        MinutesSignature(
            paper_id=paper.id, room_id=one.room.id, person_id=work.by.person, role=role.value, digest=one.digest,
            signed_at=work.now,
        )
    )  # fmt: skip
