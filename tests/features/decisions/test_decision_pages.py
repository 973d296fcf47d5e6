"""From the published result to office, and ordinary appointments, walked on the pages by those whose pages they are."""

from datetime import timedelta
from io import BytesIO

import pytest

from appointments.decisions.models import Decision
from appointments.decisions.rules import CHECKS
from tests.factories import competitions as make
from tests.factories.applications import PDF
from tests.factories.pages import day, located, send, words
from tests.factories.results import published_round, user_of
from workflows.calendar import local_day


def verified(officer, path: str) -> None:
    """Every verification recorded as in order."""
    for item in CHECKS:
        located(send(officer, f"{path}/checks/{item}", passed="yes", note="Đã đối chiếu"))


def submitted_and_decided(officer, authority, path: str) -> None:
    located(send(officer, f"{path}/steps/submit"))
    located(send(authority, f"{path}/collective", minutes="Biên bản số 05/BB ngày 01/9/2026"))


def drafted(officer, path: str, on) -> str:
    """A draft without number; gives the decision's address."""
    return located(send(officer, f"{path}/draft", kind="FIRST_APPOINTMENT", **day("effective_on", on)))


def test_a_winner_is_verified_submitted_decided_on_appointed_and_takes_office(app, session, as_user, store, clock):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(days=3))
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    path, today = f"/decisions/posts/{built.contests[0].id}", local_day(clock.now)

    too_early = officer.get(f"{path}/steps/submit")
    bad = send(officer, f"{path}/checks/assets", passed="no", note="")
    verified(officer, path)
    located(send(officer, f"{path}/steps/submit"))
    located(send(authority, f"{path}/steps/return", reason="Bổ sung"))
    submitted_and_decided(officer, authority, path)
    made = drafted(officer, path, today)
    blank = words(officer.get(f"{made}/paper"))
    hidden = app.test_client().get(made).status_code
    by_drafter = officer.get(f"{made}/steps/issue").status_code
    located(send(authority, f"{made}/steps/issue", number="7/QĐ-MAU", **day("signed_on", today)))
    public = app.test_client().get(made)
    located(send(officer, f"{path}/steps/take_office"))

    assert too_early.status_code == 409
    assert "Còn 4 nội dung chưa xác minh xong." in words(too_early)
    assert bad.status_code == 422
    assert "Số: /QĐ-" in blank
    assert "(dự thảo, chưa ký)" in blank
    assert (hidden, by_drafter) == (404, 403)
    told = words(public)
    assert "Số: 07/QĐ-MAU" in told
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told
    assert "Thời hạn giữ chức vụ là 5 năm" in told
    assert "sinh ngày" not in told
    assert "sinh ngày 17 tháng 5 năm 1985" in words(authority.get(f"{made}/paper"))
    session.expire_all()
    assert (people[1].state, built.contests[0].state) == ("appointed", "in_office")
    assert session.query(Decision).one().signed_by == built.staff.authority


@pytest.mark.one_database
def test_a_winner_declines_on_the_own_page_and_the_next_ranked_is_taken(app, session, as_user, store, clock):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(days=1))
    authority = as_user(built.staff.users["authority"])
    binh, an = as_user(user_of(session, people[1])), as_user(user_of(session, people[0]))
    path = f"/decisions/posts/{built.contests[0].id}"

    foreign = an.get(f"/decisions/decline/{people[1].id}").status_code
    located(send(binh, f"/decisions/decline/{people[1].id}", reason="Lý do gia đình"))
    located(send(authority, f"{path}/steps/take_next", reason="Theo thứ tự xếp hạng"))

    assert foreign == 404
    session.expire_all()
    assert [a.state for a in people[:2]] == ["winner", "declined"]
    assert built.contests[0].state == "verifying"
    assert "Thí Sinh An" in words(authority.get(path))


@pytest.mark.one_database
def test_a_draft_for_somebody_who_declined_can_no_longer_be_signed(app, session, as_user, store, clock):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(days=3))
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    path, today = f"/decisions/posts/{built.contests[0].id}", local_day(clock.now)
    verified(officer, path)
    submitted_and_decided(officer, authority, path)
    stale = drafted(officer, path, today)
    located(send(as_user(user_of(session, people[1])), f"/decisions/decline/{people[1].id}", reason="Lý do gia đình"))
    located(send(authority, f"{path}/steps/take_next", reason="Theo thứ tự xếp hạng"))
    verified(officer, path)
    submitted_and_decided(officer, authority, path)
    signing = {"number": "7/QĐ-MAU"} | day("signed_on", today)

    refused = authority.get(f"{stale}/steps/issue")
    located(send(authority, f"{drafted(officer, path, today)}/steps/issue", **signing))

    assert refused.status_code == 409
    assert "không phải là người đang được chọn" in words(refused)
    session.expire_all()
    assert session.query(Decision).filter_by(state="issued").one().person_id == people[0].person_id


