"""A close result: its margin on the page, and the sums worked out again by a second person before it is signed."""

import re
from datetime import timedelta

import pytest

from appointments.core.errors import Invalid
from appointments.core.work import By
from appointments.results.commands import ranking, rechecking
from appointments.results.models import Recheck
from tests.factories.pages import located, send, words
from tests.factories.results import marked_round, published_round, user_of
from workflows.engine import Refused

CLOSE = (("80", "85"), ("80", "84.8"))
RIGHT = {"sum_0": "80", "sum_1": "85", "sum_2": "83,33", "sum_3": "80", "sum_4": "84,8", "sum_5": "83,2"}


def test_a_close_result_waits_for_a_second_person_who_works_out_every_sum(app, session, as_user, store, clock):
    built, people, held = marked_round(session, store, CLOSE)
    clock.set(held + timedelta(hours=1))
    team, path = built.council, f"/results/desk/posts/{built.contests[0].id}"
    secretary, chair, supervisor = (as_user(team.users[x]) for x in (team.secretary, team.chair, team.supervisor))

    before = supervisor.get("/inbox")
    located(send(secretary, f"{path}/compile"))
    refused = chair.get(f"{path}/steps/rank")
    inbox, form = supervisor.get("/inbox"), supervisor.get(f"{path}/recheck")
    located(send(supervisor, f"{path}/recheck", **RIGHT))
    told = words(chair.get(path))
    located(send(chair, f"{path}/steps/rank"))

    assert "Tính lại điểm của kết quả sát nút" not in words(before)
    assert refused.status_code == 409
    assert "chưa có người thứ hai tính lại điểm" in words(refused)
    assert f'href="{path}/recheck"' in inbox.text
    assert "(80,00 + 80,00) : 2" in words(form)
    assert "83,33" not in form.text
    assert "khớp hết" in told
    assert "(chênh 0,2)" in told
    assert "Tính lại điểm của kết quả sát nút" not in words(supervisor.get("/inbox"))
    session.expire_all()
    assert built.contests[0].state == "ranked"
    [row] = session.query(Recheck)
    line = row.lines[f"{people[1].number}:total"]
    assert (line["typed"], line["again"], line["on_record"], line["agrees"]) == ("83.20", "83.20", "83.20", True)


def test_a_sum_that_differs_is_on_record_and_the_check_stays_open(app, session, as_user, store, clock):
    built, _, held = marked_round(session, store, CLOSE)
    clock.set(held + timedelta(hours=1))
    team, path = built.council, f"/results/desk/posts/{built.contests[0].id}"
    secretary, chair, supervisor = (as_user(team.users[x]) for x in (team.secretary, team.chair, team.supervisor))

    located(send(secretary, f"{path}/compile"))
    missing = send(supervisor, f"{path}/recheck", **RIGHT | {"sum_2": ""})
    located(send(supervisor, f"{path}/recheck", **RIGHT | {"sum_5": "83,19"}))
    told, refused = words(chair.get(path)), chair.get(f"{path}/steps/rank")
    clock.set(held + timedelta(hours=1, minutes=5))
    located(send(supervisor, f"{path}/recheck", **RIGHT))
    located(send(chair, f"{path}/steps/rank"))

    assert missing.status_code == 200
    assert 'value="83,2"' in missing.text
    assert "có số không khớp" in told
    assert "83,19" in told
    assert refused.status_code == 409
    assert sorted((row.agrees for row in session.query(Recheck)), key=bool) == [False, True]


def test_whoever_compiled_may_not_check_and_nobody_checks_what_is_not_close(app, session, as_user, store, clock):
    built, _, held = marked_round(session, store, CLOSE)
    clear, _, later = marked_round(session, store)
    clock.set(later + timedelta(hours=1))
    team, other = built.council, clear.council
    secretary = as_user(team.users[team.secretary])

    located(send(secretary, f"/results/desk/posts/{built.contests[0].id}/compile"))
    ranking.compile_ranking(session, clear.contests[0].id, by=By(other.secretary), now=later)

    assert secretary.get(f"/results/desk/posts/{built.contests[0].id}/recheck").status_code == 404
    supervisor = as_user(other.users[other.supervisor])
    assert supervisor.get(f"/results/desk/posts/{clear.contests[0].id}/recheck").status_code == 404
    with pytest.raises(Invalid):
        rechecking.recheck(session, built.contests[0].id, [], by=By(team.secretary), now=held)
    with pytest.raises(Refused):
        ranking.sign_ranking(session, built.contests[0].id, by=By(team.chair), now=later)
    ranking.sign_ranking(session, clear.contests[0].id, by=By(other.chair), now=later)
    assert clear.contests[0].state == "ranked"


def test_the_margin_is_for_those_who_answer_for_the_result(app, session, as_user, store, clock, client):
    built, people, held = published_round(session, store, changes={"exam.written_publication": "MARKS"})
    clock.set(held + timedelta(hours=1))
    team, path = built.council, f"/results/desk/posts/{built.contests[0].id}"
    said = "Độ sát nút của kết quả"
    readers = [as_user(team.users[team.chair]), as_user(team.users[team.secretary])]
    others = [as_user(built.staff.users["officer"]), as_user(team.users[team.supervisor])]

    assert [said in words(pages.get(path)) for pages in readers] == [True, True]
    assert [said in words(pages.get(path)) for pages in others] == [False, False]
    public = client.get(f"/results/posts/{built.contests[0].id}")
    own = as_user(user_of(session, people[0])).get(f"/results/mine/{people[0].id}")
    assert [bool(re.search("sát nút|chênh", words(page))) for page in (public, own)] == [False, False]
