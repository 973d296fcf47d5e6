"""An ordinary appointment under the text of 2026, led on its pages from the need to office."""

from datetime import datetime

import pytest

from appointments.accounts.models import Person
from appointments.conferences.models import Conference
from appointments.core.work import By
from appointments.decisions.commands import decisions
from appointments.decisions.models import Decision
from appointments.decisions.rules import CHECKS
from appointments.procedures.models import Procedure
from tests.factories import competitions as make
from tests.factories.pages import day, located, send, words
from workflows.calendar import ZONE, local_day

AT_115 = datetime(2025, 3, 5, 9, tzinfo=ZONE)
VOTERS = "\n".join(f"Cử tri Mẫu {n:02}; Trưởng phòng" for n in range(1, 21))


class House:
    """One agency with a vacant post, its officers signed in, three people who may be appointed."""

    def __init__(self, session, as_user, clock, **post):
        self.session, self.clock = session, clock
        self.agency = make.agency(session)
        self.staff = make.staff(session, self.agency, clock.now)
        self.post = make.post(session, self.agency, **post)
        self.officer, self.second, self.authority = (
            as_user(self.staff.users[key]) for key in ("officer", "second_officer", "authority")
        )
        self.people = [make.member(session, f"Nhân sự {n}", clock.now).person_id for n in range(1, 4)]

    @property
    def today(self):
        return local_day(self.clock.now)

    def opened(self, names):
        """A case with policy and names; gives its address."""
        path = located(send(self.officer, "/appointments/new", post=self.post.id.hex, kind="PROMOTION", ground="Trống"))
        for person in names:
            located(send(self.officer, f"{path}/names/{person}"))
        located(send(self.officer, f"{path}/steps/request_policy"))
        located(send(self.authority, f"{path}/steps/approve_policy"))
        return path

    def convened(self, path, voters=VOTERS):
        """A conference of the present step whose voters are all present, with its ballots issued."""
        place = located(send(self.officer, f"{path}/conference"))
        located(send(self.officer, f"{place}/summons", voters=voters, place="Phòng họp", **day("held_on", self.today)))
        located(send(self.officer, f"{place}/steps/attend", **self.present(place)))
        located(send(self.officer, f"{place}/steps/issue_ballots"))
        return place

    def present(self, place):
        row = self.conference(place)
        return {f"presence-{voter.place}": "present" for voter in row.voters}

    def conference(self, place):
        self.session.rollback()
        return self.session.get(Conference, _id(place))

    def voted(self, path, votes, voters=VOTERS):
        """A conference counted by one officer and confirmed by another."""
        place = self.convened(path, voters)
        located(send(self.officer, f"{place}/steps/count", **figures(20, votes)))
        located(send(self.second, f"{place}/steps/confirm"))
        return place

    def state(self, path):
        self.session.rollback()
        return self.session.get(Procedure, _id(path)).state


def _id(path):
    from uuid import UUID

    return UUID(path.rsplit("/", 1)[-1])


def figures(present, votes):
    """All ballots come back valid."""
    ballots = dict.fromkeys(("prepared", "issued", "returned", "valid"), str(present))
    return {**ballots, "invalid": "0", **{f"votes-{n}": str(count) for n, count in enumerate(votes, 1)}}


@pytest.fixture
def house(session, as_user, clock):
    return House(session, as_user, clock)


def test_one_is_carried_by_the_30_percent_rule_chosen_at_last_and_takes_office(house, session):
    path = house.opened(house.people)
    located(send(house.officer, f"{path}/steps/take_on_site"))

    first = house.voted(path, (10, 6, 4))
    told = words(house.officer.get(first))
    house.voted(path, (9, 11))
    house.voted(path, (11,))
    house.voted(path, (11,))

    assert "Nhiều người được giới thiệu ở bước sau" in told
    assert "6/20 phiếu (30%), không quá 50%." in told
    assert "Đạt từ 30% trở lên (6/20)." in told
    assert house.state(path) == "chosen"
    for item in CHECKS:
        located(send(house.officer, f"{path}/checks/{item}", passed="yes", note="Đã đối chiếu"))
    located(send(house.officer, f"{path}/steps/submit"))
    located(send(house.authority, f"{path}/steps/decide", minutes="Biên bản 12/BB"))
    made = located(send(house.officer, f"{path}/draft", kind="PROMOTION", **day("effective_on", house.today)))
    located(send(house.authority, f"{made}/steps/issue", number="9/QĐ-MAU", **day("signed_on", house.today)))
    located(send(house.officer, f"{path}/steps/take_office"))
    session.rollback()

    row, decision = session.query(Procedure).one(), session.query(Decision).one()
    assert (row.state, row.chosen_id, row.post.filled) == ("in_office", house.people[1], 1)
    assert (decision.state, decision.person_id, decision.method) == ("issued", house.people[1], "ORDINARY")
    assert "nhập từ văn bản giấy" not in words(house.officer.get(f"{made}/paper"))
    assert [c.is_told for c in session.query(Conference)] == [True] * 4


