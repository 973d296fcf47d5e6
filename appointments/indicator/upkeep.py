"""The database keeps the indicator's summary: triggers on what a figure rests on, for SQLite and PostgreSQL.

Whoever changes a decision changes the summary in the same transaction, through whatever door; nobody else writes it
(`flask grants` lets the processes read alone). A cell knows nothing of definitions, nor of the tree of units.

Time is cut into slots (months, and years for the units), cut again where a definition's day falls within one; so a
slot lies wholly on one side of each such day.
"""

# ruff: noqa: S608 - every name in these statements is ours

from collections.abc import Iterator
from datetime import date

BY_SLOT, BY_UNIT = "indicator_by_slot", "indicator_by_unit"
CUTS = (date(2022, 8, 8), date(2025, 3, 7), date(2025, 7, 1), date(2027, 10, 31))
"""Days on which something begins to count, or no longer does. One more of them is a migration and a recount."""
RECOGNISED = ("result_recognised", "result_published", "closed")
LOCK = 7_305_180_024
"""PostgreSQL: who changes the summary waits for whoever does so, so that no two wait for each other's cells."""

_SIGNED = "IN ('issued', 'revoked')"
_COLUMNS = ("state", "effective_on", "kind", "method", "level", "rank", "staff", "agency_id", "post_id", "contest_id")
_BASIS = {
    "slot": {
        "sqlite": "date({day}, 'start of month')", "postgresql": "CAST(date_trunc('month', {day}) AS date)",
    },
    "piece": {
        "sqlite": "date({day}, 'start of year')", "postgresql": "CAST(date_trunc('year', {day}) AS date)",
    },
}  # fmt: skip


def _begins(kind: str, day: date) -> date:
    return day.replace(day=1) if kind == "slot" else day.replace(month=1, day=1)


def after(kind: str, day: date) -> date:
    """The first day of the month, or year, after the one of that day."""
    if kind == "piece" or day.month == 12:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


def slot_of(kind: str, day: date) -> date:
    """The first day of the slot ("slot": within a month, "piece": within a year) in which a day lies."""
    return max([_begins(kind, day), *(cut for cut in CUTS if _begins(kind, cut) == _begins(kind, day) and cut <= day)])


def slot_sql(kind: str, dialect: str, day: str) -> str:
    """The same as SQL."""
    within = [cut for cut in reversed(CUTS) if cut != _begins(kind, cut)]
    cases = (f"WHEN {day} >= '{cut}' AND {day} < '{after(kind, cut)}' THEN '{cut}'" for cut in within)
    chosen = f"CASE {' '.join(cases)} ELSE {_BASIS[kind][dialect].format(day=day)} END"
    return chosen if dialect == "sqlite" else f"CAST({chosen} AS date)"


def sort_sql(decision: str, elected: str, is_in_force: str = "{0}.state = 'issued'") -> str:
    """ "new", "transfer" (which a definition may count), or "none" for what counts under no definition."""
    return (
        f"CASE WHEN {is_in_force.format(decision)} AND NOT {elected} "
        f"AND {decision}.level IN ('DIVISION', 'COMMUNE_DIVISION') "
        f"AND {decision}.kind NOT IN ('REAPPOINTMENT', 'EXTENSION', 'ACTING') "
        f"THEN CASE {decision}.kind WHEN 'TRANSFER' THEN 'transfer' ELSE 'new' END ELSE 'none' END"
    )


def exam_sql(method: str, state: str) -> str:
    """1 where it stands on a competition whose result was recognised, else 0."""
    return f"CASE WHEN {method} = 'EXAM' AND {_is_recognised(state)} THEN 1 ELSE 0 END"


def _is_recognised(state: str) -> str:
    names = ", ".join(f"'{name}'" for name in RECOGNISED)
    return f"({state} IS NULL OR {state} IN ({names}))"


