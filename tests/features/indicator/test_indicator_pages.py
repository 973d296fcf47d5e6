"""The public page, its JSON, its CSV and the command, against SQL written by hand."""

import csv
import io
import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from appointments.core.work import By
from appointments.decisions.commands import decisions
from tests.factories import competitions as make
from tests.factories.pages import words
from workflows.calendar import local_day

ORACLE = """
SELECT count(*) AS n_new, coalesce(sum(CASE WHEN method = 'EXAM' THEN 1 ELSE 0 END), 0) AS n_exam
FROM decision JOIN post ON post.id = decision.post_id
WHERE decision.effective_on BETWEEN :begins AND :ends AND decision.effective_on <= :on
  AND (decision.state = 'issued' OR decision.state = 'revoked' AND decision.revoked_on > :on)
  AND decision.level = 'DIVISION' AND decision.kind IN ('FIRST_APPOINTMENT', 'PROMOTION') AND NOT post.elected
"""


@pytest.fixture
def city(session, clock):
    """Two agencies with posts of every sort, and a decision of each kind on each, some not signed, one revoked."""
    begun = clock.now - timedelta(days=60)
    made = []
    for name in ("Sở Mẫu Một", "Sở Mẫu Hai"):
        who = make.staff(session, make.agency(session, name), begun)
        for n, (rank, staff, level) in enumerate(
            [("head", "civil_servant", "DIVISION"), ("deputy", "public_employee", "DIVISION"),
             ("head", "civil_servant", "DEPARTMENT"), ("deputy", "civil_servant", "COMMUNE_DIVISION")]
        ):  # fmt: skip
            post = make.post(session, who.agency, f"Chức danh {n}", rank=rank, staff=staff, level=level)
            for m, kind in enumerate(("FIRST_APPOINTMENT", "PROMOTION", "REAPPOINTMENT", "TRANSFER")):
                on = date(2022 + m, 8, 7 + n)
                made.append(
                    appointed(session, who, post, kind, f"{n}{m}/QĐ", on, clock.now, is_signed=m != 1 or n != 1)
                )
    revoked, who = made[0]
    now, on = clock.now, local_day(clock.now)
    decisions.revoke(session, revoked.id, "Sai sót", by=By(who.authority), now=now, on=on)
    session.commit()
    return made


def appointed(session, who, post, kind, number, on, now, *, is_signed=True):
    """One ordinary decision, entered by the officer and, if it is to be, signed by the authority."""
    draft = decisions.Draft(kind, number, on, on)
    made = decisions.record_ordinary(
        session, post.id, decisions.Appointee("Ông Mẫu Nào"), draft, by=By(who.officer), now=now
    )
    if is_signed:
        decisions.issue(session, made.id, by=By(who.authority), now=now)
    return made, who


def oracle(session, on: date):
    """The figure by the statement above."""
    period = {"begins": date(2022, 8, 8), "ends": date(2027, 10, 30)}
    dates = [sa.bindparam(name, type_=sa.Date) for name in ("on", "begins", "ends")]
    return session.execute(sa.text(ORACLE).bindparams(*dates), {"on": on} | period).one()


def as_competitions(session, made, how_many: int) -> None:
    """Call some of them decisions from a competition, behind the product's back: a tampering, only for counting."""
    for decision, _who in made[:how_many]:
        session.execute(sa.text("UPDATE decision SET method = 'EXAM' WHERE number = :n"), {"n": decision.number})
    session.commit()


def test_the_page_says_what_sql_by_hand_says(app, session, city, client, clock):
    as_competitions(session, city, 3)
    for on in (local_day(clock.now), local_day(clock.now) - timedelta(days=1), date(2023, 8, 30), date(2022, 8, 7)):
        expected = oracle(session, on)
        told = client.get(f"/indicator.json?as_of={on.isoformat()}").json
        page = words(client.get(f"/indicator?as_of={on.isoformat()}"))

        assert (told["n_new"], told["n_exam"]) == (expected.n_new, expected.n_exam), on
        assert f"{expected.n_exam} trên {expected.n_new} bổ nhiệm mới" in page
        assert f"Quyết định được tính ({expected.n_new})" in page


