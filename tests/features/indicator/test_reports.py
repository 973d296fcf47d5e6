"""A report drawn up by one and frozen by another: it stays, what changed since is told, a forged decision is named."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from appointments.core.errors import Forbidden, Invalid
from appointments.core.ledger import checkpoint, verifier
from appointments.core.ledger.sealer import seal_here
from appointments.core.work import By
from appointments.decisions.commands import decisions
from appointments.files.storage import Storage
from appointments.indicator.commands import reports
from appointments.indicator.definition import LATEST
from tests.factories import accounts
from tests.factories import competitions as make
from tests.factories.pages import words
from tests.fixtures.clients import client_for
from tests.fixtures.signed_in import Visitor
from workflows.calendar import local_day
from workflows.engine import Refused
from workflows.roles import PERSONNEL


@pytest.fixture
def city(app, session, clock):
    """Six signed decisions of one agency, one of them a reappointment, under a signed head; an officer of the City."""
    begun = clock.now - timedelta(days=60)
    who = make.staff(session, make.agency(session), begun)
    officer = accounts.person(session, "Cán Bộ Thành Phố", "thanh-pho@example.vn", begun)
    accounts.give(session, officer.person_id, PERSONNEL, begun)
    post = make.post(session, who.agency)
    made = []
    for n in range(6):
        kind = "REAPPOINTMENT" if n == 5 else "FIRST_APPOINTMENT"
        made.append(appointed(session, who, post, kind, f"{n}/QĐ", date(2024, 5, 2 + n), clock.now))
    seal_here(session, app.config, clock.now)
    return who, officer, made


def appointed(session, who, post, kind, number, on, now):
    """One ordinary decision, entered by the officer and signed by the authority."""
    draft = decisions.Draft(kind, number, on, on)
    appointee = decisions.Appointee("Ông Mẫu Nào")
    row = decisions.record_ordinary(session, post.id, appointee, draft, by=By(who.officer), now=now)
    return decisions.issue(session, row.id, by=By(who.authority), now=now)


def frozen(app, session, clock, city, on=None):
    """A report of today, drawn up and frozen."""
    who, officer, _made = city
    store = Storage(Path(app.config["FILES"]))
    by, day = By(officer.person_id), on or local_day(clock.now)
    row = reports.draw_up(session, store, LATEST, day, by=by, now=clock.now)
    done = reports.take_step(session, store, row.id, "freeze", by=By(who.approver), now=clock.now)
    seal_here(session, app.config, clock.now)
    return done, store.get(done.file)


def test_one_draws_up_and_another_freezes_on_their_pages(app, session, clock, city, as_user):
    who, officer, _made = city
    clerk, boss = Visitor(as_user(officer)), Visitor(as_user(who.users["approver"]))
    day = local_day(clock.now)
    parts = {"as_of-day": day.day, "as_of-month": day.month, "as_of-year": day.year}
    wrong = clerk.send("/indicator/reports/new", 200, definition="1,ranks=boss", **parts)
    here = clerk.send("/indicator/reports/new", definition="1", **parts).location

    assert "Không có cách tính mang số này" in words(wrong)
    assert "1,ranks=boss" in wrong.text
    assert app.test_client().get(here).status_code == 404
    assert "không được là người lập" not in boss.get(here)
    assert here in boss.get("/inbox")

    boss.send(f"{here}/freeze")
    page = app.test_client().get(here)

    assert "5/5" in page.text or "0/5" in page.text
    assert "mọi quyết định đều như trong báo cáo" in words(page)
    assert "Cán Bộ Thành Phố" not in page.text
    assert app.test_client().get("/indicator/reports").text.count(here) == 1


def test_whoever_drew_it_up_or_serves_one_agency_alone_does_not_freeze_it(app, session, clock, city, tmp_path):
    who, officer, _made = city
    store, day = Storage(tmp_path), local_day(clock.now)

    with pytest.raises(Forbidden):
        reports.draw_up(session, store, LATEST, day, by=By(who.officer), now=clock.now)
    with pytest.raises(Invalid):
        reports.draw_up(session, store, LATEST, day + timedelta(days=1), by=By(officer.person_id), now=clock.now)
    row = reports.draw_up(session, store, LATEST, day, by=By(officer.person_id), now=clock.now)
    for person in (officer.person_id, who.authority):
        with pytest.raises(Refused):
            reports.take_step(session, store, row.id, "freeze", by=By(person), now=clock.now)


def test_a_report_waits_for_a_signed_head_and_is_refused_when_a_decision_changed_meanwhile(
    app, session, clock, city, tmp_path
):
    who, officer, made = city
    store, day, by = Storage(tmp_path), local_day(clock.now), By(officer.person_id)
    row = reports.draw_up(session, store, LATEST, day, by=by, now=clock.now)
    clock.now += timedelta(minutes=1)
    decisions.revoke(session, made[0].id, "Sai sót", by=By(who.authority), now=clock.now, on=day)

    with pytest.raises(Invalid, match="not signed a head"):
        reports.draw_up(session, store, LATEST, day, by=by, now=clock.now)
    with pytest.raises(Refused) as refused:
        reports.take_step(session, store, row.id, "freeze", by=By(who.approver), now=clock.now)
    assert [r.guard for r in refused.value.refusals] == ["decisions_are_as_drawn_up"]


def test_what_changed_since_is_told_decision_by_decision_and_is_no_fault(app, session, clock, city, tmp_path):
    who, _officer, made = city
    row, data = frozen(app, session, clock, city)
    path = tmp_path / "report.json"
    path.write_bytes(data)
    clock.now += timedelta(minutes=1)
    today = local_day(clock.now)
    decisions.revoke(session, made[0].id, "Sai sót", by=By(who.authority), now=clock.now, on=today)
    appointed(session, who, made[0].post, "PROMOTION", "99/QĐ", today, clock.now)
    seal_here(session, app.config, clock.now)

    page = words(app.test_client().get(f"/indicator/reports/{row.id}"))
    checked = run(app, "indicator", "check", str(path), "--json")

    assert "Quyết định có khác biệt (2)" in page
    assert re.search(r"0/QĐ Nay khác với báo cáo được tính Quyết định đã bị thu hồi", page)
    assert re.search(r"99/QĐ Không có trong báo cáo, nay có – được tính", page)
    assert checked == (0, {"ok": True, "later": [made[0].case_key]})


FORGERIES = {
    "deleted": ("DELETE FROM decision WHERE id = '{id}'", "case_missing"),
    "called another kind": ("UPDATE decision SET kind = 'REAPPOINTMENT' WHERE id = '{id}'", "row_changed"),
    "moved out of the period": ("UPDATE decision SET effective_on = '2020-01-01' WHERE id = '{id}'", "row_changed"),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_decision_forged_by_the_database_s_own_client_is_named_by_both_checks(
    app, session, clock, city, tmp_path, database_url, what
):
    _row, data = frozen(app, session, clock, city)
    victim, path = city[2][2], tmp_path / "report.json"
    named, path_text = victim.case_key, str(path)
    path.write_bytes(data)
    sound = run(app, "indicator", "check", path_text, "--json")
    sql, kind = FORGERIES[what]
    session.close()
    client_for(database_url).tamper(sql.format(id=victim_id(named)))

    code, verdict = run(app, "indicator", "check", path_text, "--json")
    ledger_code, ledger = run(app, "ledger", "verify", "--json")

    assert sound == (0, {"ok": True, "later": []})
    assert (code, verdict["kind"], verdict["case"]) == (1, kind, named)
    assert (ledger_code, ledger["case"]) == (1, named)


def victim_id(case_key: str) -> str:
    """The id in a case's name."""
    return case_key.partition(":")[2]


