"""The ordinary appointment under each text of the law against its hand-written table."""

from datetime import date

import pytest

from tests.workflows.agreement import Agreement
from tests.workflows.tables import (
    civil_appointment,
    civil_appointment_1,
    civil_appointment_2,
    civil_appointment_3,
    public_appointment,
    public_appointment_1,
    public_appointment_2,
)
from workflows import registry


class TestCivil2026(Agreement):
    key = "civil_appointment"
    table = civil_appointment


class TestCivil2020(Agreement):
    key = "civil_appointment"
    table = civil_appointment_1


class TestCivil2024(Agreement):
    key = "civil_appointment"
    table = civil_appointment_2


class TestCivil2025(Agreement):
    key = "civil_appointment"
    table = civil_appointment_3


class TestPublic2026(Agreement):
    key = "public_appointment"
    table = public_appointment


class TestPublic2020(Agreement):
    key = "public_appointment"
    table = public_appointment_1


class TestPublic2023(Agreement):
    key = "public_appointment"
    table = public_appointment_2


@pytest.mark.parametrize(
    ("key", "day", "version"),
    [
        ("civil_appointment", date(2020, 12, 1), 1),
        ("civil_appointment", date(2024, 9, 16), 1),
        ("civil_appointment", date(2024, 9, 17), 2),
        ("civil_appointment", date(2025, 6, 30), 2),
        ("civil_appointment", date(2025, 7, 1), 3),
        ("civil_appointment", date(2026, 7, 31), 3),
        ("civil_appointment", date(2026, 8, 1), 4),
        ("public_appointment", date(2020, 9, 29), 1),
        ("public_appointment", date(2023, 12, 6), 1),
        ("public_appointment", date(2023, 12, 7), 2),
        ("public_appointment", date(2026, 6, 30), 2),
        ("public_appointment", date(2026, 7, 1), 3),
    ],
)
def test_a_case_follows_the_text_of_the_day_on_which_it_begins(key, day, version):
    assert registry.current(key, day).version == version
