"""The page of a step without a form of its own: read, give the reason that is due, confirm, go on."""

import re
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

import pytest
from flask import Blueprint, request

from appointments.core import clock as house_clock
from appointments.web import policy, steps
from workflows.engine import Actor, Case, Facts, Process, State, Transition, guard
from workflows.law import design
from workflows.roles import AUTHORITY, CANDIDATE, PERSONNEL
from workflows.words import Words

pytestmark = pytest.mark.one_database


@dataclass(frozen=True, kw_only=True)
class TrialFacts(Facts):
    """What the trial's guard looks at."""

    papers: int = 0


@guard(Words("Mới có %(papers)d giấy tờ.", "Only %(papers)d papers so far."), design(), unblocked_by=CANDIDATE)
def papers_are_there(case):
    return case.facts.papers > 2


def step(trigger, to, by=PERSONNEL, **named):
    return Transition(trigger, "open", to, by, design(), Words(f"Việc {trigger}", f"Act {trigger}"), **named)


TRIAL = Process(
    "trial",
    1,
    label=Words("Thử", "Trial"),
    facts=TrialFacts,
    initial="open",
    states=[
        State("open", Words("Đang mở", "Open")),
        State("taken", Words("Đã nhận", "Taken"), final=True),
        State("sent_back", Words("Đã trả lại", "Sent back"), final=True),
    ],
    transitions=[
        step("take", "taken", when=[papers_are_there]),
        step("return", "sent_back", needs_reason=True),
        step("sign", "taken", by=AUTHORITY),
        step("decide", "taken", weighty=True),
    ],
    cites=design(),
)


@pytest.fixture
def case_row(trial):
    """A row that can be stepped at /trial/steps/<trigger>?papers=N."""
    bp = Blueprint("trial_steps", __name__, url_prefix="/trial/steps")
    row = SimpleNamespace(state="open", version=4, sent=[])

    @bp.route("/<trigger>", methods=["GET", "POST"])
    @policy.public
    def take(trigger):
        actor = Actor(str(UUID(int=1)), frozenset({PERSONNEL}))
        facts = TrialFacts(papers=int(request.args.get("papers", 0)))

        def do(form):
            reason = form.reason.data if "reason" in form else ""
            TRIAL.fire(row, trigger, Case(actor, facts, house_clock.now(), reason=reason))
            row.sent.append((trigger, reason, form.version, form.by()))

        case = Case(actor, facts, house_clock.now())
        return steps.step_page(row, TRIAL, trigger, case, do=do, back="/trial/form", title="Hồ sơ Mẫu")

    trial.register_blueprint(bp)
    return row


def test_the_step_says_what_it_does_before_it_is_done(visitor, case_row):
    text = visitor.get("/trial/steps/take?papers=3").text

    assert re.search(r"<h1[^>]*>\s*Việc take", text)
    assert "Hồ sơ Mẫu" in text
    assert "Đang mở" in text
    assert "Đã nhận" in text
    assert re.search(r"<button[^>]*>\s*Việc take", text)
    assert case_row.state == "open"


def test_confirming_takes_the_step_and_goes_on(visitor, case_row):
    answer = visitor.post("/trial/steps/take?papers=3", seen="4")

    assert (answer.status_code, answer.location) == (303, "/trial/form")
    assert case_row.state == "taken"
    ((trigger, reason, version, by),) = case_row.sent
    assert (trigger, reason, version, by.person) == ("take", "", 4, None)
    assert len(by.idem) == 32


def test_a_step_that_is_not_possible_tells_why_at_once(visitor, case_row):
    answer = visitor.get("/trial/steps/take?papers=1")

    assert answer.status_code == 409
    assert "Mới có 1 giấy tờ." in answer.text
    assert "Thí sinh" in answer.text


def test_a_step_that_became_impossible_meanwhile_is_refused_by_the_command(visitor, case_row):
    answer = visitor.post("/trial/steps/take?papers=1")

    assert answer.status_code == 409
    assert case_row.state == "open"


def test_a_step_that_needs_a_reason_asks_for_it(visitor, case_row):
    assert 'id="reason"' in visitor.get("/trial/steps/return").text
    assert "Lý do: Cần điền nội dung này." in visitor.post("/trial/steps/return", reason="  ").text
    assert case_row.state == "open"

    visitor.post("/trial/steps/return", reason="Thiếu bản kê khai tài sản.")

    assert case_row.state == "sent_back"
    assert case_row.sent[0][1] == "Thiếu bản kê khai tài sản."


def test_a_step_of_another_role_is_not_offered(visitor, case_row):
    answer = visitor.get("/trial/steps/sign")

    assert answer.status_code == 403
    assert "không thuộc thẩm quyền" in answer.text


def test_a_weighty_step_says_so(visitor, case_row):
    assert "sự nghiệp" in visitor.get("/trial/steps/decide").text
    assert "sự nghiệp" not in visitor.get("/trial/steps/return").text


def test_a_step_that_no_longer_exists_here_is_told(visitor, case_row):
    case_row.state = "taken"

    answer = visitor.get("/trial/steps/take")

    assert answer.status_code == 409
    assert "Không thực hiện được bước này từ trạng thái hiện tại" in answer.text


def test_the_panel_separates_what_is_open_what_is_not_and_what_is_others():
    case = Case(Actor(None, frozenset({PERSONNEL})), TrialFacts(), house_clock.now())
    options = {o.transition.trigger: o for o in TRIAL.outlook("open", case)}

    assert options["return"].is_open
    assert steps.closed_to_asker(options["take"])
    assert not steps.of_others(options["take"])
    assert steps.of_others(options["sign"])
    assert not steps.closed_to_asker(options["sign"])
