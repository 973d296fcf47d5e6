"""A case begun before a change of law goes on under its own text; moving it is an act of its own, on minutes."""

from datetime import datetime

import pytest

from appointments.conferences.models import Conference
from appointments.core.ledger.models import LEAF
from appointments.core.ledger.verifier.log import moves_law
from appointments.procedures.models import Procedure
from tests.factories.pages import located, send, words
from tests.features.procedures.test_story import House
from workflows.calendar import ZONE

BEFORE, AFTER = datetime(2026, 7, 20, 9, tzinfo=ZONE), datetime(2026, 8, 4, 9, tzinfo=ZONE)
ASKED = {"minutes": "Biên bản 7/BB ngày 03/8/2026", "reason": "Chưa tiến hành hội nghị nào"}


@pytest.fixture
def house(session, as_user, clock):
    clock.set(BEFORE)
    return House(session, as_user, clock)


@pytest.fixture
def begun(house, as_user, clock):
    """A case with its policy approved under the text of 2025; that of 2026 has come into force since."""
    path = house.opened(house.people[:2])
    clock.set(AFTER)
    house.officer, house.authority = (as_user(house.staff.users[key]) for key in ("officer", "authority"))
    return path


def row_of(house):
    house.session.rollback()
    return house.session.query(Procedure).one()


def test_the_authority_moves_a_case_on_minutes_and_the_record_holds_what_changed(house, begun, app):
    told = words(house.officer.get(begun))
    shown = words(house.authority.get(f"{begun}/law"))
    without = send(house.authority, f"{begun}/law", minutes="", reason=ASKED["reason"])
    located(send(house.authority, f"{begun}/law", **ASKED))
    moved = row_of(house).state, row_of(house).process_version
    entry = house.session.query(LEAF.c.leaf).order_by(LEAF.c.id.desc()).first()[0]
    located(send(house.officer, f"{begun}/steps/take_on_site"))
    place = located(send(house.officer, f"{begun}/conference"))
    house.session.rollback()
    checked = [app.test_cli_runner().invoke(args=["ledger", act]) for act in ("seal", "verify")]

    assert "Đã có văn bản mới có hiệu lực từ 01/08/2026" in told
    assert "Hội nghị tập thể lãnh đạo (lần 2)" in shown
    assert "Bước 1; quá bán thì được chọn, không ai quá bán thì giới thiệu tiếp" in shown
    assert without.status_code == 422
    assert ASKED["reason"] in words(without)
    assert moved == ("policy_approved", 4)
    assert b'"civil_appointment.move_law"' in bytes(entry)
    assert b"civil_appointment@4" in bytes(entry)
    assert house.conference(place).meeting == "leadership"
    assert [done.exit_code for done in checked] == [0, 0], checked[-1].output


@pytest.mark.parametrize(
    ("act", "rule", "states", "allowed"),
    [
        ("civil_appointment.move_law", "civil_appointment@4", ("chosen", "chosen"), True),
        ("civil_appointment.move_law", "civil_appointment@2", ("chosen", "chosen"), False),
        ("civil_appointment.move_law", "civil_appointment@4", ("chosen", "submitted"), False),
        ("civil_appointment.move_law", "public_appointment@4", ("chosen", "chosen"), False),
        ("civil_appointment.check", "civil_appointment@4", ("chosen", "chosen"), False),
    ],
)
def test_the_ledger_knows_one_act_that_takes_a_case_to_a_later_edition(act, rule, states, allowed):
    assert moves_law({"act": act, "rule": rule, "st": states}, "civil_appointment@3") is allowed


def test_nothing_moves_a_case_by_itself(house, begun):
    located(send(house.officer, f"{begun}/steps/take_on_site"))

    assert (row_of(house).state, row_of(house).process_version) == ("at_review", 3)


def test_an_officer_reads_the_difference_and_does_not_move_the_case(house, begun):
    page = house.officer.get(f"{begun}/law")
    tried = send(house.officer, f"{begun}/law", **ASKED)

    assert "Chỉ cấp có thẩm quyền bổ nhiệm được chuyển vụ việc." in words(page)
    assert tried.status_code == 403
    assert row_of(house).process_version == 3


def test_a_case_is_not_moved_from_a_state_that_the_newer_text_has_not_nor_while_a_conference_is_open(house, begun):
    located(send(house.officer, f"{begun}/steps/take_on_site"))
    at_review = send(house.authority, f"{begun}/law", **ASKED)
    place = located(send(house.officer, f"{begun}/conference"))
    told = words(house.authority.get(f"{begun}/law"))

    assert at_review.status_code == 422
    assert "Ở bước này không chuyển vụ việc" in words(at_review)
    assert "Ở bước này không chuyển vụ việc" in told
    assert house.session.get(Conference, house.conference(place).id).state == "convened"
    assert row_of(house).process_version == 3


def test_where_no_newer_text_is_in_force_there_is_no_such_page(house):
    path = house.opened(house.people[:1])

    assert house.authority.get(f"{path}/law").status_code == 404
