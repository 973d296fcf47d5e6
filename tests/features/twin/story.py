"""One round marked on screen, played stage by stage; a world says who wrote which script, and nothing else.

Six candidates for two posts that share a paper: five hand in a script, one is absent; a seventh is rejected and
petitions, an eighth has only begun. The marks follow the scripts, not the people.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.commands import drafts, petitions
from appointments.applications.models import Application
from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands import allocating, coding, marking, screen_marking, sittings
from appointments.exams.models import Script
from appointments.files.storage import Storage
from appointments.results.commands import written
from tests.factories import accounts, applications, competitions, exams, screen
from tests.factories.coding import coded_by_tool
from workflows.roles import AUDITOR, SYSADMIN

OPENS = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ("Zqan", "Zqbinh", "Zqchi", "Zqdung", "Zqem", "Zqgiang")
ABSENT = 5
"""Who does not come to the sitting."""
POINTS = (
    (("41.5", "17.25"), ("42", "18.25")),
    (("12.5", "6.75"), ("46", "31.75")),
    (("51.5", "28.5"), ("50.5", "27.75")),
    (("38", "11.25"), ("39.5", "12.5")),
    (("57.5", "36.25"), ("56", "35.5")),
)
"""What both markers give each script, the scripts in the order of their codes; the second one diverges."""
THIRD = ("44.5", "22.25")
CODES = ("A2CD", "E4FG", "H6JK", "L7MN", "P9QR")
TEXTS = (
    ("Bài ngắn.",), ("Bài một trang dài hơn một chút so với bài kia.",), ("Trang một.", "Trang hai."),
    ("Mở bài.", "Thân bài.", "Kết bài."), ("Chỉ hai trang.", "Hết."),
)  # fmt: skip
"""The five scripts: their codes, and what stands on their pages."""


@dataclass
class Story:
    """The round so far. `writers` says which script each present candidate wrote, in the order of NAMES."""

    session: Session
    files: Path
    writers: Sequence[int]
    rules: Mapping[str, str] = field(default_factory=lambda: screen.ON_SCREEN)
    now: datetime = OPENS - 20 * DAY
    candidates: list[Application] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Storage(self.files)

    @property
    def scripts(self) -> Sequence[Script]:
        """The scripts by code."""
        return sorted(first_scripts(self.session, self.paper.id), key=lambda script: script.code)

    def marker(self, script: int, place: int) -> UUID:
        """Who marks a script as its first, second or third marker."""
        return UUID(self.scripts[script].markers[place])

    def cast(self) -> dict[str, UUID]:
        """Who walks through the product so far."""
        return cast(self)

    # What happens, in this order.

    def plan(self) -> None:
        """A plan for two posts that share a paper is approved; inspectors and the system's administrator have roles."""
        planned_round = inspect.unwrap(competitions.planned_round)  # its rows from another test have other ids
        self.built = planned_round(self.session, OPENS, posts=2, changes=self.rules)
        self.auditor = self._city("Thanh Tra", AUDITOR)
        self.sysadmin = self._city("Quản Trị", SYSADMIN)

    def _city(self, name: str, role) -> UUID:
        user = competitions.member(self.session, name, self.now)
        accounts.give(self.session, user.person_id, role, self.now)
        return user.person_id

    def open(self) -> None:
        """Reception is open: everybody has handed in but one, who has begun."""
        self.built = competitions.announced(self.session, self.built, OPENS)
        self.staff, self.team, self.paper = self.built.staff, self.built.council, self.built.papers[0]
        competitions.reception.carry_out_overdue(self.session, self.built.round.id, "open_reception", OPENS)
        self.now = OPENS + DAY
        for n, name in enumerate(NAMES):
            self.candidates.append(self._hands_in(f"Thí Sinh {name}", n % 2))
        self.rejected = self._hands_in("Thí Sinh Zqhai", 0)
        late = applications.candidate(self.session, "Thí Sinh Zqmuon", self.now)
        drafts.start_draft(self.session, self.built.contests[0].id, by=By(late), now=self.now)
        self.late = late

    def _hands_in(self, name: str, post: int) -> Application:
        return applications.submitted(self.session, self.built.contests[post].id, name, self.now, self.store)

    def shortlisted(self) -> None:
        """Everybody is judged, the list is out, the rejected one petitions."""
        session, who = self.session, self.staff
        competitions.close_and_check(session, self.built, self.built.round.closes_at)
        self.now = self.built.round.closes_at + DAY
        for one in self.candidates:
            applications.accepted(session, one, who.officer, self.now)
        applications.rejected(session, self.rejected, who.officer, who.approver, self.now)
        applications.publish(session, self.built, self.now + DAY)
        self.now += 2 * DAY
        by = By(self.rejected.person_id)
        self.petition = petitions.file_petition(session, self.rejected.id, "Xin xem lại.", by=by, now=self.now)

    def summoned(self) -> None:
        """The petition is dismissed, the exam has begun, everybody is summoned, the lists are posted."""
        by = By(self.staff.second_approver)
        for step in ("take_up", "dismiss"):
            petitions.answer_petition(self.session, self.petition.id, step, "Không đủ.", by=by, now=self.now)
        self.now += 5 * DAY
        exams.examination_begun(self.session, self.built, self.now)
        exams.made_ready(self.session, self.built, self.paper, self.now)

    def held(self) -> None:
        """Five sit the paper."""
        absent = [self.candidates[ABSENT]]
        self.now = exams.sat(self.session, self.built, self.paper, self.candidates, absent)

    def coded(self) -> None:
        """Each script has its code."""
        numbers = [one.number for n, one in enumerate(self.candidates) if n != ABSENT]
        wrote = dict(zip(numbers, self.writers, strict=True))
        self.made = coded_by_tool(
            self.session, self.paper, {number: TEXTS[script] for number, script in wrote.items()},
            {number: CODES[script] for number, script in wrote.items()},
        )  # fmt: skip
        coding.take_codes(
            self.session, self.paper.id, self.made.parts(), self.store, by=By(self.team.coding), now=self.now
        )

    def allocated(self) -> None:
        """Criteria entered, markers drawn."""
        head = By(self.team.marking_head)
        sittings.set_criteria(self.session, self.paper.id, screen.CRITERIA, steps=screen.STEPS, by=head, now=self.now)
        allocating.allocate(self.session, self.paper.id, by=head, now=self.now)

    def one_signed(self) -> None:
        """Marking has begun: a mark is final, another is a draft."""
        self._begin_marking()
        self._sign(0, 0)
        typed, draft = ["13.5", "7.25"], self.scripts[1]
        screen_marking.save_draft(self.session, draft.id, typed, "Zqnhap", by=By(self.marker(1, 0)))

    def _begin_marking(self) -> None:
        sittings.take_step(self.session, self.paper.id, "begin_marking", by=By(self.team.marking_head), now=self.now)

    def half_way(self) -> None:
        """One script settled, one divergent, one half signed."""
        self.now += timedelta(hours=2)
        for script, place in ((0, 1), (1, 0), (1, 1), (2, 0)):
            self._sign(script, place)

    def third_drawn(self) -> None:
        """The divergent script has a third marker; everything else is signed."""
        self.now += DAY
        for script, place in ((2, 1), (3, 0), (3, 1), (4, 0), (4, 1)):
            self._sign(script, place)
        allocating.draw_third(self.session, self.scripts[1].id, by=By(self.team.marking_head), now=self.now)

    def all_signed(self) -> None:
        """The third mark stands too, and the script is settled."""
        script, who = self.scripts[1], self.marker(1, 2)
        screen.sign(self.session, script, who, THIRD, self.now)
        marking.settle_mark(
            self.session, script.id, "settle_by_third", screen.total(THIRD), "Theo đáp án.",
            by=By(self.team.marking_head), now=self.now,
        )  # fmt: skip

    def lock_proposed(self) -> None:
        """The head has proposed to lock, the supervisor has watched."""
        self.now += DAY
        marking.propose_lock(self.session, self.paper.id, by=By(self.team.marking_head), now=self.now)
        marking.attest_lock(self.session, self.paper.id, by=By(self.team.supervisor), now=self.now)

    def locked(self) -> None:
        """The chair has confirmed."""
        marking.lock(self.session, self.paper.id, by=By(self.team.chair), now=self.now)

    def decoded(self) -> None:
        """The codes are opened, nothing is published."""
        screen.decoded(self.session, self.built, self.paper, self.made, self.now)

    def written_published(self) -> None:
        """The written results are out."""
        written.publish_written(self.session, self.paper.id, by=By(self.team.chair), now=self.now)

    def _sign(self, script: int, place: int) -> None:
        screen.sign(self.session, self.scripts[script], self.marker(script, place), POINTS[script][place], self.now)


BEFORE_DECODING: tuple[Callable[[Story], None], ...] = (
    Story.plan, Story.open, Story.shortlisted, Story.summoned, Story.held, Story.coded, Story.allocated,
    Story.one_signed, Story.half_way, Story.third_drawn, Story.all_signed, Story.lock_proposed, Story.locked,
)  # fmt: skip
AROUND_PUBLICATION = (Story.decoded, Story.written_published)


def cast(story: Story) -> dict[str, UUID]:
    """Who walks through the product: a person for each role, two where two see different things."""
    found = {"auditor": story.auditor, "system_administrator": story.sysadmin}
    who = story.built.staff
    found |= {"personnel_officer": who.officer, "approver": who.approver, "appointing_authority": who.authority}
    if team := story.built.council:
        found |= {
            "council_chair": team.chair, "council_secretary": team.secretary, "supervisor": team.supervisor,
            "marking_board_head": team.marking_head, "coding_officer": team.coding, "panel_member": team.panel[0],
            "invigilator": team.invigilators[0],
            "marker": team.markers[0], "another marker": team.markers[1],
        }  # fmt: skip
    if story.candidates:
        found |= {"candidate": story.candidates[0].person_id, "rejected candidate": story.rejected.person_id}
    return found
