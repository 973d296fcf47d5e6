"""Proposals handed in on screen for tests: the round's key made by the real tool, files lodged, sealed, opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.models import Round
from appointments.core.sweep import sweep
from appointments.core.work import By
from appointments.exams.commands import proposal_opening, proposals
from appointments.exams.proposals import ProposalBox, content
from appointments.files.storage import Storage
from tests.factories import applications, coding, oral
from tests.factories.competitions import Built
from tests.factories.foundations import laid_once

ON_SCREEN = {**oral.ON_SCREEN, "exam.proposal_mode": "SCREEN"}


@dataclass(frozen=True)
class RoundKey:
    """What the tool wrote for a round: `proposal-key.json` and three shares, on the council's own machine."""

    folder: Path

    @property
    def public(self) -> bytes:
        """What is brought to the system."""
        return (self.folder / "proposal-key.json").read_bytes()

    def share(self, role: str) -> Path:
        """The file of a custodian's share."""
        return self.folder / "shares" / f"{role}.txt"

    def opened(self, sealed: bytes, one: str = "chair", other: str = "supervisor") -> bytes:
        """The keys of all files, as two shares open them."""
        place = Path(mkdtemp(dir=self.folder.parent))
        (place / "sealed.json").write_bytes(sealed)
        shares = ("--share", self.share(one), "--share", self.share(other))
        coding.done("unseal", place / "sealed.json", *shares, "--out", place / "opened.json")
        return (place / "opened.json").read_bytes()


def pdf(text: str) -> bytes:
    """A file that passes for a PDF, of about two kilobytes."""
    return b"%PDF-1.7\n" + f"1 0 obj <</De-an ({text})>> endobj\n".encode() * 20 + b"\n%%EOF\n"


def key_of(round_: Round, folder: Path) -> RoundKey:
    """The key of a round, made by the tool."""
    out = Path(mkdtemp(dir=folder)) / "key"
    coding.done("key", "--round", round_.id.hex, "--out", out)
    return RoundKey(out)


@laid_once
def passed_round(
    session: Session, opened: datetime, names: Sequence[str], storage: Storage
) -> tuple[Built, list[Application], datetime]:
    """A round with presentations and proposals on screen, its written results final, everybody passed."""
    built, people = applications.shortlisted_round(session, opened, names, storage, changes=ON_SCREEN)
    assert built.round.closes_at is not None
    return built, people, oral.written_final(session, built, people, built.round.closes_at + oral.FIVE_DAYS)


def brought(session: Session, built: Built, key: RoundKey, now: datetime) -> None:
    """The coding board brings the public half."""
    assert built.council is not None
    proposals.take_key(session, built.round.id, key.public, by=By(built.council.coding), now=now)


def due_of(session: Session, built: Built) -> datetime:
    """The deadline."""
    due = session.get_one(ProposalBox, built.round.id).due_at
    assert due is not None
    return due


def lodged(session: Session, application: Application, data: bytes, storage: Storage, now: datetime) -> None:
    """One candidate hands a file in."""
    by = By(application.person_id)
    proposals.lodge(session, application.id, data, "de-an.pdf", storage, by=by, now=now)


def sealed(session: Session, built: Built) -> datetime:
    """The deadline carried out by the sweep; gives its instant."""
    due = due_of(session, built)
    sweep(session, due)
    return due


def opened(session: Session, built: Built, key: RoundKey, storage: Storage, now: datetime) -> None:
    """Chair and supervision board open everything that was lodged."""
    assert built.council is not None
    team, round_id = built.council, built.round.id
    shown = content(session, round_id)
    box = proposal_opening.propose(session, round_id, shown, by=By(team.chair), now=now)
    data = key.opened(proposal_opening.sealed_list(session, box))
    proposal_opening.open_all(session, round_id, data, shown, storage, by=By(team.supervisor), now=now)