def test_a_report_is_checked_offline_against_an_export_and_a_forged_one_is_not(app, session, clock, city, tmp_path):
    who, _officer, made = city
    _row, data = frozen(app, session, clock, city)
    decisions.revoke(session, made[0].id, "Sai", by=By(who.authority), now=clock.now, on=local_day(clock.now))
    seal_here(session, app.config, clock.now)
    key = str(checkpoint.load_or_create(Path(app.config["LEDGER_KEY"]), app.config["ORIGIN"]).verifier)
    for name, more in (("whole", ()), ("bare", ("--without-payloads",))):
        assert app.test_cli_runner().invoke(args=["ledger", "export", str(tmp_path / name), *more]).exit_code == 0
    report = json.loads(data)
    report["decisions"][1]["is_counted"] = False
    forged = json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    for name in ("whole", "bare"):
        sound = alone(tmp_path, data, tmp_path / name, key)
        assert (sound["ok"], sound["n_new"], sound["later"]) == (True, 5, [made[0].case_key])
        assert alone(tmp_path, forged, tmp_path / name, key)["kind"] == "report_unbound"
    cut(tmp_path / "whole", made[1].case_key)
    assert alone(tmp_path, data, tmp_path / "whole", key)["case"] == made[1].case_key


@pytest.mark.one_database
def test_a_report_whose_file_is_gone_says_so_and_the_verification_names_its_case(app, session, clock, city, client):
    row, _data = frozen(app, session, clock, city)
    (Path(app.config["FILES"]) / row.file[:2] / row.file).unlink()

    page = client.get(f"/indicator/reports/{row.id}")
    code, verdict = run(app, "ledger", "verify", "--json")

    assert page.status_code == 500
    assert "không còn trong kho lưu trữ" in words(page)
    assert (code, verdict["kind"], verdict["case"]) == (1, "file_missing", row.case_key)


def cut(folder, case):
    """Take a decision's case out of an export, as one who deleted it before exporting would hand it over."""
    path = folder / "cases.jsonl"
    kept = [line for line in path.read_text().splitlines() if json.loads(line)["case"] != case]
    path.write_text("\n".join(kept) + "\n")


def alone(tmp_path, data, export, key):
    """The verdict of the stand-alone check, run as a program of its own folder."""
    report = tmp_path / "given.json"
    report.write_bytes(data)
    folder = tmp_path / "alone"
    if not folder.exists():
        shutil.copytree(Path(verifier.__file__).parent, folder / "verifier")
    program = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    program += "runpy.run_module('verifier.report', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-I", "-c", program, str(folder), str(report), str(export), "--key", key, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.stdout else done.stderr


def run(app, *arguments):
    """What a command answers: its exit code and its JSON."""
    done = app.test_cli_runner().invoke(args=list(arguments))
    return done.exit_code, json.loads(done.stdout)
