"""Registering, confirming and resetting a password, from outside."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from appointments.accounts import identity
from appointments.accounts.models import Person, User
from tests.factories.accounts import give, person, sign_in, with_password
from workflows.roles import PERSONNEL

NEWCOMER = {
    "full_name": "Thí sinh Mẫu",
    "birth_date-day": "27",
    "birth_date-month": "3",
    "birth_date-year": "1985",
    "gender": "female",
    "national_id": "079 185 012345",
    "phone": "0912 345 678",
    "email": "Thi.Sinh.01@Example.vn",
    "password": "bốn chữ ngựa pin kẹp",
    "password_confirm": "bốn chữ ngựa pin kẹp",
}


@pytest.fixture
def officer(app: Flask, session: Session, clock) -> User:
    """A personnel officer with a password."""
    user = person(session, "Cán bộ Mẫu", "can.bo@example.vn", clock.now)
    give(session, user.person_id, PERSONNEL, clock.now)
    return with_password(app, session, user, clock.now)


def mails(app: Flask) -> list[str]:
    import email
    from email import policy

    found = sorted(Path(app.config["MAIL_FOLDER"]).glob("*.eml"), key=lambda p: p.stat().st_mtime_ns)
    return [email.message_from_bytes(p.read_bytes(), policy=policy.default).get_content() for p in found]


def without_values(page: str, address: str = "@") -> str:
    return re.sub(r'value="[^"]*"', "", page).replace(address, "")


def link_in(text: str) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", text)
    assert found, text
    return found[1]


def test_somebody_registers_confirms_and_signs_in(app: Flask, client: FlaskClient, session: Session):
    answer = client.post("/register", data=NEWCOMER)
    assert answer.location == "/register/check-your-mail"
    assert "Thi.Sinh.01" not in client.get(answer.location).text.replace("thi.sinh.01@example.vn", "")

    assert "xác nhận" in sign_in(client, "thi.sinh.01@example.vn", NEWCOMER["password"]).text
    confirmed = client.get(link_in(mails(app)[-1]))
    assert confirmed.status_code == 302
    assert sign_in(client, "thi.sinh.01@example.vn", NEWCOMER["password"]).status_code == 302

    known = session.query(Person).one()
    assert known.full_name == "Thí sinh Mẫu"
    assert known.birth_date == date(1985, 3, 27)
    assert known.phone == "0912345678"
    assert len(known.national_id_hash) == 32
    assert b"079185012345" not in known.national_id_hash


def test_registering_twice_looks_the_same_and_makes_one_person(app: Flask, session: Session):
    first = app.test_client().post("/register", data=NEWCOMER)
    same_mail = app.test_client().post("/register", data=NEWCOMER)
    other_mail = app.test_client().post("/register", data={**NEWCOMER, "email": "khac@example.vn"})

    assert first.status_code == same_mail.status_code == other_mail.status_code == 302
    assert first.location == same_mail.location == other_mail.location
    assert session.query(Person).count() == 1
    assert session.query(User).one().email == "thi.sinh.01@example.vn"
    assert "số định danh" in mails(app)[-1]
    assert [m for m in Path(app.config["MAIL_FOLDER"]).iterdir() if "khac" in m.name] == []


def entered(app: Flask, session: Session, now, **more) -> Person:
    """Somebody whom an officer entered from paper, with the identity number of the newcomer."""
    number = identity.number_hash(app.config["IDENTITY_KEY"], "079185012345")
    row = Person(full_name="Thí Sinh Mẫu", national_id_hash=number, created_at=now, **more)
    session.add(row)
    session.commit()
    return row


def test_whoever_an_officer_entered_from_paper_opens_the_account_of_the_very_person(
    app: Flask, client: FlaskClient, session: Session, clock
):
    known = entered(app, session, clock.now, email="thi.sinh.01@example.vn", birth_date=date(1985, 3, 27))

    client.post("/register", data=NEWCOMER)
    client.get(link_in(mails(app)[-1]))

    assert sign_in(client, "thi.sinh.01@example.vn", NEWCOMER["password"]).status_code == 302
    session.expire_all()
    assert (session.query(Person).count(), session.query(User).one().person_id) == (1, known.id)
    assert (known.full_name, known.phone, known.gender) == ("Thí Sinh Mẫu", "0912345678", "female")


def test_somebody_of_whom_only_an_appointment_was_recorded_may_register(
    app: Flask, client: FlaskClient, session, clock
):
    known = entered(app, session, clock.now)

    client.post("/register", data=NEWCOMER)

    assert session.query(User).one().person_id == known.id


@pytest.mark.parametrize("different", [{"email": "khac@example.vn"}, {"birth_date": date(1985, 3, 28)}])
def test_a_number_alone_opens_nobody_elses_dossier(app: Flask, client: FlaskClient, session, clock, different):
    entered(app, session, clock.now, **different)

    answer = client.post("/register", data=NEWCOMER)

    assert answer.location == "/register/check-your-mail"
    assert session.query(User).count() == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"full_name": "Nguyễn\u202eVăn"}, "không nhìn thấy"),
        ({"full_name": "Nguyễn V4n"}, "4"),
        ({"national_id": "123456789"}, "12"),
        ({"national_id": "999185012345"}, "tỉnh"),
        ({"national_id": "079186012345"}, "năm sinh"),
        ({"birth_date-day": "31", "birth_date-month": "4"}, "31/4/1985"),
        ({"birth_date-year": "2016", "national_id": "079316012345"}, "ngày sinh"),
        ({"phone": "12"}, "điện thoại"),
        ({"email": "khong-phai"}, "thư điện tử"),
        ({"password": "ngắn", "password_confirm": "ngắn"}, "15"),
        ({"password": "aaaaaaaaaaaaaaaaaa", "password_confirm": "aaaaaaaaaaaaaaaaaa"}, "ký tự"),
        ({"password_confirm": "khác hẳn mật khẩu trên"}, "không khớp"),
    ],
)
def test_bad_input_is_told_in_vietnamese_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, change: dict, told: str
):
    answer = client.post("/register", data={**NEWCOMER, **change})

    assert answer.status_code == 200
    summary = answer.text.partition("govuk-error-summary")[2].partition("</ul>")[0]
    assert told in summary, summary
    assert 'value="0912' in answer.text or change.get("phone") == "12"
    assert session.query(Person).count() == 0


def test_a_forgotten_password_is_reset_by_mail_and_ends_other_sessions(app: Flask, client: FlaskClient, officer: User):
    elsewhere = app.test_client()
    sign_in(elsewhere, officer.email)

    known = client.post("/reset-password", data={"email": officer.email})
    unknown = app.test_client().post("/reset-password", data={"email": "nobody@example.vn"})
    assert without_values(known.text, officer.email) == without_values(unknown.text, "nobody@example.vn")

    new = "mật khẩu hoàn toàn mới nhé"
    link = link_in(mails(app)[-1])
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": new, "password_confirm": new}).status_code == 302
    assert elsewhere.get("/me").status_code == 303
    assert sign_in(client, officer.email).status_code == 200
    assert sign_in(client, officer.email, new).status_code == 302
    again = app.test_client().get(link)
    assert again.status_code == 302
