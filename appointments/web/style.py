"""The living page of components (/style, development and tests only): each one in its states, with invented data."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import render_template
from wtforms import (
    BooleanField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired, Length, Optional

from appointments.core import clock
from appointments.web import policy
from appointments.web.fields import DateField, DecimalField, DocumentField, MomentField
from appointments.web.forms import BaseForm
from appointments.web.paging import Page
from workflows import registry
from workflows.calendar import Calendar
from workflows.engine import Option, Refusal
from workflows.law import cite, design
from workflows.roles import CANDIDATE, CHAIR, PERSONNEL, SYSTEM
from workflows.words import Words

BY_POST = Choice("post", "Bưu chính", render_kw={"hint": "Dấu bưu điện là ngày nộp."})


class SampleForm(BaseForm):
    """One field of each kind."""

    name = StringField(
        "Họ và tên",
        [InputRequired(), Length(max=80)],
        description="Viết như trên giấy tờ.",
        render_kw={"autocomplete": "name"},
    )
    born = DateField("Ngày sinh", [InputRequired()])
    opens = MomentField("Mở nhận hồ sơ", [Optional()])
    mark = DecimalField("Điểm", [InputRequired()])
    post = SelectField("Vị trí", choices=[Choice("a", "Trưởng phòng Mẫu 1"), Choice("b", "Phó Trưởng phòng Mẫu 2")])
    channel = RadioField("Cách nộp", [InputRequired()], choices=[Choice("web", "Trực tuyến"), BY_POST])
    tongues = SelectMultipleField(
        "Ngoại ngữ", [Optional()], choices=[Choice("en", "Tiếng Anh"), Choice("fr", "Tiếng Pháp")]
    )
    reason = TextAreaField("Lý do", [InputRequired()])
    paper = DocumentField("Bản khai", [Optional()], description="PDF, tối đa 20 MB.")
    word = PasswordField("Mật khẩu", [Optional()], render_kw={"autocomplete": "new-password"})
    agree = BooleanField("Tôi cam đoan lời khai là đúng", [InputRequired()])


@policy.public
def style() -> Any:
    """Every component."""
    form = SampleForm()
    form.validate_on_submit()
    shown = {"options": options(), "entries": entries(), "sums": sums(), "page": Page(2, 130), "later": later()}
    return render_template("web/style.html", form=form, link_to_step="#main".format, **shown)


def refusals() -> list[Refusal]:
    """Two reasons against a step, one with everything, one bare."""
    window = Words("Hồ sơ chỉ nhận đến %(closes_at)s.", "Applications are received until %(closes_at)s.")
    papers = Words("Còn thiếu %(missing)d giấy tờ bắt buộc.", "%(missing)d required papers are missing.")
    return [
        Refusal(
            window, {"closes_at": later()}, cite("nd115", "14", "K"), "window_is_open", (CHAIR, PERSONNEL), later()
        ),
        Refusal(papers, {"missing": 3}, design(), "dossier_is_complete", (CANDIDATE,)),
    ]


def options() -> list[Option]:
    """The steps of an invented case: open, refused with reasons, another role's."""
    steps = registry.current("application", clock.now().date()).transitions
    others = [Refusal(Words("Của vai khác.", "Another role's."), {}, None, "role", steps[2].roles)]
    return [Option(steps[0], []), Option(steps[1], refusals()), Option(steps[2], others)]


def entries() -> list[Any]:
    """A short timeline, the latest first."""
    at = clock.now()
    return [
        SimpleNamespace(
            act="application.submit", at=at, role=CANDIDATE, who="Thí sinh Mẫu 01", leaf="9f2c51d07ab4", href="#main"
        ),
        SimpleNamespace(title="Nhắc hạn nộp", at=at - timedelta(days=2), role=SYSTEM),
        SimpleNamespace(
            title="Trả lại để bổ sung",
            at=at - timedelta(days=4),
            role=PERSONNEL,
            who="Cán bộ Mẫu 02",
            note="Thiếu bản kê khai tài sản.",
        ),
    ]


def sums() -> list[Any]:
    """A deadline with its derivation, and one that was set."""
    return [Calendar().after(clock.now(), 5, working=True), later()]


def later() -> Any:
    """An instant some days ahead."""
    return (clock.now() + timedelta(days=9)).replace(hour=10, minute=0, second=0, microsecond=0)
