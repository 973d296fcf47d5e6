"""Reorganisations against their hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import reorganisation as table_of_reorganisation


class TestReorganisation(Agreement):
    key = "reorganisation"
    table = table_of_reorganisation
