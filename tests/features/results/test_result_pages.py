"""From the last mark to the published result, walked on the pages by the people whose pages they are."""

from datetime import timedelta

from appointments.results.models import Standing
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


def test_where_marks_are_published_they_stand_beside_the_numbers(app, session, store, clock, client):
    built, people, held = published_round(session, store, changes={"exam.written_publication": "MARKS"})
    clock.set(held + timedelta(hours=1))
    session.commit()

    told = words(client.get(f"/results/posts/{built.contests[0].id}"))

    assert "82,00" in told
    assert "Thí Sinh An" not in told


def test_a_candidate_reads_the_own_result_with_the_sum_and_nobody_else_does(app, session, as_user, store, clock):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(hours=1))
    an, binh, chi = (as_user(user_of(session, a)) for a in people)

    own = an.get(f"/results/mine/{people[0].id}")

    assert "(1 × 82,00 + 2 × 81,00) : 3 = 244,00 : 3 ≈ 81,33." in words(own)
    assert "2 trong số 2 người đạt cả hai phần" in words(own)
    assert "Điểm viết 40 thấp hơn điểm đạt 50." in words(chi.get(f"/results/mine/{people[2].id}"))
    assert binh.get(f"/results/mine/{people[0].id}").status_code == 404
