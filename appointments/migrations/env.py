"""Alembic's entry: migrations run against DATABASE_URL, or on the connection that the caller hands over."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

import config
from appointments.core.db import UTCDateTime, make_engine
from appointments.models import import_models

METADATA = import_models()


def in_plain_types(kind: str, thing: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write column types without the product's own classes: an old migration must outlive them."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: sa.Connection) -> None:
    """Run what was asked for on this connection."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        compare_type=True,
        compare_server_default=True,
        render_item=in_plain_types,
        render_as_batch=context.config.attributes.get("batch", True),
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Use the connection given, else open the installation's database."""
    if given := context.config.attributes.get("connection"):
        migrate(given)
        return
    settings = config.to_start()
    settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = make_engine(settings.DATABASE_URL)
    with engine.connect().execution_options(writes=True) as connection:
        migrate(connection)
    engine.dispose()


main()
