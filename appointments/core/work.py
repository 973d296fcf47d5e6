"""`Work`: the one door through which a state may change.

One transaction: lock, move, record, notify, commit; all of it or none. The order inside is always the same: rows are
locked, facts are built from locked rows, the definition decides, the row moves, and on leaving the block each act gets
its ledger entry with the sealed columns that it changed, its messages and its timers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from time import monotonic
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core import once
from appointments.core.cases import Cased, Sealed, Unrecorded, pinned_version, points_elsewhere, seals_changed
from appointments.core.db import writing
from appointments.core.errors import DomainError, NotFound, Stale
from appointments.core.images import image, row_key
from appointments.core.ledger import trail
from workflows.calendar import local_day
from workflows.engine import Case, Transition, UnknownTrigger
from workflows.roles import Role

Row = TypeVar("Row")
CasedRow = TypeVar("CasedRow", bound=Cased)


@dataclass(frozen=True, slots=True)
class By:
    """Who asks: the person (None: the system), the form's idempotency key with the digest of its body.

    `answer` is what a repetition of the same request is to be answered, unless the command says otherwise.
    """

    person: UUID | None
    idem: str | None = None
    body: str = ""
    answer: Mapping[str, Any] = field(default_factory=dict)


SYSTEM_BY = By(None)
LATEST = {"populate_existing": True}
WAITED = 1.0
"""Seconds after which a transaction may have been overtaken while it waited for its locks."""


@dataclass
class Act:
    """One entry to be written: what happened to which case, in which role, on which facts."""

    row: Cased
    name: str
    source: str | None
    to: str
    role: Role
    at: datetime
    case: Case | None = None
    clause: Transition | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    docs: Sequence[tuple[bytes, int]] = ()
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)


@cache
def locking(mapper: Any) -> sa.Select[Any]:
    """Selects one row of a model for change; made once, because making it costs as much as running it."""
    return sa.select(mapper).where(mapper.columns.id == sa.bindparam("id")).with_for_update()


class NothingWasAsked(DomainError):
    """A sealed row changed but no act was named for it."""


class Work:
    """One transaction in which cases move. `result` is what a repetition of the same request will be answered."""

    origin: ClassVar[str] = "localhost/minh-tuyen"  # the installation's name in each leaf; set when the app is made

    def __init__(self, session: Session, by: By, now: datetime):
        self.session, self.by, self.now = session, by, now
        self.result: dict[str, Any] = dict(by.answer)
        self._since = monotonic()
        self._acts: list[Act] = []
        self._touched: dict[int, tuple[Sealed, bool]] = {}
        self._messages: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        if self.session.new or self.session.dirty or self.session.deleted:
            raise Unrecorded("changes were made before Work began")
        if self.session.in_transaction():
            self.session.commit()  # ends the reading transaction, so that the lock sees the latest rows
        writing(self.session)
        self.session.info["work"] = self
        try:
            if self.by.idem:
                once.claim(self.session, self.by.idem, self.by.person, self.by.body, self.now, self.by.answer)
        except BaseException:
            self._abandon()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        if error is not None:
            self._abandon()
            return
        try:
            self._finish()
        except BaseException:
            self._abandon()
            raise
        self.session.info.pop("work", None)

    def lock(self, model: type[Row], row_id: UUID, *, seen: int | None = None) -> Row:
        """Load a row for change; whoever comes second waits here. `seen` is the version that the asker looked at."""
        row: Row | None = self.session.execute(
            locking(sa.inspect(model)), {"id": row_id}, execution_options=LATEST
        ).scalar()
        if row is None:
            raise NotFound(model, row_id)
        if seen is not None and isinstance(row, Cased) and row.version != seen:
            raise self._stale(row)
        return row

    def begin(self, row: CasedRow, role: Role, case: Case | None = None, **detail: Any) -> CasedRow:
        """Open a case: the row rests in its definition's initial state, under the edition in force today.

        A row that names its edition keeps it, where each kind of staff has its own text. `case` is needed where the
        initial state has a deadline.
        """
        row.process_version = row.process_version or pinned_version(row.__process__, local_day(self.now))
        row.state = row.process.initial
        row.version, row.begun_at, row.entered_at = 0, self.now, self.now
        row.id = row.id or uuid4()
        self.session.add(row)
        self._acts.append(Act(row, f"{row.__process__}.begin", None, row.state, role, self.now, case, detail=detail))
        return row

    def fire(
        self, row: Cased, trigger: str, case: Case, *, docs: Sequence[tuple[bytes, int]] = (), **detail: Any
    ) -> Transition:
        """Move the row one step and leave its trace; or raise `Refused` and change nothing."""
        source = row.state
        try:
            clause = row.process.fire(row, trigger, case)
        except UnknownTrigger:
            if any(t.trigger == trigger for t in row.process.transitions):
                raise self._stale(row) from None  # lawful from another state: somebody was faster
            raise
        role = clause.acting_role(case.actor)
        assert role is not None  # decide() has checked it
        row.entered_at = self.now if row.state != source else row.entered_at
        name = f"{row.__process__}.{trigger}"
        self._acts.append(Act(row, name, source, row.state, role, self.now, case, clause, detail, docs))
        return clause

    def note(self, row: Cased, name: str, role: Role, *, docs: Sequence[tuple[bytes, int]] = (), **detail: Any) -> None:
        """Record an act on a case that changes sealed rows but not its state."""
        act = f"{row.__process__}.{name}"
        self._acts.append(Act(row, act, row.state, row.state, role, self.now, detail=detail, docs=docs))

    def retime(self, row: Cased, case: Case) -> None:
        """Set the timer of the state where the row rests anew: its deadline rests on facts that this act changed."""
        trail.retime(self.session, row, case)

    def tell(
        self, message: str, case_key: str, *, person: UUID | None = None, roles: Sequence[Role] = (), **params: Any
    ) -> None:
        """Send a message with this act, beside those that the definition names."""
        self._messages.append(
            {
                "message": message,
                "case_key": case_key,
                "person_id": person,
                "roles": [str(r) for r in roles],
                "params": params,
            }
        )

    def touch(self, row: Sealed, *, deleted: bool) -> None:
        """Remember that a sealed row changes in this transaction (called before each flush)."""
        self._touched[id(row)] = (row, deleted)

    def _finish(self) -> None:
        if self.by.person is None or monotonic() - self._since > WAITED:
            self._refuse_if_overtaken()
        self._gather()
        if self._touched and not self._acts:
            names = sorted({type(row).__name__ for row, _ in self._touched.values()})
            raise NothingWasAsked(f"{', '.join(names)} changed without an act")
        last_act = {id(act.row): act for act in self._acts}
        for row, deleted in self._touched.values():
            act = last_act.get(id(row)) or self._acts[0]
            act.rows[row_key(row)] = {"deleted": True} if deleted else image(row)
        trail.write(self, self._acts, self._messages)
        answered = {**self.by.answer, **self.result}
        if self.by.idem and answered != self.by.answer:
            once.answer(self.session, self.by.idem, answered)
        self.session.commit()

    def _refuse_if_overtaken(self) -> None:
        """An act is dated when it was asked for, and no entry is dated before the one that it follows.

        So whoever waited (for a lock, or in the sweep's queue) while somebody who asked later was faster comes second.
        """
        for act in self._acts:
            stale = self._stale(act.row) if act.source is not None else None
            if stale is not None and stale.changed_at is not None and stale.changed_at > self.now:
                raise stale

    def _gather(self) -> None:
        """Find every sealed row that this transaction changes; what only a flush tells (defaults, keys) is flushed."""
        moved = any(isinstance(row, Sealed) and points_elsewhere(row) for row in self.session.dirty)
        if self.session.new or self.session.deleted or moved:
            self.session.flush()
        for row in self.session.dirty:
            if isinstance(row, Sealed) and seals_changed(row):
                self.touch(row, deleted=False)
        for act in self._acts:
            self.touch(act.row, deleted=False)

    def _abandon(self) -> None:
        self.session.info.pop("work", None)
        self.session.rollback()

    def _stale(self, row: Cased) -> Stale:
        return Stale(row.case_key, *trail.last_act(self.session, row.case_key))
