"""What is not declared is refused; who is not signed in is sent to sign in."""

from urllib.parse import unquote

import pytest

from appointments.web import policy

pytestmark = pytest.mark.one_database
AN, BINH = {"X-Trial": "an"}, {"X-Trial": "binh"}


def test_a_page_that_declares_nothing_is_a_loud_fault_in_tests(visitor):
    with pytest.raises(policy.Undeclared, match=r"trial\.undeclared"):
        visitor.get("/trial/undeclared")


def test_a_page_that_declares_nothing_is_refused_in_production(trial, visitor):
    trial.testing = False

    answer = visitor.get("/trial/undeclared", headers=AN)

    assert answer.status_code == 403
    assert "không ai được thấy" not in answer.text


def test_a_visitor_is_sent_to_sign_in_and_back(visitor):
    answer = visitor.get("/trial/officer?page=2")

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")
    assert unquote(answer.location).endswith("next=/trial/officer?page=2")


def test_only_the_permission_opens_the_page(visitor):
    assert visitor.get("/trial/officer", headers=AN).status_code == 200

    refused = visitor.get("/trial/officer", headers=BINH)

    assert refused.status_code == 403
    assert "chỉ cán bộ" not in refused.text


def test_an_unknown_address_is_not_found_for_everybody(visitor):
    assert visitor.get("/no/such/page").status_code == 404
    assert visitor.get("/no/such/page", headers=AN).status_code == 404


def test_a_write_started_by_another_site_is_refused(visitor):
    for site, status in [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]:
        headers = {"Sec-Fetch-Site": site}
        assert visitor.post("/trial/form", headers=headers, name="Mẫu").status_code == status, site


def test_a_read_from_another_site_is_welcome(visitor):
    assert visitor.get("/trial/form", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
