"""The ordinary appointment under NĐ 115/2020 as amended by NĐ 85/2023: five conferences, a vote from elsewhere, by hand."""

from tests.workflows.tables import ordinary_steps as o

VERSION = 2
NOW, BASE, FINAL = o.NOW, o.BASE, o.FINAL
STATES, DEADLINES, CLAUSES = o.states(5, True), o.deadlines(5, True), o.clauses(5, True)
