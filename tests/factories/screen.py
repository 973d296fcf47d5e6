"""A paper marked on screen for tests, carried out through the product's own commands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appointments.competitions.commands import council
from appointments.competitions.models import Paper
from appointments.core.ledger.sealer import seal
from appointments.core.work import By, Work
from appointments.exams import rules, sealing
from appointments.exams.case import first_scripts
from appointments.exams.coding import formats
from appointments.exams.commands import allocating, coding, screen_marking, sittings
from appointments.exams.models import ScreenScript, Script
from appointments.files.storage import Storage
from tests.factories.coding import Coded, Pages, coded_by_tool
from tests.factories.competitions import Built
from tests.fixtures.ledger import SIGNER
from workflows.roles import CODING

ON_SCREEN = {"exam.marking_mode": "SCREEN"}
CRITERIA = {"Phần một": Decimal(60), "Phần hai": Decimal(40)}
STEPS = {"Phần một": Decimal("0.5"), "Phần hai": Decimal("0.25")}


def sealed(
    session: Session,
    built: Built,
    paper: Paper,
    now: datetime,
    scripts: Mapping[str, Pages] | None = None,
    store: Storage | None = None,
) -> Coded:
    """The scripts coded by the board's tool and brought; gives what the tool wrote."""
    assert built.council is not None
    made, store = coded_by_tool(session, paper, scripts), store or Storage(session.info["files"])
    coding.take_codes(session, paper.id, made.parts(), store, by=By(built.council.coding), now=now)
    return made


def drawn(session: Session, built: Built, paper: Paper, now: datetime, more: int = 0, **brought: Any) -> Coded:
    """Codes brought, criteria entered, scripts allocated by the seed; gives what the tool wrote.

    `brought` is what `sealed` is told. `more` adds scripts that no candidate handed in, for tests of great numbers;
    such a paper can never be decoded.
    """
    assert built.council is not None
    made = sealed(session, built, paper, now, **brought)
    if more:
        with Work(session, By(built.council.coding), now) as work:
            for code in rules.draw_codes(more, [script.code for script in first_scripts(session, paper.id)]):
                work.begin(ScreenScript(id=uuid4(), paper_id=paper.id, code=code, markers=[]), CODING)
    head = By(built.council.marking_head)
    sittings.set_criteria(session, paper.id, CRITERIA, steps=STEPS, by=head, now=now)
    allocating.allocate(session, paper.id, by=head, now=now)
    return made


def begun(session: Session, built: Built, paper: Paper, now: datetime, **how: Any) -> Coded:
    """The same (`how` is said as there), the log sealed, and the marking begun."""
    assert built.council is not None
    made = drawn(session, built, paper, now, **how)
    seal(session, SIGNER, now)
    sittings.take_step(session, paper.id, "begin_marking", by=By(built.council.marking_head), now=now)
    return made


def decoded(session: Session, built: Built, paper: Paper, made: Coded, now: datetime) -> None:
    """Two custodians open the map offline; it is brought, stated by both, attested, and the chair decodes."""
    assert built.council is not None
    team, data = built.council, made.open("chair", "supervisor")
    sealing.give_share(session, paper.id, data, by=By(team.coding), now=now)
    for person in (team.chair, team.supervisor):
        sealing.state_share(session, paper.id, formats.digest(data), by=By(person), now=now)
    sealing.attest_decoding(session, paper.id, by=By(team.supervisor), now=now)
    sealing.decode(session, paper.id, by=By(team.chair), now=now)


def sign(session: Session, script: Script, person: UUID, points: Sequence[str], now: datetime) -> None:
    """One marker makes the own mark final."""
    given = screen_marking.Given(tuple(map(Decimal, points)), "Nhận xét mẫu")
    screen_marking.sign(session, script.id, given, by=By(person), now=now)


def both_sign(session: Session, script: Script, points: Sequence[Sequence[str]], now: datetime) -> None:
    """Both markers of a script make their marks final."""
    for person, given in zip([UUID(who) for who in script.markers[:2]], points, strict=True):
        sign(session, script, person, given, now)


def everything_signed(
    session: Session, paper: Paper, now: datetime, different: Mapping[str, Sequence[Sequence[str]]] | None = None
) -> None:
    """Every script signed by both, 80 and 84; `different` gives other points by code."""
    for script in first_scripts(session, paper.id):
        points = (different or {}).get(script.code, (("50", "30"), ("50", "34")))
        both_sign(session, script, points, now)


def script_of(session: Session, paper: Paper, code: str) -> Script:
    """The script with that code, as it is now."""
    session.expire_all()
    return next(script for script in first_scripts(session, paper.id) if script.code == code)


def declares(session: Session, built: Built, person: UUID, now: datetime) -> None:
    """A new member of the council declares to be related to nobody."""
    council.declare(session, built.round.id, council.Answer("none"), by=By(person), now=now)


def total(points: Sequence[str]) -> Decimal:
    """What these points come to."""
    return sum(map(Decimal, points), Decimal(0))
