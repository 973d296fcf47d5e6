"""The paper against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import paper as table_of_paper


class TestPaper(Agreement):
    key = "paper"
    table = table_of_paper
