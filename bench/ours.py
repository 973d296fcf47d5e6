"""A step through `Work`. `python -m bench.ours URL CLIENT` serves; `... URL setup CLIENTS` makes the database."""

import sys
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from appointments.core.db import make_engine
from appointments.core.ledger.models import Leaf
from appointments.core.outbox import Outgoing
from appointments.core.work import SYSTEM_BY, By, Work
from appointments.models import import_models
from bench import protocol, workload
from bench.definition import PERSON, RingCase, look
from workflows.roles import SYSTEM

BY = By(PERSON)


def setup(url: str, clients: int) -> None:
    """Every table of the product, and the cases of all clients, begun."""
    engine = make_engine(url)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        import_models().create_all(connection)
    with Session(engine, expire_on_commit=False) as session, Work(session, SYSTEM_BY, workload.NOW) as work:
        for number in (n for client in range(clients) for n in workload.numbers(client)):
            work.begin(RingCase(id=UUID(int=number), points=workload.POINTS), SYSTEM)
    engine.dispose()


def fire(session: Session, case_id: UUID, by: By = BY) -> None:
    """The next step of one case."""
    with Work(session, by, workload.NOW) as work:
        row = work.lock(RingCase, case_id)
        trigger = workload.NEXT[row.state]
        work.fire(row, trigger, look(trigger, row.points))


def totals(session: Session, ids: list[UUID]) -> protocol.Answer:
    """What this client's steps left behind."""
    keys = [f"bench_ring:{case_id.hex}" for case_id in ids]

    def count(column: sa.orm.InstrumentedAttribute[str]) -> int:
        return session.scalar(sa.select(sa.func.count()).where(column.in_(keys))) or 0

    states = session.scalars(sa.select(RingCase.state).where(RingCase.id.in_(ids)).order_by(RingCase.id))
    return {"trail": count(Leaf.case_key) - len(ids), "outbox": count(Outgoing.case_key), "states": list(states)}


def main() -> None:
    """Set up, or serve."""
    url, what = sys.argv[1:3]
    if what == "setup":
        setup(url, int(sys.argv[3]))
        return
    sessions = sessionmaker(make_engine(url), expire_on_commit=False)
    ids = [UUID(int=number) for number in workload.numbers(int(what))]

    def step(number: int) -> None:
        with sessions() as session:
            fire(session, ids[number % len(ids)])

    protocol.serve(step, lambda: totals(sessions(), ids))


if __name__ == "__main__":
    main()
