"""What people state about themselves so that conflicts can be found: relatives, home, telephone, units.

Nothing stated is taken back: whoever made a slip says so to the chair and the supervisor, and they decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions.commands.council import OPEN_STATES, own_role
from appointments.competitions.commands.locking import lock_round, stale
from appointments.competitions.models import Particular
from appointments.core.cases import Cased
from appointments.core.errors import Invalid
from appointments.core.work import By, Work
from workflows.conflict import DECLARABLE
from workflows.kinship import Tie
from workflows.roles import Role


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing stated; `key` is the keyed hash of what was typed (identity number, address, telephone)."""

    kind: str
    tie: str = ""
    name: str = ""
    key: str = ""
    since: date | None = None
    until: date | None = None
    led: bool = False


def state_as_member(session: Session, round_id: UUID, stated: Sequence[Stated], *, by: By, now: datetime) -> None:
    """A member of the council states something about the own person, for this round and all later ones."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = own_role(session, round_, by, now)
        if round_.state not in OPEN_STATES:
            raise stale(work, round_)
        assert by.person is not None  # whoever has a role is somebody
        keep(work, round_, role, by.person, stated)
        work.result |= {"round": round_.id.hex}


def keep(work: Work, case: Cased, role: Role, person_id: UUID, stated: Sequence[Stated]) -> None:
    """Keep what was stated about a person as an act on the case for which it was asked; inside the caller's `Work`."""
    if not stated:
        raise Invalid("State at least one thing.")
    for one in stated:
        _check(one)
        work.session.add(
            Particular(
                person_id=person_id, case_key=case.case_key, kind=one.kind, tie=one.tie, name=one.name.strip(),
                key=one.key, since=one.since, until=one.until, led=one.led, stated_at=work.now,
            )
        )  # fmt: skip
    work.note(case, "state_particulars", role, kinds=sorted({one.kind for one in stated}))


def _check(one: Stated) -> None:
    if one.kind == "relative":
        if one.tie not in {str(Tie(tie)) for tie in DECLARABLE}:
            raise Invalid("Choose what this person is to you.", "tie")
        if not (one.name.strip() or one.key):
            raise Invalid("Name the person, or enter the identity number.", "name")
    elif one.kind == "unit" and not one.name.strip():
        raise Invalid("Enter the unit.", "name")
    elif one.kind in ("address", "phone") and not one.key:
        raise Invalid("State at least one thing.")
    if one.since and one.until and one.until < one.since:
        raise Invalid("The last day lies before the first.", "until")
