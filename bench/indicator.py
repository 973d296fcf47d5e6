"""The indicator over 1,000,000 decisions of 2,000 organisations: its page, its upkeep, its recount; what stands beside.

The page's data come from the maintained summary; beside it, in the same run, stands a bare GROUP BY over an index that
covers it. Both must say the same, and so must the recount of every decision.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from statistics import median
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.queries import Reach
from appointments.core.db import make_engine
from appointments.decisions import terms
from appointments.indicator import course, planning, summary, upkeep
from appointments.indicator.commands.recounting import recount
from appointments.indicator.definition import LATEST
from appointments.indicator.planning import Vacancy
from appointments.indicator.rules import Figure
from appointments.organisation import queries as organisation
from bench import importing, loading
from bench.loading import TODAY

ORGANISATIONS, VACANCIES, TERMS, DECISIONS, ROWS, DRAFTS = 2000, 10, 100_000, 1_000_000, 100_000, 5000
TIMES, MULTIPLES = 5, 24
TARGET = Fraction(1, 5)
ROOT = Path(__file__).resolve().parents[1]
BARE = """
SELECT agency_id, count(*), sum(CASE WHEN method = 'EXAM' THEN 1 ELSE 0 END) FROM decision
WHERE state = 'issued' AND level = 'DIVISION' AND kind IN ('FIRST_APPOINTMENT', 'PROMOTION')
AND effective_on BETWEEN '2022-08-08' AND '2026-11-23' GROUP BY agency_id
"""
EARLY = """
SELECT count(*), coalesce(sum(CASE WHEN method = 'EXAM' THEN 1 ELSE 0 END), 0) FROM decision
JOIN agency ON agency.id = decision.agency_id
WHERE state = 'issued' AND level = 'DIVISION' AND decision.kind IN ('FIRST_APPOINTMENT', 'PROMOTION')
AND effective_on BETWEEN '2022-08-08' AND '2025-06-30' AND agency.valid_from = '2025-07-01'
"""
COVERING = "CREATE INDEX bench_cover ON decision (agency_id, state, level, kind, effective_on, method)"
SIGN = "UPDATE decision SET state = 'issued' WHERE id = :id"
SIGN_ALL = "UPDATE decision SET state = 'issued' WHERE state = 'drafted'"
UNSIGN = "UPDATE decision SET state = 'drafted' WHERE id IN (SELECT id FROM decision WHERE number LIKE 'draft %')"
MARK = "UPDATE decision SET number = 'draft ' || number WHERE state = 'drafted'"


def planner(organisations: int) -> float:
    """Seconds for the fewest competitions of the whole and of each organisation that can reach the goal."""
    draw = random.Random(1)  # noqa: S311
    now = {n: Figure(new := draw.randint(5, 60), draw.randint(0, new // 5)) for n in range(organisations)}
    known = [Vacancy((of, n), of, draw.randint(0, 11), draw.random() < 0.8) for of in now for n in range(VACANCIES)]

    def plan() -> None:
        single = planning.by_organisation(now, known, TARGET)
        reachable = {name for name, count in single.items() if count is not None}
        found = planning.fewest(now, known, TARGET, whole=True, each=reachable)
        assert found.count is not None
        assert found.count >= sum(count or 0 for count in single.values())

    return _seconds(plan)


def on_rows(url: str, folder: Path, share: int) -> dict[str, float]:
    """What a database with so many decisions takes, the smaller measurements first; `share` divides every number."""
    engine, units = make_engine(url), ORGANISATIONS // share
    loading.schema(engine)
    loading.organisations(engine, units)
    loading.people(engine, loading.PEOPLE)
    loading.decisions(engine, units, 0, TERMS // share)
    found = {"radar": _radar(engine)} | _dry_run(url, folder, ROWS // share, units)
    loading.decisions(engine, units, TERMS // share, DECISIONS // share)
    loading.decisions(engine, units, DECISIONS // share, DECISIONS // share + DRAFTS // share, "drafted")
    with Session(engine) as session, _writing(engine) as connection:
        for statement in [*upkeep.anew(engine.dialect.name), MARK, COVERING]:
            connection.exec_driver_sql(statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
    found |= _page(engine) | _upkeep(engine)
    with Session(engine) as session:
        begun = time.perf_counter()
        if recount(session, datetime.now(UTC)).differing:
            raise SystemExit("the summary differs from the recount of every decision")
        found["recount"] = time.perf_counter() - begun
    engine.dispose()
    return found


def _radar(engine: sa.Engine) -> float:
    reach = Reach(True, frozenset(), frozenset(), frozenset())
    with Session(engine) as session:
        calendar = organisation.calendar(session, TODAY.year - 1, TODAY.year + 6)

        def radar() -> None:
            query, standing = terms.running(session, reach), terms.stands(TODAY, calendar)
            assert sum(terms.counts(session, query, standing).values())
            terms.rows(session, query, 0, 50)
            session.expunge_all()

        return _seconds(radar)


def _dry_run(url: str, folder: Path, rows: int, units: int) -> dict[str, float]:
    """In a process of its own: its seconds, and the megabytes that it took at most."""
    file = folder / "decisions.xlsx"
    if not file.exists():
        importing.write(file, rows, units)
    command = [sys.executable, "-m", "bench.importing", url, str(file)]
    said = json.loads(subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout)
    if said["entries"] != rows:
        raise SystemExit(f"the dry run of a file in order finds faults: {said}")
    return {"import": said["seconds"], "megabytes": said["megabytes"]}


def _page(engine: sa.Engine) -> dict[str, float]:
    """The page's data and the bare statement; they must say the same."""
    with Session(engine) as session:
        bare = session.execute(sa.text(BARE)).all()
        early = session.execute(sa.text(EARLY)).one()
        told = summary.tally(session, LATEST, TODAY)
        assert isinstance(told, summary.Sums)
        right = (sum(row[1] for row in bare) - early[0], sum(row[2] for row in bare) - early[1])
        if (told.whole.new, told.whole.exam) != right:
            raise SystemExit(f"the summary says {told.whole}, the decisions {right}")

    def page() -> None:
        with Session(engine) as session:
            found = summary.tally(session, LATEST, TODAY)
            summary.months_by_place(session, found, course.greatest(found, MULTIPLES))

    def grouped() -> None:
        with Session(engine) as session:
            session.execute(sa.text(BARE)).all()

    clock = _clock(engine)
    return {"page": _seconds(page, clock=clock), "bare": _seconds(grouped, clock=clock)}