@pytest.mark.one_database
def test_a_letter_is_recorded_and_nobody_taken_closes_the_post(app, session, as_user, store, clock):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(days=1))
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    path = f"/decisions/posts/{built.contests[0].id}"

    letter = (BytesIO(PDF), "don-tu-choi.pdf")
    without = send(officer, f"{path}/record-decline", reason="Đơn ngày 02/9")
    located(send(officer, f"{path}/record-decline", reason="Đơn ngày 02/9", file=letter))
    located(send(authority, f"{path}/steps/close_without_winner", reason="Chuyển quy trình bổ nhiệm"))

    assert without.status_code == 200
    session.expire_all()
    assert built.contests[0].state == "no_winner"
    assert [a.state for a in people[:2]] == ["released", "declined"]


@pytest.mark.one_database
def test_a_winner_is_set_aside_only_on_a_paper_on_file(app, session, as_user, store, clock):
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(days=1))
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    path, today = f"/decisions/posts/{built.contests[0].id}", local_day(clock.now)

    refused = authority.get(f"{path}/steps/set_aside")
    located(
        send(
            officer,
            f"/needs/{built.contests[0].id}/ground",
            number="02/KL-TTr",
            about="Bằng giả",
            **day("issued_on", today),
        )
    )
    located(send(authority, f"{path}/steps/set_aside", reason="Khai man hồ sơ"))

    assert refused.status_code == 409
    session.expire_all()
    assert (people[1].state, built.contests[0].state) == ("disqualified", "fallback_next")


def test_a_decision_is_revoked_with_its_reason_and_leaves_the_public_page(app, session, as_user, store, clock):
    built, _, held = published_round(session, store)
    clock.set(held + timedelta(days=3))
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    path, today = f"/decisions/posts/{built.contests[0].id}", local_day(clock.now)
    verified(officer, path)
    submitted_and_decided(officer, authority, path)
    made = drafted(officer, path, today)
    located(send(authority, f"{made}/steps/issue", number="8/QĐ-MAU", **day("signed_on", today)))

    ahead = send(authority, f"{made}/steps/revoke", reason="Sai sót", **day("on", today + timedelta(days=2)))
    located(send(authority, f"{made}/steps/revoke", reason="Sai sót", **day("on", today)))

    assert ahead.status_code == 422
    assert session.query(Decision).one().state == "revoked"
    assert app.test_client().get(made).status_code == 404


def test_an_ordinary_appointment_is_entered_by_one_and_confirmed_by_another(app, session, as_user, clock):
    who = make.staff(session, make.agency(session), clock.now - timedelta(days=60))
    post = make.post(session, who.agency)
    known = make.member(session, "Bà Phạm Thị Mẫu", clock.now)
    officer, authority = as_user(who.users["officer"]), as_user(who.users["authority"])
    on = day("signed_on", local_day(clock.now)) | day("effective_on", local_day(clock.now))

    found = officer.get("/decisions/ordinary?q=phạm thị")
    typed = {"post": post.id.hex, "kind": "PROMOTION", "number": "11/QĐ-MAU"} | on
    first = located(send(officer, f"/decisions/ordinary/known/{known.person_id}", **typed))
    newcomer = typed | {"full_name": "Ông Lê Văn Mới", "number": "12/QĐ-MAU"}
    second = located(send(officer, "/decisions/ordinary/new", **newcomer))
    own = officer.get(f"{first}/steps/issue").status_code
    for made, number in ((first, "11/QĐ-MAU"), (second, "12/QĐ-MAU")):
        located(send(authority, f"{made}/steps/issue", number=number, **day("signed_on", local_day(clock.now))))
    listed = words(officer.get("/decisions?state=issued"))

    assert "Bà Phạm Thị Mẫu" in words(found)
    assert own == 403
    assert "Ông Lê Văn Mới" in listed
    assert {(d.method, d.state) for d in session.query(Decision)} == {("ORDINARY", "issued")}


