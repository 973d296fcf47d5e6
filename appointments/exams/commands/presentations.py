"""The presentation part: timetable and summons, the panel's sheets keyed twice, divergent ones talked over."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.case import application_case
from appointments.applications.models import Application
from appointments.competitions.case import round_case
from appointments.competitions.commands.locking import editing, lock_round
from appointments.competitions.context import rules_of
from appointments.competitions.models import Round
from appointments.core.errors import Forbidden, Invalid, NotFound
from appointments.core.work import By, Work
from appointments.exams import panel, queries, speaking
from appointments.exams.commands.leaving import presents_no_more
from appointments.exams.commands.proposals import summons
from appointments.exams.models import PanelSheet, Presentation
from workflows.engine import Refusal, Refused
from workflows.law import design
from workflows.roles import CHAIR, SECRETARY
from workflows.words import Words

KEYERS = (SECRETARY, CHAIR)
UNSEALED = Refusal(
    Words(
        "Dấu niêm phong hạt giống bốc thăm chưa nằm trong đầu sổ đã ký; chờ lần đóng sổ kế tiếp rồi bốc thăm.",
        "The seal of the seed does not lie under a signed head of the ledger yet; draw after the next one.",
    ),
    {}, design(), "order_seed_is_sealed", (SECRETARY,),
)  # fmt: skip


def draw_order(session: Session, round_id: UUID, *, by: By, now: datetime) -> None:
    """Draw, once, in which order the candidates present: the sealed seed is opened, and anybody can derive it."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = editing(work, round_, round_case(session, round_, by, now), (SECRETARY,), ("examining",))
        if not panel.is_on_screen(round_):
            raise NotFound(Round, round_id)
        if round_.oral_seed_opened:
            raise Invalid("The order of the presentations is drawn already. It is drawn once.")
        if not queries.presenters(session, round_id):
            raise Invalid("Nobody has reached the presentation yet.")
        if not speaking.seal_is_on_record(session, round_):
            raise Refused([UNSEALED])
        round_.oral_seed_opened = round_.oral_seed
        work.note(round_, "draw_order", role)


def set_times(
    session: Session, round_id: UUID, times: Mapping[UUID, datetime], place: str, *, by: By, now: datetime
) -> None:
    """Set when each candidate presents (application -> instant), and summon them."""
    with Work(session, by, now) as work:
        round_ = lock_round(work, round_id)
        role = editing(work, round_, round_case(session, round_, by, now), (SECRETARY,), ("examining",))
        summoned = {_of_round(work, application_id, round_): starts_at for application_id, starts_at in times.items()}
        for application, starts_at in summoned.items():
            if starts_at <= now:
                raise Invalid("A presentation cannot be set in the past.", "times")
            old = session.query(Presentation).filter_by(application_id=application.id).one_or_none()
            row = old or Presentation(application_id=application.id)
            row.starts_at, row.place, row.summoned_at = starts_at, place.strip(), now
            session.add(row)
        _keep_the_order(session, round_)
        round_.oral_starts_at = min(times.values())
        said = summons(session, round_, place.strip(), now)
        for application in summoned:
            work.tell("exams.oral_summons", application.case_key, person=application.person_id, **said)
        work.note(round_, "set_presentation_times", role, summoned=len(summoned))


def key_panel_sheet(
    session: Session,
    application_id: UUID,
    member_id: UUID,
    score: Decimal,
    *,
    by: By,
    now: datetime,
    note: str = "",
) -> PanelSheet:
    """Key one member's signed sheet; the second keying is another person's. A divergent sheet may be keyed again."""
    with Work(session, by, now) as work:
        application, round_ = _lock(work, application_id)
        _may_key(session, work, application, round_, by, now)
        if member_id not in panel.members(session, round_):
            raise Invalid("This person does not sit on the panel.", "member")
        scale = Decimal(rules_of(round_, now)["exam.scale"])
        if not Decimal(0) <= score <= scale:
            raise Invalid("A score lies between 0 and %(scale)s.", "score", scale=scale)
        sheet = _next_keying(session, application, round_, member_id, by, note, now)
        sheet.score = score
        session.add(sheet)
        work.note(application, "key_panel_sheet", SECRETARY, keying=sheet.keying, round=sheet.round)
        return sheet


