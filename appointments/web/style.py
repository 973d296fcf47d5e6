"""The living page of components (/style, development and tests only): each one in all its states."""

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
from wtforms.validators import InputRequired, Length, Optional

from appointments.web import policy
from appointments.web.fields import DateField, DecimalField, DocumentField, MomentField
from appointments.web.forms import BaseForm


class SampleForm(BaseForm):
    """One field of each kind."""

    name = StringField("Họ và tên", [InputRequired(), Length(max=80)], description="Viết như trên giấy tờ.")
    born = DateField("Ngày sinh", [InputRequired()])
    opens = MomentField("Mở nhận hồ sơ", [Optional()])
    mark = DecimalField("Điểm", [InputRequired()])
    post = SelectField("Vị trí", choices=[("a", "Trưởng phòng Mẫu 1"), ("b", "Phó Trưởng phòng Mẫu 2")])
    channel = RadioField("Cách nộp", [InputRequired()], choices=[("web", "Trực tuyến"), ("post", "Bưu chính")])
    tongues = SelectMultipleField("Ngoại ngữ", [Optional()], choices=[("en", "Tiếng Anh"), ("fr", "Tiếng Pháp")])
    reason = TextAreaField("Lý do", [InputRequired()])
    paper = DocumentField("Bản khai", [Optional()], description="PDF, tối đa 20 MB.")
    secret = PasswordField("Mật khẩu", [Optional()])
    agree = BooleanField("Tôi cam đoan lời khai là đúng", [InputRequired()])


@policy.public
def style() -> Any:
    """Every component."""
    form = SampleForm()
    form.validate_on_submit()
    return render_template("web/style.html", form=form)
