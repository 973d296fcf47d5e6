"""Who of the council is in conflict with which candidate: all that is known of both, across rounds, put to the rules.

What is known: the relatives, homes, telephones and units that anybody has stated, the profiles, the units named in
applications. Homes and telephones are compared by keyed hashes. People are nodes of the graph of ties by the keyed hash
of their identity number, so that a relative whom two people name joins them although nobody knows who it is. A relative
named without a number is whoever alone has that name in the house; of several it may be any: people then say which.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts import names
from appointments.accounts.models import Person
from appointments.applications.models import Application
from appointments.competitions import context
from appointments.competitions.models import ConflictPin, Contest, Particular, Round
from appointments.core.errors import NotFound
from workflows import conflict
from workflows.calendar import local_day
from workflows.conflict import Category, Edge, Finding, Known, Service, Source, State, Terms, Ties
from workflows.kinship import WIDE_2023, Tie

Pair = tuple[UUID, UUID]
RELATIVE, ADDRESS, PHONE, UNIT = "relative", "address", "phone", "unit"
NOT_STANDING = ("draft", "rejected", "not_admitted", "withdrawn", "lapsed", "discontinued")
"""The states of an application whose person is nobody's candidate (yet, or any more)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands to a candidate: the state, what was found, and the pin, confirmed or waiting for it."""

    member: UUID
    candidate: UUID
    state: State
    found: tuple[Finding, ...]
    pin: ConflictPin | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether the member keeps away from the candidate."""
        return conflict.is_conflict(self.state)

    @property
    def is_undecided(self) -> bool:
        """Whether a namesake may be meant, and people have to say before the member judges or is kept away."""
        return conflict.is_undecided(self.state, self.found)

    @property
    def category(self) -> Category | None:
        """The kind of conflict, all that boards are told; "other" where people pinned what nobody had found."""
        if not self.is_conflict:
            return None
        return self.found[0].category if self.found else Category.other


@dataclass(frozen=True, slots=True)
class Group:
    """Whom to compare under one round's regulation: these members with these candidates."""

    round: Round
    members: frozenset[UUID]
    candidates: frozenset[UUID]


def conflict_between(session: Session, person_id: UUID, application_id: UUID) -> Standing:
    """How a member of the council stands to the candidate behind one application."""
    row = session.get(Application, application_id)
    if row is None or row.contest.round is None:
        raise NotFound(Application, application_id)
    group = Group(row.contest.round, frozenset({person_id}), frozenset({row.person_id}))
    return standings(session, [group])[0][person_id, row.person_id]


def in_conflict(session: Session, groups: Sequence[Group]) -> list[set[UUID]]:
    """For each group, the members who are in conflict with any of its candidates, or of whom that is undecided."""
    return [set(found) for found in kept_away(session, groups)]


def kept_away(session: Session, groups: Sequence[Group]) -> list[dict[UUID, bool]]:
    """The same, each with whether it is a conflict (True), or a namesake of whom nobody has decided yet (False)."""
    kept: list[dict[UUID, bool]] = []
    for found in standings(session, groups):
        others = [one for one in found.values() if one.member != one.candidate]
        undecided = {one.member: False for one in others if one.is_undecided}
        kept.append(undecided | {one.member: True for one in others if one.is_conflict})
    return kept


def standings(session: Session, groups: Sequence[Group]) -> list[dict[Pair, Standing]]:
    """Every pair of each group; by six statements, however many groups and people there are."""
    people = {person for group in groups for person in (*group.members, *group.candidates)}
    if not any(group.members and group.candidates for group in groups):
        return [{} for _ in groups]
    known, ties = everything_known(session, people)
    pins = _pins(session, [group.round.id for group in groups])
    return [_judged(group, known, ties, pins) for group in groups]


def candidates_of(session: Session, contests: sa.ColumnElement[bool]) -> dict[UUID, frozenset[UUID]]:
    """Who stands for the posts chosen, by the post's paper (the persons of posts without a paper by the round)."""
    query = sa.select(sa.func.coalesce(Contest.paper_id, Contest.round_id), Application.person_id).distinct()
    query = query.join(Contest, Application.contest_id == Contest.id)
    found: dict[UUID, set[UUID]] = {}
    for key, person in session.execute(query.where(contests, Application.state.not_in(NOT_STANDING))):
        found.setdefault(key, set()).add(person)
    return {key: frozenset(people) for key, people in found.items()}


def everything_known(session: Session, people: Collection[UUID]) -> tuple[dict[UUID, Known], Ties]:
    """What the rules are asked about: each of these people, and every tie that may join two of them."""
    rows = {p.id: p for p in session.scalars(sa.select(Person).where(Person.id.in_(people)))}
    stated: dict[UUID, list[Particular]] = {}
    for one in session.scalars(sa.select(Particular).where(Particular.person_id.in_(people))):
        stated.setdefault(one.person_id, []).append(one)
    worked = _units_of_applications(session, people)
    known = {p.id: _known(p, stated.get(p.id, ()), worked.get(p.id, ())) for p in rows.values()}
    return known, Ties(frozenset(_edges(session, rows, [one for said in stated.values() for one in said])))


