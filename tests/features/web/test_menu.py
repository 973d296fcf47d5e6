"""The menu shows each person what that person may open, and where one is."""

import re

import pytest

from appointments.web.navigation import FEW, Entry, Section, add

pytestmark = pytest.mark.one_database
AN, BINH = {"X-Trial": "an"}, {"X-Trial": "binh"}


@pytest.fixture
def menu(trial, visitor):
    trial.extensions["navigation"].clear()
    add(
        trial,
        Entry("Quyết định", "trial.officer", 30),
        Entry("Của tôi", "trial.own", 20),
        Entry("Mọi người", "trial.form", 10),
        Entry("Chỉ khách", "trial.command", 40, "visitor"),
    )

    def shown(address, **named):
        html = visitor.get(address, **named).text
        return re.findall(r'class="menu__link"[^>]*>([^<]*)</a>', html), re.findall(
            r'aria-current="page">([^<]*)<', html
        )

    return shown


def test_each_person_sees_what_that_person_may_open(menu):
    assert menu("/")[0] == ["Mọi người", "Chỉ khách"]
    assert menu("/", headers=BINH)[0] == ["Mọi người", "Của tôi"]
    assert menu("/", headers=AN)[0] == ["Mọi người", "Của tôi", "Quyết định"]


def test_the_page_that_is_open_is_marked_and_no_other(menu):
    assert menu("/trial/own", headers=AN)[1] == ["Của tôi"]
    assert menu("/trial/error/stale", headers=AN)[1] == []
    assert menu("/")[1] == []


def test_the_only_entry_of_a_section_stands_for_its_pages(menu, trial):
    trial.extensions["navigation"][:] = trial.extensions["navigation"][2:3]

    assert menu("/trial/error/stale")[1] == ["Mọi người"]


def test_of_a_public_and_a_members_entry_a_members_page_belongs_to_the_members(menu, trial):
    trial.extensions["navigation"][:] = [Entry("Công khai", "trial.form", 1), Entry("Của tôi", "trial.own", 2)]

    assert menu("/trial/officer", headers=AN)[1] == ["Của tôi"]
    assert menu("/trial/error/stale", headers=AN)[1] == []


def test_a_long_menu_keeps_each_section_under_one_word(menu, trial, visitor):
    work, alone = Section("Nghiệp vụ", 20), Section("Một mình", 30)
    trial.extensions["navigation"][:] = [
        *(Entry(f"Việc {n}", "trial.form", n, section=work) for n in range(FEW)),
        Entry("Đơn lẻ", "trial.own", 30, section=alone),
        Entry("Đầu tiên", "trial.officer", 1),
    ]
    short = visitor.get("/").text
    long = visitor.get("/trial/own", headers=AN).text

    assert "<summary" not in short
    assert re.findall(r"<summary[^>]*>([^<]*)<", long) == ["Nghiệp vụ"]
    assert menu("/trial/own", headers=AN) == (["Đầu tiên", *(f"Việc {n}" for n in range(FEW)), "Đơn lẻ"], ["Đơn lẻ"])
    assert "menu__section--current" not in long