def test_figures_that_cannot_be_true_are_told_at_their_fields_and_what_was_typed_stays(house):
    path = house.opened(house.people[:2])
    located(send(house.officer, f"{path}/steps/take_on_site"))
    place = house.convened(path)

    wrong = send(house.officer, f"{place}/steps/count", **figures(20, (15, 6)))
    short = send(house.officer, f"{place}/steps/count", **{**figures(20, (9, 6)), "issued": "19"})

    assert (wrong.status_code, short.status_code) == (422, 422)
    assert "Tổng số phiếu cho các tên (21) lớn hơn số phiếu hợp lệ (20)" in words(wrong)
    assert 'value="15"' in wrong.text
    assert "Số phiếu phát ra (19) phải bằng số người có mặt (20)." in words(short)
    assert house.conference(place).state == "balloted"


def test_who_entered_the_count_does_not_confirm_it_and_who_votes_neither_counts_nor_confirms(house, session):
    path = house.opened(house.people[:1])
    located(send(house.officer, f"{path}/steps/take_on_site"))
    second = session.get(Person, house.staff.second_officer).full_name
    place = house.convened(path, VOTERS.replace("Cử tri Mẫu 01", second))
    located(send(house.officer, f"{place}/steps/count", **figures(20, (11,))))

    own = house.officer.get(f"{place}/steps/confirm")
    voter = house.second.get(f"{place}/steps/confirm")

    assert "Người nhập số liệu không được là người xác nhận" in words(own)
    assert "Người được triệu tập bỏ phiếu hoặc có tên trên phiếu không nhập hay xác nhận" in words(voter)


def test_the_key_cadres_vote_is_kept_from_its_voters_until_the_case_has_ended(house, session):
    path = house.opened(house.people[:2])
    located(send(house.officer, f"{path}/steps/take_on_site"))
    house.voted(path, (11, 9))
    house.voted(path, (11,))
    second = session.get(Person, house.staff.second_officer).full_name
    place = house.convened(path, VOTERS.replace("Cử tri Mẫu 01", second))
    located(send(house.officer, f"{place}/steps/count", **figures(20, (13,))))
    located(send(house.authority, f"{place}/steps/confirm"))

    kept = [words(house.second.get(page)) for page in (place, path)]
    shut = house.second.get(f"{place}/minutes").status_code
    seen = words(house.officer.get(place))
    located(send(house.authority, f"{path}/steps/close", reason="Không tiếp tục"))
    after = words(house.second.get(place))

    assert "13/20" in seen
    assert "13/20" not in kept[0]
    assert "Số phiếu theo từng người" not in kept[0]
    assert "Một người được chọn" not in kept[0]
    assert shut == 404
    assert "13/20" in after
    assert kept[1].count("Một người được chọn") == 2


def test_too_few_present_adjourn_the_conference_and_it_is_convened_again(house):
    path = house.opened(house.people[:1])
    located(send(house.officer, f"{path}/steps/take_on_site"))
    place = located(send(house.officer, f"{path}/conference"))
    located(send(house.officer, f"{place}/summons", voters=VOTERS, **day("held_on", house.today)))
    few = {f"presence-{n}": "present" if n <= 13 else "absent" for n in range(1, 21)}
    located(send(house.officer, f"{place}/steps/attend", **few))
    adjourned = house.conference(place).state
    unexcused = send(house.officer, f"{place}/steps/reconvene", reason="Hẹn lại")
    located(unexcused)
    blank = send(house.officer, f"{place}/steps/attend", **{**house.present(place), "presence-3": "excused"})
    excuse = {"presence-3": "excused", "excuse-3": "Ốm"}
    located(send(house.officer, f"{place}/steps/attend", **{**house.present(place), **excuse}))

    assert adjourned == "adjourned"
    assert blank.status_code == 422
    assert "Nêu lý do vắng mặt của người này." in words(blank)
    assert house.conference(place).state == "quorate"


def test_half_is_not_enough_among_the_key_cadres_and_the_authority_may_begin_again(house):
    path = house.opened(house.people[:2])
    located(send(house.officer, f"{path}/steps/take_on_site"))
    house.voted(path, (10, 10))
    house.voted(path, (10, 10))
    place = house.convened(path)
    located(send(house.officer, f"{place}/steps/count", **figures(20, (10, 10))))
    located(send(house.second, f"{place}/steps/confirm"))

    stopped = house.state(path)
    located(send(house.authority, f"{path}/steps/restart", reason="Làm lại"))
    house.voted(path, (10, 10))
    house.voted(path, (10, 10))
    again = house.state(path)

    assert (stopped, again) == ("stopped", "at_key_cadres")


