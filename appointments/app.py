"""Builds the Flask application: a list to read aloud."""

from flask import Flask

import config


def create_app(settings: config.Config | None = None) -> Flask:
    """The application with every feature registered."""
    app = Flask(__name__, template_folder="../templates", static_folder="static")
    app.config.from_object(settings or config.from_environment())
    return app
