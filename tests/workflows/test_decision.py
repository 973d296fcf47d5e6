"""The decision against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import decision as table_of_decision


class TestDecision(Agreement):
    key = "decision"
    table = table_of_decision
