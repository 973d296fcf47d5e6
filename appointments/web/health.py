"""For the machine that watches: does this process answer, and does its database?"""

import sqlalchemy as sa
from flask import Flask

from appointments.web import db, policy
from appointments.web.extensions import limiter


def init_app(app: Flask) -> None:
    """Add /healthz."""
    app.add_url_rule("/healthz", "healthz", healthz)


@policy.public
@limiter.exempt
def healthz() -> dict[str, str]:
    """Answer when the database does; an error is a 500."""
    db.session().execute(sa.select(1))
    return {"status": "ok"}
