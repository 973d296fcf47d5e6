"""Plays the proposals of a round: the key brought, handed in, sealed, opened by two.

In a demonstration the key is made here and no shares exist: the coding board's tool, which makes them, is a program of
its own. The key says that it is one of a demonstration, and seals nothing real.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from appointments.applications.models import Application
from appointments.core.work import By
from appointments.demo.exam_player import ExamPlayer
from appointments.demo.player import MADE_UP
from appointments.exams import proposals
from appointments.exams.coding import formats
from appointments.exams.commands import proposal_opening as opening
from appointments.exams.commands import proposals as commands
from appointments.exams.proposal_sealing import SUITE
from appointments.exams.proposals import ProposalBox
from workflows.parameters_exam import SCREEN

ON_SCREEN = {"exam.proposal_mode": SCREEN}


class DemonstrationKey:
    """A round's key whose both halves lie in this process, for as long as the demonstration is played."""

    def __init__(self, round_id: str):
        self.private, self.round, self.batch = X25519PrivateKey.generate(), round_id, secrets.token_hex(8)

    def public(self) -> bytes:
        """The file that is brought to the system."""
        nobody = hashlib.sha256(b"demonstration").hexdigest()
        said = {
            "round": self.round, "batch": self.batch, "demonstration": True, "salt": secrets.token_hex(32),
            "public": self.private.public_key().public_bytes_raw().hex(),
            "shares": dict.fromkeys(formats.SHARES, nobody),
        }  # fmt: skip
        return formats.write(formats.PROPOSAL_KEY, said)

    def opened(self, sealed: bytes) -> bytes:
        """The keys of all files."""
        listed = formats.read_proposals(sealed, formats.PROPOSALS)
        found = []
        for one in listed["entries"]:
            about = formats.bound_to(self.round, one["proposal"], one["sealed"])
            key = SUITE.decrypt(bytes.fromhex(one["wrapped"]), self.private, about)
            found.append({"proposal": one["proposal"], "key": key.hex()})
        kept = {name: listed[name] for name in ("round", "batch", "content")}
        return formats.write(formats.PROPOSAL_KEYS, {**kept, "entries": found})


def bring_key(player: ExamPlayer, now: datetime) -> DemonstrationKey:
    """The coding board brings the public half, before the presentations are scheduled."""
    key = DemonstrationKey(player.made.id.hex)
    by = player.cast.by("phach")
    commands.take_key(player.session, player.made.id, key.public(), demonstration=True, by=by, now=now)
    return key


def hand_in_and_open(player: ExamPlayer, key: DemonstrationKey, now: datetime) -> None:
    """Everybody hands in, the first of them twice; after the deadline chair and supervisor open all of it."""
    session, round_id = player.session, player.made.id
    presenting = [a for line in player.applied.values() for a in line if a.state == "written_passed"]
    for version, application in enumerate([*presenting, presenting[0]], 1):
        _lodge(player, application, version, now + timedelta(days=1, minutes=version))
    due = session.get_one(ProposalBox, round_id).due_at
    assert due is not None
    player.until(due)
    opened, shown = due + timedelta(hours=9), proposals.content(session, round_id)
    box = opening.propose(session, round_id, shown, by=player.cast.by("chu-tich"), now=opened)
    keys = key.opened(opening.sealed_list(session, box))
    by = player.cast.by("giam-sat")
    opening.open_all(session, round_id, keys, shown, player.storage, by=by, now=opened + timedelta(hours=1))


def _lodge(player: ExamPlayer, application: Application, version: int, now: datetime) -> None:
    data = MADE_UP + b"%% " + f"De an mau {application.number}, ban {version}".encode() + b"\n%%EOF\n"
    by = By(application.person_id)
    commands.lodge(player.session, application.id, data, "de-an-mau.pdf", player.storage, by=by, now=now)
