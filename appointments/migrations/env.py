"""Alembic's entry: migrations run against DATABASE_URL, or on the connection that the caller hands over."""

from alembic import context

import config
from appointments.core.db import make_engine
from appointments.models import import_models

METADATA = import_models()


def migrate(connection):
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        compare_type=True,
        compare_server_default=True,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main():
    if given := context.config.attributes.get("connection"):
        migrate(given)
        return
    settings = config.from_environment()
    settings.VAR.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.DATABASE_URL)
    with engine.connect().execution_options(writes=True) as connection:
        migrate(connection)
    engine.dispose()


main()
