"""The ordinary appointment under NĐ 138/2020: five conferences, a vote on whoever comes from elsewhere, by hand."""

from tests.workflows.tables import ordinary_steps as o

VERSION = 1
NOW, BASE, FINAL = o.NOW, o.BASE, o.FINAL
STATES, DEADLINES, CLAUSES = o.states(5, True), o.deadlines(5, True), o.clauses(5, True)
