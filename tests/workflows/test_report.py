"""A report of the indicator against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import report as table_of_reports


class TestReport(Agreement):
    key = "report"
    table = table_of_reports