def settle_panel_sheet(
    session: Session, application_id: UUID, member_id: UUID, score: Decimal, reason: str, *, by: By, now: datetime
) -> PanelSheet:
    """Somebody who keyed neither says which of two different keyings is right, and why."""
    if not reason.strip():
        raise Invalid("A reason must be given.", "reason")
    with Work(session, by, now) as work:
        application, round_ = _lock(work, application_id)
        _may_key(session, work, application, round_, by, now)
        own = [s for s in panel.sheets_of(session, application_id) if s.member_id == member_id]
        latest = [s for s in own if s.round == max((s.round for s in own), default=0)]
        if len(latest) != 2 or latest[0].score == latest[1].score:
            raise Invalid("There are no two different keyings to settle.")
        if by.person in {s.keyed_by for s in latest}:
            raise Invalid("Whoever settles it keyed neither sheet.")
        sheet = PanelSheet(
            application_id=application.id, member_id=member_id, round=latest[0].round, keying=3, score=score,
            keyed_by=by.person, keyed_at=now, note=reason.strip(),
        )  # fmt: skip
        session.add(sheet)
        work.note(application, "settle_panel_sheet", SECRETARY, reason=reason.strip())
        return sheet


def record_oral(
    session: Session, application_id: UUID, *, by: By, now: datetime, seen: int | None = None
) -> Application:
    """Write the presentation's mark, the mean of the sheets that count, and move the application."""
    with Work(session, by, now) as work:
        application, _ = _lock(work, application_id, seen)
        application.oral_mark = panel.mark_of(session, application)
        session.flush()
        work.fire(application, "record_oral", application_case(session, application, by, now))
        return application


def mark_absent(session: Session, application_id: UUID, reason: str, *, by: By, now: datetime) -> None:
    """The candidate did not come to the presentation."""
    with Work(session, by, now) as work:
        application, _ = _lock(work, application_id)
        work.fire(application, "mark_absent", application_case(session, application, by, now, reason))
        presents_no_more(work, application)


def _keep_the_order(session: Session, round_: Round) -> None:
    """On screen times may be chosen, the order not: it was drawn."""
    if not panel.is_on_screen(round_):
        return
    if not round_.oral_seed_opened:
        raise Invalid("Draw the order of the presentations first.", "times")
    session.flush()
    rows = [one for one in queries.presenters(session, round_.id) if one.state == "written_passed"]
    known = queries.presentations(session, [one.id for one in rows])
    if not speaking.is_kept(speaking.in_order(round_, rows), {one: row.starts_at for one, row in known.items()}):
        raise Invalid("Each candidate begins after the one before, in the order that was drawn.", "times")


def _next_keying(
    session: Session, application: Application, round_: Round, member_id: UUID, by: By, note: str, now: datetime
) -> PanelSheet:
    sheets = panel.sheets_of(session, application.id)
    own = [s for s in sheets if s.member_id == member_id]
    talked_over = member_id in panel.divergent(sheets, panel.limit_of(round_)) or any(s.round == 2 for s in own)
    number = 2 if talked_over else 1
    before = [s for s in own if s.round == number]
    if len(before) >= 2:
        raise Invalid("This sheet has been keyed twice.", "member")
    if before and before[0].keyed_by == by.person:
        raise Invalid("The second keying must be somebody else's.", "member")
    if number == 2 and not note.strip():
        raise Invalid("A sheet that is scored again needs the reason from the minutes.", "note")
    return PanelSheet(
        application_id=application.id, member_id=member_id, round=number, keying=len(before) + 1, keyed_by=by.person,
        keyed_at=now, note=note.strip(),
    )  # fmt: skip


def _may_key(session: Session, work: Work, application: Application, round_: Round, by: By, now: datetime) -> None:
    if panel.is_on_screen(round_):
        raise Forbidden("the sheets of this round are signed on screen")
    editing(work, round_, round_case(session, round_, by, now), KEYERS, ("oral_scheduled",))
    if application.state != "written_passed":
        raise Forbidden("this candidate does not present")


def _lock(work: Work, application_id: UUID, seen: int | None = None) -> tuple[Application, Round]:
    application = work.session.get(Application, application_id)
    if application is None or application.contest.round_id is None:
        raise NotFound(Application, application_id)
    round_ = lock_round(work, application.contest.round_id)
    return work.lock(Application, application_id, seen=seen), round_


def _of_round(work: Work, application_id: UUID, round_: Round) -> Application:
    application = work.lock(Application, application_id)
    if application.contest.round_id != round_.id:
        raise NotFound(Application, application_id)
    return application
