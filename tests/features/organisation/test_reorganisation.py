"""Reorganisations drafted by one and confirmed by another; the city's merger and the districts' end on 1 July 2025."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.errors import Forbidden, Invalid
from appointments.core.ledger.history import case_history
from appointments.core.work import By
from appointments.demo import merger
from appointments.organisation import commands, queries, reorganising, succession
from appointments.organisation.commands import AgencyEntry, PostEntry
from appointments.organisation.models import Agency, Reorganisation
from tests.factories import competitions as make
from tests.factories.accounts import founders, give, person
from workflows.engine import Refused
from workflows.roles import AUTHORITY, PERSONNEL, SYSADMIN

EARLY = datetime(2025, 1, 2, 2, tzinfo=UTC)
EFFECT = date(2025, 7, 1)
EVE = EFFECT - timedelta(days=1)


@pytest.fixture
def cast(session: Session, clock):
    """A founder who enters units, an officer who drafts, the authority that confirms; since before the merger."""
    one = founders(session, EARLY)[0].person_id
    officer = person(session, "Cán bộ Mẫu", "cb@example.vn", EARLY)
    boss = person(session, "Thủ trưởng Mẫu", "tt@example.vn", EARLY)
    give(session, officer.person_id, PERSONNEL, EARLY)
    give(session, boss.person_id, AUTHORITY, EARLY)
    return one, officer, boss


def entered(session, clock, by, key, parent=None, kind="agency", **given) -> Agency:
    entry = AgencyEntry(key, f"Đơn vị {key}", f"Unit {key}", kind, parent.id if parent else None, **given)
    return commands.save_agency(session, entry, by=by, now=clock.now)


def planned(kind, *pairs, **given) -> reorganising.Plan:
    facts = {"document": "QĐ 1/QĐ-MAU", "signed_on": EVE, "effective_on": EFFECT, **given}
    return reorganising.Plan(kind=kind, pairs=tuple((a.id, b.id if b else None) for a, b in pairs), **facts)


def confirmed(session, clock, cast, plan) -> Reorganisation:
    row = reorganising.draft(session, plan, by=By(cast[1].person_id), now=clock.now)
    return reorganising.step(session, row.id, "confirm", by=By(cast[2].person_id), now=clock.now)


def tree(session, day):
    return [(branch.agency.key, branch.depth) for branch in succession.tree(session, day)]


def test_the_first_of_july_2025_is_in_the_trees_of_both_days(session: Session, clock, cast):
    one, officer, boss = cast
    city = entered(session, clock, one, merger.CITY, kind="city")
    district = entered(session, clock, one, merger.DISTRICT, city, "district")
    bureau = entered(session, clock, one, "hm-qldt", district, "unit")
    post = PostEntry("Phó Trưởng phòng", "Deputy head", "deputy", "civil_servant")
    commands.save_post(session, post, by=one, now=clock.now, agency_id=bureau.id)

    rows = merger.play(session, one, By(officer.person_id), By(boss.person_id))

    assert [row.document for row in rows] == ["NQ 202/2025/QH15", "NQ 1685/NQ-UBTVQH15"]
    before, after = dict(tree(session, EVE)), dict(tree(session, EFFECT))
    assert before == {"tphcm": 0, "hocmon": 1, "hm-qldt": 2, "binh-duong": 0, "brvt": 0}
    assert after == {"tphcm": 0, "xa-mau-1": 1, "xa-mau-1-kt": 2, "xa-mau-2": 1}
    answers = succession.answering(session, EFFECT)
    keys = {one.id: one.key for one in queries.agencies(session)}
    assert {keys[a]: keys[b] for a, b in answers.items() if a != b} == {
        "binh-duong": "tphcm", "brvt": "tphcm", "hocmon": "tphcm", "hm-qldt": "xa-mau-1-kt",
    }  # fmt: skip
    assert [p.valid_to for p in queries.posts_of(session, bureau.id)] == [EVE]
    assert {b.agency.key: b.posts for b in succession.tree(session, EVE)}["hm-qldt"] == 1
    acts = [[entry.act for entry in case_history(session, row.case_key)] for row in rows]
    assert acts == [["reorganisation.begin", "reorganisation.confirm"]] * 2


def test_whoever_drafted_it_does_not_confirm_it_and_nothing_changes_before(session: Session, clock, cast):
    one, officer, _boss = cast
    old, new = entered(session, clock, one, "cu"), entered(session, clock, one, "moi")
    give(session, officer.person_id, AUTHORITY, clock.now)
    row = reorganising.draft(session, planned("RENAME", (old, new)), by=By(officer.person_id), now=clock.now)

    with pytest.raises(Refused) as refused:
        reorganising.step(session, row.id, "confirm", by=By(officer.person_id), now=clock.now)

    assert {r.guard for r in refused.value.refusals} == {"confirmer_is_not_the_drafter"}
    assert session.get_one(Agency, old.id).valid_to is None
    with pytest.raises(Forbidden):
        reorganising.draft(session, planned("RENAME", (old, new)), by=By(one), now=clock.now)


def test_a_circle_of_successors_and_a_unit_that_is_gone_are_refused(session: Session, clock, cast):
    one = cast[0]
    a, b = entered(session, clock, one, "a"), entered(session, clock, one, "b")
    confirmed(session, clock, cast, planned("RENAME", (a, b)))
    later = EFFECT + timedelta(days=30)

    with pytest.raises(Refused) as refused:
        confirmed(session, clock, cast, planned("RENAME", (b, a), effective_on=later))

    assert {r.guard for r in refused.value.refusals} == {"no_unit_succeeds_itself", "units_exist_then"}


def test_a_confirmation_is_taken_back_the_last_one_first(session: Session, clock, cast):
    one, _officer, boss = cast
    a, b, c = (entered(session, clock, one, key) for key in "abc")
    first = confirmed(session, clock, cast, planned("RENAME", (a, b)))
    second = confirmed(session, clock, cast, planned("RENAME", (b, c), effective_on=EFFECT + timedelta(days=9)))

    def revoke(row):
        return reorganising.step(
            session, row.id, "revoke", by=By(boss.person_id), now=clock.now, reason="nhập nhầm văn bản"
        )

    with pytest.raises(Refused):
        revoke(first)
    revoke(second)
    assert tree(session, EFFECT + timedelta(days=9)) == [("b", 0), ("c", 0)]
    revoke(first)
    assert tree(session, EFFECT) == [("a", 0), ("b", 0), ("c", 0)]


def test_a_day_that_a_document_set_is_not_corrected_by_one_person(session: Session, clock, cast):
    one = cast[0]
    old, new = entered(session, clock, one, "cu"), entered(session, clock, one, "moi")
    confirmed(session, clock, cast, planned("RENAME", (old, new)))

    for agency, field, days in ((old, "valid_to", {}), (new, "valid_from", {})):
        with pytest.raises(Invalid) as invalid:
            entry = AgencyEntry(agency.key, agency.name_vi, agency.name_en, agency.kind, **days)
            commands.save_agency(session, entry, by=one, now=clock.now, agency_id=agency.id)
        assert invalid.value.field == field


def test_on_screen_one_person_drafts_and_another_confirms(session: Session, clock, cast, enter):
    one, officer, boss = cast
    for key in ("cu-mot", "cu-hai", "moi"):
        entered(session, clock, one, key)
    form = {
        "kind": "MERGE", "document": "QĐ 12/QĐ-MAU", "signed_on-day": "20", "signed_on-month": "6",
        "signed_on-year": "2025", "effective_on-day": "1", "effective_on-month": "7", "effective_on-year": "2025",
        "note": "",
    }  # fmt: skip
    drafter, approver = enter(officer.person_id), enter(boss.person_id)

    again = drafter.send("/organisation/reorganisations/new", 200, pairs="cu-mot > moi\ncu-ba > moi\nkhac", **form)
    assert "không có đơn vị nào tên viết tắt là “cu-ba”" in again.text
    assert "dòng 3 thiếu dấu" in again.text
    page = drafter.send("/organisation/reorganisations/new", pairs="cu-mot > moi\ncu-hai > moi", **form).location
    assert "Người xác nhận không được là người soạn" not in drafter.get(page)
    assert 'value="withdraw"' in drafter.get(page)

    approver.send(page, trigger="confirm")

    assert "Đã xác nhận" in approver.get(page)
    assert "QĐ 12/QĐ-MAU" in drafter.get("/organisation/reorganisations")
    after, before = drafter.get("/organisation/"), drafter.get("/organisation/?as_of=2025-06-30")
    assert ("Đơn vị cu-mot" in after, "Đơn vị moi" in after) == (False, True)
    assert ("Đơn vị cu-mot" in before, "Đơn vị moi" in before) == (True, False)
    old = session.scalar(sa.select(Agency).where(Agency.key == "cu-mot"))
    told = drafter.get(f"/organisation/agencies/{old.id}")
    assert "Trở thành" in told
    assert "Đơn vị moi" in told


@pytest.mark.one_database
def test_an_address_without_a_real_day_shows_today_and_says_so(session: Session, clock, cast, enter):
    page = enter(cast[1].person_id).get("/organisation/?as_of=2025-02-30")

    assert "Nhập một ngày có thật" in page


@pytest.mark.one_database
def test_whoever_has_no_part_in_it_neither_drafts_nor_reads(session: Session, clock, cast, as_user):
    stranger = as_user(make.member(session, "Người Lạ", clock.now))

    for page in ("/organisation/reorganisations", "/organisation/reorganisations/new"):
        assert stranger.get(page).status_code == 403


@pytest.mark.one_database
def test_what_is_planned_for_a_unit_is_told_to_those_who_deal_with_it_and_to_all_staff_once_confirmed(
    session: Session, clock, cast, as_user
):
    one, officer, boss = cast
    operator = make.member(session, "Quản Trị", clock.now)
    give(session, operator.person_id, SYSADMIN, clock.now)
    old, new = entered(session, clock, one, "cu"), entered(session, clock, one, "moi")
    row = reorganising.draft(session, planned("RENAME", (old, new)), by=By(officer.person_id), now=clock.now)
    client, page, listed = as_user(operator), f"/organisation/reorganisations/{row.id}", "/organisation/reorganisations"

    drafted = client.get(page).status_code, "QĐ 1/QĐ-MAU" in client.get(listed).text
    reorganising.step(session, row.id, "confirm", by=By(boss.person_id), now=clock.now)
    confirmed = client.get(page).status_code, "QĐ 1/QĐ-MAU" in client.get(listed).text

    assert drafted == (404, False)
    assert confirmed == (200, True)
