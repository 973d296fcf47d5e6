"""Compares the present rows with the last image that the log has of each."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.db import Base
from appointments.core.images import image_of, sealed_columns, table_key
from appointments.core.ledger.canonical import NotCanonical, canonical, instant
from appointments.core.ledger.models import PAYLOAD
from appointments.core.ledger.verifier.failures import Failure
from appointments.core.ledger.verifier.log import Chain

PAGE = 2000
DELETED = {"deleted": True}
_OF_A_CASE = ("version", "head", "state", "process_version", "begun_at", "entered_at")


@dataclass(slots=True)
class Last:
    """The last image of a row: its digest, and in which entry of which case it stands."""

    digest: bytes
    leaf_id: int
    case: str


class Images:
    """The last image of every sealed row, gathered while the log is read."""

    def __init__(self) -> None:
        self._last: dict[str, Last] = {}

    def take(self, leaf_id: int, case: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Note the rows of one entry; a later entry replaces an earlier one."""
        for key, shown in rows.items():
            if shown == DELETED:
                self._last.pop(key, None)
            else:
                self._last[key] = Last(_digest(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)), leaf_id, case)

    def compare(self, session: Session) -> int:
        """Raise the first Failure among the rows of every sealed table; answers how many were compared."""
        count = 0
        for model in sealed_models():
            for values in rows_of(session, model):
                self._compare_one(session, model, values)
                count += 1
        if self._last:
            key, last = min(self._last.items(), key=lambda item: item[1].leaf_id)
            raise Failure("row_missing", last.case, row=key)
        return count

    def _compare_one(self, session: Session, model: type, values: Mapping[str, Any]) -> None:
        key = table_key(model, values["id"])
        last = self._last.pop(key, None)
        if last is None:
            raise Failure("row_unrecorded", case_of(model, values), row=key)
        try:
            present = image_of(model, values)
            same = _digest(canonical(present)) == last.digest
        except NotCanonical as error:
            raise Failure("row_changed", last.case, row=key, columns=str(error)) from error
        if not same:
            raise Failure("row_changed", last.case, row=key, columns=_differing(session, last, key, present))


def sealed_models() -> list[type]:
    """Every mapped class of the schema whose rows the ledger binds, by table; of classes that share one, the leaves."""
    known = [m for m in Base.registry.mappers if hasattr(m.class_, "__sealed__")]
    leaves = [m for m in known if m.polymorphic_on is None or m.polymorphic_identity is not None]
    found = {(str(m.local_table), m.polymorphic_identity or ""): m.class_ for m in leaves}
    return [found[key] for key in sorted(found) if key[0] in Base.metadata.tables]


def compare_cases(session: Session, chains: Mapping[str, Chain]) -> None:
    """Every case rests where the log left it; neither the log nor the tables know a case that the other does not."""
    left = set(chains)
    for model in sealed_models():
        if hasattr(model, "__process__"):
            for values in rows_of(session, model, *_OF_A_CASE):
                case = case_of(model, values)
                _compare_case(case or "", chains, values)
                left.discard(case or "")
    if left:
        raise Failure("case_missing", min(left))


def _compare_case(case: str, chains: Mapping[str, Chain], values: Mapping[str, Any]) -> None:
    chain = chains.get(case)
    if chain is None:
        raise Failure("case_unrecorded", case)
    if values["state"] != chain.state:
        raise Failure("state", case, found=values["state"], expected=chain.state)
    if values["version"] != chain.cseq:
        raise Failure("version", case, found=values["version"], expected=chain.cseq)
    if values["head"] is None or bytes(values["head"]) != chain.head:
        raise Failure("case_head", case)
    if chain.rule.rpartition("@")[2] != str(values["process_version"]):
        raise Failure("case_columns", case, column="process_version")
    for column, told in (("begun_at", chain.begun), ("entered_at", chain.entered)):
        if instant(values[column]) != told:
            raise Failure("case_columns", case, column=column)


def case_of(model: type, values: Mapping[str, Any]) -> str | None:
    """The ledger's name of the case that a row is; None for a row that is none."""
    process = getattr(model, "__process__", None)
    return f"{process}:{values['id'].hex}" if process else None


def rows_of(session: Session, model: type, *more: str) -> Iterator[Mapping[str, Any]]:
    """The id and the sealed columns of every row of the class, by id, a page at a time."""
    mapper: Any = sa.inspect(model)
    shares = mapper.polymorphic_on is not None
    is_own = mapper.polymorphic_on == mapper.polymorphic_identity if shares else sa.true()
    names = dict.fromkeys(("id", *(name for name, _ in sealed_columns(model)), *more))
    columns = [mapper.columns[name].label(name) for name in names]
    after, key = None, mapper.columns["id"]
    while True:
        query = sa.select(*columns).where(is_own).order_by(key).limit(PAGE)
        page: list[Any] = list(session.execute(query if after is None else query.where(key > after)).mappings())
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1]["id"]


def _differing(session: Session, last: Last, key: str, present: Mapping[str, Any]) -> str:
    body = session.scalar(sa.select(PAYLOAD.c.body).where(PAYLOAD.c.leaf_id == last.leaf_id))
    recorded = orjson.loads(body)["rows"][key] if body else {}
    names = sorted(n for n in {*recorded, *present} if recorded.get(n, ...) != present.get(n, ...))
    return ", ".join(names)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
