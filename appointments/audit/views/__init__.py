"""The pages of inspectors, and the public pages of the log."""

from flask import Flask
from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.applications.views.parts import NOTED as OF_APPLICATIONS
from appointments.audit.reading import INSPECTORS
from appointments.audit.views import cases, log
from appointments.competitions.views.parts import NOTED
from appointments.web.navigation import FOR_ALL, OVERSIGHT, Entry

grant("audit:read", *INSPECTORS)

READ = l_("Read by an inspector")
NOTED["read_by_auditor"] = READ
OF_APPLICATIONS["application.read_by_auditor"] = OF_APPLICATIONS["petition.read_by_auditor"] = READ

blueprints = (cases.bp, log.bp)
NAVIGATION = (
    Entry(l_("Inspection"), "audit.index", 75, "member", OVERSIGHT),
    Entry(l_("Public record"), "ledger.index", 90, "visitor", FOR_ALL),
)


def register(app: Flask) -> None:
    """Tell the footer the latest signed head."""
    app.extensions["ledger_head"] = log.latest_head
