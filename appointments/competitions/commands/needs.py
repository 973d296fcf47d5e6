"""From the need to the policy: an officer asks that a post be filled by competition, the authority decides."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.competitions.case import Asker, contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.models import Contest
from appointments.core.errors import Forbidden, Invalid
from appointments.core.work import By, Work
from appointments.organisation.models import Post
from workflows.roles import PERSONNEL

STEPS = ("request_policy", "drop", "approve_policy", "refuse_policy", "return")


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for: how many slots, on what ground, from which source; a reappointment is never filled by exam."""

    slots: int = 1
    ground: str = ""
    source: str = ""
    reappointment: bool = False

    def texts(self) -> dict[str, Any]:
        """The grounds by name, as they are kept."""
        return {name: value for name, value in asdict(self).items() if name != "slots"}


def draft_need(session: Session, post_id: UUID, need: Need, *, by: By, now: datetime) -> Contest:
    """Write down that a post is to be filled."""
    with Work(session, by, now) as work:
        post = work.lock(Post, post_id)
        context.load_agencies(session)
        actor = Asker.of(session, by, now).towards(context.agency_scopes(post.agency))
        if PERSONNEL not in actor.roles:
            raise Forbidden(f"{by.person} may not ask for posts of {post.agency.key}")
        contest = Contest(post=post, slots=need.slots, need=need.texts())
        work.begin(contest, PERSONNEL)
        session.flush()
        _refuse_too_many(session, contest, by, now)
        work.result |= {"contest": contest.id.hex}
    return contest


def edit_need(
    session: Session, contest_id: UUID, need: Need, *, by: By, now: datetime, seen: int | None = None
) -> Contest:
    """Correct a need that has not been sent yet."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        case = contest_case(session, contest, by, now)
        role = editing(work, contest, case, (PERSONNEL,), ("need_draft",))
        contest.slots, contest.need = need.slots, need.texts()
        _refuse_too_many(session, contest, by, now)
        work.note(contest, "edit", role)
        work.result |= {"contest": contest.id.hex}
    return contest


def step_need(
    session: Session,
    contest_id: UUID,
    trigger: str,
    *,
    by: By,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
) -> Contest:
    """Send a need, drop it, approve it, refuse it or return it."""
    if trigger not in STEPS:
        raise ValueError(f"{trigger} is no step of a need")
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id, seen=seen)
        work.lock(Post, contest.post_id)  # two needs for the last slot are decided one after the other
        work.fire(contest, trigger, contest_case(session, contest, by, now, reason))
        if trigger == "request_policy":
            contest.requested_by = by.person
        work.result |= {"contest": contest.id.hex}
    return contest


def _refuse_too_many(session: Session, contest: Contest, by: By, now: datetime) -> None:
    if contest.slots < 1:
        raise Invalid("At least one slot must be asked for.", "slots")
    vacant = contest_case(session, contest, by, now).facts.vacancies
    if vacant > 0 and contest.slots > vacant:
        raise Invalid("Only %(vacant)s slots of this post are vacant.", "slots", vacant=vacant)
    if contest.slots > 1:
        raise Invalid("One competition fills one slot. Write down a need of its own for each further slot.", "slots")
