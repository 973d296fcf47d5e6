"""A round whose scripts are marked on screen, from inside: three posts that share one paper, twelve candidates."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.commands import council
from appointments.core.work import By
from appointments.exams import panel
from appointments.exams.coding.formats import read_map
from appointments.exams.commands.rounds import begin_examination
from appointments.exams.models import Script
from appointments.files.storage import Storage
from tests.e2e.world import World
from tests.factories import applications, competitions, exams, proposals, screen
from tests.factories.coding import Coded, coded_by_tool
from tests.factories.competitions import Built, close_and_check
from tests.fixtures.application import Clock
from workflows.roles import MARKER, PANEL

OPENED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LETTERS = "ABCD"
POSTS = tuple(f"Phó Trưởng phòng Mẫu {n}" for n in (1, 2, 3))


@dataclass
class Blind(World):
    """The round's scripts lie on the table, anonymous to the house; what the coding board's machine knows is here."""

    applications: dict[str, UUID] = field(default_factory=dict)
    coded: Coded | None = None
    codes: dict[str, str] = field(default_factory=dict)
    called_in: list[UUID] = field(default_factory=list)
    panel: tuple[UUID, ...] = ()

    @property
    def markers(self) -> list[UUID]:
        """Those who mark now: the last of the four left, another was called in."""
        return [*self.council.markers[:3], *self.called_in]

    def application(self, name: str) -> Application:
        """A candidate's application, by post and letter ("1A"), as it is now."""
        self.session.rollback()
        return self.session.get_one(Application, self.applications[name])

    def the_tool_codes_the_scripts(self) -> Coded:
        """On the council's own machine: which candidate has which code is known to nobody but this test."""
        self.coded = coded_by_tool(self.session, self.paper)
        code_of = read_map(self.coded.open()).codes
        self.codes = {name: code_of[self.application(name).number] for name in self.applications}
        return self.coded

    def calls_in_a_marker(self) -> None:
        """Somebody takes the role of a marker, by command, and has declared on the list."""
        user = competitions.serve(self.session, self.round, "Người Chấm Thay", MARKER, self.clock.now)
        council.declare(self.session, self.round.id, council.Answer("none"), by=By(user.person_id), now=self.clock.now)
        self.called_in.append(user.person_id)
        self.session.commit()

    def script_of(self, name: str) -> Script:
        """The first script of a candidate, as it is now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.scalars(sa.select(Script).where(Script.code == self.codes[name])).one()


def handed_in(session: Session, clock: Clock, store: Storage) -> tuple[Built, dict[str, UUID]]:
    """By command, up to the closed sitting: the round announced, the dossiers accepted, the paper sat by everybody."""
    built = competitions.receiving_round(session, OPENED, posts=3, changes=screen.ON_SCREEN | proposals.ON_SCREEN)
    opened, closed = built.round.opens_at, built.round.closes_at
    named = {
        f"{n}{letter}": applications.submitted(session, contest.id, f"Thí Sinh Mẫu {n}{letter}", opened, store)
        for n, contest in enumerate(built.contests, 1)
        for letter in LETTERS
    }
    close_and_check(session, built, closed)
    fifth = competitions.serve(session, built.round, "Giám Khảo", PANEL, closed)
    for application in named.values():
        applications.accepted(session, application, built.staff.officer, closed)
    applications.publish(session, built, closed)
    clock.set(closed + timedelta(days=5))
    exams.everybody_declares(session, built, clock.now)
    screen.declares(session, built, fifth.person_id, clock.now)
    begin_examination(session, built.round.id, by=By(built.council.chair), now=clock.now)
    paper = built.papers[0]
    exams.made_ready(session, built, paper, clock.now)
    clock.set(exams.sat(session, built, paper, list(named.values())))
    return built, {name: application.id for name, application in named.items()}


def panel_of(session: Session, built: Built) -> tuple[UUID, ...]:
    """The five who score the presentations."""
    return tuple(panel.members(session, built.round))
