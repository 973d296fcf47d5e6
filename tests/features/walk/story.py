"""One post from the need to the office by commands, and the turns it may take on the way; for several tests."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from appointments.applications.commands import petitions, shortlist
from appointments.applications.models import Application, Petition
from appointments.core.work import By
from appointments.decisions.commands import decisions, fallback, verification
from appointments.decisions.models import Decision
from appointments.decisions.rules import CHECKS
from appointments.exams.commands import remarking
from appointments.exams.models import Appeal, Script
from appointments.results.commands import ranking, rounds, written
from tests.factories import applications, exams
from tests.factories.competitions import Built, close_and_check, receiving_round
from workflows.calendar import local_day
from workflows.engine import Refused


@dataclass(frozen=True)
class Played:
    """What came of it."""

    built: Built
    appointed: Application
    declined: Application
    carried: Application
    readmitted: Application
    decision: Decision
    appeal: Appeal
    petition: Petition


NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def appoint(session, built, now, number="12/QĐ-MAU"):
    """From the published result to the office, for the person who is selected now."""
    who, contest = built.staff, built.contests[0]
    for item in CHECKS:
        verification.check(session, contest.id, item, passed=True, note="", by=By(who.officer), now=now)
    verification.submit(session, contest.id, by=By(who.officer), now=now)
    verification.decide(session, contest.id, "BB số 05 ngày 01/9", by=By(who.authority), now=now)
    draft = decisions.Draft("FIRST_APPOINTMENT", number, local_day(now), local_day(now))
    decision = decisions.draft_for_contest(session, contest.id, draft, by=By(who.officer), now=now)
    decisions.issue(session, decision.id, by=By(who.authority), now=now)
    decisions.take_office(session, contest.id, by=By(who.officer), now=now + timedelta(days=1))
    return decision


def the_long_way_round(session, store):
    """A rejected candidate petitions and comes back, one re-mark carries a candidate, a tie, a winner who declines."""
    built = receiving_round(session, NOW)
    who, team, contest = built.staff, built.council, built.contests[0]
    opened, closed = NOW + timedelta(days=1), built.round.closes_at
    names = ["Thí Sinh An", "Thí Sinh Bình", "Thí Sinh Chi", "Thí Sinh Dũng"]
    an, binh, chi, dung = [applications.submitted(session, contest.id, name, opened, store) for name in names]
    close_and_check(session, built, closed)
    for application in (an, binh, chi):
        applications.accepted(session, application, who.officer, closed + timedelta(days=1))
    applications.rejected(session, dung, who.officer, who.approver, closed + timedelta(days=2))
    applications.publish(session, built, closed + timedelta(days=3))

    # The rejected candidate petitions; the other approver, who had not judged, upholds it.
    at = closed + timedelta(days=4)
    petition = petitions.file_petition(session, dung.id, "Đã giữ chức vụ 36 tháng.", by=By(dung.person_id), now=at)
    petitions.answer_petition(session, petition.id, "take_up", by=By(who.approver), now=at)
    with pytest.raises(Refused):
        petitions.answer_petition(session, petition.id, "uphold", "Có.", by=By(who.approver), now=at)
    petitions.answer_petition(session, petition.id, "uphold", "Đúng là đủ.", by=By(who.second_approver), now=at)
    shortlist.list_readmitted(session, built.round.id, by=By(who.officer), now=at)
    assert (petition.state, dung.state) == ("upheld", "listed")

    exams.examination_begun(session, built, at)
    paper = built.papers[0]
    exams.made_ready(session, built, paper, at)
    over = exams.sat(session, built, paper, [an, binh, chi, dung])
    file = exams.coded(session, built, paper, over)
    marks = {an.number: ("80", "80"), binh.number: ("80", "80"), chi.number: ("45", "47"), dung.number: ("60", "60")}
    exams.marked(session, built, paper, file, marks, over)
    exams.published(session, built, paper, file, over)
    assert [a.state for a in (an, binh, chi, dung)] == ["written_passed"] * 2 + ["written_failed", "written_passed"]

    # One candidate asks for a re-mark, which carries her over the pass mark.
    at = over + timedelta(days=2)
    appeal = remarking.file_appeal(session, chi.id, "Đề nghị chấm lại.", by=By(chi.person_id), now=at)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=at)
    at = paper.remark_closes_at
    written.overdue(session, paper.id, "close_remark_window", at)
    remarking.code_again(session, appeal.id, team.markers[2:4], by=By(team.coding), now=at)
    script = session.get_one(Script, appeal.script_id)
    exams.keyed(session, built, script.id, ("55", "57"), at, markers=team.markers[2:4])
    remarking.finish_marking(session, appeal.id, by=By(team.chair), now=at)
    exams.changed_by_remarking(session, built, appeal.id, "Điểm lệch 10.", at)
    written.finish_remarking(session, paper.id, by=By(team.chair), now=at)
    assert (appeal.state, chi.state, chi.written_mark) == ("answered", "written_passed", Decimal("56.00"))

    # Two candidates are level in everything; the head puts them in order and says why.
    at += timedelta(days=1)
    scores = {an.id: "85", binh.id: "85", chi.id: "60", dung.id: "70"}
    held = exams.presented(session, built, scores, at, at + timedelta(days=20))
    ranking.compile_ranking(session, contest.id, by=By(team.secretary), now=held)
    with pytest.raises(Refused):
        ranking.sign_ranking(session, contest.id, by=By(team.chair), now=held)
    order = [binh.number, an.number]
    ranking.settle_tie(session, contest.id, order, "Kinh nghiệm phù hợp hơn.", by=By(team.chair), now=held)
    exams.ranked(session, built, held)
    rounds.recognise(session, built.round.id, by=By(who.authority), now=held)
    rounds.publish(session, built.round.id, by=By(team.chair), now=held)
    assert [(a.place, a.state) for a in (binh, an, dung, chi)] == [
        (1, "winner"), (2, "reserve"), (3, "reserve"), (4, "reserve"),
    ]  # fmt: skip

    # The winner declines; the next-ranked is taken and appointed.
    fallback.decline(session, binh.id, "Lý do gia đình.", by=By(binh.person_id), now=held)
    fallback.take_next(session, contest.id, "Theo thứ tự xếp hạng.", by=By(who.authority), now=held)
    decision = appoint(session, built, held + timedelta(days=5))

    assert [a.state for a in (binh, an, dung, chi)] == ["declined", "appointed", "released", "released"]
    assert decision.person_id == an.person_id
    assert session.scalars(sa.select(Decision.state)).all() == ["issued"]
    return Played(built, an, binh, chi, dung, decision, appeal, petition)
