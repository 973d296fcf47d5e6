"""The pages of rounds and posts, by subject. Which role opens which kind of page is declared here."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.competitions.commands.posts import GROUND_FILERS
from appointments.competitions.views import (
    announcements,
    council,
    elsewhere,
    holds,
    needs,
    papers,
    particulars,
    plans,
    public,
)
from appointments.web.navigation import FOR_ALL, SELECTION, Entry
from appointments.web.pages import Door, Panel
from workflows.duties import COUNCIL
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR

__all__ = ["announcements", "council", "elsewhere", "holds", "needs", "papers", "particulars", "plans", "public"]

ORGANISERS = frozenset({PERSONNEL, APPROVER, AUTHORITY})
FOLLOWERS = ORGANISERS | COUNCIL | {SUPERVISOR, AUDITOR}

# Pages that serve several cells of `workflows/access.py` at once; the step itself is asked of its process.
grant("round:follow", *FOLLOWERS)
grant("round:step", *ORGANISERS, CHAIR)
grant("contest:step", *ORGANISERS, CHAIR)
grant("contest:ground", *GROUND_FILERS)
grant("hold:ask", *ORGANISERS, CHAIR, SECRETARY, SUPERVISOR, AUDITOR)
grant("declaration:settle", CHAIR, SUPERVISOR)

blueprints = (public.bp, plans.bp, needs.bp, holds.bp)
NAVIGATION = (
    Entry(l_("Competitions"), "rounds.index", 10, section=FOR_ALL),
    Entry(l_("Posts to fill"), "needs.index", 30, "member", SELECTION),
    Entry(l_("Rounds"), "competitions.index", 32, "member", SELECTION),
)
FRONT = (Panel("competitions/_open_now.html", public.front, 10),)
DOORS = (Door(l_("See open posts"), "rounds.index", 10),)