def _source(
    dialect: str, sign: int, decision: str, rows: str, elected: str = "p.elected", state: str = "r.state"
) -> str:
    """The signed decisions of `rows`, each with the cell to which it belongs; `sign` takes it in or out."""
    day = f"{decision}.effective_on"
    return (
        f"SELECT {sign} AS sign, {decision}.agency_id AS agency_id, {slot_sql('slot', dialect, day)} AS slot, "
        f"{slot_sql('piece', dialect, day)} AS piece, {sort_sql(decision, elected)} AS sort, "
        f"{decision}.level AS level, {decision}.rank AS rank, {decision}.staff AS staff, "
        f"{exam_sql(f'{decision}.method', state)} AS exam "
        f"FROM {rows} JOIN post p ON p.id = {decision}.post_id LEFT JOIN contest c ON c.id = {decision}.contest_id "
        f"LEFT JOIN round r ON r.id = c.round_id "
        f"WHERE {decision}.state {_SIGNED} AND {day} IS NOT NULL"
    )


_SAME = ("sort", "level", "rank", "staff")


def _names(table: str) -> tuple[str, ...]:
    """The columns of a table that make a cell."""
    return ("agency_id", "piece", *_SAME) if table == BY_UNIT else ("slot", *_SAME)


def _cells(table: str, source: str, is_grouped: bool) -> str:
    """What a source is in the cells of a table: each decision by itself, or added up."""
    told = [f"CASE sort WHEN 'none' THEN '' ELSE {name} END" if name in _SAME[1:] else name for name in _names(table)]
    only = "sort <> 'none'" if table == BY_UNIT else "1 = 1"
    if not is_grouped:
        return f"SELECT {', '.join(told)}, sign, sign * exam FROM ({source}) moved WHERE {only}"
    numbers = ", ".join(str(n) for n in range(1, len(told) + 1))
    return (
        f"SELECT {', '.join(told)}, sum(sign), sum(sign * exam) FROM ({source}) moved WHERE {only} "
        f"GROUP BY {numbers} HAVING sum(sign) <> 0 OR sum(sign * exam) <> 0"
    )


def _upsert(table: str, cells: str) -> str:
    """Add cells to a table."""
    names = ", ".join(_names(table))
    return (
        f"INSERT INTO {table} ({names}, n_new, n_exam) {cells} ON CONFLICT ({names}) DO UPDATE "
        f"SET n_new = {table}.n_new + excluded.n_new, n_exam = {table}.n_exam + excluded.n_exam"
    )


def _fresh(dialect: str, table: str) -> str:
    """The cells of a table, counted from every decision."""
    return _cells(table, _source(dialect, 1, "d", "decision d"), True)


def differing(dialect: str, table: str) -> str:
    """The cells that the summary has and the decisions have not, or the other way round; one statement, one moment."""
    kept = f"SELECT {', '.join(_names(table))}, n_new, n_exam FROM {table} WHERE n_new <> 0 OR n_exam <> 0"
    fresh = _fresh(dialect, table)
    sides = (("kept", kept, fresh), ("fresh", fresh, kept))
    return " UNION ALL ".join(
        f"SELECT '{side}' AS side, one.* FROM (SELECT * FROM ({these}) a EXCEPT SELECT * FROM ({others}) b) one"
        for side, these, others in sides
    )


def anew(dialect: str) -> list[str]:
    """The statements that make the summary anew from every decision, while nobody else may change it."""
    wait = [] if dialect == "sqlite" else [f"SELECT pg_advisory_xact_lock({LOCK})"]
    tables = (BY_SLOT, BY_UNIT)
    return [
        *wait, *(f"DELETE FROM {table}" for table in tables),
        *(_upsert(table, _fresh(dialect, table)) for table in tables),
    ]  # fmt: skip


