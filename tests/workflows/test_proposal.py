"""The sealed proposal against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import proposal as table_of_proposal


class TestProposal(Agreement):
    key = "proposal"
    table = table_of_proposal
