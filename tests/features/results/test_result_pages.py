"""From the last mark to the published result, walked on the pages by the people whose pages they are."""

import json
from datetime import timedelta

import pytest

from appointments.results.models import Standing
from tests.factories.exams import rechecked
from tests.factories.pages import located, send, words
from tests.factories.results import marked_round, published_round, user_of


def test_a_post_is_compiled_signed_reported_recognised_and_published_on_the_pages(app, session, as_user, store, clock):
    built, people, held = marked_round(session, store)
    clock.set(held + timedelta(hours=1))
    contest, round_, team = built.contests[0], built.round, built.council
    secretary, chair = as_user(team.users[team.secretary]), as_user(team.users[team.chair])
    authority, visitor = as_user(built.staff.users["authority"]), app.test_client()
    post, desk = f"/results/desk/posts/{contest.id}", f"/results/desk/rounds/{round_.id}"

    before = secretary.get(post)
    refused = send(chair, f"{post}/steps/rank")
    located(send(secretary, f"{post}/compile"))
    compiled = chair.get(post)
    located(send(chair, f"{post}/steps/rank"))
    located(send(chair, f"{desk}/steps/compile"))
    located(send(authority, f"{desk}/steps/return", reason="Thiếu biên bản"))
    located(send(chair, f"{desk}/steps/compile"))
    hidden = visitor.get(f"/results/{round_.id}").status_code
    located(send(authority, f"{desk}/steps/recognise"))
    located(send(chair, f"{desk}/steps/publish_result"))
    public = visitor.get(f"/results/{round_.id}")

    assert "Thư ký chưa tổng hợp bảng xếp hạng" in words(before)
    assert refused.status_code == 422
    assert "(1 × 72,00 + 2 × 90,50) : 3 = 253,00 : 3 ≈ 84,33." in words(compiled)
    assert "Điểm viết 40 thấp hơn điểm đạt 50." in words(compiled)
    assert hidden == 404
    session.expire_all()
    assert [a.state for a in people] == ["reserve", "winner", "not_passed"]
    assert session.query(Standing).count() == 3
    assert "Thí Sinh Bình" in public.text
    assert "Thí Sinh An" not in public.text


@pytest.mark.one_database
def test_the_public_reads_numbers_and_passes_and_no_loser_has_a_name(app, session, store, clock, client, statements):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(hours=1))
    path = f"/results/posts/{built.contests[0].id}"
    session.commit()

    with statements() as sent:
        page = client.get(path)

    told = words(page)
    assert all(a.number in told for a in people)
    assert "Thí Sinh Bình" in told
    assert "Thí Sinh An" not in told
    assert "Thí Sinh Chi" not in told
    assert "82,00" not in told
    assert client.get(f"{path}/scores.csv").status_code == 404
    assert len(sent) <= 8, sent


@pytest.mark.one_database
def test_where_marks_are_published_anybody_repeats_the_ranking(app, session, store, clock, client, tmp_path):
    built, people, held = published_round(session, store, changes={"exam.written_publication": "MARKS"})
    clock.set(held + timedelta(hours=1))
    session.commit()

    path = f"/results/posts/{built.contests[0].id}"
    told = words(client.get(path))
    scores, rules = client.get(f"{path}/scores.csv"), client.get(f"{path}/rules.yaml")
    (tmp_path / "scores.csv").write_bytes(scores.data)
    (tmp_path / "rules.yaml").write_bytes(rules.data)
    files = [str(tmp_path / "scores.csv"), "--rules", str(tmp_path / "rules.yaml"), "--json"]
    run = app.test_cli_runner().invoke(args=["rank", *files])

    assert "82,00" in told
    assert "Thí Sinh An" not in told
    assert "82.00,81.00" in scores.text
    ranks = {one["code"]: (one["rank"], one["total"]) for one in json.loads(run.stdout)["candidates"]}
    assert ranks == {a.number: (a.place, None if a.total is None else str(a.total)) for a in people}


def test_a_candidate_reads_the_own_result_with_the_sum_and_nobody_else_does(app, session, as_user, store, clock):
    _, people, held = published_round(session, store)
    clock.set(held + timedelta(hours=1))
    an, binh, chi = (as_user(user_of(session, a)) for a in people)

    own = an.get(f"/results/mine/{people[0].id}")
    status = an.get(f"/applications/{people[0].id}")

    assert "(1 × 82,00 + 2 × 81,00) : 3 = 244,00 : 3 ≈ 81,33." in words(own)
    assert "2 trong số 2 người đạt cả hai phần" in words(own)
    assert f'href="/results/mine/{people[0].id}"' in status.text
    assert "Điểm viết 40 thấp hơn điểm đạt 50." in words(chi.get(f"/results/mine/{people[2].id}"))
    assert binh.get(f"/results/mine/{people[0].id}").status_code == 404


