"""The ordinary appointment under NĐ 170/2025 as first issued: five conferences, a vote from elsewhere, by hand."""

from tests.workflows.tables import ordinary_steps as o

VERSION = 3
NOW, BASE, FINAL = o.NOW, o.BASE, o.FINAL
STATES, DEADLINES, CLAUSES = o.states(5, True), o.deadlines(5, True), o.clauses(5, True)
