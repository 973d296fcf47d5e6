"""Pages of neutral files as pictures: nothing but their pixels, and nothing about the file in any header."""

from flask import Response

from appointments.applications.views.parts import storage
from appointments.core.errors import NotFound
from appointments.exams.coding import neutral
from appointments.exams.models import ScreenScript

NAME = "trang.png"


def picture(file: str, number: int, count: int) -> Response:
    """Page `number` of the neutral file with that digest: one name for all, no time, kept by nobody."""
    if not file or not 1 <= number <= count:
        raise NotFound(ScreenScript, number)
    answer = Response(neutral.png(neutral.pages_in(storage().get(file))[number - 1]), mimetype="image/png")
    answer.headers["Content-Disposition"] = f'inline; filename="{NAME}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
