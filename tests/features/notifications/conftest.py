"""A round in the middle of its life."""

from datetime import timedelta

import pytest

from tests.factories import applications
from tests.factories import competitions as make


@pytest.fixture
def receiving(session, clock, tmp_path):
    """A round that receives since three days; two applications are handed in, a third is a draft."""
    built = make.receiving_round(session, clock.now - timedelta(days=3))
    store = applications.storage_at(tmp_path)
    contest, at = built.contests[0].id, clock.now - timedelta(days=2)
    handed_in = [applications.submitted(session, contest, f"Thí Sinh {word}", at, store) for word in ("Một", "Hai")]
    drafting = applications.candidate(session, "Thí Sinh Ba", at)
    applications.drafted(session, contest, drafting, at, store)
    session.commit()
    return built, handed_in, drafting
