"""The exam regulation of an agency: drafted by one, put in force by another."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from appointments.core.errors import Invalid
from appointments.core.work import By
from appointments.organisation import commands, queries, regulations
from appointments.organisation.commands import AgencyEntry
from appointments.organisation.models import Agency, Regulation
from tests.factories.accounts import founders
from workflows.engine import Refused
from workflows.parameters import Staff

TODAY = date(2026, 11, 23)


def entered(session: Session, clock, key: str, parent: Agency | None = None, **given) -> Agency:
    by = founders(session, clock.now)[0].person_id
    entry = AgencyEntry(key, f"Cơ quan {key}", f"Agency {key}", "agency", parent.id if parent else None, **given)
    return commands.save_agency(session, entry, by=by, now=clock.now)


def drafted(session: Session, clock, values: dict, agency: Agency | None = None, source: str = "QĐ 99") -> Regulation:
    one = founders(session, clock.now)[0].person_id
    draft = regulations.Draft(agency.id if agency else None, Staff.civil_servant, values, source)
    return regulations.draft_regulation(session, draft, by=By(one), now=clock.now)


def enact(session: Session, clock, edition: Regulation, by: int = 1) -> Regulation:
    who = By(founders(session, clock.now)[by].person_id)
    return regulations.decide_regulation(session, edition.id, "enact", by=who, now=clock.now)


def written_minutes(session: Session, agency: Agency | None) -> int:
    return queries.rules_in_force(session, agency, TODAY)["exam.written_minutes"]


def test_a_parameter_changes_by_two_people_and_only_for_its_agency(session: Session, clock):
    upper = entered(session, clock, "tren")
    lower, other = entered(session, clock, "duoi", upper), entered(session, clock, "khac")
    assert written_minutes(session, lower) == 180

    edition = drafted(session, clock, {"exam.written_minutes": 120, "exam.scale": 100}, upper)
    assert edition.changes == {"exam.written_minutes": 120}
    assert written_minutes(session, upper) == 180
    with pytest.raises(Refused) as refused:
        enact(session, clock, edition, by=0)
    assert {r.guard for r in refused.value.refusals} == {"approver_is_not_the_drafter"}
    enact(session, clock, edition)

    assert [written_minutes(session, one) for one in (upper, lower, other, None)] == [120, 120, 180, 180]


def test_the_nearest_edition_holds_and_a_newer_one_takes_the_old_one_s_place(session: Session, clock):
    upper = entered(session, clock, "tren")
    lower = entered(session, clock, "duoi", upper)
    general = enact(session, clock, drafted(session, clock, {"exam.written_minutes": 90}))
    first = enact(session, clock, drafted(session, clock, {"exam.written_minutes": 120}, lower))
    assert [written_minutes(session, one) for one in (upper, lower)] == [90, 120]

    second = enact(session, clock, drafted(session, clock, {"exam.written_minutes": 150}, lower))

    session.expire_all()
    assert [session.get(Regulation, e.id).state for e in (general, first, second)] == [
        "in_force",
        "superseded",
        "in_force",
    ]
    assert [written_minutes(session, one) for one in (upper, lower)] == [90, 150]
    enact(session, clock, drafted(session, clock, {}, lower))
    assert written_minutes(session, lower) == 180


@pytest.mark.parametrize(
    "values",
    [
        {"exam.written_minutes": 1000},
        {"exam.written_minutes": "180"},
        {"exam.oral_present_min": 45, "exam.oral_qa_min": 60},
        {"appt.term_years": 3},
        {},
    ],
)
def test_what_lies_outside_the_range_or_the_regulation_is_not_even_drafted(session: Session, clock, values: dict):
    with pytest.raises(Invalid):
        drafted(session, clock, values)
    session.rollback()
    assert session.query(Regulation).count() == 0
