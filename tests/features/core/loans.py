"""A case, a sealed row and their process, for the tests of `Work` only."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session

from appointments.core.cases import Cased, Sealed
from appointments.core.db import Base
from appointments.core.ledger.models import Leaf
from appointments.core.work import By, Work
from workflows import registry
from workflows.calendar import Calendar
from workflows.engine import Actor, Case, Deadline, Facts, Process, State, Transition, guard
from workflows.law import design
from workflows.roles import PERSONNEL, SYSTEM
from workflows.words import Words

W = Words("vi", "en")
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class LoanFacts(Facts):
    """How many books are out."""

    books: int = 0


@guard(Words("Còn %(books)d cuốn.", "%(books)d books are out."), design())
def books_are_back(case):
    return case.facts.books == 0


LOAN = Process(
    "test_loan",
    1,
    label=W,
    facts=LoanFacts,
    initial="out",
    cites=design(),
    states=[
        State("out", W, PERSONNEL, Deadline("remind", design(), days=5, working=True)),
        State("back", W, final=True),
    ],
    transitions=[
        Transition("give_back", "out", "back", PERSONNEL, design(), W, when=[books_are_back], notify=[PERSONNEL]),
        Transition("extend", "out", "out", PERSONNEL, design(), W),
        Transition("remind", "out", "out", SYSTEM, design(), W),
    ],
)


@pytest.fixture(autouse=True)
def loan_is_a_process():
    """The process of these tests is known while they run, and to no other test."""
    registry.register(LOAN, date(2020, 1, 1))
    yield
    registry._editions.pop((LOAN.key, LOAN.version))


class Loan(Cased, Base):
    """A case for these tests only."""

    __tablename__ = "test_loan"
    __process__ = "test_loan"
    __sealed__ = ("title",)
    title: Mapped[str]
    pencil: Mapped[str] = sa.orm.mapped_column(default="")


class Stamp(Sealed, Base):
    """A sealed row for these tests only."""

    __tablename__ = "test_stamp"
    __sealed__ = ("text",)
    text: Mapped[str]


def case(books: int = 0, reason: str = "") -> Case:
    return Case(Actor("p", frozenset({PERSONNEL})), LoanFacts(books=books), NOW, {}, Calendar(), reason)


def begun(session: Session, person: UUID | None = None) -> UUID:
    with Work(session, By(person or uuid4()), NOW) as work:
        return work.begin(Loan(title="Điều lệ"), PERSONNEL, case()).id


def entries(session: Session) -> list[dict]:
    return [json.loads(leaf) for leaf in session.scalars(sa.select(Leaf.leaf).order_by(Leaf.id))]
