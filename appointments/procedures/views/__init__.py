"""The pages of ordinary appointments."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.competitions.views.parts import NOTED
from appointments.procedures.views import ending, law, pages
from appointments.procedures.views.parts import bp
from appointments.web.navigation import SELECTION, Entry
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, PERSONNEL

__all__ = ["bp", "ending", "law", "pages"]

grant("procedure:follow", PERSONNEL, APPROVER, AUTHORITY, AUDITOR)
grant("procedure:prepare", PERSONNEL)
grant("procedure:step", PERSONNEL, AUTHORITY)
grant("procedure:decide", AUTHORITY)
NOTED.update(
    {
        "nominate": l_("A name put on the list"),
        "convene": l_("A conference convened"),
        "move_law": l_("The case moved to a newer text of the law"),
        "draft": l_("A decision drafted"),
    }
)

NAVIGATION = (Entry(l_("Ordinary appointments"), "procedures.index", 42, "member", SELECTION),)
