"""Every table of the product in one metadata: for migrations, and for tests that build the whole schema."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import sqlalchemy as sa

import appointments
from appointments.core.db import Base

BESIDE_FEATURES = (
    "appointments.core.once",
    "appointments.core.outbox",
    "appointments.core.timers",
    "appointments.core.ledger.models",
    "appointments.exams.defences",
    "appointments.exams.identities",  # apart from exams.models: few may import it
    "appointments.exams.envelopes",
    "appointments.exams.incidents",
    "appointments.exams.proposals",
    "appointments.exams.room_signing",
)


def import_models() -> sa.MetaData:
    """Import the module `models` of every feature, and the kernel's tables; answer the metadata they fill."""
    for name in BESIDE_FEATURES:
        import_module(name)
    for feature in sorted(m.name for m in iter_modules(appointments.__path__) if m.ispkg):
        name = f"appointments.{feature}.models"
        if find_spec(name):
            import_module(name)
    return Base.metadata
