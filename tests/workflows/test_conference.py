"""The conference that votes against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import conference as table_of_conference


class TestConference(Agreement):
    key = "conference"
    table = table_of_conference
