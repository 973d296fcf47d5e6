"""The limit: the same rows as a step through `Work` writes, by SQL text alone, with the case's chain of hashes.

`python -m bench.raw URL CLIENT`. The database is made by `bench.ours`. On PostgreSQL all that is written goes in one
statement; the case's version guards against a race.
"""

import hashlib
import hmac
import re
import sys
from collections.abc import Callable
from datetime import datetime
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

import orjson
import psycopg
import sqlalchemy as sa

from appointments.core import sqlite
from bench import protocol, workload

LEAF = "INSERT INTO ledger_leaf (case_key, cseq, leaf, leaf_hash, at) VALUES (:key, :cseq, :leaf, :head, :at)"
PAYLOAD = "INSERT INTO ledger_payload (leaf_id, salt, body) VALUES (:leaf_id, :salt, :body)"
CASE = (
    "UPDATE bench_case SET state = :to, version = :cseq, head = :head, entered_at = :at "
    "WHERE id = :id AND version = :seen"
)
OUTBOX = (
    "INSERT INTO outbox (id, message, case_key, roles, params, created_at, attempts) "
    "VALUES (:message_id, :act, :key, '[\"auditor\"]', '{}', :at, 0)"
)
UNTIME = "DELETE FROM timer WHERE case_key = :key"
TIME = (
    'INSERT INTO timer (id, case_key, state, "trigger", due_at, next_try_at, derivation, attempts) '
    "VALUES (:timer_id, :key, :to, 'remind', :due, :due, '[]', 0)"
)
READ = "SELECT state, points, version, head FROM bench_case WHERE id = :id"


def decide(state: str, trigger: str, points: int, role: str) -> str:
    """The least that a decision can be."""
    if role != workload.ROLE[trigger] or points < workload.ENOUGH:
        raise PermissionError(trigger)
    return workload.TO[state, trigger]


def written(row: tuple[str, int, int, bytes], case_id: UUID, instant: Callable[[datetime], Any]) -> dict[str, Any]:
    """Every value of one step."""
    state, points, version, head = row
    trigger = workload.NEXT[state]
    to, role, key, at = (
        decide(state, trigger, points, workload.ROLE[trigger]),
        workload.ROLE[trigger],
        case_id.hex,
        workload.NOW,
    )
    rows = {f"bench_case:{key}": {"points": points, "state": to}}
    body = orjson.dumps({"facts": {"points": points}, "from": state, "rows": rows, "to": to, "trigger": trigger})
    salt = token_bytes(32)
    leaf = orjson.dumps(
        {
            "act": f"bench_ring.{trigger}", "actor": {"p": UUID(int=7).hex, "role": role}, "at": at.isoformat(),
            "case": f"bench_ring:{key}", "cprev": bytes(head).hex(), "cseq": version + 1,
            "pc": hmac.digest(salt, body, "sha256").hex(), "rule": "bench_ring@1", "st": [state, to],
        }
    )  # fmt: skip
    return {
        "id": case_id, "key": f"bench_ring:{key}", "cseq": version + 1, "seen": version, "leaf": leaf, "to": to,
        "head": hashlib.sha256(b"\x00" + leaf).digest(), "salt": salt, "body": body, "act": f"bench_ring.{trigger}",
        "message_id": uuid4(), "timer_id": uuid4(), "at": instant(at), "due": instant(workload.DUE),
    }  # fmt: skip


def on_sqlite(path: str) -> tuple[Callable[[UUID], None], Callable[..., Any]]:
    """A step on SQLite: six statements in one transaction."""
    connection = sqlite.driver().connect(path, isolation_level=None, timeout=30)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")

    def step(case_id: UUID) -> None:
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute(READ, {"id": case_id.hex}).fetchone()
        values = written(row, case_id, lambda at: at.strftime("%Y-%m-%d %H:%M:%S.%f"))
        values |= {name: values[name].hex for name in ("id", "message_id", "timer_id")}
        if connection.execute(CASE, values).rowcount != 1:
            raise RuntimeError("lost a race")
        values["leaf_id"] = connection.execute(LEAF, values).lastrowid
        for statement in (PAYLOAD, OUTBOX, UNTIME):
            connection.execute(statement, values)
        if values["to"] in workload.TIMED:
            connection.execute(TIME, values)
        connection.execute("COMMIT")

    return step, lambda sql, *args: connection.execute(sql, args).fetchall()


def _for_psycopg(sql: str) -> str:
    """The same text with PostgreSQL's placeholders."""
    return re.sub(r":(\w+)", r"%(\1)s", sql)


def on_postgres(url: str) -> tuple[Callable[[UUID], None], Callable[..., Any]]:
    """A step on PostgreSQL: one read, one statement that writes everything."""
    connection = psycopg.connect(url, autocommit=True)

    def only_if_moved(insert: str) -> str:
        head, _, values = insert.partition(" VALUES ")
        return f"{head} SELECT {values.strip('()')} FROM moved"  # noqa: S608 - our own text

    parts = [
        f"WITH moved AS ({CASE} RETURNING id)",
        f"leaf AS ({only_if_moved(LEAF)} RETURNING id)",
        "payload AS (INSERT INTO ledger_payload (leaf_id, salt, body) SELECT id, :salt, :body FROM leaf)",
        f"message AS ({only_if_moved(OUTBOX)}) ",
    ]
    both = ", ".join(parts)
    timed, untimed = _for_psycopg(both + only_if_moved(TIME)), _for_psycopg(both + UNTIME)
    read = _for_psycopg(READ)

    def step(case_id: UUID) -> None:
        row = connection.execute(read, {"id": case_id}).fetchone()
        assert row is not None
        values = written(row, case_id, lambda at: at)
        connection.execute(timed if values["to"] in workload.TIMED else untimed, values)

    return step, lambda sql, *args: connection.execute(sql.replace("?", "%s"), args).fetchall()


def main() -> None:
    """Serve one client."""
    url, ids = sa.make_url(sys.argv[1]), [UUID(int=number) for number in workload.numbers(int(sys.argv[2]))]
    lite = url.get_backend_name() == "sqlite"
    plain = sys.argv[1].replace("postgresql+psycopg://", "postgresql://")
    fire, ask = on_sqlite(str(url.database)) if lite else on_postgres(plain)

    def totals() -> protocol.Answer:
        keys = [f"bench_ring:{case_id.hex}" for case_id in ids]
        trail, outbox = [
            sum(ask(f"SELECT count(*) FROM {table} WHERE case_key = ?", key)[0][0] for key in keys)  # noqa: S608
            for table in ("ledger_leaf", "outbox")
        ]
        states = [ask("SELECT state FROM bench_case WHERE id = ?", i.hex if lite else i)[0][0] for i in ids]
        return {"trail": trail - len(ids), "outbox": outbox, "states": states}

    protocol.serve(lambda number: fire(ids[number % len(ids)]), totals)


if __name__ == "__main__":
    main()
