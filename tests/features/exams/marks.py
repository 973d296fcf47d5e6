"""What tests of the marking say again and again."""

import re
from decimal import Decimal

from appointments.exams.case import first_scripts
from tests.factories import exams


def guards(refused):
    """The names of the sentences that stood against a step."""
    return {refusal.guard for refusal in refused.value.refusals}


def sheets(built, one="80", two="84"):
    """What the two markers of a script wrote."""
    return {built.council.markers[0]: Decimal(one), built.council.markers[1]: Decimal(two)}


def everything_keyed(session, built, paper, now):
    """Both keyings of every script, the same marks on all."""
    for script in first_scripts(session, paper.id):
        exams.keyed(session, built, script.id, ("80", "84"), now)


def signed_as_shown(visitor, page, status=303):
    """Sends the form of a page of minutes with the digest that it shows."""
    shown = re.search(r'name="digest"[^>]*value="([0-9a-f]{64})"', visitor.get(page))
    assert shown, page
    return visitor.send(page, status, digest=shown[1])
