"""The regulation against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import regulation as table_of_regulation


class TestRegulation(Agreement):
    key = "regulation"
    table = table_of_regulation
