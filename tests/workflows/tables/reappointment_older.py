"""The same under the texts of 2020 and for public employees: exactly 50 % of the key cadres is referred up, too."""

from tests.workflows.tables import reappointment as newer

NOW, BASE, STATES, FINAL = newer.NOW, newer.BASE, newer.STATES, newer.FINAL
DEADLINES, FALLS_THROUGH = newer.DEADLINES, newer.FALLS_THROUGH
CLAUSES = newer.clauses("key_cadres_are_not_above_half", "referred")
