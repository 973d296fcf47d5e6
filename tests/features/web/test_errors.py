"""The error table: each thing that can go wrong has its page, and what was typed is not lost."""

import re

import pytest

pytestmark = pytest.mark.one_database
STATUS = {
    "refused": 409,
    "role": 403,
    "stale": 409,
    "reused": 422,
    "invalid": 422,
    "missing": 404,
    "forbidden": 403,
    "step": 409,
}


@pytest.mark.parametrize(("kind", "status"), STATUS.items())
def test_each_error_has_its_status_and_a_sound_page(visitor, kind, status):
    assert visitor.get(f"/trial/error/{kind}").status_code == status


def test_a_refusal_lists_every_reason_with_clause_helper_and_date(visitor):
    text = visitor.get("/trial/error/refused").text

    assert "Chỉ nhận đến 17:00:00 (GMT+7), 23/11/2026." in text
    assert "Công văn 2424/BNV-CCVC" in text
    assert "Chủ tịch Hội đồng thi, Cán bộ tổ chức" in text
    assert "Thiếu 3 giấy tờ." in text
    assert "quy định riêng của cơ quan tổ chức thi" in text


def test_a_refusal_speaks_english_to_english_readers(visitor):
    text = visitor.get("/trial/error/refused?lang=en").text

    assert "Received until 17:00:00 (GMT+7), 23 November 2026 only." in text
    assert "Council chair, Personnel officer" in text


def test_a_case_changed_meanwhile_tells_who_when_and_what(visitor):
    text = visitor.post("/trial/error/stale", name="Thí sinh Mẫu", reason="Đã đối chiếu bản gốc.").text

    assert "Cán bộ Mẫu Bình" in text
    assert "17:00:00 (GMT+7), 23/11/2026" in text
    assert "Nộp hồ sơ" in text


def test_what_was_typed_into_a_refused_form_is_shown_and_leads_back_filled(visitor):
    text = visitor.post("/trial/error/stale", name="Thí sinh Mẫu", reason="Đã đối chiếu <bản gốc>.").text
    (back,) = re.findall(r'href="(/trial/error/stale\?draft=[0-9a-f-]{36})"', text)

    assert "Đã đối chiếu &lt;bản gốc&gt;." in text
    assert "Lý do" in text
    assert back


def test_a_rule_that_only_a_command_knows_is_told_beside_its_field(visitor):
    answer = visitor.post("/trial/command?field=name", name="Thí sinh Mẫu", reason="Giữ lại")

    assert answer.status_code == 422
    assert '<a href="#name">' in answer.text
    assert 'id="name-error"' in answer.text
    assert "The name is on another list already." in answer.text
    assert "Giữ lại" in answer.text


def test_a_rule_without_a_field_is_told_above_the_form(visitor):
    answer = visitor.post("/trial/command", name="Thí sinh Mẫu")

    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.text
    assert 'value="Thí sinh Mẫu"' in answer.text


def test_a_repeated_request_is_led_to_what_the_first_one_did(visitor):
    answer = visitor.post("/trial/error/done")

    assert (answer.status_code, answer.location) == (303, "/trial/form")


def test_a_repeated_request_is_never_led_to_another_site(visitor):
    assert visitor.post("/trial/error/elsewhere").location == "/trial/error/elsewhere"


def test_a_fault_of_ours_tells_nothing_of_the_inside(trial, visitor):
    trial.testing = False
    trial.config["PROPAGATE_EXCEPTIONS"] = False

    answer = visitor.get("/trial/error/fault")

    assert answer.status_code == 500
    assert "Hệ thống gặp sự cố" in answer.text
    assert "ZeroDivision" not in answer.text
    assert "a fault inside" not in answer.text


def test_a_form_without_its_token_is_refused_and_its_text_kept(trial, visitor):
    trial.config["WTF_CSRF_ENABLED"] = True

    answer = visitor.post("/trial/form", name="Thí sinh Mẫu", reason="Viết đã lâu")
    (back,) = re.findall(r'href="(/trial/form\?draft=[0-9a-f-]{36})"', answer.text)

    assert answer.status_code == 400
    assert "Viết đã lâu" in visitor.get(back).text


def test_too_large_a_form_gets_an_answer_in_words(trial, visitor):
    trial.config["MAX_CONTENT_LENGTH"] = 1000

    answer = visitor.post("/trial/form", name="x" * 5000)

    assert answer.status_code == 413
    assert "quá lớn" in answer.text


def test_too_many_attempts_get_an_answer_in_words(settings, catalogues, database_url):
    from appointments.app import create_app
    from appointments.web.extensions import limiter
    from tests.features.web.conftest import bp
    from tests.fixtures.application import dispose
    from tests.fixtures.pages import Reader

    settings.RATELIMIT_ENABLED = True
    app = create_app(settings)
    app.test_client_class = Reader
    app.register_blueprint(bp)
    app.view_functions["trial.form"] = limiter.limit("2 per hour")(app.view_functions["trial.form"])
    client = app.test_client()
    answers = [client.get("/trial/form") for _ in range(3)]
    dispose(app)

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Quá nhiều lần thử" in answers[2].text
    assert int(answers[2].headers["Retry-After"]) > 0


def test_the_wrong_method_is_told_as_such(visitor):
    answer = visitor.get("/trial/only-post", headers={"X-Trial": "an"})

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
