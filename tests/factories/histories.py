"""Random histories of decisions for the indicator's summary: entered, signed, revoked, taken away; units that change.

Written past `Work`, with the database's own statements: the summary must follow whatever door a change comes through.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.db import UTCDateTime
from appointments.models import import_models

BEGUN = datetime(2022, 8, 8, tzinfo=UTC)
CITY, PROVINCE = UUID(int=1), UUID(int=2)
UNITS, POSTS = 12, 30
KINDS = ("FIRST_APPOINTMENT", "PROMOTION", "PROMOTION", "REAPPOINTMENT", "TRANSFER", "ACTING", "EXTENSION")
LEVELS = ("DIVISION", "DIVISION", "DIVISION", "DIVISION", "COMMUNE_DIVISION", "DEPARTMENT")
ROUNDS = ("result_recognised", "result_published", "closed", "voided", "ranked")
CASE = {"version": 1, "process_version": 1, "begun_at": BEGUN, "entered_at": BEGUN}


class History:
    """A city with a joined province, districts, posts, two rounds; `go_on` lets something happen."""

    def __init__(self, session: Session, draw: Random) -> None:
        self.session, self.draw, self.made = session, draw, 0
        self.tables = import_models().tables
        self.units = [UUID(int=n) for n in range(1, UNITS + 1)]
        self._enter("agency", [self._unit(n) for n in range(1, UNITS + 1)])
        self._enter("person", [self._person(1)])
        self._enter("post", [self._post(n) for n in range(1, POSTS + 1)])
        self._enter("round", [self._round(n) for n in (1, 2)])
        self._enter("contest", [self._contest(n) for n in range(1, 5)])
        session.commit()

    def go_on(self, steps: int) -> None:
        """So many things happen, each chosen by chance."""
        seldom = [self._draft, self._issue, self._revoke, self._revoke, self._restate, self._delete, self._elect,
                  self._judge, self._move_contest, self._reorganise]  # fmt: skip
        happens = [self._sign] * 12 + seldom
        for _ in range(steps):
            self.draw.choice(happens)()
        self.session.commit()
        self.session.expire_all()

    def _enter(self, name: str, rows: list[dict[str, Any]]) -> None:
        self.session.execute(sa.insert(self.tables[name]), rows)

    def _change(self, name: str, row: UUID, **values: Any) -> None:
        of = self.tables[name]
        self.session.execute(sa.update(of).where(of.c.id == row).values(**values))

    def _any(self, *states: str) -> UUID | None:
        of = self.tables["decision"]
        ids = sorted(self.session.scalars(sa.select(of.c.id).where(of.c.state.in_(states))))
        return self.draw.choice(ids) if ids else None

    def _day(self) -> date:
        edges = (date(2022, 8, 7), date(2022, 8, 8), date(2025, 3, 7), date(2025, 6, 30), date(2025, 7, 1),
                 date(2026, 11, 23), date(2026, 11, 24), date(2027, 10, 31))  # fmt: skip
        by_chance = date(2022, 1, 1) + timedelta(days=self.draw.randrange(2200))
        return self.draw.choice(edges) if self.draw.random() < 0.3 else by_chance

    def _sign(self) -> None:
        self._decision("issued")

    def _draft(self) -> None:
        self._decision("drafted")

    def _decision(self, state: str) -> None:
        self.made += 1
        on, draw = self._day(), self.draw
        is_exam = draw.random() < 0.5
        self._enter("decision", [{
            "id": UUID(int=self.made), "person_id": UUID(int=1), "post_id": UUID(int=draw.randint(1, POSTS)),
            "agency_id": draw.choice(self.units), "kind": draw.choice(KINDS), "level": draw.choice(LEVELS),
            "method": "EXAM" if is_exam else "ORDINARY", "rank": draw.choice(("head", "deputy")),
            "staff": draw.choice(("civil_servant", "public_employee")), "number": f"{self.made}/QĐ",
            "contest_id": UUID(int=draw.randint(1, 4)) if is_exam and draw.random() < 0.8 else None,
            "signed_on": on, "effective_on": on, "state": state, "is_led_here": False, **CASE,
        }])  # fmt: skip

    def _issue(self) -> None:
        if (row := self._any("drafted")) is not None:
            self._change("decision", row, state="issued", signed_on=self._day())

    def _revoke(self) -> None:
        if (row := self._any("issued")) is not None:
            on = None if self.draw.random() < 0.2 else self._day()
            self._change("decision", row, state="revoked", revoked_on=on)

    def _restate(self) -> None:
        if (row := self._any("issued", "revoked", "drafted")) is not None:
            self._change("decision", row, effective_on=self._day(), agency_id=self.draw.choice(self.units),
                         kind=self.draw.choice(KINDS), contest_id=None)  # fmt: skip

    def _delete(self) -> None:
        if self.draw.random() < 0.3 and (row := self._any("issued", "revoked")) is not None:
            of = self.tables["decision"]
            self.session.execute(sa.delete(of).where(of.c.id == row))

    def _elect(self) -> None:
        self._change("post", UUID(int=self.draw.randint(1, POSTS)), elected=self.draw.random() < 0.15)

    def _judge(self) -> None:
        self._change("round", UUID(int=self.draw.randint(1, 2)), state=self.draw.choice(ROUNDS))

    def _move_contest(self) -> None:
        on = self.draw.choice((None, UUID(int=1), UUID(int=2)))
        self._change("contest", UUID(int=self.draw.randint(1, 4)), round_id=on)

    def _reorganise(self) -> None:
        unit = self.draw.choice(self.units[3:])
        first = self.draw.choice((None, None, self._day()))
        self._change("agency", unit, valid_from=first, parent_id=self.draw.choice(self.units[:3]))
        if self.draw.random() < 0.2:
            self._succeed(unit, self.draw.choice(self.units[3:]))

    def _succeed(self, before: UUID, after: UUID) -> None:
        self.made += 1
        number, on = UUID(int=self.made), self._day()
        self._enter("reorganisation", [{
            "id": number, "kind": "merger", "document": "QĐ mẫu", "effective_on": on, "note": "", "changes": {},
            "state": "confirmed", **CASE,
        }])  # fmt: skip
        self._enter("successor_link", [{"id": number, "reorganisation_id": number, "line": 1, "before_id": before,
                                        "after_id": after}])  # fmt: skip

    def _unit(self, n: int) -> dict[str, Any]:
        kind = {1: "city", 2: "province", 3: "agency", 4: "district"}.get(n, "agency")
        return {
            "id": UUID(int=n), "key": f"u{n}", "name_vi": f"Đơn vị Mẫu {n:02}", "name_en": f"Sample {n:02}",
            "kind": kind, "note": "", "parent_id": CITY if n > 1 else None,
            "valid_from": None, "valid_to": date(2025, 6, 30) if kind in ("province", "district") else None,
        }  # fmt: skip

    def _post(self, n: int) -> dict[str, Any]:
        return {
            "id": UUID(int=n), "agency_id": self.draw.choice(self.units), "title_vi": "Trưởng phòng Mẫu",
            "title_en": "Head", "level": "DIVISION", "rank": "head", "staff": "civil_servant", "quota": 1, "filled": 0,
            "elected": False, "position_list_approved": False, "standards": "", "duties": "",
        }  # fmt: skip

    def _person(self, n: int) -> dict[str, Any]:
        return {"id": UUID(int=n), "full_name": f"Người Mẫu {n}", "is_synthetic": True, "created_at": BEGUN,
                "sort_key": b"", "name_folded": ""}  # fmt: skip

    def _round(self, n: int) -> dict[str, Any]:
        columns = self.tables["round"].c
        given = {"id": UUID(int=n), "state": "result_recognised", **CASE}
        return given | {c.key: _plain(c) for c in columns if c.key not in given and not c.nullable}

    def _contest(self, n: int) -> dict[str, Any]:
        columns = self.tables["contest"].c
        given = {"id": UUID(int=n), "post_id": UUID(int=n), "round_id": UUID(int=1 + n % 2), "state": "in_office",
                 **CASE}  # fmt: skip
        return given | {c.key: _plain(c) for c in columns if c.key not in given and not c.nullable}


def _plain(column: sa.Column[Any]) -> Any:
    """Something for a column that must not be empty and that no figure looks at."""
    if isinstance(column.type, UTCDateTime):
        return BEGUN
    return {str: "", int: 0, bool: False, object: [], UUID: UUID(int=1)}[column.type.python_type]
