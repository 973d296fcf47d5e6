"""The planner for 2,000 organisations, the radar over 100,000 terms, and the indicator counted from as many decisions.

The indicator is counted from the rows at each request; the bare statement beside it is a GROUP BY over a covering
index. Both must say the same.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import median
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.competitions.queries import Reach
from appointments.core.db import make_engine
from appointments.decisions import terms
from appointments.indicator import planning, queries
from appointments.indicator.definition import LATEST
from appointments.indicator.planning import Vacancy
from appointments.indicator.rules import Figure
from appointments.models import import_models
from appointments.organisation import queries as organisation

ORGANISATIONS, VACANCIES, DECISIONS, TIMES = 2000, 10, 100_000, 3
TODAY, BEGUN = date(2026, 11, 23), datetime(2022, 8, 8, tzinfo=UTC)
TARGET = Fraction(1, 5)
BARE = """
SELECT count(*), sum(method = 'EXAM') FROM decision WHERE state = 'issued' AND level = 'DIVISION'
AND kind IN ('FIRST_APPOINTMENT', 'PROMOTION') AND effective_on BETWEEN '2022-08-08' AND '2026-11-23'
"""
COVERING = "CREATE INDEX bench_cover ON decision (state, level, kind, effective_on, method)"


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


def on_rows(path: Path, decisions: int) -> dict[str, float]:
    """Seconds of the radar, of the counted indicator and of the bare statement, on SQLite."""
    engine = make_engine(f"sqlite:///{path}")
    _fill(engine, decisions)
    reach = Reach(True, frozenset(), frozenset(), frozenset())
    with Session(engine) as session:
        calendar = organisation.calendar(session, TODAY.year - 1, TODAY.year + 6)
        bare = session.execute(sa.text(BARE)).one()
        counted = queries.measure(session, LATEST, TODAY).whole
        if (counted.new, counted.exam) != tuple(bare):
            raise SystemExit(f"the indicator says {counted}, the bare statement {tuple(bare)}")

        def radar() -> None:
            query, standing = terms.running(session, reach), terms.stands(TODAY, calendar)
            assert sum(terms.counts(session, query, standing).values())
            terms.rows(session, query, 0, 50)
            session.expunge_all()

        found = {"radar": _seconds(radar)}
        session.execute(sa.text(COVERING))
        return found | {
            "counted": _seconds(lambda: queries.measure(session, LATEST, TODAY), 1),
            "bare": _seconds(lambda: session.execute(sa.text(BARE)).one()),
        }


def _seconds(work: Callable[[], object], times: int = TIMES) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def _fill(engine: sa.Engine, decisions: int) -> None:
    """Agencies, a post and a person for each decision, the decisions; past the ledger, for reading alone."""
    tables, draw = import_models().tables, random.Random(2)  # noqa: S311
    agencies = [
        {"id": UUID(int=n + 1), "key": f"a{n}", "name_vi": f"Cơ quan Mẫu {n}", "name_en": f"Sample {n}",
         "kind": "agency", "note": ""}
        for n in range(min(ORGANISATIONS, decisions))
    ]  # fmt: skip
    posts, people, rows = [], [], []
    for n in range(decisions):
        agency, on = agencies[n % len(agencies)]["id"], date(2022, 1, 1) + timedelta(days=draw.randrange(1780))
        posts.append({"id": UUID(int=n + 1), "agency_id": agency, "title_vi": "Trưởng phòng", "title_en": "Head",
                      "level": "DIVISION", "rank": "head", "staff": "civil_servant", "quota": 1, "filled": 0,
                      "elected": False, "position_list_approved": False, "standards": "", "duties": ""})  # fmt: skip
        people.append(
            {
                "id": UUID(int=n + 1),
                "full_name": f"Người Mẫu {n}",
                "is_synthetic": True,
                "created_at": BEGUN,
                "sort_key": b"",
                "name_folded": "",
            }
        )
        rows.append({
            "id": UUID(int=n + 1), "person_id": UUID(int=n + 1), "post_id": UUID(int=n + 1), "agency_id": agency,
            "kind": draw.choice(("FIRST_APPOINTMENT", "PROMOTION", "REAPPOINTMENT")), "level": "DIVISION",
            "method": draw.choice(("EXAM", "ORDINARY", "ORDINARY", "ORDINARY")), "rank": "head",
            "staff": "civil_servant", "number": f"{n}/QĐ", "signed_on": on, "effective_on": on,
            "term_ends_on": on.replace(year=on.year + 5, day=min(on.day, 28)), "state": "issued", "version": 1,
            "process_version": 1, "begun_at": BEGUN, "entered_at": BEGUN,
        })  # fmt: skip
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        import_models().create_all(connection)
        for name, made in (("agency", agencies), ("person", people), ("post", posts), ("decision", rows)):
            connection.execute(sa.insert(tables[name]), made)
