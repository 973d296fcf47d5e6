"""Who may mark a paper: those who serve as markers, have declared to be related to nobody, are not found to be in
conflict with any candidate, and on screen have not left the pool.

Conflicts are judged on persons, before coding: a conflict with any candidate of the paper keeps a marker out of the
whole paper, because nobody may know whose script is whose.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications import conflicts
from appointments.competitions.models import Contest, Declaration, Paper
from appointments.core.errors import Invalid
from appointments.exams import queries
from appointments.exams.models import STANDS, MarkSheet, PoolMember, Script
from workflows.roles import MARKER, MARKING_HEAD

BEFORE_LOCK = ("coded", "marking", "lock_proposed")
"""The states of a paper in which its markers are asked about."""
FREE, UNDECLARED, RELATED, UNSURE, CONFLICT, UNDECIDED, CANDIDATE, HEAD, LEFT, NO_LONGER = (
    "free", "undeclared", "related", "unsure", "conflict", "undecided", "candidate", "head", "left", "no_longer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """One marker of a paper: the name, whether in the pool, and what stands against marking ("free": nothing)."""

    id: UUID
    name: str
    is_member: bool
    why: str
    left_why: str = ""

    @property
    def is_free(self) -> bool:
        """Whether scripts may go to this person."""
        return self.why == FREE


def standing(session: Session, paper: Paper, now: datetime) -> list[Standing]:
    """Everybody who serves as a marker of the paper's round or was in its pool, by name.

    The head of the marking board sees both marks where they are apart, and so can never be blind to them.
    """
    members = {m.person_id: m for m in members_of(session, paper.id)}
    serving = queries.serving(session, paper.round_id, MARKER, now)
    here = {one.id for one in serving}
    gone = queries.named(session, members.keys() - here)
    against = obstacles(session, paper, [*here, *gone])
    against |= {one.id: HEAD for one in queries.serving(session, paper.round_id, MARKING_HEAD, now) if one.id in here}
    found = []
    for person, name in [*((one.id, one.name) for one in serving), *gone.items()]:
        member = members.get(person)
        why = LEFT if member and member.left_why else against[person] if person in here else NO_LONGER
        found.append(Standing(person, name, member is not None, why, member.left_why if member else ""))
    return found


def free(session: Session, paper: Paper, now: datetime) -> list[UUID]:
    """To whom scripts may go now; refused while somebody may be a relative by the name alone: nobody is passed over."""
    known = standing(session, paper, now)
    demand_decided(one.name for one in known if one.why == UNDECIDED)
    return [one.id for one in known if one.is_free]


def demand_decided(undecided: Iterable[str]) -> None:
    """Refused while one of these people (their names) may be a candidate's relative, or a namesake of one."""
    if names := ", ".join(undecided):
        raise Invalid(
            "First people decide on the page of conflicts whether these are a candidate's relative or a namesake: "
            "%(names)s.",
            names=names,
        )


def loads_of(scripts: Iterable[Script]) -> Counter[str]:
    """How many scripts each marker has (ids in hex)."""
    return Counter(person for script in scripts for person in script.markers)


