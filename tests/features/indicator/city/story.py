"""The city from 8 August 2022 to 23 November 2026 by commands: two rounds played, six files, the merger, a revocation.

Known are the first round (Plan 3461: 13 posts, 13 appointed), that deputy directors of departments were examined in the
fourth quarter of 2024, the merger of 1 July 2025 and the standstill before it. All else is invented: `groups.csv` tells
what each file holds, a line for each row of appointments at equal distances.
"""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.accounts.identity import number_hash
from appointments.competitions import context
from appointments.competitions.commands import council
from appointments.decisions import imports
from appointments.decisions.commands import decisions, importing
from appointments.decisions.import_sheet import lines
from appointments.decisions.models import Decision
from appointments.demo import first_round, merger
from appointments.demo.cast import Cast
from appointments.demo.city import found_city
from appointments.demo.exam_player import ExamPlayer, papers_of
from appointments.demo.when import at
from appointments.files.storage import Storage
from appointments.organisation import queries as organisation
from appointments.organisation.commands import AgencyEntry, PostEntry, save_agency, save_post
from appointments.organisation.models import Agency, Post
from tests.factories.workbooks import workbook
from workflows.calendar import local_day
from workflows.roles import PANEL

HERE = Path(__file__).parent
TITLES = {"head": "Trưởng phòng (mẫu)", "deputy": "Phó Trưởng phòng (mẫu)"}
STAFF = {"thpt-qt": "public_employee"}
ENTERED = {1: at(2023, 1, 5), 2: at(2024, 1, 5), 3: at(2025, 1, 3), 4: at(2025, 7, 2), 5: at(2026, 1, 5),
           6: at(2026, 11, 20)}  # fmt: skip
BEGUN = at(2022, 8, 8, 8)
DAY = timedelta(days=1)


class LargeCouncil(ExamPlayer):
    """The council for posts at the head of departments has two more members."""

    more = ("giam-khao-5", "giam-khao-6")

    def form_council(self, now: datetime) -> None:
        """The usual council and two more of the panel."""
        scope, within = context.round_scope(self.made.id), context.agency_scopes(self.agency)
        for key in self.more:
            self.cast.join(key, now)
            self.cast.give(key, PANEL, now, scope, within)
        super().form_council(now)

    def declare(self, now: datetime) -> None:
        """They declare too."""
        super().declare(now)
        for key in self.more:
            council.declare(self.session, self.made.id, council.Answer("none"), by=self.cast.by(key), now=now)