@pytest.mark.one_database
def test_nobody_signs_the_own_appointment(app, session, as_user, clock):
    who = make.staff(session, make.agency(session), clock.now - timedelta(days=60))
    post = make.post(session, who.agency)
    officer, authority = as_user(who.users["officer"]), as_user(who.users["authority"])
    on = day("signed_on", local_day(clock.now)) | day("effective_on", local_day(clock.now))
    typed = {"post": post.id.hex, "kind": "PROMOTION", "number": "11/QĐ-MAU"} | on
    made = located(send(officer, f"/decisions/ordinary/known/{who.authority}", **typed))

    refused = authority.get(f"{made}/steps/issue")

    assert refused.status_code == 409
    assert "Không ai ký quyết định bổ nhiệm chính mình." in words(refused)


def test_a_number_used_this_year_is_refused_and_what_was_typed_is_kept(app, session, as_user, clock):
    who = make.staff(session, make.agency(session), clock.now - timedelta(days=60))
    post = make.post(session, who.agency)
    officer, authority = as_user(who.users["officer"]), as_user(who.users["authority"])
    on = day("signed_on", local_day(clock.now)) | day("effective_on", local_day(clock.now))
    typed = {"post": post.id.hex, "kind": "FIRST_APPOINTMENT", "number": "11/QĐ-MAU"} | on
    made = [located(send(officer, "/decisions/ordinary/new", full_name=f"Ông Mẫu {word}", **typed))
            for word in ("Một", "Hai")]  # fmt: skip
    signed = day("signed_on", local_day(clock.now))
    located(send(authority, f"{made[0]}/steps/issue", number="11/QĐ-MAU", **signed))

    second = send(authority, f"{made[1]}/steps/issue", number="11/QĐ-MAU", **signed)

    assert second.status_code == 409
    assert "Số 11/QĐ-MAU đã dùng trong năm." in words(second)


@pytest.mark.one_database
def test_the_list_of_decisions_costs_the_same_for_one_row_and_for_many(app, session, as_user, clock, statements):
    who = make.staff(session, make.agency(session), clock.now - timedelta(days=60))
    post = make.post(session, who.agency)
    officer = as_user(who.users["officer"])
    on = day("signed_on", local_day(clock.now)) | day("effective_on", local_day(clock.now))
    sent = {}
    for rows in (1, 5):
        for n in range(rows):
            typed = {"post": post.id.hex, "kind": "PROMOTION", "number": f"{rows}{n}/QĐ", "full_name": "Ông Mẫu Nào"}
            located(send(officer, "/decisions/ordinary/new", **typed | on))
        with statements() as sent[rows]:
            officer.get("/decisions")

    assert len(sent[1]) == len(sent[5]) <= 9, sent[5]


@pytest.mark.one_database
def test_a_stranger_to_the_agency_finds_no_draft_and_enters_none_for_it(app, session, as_user, clock):
    who = make.staff(session, make.agency(session), clock.now - timedelta(days=60))
    other = make.staff(session, make.agency(session, "Sở Mẫu khác"), clock.now - timedelta(days=60))
    post = make.post(session, who.agency)
    officer, stranger = as_user(who.users["officer"]), as_user(other.users["officer"])
    on = day("signed_on", local_day(clock.now)) | day("effective_on", local_day(clock.now))
    typed = {"post": post.id.hex, "kind": "PROMOTION", "number": "1/QĐ", "full_name": "Ông Mẫu Nào"} | on
    made = located(send(officer, "/decisions/ordinary/new", **typed))

    assert stranger.get(made).status_code == 404
    assert "Ông Mẫu Nào" not in stranger.get("/decisions").text
    assert send(stranger, "/decisions/ordinary/new", **typed).status_code == 200
    assert session.query(Decision).count() == 1


@pytest.mark.one_database
def test_a_draft_ends_with_the_post_whose_result_is_voided(app, session, as_user, store, clock):
    built, _, held = published_round(session, store)
    clock.set(held + timedelta(days=3))
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    post, today = built.contests[0].id, local_day(clock.now)
    path = f"/decisions/posts/{post}"
    verified(officer, path)
    submitted_and_decided(officer, authority, path)
    made = drafted(officer, path, today)
    located(send(officer, f"/needs/{post}/ground", number="09/KL-TTr", about="Lộ đề.", **day("issued_on", today)))
    located(send(authority, f"/needs/{post}/steps/void", reason="Lộ đề thi"))

    page = words(officer.get(made))

    assert "Không ban hành" in page
    assert "Vị trí thi tuyển đã dừng hoặc bị hủy kết quả" in page
    session.expire_all()
    assert session.query(Decision).one().state == "cancelled"
    assert authority.get(f"{made}/steps/issue").status_code == 409
