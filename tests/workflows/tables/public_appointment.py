"""The ordinary appointment under NĐ 259/2026, treated like the text for civil servants: four conferences, by hand."""

from tests.workflows.tables import ordinary_steps as o

VERSION = 3
NOW, BASE, FINAL = o.NOW, o.BASE, o.FINAL
STATES, DEADLINES, CLAUSES = o.states(4, False), o.deadlines(4, False), o.clauses(4, False)