@dataclass
class City:
    """Who plays, where; the people of each group by number."""

    session: Session
    storage: Storage
    cast: Cast = field(init=False)
    body: Agency = field(init=False)
    people: dict[str, list[int]] = field(default_factory=dict)

    def play(self) -> "City":
        """From the first day of the scheme to today."""
        self.cast = Cast(self.session, "")
        self.cast.found(BEGUN)
        self.body, posts = found_city(self.session, self.cast, BEGUN)
        for unit in ("sct-nl", "thpt-qt", "hm-qldt"):
            self._posts(unit, BEGUN)
        first_round.play(self.session, self.cast, self.storage, self.body, posts)
        self._file(1)
        self._file(2)
        self._revoke(["23-1.1/QĐ-MAU", "23-1.2/QĐ-MAU"], date(2024, 2, 5))
        self._round_of_2024()
        self._file(3)
        self._merge()
        for number in (4, 5, 6):
            self._file(number)
        return self

    def _posts(self, unit: str, now: datetime, level: str = "DIVISION") -> None:
        for rank, title in TITLES.items():
            self._post(unit, title, now, rank=rank, staff=STAFF.get(unit, "civil_servant"), level=level)

    def _post(self, unit: str, title: str, now: datetime, **given: str) -> Post:
        agency = self.session.scalars(sa.select(Agency).where(Agency.key == unit)).one()
        entry = PostEntry(title, title, position_list_approved=True, standards="Mẫu", duties="Mẫu", **given)
        return save_post(self.session, entry, by=self.cast["duyet-1"], now=now, agency_id=agency.id)

    def _file(self, number: int) -> None:
        """One file: written, checked, entered by an officer, confirmed by the authority."""
        now, session = ENTERED[number], self.session
        rows = [row for group in groups() if int(group["file"]) == number for row in self._rows(group, now)]
        ground = imports.ground(session, organisation.agencies(session), local_day(now), partial(number_hash, "mẫu"))
        report = imports.check(session, lines(workbook(*rows)), ground)
        assert (report.faults, len(report.entries)) == ([], len(rows))
        batch = uuid4()
        importing.enter(session, batch, report.entries, by=self.cast.by("to-chuc-2"), now=now)
        importing.confirm(session, batch, by=self.cast.by("thu-truong"), now=now + DAY)

    def _rows(self, group: dict[str, str], now: datetime) -> list[list[object]]:
        name, many = group["group"], int(group["how_many"])
        taken = sum(map(len, self.people.values()))
        who = self.people[group["people"]][:many] if group["people"] else list(range(taken, taken + many))
        if not group["people"]:
            self.people[name] = who
        first, every = date.fromisoformat(group["first"]), int(group["every"])
        rows: list[list[object]] = []
        for n, one in enumerate(who):
            day, born = first + n * every * DAY, date(1980, 1, 1) + one * DAY
            identity = f"0790{born:%y}{one:06}"
            signed = min(day, local_day(now))
            number = f"{name}.{n + 1}/QĐ-MAU"
            rows.append([f"Cán bộ Mẫu {one:03}", born, identity, group["unit"], TITLES[group["title"]], group["kind"],
                         number, signed, day, "", ""])  # fmt: skip
        return rows

    def _revoke(self, numbers: list[str], on: date) -> None:
        boss = self.cast.by("thu-truong")
        for one in self.session.scalars(sa.select(Decision.id).where(Decision.number.in_(numbers))).all():
            decisions.revoke(self.session, one, "Sai thẩm quyền", by=boss, now=at(2024, 2, 5), on=on)

    def _round_of_2024(self) -> None:
        """Three deputy directors of departments, and one deputy head of a division who takes office in January."""
        begun = at(2024, 9, 9)
        staff = {"rank": "deputy", "staff": "civil_servant"}
        posts = [
            self._post(unit, "Phó Giám đốc Sở", begun, **staff, level="DEPARTMENT") for unit in ("syt", "sct", "sgddt")
        ]
        posts.append(self._post("sct-nl", "Phó Trưởng phòng thi tuyển", begun, **staff))
        player = LargeCouncil(self.session, self.cast, self.storage, self.body)
        for post in posts:
            player.need(post, begun)
        papers = [("Bài thi viết năm 2024", at(2024, 11, 16, 7, 30), player.contests)]
        player.plan("Kỳ thi tuyển năm 2024 (mẫu)", at(2024, 9, 18), papers, first_round.PARAMETERS)
        player.approve("24/KH-MAU", date(2024, 9, 27), at(2024, 9, 23), at(2024, 9, 27, 15))
        player.form_council(at(2024, 9, 30))
        player.announce(at(2024, 10, 1), at(2024, 10, 4, 0), at(2024, 10, 22, 0))
        player.until(at(2024, 10, 4, 8))
        for n, contest in enumerate([*player.contests, *player.contests]):
            player.apply(contest, f"ts2024-{n}", at(2024, 10, 7))
        player.begin_checking(at(2024, 10, 22, 8))
        player.accept_all(at(2024, 10, 24))
        player.publish_shortlist(at(2024, 10, 28))
        player.begin_exam(at(2024, 10, 31))
        self._to_office(player)

    def _to_office(self, player: ExamPlayer) -> None:
        [paper] = papers_of(self.session, player.made.id)
        player.make_ready(paper, at(2024, 11, 1))
        kept = player.code(paper, player.sit(paper))
        player.mark(paper, kept, at(2024, 11, 19))
        player.publish_written(paper, kept, at(2024, 11, 20))
        player.until(at(2024, 11, 27, 8))
        held = player.present(at(2024, 11, 27), at(2024, 12, 5, 7))
        player.rank(held + DAY)
        player.recognise(at(2024, 12, 11), at(2024, 12, 12))
        for n, contest in enumerate(player.contests):
            on = date(2025, 1, 6) if contest.post.level == "DIVISION" else date(2024, 12, 27)
            player.verify(contest, at(2024, 12, 16))
            player.appoint(contest, at(2024, 12, 19), f"{5100 + n}/QĐ-UBND", on)
        player.until(at(2025, 1, 6, 8))
        for contest in player.contests:
            player.take_office(contest, at(2025, 1, 6, 14))

    def _merge(self) -> None:
        """1 July 2025; then what is known of a division of Bình Dương and of a commune's is entered."""
        cast, now = self.cast, at(2025, 7, 1)
        merger.play(self.session, cast["duyet-1"], cast.by("to-chuc-2"), cast.by("thu-truong"))
        above = self._id("binh-duong")
        entry = AgencyEntry("bd-mau", "Phòng Mẫu Bình Dương", "Sample division of Bình Dương", "unit", above)
        save_agency(self.session, entry, by=cast["duyet-1"], now=now)
        self._posts("bd-mau", now)
        self._posts("xa-mau-1-kt", now, "COMMUNE_DIVISION")

    def _id(self, key: str) -> UUID:
        return self.session.scalars(sa.select(Agency.id).where(Agency.key == key)).one()


def groups() -> list[dict[str, str]]:
    """The lines of `groups.csv`."""
    with (HERE / "groups.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
