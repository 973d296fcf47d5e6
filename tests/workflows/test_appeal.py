"""The appeal against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import appeal as table_of_appeal


class TestAppeal(Agreement):
    key = "appeal"
    table = table_of_appeal
