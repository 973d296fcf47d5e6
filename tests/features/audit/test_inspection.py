"""Inspectors' pages: what lies within reach, what is opened when, and that reading is on record itself."""

import re
from datetime import timedelta

import pytest

from appointments.audit import reading
from appointments.core import readings
from appointments.core.ledger.history import case_history
from appointments.core.work import By
from appointments.exams import sealing
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking
from appointments.exams.identities import Identity
from tests.factories import applications, exams
from tests.factories import competitions as make
from workflows.roles import AUDITOR, SUPERVISOR


def hidden_fields(page) -> dict:
    html = page.text.rpartition("<form")[2]
    return dict(re.findall(r'<input id="[^"]*" name="([^"]+)" type="hidden" value="([^"]*)">', html))


def give_reason(client, path, reason="QĐ thanh tra 01"):
    return client.post(path, data=hidden_fields(client.get(path)) | {"reason": reason})


def test_only_inspectors_enter(session, as_user, receiving):
    built, handed_in, _ = receiving
    officer = as_user(built.staff.users["officer"])

    assert officer.get("/audit").status_code == 403
    assert officer.get(f"/audit/cases/{handed_in[0].case_key}").status_code == 403


def test_an_auditor_sees_every_case_by_kind_and_state(auditor, receiving):
    built, handed_in, _ = receiving

    rounds = auditor.get("/audit").text
    submitted = auditor.get("/audit?process=application&state=submitted").text

    assert built.round.title in rounds
    assert "Hồ sơ dự tuyển (3)" in rounds
    assert all(application.reference in submitted for application in handed_in)
    assert submitted.count('<th scope="row">') == 2
    assert auditor.get("/audit?process=nonsense&state=nonsense&page=99").status_code == 200


def test_a_supervisor_sees_the_own_round_only(session, as_user, receiving, clock):
    built, handed_in, _ = receiving
    other = make.receiving_round(session, clock.now - timedelta(days=1))
    supervisor = as_user(built.council.users[built.council.supervisor])

    page = supervisor.get("/audit?process=application").text

    assert handed_in[0].reference in page
    assert "Kỳ thi tuyển" in supervisor.get("/audit").text
    assert supervisor.get("/audit").text.count('<th scope="row">') == 1
    assert supervisor.get(f"/audit/cases/{other.round.case_key}").status_code == 404
    assert supervisor.get(f"/audit/cases/{built.round.case_key}").status_code == 200


def test_the_list_costs_the_same_however_long(session, auditor, receiving, clock, statements, tmp_path):
    built, _, _ = receiving
    path = "/audit?process=application"
    auditor.get(path)
    with statements() as few:
        auditor.get(path)
    store = applications.storage_at(tmp_path)
    for n in range(3):
        applications.submitted(session, built.contests[0].id, f"Thí Sinh {'ABC'[n]}", clock.now, store)
    session.commit()
    with statements() as many:
        auditor.get(path)

    assert len(few) == len(many) <= 28, many  # one for each kind of case


def test_a_plan_is_read_with_its_facts(auditor, receiving, statements):
    built, _, _ = receiving
    with statements() as sent:
        page = auditor.get(f"/audit/cases/{built.round.case_key}").text

    assert len(sent) <= 16, sent
    assert "Dữ kiện khi xét điều kiện" in page
    assert "Thông báo" in page
    assert f"round:{built.round.id.hex}" in page
    assert "Hệ thống" in page


def test_a_dossier_is_opened_with_a_reason_and_the_reading_is_on_record(session, auditor, receiving, clock):
    _, (one, _), _ = receiving
    path = f"/audit/cases/{one.case_key}"

    closed = auditor.get(path).text
    refused = give_reason(auditor, path, "  ")
    done = give_reason(auditor, path)
    opened = auditor.get(path).text
    session.commit()

    assert "Dữ kiện khi xét điều kiện" not in closed
    assert one.person.full_name not in opened.partition("Sổ của vụ việc")[0]
    assert refused.status_code == 200
    assert (done.status_code, done.location) == (303, path)
    assert "Dữ kiện khi xét điều kiện" in opened
    last = case_history(session, one.case_key)[-1]
    assert (last.act, last.role, last.moved) == ("application.read_by_auditor", AUDITOR, False)
    assert last.detail == {"reason": "QĐ thanh tra 01"}
    clock.forward(minutes=61)
    assert not readings.is_open(session, one.case_key, last.person, clock.now)


def test_one_reason_opens_one_case_for_an_hour(session, auditor, receiving, clock):
    _, (one, two), _ = receiving
    give_reason(auditor, f"/audit/cases/{one.case_key}")

    assert "Dữ kiện khi xét điều kiện" not in auditor.get(f"/audit/cases/{two.case_key}").text
    clock.forward(minutes=5)
    assert "Dữ kiện khi xét điều kiện" in auditor.get(f"/audit/cases/{one.case_key}").text


@pytest.mark.parametrize("key", ["round:" + "0" * 32, "nonsense:" + "0" * 32, "x"])
def test_what_is_no_case_is_not_found(auditor, key):
    assert auditor.get(f"/audit/cases/{key}").status_code == 404


def test_nothing_that_joins_a_code_to_a_candidate_is_shown_before_decoding(session, as_user, auditor, clock, tmp_path):
    built = make.receiving_round(session, clock.now - timedelta(days=200))
    store = applications.storage_at(tmp_path)
    made = applications.shortlisted(session, built, ["Thí Sinh Một", "Thí Sinh Hai"], store)
    paper, team, at = built.papers[0], built.council, built.round.closes_at + timedelta(days=5)
    exams.examination_begun(session, built, at)
    exams.made_ready(session, built, paper, at)
    over = exams.sat(session, built, paper, made)
    file = exams.coded(session, built, paper, over)
    supervisor = as_user(team.users[team.supervisor])
    codes = [script.code for script in first_scripts(session, paper.id)]
    for reader in (auditor, supervisor):
        page = reader.get(f"/audit/cases/{paper.case_key}").text
        assert not any(f"<dd>{code}</dd>" in page for code in codes)
    script = first_scripts(session, paper.id)[0]
    for reader in (auditor, supervisor):
        assert "Dữ kiện khi xét điều kiện" not in reader.get(f"/audit/cases/{script.case_key}").text

    exams.marked(session, built, paper, file, {a.number: ("80", "84") for a in made}, over)
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=over)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=over)
    marking.lock(session, paper.id, by=By(team.chair), now=over)
    sealing.give_share(session, paper.id, file, by=By(team.coding), now=over)
    session.commit()
    assert session.query(Identity).count() == 2
    before = {reader: reader.get(f"/audit/cases/{paper.case_key}").text for reader in (auditor, supervisor)}
    sealing.attest_decoding(session, paper.id, by=By(team.supervisor), now=over)
    sealing.decode(session, paper.id, by=By(team.chair), now=over)
    session.commit()

    for reader, page in before.items():
        assert "identity:" not in page
        after = reader.get(f"/audit/cases/{paper.case_key}").text
        assert "identity:" in after


def test_a_request_for_marking_again_stays_shut_until_it_is_decided():
    class Row:
        """An appeal in some state, with nothing around it."""

        __process__ = "appeal"
        application = paper = None

        def __init__(self, state):
            self.state = state

    assert not reading.opening(Row("coded_again"), {AUDITOR, SUPERVISOR}).is_possible
    assert not reading.opening(Row("asked"), {AUDITOR}).is_possible
