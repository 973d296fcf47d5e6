"""The pages of terms that end: the list of cases, one case, its steps, the person's own page, the calendar feed."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.competitions.views.elsewhere import StepPage, leads
from appointments.competitions.views.parts import NOTED
from appointments.reappointments.views import cases, feed, steps
from appointments.reappointments.views.parts import PLAIN, bp
from appointments.web.navigation import SELECTION, Entry
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, PERSONNEL

__all__ = ["bp", "cases", "feed", "steps"]

grant("reappointment:follow", PERSONNEL, APPROVER, AUTHORITY, AUDITOR)
grant("reappointment:prepare", PERSONNEL)
grant("reappointment:hold", AUTHORITY)

PAGES = {"notify": "notice", "report": "report", "put_on_hold": "put_on_hold", "supersede": "supersede"}  # fmt: skip
GIVEN = {
    "notify": ("notice_is_written",),
    "report": ("report_is_written",),
    "put_on_hold": ("ground_allows_a_hold",),
    "supersede": ("ground_ends_the_term",),
}  # fmt: skip
for _trigger, _page in PAGES.items():
    leads("reappointment", _trigger, StepPage(f"reappointments.{_page}", fulfils=GIVEN[_trigger]))
leads("reappointment", "convene_cadres convene_leadership", StepPage("reappointments.convene", takes_trigger=True))
leads("reappointment", " ".join(PLAIN), StepPage("reappointments.step", takes_trigger=True))
NOTED.update({"assess": l_("Assessment and opinion put on file"), "draft": l_("Decision drafted")})

NAVIGATION = (Entry(l_("Reappointments"), "reappointments.index", 46, "member", SELECTION),)
