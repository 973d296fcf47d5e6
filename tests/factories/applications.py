"""Candidates and their applications for tests, made through the product's own commands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.accounts.models import Person
from appointments.applications.commands import checking, drafts, shortlist, submission
from appointments.applications.models import Application
from appointments.competitions.models import Round
from appointments.core.work import By, Work
from appointments.files.storage import Storage
from tests.factories.competitions import Built, close_and_check, member, receiving_round
from tests.factories.foundations import laid_once
from tests.factories.numbers import numbers
from workflows import dossier
from workflows.roles import PERSONNEL

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ANSWERS: Mapping[str, Any] = {
    "source": "planned_here",
    "meets_standards": "yes",
    "months_in_post": 36,
    "good_years": 3,
    "healthy": "yes",
    "barred": "no",
    "declared": True,
}


def candidate(session: Session, name: str, now: datetime, *, female: bool = False) -> UUID:
    """A synthetic person of an age that allows a full term; gives the person's id."""
    user = member(session, name, now)
    person = session.get_one(Person, user.person_id)
    person.birth_date, person.gender, person.is_ethnic_minority = (
        date(1985, 5, 17),
        "female" if female else "male",
        False,
    )
    session.commit()
    return person.id


def drafted(
    session: Session,
    contest_id: UUID,
    person_id: UUID,
    now: datetime,
    storage: Storage,
    answers: Mapping[str, Any] = ANSWERS,
) -> UUID:
    """A complete draft: every answer given, every paper attached."""
    by = By(person_id)
    made = drafts.start_draft(session, contest_id, by=by, now=now)
    drafts.save_answers(session, made, answers, by=by, now=now)
    for kind in dossier.required_papers(answers.get("source")):
        drafts.attach(
            session, made, kind.key, data=PDF + f"% {kind.key} {numbers.next()}".encode() + b"\n%%EOF\n",
            filename=f"{kind.key}.pdf", media_type="application/pdf", issued_on=now.date() - timedelta(days=10),
            storage=storage, by=by, now=now,
        )  # fmt: skip
    return made


def submitted(
    session: Session, contest_id: UUID, name: str, now: datetime, storage: Storage, **person: Any
) -> Application:
    """An application handed in through the portal."""
    person_id = candidate(session, name, now, **person)
    made = drafted(session, contest_id, person_id, now, storage)
    return submission.submit(session, made, declared=True, by=By(person_id), now=now)


def judged(session: Session, application: Application, officer: UUID, now: datetime, unmet: Sequence[str] = ()) -> None:
    """A verdict on every condition."""
    for key in dossier.CRITERION:
        met = key not in unmet
        checking.judge(
            session, application.id, key, met=met, evidence="" if met else "Bản sao quyết định mẫu",
            clause="" if met else str(dossier.CRITERION[key].cites), by=By(officer), now=now,
        )  # fmt: skip


def accepted(session: Session, application: Application, officer: UUID, now: datetime) -> Application:
    """An application found eligible."""
    judged(session, application, officer, now)
    return checking.review(session, application.id, "accept", by=By(officer), now=now)


def rejected(session: Session, application: Application, officer: UUID, approver: UUID, now: datetime) -> Application:
    """An application rejected by an officer and a second reader."""
    judged(session, application, officer, now, unmet=["time_in_post"])
    reason = "Chưa đủ thời gian giữ chức vụ"
    checking.review(session, application.id, "propose_rejection", reason, by=By(officer), now=now)
    return checking.review(session, application.id, "reject", reason, by=By(approver), now=now)


def shortlisted(session: Session, built: Built, names: Sequence[str], storage: Storage) -> list[Application]:
    """Every candidate accepted for the first post, the list published; reception has closed since."""
    assert built.round.opens_at is not None
    assert built.round.closes_at is not None
    opened, closed = built.round.opens_at, built.round.closes_at
    made = [submitted(session, built.contests[0].id, name, opened + timedelta(days=1), storage) for name in names]
    close_and_check(session, built, closed)
    for application in made:
        accepted(session, application, built.staff.officer, closed + timedelta(days=1))
    publish(session, built, closed + timedelta(days=3))
    return made


@laid_once
def shortlisted_round(
    session: Session, opened: datetime, names: Sequence[str], storage: Storage, **announced: Any
) -> tuple[Built, list[Application]]:
    """A round whose reception opened at `opened`, and the candidates of its published list."""
    built = receiving_round(session, opened, **announced)
    return built, shortlisted(session, built, names, storage)


def publish(session: Session, built: Built, now: datetime) -> None:
    """Numbers given, list published."""
    shortlist.give_numbers(session, built.round.id, by=By(built.staff.officer), now=now)
    shortlist.publish_shortlist(session, built.round.id, by=By(built.staff.approver), now=now)


def renumbered(session: Session, built: Built, given: Mapping[Application, str], now: datetime) -> None:
    """Other numbers than the house gave, as if so many candidates stood before these; recorded like its own."""
    with Work(session, By(built.staff.officer), now) as work:
        round_ = work.lock(Round, built.round.id)
        for application, number in given.items():
            application.number = number
        work.note(round_, "give_numbers", PERSONNEL)


def storage_at(folder: Path) -> Storage:
    """A store of files in this folder."""
    return Storage(folder / "files")
