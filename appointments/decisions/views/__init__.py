"""The pages from the published result to office, and of decisions of appointment, by subject."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.competitions.views.elsewhere import StepPage, leads, opens_when
from appointments.competitions.views.parts import NOTED
from appointments.decisions.views import decisions, fallback, holders, importing, ordinary, papers, posts, terms
from appointments.decisions.views.parts import AFTER_RESULT, bp
from appointments.web.navigation import SELECTION, Entry
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR

__all__ = ["bp", "decisions", "fallback", "holders", "importing", "ordinary", "papers", "posts", "terms"]

# Pages that serve several cells of `workflows/access.py` at once; the step itself is asked of its process.
grant("decision:follow", CHAIR, SECRETARY, PERSONNEL, APPROVER, AUTHORITY, SUPERVISOR, AUDITOR)
grant("decision:step", PERSONNEL, AUTHORITY)
grant("decision:draft", PERSONNEL)
grant("term:follow", PERSONNEL, APPROVER, AUTHORITY, AUDITOR)

leads("contest", "submit set_aside take_next close_without_winner take_office",
      StepPage("decisions.step", takes_trigger=True))  # fmt: skip
leads("contest", "return", StepPage("decisions.step", takes_trigger=True), source="submitted")
leads("contest", "decide", StepPage("decisions.collective", fulfils=("collective_met", "vote_is_carried")))
leads("decision", "issue", StepPage("decisions.issue", fulfils=(
    "number_is_given", "number_is_free", "dates_are_in_order", "signing_is_not_ahead")))  # fmt: skip
opens_when("decisions.post", lambda contest, roles: contest.state in AFTER_RESULT)
NOTED.update({"check": l_("Verification recorded")})

NAVIGATION = (
    Entry(l_("Decisions"), "decisions.index", 40, "member", SELECTION),
    Entry(l_("Terms of office"), "decisions.running_terms", 45, "member", SELECTION),
)
