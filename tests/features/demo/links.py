"""Follows the links of the pages as somebody would: nowhere may one lead to a closed door or a broken page."""

import re
from collections.abc import Iterator
from html import unescape

from flask import Flask

from tests.factories import accounts

NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,64}")
LINK = re.compile(r'<a\b[^>]*?href="(/[^"#]*)')
MOST = 40
"""As many pages are opened for one person; of each kind of page a list leads to its first and its last."""


def closed(app: Flask, email: str, password: str) -> Iterator[str]:
    """The links that do not lead to a page, each with the page on which it stands."""
    client = app.test_client()
    assert accounts.sign_in(client, email, password).status_code == 302
    waiting, known = [("/inbox", "")], {"/inbox"}
    for _turn in range(MOST):
        if not waiting:
            return
        address, source = waiting.pop(0)
        answer = client.get(address, follow_redirects=True)
        if answer.status_code != 200:
            yield f"{email}: {answer.status_code} at {address}, linked from {source}"
        elif answer.mimetype == "text/html":
            fresh = [one for one in _outermost(answer.text) if one not in known]
            known.update(fresh)
            waiting += [(one, address) for one in fresh]
    return


def _outermost(html: str) -> list[str]:
    by_kind: dict[str, list[str]] = {}
    for address in map(unescape, LINK.findall(html)):
        if not address.startswith("/static") and "lang=" not in address:
            by_kind.setdefault(NUMBER.sub("*", address), []).append(address)
    return [one for found in by_kind.values() for one in dict.fromkeys((found[0], found[-1]))]
