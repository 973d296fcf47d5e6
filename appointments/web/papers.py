"""A sheet as a download: PDF or editable DOCX, kept by no cache."""

from typing import Literal

from flask import Response

from appointments.papers.pdf import pdf
from appointments.papers.sheet import Sheet
from appointments.papers.word import docx

Format = Literal["pdf", "docx"]
MAKERS = {
    "pdf": (pdf, "application/pdf"),
    "docx": (docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def paper_answer(sheet: Sheet, kind: Format, name: str) -> Response:
    """The paper of that kind, as a file called `name`."""
    make, content_type = MAKERS[kind]
    answer = Response(make(sheet), content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
