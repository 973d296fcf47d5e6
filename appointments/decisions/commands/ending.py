"""What decisions do when a post ends: no draft outlives the post whose result it would carry out."""

import sqlalchemy as sa

from appointments.competitions.following import STOPPED, follows
from appointments.competitions.models import Contest
from appointments.core.work import SYSTEM_BY, Work
from appointments.decisions.case import decision_case
from appointments.decisions.models import Decision


@follows(STOPPED)
def no_draft_stays(work: Work, contest: Contest) -> None:
    """The post's drafts end with it; a decision that was issued stands until the authority revokes it."""
    drafts = sa.select(Decision).where(Decision.contest_id == contest.id, Decision.state == "drafted")
    for draft in work.session.scalars(drafts.order_by(Decision.id).with_for_update()):
        work.fire(draft, "discontinue", decision_case(work.session, draft, SYSTEM_BY, work.now))
