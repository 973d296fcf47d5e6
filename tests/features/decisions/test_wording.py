"""A decision as it is printed, against NĐ 30/2020 by hand."""

from dataclasses import replace
from datetime import date

import pytest

from appointments.decisions.rules import KINDS
from appointments.decisions.wording import APPOINTED, Body, Content, paper, said_day

BODY = Body("Sở Mẫu", "Ủy ban nhân dân Thành phố Mẫu", "Thành phố Mẫu")
CONTENT = Content(
    kind="FIRST_APPOINTMENT", full_name="Thí Sinh Mẫu 01", birth_date=date(1985, 5, 17), present_post="Chuyên viên",
    title="Phó Trưởng phòng", unit="Phòng Mẫu", number="7/QĐ-SM", signed_on=date(2026, 2, 3),
    effective_on=date(2026, 12, 3), term_ends_on=date(2031, 12, 3), bases=["Căn cứ một;", "Căn cứ hai."],
    signer="Thủ Trưởng Mẫu", signing_title="Giám đốc",
)  # fmt: skip


def test_a_signed_decision_has_number_place_day_signer_and_its_articles():
    found = paper(CONTENT, BODY, is_signed=True)

    assert (found.above, found.body) == ("ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU", "SỞ MẪU")
    assert found.number == "Số: 07/QĐ-SM"
    assert found.place_and_day == "Thành phố Mẫu, ngày 03 tháng 02 năm 2026"
    assert found.abstract == "Về việc bổ nhiệm Phó Trưởng phòng"
    assert found.bases == ("Căn cứ một;", "Căn cứ hai.")
    assert "sinh ngày 17 tháng 5 năm 1985, hiện là Chuyên viên" in found.articles[0]
    assert "5 năm, kể từ ngày 03 tháng 12 năm 2026 đến ngày 03 tháng 12 năm 2031" in found.articles[0]
    assert (found.signing_title, found.signer) == ("GIÁM ĐỐC", "Thủ Trưởng Mẫu")


def test_what_was_signed_on_paper_names_no_signer_of_the_system():
    found = paper(replace(CONTENT, is_from_paper=True), BODY, is_signed=True)

    assert (found.signature, found.signer) == ("(nhập từ văn bản giấy đã ký)", "")


def test_a_draft_has_neither_number_nor_day_nor_signature():
    found = paper(CONTENT, BODY, is_signed=False)

    assert found.number == "Số:          /QĐ-"
    assert "2026" not in found.place_and_day
    assert found.signer == ""


@pytest.mark.parametrize(
    ("ends_on", "said"),
    [
        (date(2031, 12, 3), "Thời hạn giữ chức vụ là 5 năm, kể từ ngày 03 tháng 12 năm 2026 đến ngày 03 tháng 12"),
        (date(2031, 12, 2), "Thời hạn giữ chức vụ là 5 năm, kể từ ngày 03 tháng 12 năm 2026 đến ngày 02 tháng 12"),
        (date(2030, 5, 31), "Thời hạn giữ chức vụ, kể từ ngày 03 tháng 12 năm 2026 đến ngày 31 tháng 5 năm 2030"),
    ],
)
def test_a_term_that_ends_with_retirement_is_not_told_in_years(ends_on, said):
    assert said in paper(replace(CONTENT, term_ends_on=ends_on), BODY, is_signed=True).articles[0]


def test_a_reappointment_signed_late_counts_from_the_old_end_and_says_so():
    late = replace(CONTENT, kind="REAPPOINTMENT", signed_on=date(2026, 12, 9))

    said = "ký sau ngày hết thời hạn giữ chức vụ vì lý do khách quan; thời hạn mới tính từ ngày 03 tháng 12 năm 2026"
    assert said in paper(late, BODY, is_signed=True).articles[0]
    assert "lý do khách quan" not in paper(replace(late, signed_on=date(2026, 12, 3)), BODY, is_signed=True).articles[0]
    assert "lý do khách quan" not in paper(replace(late, kind="PROMOTION"), BODY, is_signed=True).articles[0]


@pytest.mark.parametrize(
    ("number", "printed"), [("12/QĐ-SM", "12/QĐ-SM"), ("005/QĐ", "005/QĐ"), ("9", "09"), ("A1/QĐ", "A1/QĐ")]
)
def test_numbers_below_ten_get_a_nought(number, printed):
    assert paper(replace(CONTENT, number=number), BODY, is_signed=True).number == f"Số: {printed}"


def test_days_below_ten_and_the_first_two_months_get_a_nought():
    assert said_day(date(2026, 1, 9)) == "ngày 09 tháng 01 năm 2026"
    assert said_day(date(2026, 3, 10)) == "ngày 10 tháng 3 năm 2026"


def test_every_kind_has_its_verb_and_acting_has_no_term_of_office():
    assert set(APPOINTED) == set(KINDS)

    acting = paper(replace(CONTENT, kind="ACTING", term_ends_on=date(2027, 12, 3)), BODY, is_signed=True)
    assert "Thời hạn giữ chức vụ" not in acting.articles[0]
    assert "Thời gian phụ trách đến ngày 03 tháng 12 năm 2027." in acting.articles[0]
