"""The hold against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import hold as table_of_hold


class TestHold(Agreement):
    key = "hold"
    table = table_of_hold
