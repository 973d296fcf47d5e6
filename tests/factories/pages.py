"""Pages as people use them: signed in, a form opened, filled and sent."""

import html
import re
from datetime import date


def located(answer) -> str:
    """Where an accepted form leads."""
    assert answer.status_code == 303, answer.text
    return answer.location


def hidden_of(page) -> dict:
    """The hidden fields of a page's last form, as a browser would send them back."""
    last = page.text.rpartition("<form")[2]
    return dict(re.findall(r'<input id="[^"]*" name="([^"]+)" type="hidden" value="([^"]*)">', last))


def send(pages, path: str, **fields):
    """Open the page of a form and send it filled."""
    page = pages.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location, page.text[-3000:])
    return pages.post(path, data=hidden_of(page) | fields)


def day(name: str, on: date) -> dict[str, str]:
    """The three inputs of a date."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def heading(page: str) -> str:
    """What the one main heading of a page says."""
    [found] = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def words(page) -> str:
    """What a page says, without its markup, for assertions on sentences."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def shows_number(text: str, number: str) -> bool:
    """Whether a candidate's number stands there by itself, and not by chance inside a hash."""
    return re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text) is not None
