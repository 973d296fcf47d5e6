"""The ordinary appointment under NĐ 170/2025 as amended by NĐ 300/2026: four conferences, no vote from elsewhere, by hand."""

from tests.workflows.tables import ordinary_steps as o

VERSION = 4
NOW, BASE, FINAL = o.NOW, o.BASE, o.FINAL
STATES, DEADLINES, CLAUSES = o.states(4, False), o.deadlines(4, False), o.clauses(4, False)
