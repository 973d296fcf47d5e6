"""The pages of complaints and denunciations: lodging, the register, one case."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.competitions.views.parts import NOTED
from appointments.complaints.views import handling, lodging
from appointments.complaints.views.parts import bp
from workflows.roles import AUDITOR, AUTHORITY, CHAIR, PERSONNEL, SUPERVISOR

__all__ = ["bp", "handling", "lodging"]

grant("complaint:follow", PERSONNEL, CHAIR, AUTHORITY, SUPERVISOR, AUDITOR)
grant("complaint:key", PERSONNEL)
grant("complaint:deal", CHAIR, AUTHORITY, SUPERVISOR)
NOTED.update({"record_findings": l_("Findings written down"), "suspend": l_("A suspension asked for")})
