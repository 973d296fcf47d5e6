"""What the chapters of the walk share: the clock, the worker, the people met so far and the round they work on."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.models import Contest, Paper, Round
from tests.e2e.navigators.candidate import Candidate
from tests.e2e.people import People
from tests.factories.competitions import Council, Staff
from tests.fixtures.application import Clock

if TYPE_CHECKING:
    from flask import Flask

ROUND = "Kỳ thi tuyển Mẫu"
POST = "Phó Trưởng phòng Mẫu"
CANDIDATES = ("An", "Bình", "Chi", "Dũng")


@dataclass
class World:
    """One round, from inside."""

    app: "Flask"
    session: Session
    clock: Clock
    people: People
    staff: Staff
    inspector: UUID
    administrator: UUID
    council: Council | None = None
    serving: dict[UUID, type] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    map: bytes = b""

    def meet(self, kind: type, person_id: UUID):
        """That person at their window, as somebody of this role."""
        return self.people(kind, person_id, self.clock.now)

    def goes_on_at(self, moment: datetime) -> None:
        """Time passes; the worker carries out what has fallen due."""
        self.clock.set(moment)
        self.worker_runs()

    def worker_runs(self) -> None:
        """One round of the background worker: deadlines, messages, the ledger sealed."""
        with self.app.app_context():
            done = self.app.test_cli_runner().invoke(args=["worker", "--once"])
        assert done.exit_code == 0, done.output

    def ledger_verifies(self) -> None:
        """`flask ledger verify` finds nothing."""
        done = self.app.test_cli_runner().invoke(args=["ledger", "verify"])
        assert done.exit_code == 0, done.output

    def only(self, model: type):
        """The only row of its kind, as it is now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.scalars(sa.select(model)).one()

    @property
    def round(self) -> Round:
        """The round."""
        return self.only(Round)

    @property
    def contest(self) -> Contest:
        """The post to be filled."""
        return self.only(Contest)

    @property
    def paper(self) -> Paper:
        """Its written paper."""
        return self.only(Paper)
