"""A database refuses in the middle of an act that holds secrets: neither the log nor the answer tells them."""

import pytest

from tests.features.twin.crawl import Walk, kind_of
from tests.features.twin.sent import forms
from tests.features.twin.test_sightings import told_in
from tests.fixtures.faults import answering, refuse

ACTS = {
    "exams.final_mark": ("one_signed", "marker", "mark", {}),
    "exams.mark_script": ("one_signed", "marker", "mark_draft", {"points_0": "17,25", "comment": "Zqnhanxet"}),
    "complaints.new": ("shortlisted", "candidate", "statement", {"text": "Zqkhieunai"}),
}
"""What is sent, in which state and by whom, what the database refuses of it, and what is typed."""


@pytest.mark.parametrize("act", ACTS)
def test_an_act_that_the_database_refuses_tells_its_secrets_neither_to_the_log_nor_to_anybody(secret_round, logs, act):
    house, secrets = secret_round
    state, role, table, typed = ACTS[act]
    house.go("seeded", state)
    with house.open(), answering(house.app):
        walk = Walk(house, house.enter("seeded", state, role))
        walk.follow(("/", "/inbox", "/me", "/rounds"))
        for script in [page for page in walk.found if kind_of(house, page) == "exams.mark_script"]:
            walk.read(f"{script}/final")
        sent = [form for page, got in walk.found.items() for form in forms(page, got)]
        address, fields = next(one for one in sent if kind_of(house, one[0], "POST") == act)
        refuse(house.engine, table)
        before = len(logs)

        answer = walk.ask(address, method="POST", data=fields | typed)

    assert answer.status == 500
    assert secrets.within(answer.body.decode()) == set()
    assert any("IntegrityError" in line for line in logs[before:])
    assert told_in(logs[before:], secret_round) == []
