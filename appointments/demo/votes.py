"""Two ordinary appointments of today: one among the key cadres, whose ballots are out; one decided and to be signed."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice
from uuid import UUID

from appointments.accounts import invitations
from appointments.conferences import commands as conferences
from appointments.conferences.models import Conference
from appointments.conferences.rules import Summoned
from appointments.core.work import By
from appointments.decisions.commands.decisions import Draft
from appointments.decisions.rules import CHECKS
from appointments.demo.cast import email
from appointments.demo.city import another_post
from appointments.demo.people import names
from appointments.demo.today import City
from appointments.procedures import commands
from appointments.procedures.models import Procedure
from workflows.appointment import meeting_at
from workflows.calendar import local_day

VOTERS = [
    Summoned(f"Cử tri Mẫu {n:02}", "Phó Trưởng đơn vị cấu thành" if n > 8 else "Trưởng đơn vị cấu thành")
    for n in range(1, 21)
]
NOBODY_HAS_HALF = (9, 7, 4)
"""Of twenty: the first two have 30 % and more, and are carried on."""
MAJORITY = (6, 14)
NAMES_BEFORE = 300
"""So many names of the list are other people's."""


class Case:
    """One ordinary appointment and the days on which its acts are done."""

    def __init__(self, city: City, n: int, title: tuple[str, str], begun: float):
        self.city, self.session, self.days = city, city.session, begun
        self.officer, self.second, self.boss = (city.cast.by(key) for key in ("to-chuc", "to-chuc-2", "thu-truong"))
        post = another_post(city.session, city.cast, city.units[n], title, city.ago(begun), rank="deputy")
        ground = "Chức danh khuyết do nghỉ hưu (mẫu)."
        made = commands.open_case(
            city.session, post.id, "FIRST_APPOINTMENT", ground, by=self.officer, now=city.ago(begun)
        )
        self.id = made.id
        for person in self._people(n):
            commands.nominate(city.session, self.id, person, by=self.officer, now=city.ago(begun))

    def _people(self, n: int) -> list[UUID]:
        first = NAMES_BEFORE + 3 * n
        found = []
        for number, (name, *_rest) in enumerate(islice(names(), first, first + 3), first):
            newcomer = invitations.Newcomer(name, email(f"nhan-su-{number}"), is_synthetic=True)
            user, _ = invitations.invite(self.session, newcomer, by=None, now=self.city.ago(self.days))
            found.append(user.person_id)
        return found

    @property
    def row(self) -> Procedure:
        """The case as it is."""
        return self.session.get_one(Procedure, self.id)

    def steps(self, ago: float, by: By, *triggers: str) -> None:
        """Steps that need only a yes, one after another."""
        for trigger in triggers:
            commands.take_step(self.session, self.id, trigger, by=by, now=self.city.ago(ago))

    def gets_its_policy(self) -> None:
        """The authority agrees within days; the source is on site."""
        self.steps(self.days, self.officer, "request_policy")
        self.steps(self.days - 2, self.boss, "approve_policy")
        self.steps(self.days - 3, self.officer, "take_on_site")

    def meets(self, ago: float, votes: Sequence[int] | None) -> None:
        """The conference of the present step; without votes its ballots are out."""
        meeting, now = meeting_at(self.row.law, self.row.state), self.city.ago(ago)
        made = commands.convene(self.session, self.id, by=self.officer, now=now - timedelta(days=1))
        by, place = self.officer, "Hội trường A (mẫu)"
        conferences.summon(self.session, made.id, VOTERS, local_day(now), place, by=by, now=now - timedelta(hours=20))
        presences = {voter.id: conferences.Presence("present") for voter in made.voters}
        conferences.attend(self.session, made.id, presences, by=by, now=now)
        asked = "issue_ballots" if meeting is not None and meeting.has_ballots else "agree"
        conferences.take_step(self.session, made.id, asked, by=by, now=now)
        if votes is None:
            return
        if asked == "issue_ballots":
            self._count(made, votes, ago)
        conferences.confirm(self.session, made.id, by=self.second, now=now + timedelta(hours=2))

    def _count(self, made: Conference, votes: Sequence[int], ago: float) -> None:
        listed = [name.person_id for name in made.ballot]
        given = votes if len(listed) == len(votes) else (len(VOTERS) - 4,) + (0,) * (len(listed) - 1)
        every = len(VOTERS)
        figures = conferences.Figures(every, every, every, every, 0, dict(zip(listed, given, strict=True)))
        now = self.city.ago(ago) + timedelta(hours=1)
        conferences.count(self.session, made.id, figures, by=self.officer, now=now)


def play(city: City) -> None:
    """Both cases."""
    _among_the_key_cadres(city)
    _decided(city)


def _among_the_key_cadres(city: City) -> None:
    case = Case(city, 1, ("Phó Trưởng phòng Kế hoạch (mẫu)", "Deputy Head, Planning (sample)"), 16)
    case.gets_its_policy()
    day, votes = 11.0, iter((NOBODY_HAS_HALF, MAJORITY))
    while case.row.state != "at_key_cadres":
        meeting = meeting_at(case.row.law, case.row.state)
        case.meets(day, next(votes, MAJORITY) if meeting is not None and meeting.has_ballots else ())
        day -= 2
    case.meets(1, None)


def _decided(city: City) -> None:
    case = Case(city, 2, ("Phó Trưởng phòng Tài chính (mẫu)", "Deputy Head, Finance (sample)"), 34)
    case.gets_its_policy()
    day = 29.0
    while case.row.state != "chosen":
        case.meets(day, (4, 3, 13))
        day -= 3
    by, boss, now = case.officer, case.boss, city.ago(10)
    for item in CHECKS:
        commands.check(city.session, case.id, item, True, "Đã đối chiếu bản chính (mẫu)", by=by, now=now)
    case.steps(9, by, "submit")
    commands.decide(city.session, case.id, "Biên bản họp mẫu số 21", by=boss, now=city.ago(5))
    drafted = Draft("FIRST_APPOINTMENT", "", None, local_day(city.ago(0)))
    commands.draft(city.session, case.id, drafted, by=by, now=city.ago(2))
