"""Every page says who may see it, and opens."""

import pytest

from appointments.web import policy

pytestmark = pytest.mark.one_database


def plain_addresses(app):
    """The pages that need nothing in their address, with who may see them."""
    return {
        rule.rule: policy.access_of(app, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in rule.methods
    }


def test_every_route_says_who_may_use_it(app):
    undeclared = sorted(rule.rule for rule in app.url_map.iter_rules() if policy.access_of(app, rule.endpoint) is None)

    assert undeclared == []


def test_every_public_page_opens_for_a_visitor(app, client):
    refused = {}
    for address, access in plain_addresses(app).items():
        if access == policy.PUBLIC and (status := client.get(address).status_code) not in (200, 204, 302, 303):
            refused[address] = status

    assert refused == {}


def test_every_other_page_sends_a_visitor_to_sign_in(app, client):
    opened = {}
    for address, access in plain_addresses(app).items():
        answer = client.get(address)
        if access != policy.PUBLIC and (answer.status_code != 303 or "sign-in" not in answer.location):
            opened[address] = answer.status_code

    assert opened == {}
