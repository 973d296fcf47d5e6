"""A decision as a file: who may have it, what a draft lacks, and what the code on the paper tells."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from appointments.accounts.models import Person
from appointments.decisions.models import Decision
from tests.factories.pages import day, located, send, words
from tests.factories.results import published_round, user_of
from tests.features.decisions.test_decision_pages import drafted, submitted_and_decided, verified
from workflows.calendar import local_day

pytestmark = pytest.mark.one_database


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    document = pypdfium2.PdfDocument(answer.data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def code_of(answer) -> str:
    """The address that the paper names, without its host."""
    said = "".join(text_of(answer).split())
    return said[said.index("/decisions/") :][: len("/decisions/") + 36 + len("/paper/") + 16]


@pytest.fixture
def led(session, as_user, store, clock):
    """A drafted decision, those who made it and its address."""
    built, people, held = published_round(session, store)
    clock.set(held + timedelta(days=3))
    officer, authority = (as_user(built.staff.users[key]) for key in ("officer", "authority"))
    path = f"/decisions/posts/{built.contests[0].id}"
    verified(officer, path)
    submitted_and_decided(officer, authority, path)
    made = drafted(officer, path, local_day(clock.now))
    return officer, authority, people, made


def test_a_draft_is_staff_s_alone_and_the_signed_paper_everybody_s_without_the_date_of_birth(
    app, session, as_user, led, clock
):
    officer, authority, people, made = led
    visitor, appointee, other = app.test_client(), *(as_user(user_of(session, people[n])) for n in (1, 0))
    readers = {"visitor": visitor, "appointee": appointee, "other": other, "officer": officer}
    on_draft = {who: pages.get(f"{made}/paper.pdf").status_code for who, pages in readers.items()}
    word_of_draft = visitor.get(f"{made}/paper.docx").status_code
    draft = text_of(officer.get(f"{made}/paper.pdf"))
    code_of_draft = code_of(officer.get(f"{made}/paper.pdf"))
    hidden_code = visitor.get(code_of_draft).status_code
    still = words(officer.get(code_of_draft))

    today = local_day(clock.now)
    located(send(authority, f"{made}/steps/issue", number="7/QĐ-MAU", **day("signed_on", today)))
    public, own, staff = (text_of(pages.get(f"{made}/paper.pdf")) for pages in (visitor, appointee, officer))
    stale = words(officer.get(code_of_draft))
    word = visitor.get(f"{made}/paper.docx")

    assert on_draft == {"visitor": 404, "appointee": 404, "other": 404, "officer": 200}
    assert (word_of_draft, hidden_code) == (404, 404)
    assert "DỰ THẢO" in draft
    assert "07/QĐ-MAU" not in draft
    assert "Đây là bản dự thảo mới nhất" in still
    assert "Đây không phải là bản hiện hành" in stale
    assert all("Số: 07/QĐ-MAU" in one and "DỰ THẢO" not in one for one in (public, own, staff))
    assert ["sinh ngày" in one for one in (public, own, staff)] == [False, True, True]
    assert word.headers["Content-Disposition"] == 'attachment; filename="quyet-dinh-7-qd-mau.docx"'
    assert any("Điều 1." in p.text for p in Document(BytesIO(word.data)).paragraphs)
    assert f"{made}/paper.pdf" in visitor.get(made).text


def test_the_code_tells_current_corrected_and_revoked(app, session, led, clock):
    officer, authority, people, made = led
    visitor, today = app.test_client(), local_day(clock.now)
    located(send(authority, f"{made}/steps/issue", number="7/QĐ-MAU", **day("signed_on", today)))
    code, whole = code_of(visitor.get(f"{made}/paper.pdf")), code_of(officer.get(f"{made}/paper.pdf"))

    fresh = [words(visitor.get(one)) for one in (code, whole)]
    forged = words(visitor.get(f"{made}/paper/0123456789abcdef"))
    person = session.get(Person, people[1].person_id)
    name, person.full_name = person.full_name, "Thí Sinh Đã Đính Chính"
    session.commit()
    corrected = words(visitor.get(code))
    person.full_name = name
    session.commit()
    located(send(authority, f"{made}/steps/revoke", reason="Sai thẩm quyền", **day("on", today)))
    revoked = words(visitor.get(code))
    guessed = visitor.get(f"{made}/paper/0123456789abcdef").status_code

    assert code != whole
    assert all("Đây là bản hiện hành" in one for one in fresh)
    assert "Đây không phải là bản hiện hành" in forged
    assert "Đây không phải là bản hiện hành" in corrected
    assert "Quyết định này đã bị thu hồi" in revoked
    assert guessed == 404
    assert session.query(Decision).one().state == "revoked"
