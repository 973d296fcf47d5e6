"""A round and everything around it with so many of each thing, played from the reception to the published result."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.commands import drafts, petitions
from appointments.applications.models import Application, Petition
from appointments.competitions.commands import holds, needs
from appointments.core.mail import FileMail
from appointments.core.work import By
from appointments.decisions.commands import decisions, verification
from appointments.decisions.rules import CHECKS
from appointments.exams.case import first_scripts
from appointments.exams.commands import remarking
from appointments.exams.models import Appeal
from appointments.files.storage import Storage
from appointments.notifications.delivery import deliver
from appointments.organisation.models import CalendarOverride
from appointments.results.commands import rounds, written
from tests.factories import accounts, applications, competitions, exams
from tests.factories.competitions import Built
from workflows.roles import AUDITOR, PERSONNEL

OPENS = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LATER = timedelta(minutes=1)  # so that lists with the newest first begin with the same kind of need in every crowd
NEW_YEAR = date(2025, 1, 1)  # long before anything is planned: a day off moves no deadline here
_number = count(1)


@dataclass
class Crowd:
    """One round for one post with `size` candidates who are let in and as many who are not, and the house around it."""

    session: Session
    files: Path
    size: int
    now: datetime = OPENS
    good: list[Application] = field(default_factory=list)
    rejected: list[Application] = field(default_factory=list)
    appeals: list[Appeal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Storage(self.files)
        self.built: Built = competitions.receiving_round(self.session, OPENS)
        self.staff, self.team, self.paper = self.built.staff, self.built.council, self.built.papers[0]
        self.auditor = competitions.member(self.session, "Thanh Tra", OPENS)
        accounts.give(self.session, self.auditor.person_id, AUDITOR, OPENS - DAY)

    def surroundings(self) -> None:
        """Posts, needs, plans with many posts and papers, people, days of the calendar, decisions, suspensions."""
        session, officer = self.session, By(self.staff.officer)
        wide = competitions.receiving_round(session, OPENS, posts=self.size, papers=self.size)
        for n in range(self.size):
            part = competitions.agency(session, f"Đơn vị Mẫu {n}", self.staff.agency)
            competitions.post(session, part, f"Trưởng phòng Mẫu {n}")
            post = competitions.post(session, self.staff.agency, f"Phó Trưởng phòng Mẫu {n}")
            need = needs.Need(slots=1, ground="Chức danh đang khuyết", source="Nguồn tại chỗ")
            needs.draft_need(session, post.id, need, by=officer, now=OPENS + LATER)
            self._decision(post.id, n)
            helper = competitions.member(session, "Cán Bộ", OPENS)
            accounts.give(session, helper.person_id, PERSONNEL, OPENS, f"agency:{part.id.hex}")
            accounts.give(session, self.staff.second_officer, PERSONNEL, OPENS, f"agency:{part.id.hex}")
            day = NEW_YEAR + timedelta(days=next(_number))
            session.add(CalendarOverride(day=day, is_working=False, reason="Nghỉ mẫu", source="TB mẫu"))
            session.commit()
            holds.ask_hold(session, wide.contests[n].case_key, "Đơn mẫu", by=By(wide.council.chair), now=OPENS)
        self.wide = wide
        self._plans()

    def _plans(self) -> None:
        """A plan that is still written, one that waits for its announcement."""
        session, house = self.session, self.staff
        posts = [competitions.post(session, house.agency, f"Phó phòng Mẫu {n}") for n in range(self.size)]
        wanted = [competitions.approved_need(session, house, post, OPENS) for post in posts]
        competitions.drafted_plan(session, house, wanted, OPENS, exam_at=OPENS + 200 * DAY, papers=self.size)
        post = competitions.post(session, house.agency, "Phó phòng Mẫu")
        wanted = [competitions.approved_need(session, house, post, OPENS)]
        competitions.approved_plan(session, house, wanted, OPENS, exam_at=OPENS + 200 * DAY)

    def _decision(self, post_id: UUID, n: int) -> None:
        draft = decisions.Draft("PROMOTION", f"{next(_number)}/QĐ-MAU", date(2026, 2, 2), date(2026, 2, 2))
        who = decisions.Appointee("Ông Mẫu Nào")
        now = OPENS + timedelta(seconds=next(_number))  # the list's order, and so what a walk opens, is certain
        made = decisions.record_ordinary(self.session, post_id, who, draft, by=By(self.staff.officer), now=now)
        if n % 2:
            decisions.issue(self.session, made.id, by=By(self.staff.authority), now=now)

    def hand_in(self) -> None:
        """Everybody applies; the first candidate begins to write for every post of the other round too."""
        contest = self.built.contests[0].id
        self.now = OPENS + DAY
        for n in range(self.size):
            for people, name in ((self.good, "Thí Sinh Mẫu"), (self.rejected, "Thí Sinh Khác")):
                people.append(applications.submitted(self.session, contest, f"{name} {n}", self.now, self.store))
        for other in self.wide.contests:
            drafts.start_draft(self.session, other.id, by=By(self.good[0].person_id), now=self.now)
        self._deliver()

    def check(self) -> None:
        """One half is let in, the other is not and petitions."""
        session, who = self.session, self.staff
        self.now = self.built.round.closes_at
        competitions.close_and_check(session, self.built, self.now)
        self.now += DAY
        for yes, no in zip(self.good, self.rejected, strict=True):
            applications.accepted(session, yes, who.officer, self.now)
            applications.rejected(session, no, who.officer, who.approver, self.now)
        applications.publish(session, self.built, self.now + DAY)
        self.now += 2 * DAY
        for no in self.rejected[:-1]:
            petitions.file_petition(session, no.id, "Xin xem lại.", by=By(no.person_id), now=self.now)
        self._deliver()

    def sit(self) -> None:
        """The paper is written, coded, and keyed but for the last script."""
        session = self.session
        approver = By(self.staff.second_approver)
        for petition in petitions_of(session, self.rejected):
            petitions.answer_petition(session, petition, "take_up", by=approver, now=self.now)
            petitions.answer_petition(session, petition, "dismiss", "Không đủ.", by=approver, now=self.now)
        self.now += 5 * DAY
        exams.examination_begun(session, self.built, self.now)
        exams.made_ready(session, self.built, self.paper, self.now)
        self.now = exams.sat(session, self.built, self.paper, self.good)
        self.map = exams.coded(session, self.built, self.paper, self.now)
        for script in first_scripts(session, self.paper.id)[1:]:
            exams.keyed(session, self.built, script.id, ("80", "84"), self.now)

    def publish(self) -> None:
        """The last script keyed, marks published; everybody asks for a re-marking."""
        session = self.session
        exams.keyed(session, self.built, first_scripts(session, self.paper.id)[0].id, ("80", "84"), self.now)
        exams.published(session, self.built, self.paper, self.map, self.now)
        for one in self.good:
            by = By(one.person_id)
            self.appeals.append(remarking.file_appeal(session, one.id, "Chấm lại.", by=by, now=self.now))
        self._deliver()

    def mark_again(self) -> None:
        """One request is granted, the others are not; the mark is to change, and everybody's next steps with it."""
        session, secretary, (one, *others) = self.session, By(self.team.secretary), self.appeals
        for appeal in others:
            remarking.register_step(session, appeal.id, "refuse", "Không có căn cứ.", by=secretary, now=self.now)
        remarking.register_step(session, one.id, "accept", by=secretary, now=self.now)
        self.now = self.paper.remark_closes_at
        written.overdue(session, self.paper.id, "close_remark_window", self.now)
        markers = self.team.markers[2:4]
        remarking.code_again(session, one.id, markers, by=By(self.team.coding), now=self.now)
        exams.keyed(session, self.built, one.script_id, ("70", "70"), self.now, markers=markers)
        remarking.finish_marking(session, one.id, by=secretary, now=self.now)
        exams.change_proposed(session, self.built, one.id, "Lệch 12 điểm.", self.now)

    def finish(self) -> None:
        """The changed mark confirmed; presentations, ranking, result."""
        session, team = self.session, self.team
        exams.change_confirmed(session, self.built, self.appeals[0].id, self.now)
        written.finish_remarking(session, self.paper.id, by=By(team.chair), now=self.now)
        at = self.now + DAY
        scores = {one.id: str(60 + n) for n, one in enumerate(self.good)}
        self.now = exams.presented(session, self.built, scores, at, at + 20 * DAY)
        exams.ranked(session, self.built, self.now)
        rounds.recognise(session, self.built.round.id, by=By(self.staff.authority), now=self.now)
        rounds.publish(session, self.built.round.id, by=By(team.chair), now=self.now)
        self.now += timedelta(hours=1)
        self._deliver()

    def verify(self) -> None:
        """The winner is verified and put before the collective leadership."""
        contest = self.built.contests[0].id
        for item in CHECKS:
            verification.check(
                self.session, contest, item, passed=True, note="", by=By(self.staff.officer), now=self.now
            )
        verification.submit(self.session, contest, by=By(self.staff.officer), now=self.now)

    def decide(self) -> None:
        """The collective leadership has voted; the decision can be drafted."""
        contest = self.built.contests[0].id
        by = By(self.staff.authority)
        verification.decide(self.session, contest, "BB số 05 ngày 01/9", by=by, now=self.now)

    def _deliver(self) -> None:
        deliver(self.session, FileMail("a@example.vn", self.files.parent / "mail"), "http://localhost", self.now)


def petitions_of(session: Session, rejected: list[Application]) -> list[UUID]:
    """The petitions of these candidates."""
    ids = [one.id for one in rejected]
    return [one.id for one in session.query(Petition).filter(Petition.application_id.in_(ids))]
