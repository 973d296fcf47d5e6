"""The city's first round: Plan 3461/KH-UBND of 27 September 2022, 13 posts, 13 appointed by the end of the year.

Known are the plan's number and date, the posts, the month of the exam (November 2022) and that all 13 were appointed.
All other dates, people and marks are synthetic; the parameters lie within the ranges of the regulation.
"""

from datetime import date, timedelta
from itertools import count

from sqlalchemy.orm import Session

from appointments.competitions.models import Contest
from appointments.demo.cast import Cast
from appointments.demo.city import plan
from appointments.demo.exam_player import ExamPlayer, papers_of
from appointments.demo.when import at
from appointments.files.storage import Storage
from appointments.organisation.models import Agency, Post

PARAMETERS = {
    "exam.reception_days": 15, "exam.check_days": 7, "exam.remark_request_days": 5, "exam.remark_finish_days": 10,
    "exam.written_minutes": 120,
}  # fmt: skip
EXAM = at(2022, 11, 12, 7, 30)
CIVIL, PUBLIC = "Bài thi viết khối công chức", "Bài thi viết khối viên chức"


def play(session: Session, cast: Cast, storage: Storage, city: Agency, posts: list[Post]) -> ExamPlayer:
    """The whole round, from the needs of September to the offices of December 2022."""
    player = ExamPlayer(session, cast, storage, city)
    _to_shortlist(player, posts)
    _to_results(player)
    _to_office(player)
    return player


def _to_shortlist(player: ExamPlayer, posts: list[Post]) -> None:
    facts = plan()["plan"]
    for post in posts:
        player.need(post, at(2022, 9, 6))
    papers = [(CIVIL, EXAM, _of(player, "civil_servant")), (PUBLIC, EXAM, _of(player, "public_employee"))]
    title = "Kỳ thi tuyển chức danh lãnh đạo, quản lý cấp phòng và tương đương năm 2022"
    player.plan(title, at(2022, 9, 19), papers, PARAMETERS)
    player.approve(facts["number"], facts["issued_on"], at(2022, 9, 23), at(2022, 9, 27, 15))
    player.form_council(at(2022, 9, 28))
    player.announce(at(2022, 9, 30), at(2022, 10, 3, 0), at(2022, 10, 21, 0))
    player.until(at(2022, 10, 3, 8))
    people = count(1)
    for place, contest in enumerate(player.contests):
        for _ in range(2 + place % 2):
            player.apply(contest, f"ts2022-{next(people)}", at(2022, 10, 4) + timedelta(days=place))
    player.begin_checking(at(2022, 10, 21, 8))
    player.accept_all(at(2022, 10, 25))
    player.publish_shortlist(at(2022, 10, 27))


def _to_results(player: ExamPlayer) -> None:
    player.begin_exam(at(2022, 10, 31))
    papers = papers_of(player.session, player.made.id)
    for paper in papers:
        player.make_ready(paper, at(2022, 11, 1))
    kept = {}
    for paper in papers:
        over = player.sit(paper)
        kept[paper.id] = player.code(paper, over)
        player.mark(paper, kept[paper.id], at(2022, 11, 15))
        player.publish_written(paper, kept[paper.id], at(2022, 11, 16))
    player.until(at(2022, 11, 22, 8))
    held = player.present(at(2022, 11, 22), at(2022, 12, 1, 7))
    player.rank(held + timedelta(days=1))
    player.recognise(at(2022, 12, 8), at(2022, 12, 9))


def _to_office(player: ExamPlayer) -> None:
    for place, contest in enumerate(player.contests):
        player.verify(contest, at(2022, 12, 13))
        player.appoint(contest, at(2022, 12, 19), f"{4100 + place}/QĐ-UBND", date(2022, 12, 26))
    player.until(at(2022, 12, 26, 8))
    for contest in player.contests:
        player.take_office(contest, at(2022, 12, 26, 14))


def _of(player: ExamPlayer, staff: str) -> list[Contest]:
    return [contest for contest in player.contests if contest.post.staff == staff]