@pytest.mark.one_database
def test_switches_move_the_figure_and_every_line_left_out_says_why(app, session, city, client):
    usual = client.get("/indicator.json").json
    narrow = client.get("/indicator.json?ranks=head").json
    wide = client.get("/indicator.json?commune=yes&transfer=yes").json
    page = words(client.get("/indicator/decisions?ranks=head"))

    assert narrow["n_new"] < usual["n_new"] < wide["n_new"]
    assert usual["definition"]["ranks"] == "both"
    assert all(line["left_out_because"] and line["clause"] for line in usual["left_out"])
    total = {len(answer["counted"]) + len(answer["left_out"]) for answer in (usual, narrow, wide)}
    assert len(total) == 1
    assert "Cấp trưởng hoặc cấp phó không tính, theo lựa chọn." in page
    assert "Bổ nhiệm lại, không phải bổ nhiệm mới." in page


@pytest.mark.one_database
def test_a_share_below_ten_appointments_is_not_shown_and_no_person_is_named(app, session, city, client):
    page = client.get("/indicator?as_of=2022-12-31")

    assert "chưa có ý nghĩa" in words(page)
    assert "Ông Mẫu Nào" not in client.get("/indicator").text
    assert "figure-big" in page.text


def test_csv_has_one_line_for_each_signed_decision(app, session, city, client):
    answer = client.get("/indicator.csv")
    lines = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    signed = session.execute(sa.text("SELECT count(*) FROM decision WHERE state IN ('issued', 'revoked')")).scalar()

    assert len(lines) == signed
    assert {line["counted"] for line in lines} == {"yes", "no"}
    assert all(bool(line["clause"]) == (line["counted"] == "no") for line in lines)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "query",
    [
        "as_of=2026-02-30",
        "as_of=hôm-qua",
        "ranks=maybe",
        "least=0",
        "definition=9",
        "expected=-1",
        "as_of-day=31",
        "expected=" + "9" * 5000,
    ],
)
def test_a_question_that_means_nothing_is_refused(app, session, client, query):
    for address in ("/indicator", "/indicator/decisions", "/indicator.json", "/indicator.csv", "/indicator.xlsx"):
        assert client.get(f"{address}?{query}").status_code == 422


@pytest.mark.one_database
def test_the_day_is_asked_in_three_parts_as_well(app, session, city, client):
    parts = client.get("/indicator.json?as_of-day=30&as_of-month=8&as_of-year=2023")

    assert parts.json == client.get("/indicator.json?as_of=2023-08-30").json


@pytest.mark.one_database
def test_the_page_costs_the_same_for_few_and_for_many(app, session, client, clock, statements):
    who = make.staff(session, make.agency(session), clock.now - timedelta(days=60))
    post = make.post(session, who.agency)
    sent = {}
    for rows in (1, 6):
        for n in range(rows):
            appointed(session, who, post, "PROMOTION", f"{rows}{n}/QĐ", date(2024, 5, 2), clock.now)
        session.commit()
        with statements() as sent[rows]:
            client.get("/indicator")

    assert len(sent[1]) == len(sent[6]) <= 8, sent[6]


def test_the_command_tells_the_same_as_the_page(app, session, city, client):
    runner = app.test_cli_runner()
    told = client.get("/indicator.json?as_of=2025-12-31").json

    machine = runner.invoke(args=["indicator", "--as-of", "2025-12-31", "--json"])
    human = runner.invoke(args=["indicator", "--as-of", "2025-12-31"])

    assert json.loads(machine.stdout) == told
    assert f"{told['n_exam']} trên {told['n_new']} bổ nhiệm mới" in human.stdout


@pytest.mark.one_database
def test_the_front_page_shows_the_figure_with_its_number(app, session, city, client):
    told = client.get("/indicator.json").json

    assert f"{told['n_exam']} trên {told['n_new']} bổ nhiệm mới" in words(client.get("/"))


