"""What can go wrong in a command, each kind with its own name. `web/errors.py` maps them to answers.

`workflows.engine.Refused` (a guard says no) belongs to the same family and comes from the engine.
"""

from datetime import datetime
from typing import Any


class DomainError(Exception):
    """Base of every error that a command raises on purpose."""


class NotFound(DomainError):
    """There is no such row, or the asker may not know that there is."""

    def __init__(self, model: type, row_id: Any):
        super().__init__(f"{model.__name__} {row_id} not found")
        self.model, self.row_id = model, row_id


class Forbidden(DomainError):
    """The asker holds no role that may do this."""


class Stale(DomainError):
    """Somebody else changed the case since the asker looked at it.

    `changed_by` is the person's id, `changed_at` the UTC instant, `act` the ledger's act ("application.accept"),
    `moved` the states before and after it.
    """

    def __init__(
        self,
        case: str,
        changed_by: str | None,
        changed_at: datetime | None,
        act: str | None,
        moved: tuple[str | None, str | None] = (None, None),
    ):
        super().__init__(f"{case} was changed by {changed_by} at {changed_at} ({act})")
        self.case, self.changed_by, self.changed_at, self.act, self.moved = case, changed_by, changed_at, act, moved


class AlreadyDone(DomainError):
    """This very request was carried out before; `result` is what it answered then."""

    def __init__(self, result: dict[str, Any]):
        super().__init__("the request was carried out before")
        self.result = result


class ReusedKey(DomainError):
    """The idempotency key of an earlier request came back with another body."""


class Invalid(DomainError):
    """What was entered breaks a rule that no form could check alone. `field` names the input, if one is to blame."""

    def __init__(self, message: str, field: str | None = None, **params: Any):
        super().__init__(message)
        self.message, self.field, self.params = message, field, params
