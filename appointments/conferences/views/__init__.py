"""The pages of conferences."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.competitions.views.parts import NOTED
from appointments.conferences.views import lists, pages
from appointments.conferences.views.parts import bp
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, PERSONNEL, SUPERVISOR

__all__ = ["bp", "lists", "pages"]

grant("conference:follow", PERSONNEL, APPROVER, AUTHORITY, SUPERVISOR, AUDITOR)
grant("conference:prepare", PERSONNEL)
NOTED.update(
    {
        "summon": l_("The list of those summoned set"),
        "put_forward": l_("A further name put on the ballot"),
        "tell_result": l_("The result told, the case above has ended"),
    }
)
