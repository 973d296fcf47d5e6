"""The script against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import script as table_of_script


class TestScript(Agreement):
    key = "script"
    table = table_of_script