def members_of(session: Session, paper_id: UUID) -> Sequence[PoolMember]:
    """Everybody who is or was in the pool, as they are now."""
    query = sa.select(PoolMember).where(PoolMember.paper_id == paper_id).order_by(PoolMember.person_id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def obstacles(session: Session, paper: Paper, people: Iterable[UUID]) -> dict[UUID, str]:
    """What these people's declarations on the present list, the list itself and what is known say against marking."""
    wanted = list(people)
    query = sa.select(Declaration).where(
        Declaration.round_id == paper.round_id,
        Declaration.list_version == paper.round.list_version,
        Declaration.person_id.in_(wanted),
    )
    declared = {d.person_id: d for d in session.scalars(query.execution_options(populate_existing=True))}
    candidates = conflicts.candidates_of(session, Contest.paper_id == paper.id).get(paper.id, frozenset())
    found = conflicts.kept_away(session, [conflicts.Group(paper.round, frozenset(wanted), candidates)])[0]
    judged = {one: CONFLICT if is_conflict else UNDECIDED for one, is_conflict in found.items()}
    return {one: CANDIDATE if one in candidates else judged.get(one) or said(declared.get(one)) for one in wanted}


def kept_out(session: Session, paper: Paper, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people who may mark nothing of this paper."""
    return {person for person, why in obstacles(session, paper, people).items() if why != FREE}


def demand_free(session: Session, paper: Paper, people: Collection[UUID]) -> None:
    """A conflict with any candidate of the paper keeps from the whole of it, here as on screen."""
    if barred := kept_out(session, paper, people):
        names = ", ".join(sorted(queries.named(session, barred).values()))
        raise Invalid("In conflict with a candidate, or without a declaration: %(names)s.", "markers", names=names)


def in_conflict(session: Session, papers: Sequence[Paper]) -> dict[UUID, int]:
    """How many of each paper's markers are related to somebody, have not declared, or were found in conflict."""
    marking = _marking(session, papers)
    if not any(marking.values()):
        return {paper.id: 0 for paper in papers}
    query = sa.select(Declaration).where(
        Declaration.round_id.in_({paper.round_id for paper in papers}),
        Declaration.person_id.in_({person for people in marking.values() for person in people}),
    )
    declared = {
        (d.round_id, d.list_version, d.person_id): d
        for d in session.scalars(query.execution_options(populate_existing=True))
    }
    sitting = conflicts.candidates_of(session, Contest.paper_id.in_([paper.id for paper in papers]))
    groups = [conflicts.Group(p.round, frozenset(marking[p.id]), sitting.get(p.id, frozenset())) for p in papers]
    found = conflicts.in_conflict(session, groups)
    return {
        p.id: sum(
            who in kin or said(declared.get((p.round_id, p.round.list_version, who))) != FREE for who in marking[p.id]
        )
        for p, kin in zip(papers, found, strict=True)
    }


def facts_on_sheets(session: Session, papers: Sequence[Paper]) -> dict[UUID, dict[str, Any]]:
    """Whether markers of paper sheets are in conflict: from before the marking begins until the marks are locked."""
    named = [paper for paper in papers if not paper.seed_seal and paper.state in BEFORE_LOCK]
    found = in_conflict(session, named) if named else {}
    return {paper_id: {"markers_in_conflict": count} for paper_id, count in found.items()}


def _marking(session: Session, papers: Sequence[Paper]) -> dict[UUID, set[UUID]]:
    """Who marks each paper: on screen the pool without those who left, on paper sheets whoever was named or signed."""
    on_screen = [paper.id for paper in papers if paper.seed_seal]
    on_sheets = [paper.id for paper in papers if not paper.seed_seal]
    found: dict[UUID, set[UUID]] = {paper.id: set() for paper in papers}
    if on_screen:
        query = sa.select(PoolMember.paper_id, PoolMember.person_id)
        query = query.where(PoolMember.paper_id.in_(on_screen), PoolMember.left_why == "")
        for paper_id, person in session.execute(query):
            found[paper_id].add(person)
    if on_sheets:
        named = sa.select(Script.paper_id, Script.markers).where(
            Script.paper_id.in_(on_sheets), Script.remark_of.is_(None), STANDS
        )
        for paper_id, markers in session.execute(named):
            found[paper_id].update(map(UUID, markers))
        signed = sa.select(Script.paper_id, MarkSheet.marker_id).join(MarkSheet, MarkSheet.script_id == Script.id)
        signed = signed.where(Script.paper_id.in_(on_sheets), Script.remark_of.is_(None), MarkSheet.voided == "")
        for paper_id, marker in session.execute(signed.distinct()):
            found[paper_id].add(marker)
    return found


def said(declared: Declaration | None) -> str:
    """A relation keeps out for good; a doubt until it was dealt with."""
    if declared is None:
        return UNDECLARED
    if declared.answer == "relative":
        return RELATED
    return UNSURE if declared.answer == "unsure" and not declared.settled else FREE
