"""The city of the plan of 2022: organisations, units and posts, entered through the register's commands."""

from datetime import date, datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy.orm import Session

from appointments.demo.cast import Cast
from appointments.organisation.commands import AgencyEntry, PostEntry, save_agency, save_post
from appointments.organisation.models import Agency, Post

CITY_KEY = "tphcm"
STANDARDS = "Tiêu chuẩn chức danh ban hành theo phân cấp (dữ liệu mẫu)."
DUTIES = "Giúp cấp trưởng phụ trách một số lĩnh vực công tác theo phân công (dữ liệu mẫu)."


def plan() -> dict[str, Any]:
    """The published facts of Plan 3461/KH-UBND of 27 September 2022."""
    text = files("appointments.demo").joinpath("plan_3461_2022.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def found_city(session: Session, cast: Cast, now: datetime) -> tuple[Agency, list[Post]]:
    """Enter the city, its organisations and units, and the 13 posts; gives the city and those posts in order."""
    facts, by = plan(), cast["duyet-1"]
    issuer = facts["plan"]["issued_by"]
    city = save_agency(session, AgencyEntry(CITY_KEY, issuer["vi"], issuer["en"], "city"), by=by, now=now)
    known: dict[str, UUID] = {}
    for line in facts["organisations"]:
        known[line["key"]] = _enter(session, line, line["kind"], city.id, by, now)
    for line in facts["units"]:
        known[line["key"]] = _enter(session, line, line.get("kind", "unit"), known[line["parent"]], by, now)
    return city, [_post(session, line, known[line["unit"]], by, now) for line in facts["posts"]]


def another_post(session: Session, cast: Cast, like: Post, title: tuple[str, str], now: datetime, **more: Any) -> Post:
    """One more vacant post of the same unit, for the city of today and for ordinary appointments."""
    entry = PostEntry(
        title_vi=title[0], title_en=title[1], rank=more.get("rank", like.rank), staff=like.staff,
        position_list_approved=True, standards=STANDARDS, duties=DUTIES,
    )  # fmt: skip
    return save_post(session, entry, by=cast["duyet-1"], now=now, agency_id=like.agency_id)


def _enter(session: Session, line: dict[str, Any], kind: str, parent: UUID, by: UUID, now: datetime) -> UUID:
    ends: date | None = line.get("valid_to")
    entry = AgencyEntry(
        line["key"].replace("_", "-"), line["vi"], line["en"], kind, parent, valid_to=ends, note=line.get("note", "")
    )
    return save_agency(session, entry, by=by, now=now).id


def _post(session: Session, line: dict[str, Any], unit: UUID, by: UUID, now: datetime) -> Post:
    entry = PostEntry(
        title_vi=line["title_vi"], title_en=line["title_en"], rank=line["rank"], staff=line["staff"],
        quota=line["count"], position_list_approved=True, standards=STANDARDS, duties=DUTIES,
    )  # fmt: skip
    return save_post(session, entry, by=by, now=now, agency_id=unit)
