"""The complaint against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import complaint as table_of_complaint


class TestComplaint(Agreement):
    key = "complaint"
    table = table_of_complaint
