"""A round that is examined, and its people, as the tests of exams have them."""

from tests.features.exams.conftest import begun, built, candidates, examining, shortlisted

__all__ = ["begun", "built", "candidates", "examining", "shortlisted"]
