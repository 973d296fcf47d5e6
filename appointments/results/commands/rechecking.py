"""A close result: its margin with the sheets behind each mark, and the sums worked out again by a second person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.case import contest_case
from appointments.competitions.commands.locking import editing, lock_contest
from appointments.competitions.models import Contest
from appointments.core.errors import Invalid
from appointments.core.work import By, Work
from appointments.exams import panel
from appointments.exams.incidents import percents_off
from appointments.results.case import examined, ranking_of, rules_of
from appointments.results.commands.written import markings
from appointments.results.margins import closeness, margin_of
from appointments.results.models import Recheck
from appointments.results.recheck import Given, Sum, compared, content_of, sums_of
from appointments.results.rules import Ranking
from workflows.agreement import mean_of
from workflows.margin import ORAL, WRITTEN, Margin, is_close
from workflows.roles import SECRETARY, SUPERVISOR
from workflows.sanction import less

WHO = (SUPERVISOR, SECRETARY)
"""Who may work out the sums again, unless the same person compiled them."""


def demand_recheck(session: Session, contest: Contest, ranking: Ranking, now: datetime) -> None:
    """At the compilation: a close result waits for a second person; one that is no longer close waits for nobody."""
    row = open_recheck(session, contest.id)
    content = content_of(ranking)
    if not is_close(closeness(ranking), rules_of(contest, now)):
        if row is not None:
            session.delete(row)
        return
    checked = sa.select(Recheck.id).where(Recheck.contest_id == contest.id, Recheck.content == content)
    if row is not None:
        row.content = content
    elif session.scalar(checked.where(Recheck.agrees.is_(True)).limit(1)) is None:
        session.add(Recheck(contest_id=contest.id, content=content, asked_at=now))


def recheck(session: Session, contest_id: UUID, typed: Sequence[Decimal], *, by: By, now: datetime) -> Recheck:
    """A second person gives every sum as worked out by hand; what differs is kept, and the check stays open."""
    with Work(session, by, now) as work:
        contest = lock_contest(work, contest_id)
        role = editing(work, contest, contest_case(session, contest, by, now), WHO, ("contested",))
        row, ranking = open_recheck(session, contest_id), ranking_of(session, contest, now)
        if row is None or ranking is None or row.content != content_of(ranking):
            raise Invalid("There are no sums to work out again.")
        if by.person == contest.compiled_by:
            raise Invalid("Whoever compiled the ranking may not check it.")
        sums = sums_for(session, contest, ranking, now)
        if len(typed) != len(sums):
            raise Invalid("Every sum must be given.")
        row.lines, row.checked_by, row.checked_at = compared(sums, typed), by.person, now
        row.agrees = all(line["agrees"] for line in row.lines.values())
        if not row.agrees:
            session.add(Recheck(contest_id=contest_id, content=row.content, asked_at=now))
        work.note(contest, "recheck", role, agrees=row.agrees, sums=len(sums))
        return row


def open_recheck(session: Session, contest_id: UUID) -> Recheck | None:
    """The check that waits for somebody."""
    query = sa.select(Recheck).where(Recheck.contest_id == contest_id, Recheck.checked_by.is_(None))
    return session.scalars(query.order_by(Recheck.asked_at.desc())).first()


def rechecks(session: Session, contest_id: UUID) -> Sequence[Recheck]:
    """Every check that was made, the latest first."""
    query = sa.select(Recheck).where(Recheck.contest_id == contest_id, Recheck.checked_by.is_not(None))
    return session.scalars(query.order_by(Recheck.checked_at.desc(), Recheck.id)).all()


def sums_for(session: Session, contest: Contest, ranking: Ranking, now: datetime) -> list[Sum]:
    """Every sum behind the ranking of a post, with the sheets, and what sanctions take off the written marks."""
    return sums_of(ranking, *_given(session, contest, ranking, now))


def _given(session: Session, contest: Contest, ranking: Ranking, now: datetime) -> tuple[Given, dict[str, int]]:
    """The marks on the sheets behind each part's mark (where they do not make its mean, what people settled), and what
    sanctions take off.
    """
    numbers = {application.id: application.number or "" for application in examined(session, contest.id)}
    taken = percents_off(session, list(numbers), rules_of(contest, now))
    off = {numbers[who]: percent for who, percent in taken.items()}
    scripts, panels = markings(session, contest.id), _panels(session, contest, numbers)
    found: dict[str, dict[str, tuple[Decimal, ...]]] = {}
    for placed in ranking.placed:
        written, oral = placed.candidate.written, placed.candidate.oral
        mine = found.setdefault(placed.code, {})
        if written is not None:
            mine[WRITTEN] = _written(scripts.get(placed.code, []), written, off.get(placed.code, 0))
        if oral is not None:
            scores = panels.get(placed.code, ())
            mine[ORAL] = scores or (oral,)
    return found, off


def margin_with_sheets(session: Session, contest: Contest, ranking: Ranking, now: datetime) -> Margin:
    """The smallest changes of a part's mark and of one mark on one sheet that alter the result; sheets are numbered."""
    given, _off = _given(session, contest, ranking, now)
    numbered = {
        code: tuple({str(n): mark for n, mark in enumerate(parts.get(part, ()), 1)} for part in (WRITTEN, ORAL))
        for code, parts in given.items()
    }
    return margin_of(ranking, {code: (one[0], one[1]) for code, one in numbered.items()})


def _written(
    markings: Sequence[tuple[tuple[Decimal, ...], Decimal | None]], mark: Decimal, off: int
) -> tuple[Decimal, ...]:
    """The sheets of the marking that gave the mark; else the mark of the last marking, as people settled it."""
    for sheets, own in reversed(markings):
        if own is not None and less(own, off) == mark:
            return sheets if sheets and mean_of(list(sheets)) == own else (own,)
    settled = [own for _, own in markings if own is not None]
    return (settled[-1] if settled else mark,)


def _panels(session: Session, contest: Contest, numbers: Mapping[UUID, str]) -> dict[str, tuple[Decimal, ...]]:
    """By candidate number the panel's scores that count, from paper or signed on screen."""
    scores = panel.scores_behind(session, contest.round, numbers) if contest.round else {}
    return {numbers[id]: found for id, found in scores.items()}