def _beside(dialect: str) -> Iterator[tuple[str, str, str, str, list[str]]]:
    """What else a figure rests on: (name, table, column, when, sources). A post, a round, a competition's round."""
    signs, rows = (("OLD", -1), ("NEW", 1)), "decision d"
    yield (
        "elected", "post", "elected", "OLD.elected <> NEW.elected",
        [f"{_source(dialect, sign, 'd', rows, f'{row}.elected')} AND d.post_id = NEW.id" for row, sign in signs],
    )  # fmt: skip
    yield (
        "recognised", "round", "state", f"{_is_recognised('OLD.state')} <> {_is_recognised('NEW.state')}",
        [
            f"{_source(dialect, sign, 'd', rows, state=f'{row}.state')} AND c.round_id = NEW.id"
            for row, sign in signs
        ],
    )  # fmt: skip
    moved = [
        f"{_source(dialect, sign, 'd', rows, state=f'(SELECT state FROM round WHERE id = {row}.round_id)')} "
        f"AND d.contest_id = NEW.id"
        for row, sign in signs
    ]
    yield "moved", "contest", "round_id", "OLD.round_id IS {0} NEW.round_id", moved


def statements(dialect: str) -> list[str]:
    """The triggers of this dialect; migrations execute the same."""
    return _for_sqlite() if dialect == "sqlite" else _for_postgresql()


def _body(dialect: str, sources: list[str]) -> str:
    """PostgreSQL may touch a cell once a statement; for SQLite one row after the other is faster."""
    is_grouped = dialect != "sqlite"
    whole = [" UNION ALL ".join(sources)] if is_grouped else sources
    return "; ".join(_upsert(table, _cells(table, one, is_grouped)) for one in whole for table in (BY_SLOT, BY_UNIT))


def _for_sqlite() -> list[str]:
    old = _source("sqlite", -1, "OLD", "(SELECT 1) one")
    new = _source("sqlite", 1, "NEW", "(SELECT 1) one")
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _COLUMNS)
    columns, made = ", ".join(_COLUMNS), []
    for name, event, when, source in (
        ("insert", "INSERT", f"NEW.state {_SIGNED}", new),
        ("delete", "DELETE", f"OLD.state {_SIGNED}", old),
        ("update_out", f"UPDATE OF {columns}", f"OLD.state {_SIGNED} AND ({changed})", old),
        ("update_in", f"UPDATE OF {columns}", f"NEW.state {_SIGNED} AND ({changed})", new),
    ):
        made.append(
            f"CREATE TRIGGER indicator_on_{name} AFTER {event} ON decision WHEN {when} "
            f"BEGIN {_body('sqlite', [source])}; END"
        )
    for name, table, column, when, sources in _beside("sqlite"):
        made.append(
            f"CREATE TRIGGER indicator_{name} AFTER UPDATE OF {column} ON {table} WHEN {when.format('NOT')} "
            f"BEGIN {_body('sqlite', sources)}; END"
        )
    return made


def _function(name: str, condition: str, body: str) -> str:
    """A trigger's function; it runs as the tables' owner, for nobody else may write the summary."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $$ BEGIN {condition} "
        f"PERFORM pg_advisory_xact_lock({LOCK}); {body}; RETURN NULL; END $$"
    )


def _for_postgresql() -> list[str]:
    sources = {name: _source("postgresql", sign, "d", f"{name}_rows d") for name, sign in (("old", -1), ("new", 1))}
    made = []
    for event, asked in (("INSERT", ("new",)), ("DELETE", ("old",)), ("UPDATE", ("old", "new"))):
        name = f"indicator_on_{event.lower()}"
        none = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {one}_rows WHERE state {_SIGNED})" for one in asked)
        body = _body("postgresql", [sources[one] for one in asked])
        made.append(_function(name, f"IF {none} THEN RETURN NULL; END IF;", body))
        tables = " ".join(f"{one.upper()} TABLE AS {one}_rows" for one in asked)
        made.append(
            f"CREATE TRIGGER {name} AFTER {event} ON decision REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    for name, table, column, when, parts in _beside("postgresql"):
        made.append(_function(f"indicator_{name}", "", _body("postgresql", parts)))
        made.append(
            f"CREATE TRIGGER indicator_{name} AFTER UPDATE OF {column} ON {table} FOR EACH ROW "
            f"WHEN ({when.format('DISTINCT FROM')}) EXECUTE FUNCTION indicator_{name}()"
        )
    return made
