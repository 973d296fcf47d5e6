"""The rest of a council whose chair came to office by screens: its people and roles by command."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.competitions import context
from appointments.competitions.models import Round
from tests.factories.competitions import Council, serve
from workflows.roles import CODING, INVIGILATOR, MARKER, MARKING_HEAD, PANEL, SECRETARY, SUPERVISOR

SEVERAL = {"panel": PANEL, "markers": MARKER, "invigilators": INVIGILATOR}
SINGLE = {"secretary": SECRETARY, "marking_head": MARKING_HEAD, "coding": CODING, "supervisor": SUPERVISOR}
NAMES = {
    PANEL: "Giám Khảo",
    MARKER: "Người Chấm",
    INVIGILATOR: "Giám Thị",
    SECRETARY: "Thư Ký",
    MARKING_HEAD: "Trưởng Ban Chấm",
    CODING: "Người Làm Phách",
    SUPERVISOR: "Giám Sát",
}


def seated(session: Session, round_: Round, chair: UUID, now: datetime) -> Council:
    """Everybody else takes a role in the council; nobody has declared yet."""
    size = context.rules_of(round_, now)["exam.council_size"]
    counts = {"panel": size - 3, "markers": 4, "invigilators": 2}
    users = {key: [serve(session, round_, NAMES[role], role, now)] for key, role in SINGLE.items()}
    users |= {
        key: [serve(session, round_, f"{NAMES[role]} {n + 1}", role, now) for n in range(counts[key])]
        for key, role in SEVERAL.items()
    }
    people = {user.person_id: user for group in users.values() for user in group}
    ids = {key: tuple(user.person_id for user in group) for key, group in users.items()}
    return Council(chair=chair, users=people, **{k: v if k in SEVERAL else v[0] for k, v in ids.items()})
