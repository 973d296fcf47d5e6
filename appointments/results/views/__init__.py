"""The pages of results, by subject: rankings of posts, the result of a round, what everybody reads, one's own."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.competitions.views.elsewhere import StepPage, leads, opens_when
from appointments.competitions.views.parts import NOTED
from appointments.results.queries import BEFORE_RESULTS
from appointments.results.views import exports, mine, posts, public, rechecking, rounds
from appointments.results.views.parts import bp
from appointments.web.navigation import FOR_ALL, SELECTION, Entry
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR

__all__ = ["bp", "exports", "mine", "posts", "public", "rechecking", "rounds"]

# Pages that serve several cells of `workflows/access.py` at once; which marks are shown is asked of the table itself.
grant("result:follow", CHAIR, SECRETARY, PERSONNEL, APPROVER, AUTHORITY, SUPERVISOR, AUDITOR)
grant("result:step", CHAIR, AUTHORITY)

ROUND, POST = StepPage("results.round_step", takes_trigger=True), StepPage("results.step", takes_trigger=True)
leads("round", "compile recognise publish_result", ROUND)
leads("round", "return", ROUND, source="result_compiled")
leads("contest", "rank declare_no_winner reopen", POST)
opens_when("results.round_result", lambda round_, roles: round_.state not in BEFORE_RESULTS)
NOTED.update(
    {
        "compile_ranking": l_("Ranking compiled"),
        "settle_tie": l_("A tie decided with reasons"),
        "recheck": l_("Sums worked out again"),
    }
)

NAVIGATION = (
    Entry(l_("Results"), "results.index", 12, section=FOR_ALL),
    Entry(l_("Rankings"), "results.desk", 38, "member", SELECTION),
)