def _upkeep(engine: sa.Engine) -> dict[str, float]:
    """Seconds that keeping the summary adds to a decision that is signed: one by one, and many in one statement."""
    clock = _clock(engine)
    with _writing(engine) as connection:
        ids = connection.execute(sa.text("SELECT id FROM decision WHERE state = 'drafted'")).scalars().all()
        one = [{"id": each} for each in ids]

        def signed(statement: str, rows: list[dict[str, UUID]] | None) -> float:
            begun = clock()
            connection.execute(sa.text(statement), rows)
            taken = clock() - begun
            connection.execute(sa.text(UNSIGN))
            return taken

        ways = {"one by one": (SIGN, one), "in bulk": (SIGN_ALL, None)}
        kept = {name: median(signed(*way) for _ in range(3)) for name, way in ways.items()}
        loading.off(connection)
        bare = {name: median(signed(*way) for _ in range(3)) for name, way in ways.items()}
        loading.on(connection)
    return {name: (kept[name] - bare[name]) / len(ids) for name in ways}


@contextmanager
def _writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


Clock = Callable[[], float]


def _clock(engine: sa.Engine) -> Clock:
    """SQLite works in this process, so its processor time tells, however busy the machine is; a server does not."""
    return time.process_time if engine.dialect.name == "sqlite" else time.perf_counter


def _seconds(work: Callable[[], object], times: int = TIMES, clock: Clock = time.perf_counter) -> float:
    taken = []
    for _ in range(times):
        begun = clock()
        work()
        taken.append(clock() - begun)
    return median(taken)
