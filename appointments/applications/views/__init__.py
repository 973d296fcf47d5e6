"""The pages of applications, by subject. Which role opens which kind of page is declared here."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.applications.views import (
    checking,
    conflicts,
    dossier,
    keying,
    petitions,
    replacing,
    shortlist,
    start,
    status,
    ties,
)
from appointments.applications.views.parts import bp
from appointments.competitions.views.elsewhere import opens_when
from appointments.web.navigation import SELECTION, Entry
from workflows.roles import APPROVER, AUDITOR, CHAIR, PERSONNEL, SECRETARY, SUPERVISOR

__all__ = [
    "bp",
    "checking",
    "conflicts",
    "dossier",
    "keying",
    "petitions",
    "replacing",
    "shortlist",
    "start",
    "status",
    "ties",
]

grant("applications:list", PERSONNEL, APPROVER, CHAIR, SECRETARY)
grant("shortlist:prepare", PERSONNEL, APPROVER, CHAIR, SECRETARY, SUPERVISOR, AUDITOR)
grant("applications:judge", PERSONNEL)
grant("applications:step", PERSONNEL, APPROVER)
grant("applications:inspect", SUPERVISOR, AUDITOR)
grant("applications:key", PERSONNEL)
grant("applications:number", PERSONNEL, SECRETARY)
grant("applications:publish", APPROVER)
grant("petitions:list", PERSONNEL, APPROVER, CHAIR, SUPERVISOR, AUDITOR)
grant("petitions:step", PERSONNEL, APPROVER)

opens_when("applications.round_conflicts", lambda round_, roles: checking.is_read_by(round_, roles, "conflict_flag"))
opens_when("applications.index", lambda round_, roles: checking.is_read_by(round_, roles, "application"))
opens_when("applications.shortlist", lambda round_, roles: checking.is_read_by(round_, roles, "numbers"))
opens_when(
    "applications.petition_list", lambda round_, roles: checking.is_read_by(round_, roles, "petition", "application")
)

NAVIGATION = (
    Entry(l_("My applications"), "applications.mine", 20, "member"),
    Entry(l_("Check applications"), "applications.rounds", 34, "member", SELECTION),
)
