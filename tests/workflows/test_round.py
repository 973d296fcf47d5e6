"""The round against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import round as table_of_round


class TestRound(Agreement):
    key = "round"
    table = table_of_round
