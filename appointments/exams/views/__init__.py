"""The pages of the exam, by subject. Which role opens which kind of page is declared here."""

from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.exams.views import (
    allocating,
    coding,
    deciding,
    defences,
    desk,
    envelopes,
    inspecting,
    marking,
    moderating,
    openings,
    own_proposal,
    panel_desk,
    presentations,
    proposal_reading,
    proposals,
    quality,
    remarking,
    room_minutes,
    sanctions,
    screen_desk,
    sittings,
    speaking,
    tool,
    written,
)
from appointments.exams.views.parts import bp
from appointments.web.navigation import FOR_ALL, SELECTION, Entry
from workflows.duties import COUNCIL
from workflows.roles import (
    APPROVER,
    AUDITOR,
    AUTHORITY,
    CHAIR,
    CODING,
    INVIGILATOR,
    MARKING_HEAD,
    PANEL,
    PERSONNEL,
    SECRETARY,
    SUPERVISOR,
)

__all__ = [
    "allocating", "bp", "coding", "deciding", "defences", "desk", "envelopes", "inspecting", "marking", "moderating",
    "openings", "own_proposal", "panel_desk", "presentations", "proposal_reading", "proposals", "quality", "remarking",
    "room_minutes", "sanctions", "screen_desk", "sittings", "speaking", "tool", "written",
]  # fmt: skip

# Pages that serve several cells of `workflows/access.py` at once; the step itself is asked of its process, and each
# page asks for the role in the very round.
grant("exam:follow", PERSONNEL, APPROVER, AUTHORITY, SUPERVISOR, AUDITOR, *COUNCIL)
grant("paper:step", SECRETARY, CHAIR, MARKING_HEAD, AUTHORITY)
grant("paper:act", SECRETARY, SUPERVISOR)
grant("room:arrange", SECRETARY, CHAIR)
grant("seat:read", SECRETARY, CHAIR, INVIGILATOR, SUPERVISOR, AUDITOR)
grant("criteria:write", MARKING_HEAD)
grant("script:follow", SECRETARY, MARKING_HEAD, CHAIR, SUPERVISOR, AUDITOR)
grant("decoding:follow", SECRETARY, CHAIR, CODING, SUPERVISOR, AUDITOR)
grant("mark:settle", MARKING_HEAD, CHAIR)
grant("appeal:follow", SECRETARY, CHAIR, MARKING_HEAD, CODING, SUPERVISOR, APPROVER, AUTHORITY, AUDITOR)
grant("appeal:finish", SECRETARY, CHAIR, MARKING_HEAD)
grant("presentation:follow", SECRETARY, CHAIR, SUPERVISOR, AUDITOR)
grant("presentation:time", SECRETARY)
grant("defence:follow", SECRETARY, CHAIR, PANEL, SUPERVISOR, AUDITOR)
grant("proposals:follow", SECRETARY, CHAIR, SUPERVISOR, AUDITOR, CODING, PANEL)
grant("rubric:write", CHAIR)
grant("presentation:key", SECRETARY, CHAIR)

NAVIGATION = (
    Entry(l_("Written results"), "exams.published", 15, section=FOR_ALL),
    Entry(l_("Exams"), "exams.index", 35, "member", SELECTION),
)
