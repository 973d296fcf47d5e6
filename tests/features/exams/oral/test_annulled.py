"""A candidate whose result is annulled before, between and after the panel's sheets: who scores, who is ranked."""

import pytest

from appointments.core.errors import Stale
from appointments.core.work import By
from appointments.exams.commands import defending, presentations, sanctions
from appointments.exams.defences import Defence
from appointments.results.commands import ranking, rounds
from tests.factories import oral
from tests.features.exams.marks import guards
from workflows.engine import Refused

BETTER, WORSE = ("38", "19", "28", "9"), ("25", "12", "20", "8")


def annulled(session, built, application, now):
    """The secretary signs the minutes, the chair orders the annulment."""
    team = built.council
    made = sanctions.draw_up(
        session, application.id, "annulment", now, "Thi hộ, phát hiện qua đối chiếu ảnh.", was_read=True,
        by=By(team.secretary), now=now,
    )  # fmt: skip
    return sanctions.take_step(session, made.id, "order", "Gian lận.", by=By(team.chair), now=now)


def recorded(session, built, application, panel, points, now):
    oral.all_sign(session, application, panel, now, points)
    defending.close(session, application.id, by=By(built.council.chair), now=now)
    presentations.record_oral(session, application.id, by=By(built.council.secretary), now=now)


def test_a_presentation_ends_with_the_annulment_and_its_sheets_stay_on_record(
    session, presenting, candidates, panel, defence, clock
):
    one, now = candidates[0], clock.now
    oral.sign(session, one, panel[0], now)

    annulled(session, presenting, one, now)

    assert (one.state, defence.state) == ("annulled", "discontinued")
    assert [sheet.member_id for sheet in defence.sheets] == [panel[0]]
    with pytest.raises(Stale):
        oral.sign(session, one, panel[1], now)


def test_a_candidate_annulled_with_a_presentation_half_scored_holds_nobody_up_and_has_no_place(
    session, presenting, candidates, panel, clock
):
    one, two, three = candidates
    team, contest, now = presenting.council, presenting.contests[0], clock.now
    recorded(session, presenting, two, panel, BETTER, now)
    recorded(session, presenting, three, panel, WORSE, now)
    oral.sign(session, one, panel[0], now)
    with pytest.raises(Refused):
        rounds.take_step(session, presenting.round.id, "close_oral", by=By(team.chair), now=now)
    session.rollback()

    annulled(session, presenting, one, now)
    rounds.take_step(session, presenting.round.id, "close_oral", by=By(team.chair), now=now)
    ranking.compile_ranking(session, contest.id, by=By(team.secretary), now=now)
    ranking.sign_ranking(session, contest.id, by=By(team.chair), now=now)

    assert [(a.state, a.place) for a in candidates] == [("annulled", None), ("oral_done", 1), ("oral_done", 2)]


def test_a_result_is_not_annulled_behind_a_signed_ranking_but_after_it_was_opened_again(
    session, presenting, candidates, panel, clock
):
    one, two, three = candidates
    team, contest, now = presenting.council, presenting.contests[0], clock.now
    for application, points in ((one, BETTER), (two, oral.EVEN), (three, WORSE)):
        recorded(session, presenting, application, panel, points, now)
    rounds.take_step(session, presenting.round.id, "close_oral", by=By(team.chair), now=now)
    ranking.compile_ranking(session, contest.id, by=By(team.secretary), now=now)
    ranking.sign_ranking(session, contest.id, by=By(team.chair), now=now)
    with pytest.raises(Refused) as signed:
        annulled(session, presenting, one, now)
    assert guards(signed) == {"ranking_is_not_signed"}
    session.rollback()
    assert session.get_one(Defence, one.id).state == "closed"

    ranking.contest_step(session, contest.id, "reopen", "Hủy kết quả một thí sinh.", by=By(team.chair), now=now)
    sanction = session.query(sanctions.Sanction).one()
    sanctions.take_step(session, sanction.id, "order", "Gian lận.", by=By(team.chair), now=now)
    ranking.compile_ranking(session, contest.id, by=By(team.secretary), now=now)
    ranking.sign_ranking(session, contest.id, by=By(team.chair), now=now)
    rounds.take_step(session, presenting.round.id, "compile", by=By(team.chair), now=now)
    rounds.recognise(session, presenting.round.id, by=By(presenting.staff.authority), now=now)

    assert [a.state for a in candidates] == ["annulled", "winner", "reserve"]
    assert one.place is None
    assert session.get_one(Defence, one.id).state == "closed"
