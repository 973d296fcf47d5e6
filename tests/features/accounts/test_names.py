"""Names in Vietnamese order and in one form; identity numbers."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from appointments.accounts import identity, names
from appointments.accounts.models import Person
from appointments.core.errors import Invalid


def test_names_stand_in_vietnamese_order_by_given_name(session: Session, clock):
    given = "Uyên Ánh Đức Ôn An đào Oanh dao Ưng Đặng Ơn Dương".split()
    for word in given:
        session.add(Person(full_name=f"Nguyễn Văn {word}", created_at=clock.now))
    session.add(Person(full_name="Bùi Thị An", created_at=clock.now))
    session.add(Person(full_name="Y", created_at=clock.now))
    session.commit()

    listed = [p.full_name for p in session.query(Person).order_by(Person.sort_key)]

    assert [n.split()[-1] for n in listed] == "An An Ánh dao Dương đào Đặng Đức Oanh Ôn Ơn Uyên Ưng Y".split()
    assert listed[:2] == ["Bùi Thị An", "Nguyễn Văn An"] or listed[:2] == ["Nguyễn Văn An", "Bùi Thị An"]


@pytest.mark.parametrize(
    "name", ["Y", "H' Hen Niê", "Y-Ngông Kriêng", "Nguyễn Thị Thuý", "NGUYỄN VĂN A", "Trần Lê Thị Ngọc Bích Hà"]
)
def test_real_names_are_kept_as_they_are(name: str):
    assert names.clean(f"  {name.replace(' ', '  ')} ") == name


@pytest.mark.parametrize(
    "name",
    ["", "   ", "A\u202eB", "A\u200bB", "A\x00B", "Nguyễn 2", "Аnh", "a" * 101, "Nguyễn🙂", "<b>A</b>", "A\nB", "＝A"],
)
def test_what_no_name_holds_is_refused(name: str):
    with pytest.raises(Invalid):
        names.clean(name)


def test_one_name_in_two_unicode_forms_is_the_same_name():
    composed, decomposed = "Nguyễn Thuý Hoà", "Nguye\u0302\u0303n Thuy\u0301 Hoa\u0300"

    assert names.clean(decomposed) == composed
    assert names.fold("NGUYỄN THUÝ HOÀ") == names.fold(composed)
    assert names.fold("Nguyễn Thúy Hòa") != names.fold(composed)
    assert names.similar("Nguyễn Thúy Hòa") == names.similar(composed)
    assert names.similar("Nguyễn Thúy Hóa") != names.similar(composed)


@pytest.mark.parametrize(
    ("number", "birth", "ok"),
    [
        ("079185012345", date(1985, 3, 27), True),
        ("079 185 012 345", date(1985, 1, 1), True),
        ("079385012345", date(2085, 1, 1), True),
        ("079300012345", date(2000, 1, 1), True),
        ("079185012345", date(1986, 1, 1), False),
        ("079300012345", date(1900, 1, 1), False),
    ],
)
def test_an_identity_number_fits_the_year_of_birth(number: str, birth: date, ok: bool):
    clean = identity.clean_number(number)
    if ok:
        identity.check_against_birth(clean, birth)
    else:
        with pytest.raises(Invalid):
            identity.check_against_birth(clean, birth)


def test_an_identity_number_is_kept_only_under_the_key():
    assert identity.number_hash("k1", "079185012345") == identity.number_hash("k1", "079185012345")
    assert identity.number_hash("k1", "079185012345") != identity.number_hash("k2", "079185012345")
