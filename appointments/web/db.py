"""The request's database session. Views read through it and hand it to commands; they never commit."""

from inspect import iscoroutinefunction

from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import Session

from appointments.core.db import engine_options, prepare

db = SQLAlchemy(session_options={"expire_on_commit": False})


def init_app(app: Flask) -> None:
    """Open the engine that DATABASE_URL names, with the house's settings."""
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(app.config["DATABASE_URL"])}
    db.init_app(app)
    # No asynchronous session is ever opened; closing them would start an event loop at the end of every request.
    app.teardown_appcontext_funcs[:] = [f for f in app.teardown_appcontext_funcs if not iscoroutinefunction(f)]
    with app.app_context():
        prepare(db.engine)


def session() -> Session:
    """The session of this request; closed at its end."""
    return db.session
