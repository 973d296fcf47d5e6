"""The coding board's pages where marking is on screen: the list for the tool, and what it wrote brought back."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from appointments.core.work import By
from appointments.exams import sealing
from appointments.exams.case import first_scripts
from appointments.exams.coding import formats
from appointments.exams.models import CodingBatch, Script
from appointments.files.storage import Storage
from tests.factories.coding import Coded, coded_by_tool, run
from tests.features.exams.marks import guards
from tests.fixtures.signed_in import told
from workflows.engine import Refused


@pytest.fixture
def coder(begun, enter):
    """The head of the coding board at the desk."""
    return enter(begun.council.coding)


@pytest.fixture
def page(held):
    """The address where the tool's batch is brought."""
    return f"/exams/papers/{held.id}/coding"


@pytest.fixture
def made(session, held):
    """What the tool wrote."""
    return coded_by_tool(session, held)


def zipped(brought, *more, prefix=""):
    """One ZIP of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*((n, f.read()) for n, f in brought), *more]:
            place = f"scripts/{name}" if name.endswith(".pdf") and "/" not in name else name
            archive.writestr(prefix + place, data)
    return [("ket-qua.zip", io.BytesIO(file.getvalue()))]


def send(visitor, page, brought, status):
    hidden = dict(re.findall(r'<input[^>]*name="(idem|seen|author)"[^>]*value="([^"]*)"', visitor.get(page)))
    files = [FileStorage(file, name, "files") for name, file in brought]
    boundary, body = encode_multipart(hidden | {"files": files})
    answer = visitor.client.post(page, data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status_code == status, told(answer.text)
    return told(answer.text)


def without(brought, name):
    return [(n, f) for n, f in brought if n != name]


def changed(brought, name, change):
    return [(n, io.BytesIO(change(f.read())) if n == name else f) for n, f in brought]


def nothing_was_taken(session, paper, store):
    session.rollback()
    session.expire_all()
    return (
        paper.state == "held" and paper.map_seal == paper.seed_seal == paper.coding_batch == ""
        and session.query(Script).count() == session.query(CodingBatch).count() == 0
        and not any(store.folder.rglob("*/*"))
    )  # fmt: skip


@pytest.mark.parametrize("bring", [list, zipped, lambda brought: zipped(brought, prefix="server/")])
def test_a_sound_batch_is_sealed_from_one_zip_or_many_files(app, session, held, coder, page, made, bring, tmp_path):
    send(coder, page, bring(made.brought()), 303)

    session.rollback()
    session.expire_all()
    commitment = json.loads((made.server / "commitment.json").read_text("utf-8"))
    manifest = json.loads((made.server / "manifest.json").read_text("utf-8"))
    assert (held.state, held.map_seal, held.coding_batch) == ("coded", commitment["map"], commitment["batch"])
    store = Storage(app.config["FILES"])
    assert {s.code: s.file for s in first_scripts(session, held.id)} == {
        f["code"]: f["sha256"] for f in manifest["files"]
    }
    for script in first_scripts(session, held.id):
        assert store.get(script.file) == (made.server / "scripts" / f"{script.code}.pdf").read_bytes()
        assert script.pages == 1
    assert store.get(commitment["bundle"]) == (made.server / "bundle.mtc").read_bytes()
    assert commitment["map"] in coder.get(page)


def test_the_tool_s_list_is_who_handed_in_and_codes_with_the_paper_s_id(held, candidates, coder, page, tmp_path):
    answer = coder.client.get(f"{page}/list.csv")

    assert answer.text == "SBD;Có mặt\n" + "".join(
        f"{c.number};có\n" for c in sorted(candidates, key=lambda c: c.number)
    )
    assert "Last-Modified" not in answer.headers
    assert f"--paper {held.id.hex}" in coder.get(page)
    assert formats.is_paper(held.id.hex)


def test_the_system_draws_no_code_for_the_screen(session, begun, held, coder, page, clock):
    assert coder.client.get(f"/exams/papers/{held.id}/codes").location == page
    with pytest.raises(Refused) as refused:
        sealing.seal_codes(session, held.id, by=By(begun.council.coding), now=clock.now)
    assert guards(refused) == {"codes_come_from_where_they_must"}


def test_every_fault_is_told_at_once_and_nothing_is_taken(app, session, held, coder, page, made):
    brought = made.brought()
    codes = sorted(name for name, _ in brought if name.endswith(".pdf"))
    spoiled = changed(without(brought, codes[0]), codes[1], lambda data: data[:-9] + b" " + data[-8:])
    spoiled = changed(spoiled, codes[2], lambda data: data + b"x")
    spoiled = changed(spoiled, "bundle.mtc", lambda data: data[:-1])

    page_told = send(coder, page, [*spoiled, ("X4YY.pdf", io.BytesIO(b"%PDF-1.4"))], 409)

    for said in (f"Thiếu tệp scripts/{codes[0]}", f"{codes[1]} đã bị sửa", f"{codes[2]} đã bị sửa",
                 "Gói niêm phong không khớp cam kết", "Thừa tệp scripts/X4YY.pdf"):  # fmt: skip
        assert said in page_told, said
    assert nothing_was_taken(session, held, Storage(app.config["FILES"]))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda b: without(b, "manifest.json"), "Thiếu tệp manifest.json"),
        (lambda b: without(b, "commitment.json"), "Thiếu tệp commitment.json"),
        (lambda b: without(b, "bundle.mtc"), "Thiếu tệp bundle.mtc"),
        (lambda b: changed(b, "manifest.json", lambda d: d.replace(b'"pages":4', b'"pages":5')), "Số lượng không khớp"),
        (lambda b: changed(b, "manifest.json", lambda d: b" " + d), "không đúng dạng"),
        (lambda b: changed(b, "commitment.json", lambda d: d.replace(b'"map":"', b'"map":"0')), "không đúng dạng"),
        (lambda b: [*b, ("note.txt", io.BytesIO(b"x"))], "«note.txt» không phải tệp"),
        (lambda b: [*b, b[0]], "có hai lần"),
        (lambda b: zipped(b, ("../K7QF.pdf", b"x")), "«../K7QF.pdf» không phải tệp"),
        (lambda b: zipped(b, ("/etc/K7QF.pdf", b"x")), "«/etc/K7QF.pdf» không phải tệp"),
        (lambda b: zipped(b, ("scripts/k7qf.pdf", b"x")), "«scripts/k7qf.pdf» không phải tệp"),
        (lambda b: zipped(b, ("scripts/a/K7QF.pdf", b"x")), "«scripts/a/K7QF.pdf» không phải tệp"),
        (lambda b: zipped([], ("scripts/K7QF.pdf", bytes(40_000_000))), "giải nén ra quá lớn"),
        (lambda b: [("a.zip", io.BytesIO(b"PK\x03\x04 none"))], "ZIP hỏng"),
        (lambda b: zipped([], *((f"scripts/{n}.pdf", b"") for n in range(2001))), "quá 2000 tệp"),
    ],
)  # fmt: skip
@pytest.mark.one_database
def test_what_is_not_the_tool_s_folder_is_refused(app, session, held, coder, page, made, spoil, said):
    assert said in send(coder, page, spoil(made.brought()), 409)
    assert nothing_was_taken(session, held, Storage(app.config["FILES"]))


def rewritten(made, **manifest):
    """The folder as a dishonest board would spell it: manifest and commitment agree, the content is another."""
    said = json.loads((made.server / "manifest.json").read_text("utf-8")) | manifest
    data = formats.canonical(said) + b"\n"
    keys = said.keys() & {"paper", "batch", "kind", "demonstration", "scripts", "pages"}
    commitment = json.loads((made.server / "commitment.json").read_text("utf-8")) | {key: said[key] for key in keys}
    commitment["manifest"] = hashlib.sha256(data).hexdigest()
    (made.server / "manifest.json").write_bytes(data)
    (made.server / "commitment.json").write_bytes(formats.canonical(commitment) + b"\n")
    return made.brought()


@pytest.mark.one_database
def test_the_list_must_be_the_house_s_own(app, session, held, candidates, coder, page, made):
    numbers = sorted(c.number for c in candidates)
    other = [[number, True] for number in [*numbers[1:], "X99"]]

    page_told = send(coder, page, rewritten(made, attendance=other), 409)

    assert f"Bản kê thiếu SBD {numbers[0]}" in page_told
    assert "Bản kê thừa SBD X99" in page_told


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({"paper": "bai-khac"}, "thuộc bài thi khác: bai-khac"),
        ({"demonstration": True}, "đợt làm phách trình diễn"),
        ({"kind": "remark"}, "Cần đợt làm phách first"),
        ({"pages": 5}, "Số lượng không khớp"),
    ],
)
def test_a_batch_that_is_not_due_is_refused(app, session, held, coder, page, made, manifest, said):
    assert said in send(coder, page, rewritten(made, **manifest), 409)
    assert nothing_was_taken(session, held, Storage(app.config["FILES"]))


@pytest.mark.one_database
def test_a_demonstration_takes_the_batch_of_a_demonstration(app, session, held, coder, page):
    app.config["DEMO"] = True
    made = coded_by_tool(session, held)
    out = made.folder.parent / "demonstration"
    run("code", made.folder.parent / "scans", "--list", made.folder.parent / "list.csv", "--paper", held.id.hex,
        "--header-mm", "60", "--header-on", "first", "--out", out, "--demonstration")  # fmt: skip

    send(coder, page, Coded(out).brought(), 303)

    session.rollback()
    session.expire_all()
    assert held.state == "coded"


@pytest.mark.one_database
def test_others_bring_nothing_and_no_more_than_a_form(begun, held, page, enter):
    for person in (begun.council.chair, begun.council.markers[0], begun.council.secretary):
        visitor = enter(person)
        visitor.get(page, status=403)
        visitor.get(f"{page}/list.csv", status=403)
        boundary, body = encode_multipart({"files": FileStorage(io.BytesIO(bytes(22 * 2**20)), "bundle.mtc")})
        answer = visitor.client.post(page, data=body, content_type=f"multipart/form-data; boundary={boundary}")
        assert answer.status_code in (403, 413)
