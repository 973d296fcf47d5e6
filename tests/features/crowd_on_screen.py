"""A round marked and scored on screen with so many of each thing: envelopes, incidents, complaints, panel sheets."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.commands import pins, ties
from appointments.competitions.commands.particulars import Stated
from appointments.complaints import commands as complaints
from appointments.complaints.commands import Lodged
from appointments.core.work import By
from appointments.exams import moderation, queries
from appointments.exams.commands import defending, envelopes, marking, moderating, presentations, sanctions
from appointments.exams.defences import Defence, sitting
from appointments.files.storage import Storage
from appointments.results.commands import ranking, rounds, written
from tests.factories import applications, competitions, exams, oral, proposals, screen

OPENS = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = screen.ON_SCREEN | proposals.ON_SCREEN | {"exam.moderation_sample": 100}


@dataclass
class CrowdOnScreen:
    """`size` candidates for one post, and as many of everything that happens around them."""

    session: Session
    files: Path
    size: int

    def __post_init__(self) -> None:
        self.built = competitions.receiving_round(self.session, OPENS, changes=RULES)
        self.team, self.staff, self.paper = self.built.council, self.built.staff, self.built.papers[0]
        names = [f"Thí Sinh {'ABCDEFGHIJKLM'[n]}" for n in range(self.size)]
        self.good = applications.shortlisted(self.session, self.built, names, Storage(self.files))
        self.now = self.built.round.closes_at + 5 * DAY

    def sit(self) -> None:
        """Everybody sits the paper; each has an envelope, an incident, a sanction, a complaint and a relative."""
        session, chair = self.session, By(self.team.chair)
        exams.examination_begun(session, self.built, self.now)
        exams.made_ready(session, self.built, self.paper, self.now)
        self.now = exams.sat(session, self.built, self.paper, self.good)
        for n, one in enumerate(self.good):
            self._around(n, one)
            pinned = pins.Decision(self.team.panel[0], one.person_id, "none", "Đã kiểm tra.")
            pins.pin(session, self.built.round.id, pinned, by=chair, now=self.now)

    def _around(self, n: int, one) -> None:
        session, secretary, now = self.session, By(self.team.secretary), self.now
        stated = [Stated("relative", "sibling", f"Người Nhà {n}")]
        ties.state_as_candidate(session, one.id, stated, by=By(one.person_id), now=now)
        made = envelopes.enter_envelope(session, self.paper.id, f"TĐ-{n}", is_reserve=False, by=secretary, now=now)
        line = envelopes.Line("received", now, "Ban đề Mẫu", "Thư ký Mẫu", True, "")
        envelopes.record_custody(session, made.id, line, by=secretary, now=now)
        room = queries.rooms(session, self.paper.id)[0]
        sanctions.record_incident(
            session, self.paper.id, room.id, now, "Mất điện.", "Giám thị Mẫu", by=secretary, now=now
        )
        given = sanctions.draw_up(
            session, one.id, "reprimand", now, "Nói chuyện.", was_read=True, by=secretary, now=now
        )
        sanctions.take_step(session, given.id, "countersign", by=By(self.team.chair), now=now)
        lodged = Lodged("Thí Sinh", "Xin xem lại.", "dossier")
        complaints.complain(session, one.id, lodged, by=By(one.person_id), now=now)

    def mark(self) -> None:
        """Every script has its mark; all of them are drawn to be read again."""
        screen_map = screen.begun(self.session, self.built, self.paper, self.now)
        screen.everything_signed(self.session, self.paper, self.now)
        moderating.draw_sample(self.session, self.paper.id, by=By(self.team.marking_head), now=self.now)
        self.map = screen_map

    def publish(self) -> None:
        """Read again, locked, decoded, published."""
        session, head = self.session, By(self.team.marking_head)
        for one in moderation.sample(session, [self.paper.id])[self.paper.id]:
            moderating.moderate(session, one.script.id, "agree", "", by=head, now=self.now)
        marking.propose_lock(session, self.paper.id, by=head, now=self.now)
        marking.attest_lock(session, self.paper.id, by=By(self.team.supervisor), now=self.now)
        marking.lock(session, self.paper.id, by=By(self.team.chair), now=self.now)
        screen.decoded(session, self.built, self.paper, self.map, self.now)
        written.publish_written(session, self.paper.id, by=By(self.team.chair), now=self.now)

    def seal(self) -> None:
        """Everybody handed a proposal in, twice; the deadline has passed."""
        session, closes = self.session, self.paper.remark_closes_at
        written.overdue(session, self.paper.id, "close_remark_window", closes)
        self.key = proposals.key_of(self.built.round, self.files)
        proposals.brought(session, self.built, self.key, closes)
        oral.scheduled(session, self.built, self.good, closes + DAY)
        for one in self.good * 2:
            proposals.lodged(session, one, proposals.pdf(one.number), Storage(self.files), closes + 2 * DAY)
        self.now = proposals.sealed(session, self.built)

    def present(self) -> None:
        """Proposals opened, presentations under way; the first member has signed no sheet, the others all."""
        session = self.session
        proposals.opened(session, self.built, self.key, Storage(self.files), self.now)
        self.now = oral.last_begins(session, self.good) + DAY
        for one in self.good:
            oral.all_sign(session, one, self._panel(one)[1:], self.now)

    def _panel(self, one) -> list[UUID]:
        return sitting(self.session.get_one(Defence, one.id))

    def rank(self) -> None:
        """Every sheet signed; the ranking, of equal totals, waits for the second person who works it out again."""
        session, team = self.session, self.team
        for one in self.good:
            oral.sign(session, one, self._panel(one)[0], self.now)
            defending.close(session, one.id, by=By(team.chair), now=self.now)
            presentations.record_oral(session, one.id, by=By(team.secretary), now=self.now)
        rounds.take_step(session, self.built.round.id, "close_oral", by=By(team.chair), now=self.now)
        ranking.compile_ranking(session, self.built.contests[0].id, by=By(team.secretary), now=self.now)
