"""The script marked on screen against its hand-written table."""

from tests.workflows.agreement import Agreement
from tests.workflows.tables import screen_script as table_of_screen_script


class TestScreenScript(Agreement):
    key = "screen_script"
    table = table_of_screen_script
