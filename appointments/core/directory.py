"""Which table holds the cases of which process, and how to build and address them: filled by the features when loaded.

It lets the kernel, the inbox, the messages and the verifier work on any case without knowing the features.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.cases import Cased
from appointments.core.errors import NotFound
from appointments.core.work import By
from workflows.engine import Case
from workflows.words import Words


@dataclass(frozen=True)
class Kind:
    """What the house knows of one kind of case.

    `resting(states)` selects the rows in those states with everything that `scopes`, `owner` and `title` read, so that
    a list costs the same number of statements however long it is. `scopes(row)` are the scopes whose role holders deal
    with the case, the narrowest first; `owner(row)` is the candidate whose own case it is. `endpoint` shows the case
    under the argument `id`.
    """

    process: str
    model: type[Cased]
    case: Callable[[Session, Any, By, datetime, str], Case]
    resting: Callable[[Iterable[str]], sa.Select[Any]]
    scopes: Callable[[Any], Sequence[str]]
    owner: Callable[[Any], UUID | None]
    title: Callable[[Any], Words]
    endpoint: str


_kinds: dict[str, Kind] = {}


def register(new: Kind) -> Kind:
    """Enter a kind of case; called once by the feature that owns the table."""
    if _kinds.setdefault(new.process, new) is not new:
        raise ValueError(f"{new.process} is entered twice")
    return new


def kinds() -> tuple[Kind, ...]:
    """Every kind of case, by process."""
    return tuple(_kinds[key] for key in sorted(_kinds))


def kind(process: str) -> Kind:
    """The kind of the cases of one process."""
    return _kinds[process]


def kind_of(case_key: str) -> Kind:
    """The kind of the case that the ledger calls `case_key`."""
    return kind(case_key.partition(":")[0])


FactTeller = Callable[[Session, Any], dict[str, Any]]
_tellers: dict[str, list[FactTeller]] = {}


def tells_facts(process: str) -> Callable[[FactTeller], FactTeller]:
    """Let a feature above tell facts that the guards of a lower one's cases ask for: `(session, row) -> facts`."""

    def enter(teller: FactTeller) -> FactTeller:
        _tellers.setdefault(process, []).append(teller)
        return teller

    return enter


def told_facts(process: str, session: Session, row: Any) -> dict[str, Any]:
    """What the features above know of a case."""
    return {name: value for teller in _tellers.get(process, ()) for name, value in teller(session, row).items()}


def find(session: Session, case_key: str) -> Any:
    """The row of a case, with what its title and scopes need; NotFound where there is none."""
    known = kind_of(case_key)
    row_id = UUID(case_key.partition(":")[2])
    row = session.scalars(known.resting(()).where(known.model.id == row_id)).unique().one_or_none()
    if row is None:
        raise NotFound(known.model, row_id)
    return row
