"""Who marks which script on screen: drawn from the seed that was sealed with the codes, and drawn again for those
whose marker leaves. Nobody picks a marker.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.commands.locking import editing, lock_paper
from appointments.competitions.models import Paper
from appointments.competitions.siblings import paper_case
from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams import allocation, pool, queries
from appointments.exams.case import script_case
from appointments.exams.models import LOCKED_SCRIPT, STANDS, MarkDraft, PoolMember, ScreenScript, Script
from appointments.exams.screen_case import THIRD, standing_marks_on, touched
from workflows.engine import Refusal, Refused
from workflows.law import cite
from workflows.roles import CHAIR, MARKING_HEAD
from workflows.words import Words

OPEN = ("coded", "marking", "remarking")


def allocate(session: Session, paper_id: UUID, *, by: By, now: datetime) -> None:
    """Draw two different markers for each script, once, as the sealed seed decides."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        editing(work, paper, paper_case(session, paper, by, now), (MARKING_HEAD,), ("coded",))
        scripts = scripts_on_screen(session, paper_id)
        if not scripts or any(script.state != "coded" for script in scripts):
            raise Invalid("The scripts of this paper are allocated already, or there are none.")
        people = gathered(session, paper, now)
        drawn = drawing(session, lambda: allocation.allocate([s.code for s in scripts], people, seed_of(paper)))
        for script in scripts:
            script.markers = list(drawn[script.code])
            work.fire(script, "allocate", script_case(session, script, by, now))


def leave_pool(
    session: Session, paper_id: UUID, person: UUID, reason: str, *, by: By, now: datetime
) -> list[ScreenScript]:
    """A marker leaves the pool: the own marks are voided, and all the own scripts go to others; gives those scripts."""
    with Work(session, by, now) as work:
        paper = lock_paper(work, paper_id)
        role = editing(work, paper, paper_case(session, paper, by, now), (MARKING_HEAD,), OPEN)
        member = session.query(PoolMember).filter_by(paper_id=paper_id, person_id=person, left_why="").one_or_none()
        if member is None:
            raise NotFound(PoolMember, person)
        if not reason.strip():
            raise Invalid("Say why this marker leaves.", "reason")
        member.left_why = reason.strip()
        work.note(paper, "leave_pool", role)
        session.flush()
        moved = _without(session, paper, person, reason.strip(), now)
        for script in moved:
            case = script_case(session, script, by, now, reason)
            work.fire(script, "reallocate", case)
        return moved


def draw_third(session: Session, script_id: UUID, *, by: By, now: datetime, seen: int | None = None) -> Script:
    """Two marks lie too far apart: a third marker is drawn, who learns of neither."""
    with Work(session, by, now) as work:
        script = lock_script(work, script_id, seen)
        paper, free = script.paper, gathered(session, script.paper, now)
        bars = {script.code: touched_before(session, script)}
        loads = pool.loads_of(scripts_on_screen(session, paper.id, everything=True))
        drawn = drawing(
            session,
            lambda: allocation.allocate(
                [script.code], free, seed_of(paper), per_script=1, barred=bars, loads_so_far=loads
            ),
        )
        script.markers = [*script.markers, *drawn[script.code]]
        work.fire(script, "draw_third", script_case(session, script, by, now))
        return script


def drawn_again(session: Session, paper: Paper, code: str, barred: frozenset[str], now: datetime) -> list[str]:
    """Two markers for a script under a new code, none of them among `barred`; inside the caller's `Work`."""
    free = gathered(session, paper, now)
    loads = pool.loads_of(scripts_on_screen(session, paper.id, everything=True))
    drawn = drawing(
        session,
        lambda: allocation.allocate([code], free, seed_of(paper), barred={code: barred}, loads_so_far=loads),
    )
    return list(drawn[code])


def lock_script(work: Work, script_id: UUID, seen: int | None = None) -> ScreenScript:
    """One script marked on screen, the paper locked before it."""
    paper_id = work.session.scalar(sa.select(ScreenScript.paper_id).where(ScreenScript.id == script_id))
    if paper_id is None:
        raise NotFound(ScreenScript, script_id)
    lock_paper(work, paper_id)
    script = work.lock(ScreenScript, script_id, seen=seen)
    work.session.refresh(script, ["signed"])
    return script


def scripts_on_screen(session: Session, paper_id: UUID, *, everything: bool = False) -> Sequence[ScreenScript]:
    """The scripts of a paper marked on screen, by code; those of re-marking only where `everything` is asked for."""
    query = sa.select(ScreenScript).where(ScreenScript.paper_id == paper_id, STANDS)
    query = query if everything else query.where(ScreenScript.remark_of.is_(None))
    return session.scalars(query.order_by(ScreenScript.code).execution_options(populate_existing=True)).all()


def gathered(session: Session, paper: Paper, now: datetime) -> list[str]:
    """To whom scripts may go (ids in hex), each now a member of the pool; whoever came since is taken in."""
    free = pool.free(session, paper, now)
    known = {member.person_id for member in pool.members_of(session, paper.id)}
    for person in free:
        if person not in known:
            session.add(PoolMember(paper_id=paper.id, person_id=person, joined_at=now))
    return sorted(person.hex for person in free)


def seed_of(paper: Paper) -> bytes:
    """The seed of the paper's draws."""
    return bytes.fromhex(paper.allocation_seed)


def touched_before(session: Session, script: Script) -> frozenset[str]:
    """Who has marked this script or was to, in its first marking too."""
    first = session.get(Script, script.remark_of) if script.remark_of else None
    return touched(script) | (touched(first) if first else frozenset())


def drawing(session: Session, draw: Callable[[], dict[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """What was drawn; where it cannot be done, a refusal that names the few constraints in conflict."""
    try:
        return draw()
    except allocation.Impossible as error:
        names = {one.hex: name for one, name in queries.named(session, map(UUID, error.people)).items()}
        raise Refused([_refusal(error.say(names))]) from None


def _refusal(said: Words) -> Refusal:
    return Refusal(said, {}, cite("tt6"), "allocation_is_possible", (CHAIR, MARKING_HEAD))


def _without(session: Session, paper: Paper, person: UUID, reason: str, now: datetime) -> list[ScreenScript]:
    """Void what this person marked and draw others; the scripts that changed."""
    every = [s for s in scripts_on_screen(session, paper.id, everything=True) if s.state not in LOCKED_SCRIPT]
    mine = [script for script in every if person.hex in script.markers]
    bars = {script.code: touched_before(session, script) for script in mine}
    for script in mine:
        _void(session, script, person, reason)
    held: dict[str, tuple[str, ...]] = {script.code: tuple(script.markers) for script in every}
    free = gathered(session, paper, now)
    after = drawing(session, lambda: allocation.reallocate(held, [person.hex], free, seed_of(paper), barred=bars))
    for script in mine:
        script.markers, script.mark, script.settled_how = list(after[script.code]), None, ""
    return mine


def _void(session: Session, script: ScreenScript, person: UUID, reason: str) -> None:
    """The person's mark no longer counts; where it was one of the first two, nor does a third that answered it."""
    is_first = person.hex in script.markers[: THIRD - 1]
    for mark in standing_marks_on(script):
        if mark.marker_id == person or (is_first and mark.sheet == THIRD):
            mark.voided = reason
    if is_first:
        script.markers = script.markers[: THIRD - 1]
    session.execute(sa.delete(MarkDraft).where(MarkDraft.script_id == script.id, MarkDraft.marker_id == person))
