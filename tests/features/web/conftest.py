"""A feature of trial pages, and people who are told by a header, to try the web layer without any real feature."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from flask import Blueprint, render_template_string, request
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from appointments.core.errors import AlreadyDone, Forbidden, Invalid, NotFound, ReusedKey, Stale
from appointments.web import policy
from appointments.web.fields import DateField, DecimalField, MomentField
from appointments.web.forms import BaseForm
from workflows.engine import Refusal, Refused, UnknownTrigger
from workflows.law import cite, design
from workflows.roles import CHAIR, PERSONNEL
from workflows.words import Words

PEOPLE = {"an": UUID(int=1), "binh": UUID(int=2)}
PAGE = """{% extends "base.html" %}{% from "components/form.html" import whole_form %}
{% block heading %}Trang thử{% endblock %}
{% block content %}
{{ whole_form(form, "Gửi") if form else "" }}{% if saved %}<p>{{ saved }}</p>{% endif %}
{% endblock %}"""

bp = Blueprint("trial", __name__, url_prefix="/trial")


class TrialForm(BaseForm):
    """A form of the trial pages."""

    name = StringField("Họ và tên", [InputRequired()])
    reason = TextAreaField("Lý do", [Optional()])
    born = DateField("Ngày sinh", [Optional()])
    opens = MomentField("Mở lúc", [Optional()])
    mark = DecimalField("Điểm", [Optional()])
    word = PasswordField("Mật khẩu", [Optional()])
    new_password = PasswordField("Mật khẩu mới", [Optional()])


def shown(form, saved=""):
    return render_template_string(PAGE, form=form, saved=saved)


def read(form):
    given = (form.name.data, form.reason.data, form.born.data, form.opens.data, form.mark.data)
    return shown(None, " | ".join(str(value) for value in given))


@bp.route("/form", methods=["GET", "POST"])
@policy.public
def form():
    form = TrialForm(seen=7)
    return read(form) if form.validate_on_submit() else shown(form)


@bp.route("/own", methods=["GET", "POST"])
@policy.signed_in
def own():
    form = TrialForm(seen=7)
    return read(form) if form.validate_on_submit() else shown(form)


@bp.route("/command", methods=["GET", "POST"])
@policy.public
def command():
    form = TrialForm()
    if form.validate_on_submit():
        raise Invalid("The name is on another list already.", request.args.get("field"))
    return shown(form)


@bp.get("/officer")
@policy.requires("trial:decide")
def officer():
    return shown(None, "chỉ cán bộ")


@bp.post("/only-post")
@policy.signed_in
def only_post():
    return shown(None, "xong")


@bp.get("/undeclared")
def undeclared():
    return shown(None, "không ai được thấy")


WINDOW = Words("Chỉ nhận đến %(closes_at)s.", "Received until %(closes_at)s only.")
CLOSES = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
REASONS = [
    Refusal(WINDOW, {"closes_at": CLOSES}, cite("cv2424"), "window_is_open", (CHAIR, PERSONNEL), CLOSES),
    Refusal(Words("Thiếu %(n)d giấy tờ.", "%(n)d papers missing."), {"n": 3}, design(), "dossier_is_complete"),
]
ROLE = Refusal(Words("Bước của vai khác.", "Another role's step."), {}, None, "role", (CHAIR,))
ERRORS = {
    "refused": Refused(REASONS),
    "role": Refused([ROLE]),
    "stale": Stale("application:1", str(PEOPLE["binh"]), CLOSES, "application.submit", ("draft", "submitted")),
    "done": AlreadyDone({"location": "/trial/form"}),
    "elsewhere": AlreadyDone({"location": "//evil.example/"}),
    "reused": ReusedKey("k"),
    "invalid": Invalid("No such thing."),
    "missing": NotFound(TrialForm, 1),
    "forbidden": Forbidden("no"),
    "step": UnknownTrigger("no"),
    "fault": ZeroDivisionError("a fault inside"),
}


@bp.route("/error/<kind>", methods=["GET", "POST"])
@policy.public
def error(kind):
    if request.method == "POST":
        TrialForm()
    raise ERRORS[kind]


def asker():
    """Who asks, by the header."""
    name = request.headers.get("X-Trial")
    return SimpleNamespace(id=PEOPLE[name], full_name=name, locale=None) if name in PEOPLE else None


@pytest.fixture
def trial(app):
    """The application with the trial pages; An may decide, Bình may not."""
    app.register_blueprint(bp)
    gate = policy.of(app)
    gate.user = asker
    gate.may = lambda user, permission: permission == "trial:decide" and user.id == PEOPLE["an"]
    gate.name_of = {str(PEOPLE["binh"]): "Cán bộ Mẫu Bình"}.get
    return app


class Visitor:
    """A browser without scripts: keeps its cookies, sends forms, follows no redirect by itself."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **named):
        return self.client.get(path, **named)

    def post(self, path, /, headers=None, **fields):
        return self.client.post(path, data=fields, headers=headers)


@pytest.fixture
def visitor(trial):
    """A visitor of the trial pages; every page that it is given is looked over."""
    return Visitor(trial.test_client())


@pytest.fixture
def other_visitor(trial):
    """Somebody at another machine."""
    return Visitor(trial.test_client())
