"""What the pages of decisions share: the blueprint, who asks, and how a decision is printed."""

from uuid import UUID

from flask import Blueprint, current_app

from appointments.accounts import queries as accounts
from appointments.competitions import context
from appointments.competitions.models import Contest
from appointments.competitions.queries import contest_for
from appointments.competitions.views.parts import reach, same_answer, viewer_id
from appointments.core.errors import AlreadyDone, NotFound
from appointments.core.work import By
from appointments.decisions import wording
from appointments.decisions.case import AFTER_RECOGNITION
from appointments.decisions.models import Decision
from appointments.organisation import queries as organisation
from appointments.organisation.models import Agency
from appointments.web import policy
from appointments.web.db import db
from workflows.law import DOCUMENTS, Document
from workflows.roles import AUTHORITY

bp = Blueprint("decisions", __name__, url_prefix="/decisions")
bp.register_error_handler(AlreadyDone, same_answer)
AFTER_RESULT = (*AFTER_RECOGNITION, "in_office", "no_winner")
UNITS = ("unit", "public_service_unit")
COUNCIL_NAME = "Ủy ban nhân dân "


def viewer_by() -> By:
    """The person who is signed in, as somebody who only looks."""
    return By(viewer_id())


def post_within_reach(id: UUID) -> Contest:
    """A post within the asker's reach whose result is known."""
    contest = contest_for(db.session, id, reach())
    if contest.round is None or contest.state not in AFTER_RESULT:
        raise NotFound(Contest, id)
    return contest


def name_of(person: UUID | None) -> str:
    """How a person is called."""
    return (policy.of(current_app).name_of(str(person)) if person else None) or ""


def printed(row: Decision, *, with_person: bool) -> wording.Paper:
    """The decision as it is printed; the date of birth and the present post only for who may know the person."""
    context.load_agencies(db.session)
    body = issuing_agency(row)
    labels = accounts.role_labels(db.session, context.agency_scope(body.id))
    content = wording.Content(
        kind=row.kind,
        full_name=row.person.full_name,
        birth_date=row.person.birth_date if with_person else None,
        present_post=(row.person.current_post or "") if with_person else "",
        title=row.post.title_vi,
        unit=row.post.agency.name_vi,
        number=row.number or "",
        signed_on=row.signed_on,
        effective_on=row.effective_on or row.begun_at.date(),
        term_ends_on=row.term_ends_on,
        bases=bases_of(row),
        signer=name_of(row.signed_by),
        signing_title=labels[AUTHORITY].vi,
        is_from_paper=row.method == "ORDINARY" and not row.is_led_here,
    )
    is_signed = row.state in ("issued", "revoked")
    return wording.paper(content, body_of(body), is_signed=is_signed)


def issuing_agency(row: Decision) -> Agency:
    """In whose name the decision is issued: the organiser of the competition, else the agency of the unit."""
    contest = db.session.get(Contest, row.contest_id) if row.contest_id else None
    if contest is not None and contest.round is not None:
        return contest.round.agency
    agency = row.post.agency
    return agency.parent if agency.kind in UNITS and agency.parent is not None else agency


def body_of(agency: Agency) -> wording.Body:
    """The names at the head of the paper."""
    above = organisation.lineage(agency)[1:]
    city = next((a for a in (agency, *above) if a.kind == "city"), None)
    place = city.name_vi.removeprefix(COUNCIL_NAME) if city else ""
    return wording.Body(agency.name_vi, above[0].name_vi if above else "", place)


def bases_of(row: Decision) -> list[str]:
    """The papers on which the decision rests, as far as the house knows them."""
    key = law_of(row)
    bases = [f"Căn cứ {cited(DOCUMENTS[key])}"] if key else []
    contest = db.session.get(Contest, row.contest_id) if row.contest_id else None
    if contest is None or contest.round is None:
        return [*bases, "Theo đề nghị của bộ phận tham mưu về tổ chức cán bộ"]
    round_ = contest.round
    if round_.plan_number and round_.plan_on:
        bases.append(f"Căn cứ Kế hoạch số {round_.plan_number} {wording.said_day(round_.plan_on)} về thi tuyển")
    if round_.results_at:
        bases.append("Căn cứ kết quả thi tuyển đã được công nhận và công bố")
    if contest.minutes:
        bases.append(f"Căn cứ {contest.minutes} của tập thể lãnh đạo")
    return [*bases, "Theo đề nghị của bộ phận tham mưu về tổ chức cán bộ"]


def cited(document: Document) -> str:
    """A law or decree as the bases of a decision name it."""
    if document.number.startswith("Luật "):
        return f"{document.title} số {document.number.removeprefix('Luật ')}"
    about = document.title[:1].lower() + document.title[1:]
    return f"Nghị định số {document.number.removeprefix('NĐ ')} của Chính phủ về {about}"


def law_of(row: Decision) -> str | None:
    """The decree or law on this kind of staff that was in force on the day of signing (else of effect)."""
    day = row.signed_on or row.effective_on
    keys = ("nd138", "nd170") if row.staff == "civil_servant" else ("nd115", "luat129")
    for key in keys:
        document = DOCUMENTS[key]
        begun = document.valid_from is not None and day is not None and document.valid_from <= day
        if begun and day is not None and (document.valid_to is None or day <= document.valid_to):
            return key
    return None
