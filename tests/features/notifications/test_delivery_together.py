"""Several workers deliver together: each message once, none waiting for another."""

import threading

import sqlalchemy as sa

from appointments.core.outbox import Outgoing
from appointments.notifications.delivery import claim
from tests.features.notifications.letters import Post, everything


def test_two_workers_share_the_work(session, sessions, receiving, clock):
    session.commit()
    together, posts, counts = threading.Barrier(2), [Post(), Post()], []

    def work(post):
        with sessions() as own:
            together.wait()
            counts.append(everything(own, post, clock.now))

    threads = [threading.Thread(target=work, args=(post,)) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == len(session.scalars(sa.select(Outgoing)).all())
    assert set((posts[0].letters + posts[1].letters).values()) == {1}


def test_a_worker_does_not_wait_for_what_another_is_taking(session, sessions, receiving, clock, database_kind):
    session.commit()
    query = sa.select(Outgoing.id).order_by(Outgoing.created_at, Outgoing.id).limit(1)
    if database_kind == "postgresql":  # taken, not yet committed: skipped without waiting
        first = session.scalars(query.with_for_update()).one()
    else:  # SQLite has one writer at a time: taken and committed
        first = claim(session, clock.now, 1)[0].id

    with sessions() as other:
        taken = {row.id for row in claim(other, clock.now, 1000)}
    session.rollback()

    assert taken
    assert first not in taken
