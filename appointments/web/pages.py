"""Pages that belong to no feature: the front page, and the living page of components (development only)."""

from flask import Flask, render_template

from appointments.web import policy


def init_app(app: Flask) -> None:
    """Add the front page; /style in development and tests."""
    app.add_url_rule("/", "home", home)
    if app.debug or app.testing or app.config.get("STYLE_PAGE"):
        from appointments.web.style import style

        app.add_url_rule("/style", "style", style, methods=["GET", "POST"])


@policy.public
def home() -> str:
    """What this is, for whom, and where to go."""
    return render_template("public/home.html")
