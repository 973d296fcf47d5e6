"""The application against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import application


class TestApplication(Agreement):
    key = "application"
    table = application