def node(person: Person) -> str:
    """The person in the graph of ties."""
    return person.national_id_hash.hex() if person.national_id_hash else f"person {person.id.hex}"


def _known(person: Person, stated: Iterable[Particular], worked: Iterable[Service]) -> Known:
    own = list(stated)
    units = [Service(names.similar(one.name), one.since, one.until, one.led) for one in own if one.kind == UNIT]
    units += [Service(names.similar(person.current_unit))] if person.current_unit else []
    plain = [f"profile {person.phone}"] if person.phone else []
    return Known(
        node(person),
        frozenset(one.key for one in own if one.kind == ADDRESS),
        frozenset([*(one.key for one in own if one.kind == PHONE), *plain]),
        (*units, *worked),
    )


def _units_of_applications(session: Session, people: Collection[UUID]) -> dict[UUID, list[Service]]:
    """The unit that each application named, until the day on which it was handed in."""
    query = sa.select(Application.person_id, Application.answers, Application.submitted_at).where(
        Application.person_id.in_(people), Application.submitted_at.is_not(None)
    )
    found: dict[UUID, list[Service]] = {}
    for person, answers, at in session.execute(query):
        if unit := str(answers.get("current_unit") or "").strip():
            found.setdefault(person, []).append(Service(names.similar(unit), None, local_day(at)))
    return found


def _edges(session: Session, rows: Mapping[UUID, Person], own: Sequence[Particular]) -> Iterable[Edge]:
    """The ties stated by these people and by those who share a relative with them."""
    named: dict[str, list[str]] = {}
    for person in rows.values():
        named.setdefault(person.name_folded, []).append(node(person))
    unlinked = {node(person) for person in rows.values() if person.national_id_hash is None}
    told = [(node(rows[one.person_id]), one) for one in own if one.kind == RELATIVE]
    told += _further(session, rows, {one.key for _, one in told if one.key})
    shared = _namesakes(session, {names.similar(one.name) for _, one in told if one.name} & named.keys())
    for teller, one in told:
        if one.key:
            yield Edge(one.key, Tie(one.tie), teller)
        same_name = named.get(names.similar(one.name), ()) if one.name else ()
        for other in same_name:
            if other != teller and (not one.key or other in unlinked):
                yield Edge(other, Tie(one.tie), teller, shared.get(names.similar(one.name), 0) > 1)


def _namesakes(session: Session, folded: Collection[str]) -> dict[str, int]:
    """How many people of the whole house have each of these names: whoever is asked about, a name means the same."""
    if not folded:
        return {}
    query = sa.select(Person.name_folded, sa.func.count()).where(Person.name_folded.in_(folded))
    return {row[0]: row[1] for row in session.execute(query.group_by(Person.name_folded))}


def _further(session: Session, rows: Mapping[UUID, Person], keys: set[str]) -> list[tuple[str, Particular]]:
    """What others stated who are relatives of these people, or named one of them or of their relatives."""
    numbers = [person.national_id_hash for person in rows.values() if person.national_id_hash]
    wanted = {*keys, *(number.hex() for number in numbers)}
    if not wanted:
        return []
    query = sa.select(Person, Particular).join(Particular, Particular.person_id == Person.id).where(
        Particular.kind == RELATIVE,
        Particular.person_id.not_in(rows),
        sa.or_(Particular.key.in_(wanted), Person.national_id_hash.in_([bytes.fromhex(key) for key in keys])),
    )  # fmt: skip
    return [(node(person), one) for person, one in session.execute(query)]


def _pins(session: Session, rounds: Collection[UUID]) -> dict[tuple[UUID, UUID, UUID], ConflictPin]:
    query = sa.select(ConflictPin).where(ConflictPin.round_id.in_(rounds), ConflictPin.is_live)
    return {(pin.round_id, pin.member_id, pin.candidate_id): pin for pin in session.scalars(query)}


def _judged(
    group: Group,
    known: Mapping[UUID, Known],
    ties: Ties,
    pins: Mapping[tuple[UUID, UUID, UUID], ConflictPin],
) -> dict[Pair, Standing]:
    terms, found = terms_of(group.round), {}
    for member, candidate in product(sorted(group.members), sorted(group.candidates)):
        reasons = conflict.findings(known[member], known[candidate], ties, terms)
        pin = pins.get((group.round.id, member, candidate))
        pinned = pin.pinned(keys_of(reasons)) if pin else None
        state = conflict.state_of(reasons, pinned)
        found[member, candidate] = Standing(member, candidate, state, reasons, pin)
    return found


def keys_of(found: Iterable[Finding]) -> list[str]:
    """What was found, as a pin remembers it."""
    return [f"{one.rule}:{one.tie or ''}{'?' if one.source is Source.possible else ''}" for one in found]


def terms_of(round_: Round) -> Terms:
    """What the round's regulation says of relatives and of work; the years count back from the end of reception."""
    at = round_.closes_at or round_.begun_at
    pinned = context.rules_of(round_, at)
    on: date = local_day(at)
    return Terms(pinned.get("exam.relative_scope", WIDE_2023), int(pinned.get("exam.work_tie_years", 0)), on)