@pytest.mark.one_database
def test_the_chair_orders_a_tie_with_reasons_before_the_ranking_can_be_signed(app, session, as_user, store, clock):
    built, people, held = marked_round(session, store, (("80", "85"), ("80", "85")))
    clock.set(held + timedelta(hours=1))
    contest, team = built.contests[0], built.council
    secretary, chair = as_user(team.users[team.secretary]), as_user(team.users[team.chair])
    path = f"/results/desk/posts/{contest.id}"
    an, binh = (a.number for a in people)

    located(send(secretary, f"{path}/compile"))
    shown = chair.get(path)
    too_early = chair.get(f"{path}/steps/rank")
    twice = send(chair, f"{path}/ties/1", place_0=an, place_1=an, reason="Kinh nghiệm")
    silent = send(chair, f"{path}/ties/1", place_0=binh, place_1=an, reason=" ")
    by_secretary = secretary.get(f"{path}/ties/1").status_code
    located(send(chair, f"{path}/ties/1", place_0=binh, place_1=an, reason="Kinh nghiệm phù hợp hơn."))
    rechecked(session, built, held + timedelta(hours=1))
    located(send(chair, f"{path}/steps/rank"))
    signed = chair.get(path)

    assert f"{an}, {binh} cùng hạng 1" in words(shown)
    assert too_early.status_code == 409
    assert "Mỗi thí sinh phải được chọn đúng một lần." in words(twice)
    assert silent.status_code == 200
    assert by_secretary == 403
    assert f"{binh} xếp trên {an} theo quyết định của người có thẩm quyền: Kinh nghiệm phù hợp hơn." in words(signed)
    session.expire_all()
    assert [(a.place, a.state) for a in people] == [(2, "oral_done"), (1, "oral_done")]


@pytest.mark.one_database
def test_a_ranking_opened_again_must_be_compiled_again(app, session, as_user, store, clock):
    built, _, held = marked_round(session, store)
    clock.set(held + timedelta(hours=1))
    team, path = built.council, f"/results/desk/posts/{built.contests[0].id}"
    secretary, chair = as_user(team.users[team.secretary]), as_user(team.users[team.chair])

    located(send(secretary, f"{path}/compile"))
    located(send(chair, f"{path}/steps/rank"))
    located(send(chair, f"{path}/steps/reopen", reason="Thiếu chữ ký"))
    refused = send(chair, f"{path}/steps/rank")
    located(send(secretary, f"{path}/compile"))
    located(send(chair, f"{path}/steps/rank"))

    assert refused.status_code == 422
    session.refresh(built.contests[0])
    assert built.contests[0].state == "ranked"


@pytest.mark.one_database
def test_where_nobody_passes_the_chair_declares_that_there_is_no_winner(app, session, as_user, store, clock):
    built, _, held = marked_round(session, store, (("80", "45"), ("70", "49.99")))
    clock.set(held + timedelta(hours=1))
    team, path = built.council, f"/results/desk/posts/{built.contests[0].id}"
    secretary, chair = as_user(team.users[team.secretary]), as_user(team.users[team.chair])

    too_early = chair.get(f"{path}/steps/declare_no_winner")
    located(send(secretary, f"{path}/compile"))
    rechecked(session, built, held + timedelta(hours=1))
    located(send(chair, f"{path}/steps/declare_no_winner", reason="Không ai đạt phần trình bày"))

    assert too_early.status_code == 409
    assert "chưa có người thứ hai tính lại điểm" in words(too_early)
    session.refresh(built.contests[0])
    assert built.contests[0].state == "no_winner"


@pytest.mark.one_database
def test_who_has_no_business_with_a_post_finds_nothing(app, session, as_user, store, clock, client):
    built, people, held = marked_round(session, store)
    clock.set(held + timedelta(hours=1))
    contest, round_, team = built.contests[0], built.round, built.council
    marker, candidate = as_user(team.users[team.markers[0]]), as_user(user_of(session, people[0]))
    officer = as_user(built.staff.users["officer"])
    paths = (f"/results/desk/posts/{contest.id}", f"/results/desk/rounds/{round_.id}", f"/results/{round_.id}",
             f"/results/posts/{contest.id}", f"/results/posts/{contest.id}/scores.csv")  # fmt: skip

    assert [marker.get(path).status_code for path in paths] == [403, 403, 404, 404, 404]
    assert [candidate.get(path).status_code for path in paths] == [403, 403, 404, 404, 404]
    assert [client.get(path).status_code for path in paths] == [303, 303, 404, 404, 404]
    assert "chưa được công bố" in words(candidate.get(f"/results/mine/{people[0].id}"))
    assert officer.get(paths[0]).status_code == 200


@pytest.mark.one_database
def test_every_page_of_results_costs_the_same_however_many_candidates_and_rounds(
    app, session, as_user, store, clock, client, statements
):
    small, _, _ = published_round(session, store, ("82", "81"), ("72", "90.5"))
    large, _, held = published_round(session, store)
    clock.set(held + timedelta(hours=1))
    sent = {}
    for built in (small, large):
        officer = as_user(built.staff.users["officer"])
        one, contest = built.round.id, built.contests[0].id
        for name, pages, path in (
            ("ranking", officer, f"/results/desk/posts/{contest}"),
            ("round", officer, f"/results/desk/rounds/{one}"),
            ("desk", officer, "/results/desk"),
            ("public post", client, f"/results/posts/{contest}"),
            ("public round", client, f"/results/{one}"),
            ("public list", client, "/results"),
            ("to office", officer, f"/decisions/posts/{contest}"),
        ):
            with statements() as listened:
                assert pages.get(path).status_code == 200
            sent.setdefault(name, []).append(len(listened))

    assert {name: counts[0] for name, counts in sent.items() if counts[0] != counts[1]} == {}
    ceilings = {"ranking": 32, "round": 28, "desk": 10, "public post": 8, "public round": 6, "public list": 5,
                "to office": 32}  # fmt: skip
    assert {name: counts[1] for name, counts in sent.items() if counts[1] > ceilings[name]} == {}
