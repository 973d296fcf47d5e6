"""Papers of the dossier: what is taken, what is refused and with which words, who may download what."""

import hashlib
import unicodedata
from datetime import date, timedelta

import pytest

from appointments.applications.commands import drafts
from appointments.applications.models import Document
from appointments.core.work import By
from appointments.files.kinds import LARGEST
from tests.factories import accounts, applications, competitions
from tests.features.applications.conftest import ANSWERS, WANTED, paper_form
from workflows.roles import PERSONNEL

pytestmark = pytest.mark.one_database
DAY = date(2026, 11, 10)


@pytest.fixture
def writing(built, session, candidate, clock, sign_in):
    """A candidate's client and the address of the draft."""
    person = candidate()
    made = drafts.start_draft(session, built.contests[0].id, by=By(person), now=clock.now)
    return sign_in(person), f"/applications/{made}"


def test_a_paper_is_shown_at_once_with_name_size_digest_and_date(writing):
    client, base = writing

    answer = client.post(f"{base}/papers/cv", data=paper_form(DAY, name="Sơ yếu lý lịch.pdf"))
    page = client.get(answer.location).text

    assert "Sơ yếu lý lịch.pdf" in page
    assert f"{len(applications.PDF)} B" in page
    assert hashlib.sha256(applications.PDF).hexdigest() in page
    assert "10/11/2026" in page


def test_a_paper_that_was_received_leads_to_the_first_that_is_still_missing(writing):
    client, base = writing
    client.post(f"{base}/answers/source", data=ANSWERS["source"])

    for paper, following in zip(WANTED, [*WANTED[1:], None], strict=True):
        page = client.get(client.post(f"{base}/papers/{paper}", data=paper_form(DAY)).location).text
        assert ("Tiếp theo: " in page) is bool(following)
        assert following is None or f'href="{base}/papers/{following}"' in page


def test_a_second_file_replaces_the_first(session, writing):
    client, base = writing
    client.post(f"{base}/papers/cv", data=paper_form(DAY, name="một.pdf"))
    client.post(f"{base}/papers/cv", data=paper_form(DAY, name="hai.pdf"))

    assert [d.filename for d in session.query(Document)] == ["hai.pdf"]


def test_a_paper_can_be_taken_out(session, writing):
    client, base = writing
    client.post(f"{base}/papers/cv", data=paper_form(DAY))

    assert client.get(f"{base}/papers/cv/remove").status_code == 200
    assert client.post(f"{base}/papers/cv/remove").status_code == 303
    assert session.query(Document).count() == 0


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rỗng.pdf", b"", "Tệp không có nội dung"),
        ("ảnh.pdf", b"GIF89a" + b"0" * 300, "không phải PDF, JPEG hay PNG"),
        ("bài.docx", b"PK\x03\x04" + b"0" * 300, ".pdf, .jpg, .jpeg, .png"),
        ("khóa.pdf", b"%PDF-1.4\n/Encrypt 5 0 R\n%%EOF\n", "bị khóa bằng mật khẩu"),
        ("cụt.pdf", b"%PDF-1.4\n1 0 obj", "bị cụt"),
        ("ẩn\u202egpj.pdf", applications.PDF, "U+202E"),
    ],
)
def test_a_bad_file_is_refused_in_plain_words(session, writing, name, data, words):
    client, base = writing

    answer = client.post(f"{base}/papers/cv", data=paper_form(DAY, name=name, data=data))

    assert answer.status_code == 200
    assert words in answer.text
    assert session.query(Document).count() == 0


def raw_upload(data):
    """A large file as it goes over the wire (the test client would leave a temporary file of its own open)."""
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="to.pdf"\r\n\r\n'
    return {"data": head + data + b"\r\n--edge--\r\n", "content_type": "multipart/form-data; boundary=edge"}


