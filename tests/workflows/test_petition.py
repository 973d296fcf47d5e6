"""The petition against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import petition as table_of_petition


class TestPetition(Agreement):
    key = "petition"
    table = table_of_petition
