"""The contest against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import contest as table_of_contest


class TestContest(Agreement):
    key = "contest"
    table = table_of_contest
