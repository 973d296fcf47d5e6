"""The city of today: rounds and posts at rest in many different states, so that every role has something to do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from appointments.applications.commands import checking, petitions
from appointments.applications.models import Application
from appointments.competitions.commands.plans import step_plan
from appointments.competitions.models import Contest
from appointments.core.work import By
from appointments.decisions.commands import fallback, verification
from appointments.demo.cast import Cast
from appointments.demo.city import another_post
from appointments.demo.exam_player import ExamPlayer, papers_of
from appointments.demo.sealed_proposals import ON_SCREEN, bring_key, hand_in_and_open
from appointments.exams.commands import marking, remarking
from appointments.exams.commands.sittings import set_time
from appointments.files.storage import Storage
from appointments.organisation.models import Agency, Post
from workflows.calendar import ZONE, local_day

SHORT: dict[str, Any] = {
    "exam.reception_days": 15, "exam.check_days": 7, "exam.remark_request_days": 10, "exam.remark_finish_days": 10,
    "exam.written_minutes": 120,
}  # fmt: skip
Rules = Mapping[str, Any]
NO_RULES: Rules = MappingProxyType({})
TITLES = (("Trưởng phòng", "Head of Division"), ("Phó Trưởng phòng", "Deputy Head of Division"))
REASON = "Lý do mẫu cho buổi trình diễn."


class City:
    """Makes the rounds of today, each begun long enough ago to have come where it rests."""

    def __init__(self, session: Session, cast: Cast, storage: Storage, city: Agency, units: list[Post], now: datetime):
        self.session, self.cast, self.storage, self.city, self.units = session, cast, storage, city, units
        morning = now.astimezone(ZONE).replace(hour=8, minute=0, second=0, microsecond=0)
        self.now, self.morning = now, morning.astimezone(now.tzinfo)
        self._posts, self._people, self._numbers = count(), count(2), count(101)

    def ago(self, days: float) -> datetime:
        """That many days before this morning."""
        return self.morning - timedelta(days=days)

    def post(self, now: datetime) -> Post:
        """One more vacant post somewhere in the city."""
        n = next(self._posts)
        return another_post(self.session, self.cast, self.units[n % len(self.units)], TITLES[n % 2], now)

    def begun(
        self, title: str, posts: int, ago: float, exam_at: datetime, papers: int = 1, rules: Rules = NO_RULES
    ) -> ExamPlayer:
        """Needs approved and a plan drafted, `ago` days before now."""
        player = ExamPlayer(self.session, self.cast, self.storage, self.city)
        for _ in range(posts):
            player.need(self.post(self.ago(ago)), self.ago(ago))
        sharing = [(f"Bài thi viết {n + 1}", exam_at, player.contests[n::papers]) for n in range(papers)]
        player.plan(title, self.ago(ago - 4), sharing, {**SHORT, **rules})
        return player

    def announced(
        self, title: str, posts: int, opened: float, exam_at: datetime, papers: int = 1, rules: Rules = NO_RULES
    ) -> ExamPlayer:
        """Announced; reception opened `opened` days ago for 20 days."""
        player = self.begun(title, posts, opened + 25, exam_at, papers, rules)
        number = f"{next(self._numbers)}/KH-UBND"
        player.approve(number, local_day(self.ago(opened + 18)), self.ago(opened + 19), self.ago(opened + 18))
        player.form_council(self.ago(opened + 16))
        player.announce(self.ago(opened + 10), self.ago(opened), self.ago(opened - 20))
        player.until(self.ago(opened))
        return player

    def applications(self, player: ExamPlayer, each: int, when: datetime) -> None:
        """So many applications for each post."""
        for contest in player.contests:
            for _ in range(each):
                player.apply(contest, f"thi-sinh-{next(self._people)}", when)

    def listed(
        self, title: str, posts: int, opened: float, exam_at: datetime, papers: int = 1, each: int = 2,
        rules: Rules = NO_RULES,
    ) -> ExamPlayer:  # fmt: skip
        """The shortlist is out."""
        player = self.announced(title, posts, opened, exam_at, papers, rules)
        self.applications(player, each, self.ago(opened - 2))
        player.begin_checking(self.ago(opened - 20) + timedelta(hours=1))
        player.accept_all(self.ago(opened - 22))
        player.publish_shortlist(self.ago(opened - 24))
        return player


def play(city: City) -> None:
    """Everything that rests somewhere today."""
    _needs_and_plans(city)
    _receiving(city)
    _checking(city)
    _petition(city)
    _examining(city)
    _presenting(city)
    _result(city)
    _appointing(city)


def _needs_and_plans(city: City) -> None:
    player = ExamPlayer(city.session, city.cast, city.storage, city.city)
    player.need(city.post(city.ago(2)), city.ago(2), stop="draft")
    player.need(city.post(city.ago(5)), city.ago(5), stop="requested")
    submitted = city.begun("Kỳ thi tuyển chờ duyệt kế hoạch (mẫu)", 1, 20, city.morning + timedelta(days=80))
    step_plan(city.session, submitted.made.id, "submit_plan", by=city.cast.by("to-chuc"), now=city.ago(1))
    approved = city.begun("Kỳ thi tuyển đang soạn thông báo (mẫu)", 1, 30, city.morning + timedelta(days=70))
    approved.approve(f"{next(city._numbers)}/KH-UBND", local_day(city.ago(9)), city.ago(10), city.ago(9))


def _receiving(city: City) -> None:
    player = city.announced("Kỳ thi tuyển đang nhận hồ sơ (mẫu)", 2, 9, city.morning + timedelta(days=60))
    first, second = player.contests
    player.apply(first, "thi-sinh-1", city.ago(3), submit=False)
    for contest in (first, second):
        player.apply(contest, f"thi-sinh-{next(city._people)}", city.ago(6))


def _checking(city: City) -> None:
    player = city.announced("Kỳ thi tuyển đang kiểm tra hồ sơ (mẫu)", 1, 24, city.morning + timedelta(days=45))
    city.applications(player, 3, city.ago(20))
    player.begin_checking(city.ago(4) + timedelta(hours=2))
    handed_in = player.applied[player.contests[0].id]
    player.judge(handed_in[0], city.ago(2))
    checking.review(city.session, handed_in[0].id, "accept", by=city.cast.by("to-chuc"), now=city.ago(2))
    player.judge(handed_in[1], city.ago(1), unmet="time_in_post")
    by = city.cast.by("to-chuc")
    checking.review(city.session, handed_in[1].id, "propose_rejection", REASON, by=by, now=city.ago(1))


def _petition(city: City) -> None:
    player = city.announced("Kỳ thi tuyển có kiến nghị về danh sách (mẫu)", 1, 34, city.morning + timedelta(days=40))
    city.applications(player, 3, city.ago(30))
    player.begin_checking(city.ago(14) + timedelta(hours=2))
    turned_down = player.applied[player.contests[0].id][2]
    player.judge(turned_down, city.ago(12), unmet="ratings")
    checking.review(
        city.session, turned_down.id, "propose_rejection", REASON, by=city.cast.by("to-chuc"), now=city.ago(12)
    )
    checking.review(city.session, turned_down.id, "reject", REASON, by=city.cast.by("duyet-2"), now=city.ago(11))
    player.accept_all(city.ago(11))
    player.publish_shortlist(city.ago(8))
    by = By(turned_down.person_id)
    petitions.file_petition(city.session, turned_down.id, "Đề nghị xem xét lại (mẫu).", by=by, now=city.ago(2))


def _examining(city: City) -> None:
    """One round with six papers, each at another step: planned, in session, held, marking, to be locked, re-marking."""
    session_now = city.now - timedelta(hours=1)
    player = city.listed("Kỳ thi tuyển đang thi viết và chấm thi (mẫu)", 6, 62, session_now, papers=6)
    planned, running, held, marked, closing, published = papers_of(city.session, player.made.id)
    past = {held: 5.0, marked: 8.0, closing: 9.0, published: 14.0}
    _reschedule(city, {planned: city.morning + timedelta(days=20)} | {p: city.ago(d) for p, d in past.items()})
    player.begin_exam(city.ago(36))
    for paper in (running, *past):
        player.make_ready(paper, city.ago(28))
    over = {paper: player.sit(paper) for paper in past}
    kept = {paper: player.code(paper, over[paper]) for paper in (marked, closing, published)}
    player.mark(marked, kept[marked], city.ago(6), only=1)
    for paper, ago in ((closing, 7), (published, 12)):
        player.mark(paper, kept[paper], city.ago(ago))
    marking.propose_lock(city.session, closing.id, by=city.cast.by("truong-cham"), now=city.ago(1))
    player.publish_written(published, kept[published], city.ago(6))
    loser = player.applied[published.contests[0].id][1]
    by = By(loser.person_id)
    remarking.file_appeal(city.session, loser.id, "Đề nghị chấm lại phần hai (mẫu).", by=by, now=city.ago(2))


def _reschedule(city: City, times: dict[Any, datetime]) -> None:
    """The plan set one day for all papers; the council moved some of them."""
    for paper, starts_at in times.items():
        set_time(city.session, paper.id, starts_at, by=city.cast.by("chu-tich"), now=city.ago(37))


def _to_presentations(city: City, title: str, posts: int, opened: float, rules: Rules = NO_RULES) -> ExamPlayer:
    player = city.listed(title, posts, opened, city.ago(opened - 40), each=3, rules=rules)
    player.begin_exam(city.ago(opened - 26))
    [paper] = papers_of(city.session, player.made.id)
    player.make_ready(paper, city.ago(opened - 27))
    kept = player.code(paper, player.sit(paper))
    player.mark(paper, kept, city.ago(opened - 43))
    player.publish_written(paper, kept, city.ago(opened - 45))
    player.until(city.ago(opened - 56) + timedelta(hours=1))
    return player


def _presenting(city: City) -> None:
    """Proposals were handed in on screen and opened; the first candidate is presenting."""
    player = _to_presentations(city, "Kỳ thi tuyển đang thi trình bày (mẫu)", 1, 68, ON_SCREEN)
    key = bring_key(player, city.ago(11))
    player.present(city.ago(11), city.ago(0) - timedelta(hours=1), finish=False)
    hand_in_and_open(player, key, city.ago(11))


def _result(city: City) -> None:
    player = _to_presentations(city, "Kỳ thi tuyển chờ công nhận kết quả (mẫu)", 1, 82)
    held = player.present(city.ago(24), city.ago(12))
    player.rank(held + timedelta(hours=20))


def _appointing(city: City) -> None:
    """Posts after the result: being verified, submitted, decided, and one whose winner has declined."""
    player = _to_presentations(city, "Kỳ thi tuyển đang làm quy trình bổ nhiệm (mẫu)", 4, 104)
    held = player.present(city.ago(46), city.ago(34))
    player.rank(held + timedelta(hours=20))
    player.recognise(city.ago(28), city.ago(26))
    _verifying, submitted, decided, declined = player.contests
    officer, boss = city.cast.by("to-chuc"), city.cast.by("thu-truong")
    for contest in (submitted, decided):
        player.verify(contest, city.ago(15))
        verification.submit(city.session, contest.id, by=officer, now=city.ago(9))
    verification.decide(city.session, decided.id, "Biên bản họp mẫu số 9", by=boss, now=city.ago(3))
    _decline(city, declined)


def _decline(city: City, contest: Contest) -> None:
    winner = city.session.get_one(Application, contest.winner_id)
    fallback.decline(city.session, winner.id, REASON, by=By(winner.person_id), now=city.ago(4))