def test_each_figure_leads_to_its_decisions_and_each_decision_to_its_case_and_ledger_entry(app, session, city, client):
    page = client.get("/indicator").text
    links = re.findall(r'<td class="num"[^>]*><a href="([^"]+)">(\d+)<', page)

    assert len(links) > 8
    for href, figure in links:
        listed = client.get(unescape(href)).text.partition('id="left-out"')[0]
        rows = re.findall(r'<th scope="row"[^>]*><a href="([^"]+)"', listed)
        entries = re.findall(r'href="(/ledger/leaf\?hash=[0-9a-f]{64})"', listed)
        assert len(rows) == len(entries) == int(figure), href
        assert all(client.get(address).status_code == 200 for address in (*rows[:1], *entries[:1]))


@pytest.mark.one_database
def test_the_path_by_month_ends_at_the_headline_and_the_other_targets_say_where_they_come_from(
    app, session, city, client
):
    as_competitions(session, city, 3)
    session.execute(sa.text("UPDATE post SET position_list_approved = (title_vi <> 'Chức danh 0')"))
    session.commit()
    told = client.get("/indicator.json?as_of=2025-12-31").json
    page = client.get("/indicator?as_of=2025-12-31").text
    months = re.findall(r'<th scope="row"[^>]*>(\d+/20\d\d)</th><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td>', page)

    assert months[0][0] == "8/2022"
    assert months[-1] == ("12/2025", str(told["n_new"]), str(told["n_exam"]))
    assert len(months) == 41
    assert page.count("<polyline") == 3  # the City and its two agencies
    assert "0/2 = 0,0 %" in page
    assert page.count("chưa có báo cáo nào được nhập") == 4


def test_an_unknown_part_of_the_figure_is_refused(app, session, city, client):
    for of in ("year:1999", "person:1", "year"):
        assert client.get(f"/indicator/decisions?of={of}").status_code == 422


@pytest.mark.one_database
def test_the_feed_is_told_by_its_schema_and_known_by_its_tag(app, session, city, client):
    answer = client.get("/indicator.json?expected=40")
    schema = client.get(answer.headers["Link"].partition(">")[0].removeprefix("<")).json
    again = client.get("/indicator.json?expected=40", headers={"If-None-Match": answer.headers["ETag"]})
    other = client.get("/indicator.json?expected=41", headers={"If-None-Match": answer.headers["ETag"]})

    assert unfit(answer.json, schema) == []
    assert unfit(answer.json | {"n_new": "seven"}, schema) == ["/n_new"]
    assert unfit({k: v for k, v in answer.json.items() if k != "licence"}, schema) == ["/licence"]
    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200
    assert "nêu nguồn" in answer.json["licence"]["vi"]


@pytest.mark.one_database
def test_the_workbook_holds_what_the_feed_holds_and_no_formula(app, session, city, client):
    session.execute(sa.text("UPDATE decision SET number = '=1+1' WHERE number = '00/QĐ'"))
    session.commit()
    told = client.get("/indicator.json").json
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/indicator.xlsx").data))
    figures, decisions = (book.get_sheet_by_name(name).to_python() for name in ("Số liệu", "Quyết định"))

    assert figures[1][2:4] == [told["n_new"], told["n_exam"]]
    assert len(decisions) - 1 == len(told["counted"]) + len(told["left_out"])
    assert "'=1+1" in {row[1] for row in decisions}


def unfit(value, schema, at=""):
    """Where a value breaks the part of JSON Schema that the feed uses."""
    kinds = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}
    wanted = schema.get("type")
    if wanted and type(value) not in {kinds[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted)}:
        return [at]
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        return [at]
    if "anyOf" in schema and all(unfit(value, one) for one in schema["anyOf"]):
        return [at]
    wrong = []
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        wrong += [f"{at}/{name}" for name in schema.get("required", ()) if name not in value]
        wrong += [
            f"{at}/{name}" for name in value if name not in known and not schema.get("additionalProperties", True)
        ]
        wrong += [fault for name in value if name in known for fault in unfit(value[name], known[name], f"{at}/{name}")]
    if isinstance(value, list):
        wrong += [fault for n, one in enumerate(value) for fault in unfit(one, schema["items"], f"{at}/{n}")]
    return wrong
