"""Terms of office for tests: somebody in office, the case that the system opens, an account for the person."""

from datetime import date, timedelta

from appointments.accounts.models import User
from appointments.core.work import By
from appointments.decisions.commands import decisions
from appointments.decisions.models import Decision
from appointments.reappointments.commands.opening import open_due
from appointments.reappointments.models import Reappointment
from tests.factories import competitions as make
from workflows.calendar import local_day


def term(session, who, ends_on, now, *, born=date(1985, 5, 17), staff="civil_servant", name="Mẫu Một") -> Decision:
    """A decision in force whose term of five years ends on that day."""
    post = make.post(session, who.agency, "Trưởng phòng", staff=staff)
    on = ends_on.replace(year=ends_on.year - 5)
    draft = decisions.Draft("PROMOTION", f"{session.query(Decision).count() + 1}/QĐ", on, on)
    holder = decisions.Appointee(name, birth_date=born, is_synthetic=True)
    made = decisions.record_ordinary(session, post.id, holder, draft, by=By(who.officer), now=now)
    made.person.gender = "male"
    session.commit()
    decisions.issue(session, made.id, by=By(who.authority), now=now)
    return made


def case_of(session, ends_in: int, agency, clock, **given) -> Reappointment:
    """The case that the system opened for a term that ends in so many days."""
    made = term(session, agency, local_day(clock.now) + timedelta(days=ends_in), clock.now, **given)
    assert open_due(session, clock.now) == 1
    return session.query(Reappointment).filter_by(term_id=made.id).one()


def holder_of(session, row: Reappointment) -> User:
    """An account for the person whose term ends."""
    made = User(email="nguoi-giu@example.vn", fs_uniquifier=row.id.hex, person=row.person, created_at=row.begun_at)
    session.add(made)
    session.commit()
    return made


def house_with_vacancies(session, now):
    """An agency with nine ordinary appointments, whose terms end in September 2027, and two vacant posts."""
    who = make.staff(session, make.agency(session), now - timedelta(days=60))
    for n in range(9):
        post = make.post(session, who.agency, f"Chức danh {n}")
        on = date(2022, 9, 1 + n)
        row = decisions.record_ordinary(
            session, post.id, decisions.Appointee(f"Ông Mẫu {n}"), decisions.Draft("PROMOTION", f"{n}/QĐ", on, on),
            by=By(who.officer), now=now,
        )  # fmt: skip
        decisions.issue(session, row.id, by=By(who.authority), now=now)
    for n in range(2):
        make.post(session, who.agency, f"Chức danh khuyết {n}")
    session.commit()
    return who
