"""The reorganisation of 1 July 2025: the city's merger and the end of the district level, as facts for the register.

Public are: Hồ Chí Minh City, Bình Dương and Bà Rịa-Vũng Tàu became one (NQ 202/2025/QH15), the district level ended,
and its area was arranged into wards, communes and one special zone (NQ 1685/NQ-UBTVQH15). The communes here are
invented and named so. The documents' days of signing are not known here: the day of effect stands for them.
"""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.core.work import By
from appointments.demo.when import at
from appointments.organisation import reorganising
from appointments.organisation.commands import AgencyEntry, save_agency
from appointments.organisation.models import Agency, Reorganisation
from workflows.law import DOCUMENTS

EFFECT = date(2025, 7, 1)
CITY, DISTRICT = "tphcm", "hocmon"
PROVINCES = (
    ("binh-duong", "Ủy ban nhân dân tỉnh Bình Dương", "People's Committee of Bình Dương Province"),
    ("brvt", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu", "People's Committee of Bà Rịa-Vũng Tàu Province"),
)
COMMUNES = (
    ("xa-mau-1", "Ủy ban nhân dân xã Mẫu Một (hư cấu)", "People's Committee of Sample Commune One (invented)"),
    ("xa-mau-2", "Ủy ban nhân dân xã Mẫu Hai (hư cấu)", "People's Committee of Sample Commune Two (invented)"),
)
DIVISION = (
    "xa-mau-1-kt", "Phòng Kinh tế xã Mẫu Một (hư cấu)", "Economic Division of Sample Commune One (invented)",
)  # fmt: skip
NOTE = "Ngày ký ghi theo ngày có hiệu lực; cần đối chiếu văn bản gốc (dữ liệu mẫu)."


def play(session: Session, grantor: UUID, officer: By, boss: By) -> list[Reorganisation]:
    """Enter the two provinces and the invented communes; draft and confirm both documents."""
    known = {one.key: one.id for one in session.scalars(sa.select(Agency))}
    now = at(2025, 6, 20)

    def enter(line: tuple[str, str, str], kind: str, parent: str | None) -> None:
        entry = AgencyEntry(*line, kind, known[parent] if parent else None)
        known[line[0]] = save_agency(session, entry, by=grantor, now=now).id

    for line in PROVINCES:
        enter(line, "province", None)
    for line in COMMUNES:
        enter(line, "commune", CITY)
    enter(DIVISION, "unit", COMMUNES[0][0])
    provinces, communes = [line[0] for line in PROVINCES], [line[0] for line in COMMUNES]
    merger = [(one, CITY) for one in (CITY, *provinces)]
    divisions = [key for key in known if key.startswith("hm-")]
    districts = [(DISTRICT, one) for one in communes] + [(one, DIVISION[0]) for one in divisions]
    return [
        _ordered(session, kind, DOCUMENTS[law].number, [(known[a], known[b]) for a, b in pairs], officer, boss)
        for kind, law, pairs in (("MERGE", "nq202", merger), ("REARRANGE", "nq1685", districts))
    ]


def _ordered(
    session: Session, kind: str, document: str, pairs: list[tuple[UUID, UUID | None]], officer: By, boss: By
) -> Reorganisation:
    """Drafted by one from the document, confirmed by another."""
    plan = reorganising.Plan(kind, document, EFFECT, EFFECT, tuple(pairs), NOTE)
    drafted = reorganising.draft(session, plan, by=officer, now=at(2025, 6, 25))
    return reorganising.step(session, drafted.id, "confirm", by=boss, now=at(2025, 6, 26))
