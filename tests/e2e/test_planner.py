"""The planner in a browser: scenarios side by side, an assumption changed, when the goal is out of reach."""

import pytest
from playwright.sync_api import expect

from tests.e2e.navigators.person import Person
from tests.e2e.people import People
from tests.factories.terms import house_with_vacancies

pytestmark = pytest.mark.one_database
PLANNER = {
    "vi": {
        "ways": ("Không thi tuyển thêm", "Chỉ các cuộc thi tuyển đang tiến hành", "Ít nhất để đạt mục tiêu",
                 "Thi tuyển mọi vị trí còn kịp"),
        "goal": ("không đạt", "đạt"), "late": "Tháng mà từ đó mục tiêu không thể đạt nữa",
        "lead": "Số tháng của một cuộc thi tuyển", "ends": "Coi hết thời hạn giữ chức vụ là vị trí khuyết",
        "no": "Không", "count": "Tính", "menu": "Chỉ tiêu", "planner": "Cần làm gì để đạt: lập phương án",
    },
    "en": {
        "ways": ("No further competition", "Competitions under way alone", "The fewest that reach the goal",
                 "Every vacancy that still can be"),
        "goal": ("not reached", "reached"), "late": "Month from which the goal can no longer be reached",
        "lead": "Months that a competition takes", "ends": "Count the ends of terms as vacancies", "no": "No",
        "count": "Count", "menu": "Indicator", "planner": "What it still takes: the planner",
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", PLANNER)
def test_scenarios_are_compared_and_an_assumption_is_changed(live, session, window, lang):
    says = PLANNER[lang]
    who = house_with_vacancies(session, live.clock.now)
    officer = People(live.app, session, window, language=lang)(Person, who.officer, live.clock.now)
    officer.opens(says["menu"], says["planner"])

    none, planned, fewest, every = says["ways"]
    missed, reached = says["goal"]
    assert scenarios(officer) == {none: missed, planned: missed, fewest: reached, every: reached}
    told(officer, says["late"], "10/2027")
    officer.picture("scenarios with the ends of terms", narrow=True)
    officer.chooses(says["ends"], says["no"])
    officer.presses(says["count"])
    assert scenarios(officer) == {none: missed, planned: missed, every: missed}
    told(officer, says["late"], "11/2026")  # two vacancies cannot make a fifth of eleven: it is too late already
    officer.picture("scenarios without the ends of terms", narrow=True)


def scenarios(person: Person) -> dict[str, str]:
    """What the page says of the goal in each scenario, in its order."""
    rows = person.main.locator("table").first.locator("tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").last.inner_text() for row in rows}


def told(person: Person, key: str, value: str) -> None:
    """What a line of the summary says."""
    line = person.main.locator(".govuk-summary-list__row").filter(has_text=key)
    expect(line.locator(".govuk-summary-list__value")).to_have_text(value)
