"""What the web process and the worker may do in PostgreSQL: the statements by which the tables' owner grants it.

Neither owns anything, so neither drops a trigger, changes the schema, nor empties a table. What is written once is not
changed, cases and what they rest on are never deleted, and the worker reads nothing that no deadline, message or head
needs. A table that is not named here is a case (kept) or an ordinary one.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from appointments.core.ledger.models import INSERT_ONLY

LEDGER_WRITTEN_BY_BOTH = ("ledger_leaf", "ledger_payload")
WRITTEN_ONCE = (
    "custody_line", "identity", "incident", "minutes_signature", "opened_map", "share_statement", "statement",
)  # fmt: skip
KEPT = (
    "account", "ballot_name", "coding_batch", "mark", "mark_sheet", "nominee", "oral_sheet", "panel_sheet", "person",
    "procedure_check", "proposal_box", "proposal_version", "verdict",
)  # fmt: skip
"""Not cases themselves, and not to be deleted either."""
HIDDEN_FROM_WORKER = ("draft", "invitation", "mark_draft", "opened_map", "oral_draft", "statement")
READ_BY_WORKER = (
    "account", "coding_batch", "custody_line", "identity", "incident", "mark", "mark_sheet", "minutes_signature",
    "oral_sheet", "panel_sheet", "person", "proposal_box", "proposal_version", "share_statement", "verdict",
)  # fmt: skip
EMPTIED_BY_WORKER = ("failed_sign_ins", "timer")
KEPT_BY_TRIGGERS = ("indicator_by_slot", "indicator_by_unit")
"""Summaries that the database keeps as their owner; no process writes them."""
READ, ADD, CHANGE = "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE"
ALL = "SELECT, INSERT, UPDATE, DELETE"


def statements(tables: sa.MetaData, web: str, worker: str) -> Iterator[str]:
    """All that the owner of the tables has to say; saying it again changes nothing."""
    quote = postgresql.dialect().identifier_preparer.quote_identifier
    both = f"{quote(web)}, {quote(worker)}"
    for kind in ("TABLES", "SEQUENCES"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {both}"
    yield f"GRANT USAGE ON SCHEMA public TO {both}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {both}"
    for table in tables.sorted_tables:
        for rights, process in ((of_web(table), web), (of_worker(table), worker)):
            if rights:
                yield f"GRANT {rights} ON {quote(table.name)} TO {quote(process)}"


def of_web(table: sa.Table) -> str:
    """What the web process may do with a table: acts are its own, heads the worker's."""
    if table.name in INSERT_ONLY:
        return ADD if table.name in LEDGER_WRITTEN_BY_BOTH else READ
    if table.name in (*KEPT_BY_TRIGGERS, "indicator_recount"):
        return READ
    if table.name in WRITTEN_ONCE:
        return ADD
    return CHANGE if _is_case(table) or table.name in KEPT else ALL


def of_worker(table: sa.Table) -> str:
    """What the worker may do with a table: steps of the clock, messages, heads."""
    if table.name in HIDDEN_FROM_WORKER:
        return ""
    if table.name in (*READ_BY_WORKER, *KEPT_BY_TRIGGERS):
        return READ
    if table.name in (*INSERT_ONLY, "indicator_recount"):
        return ADD
    return ALL if table.name in EMPTIED_BY_WORKER else CHANGE


def _is_case(table: sa.Table) -> bool:
    return {"state", "version", "head"} <= set(table.columns.keys())
