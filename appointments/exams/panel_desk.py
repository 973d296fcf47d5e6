"""What one panel member finds on the own desk: the candidates to score, the own sheets and drafts, nothing else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from appointments.applications.models import Application
from appointments.applications.numbers import in_order
from appointments.competitions.models import Contest, Round
from appointments.core.errors import NotFound
from appointments.exams.defences import Defence, OralDraft, OralSheet, PanelSeat
from appointments.exams.models import Presentation
from appointments.organisation.models import Post

TALKED_OVER = 2


@dataclass(frozen=True, slots=True)
class Own:
    """One candidate whom a member scores: when, the own sheet that counts or the draft, whether asked after a talk."""

    defence: Defence
    starts_at: datetime | None
    place: str
    sheet: OralSheet | None
    draft: OralDraft | None
    is_asked: bool

    @property
    def application(self) -> Application:
        """The candidate."""
        return self.defence.application

    @property
    def round(self) -> Round:
        """The round of the candidate."""
        round_ = self.application.contest.round
        assert round_ is not None
        return round_

    @property
    def is_open(self) -> bool:
        """Whether the member still has something to sign here."""
        return self.round.state == "oral_scheduled" and (self.sheet is None or self.is_asked)


def desk(session: Session, round_id: UUID, person: UUID) -> list[Own]:
    """Everybody in a round whom this person scores, in the order of the presentations."""
    own = _own(session, person, Contest.round_id == round_id)
    return sorted(own, key=lambda one: (one.starts_at is None, one.starts_at, in_order(one.application.number)))


def own_of(session: Session, defence_id: UUID, person: UUID) -> Own:
    """The one candidate, if this person scores him; whoever does not learns nothing."""
    found = _own(session, person, Defence.id == defence_id)
    if not found:
        raise NotFound(Defence, defence_id)
    return found[0]


def waiting_in(session: Session, person: UUID) -> Sequence[Round]:
    """The rounds in which this person has a sheet to sign or to answer for."""
    signed = sa.exists().where(
        OralSheet.defence_id == Defence.id, OralSheet.member_id == person, OralSheet.voided == ""
    )
    again = signed.where(OralSheet.round == TALKED_OVER)
    asked = sa.and_(Defence.state == "talked_over", sa.cast(Defence.asked, sa.Text).contains(person.hex), ~again)
    query = (
        sa.select(Round.id)
        .join(Contest, Contest.round_id == Round.id)
        .join(Application, Application.contest_id == Contest.id)
        .join(Defence, Defence.application_id == Application.id)
        .join(PanelSeat, PanelSeat.defence_id == Defence.id)
        .where(PanelSeat.member_id == person, PanelSeat.left_why == "", Round.state == "oral_scheduled")
        .where(sa.or_(sa.and_(Defence.state == "scoring", ~signed), asked))
    )
    return session.scalars(sa.select(Round).where(Round.id.in_(query)).order_by(Round.begun_at, Round.id)).all()


def _own(session: Session, person: UUID, condition: sa.ColumnElement[bool]) -> list[Own]:
    query = (
        sa.select(Defence, Presentation)
        .join(PanelSeat, PanelSeat.defence_id == Defence.id)
        .join(Application, Application.id == Defence.application_id)
        .join(Contest, Contest.id == Application.contest_id)
        .outerjoin(Presentation, Presentation.application_id == Application.id)
        .options(
            joinedload(Defence.application).options(
                joinedload(Application.person),
                joinedload(Application.contest).joinedload(Contest.post).joinedload(Post.agency),
                joinedload(Application.contest).joinedload(Contest.round).joinedload(Round.agency),
            )
        )
        .where(PanelSeat.member_id == person, PanelSeat.left_why == "", Defence.state != "discontinued", condition)
    )
    found = session.execute(query).all()
    ids = [defence.id for defence, _ in found]
    mine = sa.select(OralSheet).where(OralSheet.member_id == person, OralSheet.defence_id.in_(ids))
    sheets = {sheet.defence_id: sheet for sheet in session.scalars(mine.order_by(OralSheet.round))}
    kept = sa.select(OralDraft).where(OralDraft.member_id == person, OralDraft.defence_id.in_(ids))
    drafts = {draft.defence_id: draft for draft in session.scalars(kept)}
    return [
        Own(
            defence,
            time.starts_at if time else None,
            time.place if time else "",
            sheet := sheets.get(defence.id),
            drafts.get(defence.id),
            defence.state == "talked_over" and person.hex in defence.asked and bool(sheet and sheet.round == 1),
        )
        for defence, time in found
    ]
