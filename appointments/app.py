"""Builds the Flask application: a list to read aloud.

A feature is a package under `appointments`; what it has of these is registered:
`views.bp` (a blueprint, or `views.blueprints`, several), `views.register(app)` for what a blueprint cannot say,
`views.NAVIGATION` (entries of the main menu), `views.FRONT` and `views.DOORS` (the front page's panels and buttons),
`cli.register(app)` (commands), `translations/` (its catalogue).
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from flask import Flask

import config
from appointments.core.work import Work
from appointments.files import svg
from appointments.loading import load_features
from appointments.web import (
    assets,
    db,
    errors,
    extensions,
    filters,
    health,
    i18n,
    look,
    navigation,
    pages,
    policy,
    security,
    tables,
)

FEATURES = (
    "accounts",
    "organisation",
    "competitions",
    "applications",
    "exams",
    "results",
    "complaints",
    "conferences",
    "decisions",
    "procedures",
    "reappointments",
    "notifications",
    "indicator",
    "audit",
    "demo",
)


def create_app(settings: config.Config | None = None) -> Flask:
    """The application with every feature registered."""
    app = Flask(__name__, template_folder="../templates", static_folder="static")
    app.config.from_object(settings or config.to_start())
    Work.origin = app.config["ORIGIN"]
    svg.keep_in(app.config["VAR"] / "drawings")
    security.init_app(app)
    db.init_app(app)
    i18n.init_app(app)
    policy.init_app(app)
    extensions.init_app(app)
    assets.init_app(app)
    filters.init_app(app)
    tables.init_app(app)
    look.init_app(app)
    navigation.init_app(app)
    errors.init_app(app)
    health.init_app(app)
    pages.init_app(app)
    load_features()
    for name in FEATURES:
        add_feature(app, f"appointments.{name}")
    if whole := optional("appointments.cli"):
        whole.register(app)
    return app


def add_feature(app: Flask, package: str) -> None:
    """Register what this feature has: pages, menu entries, commands."""
    if views := optional(f"{package}.views"):
        for blueprint in getattr(views, "blueprints", None) or filter(None, [getattr(views, "bp", None)]):
            app.register_blueprint(blueprint)
        if hasattr(views, "register"):
            views.register(app)
        navigation.add(app, *getattr(views, "NAVIGATION", ()))
        app.extensions["front"] += getattr(views, "FRONT", ())
        app.extensions["doors"] += getattr(views, "DOORS", ())
    if cli := optional(f"{package}.cli"):
        cli.register(app)


def optional(name: str) -> ModuleType | Any | None:
    """The module of that name, or None where there is no such file; an error inside it is not hidden."""
    package, _, _ = name.rpartition(".")
    if find_spec(package) is None or find_spec(name) is None:
        return None
    return import_module(name)
