"""One case for each term of office that ends; its two votes are conferences beneath it."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appointments.accounts.models import Person
from appointments.conferences.models import Conference
from appointments.core.cases import Cased
from appointments.core.db import Base
from appointments.organisation.models import Post


class Reappointment(Cased, Base):
    """The case of one term: `term_id` is the decision that the term rests on, `decision_id` the one that follows it.

    `road` is "reappointment" or "extension"; `begins_on` and `new_end` bound the new term; the days by which notice and
    decision are due are kept as they were computed when the case was opened.
    """

    __tablename__ = "reappointment"
    __process__ = "reappointment"
    __sealed__ = (
        "term_id", "person_id", "post_id", "agency_id", "staff", "road", "ends_on", "retires_on", "begins_on",
        "new_end", "notice_by", "decision_by", "notice_number", "notified_on", "report_by", "report_digest",
        "report_name", "report_type", "reported_on", "is_reported", "conference_by", "assessment", "assessed_by",
        "opinion", "is_resolved", "hold_ground", "outcome_reason", "end_ground", "decision_id",
    )  # fmt: skip

    term_id: Mapped[UUID] = mapped_column(sa.ForeignKey("decision.id"), unique=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("post.id"))
    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    staff: Mapped[str]
    road: Mapped[str]
    ends_on: Mapped[date]
    retires_on: Mapped[date | None]
    begins_on: Mapped[date]
    new_end: Mapped[date]
    notice_by: Mapped[date]
    decision_by: Mapped[date]
    notice_number: Mapped[str] = mapped_column(default="")
    notified_on: Mapped[date | None]
    report_by: Mapped[date | None]
    report_digest: Mapped[str] = mapped_column(default="")
    report_name: Mapped[str] = mapped_column(default="")
    report_type: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None]
    is_reported: Mapped[bool] = mapped_column(default=False)
    conference_by: Mapped[date | None]
    assessment: Mapped[str] = mapped_column(default="")
    assessed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    opinion: Mapped[str] = mapped_column(default="")
    is_resolved: Mapped[bool] = mapped_column(default=False)
    hold_ground: Mapped[str] = mapped_column(default="")
    outcome_reason: Mapped[str] = mapped_column(default="")
    end_ground: Mapped[str] = mapped_column(default="")
    decision_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    post: Mapped[Post] = relationship()
    conferences: Mapped[list[Conference]] = relationship(
        primaryjoin=lambda: sa.and_(
            sa.orm.foreign(Conference.parent_id) == Reappointment.id, Conference.parent_process == "reappointment"
        ),
        order_by=(Conference.begun_at, Conference.id),
        viewonly=True,
    )

    @property
    def is_late(self) -> bool:
        """Whether the notice came, or has yet to come, after its last day."""
        return self.notified_on is not None and self.notified_on > self.notice_by

    def conference(self, meeting: str) -> Conference | None:
        """The latest conference of a meeting that was not called off."""
        held = (one for one in reversed(self.conferences) if one.meeting == meeting and one.state != "cancelled")
        return next(held, None)