def test_a_file_over_the_limit_is_refused_in_plain_words(session, writing):
    client, base = writing

    slightly = client.post(f"{base}/papers/cv", **raw_upload(b"%PDF-1.4" + b"0" * LARGEST + b"%%EOF\n"))
    hugely = client.post(f"{base}/papers/cv", **raw_upload(b"%PDF-1.4" + b"0" * 2 * LARGEST))

    assert "tối đa" in slightly.text.lower()
    assert (hugely.status_code, "20 MB" in hugely.text) == (413, True)
    assert session.query(Document).count() == 0


def test_a_name_in_decomposed_letters_is_kept_composed(session, writing):
    client, base = writing
    client.post(f"{base}/papers/cv", data=paper_form(DAY, name=unicodedata.normalize("NFD", "Lý lịch Nguyễn.pdf")))

    assert session.query(Document).one().filename == "Lý lịch Nguyễn.pdf"


def test_a_paper_without_its_date_or_of_tomorrow_is_refused_and_an_old_one_is_marked(session, writing):
    client, base = writing

    undated = client.post(f"{base}/papers/cv", data={"file": paper_form(DAY)["file"]})
    tomorrow = client.post(f"{base}/papers/cv", data=paper_form(date(2026, 11, 24)))
    assert session.query(Document).count() == 0
    client.post(f"{base}/papers/cv", data=paper_form(date(2026, 5, 1)))

    assert undated.status_code == tomorrow.status_code == 200
    assert "Ngày của văn bản ở sau hôm nay." in tomorrow.text
    assert "Quá hạn" in client.get(f"{base}/tasks").text


def test_a_download_is_an_attachment_that_no_browser_opens(built, handed_in, sign_in):
    application = handed_in(built.contests[0])

    answer = sign_in(application.person_id).get(f"/applications/{application.id}/files/cv")

    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/pdf"
    assert hashlib.sha256(answer.data).hexdigest() in {d.digest for d in application.documents}


def test_a_vietnamese_file_name_survives_the_download(writing):
    client, base = writing
    client.post(f"{base}/papers/cv", data=paper_form(DAY, name="Sơ yếu lý lịch.pdf"))

    answer = client.get(f"{base}/files/cv")

    assert (
        "filename*=UTF-8''S%C6%A1%20y%E1%BA%BFu%20l%C3%BD%20l%E1%BB%8Bch.pdf" in answer.headers["Content-Disposition"]
    )


def test_the_board_opens_papers_only_after_reception_has_closed(built, handed_in, check_begun, sign_in):
    application = handed_in(built.contests[0])
    address = f"/applications/{application.id}/files/cv"

    before = sign_in(built.staff.officer).get(address).status_code
    seen = sign_in(built.staff.officer).get(f"/applications/{application.id}")
    check_begun()

    assert (before, seen.status_code) == (404, 200)
    assert sign_in(built.staff.officer).get(address).status_code == 200


PAGES = ("", "/tasks", "/check", "/receipt", "/files/cv", "/answers/source", "/papers/cv", "/withdraw",
         "/petitions/new")  # fmt: skip


def test_another_candidate_and_an_officer_elsewhere_find_nothing(
    session, built, handed_in, check_begun, sign_in, candidate, clock
):
    application = handed_in(built.contests[0])
    stranger = candidate("Thí Sinh Khác")
    elsewhere = competitions.member(session, "Cán Bộ Nơi Khác", clock.now)
    other = competitions.agency(session, "Sở Khác")
    scope = f"agency:{other.id.hex}"
    accounts.give(session, elsewhere.person_id, PERSONNEL, clock.now - timedelta(days=1), scope)
    check_begun()

    for person in (stranger, elsewhere.person_id):
        client = sign_in(person)
        statuses = {page: client.get(f"/applications/{application.id}{page}").status_code for page in PAGES}
        assert set(statuses.values()) == {404}, statuses


def test_staff_open_none_of_the_pages_on_which_the_candidate_writes(built, handed_in, check_begun, sign_in):
    application = handed_in(built.contests[0])
    check_begun()
    client = sign_in(built.staff.officer)

    pages = ("/tasks", "/check", "/answers/source", "/papers/cv", "/withdraw", "/petitions/new")
    assert {client.get(f"/applications/{application.id}{page}").status_code for page in pages} == {404}
