"""A reappointment led on its pages by those who may: notice, report, conferences."""

from datetime import date
from io import BytesIO
from uuid import UUID

from appointments.conferences.models import Conference
from appointments.reappointments.models import Reappointment
from tests.factories.applications import PDF
from tests.factories.pages import day, located, send

VOTERS = "\n".join(f"Cử tri Mẫu {n:02}" for n in range(1, 21))


def again(session, row: Reappointment) -> None:
    """Read the case anew, as others have left it."""
    session.commit()
    session.refresh(row)


def conference(session, place: str) -> Conference:
    """A conference as it is now, by its address."""
    session.rollback()
    session.expire_all()
    return session.get(Conference, UUID(place.rsplit("/", 1)[-1]))


def counted(officer, path: str, meeting: str, agreed: int, today: date, answers: int = 303) -> str:
    """A conference of twenty, two of them absent, from its convening to its count; gives its address."""
    place = located(send(officer, f"{path}/steps/convene_{meeting}"))
    located(send(officer, f"{place}/summons", voters=VOTERS, place="Phòng họp", **day("held_on", today)))
    presence = {f"presence-{n}": "present" if n <= 18 else "absent" for n in range(1, 21)}
    located(send(officer, f"{place}/steps/attend", **presence))
    located(send(officer, f"{place}/steps/issue_ballots"))
    count = {"prepared": "20", "issued": "18", "returned": "18", "valid": "17", "invalid": "1", "votes-1": str(agreed)}
    assert send(officer, f"{place}/steps/count", **count).status_code == answers
    return place


def voted(officer, second, path: str, meeting: str, agreed: int, today: date) -> str:
    """The same, confirmed by a second person."""
    place = counted(officer, path, meeting, agreed, today)
    located(send(second, f"{place}/steps/confirm"))
    return place


def reported(officer, holder, path: str, today: date) -> None:
    """Notice and report."""
    located(send(officer, f"{path}/notice", number="12/TB", **day("on", today)))
    located(send(holder, f"{path}/report", file=(BytesIO(PDF), "bao-cao.pdf")))


def led_to_votes(officer, second, holder, path: str, today: date) -> None:
    """Notice, report, key cadres, assessment."""
    reported(officer, holder, path, today)
    voted(officer, second, path, "cadres", 10, today)
    located(send(officer, f"{path}/assessment", assessment="Đủ điều kiện, đề nghị", opinion="Công văn số 3"))
