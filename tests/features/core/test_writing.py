"""The case's own row: written by the act's statements in one go, and by a flush only where a flush must."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from appointments.core.cases import Cased
from appointments.core.db import Base
from appointments.core.ledger.models import Leaf
from appointments.core.work import By, Work
from appointments.models import import_models
from tests.features.core.loans import NOW, Loan, begun, case, entries, loan_is_a_process  # noqa: F401 - a fixture


def test_a_step_writes_its_row_once_and_leaves_nothing_for_a_flush(session, statements):
    loan_id = begun(session)

    with statements() as sent, Work(session, By(uuid4()), NOW) as work:
        loan = work.lock(Loan, loan_id)
        loan.pencil = "ghi chú"
        work.fire(loan, "extend", case())
        work.fire(loan, "give_back", case())

    assert sum("UPDATE test_loan" in statement for statement in sent) == 1
    assert not session.dirty
    kept = session.execute(sa.select(Loan.state, Loan.pencil, Loan.version, Loan.head)).one()
    assert kept == ("back", "ghi chú", 3, loan.head)
    assert kept.head == session.scalars(sa.select(Leaf.leaf_hash).order_by(Leaf.id.desc())).first()


def test_a_row_that_changed_behind_the_lock_takes_nothing(session):
    loan_id = begun(session)

    with pytest.raises(StaleDataError, match="version 1"), Work(session, By(uuid4()), NOW) as work:
        work.fire(work.lock(Loan, loan_id), "give_back", case())
        session.connection().execute(sa.update(Loan.__table__).values(version=7))

    assert session.get(Loan, loan_id, populate_existing=True).state == "out"
    assert len(entries(session)) == 1


def test_a_value_that_the_database_works_out_is_left_to_the_flush(session):
    loan_id = begun(session)

    with Work(session, By(uuid4()), NOW) as work:
        loan = work.lock(Loan, loan_id)
        loan.pencil = sa.func.upper("abc")
        work.fire(loan, "give_back", case())

    kept = session.execute(sa.select(Loan.state, Loan.pencil, Loan.version)).one()
    assert kept == ("back", "ABC", 2)
    assert len(entries(session)) == 2


def test_no_column_of_a_case_is_filled_in_by_the_database_on_update():
    import_models()
    cased = [mapper for mapper in Base.registry.mappers if issubclass(mapper.class_, Cased)]

    assert len(cased) > 5
    for mapper in cased:
        for column in mapper.columns:
            assert column.onupdate is None, column
            assert column.server_onupdate is None, column
