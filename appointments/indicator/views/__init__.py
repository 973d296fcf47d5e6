"""The indicator for everybody: the page, the decisions behind each figure, the same for programs."""

from typing import Any

from flask_babel import lazy_gettext as l_

from appointments.core import clock
from appointments.indicator import report, summary
from appointments.indicator.definition import LATEST
from appointments.indicator.views import feeds, lineage, plan, reports, show
from appointments.indicator.views.parts import bp
from appointments.web.db import db
from appointments.web.navigation import FOR_ALL, Entry
from appointments.web.pages import Door, Panel
from workflows.calendar import local_day

__all__ = ["DOORS", "FRONT", "NAVIGATION", "bp", "feeds", "lineage", "plan", "reports", "show"]


def front() -> dict[str, Any]:
    """What the front page shows of it: the figure as of today."""
    return {
        "indicator": summary.tally(db.session, LATEST, local_day(clock.now())),
        "indicator_percent": report.percent,
    }


NAVIGATION = (Entry(l_("Indicator"), "indicator.show", 16, section=FOR_ALL),)
FRONT = (Panel("indicator/_front.html", front, 20),)
DOORS = (Door(l_("See the indicator"), "indicator.show", 20),)
