"""The tables notice when a right or a rule of separation is changed; a change that is planted is taken back."""

import pytest

from tests.mutation import guards, rights
from workflows import access, duties
from workflows.roles import Role


@pytest.fixture(scope="module")
def report() -> guards.Report:
    return rights.hunt_all()


def test_at_least_95_of_100_changed_rights_and_duties_are_noticed(report):
    assert report.share() >= guards.FLOOR, "\n".join(report.survivors)
    assert report.share("duty forgotten") == 100
    assert report.share("right invented") == 100


def test_nothing_stays_changed(report):
    assert report.made.total() > 1000
    assert not access.may(Role.marker, "code_map", "read", "S6")
    assert rights._pairs_differ() is False
    assert len(duties.PAIRS) > 5


def test_a_fault_in_one_cell_is_seen_and_no_longer_after_it():
    cell = ("marks", Role.council_secretary)

    with rights.planted(cell, (access.Right("read", frozenset(access.ORDER)),)):
        assert rights.is_noticed(cell, "read")
    assert not rights.is_noticed(cell, "read")
