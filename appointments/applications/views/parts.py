"""What the pages of applications share: the blueprint, who asks, the store of files, the sections of the dossier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, url_for
from flask_babel import lazy_gettext as l_

from appointments.applications import forms
from appointments.applications.models import Application
from appointments.competitions.models import Contest
from appointments.core import clock
from appointments.core.work import By
from appointments.files.storage import Storage
from appointments.web import policy
from appointments.web.filters import day, number, say
from appointments.web.forms import BaseForm
from appointments.web.i18n import language
from workflows import dossier
from workflows.calendar import local_day
from workflows.rules import Rules

bp = Blueprint("applications", __name__)

NOTED = {
    "application.begin": l_("Draft begun"),
    "application.inspect": l_("Dossier read on a reason"),
    "application.state_particulars": l_("Relatives, home or units stated"),
    "application.judge": l_("Verdict on a condition recorded"),
    "petition.begin": l_("Petition written"),
}
"""How acts that are no steps are called in a timeline."""


@dataclass(frozen=True)
class Section:
    """A page of the dossier: its address, its name, its form, the answers it must have."""

    key: str
    title: Any
    form: type[BaseForm]
    fields: tuple[str, ...]
    required: tuple[str, ...]

    def is_done(self, answers: Mapping[str, Any]) -> bool:
        """Whether everything that this page must have is there."""
        return all(answers.get(key) not in (None, "") for key in self.required)


SECTIONS = (
    Section("source", l_("State on what ground you compete"), forms.SourceForm, ("source", "plan_title"), ("source",)),
    Section(
        "post", l_("State your present post and service"), forms.PresentPostForm,
        ("current_post", "current_unit", "months_in_post", "service_months"),
        ("current_post", "current_unit", "months_in_post", "service_months"),
    ),
    Section(
        "standards", l_("State your education and training"), forms.StandardsForm,
        ("meets_standards", "degree", "political_theory"), ("meets_standards", "degree", "political_theory"),
    ),
    Section(
        "record", l_("Answer on ratings, health and obstacles"), forms.RecordForm,
        ("good_years", "healthy", "barred", "note"), ("good_years", "healthy", "barred"),
    ),
)  # fmt: skip
SECTION = {section.key: section for section in SECTIONS}


def viewer_id() -> UUID:
    """The person who is signed in."""
    found = policy.user()
    assert found is not None  # the gate has checked it
    person: UUID = found.id
    return person


def viewer_by() -> By:
    """The person who is signed in, as somebody who only looks."""
    return By(viewer_id())


def name_of(person: UUID | None) -> str | None:
    """How a person is called."""
    return policy.of(current_app).name_of(str(person)) if person else None


def titled(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries of a timeline, with words for acts that are no steps."""
    return [entry | {"title": NOTED.get(entry["act"])} for entry in entries]


def storage() -> Storage:
    """Where uploaded files lie."""
    return Storage(current_app.config["FILES"])


def post_name(contest: Contest) -> str:
    """A post with its agency, in the reader's language."""
    return f"{contest.post.title(language())}, {contest.post.agency.name(language())}"


def papers_wanted(answers: Mapping[str, Any]) -> tuple[dossier.PaperKind, ...]:
    """The papers that this candidate must hand in; before the ground is stated, those that everybody must."""
    return dossier.required_papers(answers.get("source"))


def is_stale(kind: str, issued_on: Any, row: Application, rules: Rules) -> bool:
    """Whether a paper that must be recent is too old, or bears no date."""
    on = local_day(row.received_at or clock.now())
    return bool(dossier.stale_papers([(kind, issued_on)], on, rules["dossier.max_age_months"]))


def answer_rows(answers: Mapping[str, Any], change: str | None = None) -> list[dict[str, Any]]:
    """The answers as a summary list, in the order of the pages; `change` is the application whose pages change them."""
    rows = []
    for section in SECTIONS:
        form = section.form(meta={"csrf": False})
        for name in section.fields:
            field: Any = form[name]
            href = url_for("applications.answers", id=change, section=section.key) if change else None
            rows.append({"key": str(field.label.text), "value": said(name, answers.get(name)), "href": href})
    return rows


def said(name: str, value: Any) -> str:
    """An answer in the reader's words."""
    if value in (None, ""):
        return "–"
    if name == "source":
        return say(dossier.SOURCES[value])
    if value in ("yes", "no"):
        return str(l_("Yes") if value == "yes" else l_("No"))
    return number(value) if isinstance(value, int) else str(value)


def person_rows(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who applies, as a summary list."""
    genders = {choice.value: choice.label for choice in forms.GENDERS}
    return [
        {"key": str(l_("Full name")), "value": person["full_name"]},
        {"key": str(l_("Date of birth")), "value": day(as_date(person["birth_date"])) or "–"},
        {"key": str(l_("Gender")), "value": str(genders.get(person["gender"] or "", "–"))},
        {"key": str(l_("E-mail address")), "value": person["email"] or "–"},
        {"key": str(l_("Telephone")), "value": person["phone"] or "–"},
    ]


def frozen_papers(row: Application) -> list[dict[str, Any]]:
    """The papers as they were frozen, with dates as dates."""
    papers = (row.snapshot or {}).get("papers", [])
    return [paper | {"issued_on": as_date(paper["issued_on"])} for paper in papers]


def as_date(value: Any) -> date | None:
    """A date, also where the snapshot keeps it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
