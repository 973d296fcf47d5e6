"""The assignment against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import assignment as table_of_assignment


class TestAssignment(Agreement):
    key = "assignment"
    table = table_of_assignment