def test_a_public_employee_s_case_says_that_the_text_was_not_verified(session, as_user, clock):
    house = House(session, as_user, clock, staff="public_employee")
    path = house.opened(house.people[:1])

    assert "Chưa kiểm chứng nguyên văn quy định này" in words(house.officer.get(path))


def test_several_posts_are_voted_on_at_once_with_a_ballot_for_each(house, session):
    other_post = make.post(session, house.agency, "Trưởng phòng Mẫu")
    first = house.opened(house.people[:2])
    house.post = other_post
    second = house.opened(house.people[2:])
    for path in (first, second):
        located(send(house.officer, f"{path}/steps/take_on_site"))
    one = house.convened(first, VOTERS)
    two = located(send(house.officer, f"{second}/conference"))

    offered = words(house.officer.get(f"{two}/summons"))
    located(send(house.officer, f"{two}/summons/{_id(one)}"))
    copied = house.conference(two)
    people = [voter.full_name for voter in copied.voters]
    filled = house.officer.get(f"{two}/steps/attend").text

    assert "Họp chung với: Bổ nhiệm Phó Trưởng phòng Mẫu, Sở Mẫu" in offered
    assert people == [f"Cử tri Mẫu {n:02}" for n in range(1, 21)]
    assert (copied.held_on, copied.place) == (house.today, "Phòng họp")
    assert [name.person_id for name in copied.ballot] == house.people[2:]
    assert "Hội nghị tập thể lãnh đạo (lần 1): Trưởng phòng Mẫu" in words(house.officer.get(two))
    assert filled.count('<option value="present" selected>') == 20


def test_a_person_appointed_already_is_left_off_the_list(house, session):
    other = make.post(session, house.agency, "Trưởng phòng Mẫu")
    path = house.opened(house.people[:2])
    located(send(house.officer, f"{path}/steps/take_on_site"))
    for number, person in enumerate((house.people[0], house.people[2]), 1):
        draft = decisions.Draft("PROMOTION", f"{number}/QĐ", house.today, house.today)
        made = decisions.record_ordinary(
            session, other.id, person, draft, by=By(house.staff.officer), now=house.clock.now
        )
        decisions.issue(session, made.id, by=By(house.staff.authority), now=house.clock.now)

    place = located(send(house.officer, f"{path}/conference"))
    house.post = make.post(session, house.agency, "Phó Chánh Văn phòng Mẫu")
    later = located(send(house.officer, "/appointments/new", post=house.post.id.hex, kind="PROMOTION", ground="Trống"))
    refused = send(house.officer, f"{later}/names/{house.people[2]}")
    told = words(house.officer.get(f"{later}/names?q=Nhân sự 3"))

    assert [name.person_id for name in house.conference(place).ballot] == [house.people[1]]
    assert "Nhân sự 1 Mẫu (không được giới thiệu tiếp)" in words(house.officer.get(path))
    assert refused.status_code == 422
    assert "Người này đã được bổ nhiệm." in words(refused)
    assert "đã được bổ nhiệm" in told


def test_a_further_name_is_put_forward_only_where_the_text_provides_it(session, as_user, clock):
    clock.set(AT_115)
    house = House(session, as_user, clock, staff="public_employee")
    path = house.opened(house.people[:1])
    located(send(house.officer, f"{path}/steps/take_on_site"))
    place = located(send(house.officer, f"{path}/conference"))
    shut = house.officer.get(f"{place}/names").status_code
    located(send(house.officer, f"{place}/summons", voters=VOTERS, **day("held_on", house.today)))
    located(send(house.officer, f"{place}/steps/attend", **house.present(place)))
    located(send(house.officer, f"{place}/steps/agree"))
    located(send(house.second, f"{place}/steps/confirm"))
    house.voted(path, (11,))
    again = located(send(house.officer, f"{path}/conference"))

    found = words(house.officer.get(f"{again}/names?q=Nhân sự 2"))
    told = words(house.officer.get(f"{again}/names/{house.people[1]}"))
    located(send(house.officer, f"{again}/names/{house.people[1]}"))

    assert shut == 404
    assert "Nhân sự 2 Mẫu" in found
    assert "phải đạt ít nhất 2/3" in told
    assert [(name.person_id, name.is_new) for name in house.conference(again).ballot] == [
        (house.people[0], False), (house.people[1], True),
    ]  # fmt: skip
