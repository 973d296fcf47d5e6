"""A candidate states relatives, home and units, so that nobody close judges the dossier or the scripts."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.case import actor_towards
from appointments.applications.models import Application
from appointments.competitions.commands.particulars import Stated, keep
from appointments.core.errors import Forbidden, NotFound
from appointments.core.work import By, Work
from workflows.roles import CANDIDATE, PERSONNEL


def state_as_candidate(
    session: Session, application_id: UUID, stated: Sequence[Stated], *, by: By, now: datetime
) -> None:
    """Keep what the candidate states; of a paper dossier the officer who keys it states what its papers say."""
    with Work(session, by, now) as work:
        application = work.lock(Application, application_id)
        role = CANDIDATE
        if by.person != application.person_id:
            held = actor_towards(session, application, by, now).roles
            if by.person is None or by.person != application.keyed_by or PERSONNEL not in held:
                raise NotFound(Application, application_id)
            role = PERSONNEL
        if application.at.final:
            raise Forbidden("the application has come to its end")
        keep(work, application, role, application.person_id, stated)
