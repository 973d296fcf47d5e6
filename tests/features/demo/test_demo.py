"""The demonstration: founded once, sound, true to what is known of 2022, never on a foreign database."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

import config
from appointments.accounts.invitations import Newcomer, found_installation
from appointments.accounts.models import Person
from appointments.accounts.queries import user_by_email
from appointments.app import create_app
from appointments.competitions.models import Contest, Paper, Round
from appointments.competitions.queries import Reach
from appointments.conferences.models import Conference
from appointments.core.outbox import OUTBOX
from appointments.decisions import holders
from appointments.decisions.models import Decision
from appointments.demo.cast import PASSWORD, email
from appointments.demo.cast import accounts as demo_accounts
from appointments.demo.cli import NotOurs
from appointments.organisation.models import Post
from appointments.procedures.models import Procedure
from tests.factories import accounts
from tests.features.demo.links import closed
from tests.fixtures.application import dispose
from workflows.calendar import local_day

EVERYTHING = Reach(everything=True, agencies=frozenset(), rounds=frozenset(), roles=frozenset())
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def demonstration(settings, catalogues, clock):
    """The application in demonstration mode."""
    settings.DEMO = True
    app = create_app(settings)
    yield app
    dispose(app)


@pytest.mark.one_database
def test_the_demonstration_is_sound_and_true_to_what_is_known(demonstration, session):
    run = demonstration.test_cli_runner()

    founded = run.invoke(args=["demo"])
    again = run.invoke(args=["demo", "--if-new"])
    sealed = run.invoke(args=["ledger", "seal"])
    verified = run.invoke(args=["ledger", "verify"])

    assert (founded.exit_code, again.exit_code, sealed.exit_code) == (0, 0, 0), founded.output
    assert verified.exit_code == 0, verified.output
    _the_first_round_is_as_reported(session)
    _today_rests_in_many_states(session)
    _votes_are_led_and_no_post_is_held_above_its_quota(session)
    assert session.scalar(sa.select(sa.func.count()).where(Person.is_synthetic.is_(False))) == 0
    shown = {account.role: account.email for account in demo_accounts(session)}.values()
    left = sa.select(sa.func.count()).select_from(OUTBOX).where(OUTBOX.c.delivered_at.is_(None))
    assert session.scalar(left) == 0, "the worker would have messages of years ago to deliver"
    session.commit()
    assert [door for who in shown for door in closed(demonstration, who, PASSWORD)] == []


def _the_first_round_is_as_reported(session):
    first = session.scalars(sa.select(Round).where(Round.plan_number == "3461/KH-UBND")).one()
    decisions = session.scalars(sa.select(Decision).where(Decision.method == "EXAM")).all()

    assert first.plan_on == date(2022, 9, 27)
    assert Counter(c.state for c in first.contests) == {"in_office": 13}
    assert len(decisions) == 13
    assert {d.effective_on.year for d in decisions} == {2022}
    assert session.scalar(sa.select(sa.func.count()).where(Decision.method == "ORDINARY")) > 50


def _today_rests_in_many_states(session):
    for model, least in ((Round, 8), (Contest, 8), (Paper, 5)):
        states = set(session.scalars(sa.select(model.state)))
        assert len(states) >= least, (model.__name__, states)


def _votes_are_led_and_no_post_is_held_above_its_quota(session):
    assert sorted(session.scalars(sa.select(Procedure.state))) == ["at_key_cadres", "decided"]
    assert sorted(session.scalars(sa.select(Conference.state)))[:2] == ["balloted", "closed"]
    holding = holders.on(session, EVERYTHING, local_day(NOW)).subquery()
    held = sa.select(sa.func.count()).where(holding.c.post_id == Post.id).scalar_subquery()
    assert session.scalars(sa.select(Post.title_vi).where(held > Post.quota)).all() == []


def test_the_demonstration_refuses_a_database_that_it_did_not_create(settings, catalogues, session):
    accounts.founders(session, NOW)
    settings.DEMO = True

    with pytest.raises(NotOurs):
        create_app(settings)


def test_the_demonstration_is_served_on_loopback_only(tmp_path):
    with pytest.raises(config.BadSettings):
        config.Development({"MINHTUYEN_DEMO": "1", "HOST": "0.0.0.0", "VAR": str(tmp_path)})


@pytest.mark.one_database
def test_whatever_address_a_server_binds_the_demonstration_opens_to_this_machine_only(demonstration):
    visitor = demonstration.test_client()

    def status(address: str) -> int:
        return visitor.get("/sign-in", environ_overrides={"REMOTE_ADDR": address}).status_code

    assert [status(own) for own in ("127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1")] == [200] * 4
    assert [status(other) for other in ("192.0.2.7", "10.0.0.1", "2001:db8::1", "::ffff:192.0.2.7")] == [403] * 4


def test_nobody_signs_in_to_a_demonstration_that_is_served_as_a_real_installation(app, session):
    newcomers = [Newcomer(f"Người Duyệt Mẫu {word}", email(f"duyet-{n}")) for n, word in ((1, "Một"), (2, "Hai"))]
    found_installation(session, newcomers, NOW)
    accounts.with_password(app, session, user_by_email(session, email("duyet-1")), NOW)
    session.commit()

    answer = accounts.sign_in(app.test_client(), email("duyet-1"))

    assert answer.status_code == 403


def test_a_real_installation_founds_no_demonstration(app, session):
    refused = app.test_cli_runner().invoke(args=["demo"])

    assert refused.exit_code == 1
    assert session.scalar(sa.select(sa.func.count(Person.id))) == 0


@pytest.mark.one_database
def test_a_demonstration_that_was_broken_off_is_not_taken_for_a_whole_one(demonstration, session):
    newcomers = [Newcomer(f"Người Duyệt Mẫu {word}", email(f"duyet-{n}")) for n, word in ((1, "Một"), (2, "Hai"))]
    found_installation(session, newcomers, NOW)

    refused = demonstration.test_cli_runner().invoke(args=["demo", "--if-new"])

    assert refused.exit_code == 1
    assert "half-way" in refused.output
