"""Every answer carries the headers that keep scripts, frames and caches away."""

import gzip
import re

import pytest
from flask import request

import config
from tests.fixtures.application import dispose

pytestmark = pytest.mark.one_database
ADDRESSES = ["/", "/healthz", "/no/such/page", "/static/site.js", "/trial/form", "/trial/error/refused", "/trial/own"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_inline_code_frames_and_guessing(visitor, address):
    headers = visitor.get(address).headers
    rules = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["img-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["object-src"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(visitor):
    assert visitor.get("/trial/own", headers={"X-Trial": "an"}).headers["Cache-Control"] == "no-store"
    assert visitor.get("/trial/form").headers["Cache-Control"] == "private, no-cache"


def test_https_is_demanded_only_over_https(visitor):
    over_https = visitor.get("/", base_url="https://localhost").headers

    assert "max-age=63072000" in over_https["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in visitor.get("/").headers


def test_a_proxy_in_front_is_believed_only_where_it_is_ours(settings, catalogues):
    from appointments.app import create_app

    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    seen = {}
    for proxies in (0, 1):
        settings.TRUSTED_PROXIES = proxies
        app = create_app(settings)
        app.after_request(lambda answer: seen.setdefault(request.remote_addr, answer))
        seen[proxies] = app.test_client().get("/healthz", headers=told).headers.get("Strict-Transport-Security")
        dispose(app)

    assert seen[0] is None
    assert seen[1] is not None
    assert {"127.0.0.1", "203.0.113.9"} <= set(seen)


def test_cookies_are_closed_to_scripts_and_bound_to_the_host_in_production(database_url, tmp_path):
    from appointments.app import create_app

    app = create_app(config.Production({"DATABASE_URL": database_url}, VAR=tmp_path))
    answer = app.test_client().get("/?lang=en", base_url="https://localhost")
    dispose(app)

    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_the_page_of_components_is_not_served_in_production(database_url, tmp_path):
    from appointments.app import create_app

    app = create_app(config.Production({"DATABASE_URL": database_url}, VAR=tmp_path))
    answer = app.test_client().get("/style", base_url="https://localhost")
    dispose(app)

    assert answer.status_code == 404


def test_a_static_file_may_be_kept_for_ever_under_the_address_of_its_content(visitor):
    page = visitor.get("/").text
    (address,) = re.findall(r'href="(/static/tokens\.css\?v=[0-9a-f]{12})"', page)

    exact = visitor.get(address)
    bare = visitor.get("/static/tokens.css")
    old = visitor.get("/static/tokens.css?v=000000000000")

    assert "immutable" in exact.headers["Cache-Control"]
    assert "immutable" not in bare.headers["Cache-Control"] + old.headers["Cache-Control"]
    assert exact.data == old.data
    assert visitor.get(address, headers={"If-None-Match": exact.headers["ETag"]}).status_code == 304


def test_a_static_file_is_sent_compressed_to_those_who_can_read_it(visitor):
    packed = visitor.get("/static/site.js", headers={"Accept-Encoding": "gzip"})
    plain = visitor.get("/static/site.js", headers={"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers


def test_nothing_outside_the_static_folder_is_served(visitor):
    for address in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/fonts"):
        assert visitor.get(address).status_code in (301, 308, 404), address


def test_the_first_page_weighs_less_than_a_hundred_kilobytes(visitor):
    accept = {"Accept-Encoding": "gzip"}
    page = visitor.get("/").text
    todo = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    weight, seen = len(page.encode()), set()
    while todo:
        address = todo.pop()
        seen.add(address)
        answer = visitor.get(address, headers=accept)
        weight += len(answer.data)
        text = gzip.decompress(answer.data).decode() if answer.headers.get("Content-Encoding") == "gzip" else ""
        named = re.findall(r'url\("([^"]+)"\)|from "\./([^"]+)"', text)
        todo |= {f"/static/{css or js}" for css, js in named} - seen

    assert len(seen) > 8
    assert weight <= 100_000


def test_the_service_answers_its_watchman(visitor):
    assert visitor.get("/healthz").json["status"] == "ok"
