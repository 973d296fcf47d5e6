"""What a mark changed by re-marking brings about, read from the record; the hash under which it is confirmed."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.models import Contest
from appointments.core.work import By
from appointments.exams import speaking
from appointments.exams.case import appeal_case
from appointments.exams.incidents import percents_off
from appointments.exams.models import Appeal, Presentation
from appointments.exams.panel import REACHED_ORAL
from workflows.calendar import local_day, midnight_after
from workflows.engine import Case
from workflows.impact import Before, Impact, impact
from workflows.rules import on_scale

TAG = b"minhtuyen/impact/v1\x00"
GRADED = ("written_passed", "written_failed")
"""The states of a candidate whom a changed mark can move: nobody whose result was annulled meanwhile."""


def mark_by_rule(appeal: Appeal, threshold: Decimal) -> Decimal | None:
    """The mark that stands: the new one when it differs by the threshold or more, otherwise the old one."""
    if appeal.old_mark is None or appeal.new_mark is None:
        return None
    return appeal.new_mark if abs(appeal.new_mark - appeal.old_mark) >= threshold else appeal.old_mark


def impact_of(session: Session, appeal: Appeal, case: Case) -> Impact | None:
    """What the request changes by the rule; None where the mark stays or there is no second one yet."""
    final = mark_by_rule(appeal, case.facts.threshold)
    if final is None or appeal.old_mark is None or appeal.new_mark is None or final == appeal.old_mark:
        return None
    application, rules = appeal.application, case.rules
    contest, times = application.contest, _times(session, appeal)
    assert case.calendar is not None
    before = Before(
        number=application.number or "",
        post=contest.post.title("vi"),
        old_mark=appeal.old_mark,
        new_mark=appeal.new_mark,
        final_mark=final,
        percent_off=percents_off(session, [application.id], rules).get(application.id, 0),
        pass_mark=on_scale(rules["exam.pass_each"], rules["exam.scale"]),
        reaches_oral=_reaching(session, Application.contest_id == contest.id),
        times={number: time.starts_at for number, time in times},
        summoned=frozenset(number for number, time in times if time.summoned_at is not None),
        drawn=_drawn(session, appeal),
        presents_min=rules["exam.oral_present_min"] + rules["exam.oral_qa_min"],
        competes=application.state in GRADED,
        contest_state=contest.state,
        round_state=appeal.paper.round.state,
        remarking_ends=_end(appeal, case),
        summon_wd=rules["exam.summon_wd"],
    )
    return impact(before, case.calendar)


def ruled(
    session: Session, appeal: Appeal, by: By, now: datetime, reason: str = "", **told: Any
) -> tuple[Case, Impact | None]:
    """The request with the mark that the rule gives and the hash of what it would bring about, and that itself."""
    case = appeal_case(session, appeal, by, now, reason, **told)
    found, final = impact_of(session, appeal, case), mark_by_rule(appeal, case.facts.threshold)
    return replace(case, facts=replace(case.facts, final_mark=final, content_hash=hash_of(found))), found


def hash_of(found: Impact | None) -> str:
    """SHA-256 over exactly what is proposed and confirmed; nothing where nothing changes."""
    if found is None:
        return ""
    text = json.dumps(found.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(TAG + text.encode()).hexdigest()


def _end(appeal: Appeal, case: Case) -> datetime:
    """When the re-marking is over at the latest; once it is overdue, the end of the day of the proposal."""
    proposed = appeal.entered_at if appeal.state == "change_proposed" else case.now
    due: datetime | None = case.facts.finish_by
    return due if due is not None and proposed < due else midnight_after(local_day(proposed))


def _reaching(session: Session, where: sa.ColumnElement[bool]) -> frozenset[str]:
    """The numbers of those who present."""
    query = sa.select(Application.number).join(Application.contest).where(where, Application.state.in_(REACHED_ORAL))
    return frozenset(number for number in session.scalars(query) if number)


def _drawn(session: Session, appeal: Appeal) -> tuple[str, ...]:
    """The order of everybody who presents before or after, by the opened seed; nothing where it was not drawn."""
    seed = appeal.paper.round.oral_seed_opened
    if not seed:
        return ()
    presenters = _reaching(session, Contest.round_id == appeal.paper.round_id)
    return tuple(speaking.order(presenters | {appeal.application.number or ""}, bytes.fromhex(seed)))


def _times(session: Session, appeal: Appeal) -> list[tuple[str, Presentation]]:
    """Who of the round has a time to present."""
    query = sa.select(Application.number, Presentation).join(Presentation.application).join(Application.contest)
    query = query.where(Contest.round_id == appeal.paper.round_id).order_by(Application.number)
    return [(row[0] or "", row[1]) for row in session.execute(query)]
