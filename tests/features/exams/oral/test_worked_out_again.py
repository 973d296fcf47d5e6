"""A close result with presentations signed on screen: a second person works out the mean of the panel's scores."""

from decimal import Decimal

import pytest

from appointments.core.work import By
from appointments.exams.commands import defending, presentations, seating
from appointments.exams.commands.screen_marking import Given
from appointments.results.case import ranking_of
from appointments.results.commands import ranking, rechecking, rounds
from tests.factories import oral
from tests.fixtures.signed_in import told

LOW, RAISED = ("10", "5", "10", "5"), ("30", "5", "10", "5")
BARELY = ("20", "10", "15", "5")
FOUR, THREE = "(80,00 + 80,00 + 80,00 + 80,00) : 4", "(50,00 + 50,00 + 50,00) : 3"
RIGHT = (("77,25", "80", "79,08"), ("77,25", "72,5", "74,08"), ("77,25", "50", "59,08"))


@pytest.fixture
def compiled(session, presenting, candidates, panel, clock):
    """All agree on one; a sheet of the second was talked over; the third barely passes and has a relative."""
    one, two, three = candidates
    team, now = presenting.council, clock.now
    oral.all_sign(session, one, panel, now)
    oral.all_sign(session, two, panel[:3], now)
    oral.sign(session, two, panel[3], now, LOW)
    defending.talk_over(session, two.id, "Ban chấm đã trao đổi.", by=By(team.secretary), now=now)
    again = Given(tuple(map(Decimal, RAISED)), "Nhận xét mẫu")
    defending.answer(session, two.id, again, "Đánh giá lại nội dung.", by=By(panel[3]), now=now)
    oral.sign(session, three, panel[0], now, oral.EVEN)
    seating.step_down(session, three.id, "Quan hệ họ hàng.", by=By(panel[0]), now=now)
    oral.all_sign(session, three, panel[1:], now, BARELY)
    for application in candidates:
        defending.close(session, application.id, by=By(team.chair), now=now)
        presentations.record_oral(session, application.id, by=By(team.secretary), now=now)
    rounds.take_step(session, presenting.round.id, "close_oral", by=By(team.chair), now=now)
    ranking.compile_ranking(session, presenting.contests[0].id, by=By(team.secretary), now=now)
    return presenting.contests[0]


def test_the_scores_that_count_are_before_whoever_works_out_the_mean(session, compiled, candidates, clock):
    found = ranking_of(session, compiled, clock.now)
    given = {
        one.code: one.figures for one in rechecking.sums_for(session, compiled, found, clock.now) if one.what == "oral"
    }

    numbers = [one.number for one in candidates]
    assert [sorted(map(str, given[number])) for number in numbers] == [
        ["80.00"] * 4, ["50.00", "80.00", "80.00", "80.00"], ["50.00"] * 3,
    ]  # fmt: skip


def test_every_mean_is_worked_out_on_the_page_and_a_wrong_one_is_found(
    session, presenting, compiled, candidates, clock, enter
):
    path = f"/results/desk/posts/{compiled.id}/recheck"
    supervisor = enter(presenting.council.supervisor)
    page = told(supervisor.get(path))
    assert FOUR in page
    assert THREE in page
    assert "72,50" not in page

    by_number = sorted(zip((one.number for one in candidates), RIGHT, strict=True))
    right = [mean for _, sums in by_number for mean in sums]
    for typed in (["72,51" if one == "72,5" else one for one in right], right):
        supervisor.send(path, **{f"sum_{n}": one for n, one in enumerate(typed)})

    session.rollback()
    first, second = sorted(rechecking.rechecks(session, compiled.id), key=lambda row: bool(row.agrees))
    line = first.lines[f"{candidates[1].number}:oral"]
    assert (line["typed"], line["again"], line["on_record"], line["agrees"]) == ("72.51", "72.50", "72.50", False)
    assert second.agrees
