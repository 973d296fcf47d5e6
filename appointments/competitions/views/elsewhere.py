"""Where steps of rounds, posts and papers are taken that a feature above carries out, and its pages about them.

A case's own page offers every step of its process; whoever has the page of a step enters it here when loaded:
`leads("round", "compile", StepPage("results.step"), source="oral_done")`. A page that is not installed is left out.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, url_for
from flask_babel import lazy_gettext as l_

from appointments.core.cases import Cased
from appointments.web import policy
from workflows.engine import Option
from workflows.roles import Role


@dataclass(frozen=True, slots=True)
class StepPage:
    """One page: its endpoint, the argument that names the case, whether it takes the trigger too.

    `fulfils` names the clauses that the page's own form fulfils: they do not stand against opening it.
    """

    endpoint: str
    argument: str = "id"
    takes_trigger: bool = False
    fulfils: tuple[str, ...] = ()


_pages: dict[tuple[str, str, str], StepPage] = {}
ANY = ""
"""From whichever state the step leaves."""


def leads(process: str, triggers: str, page: StepPage, *, source: str = ANY) -> None:
    """Enter the page on which these steps (apart by spaces) of a process are taken, from one state or from any."""
    for trigger in triggers.split():
        _pages[process, trigger, source] = page


def page_of(row: Cased, trigger: str) -> str | None:
    """The address of the page of a step that is taken elsewhere; None where it is one of those here."""
    page = _page(row, trigger)
    if page is None:
        return None
    arguments: dict[str, Any] = {page.argument: row.id}
    return url_for(page.endpoint, **arguments | ({"trigger": trigger} if page.takes_trigger else {}))


def offered(row: Cased, options: Iterable[Option]) -> list[Option]:
    """The options without what the form on a step's own page is going to fulfil."""
    found = []
    for option in options:
        page = _page(row, option.transition.trigger)
        asked = page.fulfils if page else ()
        left = [refusal for refusal in option.refusals if refusal.guard not in asked]
        found.append(option if len(left) == len(option.refusals) else replace(option, refusals=left))
    return found


def _page(row: Cased, trigger: str) -> StepPage | None:
    key = (row.__process__, trigger)
    page = _pages.get((*key, row.state)) or _pages.get((*key, ANY))
    return page if page and page.endpoint in current_app.view_functions else None


# The pages of the two features next above, which were there first.
leads("round", "publish_shortlist", StepPage("applications.shortlist"))
leads("contest", "publish_supplement", StepPage("applications.publish_supplement", "contest_id"))
leads(
    "round",
    "begin_examination schedule_oral skip_oral close_oral",
    StepPage("exams.round_step", takes_trigger=True),
)

Link = tuple[str, Any]
"""The endpoint of a page about a case (argument `id`), and what it is called."""

ROUND_DESKS: tuple[Link, ...] = (
    ("applications.index", l_("Applications and their checking")),
    ("applications.shortlist", l_("List of those who may compete")),
    ("applications.petition_list", l_("Petitions on the list")),
    ("applications.round_conflicts", l_("Conflicts of interest")),
    ("complaints.index", l_("Complaints and denunciations")),
    ("exams.desk", l_("Sittings, marking and presentations")),
    ("results.round_result", l_("Result of the round")),
)
POST_DESKS: tuple[Link, ...] = (
    ("results.ranking", l_("Ranking of the post")),
    ("decisions.post", l_("Verification and decision")),
)
PAPER_DESKS: tuple[Link, ...] = (("exams.paper", l_("The paper's own page")),)
SHORTLIST: tuple[Link, ...] = (("applications.public_shortlist", l_("List of those who may compete")),)
COMPLAINTS: tuple[Link, ...] = (("complaints.public", l_("Complaints and denunciations")),)
RESULTS: tuple[Link, ...] = (("results.show", l_("Published result of the round")),)
ROOM_LISTS: tuple[Link, ...] = (("exams.room_lists", l_("Room lists")),)
WRITTEN_RESULTS: tuple[Link, ...] = (("exams.results", l_("Published written results")),)


Condition = Callable[[Any, Collection[Role]], bool]
"""Whether the page about this case opens now to somebody who holds these roles towards it."""
_conditions: dict[str, Condition] = {}


def opens_when(endpoint: str, condition: Condition) -> None:
    """Enter when a page about a case opens; one without a condition opens to whoever has the permission."""
    _conditions[endpoint] = condition


def links(pages: Iterable[Link], row: Cased, roles: Collection[Role]) -> list[dict[str, Any]]:
    """Those of the pages about a case that open now to the person asking, who holds these roles towards it."""
    return [
        {"text": text, "href": url_for(endpoint, id=row.id)}
        for endpoint, text in pages
        if opens_about(endpoint, row, roles)
    ]


def opens_about(endpoint: str, row: Cased, roles: Collection[Role]) -> bool:
    """Whether this page about a case opens now to the person asking, who holds these roles towards it."""
    return opens(endpoint) and (endpoint not in _conditions or _conditions[endpoint](row, roles))


def opens(endpoint: str) -> bool:
    """Whether the page is installed and the person asking has the permission for it."""
    access = policy.access_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    return access == policy.PUBLIC or (access is not None and (access == policy.SIGNED_IN or policy.may(access)))
