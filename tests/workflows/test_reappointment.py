"""Reappointment and extension against their hand-written tables, an edition for each text."""

from datetime import date
from typing import ClassVar

import pytest

from tests.workflows.agreement import Agreement
from tests.workflows.oracle import Oracle
from tests.workflows.tables import reappointment, reappointment_older
from workflows import registry
from workflows.parameters import Staff
from workflows.reappointment import text, text_of

CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee


class Pinned:
    """The table is asked of one edition, whichever is in force today."""

    key = "reappointment"
    version: ClassVar[int]

    @property
    def oracle(self) -> Oracle:
        found = Oracle(self.key, self.table)  # type: ignore[attr-defined]
        found.process = registry.process(self.key, self.version)
        return found


class TestCivilServantsSince2026(Pinned, Agreement):
    table, version = reappointment, 5


class TestCivilServants2025(Pinned, Agreement):
    table, version = reappointment, 3


class TestCivilServants2020(Pinned, Agreement):
    table, version = reappointment_older, 1


class TestPublicEmployees2020(Pinned, Agreement):
    table, version = reappointment_older, 2


class TestPublicEmployees2026(Pinned, Agreement):
    table, version = reappointment_older, 4


@pytest.mark.parametrize(
    ("staff", "on", "version"),
    [
        (CIVIL, date(2019, 5, 5), 1),
        (CIVIL, date(2020, 12, 1), 1),
        (CIVIL, date(2025, 6, 30), 1),
        (CIVIL, date(2025, 7, 1), 3),
        (CIVIL, date(2026, 7, 31), 3),
        (CIVIL, date(2026, 8, 1), 5),
        (PUBLIC, date(2020, 9, 29), 2),
        (PUBLIC, date(2026, 6, 30), 2),
        (PUBLIC, date(2026, 7, 1), 4),
        (PUBLIC, date(2026, 8, 1), 4),
    ],
)
def test_a_case_follows_the_text_of_the_day_on_which_it_begins(staff, on, version):
    assert text_of(staff, on).version == version


def test_only_the_text_for_public_employees_of_2026_is_not_verified():
    assert [number for number in range(1, 6) if not text(number).is_verified] == [4]
